public import Packs
public import SourceText

/// Number words of a language, from its `numbers.rules`.
public struct Numerals: Sendable {
  /// What a number word is worth by its place: `vingt` is a ten that reaches up to 29, `soixante` one that reaches up to 79.
  enum Part: Sendable { case unit(Double), ten(Double, reach: Double), hundred, scale(Double) }
  /// A phrase that bounds a number, by name (at-least, about, ...).
  public struct Bound: Sendable {
    /// at-least, more-than, at-most, about or exact.
    public let name: String
    /// The phrase as folded words.
    public let words: [Word]
  }

  var parts: [Word: Part] = [:]
  /// Number words of several pieces ("quatre vingt"), longest first, by their first piece.
  var compounds: [Word: [(rest: [Word], part: Part)]] = [:]
  var joins: Set<Word> = []
  /// Every word that may stand in a number.
  var words: Set<Word> = []
  /// Values that "and" may tie to a ten ("vingt et un", "soixante et onze").
  var tied: Set<Int> = []
  /// Letters and words stuck to figures ("10k"), as they are spelled.
  var suffixes: [(letters: [UInt8], value: Double)] = []
  var hasDecimalComma = false
  var denominators: [Word: Double] = [:]
  /// "third" and "thirds": their number, and whether the word is a plural.
  var ordinals: [Word: (value: Double, isPlural: Bool)] = [:]
  /// Words such as "dizaine": their number.
  public private(set) var vague: [Word: Double] = [:]
  /// Words such as "plusieurs": at least this many.
  public private(set) var several: [Word: Int] = [:]
  /// Lists of single words by key.
  public private(set) var lists: [String: Set<Word>] = [:]
  /// Phrases by key.
  public private(set) var phrases: [String: [[Word]]] = [:]
  /// What was wrong in the file.
  public private(set) var problems: [Problem] = []
  /// Bounds before a number by their last word, and bounds behind it by their first; longest first.
  private var before: [Word: [Bound]] = [:]
  private var behind: [Word: [Bound]] = [:]
  private var roles: [Word: Role] = [:]

  /// No number words.
  public init() {}

  /// Reads a `numbers.rules` file; `cut` turns a phrase into words.
  public init(file: LineFile, cut: (String) -> [Word]) {
    problems = file.problems
    for entry in file.entries where entry.keyword != "about" {
      for field in entry.fields { take(field, file: file, cut) }
    }
    for (key, bounds) in before { before[key] = bounds.sorted { $0.words.count > $1.words.count } }
    for (key, bounds) in behind { behind[key] = bounds.sorted { $0.words.count > $1.words.count } }
    for (key, list) in compounds { compounds[key] = list.sorted { $0.rest.count > $1.rest.count } }
    words = Set(parts.keys).union(compounds.keys).union(compounds.values.flatMap { $0.flatMap(\.rest) }).union(joins)
    for word in Set(parts.keys).union(compounds.keys) { roles[word, default: []].insert(.number) }
    for word in vague.keys { roles[word, default: []].insert(.collective) }
    for word in several.keys { roles[word, default: []].insert(.several) }
    for word in Set(denominators.keys).union(ordinals.keys) { roles[word, default: []].insert(.part) }
  }

  private mutating func take(_ field: Field, file: LineFile, _ cut: (String) -> [Word]) {
    switch field.key {
    case "unit": assign(field, file) { value, _ in .unit(value) }
    case "ten": assign(field, file) { value, reach in .ten(value, reach: reach ?? value + 9) }
    case "hundred": assign(field, file) { _, _ in .hundred }
    case "scale": assign(field, file) { value, _ in .scale(value) }
    case "and": joins.formUnion(field.list.map { Word($0) })
    case "tied": tied.formUnion(field.list.compactMap { Int($0) })
    case "vague": for pair in pairs(field, file) { vague[Word(pair.word)] = pair.value }
    case "several": for pair in pairs(field, file) { several[Word(pair.word)] = Int(pair.value) }
    case "denominator": for pair in pairs(field, file) { denominators[Word(pair.word)] = pair.value }
    case "ordinal":
      for pair in pairs(field, file) {
        ordinals[Word(pair.word)] = (pair.value, false)
        ordinals[Word(pair.word + "s")] = (pair.value, true)
      }
    case "suffix": suffixes += pairs(field, file).map { (Array($0.word.utf8), $0.value) }
    case "decimal": hasDecimalComma = field.value == "comma"
    case "at-least", "more-than", "at-most", "about", "exact":
      for phrase in field.list.flatMap(Numerals.spelledOut) { add(Bound(name: field.key, words: cut(phrase))) }
    case "at-least-behind", "at-most-behind", "about-behind":
      for phrase in field.list.flatMap(Numerals.spelledOut) {
        add(Bound(name: String(field.key.dropLast("-behind".count)), words: cut(phrase)), isBehind: true)
      }
    default:
      if let role = Role.keys[field.key] { for word in field.list { roles[Word(word), default: []].insert(role) } }
      lists[field.key, default: []].formUnion(field.list.map { Word($0) })
      phrases[field.key, default: []].append(contentsOf: field.list.map(cut))
    }
  }

