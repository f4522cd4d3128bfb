import Grammar
import SourceText

/// One step of a time pattern.
enum TimeElement: Sendable {
  /// One of these words.
  case words(Set<Word>)
  /// A word of a slot's list, which fills the slot.
  case listed(Slot)
  /// One of these words, which are in a slot's list and fill it.
  case chosen(Slot, Set<Word>)
  /// A day of the month in figures, also in words, a year of four figures, of two, an ordinal, a count.
  case day(Slot), spelledDay(Slot), year, shortYear, ordinal, count(Slot)
  /// Hours, minutes and seconds in figures or words.
  case hour, minute, second
  /// The number of a week.
  case week
  /// A time of the clock in four figures, "1830".
  case fourFigures
  /// A month as a figure of so many digits.
  case monthFigure(ClosedRange<Int>)
  /// A year before our era, in figures.
  case oldYear
  /// Any adjective or participle.
  case adjective
  /// A piece that stands without a space.
  case glued(Set<Word>)
  /// An expression that was found before, with one of these kinds (for joins).
  case found(UInt8)
}

/// A pattern as a tree, before it is compiled.
indirect enum TimeTree: Sendable {
  case element(TimeElement)
  case sequence([TimeTree])
  case choice([TimeTree])
  case optional(TimeTree)
}

/// A pattern compiled to states without empty steps.
struct TimeAutomaton: Sendable {
  struct State: Sendable {
    var edges: [(element: TimeElement, next: Int)] = []
    var accepts = false
  }
  private(set) var states: [State]
  let start: Int

  /// Compiles a tree; its parts are taken from right to left, so that every step knows what follows.
  init(_ tree: TimeTree) {
    states = [State(accepts: true)]
    let first = TimeAutomaton.build(tree, before: 0, &states)
    states.append(first)
    start = states.count - 1
  }

  private static func build(_ tree: TimeTree, before next: Int, _ states: inout [State]) -> State {
    switch tree {
    case .element(let element): return State(edges: [(element, next)])
    case .optional(let inner): return union([build(inner, before: next, &states), states[next]])
    case .choice(let branches): return union(branches.map { build($0, before: next, &states) })
    case .sequence(let parts):
      var at = next
      var state = states[next]
      for part in parts.reversed() {
        state = build(part, before: at, &states)
        states.append(state)
        at = states.count - 1
      }
      return state
    }
  }

  private static func union(_ branches: [State]) -> State {
    branches.reduce(into: State()) { sum, branch in
      sum.edges += branch.edges
      sum.accepts = sum.accepts || branch.accepts
    }
  }

  /// What the pattern may start with.
  var first: [TimeElement] { states[start].edges.map(\.element) }

  /// Every end that the pattern reaches from a piece, with what it says on the way.
  func ends(from at: Int, _ shape: TimeShape, _ matcher: TimeMatcher) -> [(end: Int, shape: TimeShape)] {
    var found: [(end: Int, shape: TimeShape)] = []
    step(start, at, shape, matcher, &found)
    return found
  }

  private func step(_ state: Int, _ at: Int, _ shape: TimeShape, _ matcher: TimeMatcher, _ found: inout [(end: Int, shape: TimeShape)]) {
    for edge in states[state].edges {
      var filled = shape
      guard let next = matcher.take(edge.element, at, &filled) else { continue }
      step(edge.next, next, filled, matcher, &found)
    }
    if states[state].accepts { found.append((at, shape)) }
  }
}

/// An expression that was found, as joins see it.
struct FoundTime {
  let end: Int
  let kind: UInt8
}

/// Takes single steps of patterns over the pieces of one sentence.
final class TimeMatcher {
  let line: TimeLine
  let lists: [Slot: [Word: Int]]
  let suffixes: Set<Word>
  let numerals: Numerals
  let needsCapital: Bool
  let isNote: Bool
  /// The lists that the sentence has words of.
  let present: TimeNeeds.Bits
  /// Expressions by their first piece, for joins.
  var found: [Int: FoundTime] = [:]

  init(_ line: TimeLine, _ rules: MomentRules, _ numerals: Numerals, isNote: Bool, present: TimeNeeds.Bits) {
    (self.line, lists, suffixes, needsCapital) = (line, rules.lists, rules.suffixes, rules.needsCapital)
    (self.numerals, self.isNote, self.present) = (numerals, isNote, present)
  }

