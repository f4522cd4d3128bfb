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
  var exceptions: [Word: Lemma]
  var rules: [Word: Rule]
  /// A dictionary form and its hash.
  package struct Lemma: Sendable {
    let text: String
    let word: Word
    init(_ text: String) { (self.text, word) = (text, Word(text)) }
  }
  /// Forms of the verbs that packs name: form and lemma.
  var packForms: [Word: (lemma: Lemma, inflection: Inflection)] = [:]
  /// Nouns that packs name, singular and plural.
  var packNouns: [Word: Inflection] = [:]

  package static func key(_ form: UInt64, _ upos: UPOS) -> Word {
    Word(hash: (form ^ UInt64(upos.rawValue) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
  }

  package static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var value = Word.seed
    for byte in bytes { value = Word.mixed(value, byte) }
    return value
  }

  /// Byte index from which the last `count` scalars stand.
  package static func ending(_ folded: ArraySlice<UInt8>, _ count: Int) -> Int {
    var index = folded.endIndex
    var left = count
    while left > 0, index > folded.startIndex {
      index -= 1
      while index > folded.startIndex, folded[index] & 0xC0 == 0x80 { index -= 1 }
      left -= 1
    }
    return index
  }

  /// The dictionary form of a folded form.
  package func lemma(_ folded: [UInt8], _ upos: UPOS) -> String {
    known(Lemmatizer.hash(folded[...]), upos)?.text ?? byRule(folded, upos)
  }

  /// The dictionary form of a folded form, as a word only.
  func word(_ folded: ArraySlice<UInt8>, _ upos: UPOS) -> Word {
    let form = Lemmatizer.hash(folded)
    if let known = known(form, upos) { return known.word }
    guard let rule = rule(folded, upos) else { return Word(hash: form) }
    let stem = Lemmatizer.hash(folded[..<Lemmatizer.ending(folded, rule.cut)])
    return Word(hash: rule.add.reduce(stem) { Word.mixed($0, $1) })
  }

  private func known(_ form: UInt64, _ upos: UPOS) -> Lemma? {
    if upos == .verb || upos == .aux, let known = packForms[Word(hash: form)] { return known.lemma }
    return exceptions[Lemmatizer.key(form, upos)]
  }

  package func byRule(_ folded: [UInt8], _ upos: UPOS) -> String {
    guard let rule = rule(folded[...], upos) else { return String(decoding: folded, as: UTF8.self) }
    return String(decoding: folded[..<Lemmatizer.ending(folded[...], rule.cut)] + rule.add, as: UTF8.self)
  }

  private func rule(_ folded: ArraySlice<UInt8>, _ upos: UPOS) -> Rule? {
    for length in stride(from: Lemmatizer.longestEnding, through: 0, by: -1) {
      let from = Lemmatizer.ending(folded, length)
      if length == 0 || from < folded.endIndex, let rule = rules[Lemmatizer.ruleKey(folded[from...], length, upos)] { return rule }
    }
    return nil
  }

  package static func ruleKey(_ ending: ArraySlice<UInt8>, _ length: Int, _ upos: UPOS) -> Word {
    Word(hash: (hash(ending) ^ UInt64(length) << 8 ^ UInt64(upos.rawValue)) &* 0xBF58_476D_1CE4_E5B9)
  }

  func write(to out: inout ByteWriter) {
    out.uint32(UInt32(exceptions.count))
    for (key, lemma) in exceptions.sorted(by: { $0.key.hash < $1.key.hash }) {
      out.uint64(key.hash)
      out.string(lemma.text)
    }
    out.uint32(UInt32(rules.count))
    for (key, rule) in rules.sorted(by: { $0.key.hash < $1.key.hash }) {
      out.uint64(key.hash)
      out.uint32(UInt32(rule.cut))
      out.bytes(rule.add)
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    exceptions = [:]
    rules = [:]
    for _ in 0..<Int(try reader.uint32()) {
      let key = Word(hash: try reader.uint64())
      exceptions[key] = Lemma(try reader.string())
    }
    for _ in 0..<Int(try reader.uint32()) {
      let key = Word(hash: try reader.uint64())
      let cut = Int(try reader.uint32())
      guard cut < 64 else { throw .corrupt("lemma rule") }
      rules[key] = Rule(cut: cut, add: try reader.bytes())
    }
  }

  package init(rules: [Word: Rule] = [:]) { (exceptions, self.rules) = ([:], rules) }
}

extension Lemmatizer {
  /// Adds a form whose lemma no rule gives.
  package mutating func addException(_ key: Word, _ lemma: String) { exceptions[key] = Lemma(lemma) }
}
