public import SourceText

/// Words of the names model: clusters, given names, surnames.
///
/// A table of 2^bits slots: 16 bits of the word's hash (0 = empty) and 16 bits of value. One unknown word in about a thousand is taken for another.
package struct NameLexicon: Sendable {
  private let marks: [UInt16]
  /// The fine cluster (10 bits), then how widespread the word is as a given name and as a surname (2 bits each).
  private let values: [UInt16]
  /// Coarse cluster of each fine one.
  private let coarse: [UInt16]

  /// A lexicon from words with their clusters (fine 1...1023), and names with the number of countries that have them as given name and surname.
  package init(clusters: [(word: String, fine: Int, coarse: Int)], persons: [(name: String, given: Int, surname: Int)]) {
    var table: [UInt64: UInt16] = [:]
    var coarse = [UInt16](repeating: 0, count: 1024)
    for entry in clusters where (1..<1024).contains(entry.fine) {
      table[NameLexicon.key(Word(entry.word), isCapitalised: entry.word.first?.isUppercase == true)] = UInt16(entry.fine)
      coarse[entry.fine] = UInt16(truncatingIfNeeded: entry.coarse)
    }
    for entry in persons {
      func step(_ count: Int) -> UInt16 { count == 0 ? 0 : count < 3 ? 1 : count < 8 ? 2 : 3 }
      table[NameLexicon.key(Word(entry.name), isCapitalised: true), default: 0] |= (step(entry.given) * 4 + step(entry.surname)) << 10
    }
    var bits = 4
    while (1 << bits) * 92 < table.count * 100 { bits += 1 }
    var marks = [UInt16](repeating: 0, count: 1 << bits)
    var values = marks
    for (key, value) in table.sorted(by: { $0.key < $1.key }) {
      var slot = Int(truncatingIfNeeded: key) & (marks.count - 1)
      while marks[slot] != 0 { slot = (slot + 1) & (marks.count - 1) }
      (marks[slot], values[slot]) = (NameLexicon.mark(key), value)
    }
    (self.marks, self.values, self.coarse) = (marks, values, coarse)
  }

  private static func key(_ word: Word, isCapitalised: Bool) -> UInt64 {
    let mixed = (word.hash ^ (isCapitalised ? 0x5555_5555_5555_5555 : 0)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 29)
  }

  private static func mark(_ key: UInt64) -> UInt16 { max(1, UInt16(truncatingIfNeeded: key >> 48)) }

  private func value(_ word: Word, isCapitalised: Bool) -> UInt16 {
    let key = NameLexicon.key(word, isCapitalised: isCapitalised)
    let mark = NameLexicon.mark(key)
    return marks.withUnsafeBufferPointer { marks in
      let mask = marks.count - 1
      var slot = Int(truncatingIfNeeded: key) & mask
      while marks[slot] != 0 {
        if marks[slot] == mark { return values[slot] }
        slot = (slot + 1) & mask
      }
      return 0
    }
  }

  /// The word's clusters and its standing among the names of persons; of a name with a hyphen the first part counts.
  func look(_ word: Word, _ folded: [UInt8], isCapitalised: Bool) -> (fine: UInt64, coarse: UInt64, person: UInt64) {
    let found = value(word, isCapitalised: isCapitalised)
    let fine = Int(found & 0x3FF)
    var person = UInt64(found >> 10)
    if isCapitalised, person == 0, let hyphen = folded.firstIndex(of: 45), hyphen > 1 {
      person = UInt64(value(Word(folding: folded[..<hyphen]), isCapitalised: true) >> 10) << 4
    }
    return (UInt64(fine), UInt64(coarse[fine]), person)
  }

  func write(to out: inout ByteWriter) {
    for list in [marks, values, coarse] {
      out.uint32(UInt32(list.count))
      for value in list { out.out += [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)] }
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    marks = try reader.uint16s()
    values = try reader.uint16s()
    coarse = try reader.uint16s()
    guard marks.count >= 16, marks.count & (marks.count - 1) == 0, values.count == marks.count, marks.contains(0), coarse.count == 1024 else {
      throw .corrupt("word table")
    }
  }
}

extension ByteReader {
  /// A list of 16-bit numbers behind its length.
  mutating func uint16s() throws(ModelError) -> [UInt16] {
    let count = Int(try uint32())
    guard at + 2 * count <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += 2 * count }
    let start = at
    return data.withUnsafeBytes { bytes in
      (0..<count).map { UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 2 * $0, as: UInt16.self)) }
    }
  }
}

