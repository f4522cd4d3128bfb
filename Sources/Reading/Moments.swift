import Grammar
import Records
import SourceText

/// A time expression of the text, tied to the calendar as far as it can be.
struct Moment: Sendable {
  let tokens: ClosedRange<Int>
  let span: Span
  let rule: String
  var from: Day?
  var to: Day?
  var precision: String
  var open: String?
  var basis: String
  /// publication, previous, event or none.
  var anchor: String
  /// Whether it stands in the dateline, where it tells when the report was written.
  var isDateline = false
  /// Days from the act that stands behind it ("two days after the raid"): what the clause beside it tells is so much later.
  var daysAfterAct: Int?
}

/// Ties time expressions to the calendar.
struct Calendar {
  let published: Day?
  /// The last day that the text told.
  var previous: Day?
  var problems: [Problem] = []

  init(published: Day?) { self.published = published }

  private typealias Interval = (from: Day, to: Day, precision: String)

  /// The interval of a shape; nil while its anchor is unknown.
  mutating func resolve(_ shape: MomentShape, span: Span, isFuture: Bool) -> (
    from: Day?, to: Day?, precision: String, basis: String, anchor: String
  ) {
    let found = interval(shape, span: span, isFuture: isFuture)
    let basis = shape.years.isEmpty && shape.days.isEmpty || shape.years.isEmpty && shape.meaning != .date ? "relative" : "stated"
    guard let found else { return (nil, nil, precision(shape), "relative", anchor(shape)) }
    return (found.from, found.to, shape.part == nil ? found.precision : "part-of-day", basis, anchor(shape))
  }

  private func anchor(_ shape: MomentShape) -> String {
    switch shape.meaning {
    case .before, .after, .previous: "previous"
    case .date, .month, .year, .range, .night: shape.years.isEmpty ? "publication" : "none"
    default: "publication"
    }
  }

  private func precision(_ shape: MomentShape) -> String {
    switch shape.meaning {
    case .month: "month"
    case .year: "year"
    case .last(let unit), .this(let unit): unit
    default: "day"
    }
  }

  private mutating func interval(_ shape: MomentShape, span: Span, isFuture: Bool) -> Interval? {
    switch shape.meaning {
    case .date: date(shape, span).map { ($0, $0, "day") }
    case .month: month(shape)
    case .year: shape.years.first.flatMap { year in Calendar.year(year) }
    case .weekday: weekday(shape, isFuture ? 0...6 : -6...0).map { ($0, $0, "day") }
    case .weekdayLast: weekday(shape, -7 ... -1).map { ($0, $0, "day") }
    case .weekdayNext: weekday(shape, 1...7).map { ($0, $0, "day") }
    case .days(let first, let last): published.map { ($0.adding(days: first), $0.adding(days: last), "day") }
    case .ago: published.flatMap { shifted(from: $0, shape, sign: -1) }
    case .ahead: isFuture ? published.flatMap { shifted(from: $0, shape, sign: 1) } : nil
    case .before: (previous ?? published).flatMap { shifted(from: $0, shape, sign: -1) }
    case .after: previous.flatMap { shifted(from: $0, shape, sign: 1) }
    case .previous(let days): previous.map { ($0.adding(days: days), $0.adding(days: days), "day") }
    case .night, .range: range(shape)
    case .last(let unit): published.map { Calendar.last(unit, before: $0) }
    case .this(let unit): published.map { Calendar.this(unit, until: $0) }
    case .recent: published.map { ($0.adding(days: -recentDays(shape)), $0, "longer") }
    }
  }

  /// The days that "the last N units" reach back; without a number a handful of them.
  private func recentDays(_ shape: MomentShape) -> Int {
    let isVague = shape.count == nil || shape.count == 2
    switch shape.unit {
    case "week": return 7 * (isVague ? 6 : shape.count ?? 6)
    case "month": return isVague ? 184 : 30 * (shape.count ?? 6)
    case "year": return isVague ? 5 * 365 : 365 * (shape.count ?? 5)
    case "hour", "minute": return 1
    default: return isVague && shape.count == nil ? 7 : shape.count ?? 7
    }
  }

  // MARK: Dates

  private mutating func date(_ shape: MomentShape, _ span: Span) -> Day? {
    guard let day = shape.days.first, let month = shape.months.first else { return nil }
    let weekday = shape.weekdays.first
    if let year = shape.years.first {
      let found = Day(year: year, month: month, day: day)
      check(found, weekday, span)
      return found
    }
    guard let published else { return nil }
    let year = published.civil.year
    let candidates = [year, year - 1, year + 1].compactMap { Day(year: $0, month: month, day: day) }
    if let weekday, let agreed = candidates.first(where: { $0.weekday == weekday && abs($0.number - published.number) < 400 }) {
      return agreed
    }
    let found = candidates.first { $0.number <= published.number + 92 && $0.number > published.number - 300 } ?? candidates.first
    check(found, weekday, span)
    return found
  }

