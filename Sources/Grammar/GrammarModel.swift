import SourceText

/// The trained part of a language's grammar: tagger, parser, lemmas, clusters. One file, written by `constat-train`.
public struct GrammarModel: Sendable {
  /// Version of the file format.
  public static let version = 3
  private static let magic: [UInt8] = Array("CSTGRAM\0".utf8)
  let tags: TagSet
  let tagger: LinearModel
  let moves: Parser.Moves
  let parser: LinearModel
  let lemmas: Lemmatizer
  let clusters: [Word: UInt16]
  /// Forms that the training texts hold.
  let vocabulary: Set<Word>

  package init(tagger: LinearModel, parser: LinearModel, lemmas: Lemmatizer, clusters: [Word: UInt16], vocabulary: Set<Word>) {
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
    var reader = try ModelFile.open(bytes, magic: GrammarModel.magic, version: GrammarModel.version)
    let tagger = try LinearModel(from: &reader)
    let parser = try LinearModel(from: &reader)
    let lemmas = try Lemmatizer(from: &reader)
    var clusters: [Word: UInt16] = [:]
    for _ in 0..<Int(try reader.uint32()) {
      let word = Word(hash: try reader.uint64())
      clusters[word] = UInt16(truncatingIfNeeded: try reader.uint32())
    }
    var vocabulary: Set<Word> = []
    for _ in 0..<Int(try reader.uint32()) { vocabulary.insert(Word(hash: try reader.uint64())) }
    self.init(tagger: tagger, parser: parser, lemmas: lemmas, clusters: clusters, vocabulary: vocabulary)
  }

  /// The bytes of the model file.
  public func bytes() -> [UInt8] {
    var body = ByteWriter()
    tagger.write(to: &body)
    parser.write(to: &body)
    lemmas.write(to: &body)
    body.uint32(UInt32(clusters.count))
    for (key, cluster) in clusters.sorted(by: { $0.key.hash < $1.key.hash }) {
      body.uint64(key.hash)
      body.uint32(UInt32(cluster))
    }
    body.uint32(UInt32(vocabulary.count))
    for form in vocabulary.map(\.hash).sorted() { body.uint64(form) }
    return ModelFile.bytes(body, magic: GrammarModel.magic, version: GrammarModel.version)
  }
}
