import Grammar
import Packs
import SourceText

/// The time expressions of a language, compiled from its `moments.rules`.
struct MomentRules: Sendable {
  /// What a rule says of the calendar (`Docs/packs.md` has the list).
  enum Meaning: String, Sendable {
    case date, month, year, decade, century, season, weekday, feast
    case same, offset, unit, ago, ahead, later, earlier, past, coming, first, last
    case weekdayOfWeek = "weekday-of-week", weekOf = "week-of"
    case part, clock, night, duration, link, set, fixed, skip
    case range, at, since, until, after, before, around, shift
  }
  /// From which day a relative expression counts: the day of publication, or the last one that the text told.
  enum Anchor: String, Sendable { case publication, previous }

  struct Rule: Sendable {
    let id: String
    let meaning: Meaning
    let anchor: Anchor
    let base: TimeShape
    let value: String?
    let type: String?
    let notAfter: Set<Word>
    let notBefore: Set<Word>
    /// Whether it is not read before a noun: "the summer", but not in "the summer offensive".
    let isHead: Bool
    /// Whether it is read in notes only (`Calendar.isNote`).
    let isOfNotes: Bool
    /// Whether the sentence is parsed without it.
    let isAside: Bool

    /// A rule of which nothing but the meaning is asked.
    static func plain(_ meaning: Meaning) -> Rule {
      Rule(
        id: "", meaning: meaning, anchor: .publication, base: TimeShape(), value: nil, type: nil, notAfter: [], notBefore: [],
        isHead: false, isOfNotes: false, isAside: true)
    }
  }
  struct Pattern: Sendable {
    let rule: Int
    /// Words before it, the nearest first.
    let left: [LeftElement]
    let body: TimeAutomaton
    let right: TimeAutomaton?
    /// What it asks for, as trees and, once all lists are read, as bits.
    let trees: [TimeTree]
    var needed = TimeNeeds.Bits.zero
  }

  private(set) var rules: [Rule] = []
  private(set) var moments = PatternIndex()
  private(set) var joins = PatternIndex()
  private(set) var needs = TimeNeeds()
  private(set) var examples: [(head: RuleHead, rule: Int)] = []
  private(set) var problems: [Problem] = []
  private(set) var lists: [Slot: [Word: Int]] = [:]
  private(set) var suffixes: Set<Word> = []
  private(set) var feasts: [Feast] = []
  private(set) var needsCapital = false
  /// Articles that a note leaves out before a date.
  private(set) var articles: Set<Word> = []
  /// All words that patterns and lists ask for.
  private(set) var known: Set<Word> = []
  private var parts: [String: TimeTree] = [:]

  init(file: LineFile, path: String) {
    var reader = RuleReader(file: file, path: path, codebook: nil)
    for entry in file.entries {
      switch entry.keyword {
      case "about": break
      case "words": readWords(entry, &reader)
      case "part": parts[entry.name] = .choice(trees(entry, &reader).map { .sequence($0.body) })
      case "moment": readRule(entry, isJoin: false, &reader)
      case "join": readRule(entry, isJoin: true, &reader)
      default: reader.report(entry.line, "unknown entry \"\(entry.keyword)\"; this file may hold: words, part, moment, join")
      }
    }
    for list in lists.values { known.formUnion(list.keys) }
    known.formUnion(suffixes)
    moments.index(lists, &needs)
    joins.index(lists, &needs)
    problems = reader.problems
  }

  /// A word of one of these lists, by form or dictionary form.
  func isListed(_ slot: Slot, _ token: Token) -> Bool {
    guard let list = lists[slot] else { return false }
    return list[token.form] != nil || list[token.lemma] != nil
  }

  // MARK: Reading

  private mutating func readWords(_ entry: Entry, _ reader: inout RuleReader) {
    for field in entry.fields {
      for item in field.list { take(item, field, &reader) }
    }
  }

  private mutating func take(_ item: String, _ field: Field, _ reader: inout RuleReader) {
    if field.key == "suffix" {
      suffixes.insert(Word(item))
      return
    }
    if field.key == "article" {
      articles.insert(Word(item))
      return
    }
    if field.key == "capital" {
      needsCapital = item == "month"
      return
    }
    guard let slot = Slot(name: field.key), let cut = item.lastIndex(of: "=") else {
      let known = Slot.allCases.map { String(describing: $0) }.joined(separator: ", ")
      return reader.report(field.line, "\"\(field.key) \(item)\" is no word of a list; write \"LIST word=value\" with one of: \(known)")
    }
    let text = item[item.index(after: cut)...]
    guard let value = number(text, slot) else {
      return reader.report(field.line, "\"\(text)\" is no value of \(field.key); look into Docs/packs.md for those it has")
    }
    lists[slot, default: [:]][Word(item[..<cut])] = value
  }

