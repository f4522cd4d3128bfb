import SourceText

/// The trained part of a language's grammar: tagger, parser, lemmas, clusters. One file, written by `constat-train`.
public struct GrammarModel: Sendable {
  /// Version of the file format.
  public static let version = 2
  private static let magic: [UInt8] = Array("CSTGRAM\0".utf8)
  let tags: TagSet
  let tagger: LinearModel
  let moves: Parser.Moves
  let parser: LinearModel
  let lemmas: Lemmatizer
  let clusters: [UInt64: UInt16]
  /// Forms that the training texts hold.
  let vocabulary: Set<UInt64>

  package init(tagger: LinearModel, parser: LinearModel, lemmas: Lemmatizer, clusters: [UInt64: UInt16], vocabulary: Set<UInt64>) {
    tags = TagSet(names: tagger.classes)
    self.tagger = tagger
    moves = Parser.Moves(classes: parser.classes)
    self.parser = parser
    self.lemmas = lemmas
    self.clusters = clusters
    self.vocabulary = vocabulary
  }

  /// Reads a model file.
  ///
  /// - Throws: `ModelError`, whose description is a sentence with a way out.
  public init(bytes: [UInt8]) throws(ModelError) {
    guard bytes.starts(with: GrammarModel.magic) else { throw .foreign }
    var reader = ByteReader(bytes)
    reader.at = GrammarModel.magic.count
    let version = Int(try reader.uint32())
    guard version == GrammarModel.version else { throw .version(version) }
    let sum = try reader.uint64()
    guard Lemmatizer.hash(bytes[reader.at...]) == sum else { throw .corrupt("its checksum differs") }
    let tagger = try LinearModel(from: &reader)
    let parser = try LinearModel(from: &reader)
    let lemmas = try Lemmatizer(from: &reader)
    var clusters: [UInt64: UInt16] = [:]
    let count = Int(try reader.uint32())
    for _ in 0..<count {
      let key = try reader.uint64()
      clusters[key] = UInt16(truncatingIfNeeded: try reader.uint32())
    }
    var vocabulary: Set<UInt64> = []
    for _ in 0..<Int(try reader.uint32()) { vocabulary.insert(try reader.uint64()) }
    self.init(tagger: tagger, parser: parser, lemmas: lemmas, clusters: clusters, vocabulary: vocabulary)
  }

  /// The bytes of the model file.
  public func bytes() -> [UInt8] {
    var body = ByteWriter()
    tagger.write(to: &body)
    parser.write(to: &body)
    lemmas.write(to: &body)
    body.uint32(UInt32(clusters.count))
    for (key, cluster) in clusters.sorted(by: { $0.key < $1.key }) {
      body.uint64(key)
      body.uint32(UInt32(cluster))
    }
    body.uint32(UInt32(vocabulary.count))
    for form in vocabulary.sorted() { body.uint64(form) }
    var out = ByteWriter()
    out.out = GrammarModel.magic
    out.uint32(UInt32(GrammarModel.version))
    out.uint64(Lemmatizer.hash(body.out[...]))
    return out.out + body.out
  }
}
