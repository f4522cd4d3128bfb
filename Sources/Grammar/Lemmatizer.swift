import SourceText

/// Dictionary forms: a lexicon of exceptions and rules on word endings, both learned from treebanks, and the verbs of the packs.
package struct Lemmatizer: Sendable {
  package struct Rule: Sendable {
    /// Scalars to cut from the end.
    package let cut: Int
    /// What to put there.
    package let add: [UInt8]
    package init(cut: Int, add: [UInt8]) { (self.cut, self.add) = (cut, add) }
  }
  package static let longestEnding = 5
  var exceptions: [UInt64: String]
  var rules: [UInt64: Rule]
  /// Forms of the verbs that packs name: form and lemma.
  var packForms: [Word: (lemma: String, inflection: Inflection)] = [:]
  /// Nouns that packs name, singular and plural.
  var packNouns: Set<Word> = []

  package static func key(_ form: UInt64, _ upos: UPOS) -> UInt64 { (form ^ UInt64(upos.rawValue) &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  package static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var value = Word.seed
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return value
  }

  /// Byte index from which the last `count` scalars stand.
  package static func ending(_ folded: [UInt8], _ count: Int) -> Int {
    var index = folded.count
    var left = count
    while left > 0, index > 0 {
      index -= 1
      while index > 0, folded[index] & 0xC0 == 0x80 { index -= 1 }
      left -= 1
    }
    return index
  }

  /// The dictionary form of a folded form.
  package func lemma(_ folded: [UInt8], _ upos: UPOS) -> String {
    let form = Lemmatizer.hash(folded[...])
    if upos == .verb || upos == .aux, let known = packForms[Word(hash: form)] { return known.lemma }
    if let known = exceptions[Lemmatizer.key(form, upos)] { return known }
    return byRule(folded, upos)
  }

  package func byRule(_ folded: [UInt8], _ upos: UPOS) -> String {
    for length in stride(from: Lemmatizer.longestEnding, through: 0, by: -1) {
      let from = Lemmatizer.ending(folded, length)
      guard length == 0 || folded.count - from > 0, let rule = rules[Lemmatizer.ruleKey(folded[from...], length, upos)] else { continue }
      let stem = folded[..<Lemmatizer.ending(folded, rule.cut)]
      return String(decoding: Array(stem) + rule.add, as: UTF8.self)
    }
    return String(decoding: folded, as: UTF8.self)
  }

  package static func ruleKey(_ ending: ArraySlice<UInt8>, _ length: Int, _ upos: UPOS) -> UInt64 {
    (hash(ending) ^ UInt64(length) << 8 ^ UInt64(upos.rawValue)) &* 0xBF58_476D_1CE4_E5B9
  }

  func write(to out: inout ByteWriter) {
    out.uint32(UInt32(exceptions.count))
    for (key, lemma) in exceptions.sorted(by: { $0.key < $1.key }) {
      out.uint64(key)
      out.string(lemma)
    }
    out.uint32(UInt32(rules.count))
    for (key, rule) in rules.sorted(by: { $0.key < $1.key }) {
      out.uint64(key)
      out.uint32(UInt32(rule.cut))
      out.bytes(rule.add)
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    exceptions = [:]
    rules = [:]
    for _ in 0..<Int(try reader.uint32()) {
      let key = try reader.uint64()
      exceptions[key] = try reader.string()
    }
    for _ in 0..<Int(try reader.uint32()) {
      let key = try reader.uint64()
      let cut = Int(try reader.uint32())
      guard cut < 64 else { throw .corrupt("lemma rule") }
      rules[key] = Rule(cut: cut, add: try reader.bytes())
    }
  }

  package init(exceptions: [UInt64: String] = [:], rules: [UInt64: Rule] = [:]) {
    self.exceptions = exceptions
    self.rules = rules
  }
}

extension Lemmatizer {
  /// Adds a form whose lemma no rule gives.
  package mutating func addException(_ key: UInt64, _ lemma: String) { exceptions[key] = lemma }
}