  private mutating func number(_ text: Substring, _ slot: Slot) -> Int? {
    guard slot == .feast else { return TimeNames.number(text, for: slot) }
    guard let feast = Feast(text) else { return nil }
    feasts.append(feast)
    return feasts.count - 1
  }

  private mutating func readRule(_ entry: Entry, isJoin: Bool, _ reader: inout RuleReader) {
    let head = reader.head(entry, labels: [], needsExamples: true)
    let sense = entry.first("is")?.value.split(separator: " ").map(String.init) ?? []
    guard let meaning = sense.first.flatMap(Meaning.init(rawValue:)), !entry.all("when").isEmpty else {
      let line = entry.first("is")?.line ?? entry.line
      return reader.report(line, "a \(entry.keyword) needs \"when PATTERN\" and \"is MEANING\"; Docs/packs.md lists the meanings")
    }
    for tree in trees(entry, &reader) {
      let pattern = Pattern(
        rule: rules.count, left: tree.left, body: TimeAutomaton(.sequence(tree.body)),
        right: tree.right.isEmpty ? nil : TimeAutomaton(.sequence(tree.right)),
        trees: tree.left.filter { !$0.isOptional }.map { .element($0.element) } + tree.body + tree.right)
      if isJoin { joins.patterns.append(pattern) } else { moments.patterns.append(pattern) }
    }
    examples.append((head, rules.count))
    rules.append(
      Rule(
        id: head.id, meaning: meaning, anchor: sense.count > 1 ? Anchor(rawValue: sense[1]) ?? .publication : .publication,
        base: base(entry, &reader), value: entry.first("value")?.value, type: entry.first("type")?.value,
        notAfter: Set(entry.list("not-after").map { Word($0) }), notBefore: Set(entry.list("not-before").map { Word($0) }),
        isHead: entry.list("not-before").contains("{noun}"), isOfNotes: entry.first("note")?.value == "yes",
        isAside: isAside(meaning, entry)))
  }

  private func isAside(_ meaning: Meaning, _ entry: Entry) -> Bool {
    if let field = entry.first("aside") { return field.value == "yes" }
    switch meaning {
    case .duration, .set, .fixed, .skip, .year: return false
    default: return true
    }
  }

  private mutating func base(_ entry: Entry, _ reader: inout RuleReader) -> TimeShape {
    var shape = TimeShape()
    for field in entry.all("with") {
      for item in field.list {
        let halves = item.split(separator: "=")
        guard halves.count == 2, let slot = Slot(name: halves[0]), let value = number(halves[1], slot) else {
          reader.report(field.line, "\"\(item)\" is not understood; write for example \"with unit=day, dir=-1\"")
          continue
        }
        shape[slot] = value
      }
    }
    return shape
  }

  private mutating func trees(_ entry: Entry, _ reader: inout RuleReader) -> [PatternParser.Trees] {
    entry.all("when").map { field in
      var parser = PatternParser(field.value, parts: parts)
      let trees = parser.run()
      for fault in parser.faults { reader.report(field.line, fault) }
      known.formUnion(parser.words)
      return trees
    }
  }

  // MARK: Finding

  /// The bits of a sentence's words, inner parts of compounds and figures too.
  func present(in tokens: [Token], _ bytes: [UInt8]) -> TimeNeeds.Bits {
    var sum = TimeNeeds.Bits.zero
    for token in tokens {
      if let bits = needs.bits(of: token.form) { sum |= bits }
      if token.shape.contains(.number) || token.shape.contains(.hyphenated) { addParts(of: token, bytes, &sum) }
    }
    return sum
  }

  private func addParts(of token: Token, _ bytes: [UInt8], _ sum: inout TimeNeeds.Bits) {
    if token.shape.contains(.number) { TimeNeeds.insert(TimeNeeds.figures, into: &sum) }
    for piece in TimeLine([token], bytes: bytes, known: known).pieces {
      if piece.figure >= 0 { TimeNeeds.insert(TimeNeeds.figures, into: &sum) }
      if let bits = needs.bits(of: piece.form) { sum |= bits }
    }
  }