  private mutating func add(_ bound: Bound, isBehind: Bool = false) {
    guard let first = bound.words.first, let last = bound.words.last else { return }
    if isBehind { behind[first, default: []].append(bound) } else { before[last, default: []].append(bound) }
  }

  /// "supérieur|supérieure à" spelled out: every choice between bars by itself.
  static func spelledOut(_ phrase: String) -> [String] {
    phrase.split(separator: " ").reduce([""]) { heads, word in
      word.split(separator: "|").flatMap { choice in heads.map { $0.isEmpty ? String(choice) : $0 + " " + choice } }
    }
  }

  private mutating func assign(_ field: Field, _ file: LineFile, _ make: (Double, Double?) -> Part) {
    for pair in pairs(field, file) {
      let pieces = pair.word.split(separator: " ").map { Word($0) }
      guard let first = pieces.first else { continue }
      let part = make(pair.value, pair.reach)
      if pieces.count == 1 { parts[first] = part } else { compounds[first, default: []].append((Array(pieces.dropFirst()), part)) }
    }
  }

  /// The `word=7` and `word=60..79` of a field; anything else is a problem.
  private mutating func pairs(_ field: Field, _ file: LineFile) -> [(word: String, value: Double, reach: Double?)] {
    field.list.compactMap { item in
      let halves = item.split(separator: "=")
      let ends = halves.count == 2 ? halves[1].split(separator: ".").compactMap { Int($0) } : []
      guard let value = ends.first, ends.count <= 2 else {
        problems.append(Problem("pack", "\"\(item)\" is no number word; write it as \"word=7\"", file: file.path, line: field.line))
        return nil
      }
      return (String(halves[0]), Double(value), ends.count == 2 ? Double(ends[1]) : nil)
    }
  }

  /// Whether a number or another amount may start with this token.
  public func mayStart(_ token: Token) -> Bool {
    token.shape.contains(.number) || token.shape.contains(.hyphenated) || roles[token.form].map { !$0.isDisjoint(with: .starters) } == true
      || token.lemma != token.form && isA(.collective, token.lemma)
  }

  /// Whether a time expression may start with this word as a number.
  public func mayStartNumber(_ token: Token) -> Bool {
    token.shape.contains(.hyphenated) || roles[token.form].map { !$0.isDisjoint(with: [.number, .article, .several]) } == true
  }

  /// Whether a word has a role.
  public func isA(_ role: Role, _ word: Word) -> Bool { roles[word]?.isDisjoint(with: role) == false }

  /// A collective in any of its forms: "dizaines" is 10.
  public func collective(_ token: Token) -> Double? { vague[token.form] ?? vague[token.lemma] }

  /// The longest bound that ends right before a token.
  public func bound(before start: Int, in tokens: [Token]) -> (bound: Bound, start: Int)? {
    guard start > 0, let bounds = before[tokens[start - 1].form] else { return nil }
    for bound in bounds where start >= bound.words.count {
      let from = start - bound.words.count
      if bound.words.indices.allSatisfy({ tokens[from + $0].form == bound.words[$0] }) { return (bound, from) }
    }
    return nil
  }

  /// The longest bound that starts at a token.
  public func bound(behind start: Int, in tokens: [Token]) -> (bound: Bound, end: Int)? {
    guard start < tokens.count, let bounds = behind[tokens[start].form] else { return nil }
    for bound in bounds where start + bound.words.count <= tokens.count {
      if bound.words.indices.allSatisfy({ tokens[start + $0].form == bound.words[$0] }) { return (bound, start + bound.words.count) }
    }
    return nil
  }

  /// The number that a word of parts divides by: "tiers" in any case; of ordinals the plural behind a number ("trois cinquièmes"),
  /// the singular before "of" ("a fifth of").
  public func denominator(_ index: Int, in tokens: [Token], isCounted: Bool) -> Double? {
    guard index < tokens.count else { return nil }
    if let value = denominators[tokens[index].form] { return value }
    guard let (value, isPlural) = ordinals[tokens[index].form] else { return nil }
    return isPlural == isCounted && (isPlural || index + 1 < tokens.count && isA(.of, tokens[index + 1].form)) ? value : nil
  }

  /// The value of an ordinal: "dixième".
  public func ordinal(_ token: Token) -> Double? { ordinals[token.form].flatMap { $0.isPlural ? nil : $0.value } }

  /// What a collective or a scale word is worth by itself: 12 for "dozen", a million for "million".
  public func worth(_ token: Token) -> Double? {
    if case .scale(let value)? = parts[token.form] { return value }
    return collective(token)
  }

  /// Whether these bytes are the mark before a fraction.
  public func isDecimalMark(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.count == 1 && bytes.first == (hasDecimalComma ? 44 : 46) }
}
