import SourceText

/// The trained part of a language's grammar: the network, dictionary forms, known words. One file, written by `constat-train`.
public struct GrammarModel: Sendable {
  /// Version of the file format.
  public static let version = 4
  private static let magic: [UInt8] = Array("CSTGRAM\0".utf8)
  package let network: Network
  /// The network's word classes and relations.
  package let tags: TagSet
  let relations: [Relation]
  let lemmas: Lemmatizer
  /// Forms that the training texts hold.
  let vocabulary: Set<Word>

  package init(network: Network, lemmas: Lemmatizer, vocabulary: Set<Word>) {
    self.network = network
    tags = TagSet(names: network.tags)
    relations = network.relations.map { Relation(name: $0) }
    self.lemmas = lemmas
    self.vocabulary = vocabulary
  }

  /// Reads a model file.
  ///
  /// - Throws: `ModelError`, whose description is a sentence with a way out.
  public init(bytes: [UInt8]) throws(ModelError) {
    var reader = try ModelFile.open(bytes, magic: GrammarModel.magic, version: GrammarModel.version)
    let network = try Network(from: &reader)
    let lemmas = try Lemmatizer(from: &reader)
    var vocabulary: Set<Word> = []
    for _ in 0..<Int(try reader.uint32()) { vocabulary.insert(Word(hash: try reader.uint64())) }
    self.init(network: network, lemmas: lemmas, vocabulary: vocabulary)
  }

  /// The bytes of the model file.
  public func bytes() -> [UInt8] {
    var body = ByteWriter()
    network.write(to: &body)
    lemmas.write(to: &body)
    body.uint32(UInt32(vocabulary.count))
    for form in vocabulary.map(\.hash).sorted() { body.uint64(form) }
    return ModelFile.bytes(body, magic: GrammarModel.magic, version: GrammarModel.version)
  }
}