  private mutating func check(_ day: Day?, _ weekday: Int?, _ span: Span) {
    guard let day, let weekday, day.weekday != weekday else { return }
    problems.append(
      Problem("weekday-mismatch", "the weekday does not agree with \(day); the date was kept, check the source", span: span))
  }

  private func month(_ shape: MomentShape) -> Interval? {
    guard let month = shape.months.first else { return nil }
    if let year = shape.years.first { return Calendar.month(month, year) }
    guard let published else { return nil }
    let now = published.civil
    return Calendar.month(month, month <= now.month ? now.year : now.year - 1)
  }

  private func weekday(_ shape: MomentShape, _ window: ClosedRange<Int>) -> Day? {
    guard let published, let wanted = shape.weekdays.first else { return nil }
    let days = window.upperBound > 0 ? Array(window) : window.reversed()
    return days.lazy.map { published.adding(days: $0) }.first { $0.weekday == wanted }
  }

  private func shifted(from anchor: Day, _ shape: MomentShape, sign: Int) -> Interval? {
    guard let count = shape.count, let unit = shape.unit else { return nil }
    switch unit {
    case "day": return (anchor.adding(days: sign * count), anchor.adding(days: sign * count), "day")
    case "week":
      let middle = anchor.adding(days: sign * 7 * count)
      return (middle.adding(days: -1), middle.adding(days: 1), "day")
    case "month":
      let middle = anchor.adding(months: sign * count)
      return (middle.adding(days: -15), middle.adding(days: 15), "month")
    case "year":
      let year = anchor.civil.year + sign * count
      return Calendar.year(year)
    default: return (anchor, anchor, "day")
    }
  }

  private mutating func range(_ shape: MomentShape) -> Interval? {
    if shape.days.count >= 2 || shape.days.count == 1 && shape.weekdays.count < 2 { return dateRange(shape) }
    guard shape.weekdays.count == 2, let first = weekday(shape, -7 ... -0) else { return nil }
    var start = first
    if let published, start == published, shape.weekdays[1] != shape.weekdays[0] { start = start.adding(days: -7) }
    let length = (shape.weekdays[1] - shape.weekdays[0] + 7) % 7
    return (start, start.adding(days: length), "day")
  }

  private mutating func dateRange(_ shape: MomentShape) -> Interval? {
    guard shape.days.count == 2, let lastMonth = shape.months.last else { return nil }
    var last = MomentShape(meaning: .date)
    (last.days, last.months, last.years) = ([shape.days[1]], [lastMonth], Array(shape.years.suffix(1)))
    guard let to = date(last, Span(0, 0)) else { return nil }
    let year = shape.years.count == 2 ? shape.years[0] : to.civil.year
    let month = shape.months.count == 2 ? shape.months[0] : lastMonth
    guard var from = Day(year: year, month: month, day: shape.days[0]) else { return nil }
    if from > to { from = from.adding(months: -1) }
    return (from, to, "day")
  }

  // MARK: Units

  private static func year(_ year: Int) -> Interval? {
    guard let from = Day(year: year, month: 1, day: 1), let to = Day(year: year, month: 12, day: 31) else { return nil }
    return (from, to, "year")
  }

  private static func month(_ month: Int, _ year: Int) -> Interval? {
    guard let from = Day(year: year, month: month, day: 1) else { return nil }
    return (from, from.adding(days: Day.length(ofMonth: month, year: year) - 1), "month")
  }

  private static func last(_ unit: String, before day: Day) -> Interval {
    let (year, month, _) = day.civil
    switch unit {
    case "week":
      let monday = day.adding(days: -6 - day.weekday)
      return (monday, monday.adding(days: 6), "week")
    case "month": return Calendar.month(month == 1 ? 12 : month - 1, month == 1 ? year - 1 : year) ?? (day, day, "month")
    default: return Calendar.year(year - 1) ?? (day, day, "year")
    }
  }

  private static func this(_ unit: String, until day: Day) -> Interval {
    let (year, month, _) = day.civil
    switch unit {
    case "week": return (day.adding(days: 1 - day.weekday), day, "week")
    case "month": return (Day(year: year, month: month, day: 1) ?? day, day, "month")
    default: return (Day(year: year, month: 1, day: 1) ?? day, day, "year")
    }
  }
}

