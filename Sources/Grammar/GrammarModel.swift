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
    guard bytes.starts(with: GrammarModel.magic) else { throw .foreign }
    var reader = ByteReader(bytes)
    reader.at = GrammarModel.magic.count
    let version = Int(try reader.uint32())
    guard version == GrammarModel.version else { throw .version(version) }
    let sum = try reader.uint64()
    guard GrammarModel.checksum(bytes[reader.at...]) == sum else { throw .corrupt("its checksum differs") }
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

  /// FNV-1a over eight bytes at a time, the last ones filled up with zeros.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      let whole = raw.count / 8
      var sum = Word.seed
      for index in 0..<whole {
        sum = (sum ^ raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian) &* 0x0000_0100_0000_01B3
      }
      var last: UInt64 = 0
      for (place, byte) in raw[(whole * 8)...].enumerated() { last |= UInt64(byte) << UInt64(place * 8) }
      return (sum ^ last) &* 0x0000_0100_0000_01B3
    }
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
    var out = ByteWriter()
    out.out = GrammarModel.magic
    out.uint32(UInt32(GrammarModel.version))
    out.uint64(GrammarModel.checksum(body.out[...]))
    return out.out + body.out
  }
}