/// A linear classifier, most of its weights in 8 bits, a few rows with large ones in 32.
package struct NameScorer: Sendable {
  let narrow: LinearModel
  private let wide: [UInt32: [Int32]]
  /// Low bits of the wide rows' keys: nearly all features are passed over by one look.
  private let marked: [Bool]
  /// Scores of the steps from each tag to each.
  private(set) var steps: [[Int32]] = []

  /// - Parameter wide: whole rows that replace those of `narrow`.
  package init(narrow: LinearModel, wide: [(key: UInt32, weights: [Int32])]) {
    self.narrow = narrow
    self.wide = Dictionary(wide.map { ($0.key, $0.weights) }, uniquingKeysWith: { first, _ in first })
    var marked = [Bool](repeating: false, count: 1 << 14)
    for row in wide { marked[Int(row.key & 0x3FFF)] = true }
    self.marked = marked
    steps = (0..<NameTags.count).map { tag in
      var list = FeatureList(capacity: 1)
      var scores = [Int32](repeating: 0, count: NameTags.count)
      list.addStep(tag)
      score(&list, into: &scores)
      return scores
    }
  }

  /// Adds the weights of the features; the list is used up.
  func score(_ list: inout FeatureList, into scores: inout [Int32]) {
    var kept = 0
    for index in 0..<list.count {
      let key = list.keys[index]
      if marked[Int(key & 0x3FFF)], let row = wide[key] {
        for label in 0..<NameTags.count { scores[label] &+= row[label] }
      } else {
        list.keys[kept] = key
        kept += 1
      }
    }
    narrow.score(list.keys, count: kept, into: &scores)
  }

  func write(to out: inout ByteWriter) {
    narrow.write(to: &out)
    out.uint32(UInt32(wide.count))
    for (key, row) in wide.sorted(by: { $0.key < $1.key }) {
      out.uint32(key)
      for weight in row { out.uint32(UInt32(bitPattern: weight)) }
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    let narrow = try LinearModel(from: &reader)
    guard narrow.classes.count == NameTags.count else { throw .corrupt("number of tags") }
    var wide: [(key: UInt32, weights: [Int32])] = []
    for _ in 0..<Int(try reader.uint32()) {
      wide.append((try reader.uint32(), try reader.uint32s(NameTags.count).map { Int32(bitPattern: $0) }))
    }
    self.init(narrow: narrow, wide: wide)
  }
}

/// The trained part of reading names in one language: one file, written by `constat-train names`.
public struct NameModel: Sendable {
  /// Version of the file format.
  public static let version = 1
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

/// Finds the best tags of a sentence: Viterbi over the scores of tokens and of steps from tag to tag.
package enum NameDecoder {
  /// The template of a step from one tag to the next.
  package static let stepTemplate: UInt64 = 120

  /// The best tags for scores by token (nil = outside for sure) and step.
  package static func best<Score: Comparable & AdditiveArithmetic>(_ scores: [[Score]?], _ steps: [[Score]], least: Score) -> [UInt8] {
    guard !scores.isEmpty else { return [] }
    let count = NameTags.count
    var back = [[UInt8]](repeating: [], count: scores.count)
    var reached = [Score](repeating: least, count: count)
    for tag in 0..<count where NameTags.starts(UInt8(tag)) {
      if let own = scores[0] { reached[tag] = own[tag] } else if tag == 0 { reached[tag] = .zero }
    }
    for index in 1..<max(1, scores.count) {
      var next = [Score](repeating: least, count: count)
      var from = [UInt8](repeating: 0, count: count)
      for tag in 0..<(scores[index] == nil ? 1 : count) {
        var best = least
        for before in NameTags.before[tag] where reached[Int(before)] > least {
          let score = reached[Int(before)] + steps[Int(before)][tag]
          if score > best { (best, from[tag]) = (score, before) }
        }
        if best > least { next[tag] = best + (scores[index].map { $0[tag] } ?? .zero) }
      }
      reached = next
      back[index] = from
    }
    var tag: UInt8 = 0
    for end in 0..<UInt8(count) where NameTags.ends(end) && reached[Int(end)] > reached[Int(tag)] { tag = end }
    var tags = [UInt8](repeating: 0, count: scores.count)
    for index in stride(from: scores.count - 1, through: 0, by: -1) {
      tags[index] = tag
      if index > 0 { tag = back[index][Int(tag)] }
    }
    return tags
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
    let speller = NameSpeller(lexicon: model.lexicon, words: words)
    let spelled = sentences.map { speller.spell($0, document.bytes, marks($0)) }
    let tags = NameReader.tags(spelled, model: model)
    for (number, tags) in tags.enumerated() {
      for (index, tag) in tags.enumerated() { sentences[number].tokens[index].name = NameTags.part(tag) }
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
    var list = FeatureList(capacity: NameTemplates.capacity)
    let scores = templates.tokens.indices.map { index -> [Int32]? in
      guard templates.tokens[index].isCandidate else { return nil }
      var scores = [Int32](repeating: 0, count: NameTags.count)
      templates.features(at: index, into: &list)
      model.score(&list, into: &scores)
      return scores
    }
    return NameDecoder.best(scores, model.steps, least: Int32.min / 2)
  }
}

extension FeatureList {
  /// The feature of a step from a tag to the next.
  package mutating func addStep(_ tag: Int) { add(NameDecoder.stepTemplate, UInt64(tag)) }
}