  /// The piece behind an element that stands at a piece, its value put into the shape; nil if it doesn't stand there.
  func take(_ element: TimeElement, _ at: Int, _ shape: inout TimeShape) -> Int? {
    guard at < line.pieces.count else { return nil }
    switch element {
    case .words(let words): return words.contains(line.pieces[at].form) ? at + 1 : nil
    case .glued(let words): return line.pieces[at].isGlued && words.contains(line.pieces[at].form) ? at + 1 : nil
    case .listed(let slot): return listed(slot, at, &shape)
    case .chosen(let slot, let words): return words.contains(line.pieces[at].form) ? listed(slot, at, &shape) : nil
    case .day(let slot): return day(slot, at, &shape)
    case .spelledDay(let slot): return day(slot, at, &shape) ?? spelledDay(slot, at, &shape)
    case .year: return figure(.year, at, 1000...2199, digits: 4...4, &shape)
    case .oldYear: return figure(.oldYear, at, 1...9999, digits: 1...4, &shape)
    case .shortYear: return shortYear(at, &shape)
    case .monthFigure(let digits): return figure(.month, at, 1...12, digits: digits, &shape)
    case .adjective: return line.tokens[line.pieces[at].token].upos == .adj ? line.pieceBehind(token: line.pieces[at].token) : nil
    case .ordinal: return ordinal(.ordinal, at, 1...99, &shape)
    case .count(let slot): return count(slot, at, &shape)
    case .hour: return clock(.hour, at, 0...24, &shape)
    case .minute: return clock(.minute, at, 0...59, &shape)
    case .week: return figure(.ordinal, at, 1...53, digits: 1...2, &shape)
    case .fourFigures: return fourFigures(at, &shape)
    case .second: return figure(.second, at, 0...59, digits: 2...2, &shape)
    case .found(let kinds):
      guard let time = found[at], time.kind & kinds != 0 else { return nil }
      return time.end
    }
  }

  private func value(_ slot: Slot, _ at: Int) -> Int? {
    guard let list = lists[slot.primary] else { return nil }
    return list[line.pieces[at].form]
  }

  private func listed(_ slot: Slot, _ at: Int, _ shape: inout TimeShape) -> Int? {
    guard let value = value(slot, at) else { return nil }
    if slot.primary == .month, needsCapital, !isMonthName(at) { return nil }
    shape[slot] = value
    return at + 1
  }

  /// A month needs a capital where small words are written like it; the first word of a sentence must not be a verb.
  private func isMonthName(_ at: Int) -> Bool {
    let token = line.tokens[line.pieces[at].token]
    return line.isCapital(at) && !(at == 0 && (token.upos == .aux || token.upos == .verb))
  }

  private func figure(_ slot: Slot, _ at: Int, _ range: ClosedRange<Int>, digits: ClosedRange<Int>, _ shape: inout TimeShape) -> Int? {
    let piece = line.pieces[at]
    guard range.contains(piece.figure), digits.contains(piece.span.count) else { return nil }
    shape[slot] = piece.figure
    return at + 1
  }

  private func shortYear(_ at: Int, _ shape: inout TimeShape) -> Int? {
    let century = shape[.year].map { $0 / 100 * 100 }
    guard !isCount(at), let end = figure(.year, at, 0...99, digits: 2...2, &shape), let year = shape[.year] else { return nil }
    shape[.year] = year + (century ?? (year < 40 ? 2000 : 1900))
    return end
  }

  /// "le 19 mars 20 personnes": a figure that counts what stands behind it.
  private func isCount(_ at: Int) -> Bool {
    guard at + 1 < line.pieces.count, !line.pieces[at + 1].isGlued else { return false }
    let next = line.tokens[line.pieces[at + 1].token]
    return next.upos == .noun && next.inflection.contains(.plural)
  }

  private func day(_ slot: Slot, _ at: Int, _ shape: inout TimeShape) -> Int? {
    guard let end = figure(slot, at, 1...31, digits: 1...2, &shape) else { return nil }
    return end < line.pieces.count && line.pieces[end].isGlued && suffixes.contains(line.pieces[end].form) ? end + 1 : end
  }

  private func spelledDay(_ slot: Slot, _ at: Int, _ shape: inout TimeShape) -> Int? {
    if let end = ordinal(slot, at, 1...31, &shape) { return end }
    guard let (value, end) = number(at), (1...31).contains(value) else { return nil }
    shape[slot] = value
    return end
  }

