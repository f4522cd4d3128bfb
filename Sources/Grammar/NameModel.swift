public import SourceText

/// The trained part of reading names in one language: one file, written by `constat-train names`.
public struct NameModel: Sendable {
  /// Version of the file format.
  public static let version = 2
  static let magic: [UInt8] = Array("CSTNAME\0".utf8)
  let lexicon: NameLexicon
  let first: NameScorer
  let second: NameScorer
  /// Whether words count, or only what is alike in all languages.
  let isPlain: Bool

  package init(lexicon: NameLexicon, first: NameScorer, second: NameScorer, isPlain: Bool) {
    (self.lexicon, self.first, self.second, self.isPlain) = (lexicon, first, second, isPlain)
  }

  /// Reads a model file.
  ///
  /// - Throws: `ModelError`, whose description is a sentence with a way out.
  public init(bytes: [UInt8]) throws(ModelError) {
    var reader = try ModelFile.open(bytes, magic: NameModel.magic, version: NameModel.version)
    let isPlain = try reader.uint32() != 0
    let lexicon = try NameLexicon(from: &reader)
    let first = try NameScorer(from: &reader)
    let second = try NameScorer(from: &reader)
    self.init(lexicon: lexicon, first: first, second: second, isPlain: isPlain)
  }

  /// The bytes of the model file.
  public func bytes() -> [UInt8] {
    var body = ByteWriter()
    body.uint32(isPlain ? 1 : 0)
    lexicon.write(to: &body)
    first.write(to: &body)
    second.write(to: &body)
    return ModelFile.bytes(body, magic: NameModel.magic, version: NameModel.version)
  }
}

/// Reads the names of a document in two passes: the second knows what the first read elsewhere in the document.
public struct NameReader: Sendable {
  private let model: NameModel
  private let words: NameWords

  /// A reader of names.
  ///
  /// - Parameter words: the language's words before and in names.
  public init(model: NameModel, words: NameWords) { (self.model, self.words) = (model, words) }

  /// Sets the part in names of every token.
  ///
  /// - Parameter marks: what lists of places and actors say about the tokens of a sentence: one mark each, or none at all.
  public func read(_ sentences: inout [Sentence], of document: Document, marks: (Sentence) -> [NameMark]) {
    let speller = NameSpeller(lexicon: model.lexicon, words: words, isPlain: model.isPlain)
    let marked = sentences.map(marks)
    let spelled = zip(sentences, marked).map { speller.spell($0, document.bytes, $1) }
    let tags = NameReader.tags(spelled, model: model)
    for (number, tags) in tags.enumerated() {
      for (index, tag) in tags.enumerated() { sentences[number].tokens[index].name = NameTags.part(tag) }
      if !marked[number].isEmpty { NameReader.settle(&sentences[number], marked[number]) }
    }
  }

  /// Sets the part in names of every token by the first pass alone, and of names no longer than a few words: for those who ask
  /// only of what kind a name is, at a third of the time.
  public func glance(_ sentences: inout [Sentence], of document: Document, marks: (Sentence) -> [NameMark]) {
    let speller = NameSpeller(lexicon: model.lexicon, words: words, isPlain: model.isPlain, reach: 3)
    let spelled = sentences.map { speller.spell($0, document.bytes, marks($0)) }
    for (number, tags) in NameReader.drafts(spelled, model: model).enumerated() {
      for (index, tag) in tags.enumerated() { sentences[number].tokens[index].name = NameTags.part(tag) }
    }
  }

  /// How widespread a word is as a given name and as a surname, from 0 (nowhere known) to 3.
  public func commonness(_ word: Word) -> (given: Int, surname: Int) { model.lexicon.commonness(word) }

  /// Whether a word may stand inside of a name and joins its parts: "de", "ben".
  public func isParticle(_ word: Word) -> Bool { words.mask(word) & NameWords.particleBit != 0 }

  /// Whether a word stands before names of people.
  public func isTitle(_ word: Word) -> Bool { words.mask(word) & NameWords.titleBit != 0 }

  /// Whether a word belongs to names of groups, organisations, places or events.
  public func isOfThings(_ word: Word) -> Bool { words.mask(word) & NameWords.thingBits != 0 }

  /// A name of several words that is a listed group from its first to its last is that group.
  private static func settle(_ sentence: inout Sentence, _ marks: [NameMark]) {
    for name in sentence.names where name.tokens.count > 1 && name.label != .group {
      let inside = name.tokens.dropFirst()
      guard marks[name.tokens.lowerBound].isSuperset(of: .group), !marks[name.tokens.lowerBound].contains(.inside),
        inside.allSatisfy({ marks[$0].isSuperset(of: [.group, .inside]) }), marks[name.tokens.upperBound - 1].contains(.end)
      else { continue }
      for index in name.tokens { sentence.tokens[index].name = NamePart(.group, isFirst: index == name.tokens.lowerBound) }
    }
  }

  /// The tags that the first pass alone gives.
  package static func drafts(_ sentences: [[NameToken]], model: NameModel) -> [[UInt8]] {
    let memory = NameMemory(sentences)
    return sentences.map { tags(NameTemplates($0, memory: memory, isPlain: model.isPlain), model.first) }
  }

  /// The tags of a document's tokens.
  package static func tags(_ sentences: [[NameToken]], model: NameModel) -> [[UInt8]] {
    var memory = NameMemory(sentences)
    let draft = drafts(sentences, model: model)
    memory.vote(sentences, draft)
    return zip(sentences, draft).map { tokens, draft in
      guard tokens.contains(where: \.isCandidate) else { return draft }
      return tags(NameTemplates(tokens, memory: memory, draft: draft, isPlain: model.isPlain), model.second)
    }
  }

  private static func tags(_ templates: NameTemplates, _ model: NameScorer) -> [UInt8] {
    let isCandidate = templates.tokens.map(\.isCandidate)
    guard isCandidate.contains(true) else { return [UInt8](repeating: NameTags.outside, count: isCandidate.count) }
    var list = FeatureList(capacity: NameTemplates.capacity)
    var all = [Int32](repeating: 0, count: isCandidate.count * NameTags.count)
    var scores = [Int32](repeating: 0, count: NameTags.count)
    for index in isCandidate.indices where isCandidate[index] {
      for tag in scores.indices { scores[tag] = 0 }
      templates.features(at: index, into: &list)
      model.score(&list, into: &scores)
      for tag in scores.indices { all[index * NameTags.count + tag] = scores[tag] }
    }
    return NameDecoder.best(all, isCandidate, model.steps, least: Int32.min / 2)
  }
}