extension Language {
  /// The time expressions of a sentence, in order; `calendar` remembers the last day told.
  func moments(in sentence: Sentence, of document: Document, _ calendar: inout Calendar) -> [Moment] {
    let tokens = sentence.tokens
    var found: [Moment] = []
    var at = 0
    while at < tokens.count {
      guard let match = moments.match(at: at, in: tokens, bytes: document.bytes, numerals: numerals) else {
        at += 1
        continue
      }
      let span = Span(tokens[at].span.start, tokens[match.end - 1].span.end)
      let value = calendar.resolve(match.shape, span: span, isFuture: isFuture(around: at, tokens))
      var moment = Moment(
        tokens: at...match.end - 1, span: span, rule: match.rule, from: value.from, to: value.to, precision: value.precision, open: nil,
        basis: value.basis, anchor: value.anchor)
      if match.shape.meaning == .recent {
        moment.open = (operatorBefore(at, tokens) ?? operatorBefore(at + 1, tokens)) == "end" ? "end" : nil
      } else {
        apply(operatorBefore(at, tokens), to: &moment, calendar.published)
      }
      moment.isDateline = isDateline(moment, in: sentence)
      if let days = match.shape.daysAfter, lists.has("event-link", tokens[match.end - 1]), startsPhrase(match.end, tokens) {
        (moment.daysAfterAct, moment.from, moment.to, moment.anchor) = (days, nil, nil, "event")
      }
      if moment.open == nil, let from = moment.from, from == moment.to { calendar.previous = from }
      found.append(moment)
      at = match.end
    }
    return found
  }

  /// Whether a noun phrase or a clause starts at a token.
  private func startsPhrase(_ index: Int, _ tokens: [Token]) -> Bool {
    index < tokens.count && [.det, .noun, .propn, .num, .adj, .pron, .adp].contains(tokens[index].upos)
  }

  /// Whether a date stands in the dateline, "GOMA, 5 mars 2024 —": it tells when the report was written and no act.
  func isDateline(_ moment: Moment, in sentence: Sentence) -> Bool {
    let tokens = sentence.tokens
    guard sentence.paragraph == 0, let dash = tokens.indices.prefix(14).first(where: { Language.dashes.contains(tokens[$0].form) }),
      moment.tokens.upperBound < dash
    else { return false }
    return !tokens[..<dash].contains { $0.upos == .verb || $0.upos == .aux }
  }

  private static let dashes = Set(["—", "–", "-", "--"].map { Word($0) })

  /// Whether the verb nearest to a token, marks counting as a long way, stands in the future.
  private func isFuture(around at: Int, _ tokens: [Token]) -> Bool {
    let isFuture = { (token: Token) in token.inflection.contains(.future) || self.lists.has("future", token) }
    let verbs = tokens.indices.filter { tokens[$0].inflection.contains(.finite) || isFuture(tokens[$0]) }
    let nearest = verbs.min { distance($0, at, tokens) < distance($1, at, tokens) }
    return nearest.map { isFuture(tokens[$0]) } ?? false
  }

  private func distance(_ a: Int, _ b: Int, _ tokens: [Token]) -> Int {
    let between = min(a, b)...max(a, b)
    return between.count + (a > b ? 6 : 0) + 10 * between.count { tokens[$0].shape.contains(.punctuation) }
  }

  /// The tokens of time expressions with the prepositions and articles before them, and a genitive mark behind.
  func adjuncts(_ moments: [Moment], in sentence: Sentence) -> Set<Int> {
    var found: Set<Int> = []
    let tokens = sentence.tokens
    for moment in moments {
      var (low, high) = (moment.tokens.lowerBound, moment.tokens.upperBound)
      while low > 0, lists.has("before-moment", tokens[low - 1]), !found.contains(low - 1) { low -= 1 }
      if high + 1 < tokens.count, lists.has("behind-moment", tokens[high + 1]) { high += 1 }
      let comma = Word(",")
      if low > 0, high + 1 < tokens.count, tokens[low - 1].form == comma, tokens[high + 1].form == comma {
        (low, high) = (low - 1, high + 1)
      }
      found.formUnion(low...high)
    }
    return found.count == tokens.count ? [] : found
  }

  private func operatorBefore(_ at: Int, _ tokens: [Token]) -> String? {
    for (words, opens) in moments.operators where at >= words.count {
      let start = at - words.count
      if words.indices.allSatisfy({ tokens[start + $0].form == words[$0] || tokens[start + $0].lemma == words[$0] }) { return opens }
    }
    return nil
  }

  private func apply(_ opens: String?, to moment: inout Moment, _ published: Day?) {
    switch opens {
    case "end"?:
      moment.open = "end"
      if let from = moment.from, let published, published >= from { moment.to = published }
    case "start"?:
      moment.open = "start"
      moment.from = nil
    default: break
    }
  }
}