  private func ordinal(_ slot: Slot, _ at: Int, _ range: ClosedRange<Int>, _ shape: inout TimeShape) -> Int? {
    if let value = lists[.ordinal]?[line.pieces[at].form], range.contains(value) {
      shape[slot] = value
      return at + 1
    }
    if let value = roman(at), range.contains(value) {
      shape[slot] = value
      return at + 1
    }
    guard let end = figure(slot, at, range, digits: 1...2, &shape), end < line.pieces.count, suffixes.contains(line.pieces[end].form) else {
      return nil
    }
    return end + 1
  }

  /// "XIXe": capital Roman figures and a suffix.
  func roman(_ at: Int) -> Int? {
    let span = line.pieces[at].span
    let bytes = line.bytes[span.start..<span.end]
    let figures = bytes.prefix { $0 == 73 || $0 == 86 || $0 == 88 }
    guard !figures.isEmpty, suffixes.contains(Word(folding: bytes[figures.endIndex...])) else { return nil }
    let values = figures.map { $0 == 73 ? 1 : $0 == 86 ? 5 : 10 }
    return values.indices.reduce(0) { sum, index in
      let isBefore = index + 1 < values.count && values[index] < values[index + 1]
      return sum + (isBefore ? -values[index] : values[index])
    }
  }

  private func fourFigures(_ at: Int, _ shape: inout TimeShape) -> Int? {
    let piece = line.pieces[at]
    guard piece.span.count == 4, piece.figure >= 0, piece.figure / 100 < 24, piece.figure % 100 < 60 else { return nil }
    (shape[.hour], shape[.minute]) = (piece.figure / 100, piece.figure % 100)
    return at + 1
  }

  private func clock(_ slot: Slot, _ at: Int, _ range: ClosedRange<Int>, _ shape: inout TimeShape) -> Int? {
    if let end = figure(slot, at, range, digits: 1...2, &shape) { return end }
    guard let (value, end) = number(at), range.contains(value) else { return nil }
    shape[slot] = value
    return end
  }

  /// A number in words.
  private func number(_ at: Int) -> (value: Int, end: Int)? {
    guard line.startsToken(at), line.pieces[at].figure < 0, numerals.mayStartNumber(line.tokens[line.pieces[at].token]),
      let number = numerals.whole(at: line.pieces[at].token, in: line.tokens, bytes: line.bytes)
    else { return nil }
    return (number.value, line.pieceBehind(token: number.end - 1))
  }

  // MARK: Counts

  private func count(_ slot: Slot, _ at: Int, _ shape: inout TimeShape) -> Int? {
    let piece = line.pieces[at]
    if piece.figure >= 0 { return figures(slot, at, &shape) }
    if let value = lists[.count]?[piece.form] {
      shape[slot] = value
      return at + 1
    }
    let token = line.tokens[piece.token]
    guard line.startsToken(at) else { return nil }
    if numerals.isA(.article, token.form) {
      if at + 1 < line.pieces.count, let vague = numerals.vague[line.pieces[at + 1].form] {
        shape[slot] = Int(1000 * vague)
        return at + 2
      }
    } else if numerals.several[token.form] != nil {
      shape[slot] = TimeShape.vague
      return at + 1
    }
    if let (value, end) = number(at) {
      shape[slot] = 1000 * value
      return end
    }
    guard numerals.isA(.article, token.form) else { return nil }
    shape[slot] = 1000
    return at + 1
  }

  /// "3", "3,5": a comma or a point between two figures without spaces starts thousandths.
  private func figures(_ slot: Slot, _ at: Int, _ shape: inout TimeShape) -> Int? {
    shape[slot] = 1000 * line.pieces[at].figure
    guard at + 2 < line.pieces.count, line.pieces[at + 1].isGlued, line.pieces[at + 2].isGlued, line.pieces[at + 2].figure >= 0,
      line.bytes[line.pieces[at + 1].span.start] == 44 || line.bytes[line.pieces[at + 1].span.start] == 46,
      line.pieces[at + 2].span.count <= 3
    else { return at + 1 }
    let unit = [100, 10, 1][line.pieces[at + 2].span.count - 1]
    shape[slot] = 1000 * line.pieces[at].figure + line.pieces[at + 2].figure * unit
    return at + 3
  }
}
