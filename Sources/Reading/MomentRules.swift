import Grammar
import Packs
import SourceText

/// What a time expression says, before it is tied to a calendar day.
struct MomentShape: Sendable {
  enum Meaning: Sendable, Equatable {
    case date, month, year, weekday, weekdayLast, weekdayNext
    case days(Int, Int)
    case ago, before, after, ahead
    case previous(Int)
    case night, range
    case last(String), this(String)
    case recent
  }
  var meaning: Meaning
  var weekdays: [Int] = []
  var months: [Int] = []
  var days: [Int] = []
  var years: [Int] = []
  var count: Int?
  var unit: String?
  var part: String?

  /// Days that "two days after" or "three weeks later" counts; nil for other meanings and units.
  var daysAfter: Int? {
    guard meaning == .after, let count else { return nil }
    switch unit {
    case "day": return count
    case "week": return 7 * count
    default: return nil
    }
  }
}

/// The time expressions of a language, from its `moments.rules`.
struct MomentRules: Sendable {
  enum Element: Sendable {
    case literal(Set<Word>), weekday, month, unit, part, day, year, number
  }
  struct Pattern: Sendable {
    let id: String
    let elements: [(element: Element, isOptional: Bool)]
    let meaning: MomentShape.Meaning

    /// Whether its first element, or one behind optional ones, is a figure.
    var canStartWithFigure: Bool {
      for (element, isOptional) in elements {
        switch element {
        case .day, .year, .number: return true
        default: if !isOptional { return false }
        }
      }
      return false
    }
  }
  private(set) var patterns: [Pattern] = []
  private(set) var operators: [(words: [Word], opens: String)] = []
  private(set) var examples: [(head: RuleHead, pattern: Int)] = []
  private(set) var problems: [Problem] = []
  private(set) var words: [String: [Word: String]] = [:]
  /// Patterns by a word they may start with, and those that may start with a figure.
  private var byStart: [Word: [Int]] = [:]
  private var figured: [Int] = []

  init(file: LineFile, analyzer: Analyzer, path: String) {
    var reader = RuleReader(file: file, path: path, codebook: nil)
    for entry in file.entries {
      switch entry.keyword {
      case "about": break
      case "words": readWords(entry, &reader)
      case "moment": readMoment(entry, analyzer, &reader)
      case "operator":
        let opens = entry.first("opens")?.value ?? "end"
        operators += entry.list("words").map { (analyzer.words($0), opens) }
      default: reader.report(entry.line, "unknown entry \"\(entry.keyword)\"; this file may hold: words, moment, operator")
      }
    }
    operators.sort { $0.words.count > $1.words.count }
    for (number, pattern) in patterns.enumerated() {
      for word in starts(of: pattern) { byStart[word, default: []].append(number) }
      if pattern.canStartWithFigure { figured.append(number) }
    }
    problems = reader.problems
  }

  private mutating func readWords(_ entry: Entry, _ reader: inout RuleReader) {
    for field in entry.fields {
      for item in field.list {
        let halves = item.split(separator: "=")
        if halves.count == 2 {
          words[field.key, default: [:]][Word(halves[0])] = String(halves[1])
        } else {
          reader.report(field.line, "\"\(item)\" has no value; write it as \"word=value\"")
        }
      }
    }
  }

  private mutating func readMoment(_ entry: Entry, _ analyzer: Analyzer, _ reader: inout RuleReader) {
    let head = reader.head(entry, labels: [], needsExamples: true)
    guard let when = entry.first("when"), let value = entry.first("is"), let meaning = MomentRules.meaning(value.value) else {
      let line = entry.first("is")?.line ?? entry.line
      reader.report(line, "a moment needs \"when PATTERN\" and \"is MEANING\" (date, month, year, weekday, day N, ago, range, ...)")
      return
    }
    let elements = when.value.split(separator: " ").compactMap { part -> (Element, Bool)? in
      let isOptional = part.hasSuffix("?")
      let text = isOptional ? part.dropLast() : part
      switch text {
      case "{weekday}": return (.weekday, isOptional)
      case "{month}": return (.month, isOptional)
      case "{unit}": return (.unit, isOptional)
      case "{part}": return (.part, isOptional)
      case "{day}": return (.day, isOptional)
      case "{year}": return (.year, isOptional)
      case "{n}": return (.number, isOptional)
      default:
        if text.hasPrefix("{") {
          reader.report(when.line, "unknown class \(text); use {weekday} {month} {unit} {part} {day} {year} or {n}")
        }
        return (.literal(Set(text.split(separator: "|").map { Word($0) })), isOptional)
      }
    }
    examples.append((head, patterns.count))
    patterns.append(Pattern(id: head.id, elements: elements, meaning: meaning))
  }

  private static func meaning(_ text: String) -> MomentShape.Meaning? {
    let parts = text.split(separator: " ").map(String.init)
    let numbers = parts.dropFirst().compactMap { Int($0) }
    switch parts.first {
    case "date"?: return .date
    case "month"?: return .month
    case "year"?: return .year
    case "weekday"?: return .weekday
    case "weekday-last"?: return .weekdayLast
    case "weekday-next"?: return .weekdayNext
    case "day"?: return numbers.first.map { .days($0, $0) }
    case "days"?: return numbers.count == 2 ? .days(numbers[0], numbers[1]) : nil
    case "ago"?: return .ago
    case "before"?: return .before
    case "ahead"?: return .ahead
    case "after"?: return .after
    case "previous"?: return numbers.first.map { .previous($0) }
    case "night"?: return .night
    case "range"?: return .range
    case "last"?: return parts.count == 2 ? .last(parts[1]) : nil
    case "this"?: return parts.count == 2 ? .this(parts[1]) : nil
    case "recent"?: return .recent
    default: return nil
    }
  }