  /// The longest expression that starts at a piece, the words around it counting where two are equal; the first in the file wins a tie.
  func match(at start: Int, _ matcher: TimeMatcher, in index: PatternIndex) -> TimeMatch? {
    var best: TimeMatch?
    var reach = (end: start, total: start)
    for number in index.candidates(at: start, matcher) where TimeNeeds.suffice(matcher.present, for: index.patterns[number].needed) {
      let rule = index.patterns[number].rule
      guard matcher.isNote || !rules[rule].isOfNotes, start == 0 || !rules[rule].notAfter.contains(matcher.line.pieces[start - 1].form),
        let base = shape(rules[rule].base, behind: index.patterns[number].left, before: start, matcher)
      else { continue }
      for (end, shape) in index.patterns[number].body.ends(from: start, base, matcher) where end > start && end >= reach.end {
        guard mayEnd(rule, end, matcher.line), let (total, whole) = beside(index.patterns[number].right, end, shape, matcher) else {
          continue
        }
        if end > reach.end || total > reach.total || best == nil {
          (best, reach) = (TimeMatch(start..<end, rule, whole), (end, total))
        }
      }
    }
    return best
  }

  /// How far the words reach that a pattern wants behind its end, and the shape with what they say; nil if they don't stand there.
  private func beside(_ right: TimeAutomaton?, _ end: Int, _ shape: TimeShape, _ matcher: TimeMatcher) -> (total: Int, shape: TimeShape)? {
    guard let right else { return (end, shape) }
    guard let far = right.ends(from: end, TimeShape(), matcher).max(by: { $0.end < $1.end }) else { return nil }
    var whole = shape
    whole.fill(from: far.shape)
    return (far.end, whole)
  }

  /// Whether a rule may be read before a piece.
  private func mayEnd(_ rule: Int, _ end: Int, _ line: TimeLine) -> Bool {
    guard end < line.pieces.count else { return true }
    if rules[rule].notBefore.contains(line.pieces[end].form), !line.isMark(end) || line.binds(end) { return false }
    let token = line.tokens[line.pieces[end].token]
    return !rules[rule].isHead || token.upos != .noun && token.upos != .propn
  }

  /// The shape filled by what a pattern wants before its start, the nearest first; nil if it doesn't stand there.
  private func shape(_ base: TimeShape, behind left: [LeftElement], before start: Int, _ matcher: TimeMatcher) -> TimeShape? {
    var shape = base
    var at = start
    for (element, isOptional) in left {
      if at > 0, matcher.take(element, at - 1, &shape) == at {
        at -= 1
      } else if !isOptional {
        return nil
      }
    }
    return shape
  }
}

/// A piece that must stand before an expression.
typealias LeftElement = (element: TimeElement, isOptional: Bool)

/// One found expression, its place and what it says.
struct TimeMatch: Sendable {
  let pieces: Range<Int>
  let rule: Int
  let shape: TimeShape

  init(_ pieces: Range<Int>, _ rule: Int, _ shape: TimeShape) { (self.pieces, self.rule, self.shape) = (pieces, rule, shape) }
}

/// Patterns by what they may start with.
struct PatternIndex: Sendable {
  var patterns: [MomentRules.Pattern] = []
  private var byWord: [Word: [Int]] = [:]
  /// Patterns that start with a figure, a number word, a found expression.
  private var figured: [Int] = []
  private var found: [Int] = []

  /// Fills the tables.
  mutating func index(_ lists: [Slot: [Word: Int]], _ needs: inout TimeNeeds) {
    for (number, pattern) in patterns.enumerated() {
      patterns[number].needed = needs.bits(of: pattern.trees, lists)
      var words: Set<Word> = []
      for element in pattern.body.first {
        switch element {
        case .words(let some), .glued(let some), .chosen(_, let some): words.formUnion(some)
        case .listed(let slot): words.formUnion(lists[slot.primary].map { Array($0.keys) } ?? [])
        case .found: if found.last != number { found.append(number) }
        default:
          words.formUnion(lists[.ordinal].map { Array($0.keys) } ?? [])
          if case .count = element { words.formUnion(lists[.count].map { Array($0.keys) } ?? []) }
          if figured.last != number { figured.append(number) }
        }
      }
      for word in words { byWord[word, default: []].append(number) }
    }
  }

  /// Whether a sentence with these bits may hold an expression.
  func mayHold(_ present: TimeNeeds.Bits) -> Bool { patterns.contains { TimeNeeds.suffice(present, for: $0.needed) } }

  /// Numbers of the patterns that may start at a piece, in the order of the file.
  func candidates(at start: Int, _ matcher: TimeMatcher) -> [Int] {
    let piece = matcher.line.pieces[start]
    var numbers = byWord[piece.form] ?? []
    let before = numbers.count
    if piece.figure >= 0 || matcher.roman(start) != nil
      || matcher.line.startsToken(start) && matcher.numerals.mayStartNumber(matcher.line.tokens[piece.token])
    {
      numbers += figured
    }
    if matcher.found[start] != nil { numbers += found }
    if before > 0, numbers.count > before { numbers.sort() }
    return numbers
  }
}
