public import Packs
public import SourceText

/// Number words of a language, from its `numbers.rules`.
public struct Numerals: Sendable {
  enum Part: Sendable { case unit(Int), ten(Int), hundred(Int), scale(Int) }
  private var parts: [Word: Part] = [:]
  private var joins: Set<Word> = []
  /// Words such as "dizaine": their number.
  public private(set) var vague: [Word: Int] = [:]
  /// Words such as "plusieurs": at least this many.
  public private(set) var several: [Word: Int] = [:]
  /// Words for none.
  public private(set) var none: Set<Word> = []
  /// Indefinite articles, which are no count by themselves.
  public private(set) var articles: Set<Word> = []
  /// Phrases that qualify a number, by name (at-least, about, ...), as folded words.
  public private(set) var qualifiers: [(name: String, words: [Word])] = []
  /// Lists of single words by key.
  public private(set) var lists: [String: Set<Word>] = [:]
  /// Phrases by key.
  public private(set) var phrases: [String: [[Word]]] = [:]
  /// What was wrong in the file.
  public private(set) var problems: [Problem] = []

  /// No number words.
  public init() {}

  /// Reads a `numbers.rules` file; `cut` turns a phrase into words.
  public init(file: LineFile, cut: (String) -> [Word]) {
    problems = file.problems
    for entry in file.entries where entry.keyword != "about" {
      for field in entry.fields { take(field, in: entry.keyword, file: file, cut) }
    }
    qualifiers.sort { $0.words.count > $1.words.count }
  }

  private mutating func take(_ field: Field, in keyword: String, file: LineFile, _ cut: (String) -> [Word]) {
    switch field.key {
    case "unit": assign(field, file) { .unit($0) }
    case "ten": assign(field, file) { .ten($0) }
    case "hundred": assign(field, file) { .hundred($0) }
    case "scale": assign(field, file) { .scale($0) }
    case "and": joins.formUnion(field.list.map { Word($0) })
    case "vague": for (word, value) in pairs(field, file) { vague[word] = value }
    case "several": for (word, value) in pairs(field, file) { several[word] = value }
    case "none": none.formUnion(field.list.map { Word($0) })
    case "article": articles.formUnion(field.list.map { Word($0) })
    case "at-least", "more-than", "at-most", "about":
      for phrase in field.list { qualifiers.append((field.key, cut(phrase))) }
    default:
      lists[field.key, default: []].formUnion(field.list.map { Word($0) })
      phrases[field.key, default: []].append(contentsOf: field.list.map(cut))
    }
  }

  private mutating func assign(_ field: Field, _ file: LineFile, _ make: (Int) -> Part) {
    for (word, value) in pairs(field, file) { parts[word] = make(value) }
  }

  private mutating func pairs(_ field: Field, _ file: LineFile) -> [(Word, Int)] {
    field.list.compactMap { item in
      let halves = item.split(separator: "=")
      guard halves.count == 2, let value = Int(halves[1]) else {
        problems.append(Problem("pack", "\"\(item)\" is no number word; write it as \"word=7\"", file: file.path, line: field.line))
        return nil
      }
      return (Word(halves[0]), value)
    }
  }

  /// Whether a number may start with this word: a number word, an article, or a word of several parts.
  public func mayStartNumber(_ token: Token) -> Bool {
    parts[token.form] != nil || articles.contains(token.form) || several[token.form] != nil || token.shape.contains(.hyphenated)
  }

  /// The number that starts at a token: digits or words; nil if there is none.
  public func number(at start: Int, in tokens: [Token], bytes: [UInt8]) -> (value: Int, end: Int)? {
    if tokens[start].shape.contains(.number) { return digits(at: start, in: tokens, bytes: bytes) }
    if let value = hyphenated(bytes[tokens[start].span.start..<tokens[start].span.end]) {
      guard start + 1 < tokens.count, case .scale(let scale)? = parts[tokens[start + 1].form] else { return (value, start + 1) }
      return (value * scale, start + 2)
    }
    return words(at: start, in: tokens)
  }