  // MARK: Finding

  /// The longest time expression that starts at a token.
  func match(at start: Int, in tokens: [Token], bytes: [UInt8], numerals: Numerals) -> (shape: MomentShape, end: Int, rule: String)? {
    var best: (shape: MomentShape, end: Int, rule: String)?
    for number in candidates(at: start, tokens[start], numerals) {
      let pattern = patterns[number]
      var shape = MomentShape(meaning: pattern.meaning)
      guard let end = walk(pattern.elements[...], start, tokens, bytes, numerals, &shape) else { continue }
      if best == nil || end > best?.end ?? 0 { best = (shape, end, pattern.id) }
    }
    return best
  }

  /// Numbers of the patterns that may start at a token, in order.
  private func candidates(at start: Int, _ token: Token, _ numerals: Numerals) -> [Int] {
    var found = byStart[token.form] ?? []
    if token.lemma != token.form, let more = byStart[token.lemma] { found += more }
    if token.shape.contains(.number) || numerals.mayStartNumber(token) { found += figured }
    return found.count > 1 ? Array(Set(found)).sorted() : found
  }

  /// The words that a pattern may start with.
  private func starts(of pattern: Pattern) -> Set<Word> {
    var found: Set<Word> = []
    for (element, isOptional) in pattern.elements {
      switch element {
      case .literal(let words): found.formUnion(words)
      case .weekday: found.formUnion(words["weekday"].map { Array($0.keys) } ?? [])
      case .month: found.formUnion(words["month"].map { Array($0.keys) } ?? [])
      case .unit: found.formUnion(words["unit"].map { Array($0.keys) } ?? [])
      case .part: found.formUnion(words["part"].map { Array($0.keys) } ?? [])
      case .day, .year, .number: break
      }
      if !isOptional { break }
    }
    return found
  }

  private func value(_ list: String, _ token: Token) -> String? {
    guard let table = words[list] else { return nil }
    return table[token.form] ?? table[token.lemma]
  }

  private func walk(
    _ elements: ArraySlice<(element: Element, isOptional: Bool)>, _ at: Int, _ tokens: [Token], _ bytes: [UInt8], _ numerals: Numerals,
    _ shape: inout MomentShape
  ) -> Int? {
    guard let (element, isOptional) = elements.first else { return at }
    let saved = shape
    if at < tokens.count, let next = take(element, at, tokens, bytes, numerals, &shape),
      let end = walk(elements.dropFirst(), next, tokens, bytes, numerals, &shape)
    {
      return end
    }
    shape = saved
    return isOptional ? walk(elements.dropFirst(), at, tokens, bytes, numerals, &shape) : nil
  }

  private func take(_ element: Element, _ at: Int, _ tokens: [Token], _ bytes: [UInt8], _ numerals: Numerals, _ shape: inout MomentShape)
    -> Int?
  {
    let token = tokens[at]
    switch element {
    case .literal(let words): return words.contains(token.form) || words.contains(token.lemma) ? at + 1 : nil
    case .weekday:
      guard let value = value("weekday", token), let number = Int(value) else { return nil }
      shape.weekdays.append(number)
      return at + 1
    case .month:
      guard let value = value("month", token), let number = Int(value) else { return nil }
      if token.shape.contains(.abbreviation) == false, bytes[token.span.start] >= 97, needsCapital { return nil }
      shape.months.append(number)
      return at + 1
    case .unit:
      shape.unit = value("unit", token)
      return shape.unit == nil ? nil : at + 1
    case .part:
      shape.part = value("part", token)
      return shape.part == nil ? nil : at + 1
    case .day: return takeDay(at, tokens, bytes, &shape)
    case .year: return takeYear(at, tokens, bytes, &shape)
    case .number:
      if let several = numerals.several[token.form] {
        shape.count = several
        return at + 1
      }
      if numerals.isA(.article, token.form), at + 1 < tokens.count, let vague = numerals.vague[tokens[at + 1].form] {
        shape.count = Int(vague)
        return at + 2
      }
      if numerals.isA(.article, token.form) {
        shape.count = 1
        return at + 1
      }
      guard let number = numerals.whole(at: at, in: tokens, bytes: bytes) else { return nil }
      shape.count = number.value
      return number.end
    }
  }

  /// Month names are capitalised in some languages, where the small word means something else (may, march).
  private var needsCapital: Bool { words["capital"] != nil }

  private func takeDay(_ at: Int, _ tokens: [Token], _ bytes: [UInt8], _ shape: inout MomentShape) -> Int? {
    guard tokens[at].shape.contains(.number) else { return nil }
    var value = 0
    var digits = 0
    for byte in bytes[tokens[at].span.start..<tokens[at].span.end] {
      guard byte >= 48, byte <= 57 else {
        if digits == 0 || byte == 44 || byte == 46 || byte == 58 || byte == 47 || byte == 32 || byte >= 0x80 && byte != 0xC2 { return nil }
        break
      }
      value = value * 10 + Int(byte - 48)
      digits += 1
    }
    guard (1...31).contains(value), digits <= 2, tokens[at].span.count <= 4 else { return nil }
    shape.days.append(value)
    return at + 1
  }

  private func takeYear(_ at: Int, _ tokens: [Token], _ bytes: [UInt8], _ shape: inout MomentShape) -> Int? {
    let span = tokens[at].span
    guard tokens[at].shape.contains(.number), let value = Int(String(decoding: bytes[span.start..<span.end], as: UTF8.self)) else {
      return nil
    }
    if span.count == 4, (1000...2100).contains(value) {
      shape.years.append(value)
      return at + 1
    }
    guard span.count == 2, !shape.months.isEmpty else { return nil }
    shape.years.append(value < 40 ? 2000 + value : 1900 + value)
    return at + 1
  }
}