  /// One token of several number words: quatre-vingt-dix-huit.
  private func hyphenated(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.contains(45) else { return nil }
    let pieces = Folding.fold(bytes).split(separator: 45)
    guard pieces.count > 1, parts[Word(folding: bytes)] == nil else { return nil }
    var total = 0
    var at = 0
    while at < pieces.count {
      if joins.contains(Word(folding: pieces[at])) {
        at += 1
        continue
      }
      var taken = 0
      for length in stride(from: min(3, pieces.count - at), through: 1, by: -1) {
        guard let part = parts[Word(folding: Array(pieces[at..<at + length].joined(separator: [45]))[...])] else { continue }
        switch part {
        case .unit(let value), .ten(let value): total += value
        case .hundred(let value), .scale(let value): total = max(1, total) * value
        }
        taken = length
        break
      }
      if taken == 0 { return nil }
      at += taken
    }
    return total
  }

  private func digits(at start: Int, in tokens: [Token], bytes: [UInt8]) -> (value: Int, end: Int)? {
    guard let value = Numerals.value(bytes[tokens[start].span.start..<tokens[start].span.end]) else { return nil }
    if start + 1 < tokens.count, case .scale(let scale)? = parts[tokens[start + 1].form] { return (value.scaled(scale), start + 2) }
    guard value.decimals == 0 else { return nil }
    return (value.whole, start + 1)
  }

  struct Decimal {
    var whole: Int
    var fraction: Int
    var decimals: Int
    func scaled(_ scale: Int) -> Int {
      var unit = 1
      for _ in 0..<decimals { unit *= 10 }
      return whole * scale + fraction * scale / unit
    }
  }

  /// `43 603`, `102,929`, `1.5`: groups of three are thousands, anything else after a point or comma is a fraction.
  static func value(_ bytes: ArraySlice<UInt8>) -> Decimal? {
    var whole = 0
    var groups: [(value: Int, digits: Int)] = []
    var current = (value: 0, digits: 0)
    var marks: [UInt8] = []
    for byte in bytes {
      if byte >= 48, byte <= 57 {
        guard current.digits < 12 else { return nil }
        current = (current.value * 10 + Int(byte - 48), current.digits + 1)
      } else if byte == 44 || byte == 46 || byte == 32 || byte >= 0x80 {
        if current.digits > 0 {
          groups.append(current)
          marks.append(byte)
          current = (0, 0)
        }
      } else {
        return nil
      }
    }
    groups.append(current)
    guard groups.count <= 5, let first = groups.first, first.digits > 0 else { return nil }
    whole = first.value
    for (index, group) in groups.dropFirst().enumerated() {
      if group.digits == 3, first.digits <= 3, !(marks[index] == 46 && first.value == 0) {
        whole = whole * 1000 + group.value
      } else {
        return index == groups.count - 2 && group.digits > 0 && group.digits < 6
          ? Decimal(whole: whole, fraction: group.value, decimals: group.digits) : nil
      }
    }
    return Decimal(whole: whole, fraction: 0, decimals: 0)
  }

  private func words(at start: Int, in tokens: [Token]) -> (value: Int, end: Int)? {
    var total = 0
    var group = 0
    var lastPlace = Int.max
    var at = start
    var end = start
    while at < tokens.count {
      let word = tokens[at].form
      if let part = parts[word] {
        switch part {
        case .unit(let value):
          if lastPlace < 10 { return end > start ? (total + group, end) : nil }
          group += value
          lastPlace = value >= 10 ? 1 : 1
        case .ten(let value):
          if lastPlace < 100 { return end > start ? (total + group, end) : nil }
          group += value
          lastPlace = 10
        case .hundred(let value):
          group = max(1, group) * value
          lastPlace = 100
        case .scale(let value):
          total += max(1, group) * value
          group = 0
          lastPlace = Int.max
        }
        at += 1
        end = at
      } else if end > start,
        joins.contains(word) || tokens[at].span.count == 1 && tokens[at].shape.contains(.punctuation) && isHyphen(at, tokens),
        at + 1 < tokens.count, canFollow(tokens[at + 1].form, lastPlace)
      {
        at += 1
      } else {
        break
      }
    }
    return end > start ? (total + group, end) : nil
  }

  private func isHyphen(_ at: Int, _ tokens: [Token]) -> Bool { !tokens[at].shape.contains(.spaceBefore) && tokens[at].form == Word("-") }

  private func canFollow(_ word: Word, _ lastPlace: Int) -> Bool {
    switch parts[word] {
    case .unit(let value)?: lastPlace >= 10 && (value < 20)
    case .ten?: lastPlace >= 100
    default: false
    }
  }
}
