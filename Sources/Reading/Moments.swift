import Grammar
import Records
import SourceText

/// A time expression of the text, tied to the calendar as far as it can be.
struct Moment: Sendable {
  let tokens: ClosedRange<Int>
  let span: Span
  let rule: String
  /// DATE, TIME, DURATION or SET.
  var type: String
  /// TIMEX3 value; empty where nothing is known.
  var value: String
  /// TIMEX3 modifier.
  var mod: String?
  var from: Day?
  var to: Day?
  var precision: String
  var open: String?
  var basis: String
  /// publication, previous, event or none.
  var anchor: String
  /// Whether the sentence is parsed without it.
  var isAside = true
  /// Whether it stands in the dateline, where it tells when the report was written.
  var isDateline = false
  /// Days from the act that stands behind it ("two days after the raid"): what the clause beside it tells is so much later.
  var daysAfterAct: Int?
  /// The expressions it was joined from ("du 5 au 7 mars"), as TIMEX3 counts them; empty if it is one.
  var parts: [Moment] = []

  /// The single expressions, in order.
  var expressions: [Moment] { parts.isEmpty ? [self] : parts.flatMap(\.expressions) }
}

/// Finds and ties the time expressions of one sentence.
struct MomentReader {
  private let language: Language
  private let sentence: Sentence
  private let rules: MomentRules
  private let line: TimeLine
  private let matcher: TimeMatcher

  init(_ language: Language, _ sentence: Sentence, _ document: Document, isNote: Bool, present: TimeNeeds.Bits) {
    (self.language, self.sentence, rules) = (language, sentence, language.moments)
    line = TimeLine(sentence.tokens, bytes: document.bytes, known: rules.known)
    matcher = TimeMatcher(line, rules, language.numerals, isNote: isNote, present: present)
  }

  /// One expression, or several that a join made one.
  private struct Group {
    var pieces: Range<Int>
    var kind: UInt8
    var match: TimeMatch?
    var join: TimeMatch?
    var parts: [Group] = []
  }

  /// The moments in the order of the text; `calendar` remembers what was told.
  func read(_ calendar: inout Calendar) -> [Moment] {
    var groups = matches().map { Group(pieces: $0.pieces, kind: kind($0), match: $0) }
    guard !groups.isEmpty else { return [] }
    for _ in 0..<2 where groups.contains(where: { $0.kind != 0 }) { groups = joined(groups) }
    var found: [Moment] = []
    for group in groups {
      guard let moment = moment(group, &calendar) else { continue }
      found.append(moment)
    }
    return found
  }

  // MARK: Finding

  private func matches() -> [TimeMatch] {
    var found: [TimeMatch] = []
    var at = 0
    while at < line.pieces.count {
      guard let match = rules.match(at: at, matcher, in: rules.moments), isTime(match) else {
        at += 1
        continue
      }
      found.append(match)
      at = match.pieces.upperBound
    }
    return found.filter { rules.rules[$0.rule].meaning != .skip }
  }

  /// A bare year is one unless it counts something ("1800 soldats", but "les élections 2002"); one long past needs a preposition.
  private func isTime(_ match: TimeMatch) -> Bool {
    guard rules.rules[match.rule].meaning == .year, match.pieces.count == 1, let year = match.shape[.year] else { return true }
    let before = line.pieces[match.pieces.lowerBound].token - 1
    if year < 1600, before < 0 || !language.lists.has("before-moment", line.tokens[before]) { return false }
    if isPartOfNumber(match.pieces.lowerBound) { return false }
    let next = match.pieces.upperBound
    guard next < line.pieces.count, !line.pieces[next].isGlued else { return true }
    let token = line.tokens[line.pieces[next].token]
    guard token.upos == .noun || token.upos == .adj else { return true }
    return !token.inflection.contains(.plural) || year % 50 != 0 && year > 1700
  }

  /// Whether a mark binds a piece to figures that are no year, as in a telephone number.
  private func isPartOfNumber(_ piece: Int) -> Bool {
    guard piece > 1, line.pieces[piece].isGlued, line.isMark(piece - 1), line.pieces[piece - 1].isGlued else { return false }
    return line.pieces[piece - 2].figure >= 0 && line.pieces[piece - 2].span.count != 4
  }

  private func kind(_ match: TimeMatch) -> UInt8 {
    switch rules.rules[match.rule].meaning {
    case .clock: TimeKind.clock
    case .part: TimeKind.part
    case .duration: TimeKind.duration
    case .set: TimeKind.set
    case .fixed, .skip: TimeKind.other
    case .past, .coming: TimeKind.range
    default: match.shape[.hour] != nil ? TimeKind.clock : TimeKind.date
    }
  }

  // MARK: Joining

  private func joined(_ groups: [Group]) -> [Group] {
    matcher.found = Dictionary(
      groups.map { ($0.pieces.lowerBound, FoundTime(end: $0.pieces.upperBound, kind: $0.kind)) }, uniquingKeysWith: { first, _ in first })
    var out: [Group] = []
    var (at, next) = (0, 0)
    while at < line.pieces.count {
      while next < groups.count, groups[next].pieces.lowerBound < at { next += 1 }
      guard next < groups.count else { break }
      at = max(at, groups[next].pieces.lowerBound - MomentReader.reach)
      if let join = rules.match(at: at, matcher, in: rules.joins) {
        let inside = groups[next...].prefix { $0.pieces.upperBound <= join.pieces.upperBound }
        if let first = inside.first, first.pieces.lowerBound >= at {
          out.append(Group(pieces: join.pieces, kind: kind(of: join, first), join: join, parts: Array(inside)))
          at = join.pieces.upperBound
          continue
        }
      }
      if groups[next].pieces.lowerBound == at {
        out.append(groups[next])
        at = groups[next].pieces.upperBound
      } else {
        at += 1
      }
    }
    return out
  }

  /// Pieces that a join may have before its first expression.
  private static let reach = 8

  private func kind(of join: TimeMatch, _ first: Group) -> UInt8 {
    switch rules.rules[join.rule].meaning {
    case .at: TimeKind.clock
    case .shift: TimeKind.date
    case .around: first.kind
    default: first.kind == TimeKind.clock ? first.kind : TimeKind.range
    }
  }

  // MARK: Reading

  private func moment(_ group: Group, _ calendar: inout Calendar, day: Day? = nil) -> Moment? {
    guard let join = group.join else { return group.match.map { single($0, &calendar, day: day) } }
    let rule = rules.rules[join.rule]
    if rule.meaning == .skip { return nil }
    var parts: [Moment] = []
    if rule.meaning == .at {
      parts = dated(group.parts, &calendar)
    } else {
      for part in group.parts { if let moment = moment(part, &calendar) { parts.append(moment) } }
    }
    guard var whole = parts.first, let last = parts.last else { return nil }
    switch rule.meaning {
    case .at:
      if let clock = parts.first(where: { $0.type == "TIME" }) { whole = clock }
      if let set = parts.first(where: { $0.type == "SET" }), let hour = whole.value.split(separator: "T").last {
        whole.type = "SET"
        whole.value = (set.value == "P1D" ? "T" : set.value + "T") + (hour.hasSuffix(":00") ? hour.dropLast(3) : hour)
      }
    case .range: spread(&whole, last, group)
    case .since, .after, .until, .before:
      if whole.type == "DURATION", whole.from == nil { reach(&whole, group, &calendar) }
      open(&whole, rule, calendar)
    case .shift: shift(&whole, last, group, rule, calendar)
    case .ago, .ahead, .later, .earlier, .coming: away(&whole, group, rule, &calendar)
    default: break
    }
    return Moment(
      tokens: line.tokens(group.pieces), span: calendar.isNote ? noteSpan(group.pieces) : span(group.pieces),
      rule: rule.id, type: whole.type,
      value: whole.value, mod: whole.mod, from: whole.from, to: whole.to, precision: whole.precision, open: whole.open, basis: whole.basis,
      anchor: whole.anchor, isAside: !isBound(whole, rule) && (whole.isAside || parts.contains { $0.isAside }), parts: parts)
  }

  /// "jusqu'à 5 heures": a time of the clock that bounds an act does not say on which day it was.
  private func isBound(_ whole: Moment, _ rule: MomentRules.Rule) -> Bool {
    whole.precision == "time" && [.since, .until, .before, .after].contains(rule.meaning)
  }

  /// A day and times of the clock: the day is read first, wherever it stands.
  private func dated(_ groups: [Group], _ calendar: inout Calendar) -> [Moment] {
    let days = groups.indices.filter { groups[$0].kind == TimeKind.date }
    var read: [Int: Moment] = [:]
    for index in days { read[index] = moment(groups[index], &calendar) }
    let day = days.lazy.compactMap { read[$0]?.from }.first
    for index in groups.indices where read[index] == nil { read[index] = moment(groups[index], &calendar, day: day) }
    return groups.indices.compactMap { read[$0] }
  }

  private func single(_ match: TimeMatch, _ calendar: inout Calendar, day: Day? = nil) -> Moment {
    let rule = rules.rules[match.rule]
    let link = actLink(match, rule)
    let own = line.tokens(match.pieces)
    let tokens = own.lowerBound...own.upperBound + (link == nil ? 0 : 1)
    let span = calendar.isNote ? noteSpan(match.pieces) : span(match.pieces)
    let isFuture = language.isFuture(around: tokens, sentence.tokens)
    let reading = calendar.read(match.shape, rule, Calendar.Place(span: span, isFuture: isFuture, isLead: tokens.lowerBound < 2, day: day))
    var moment = Moment(
      tokens: tokens, span: span, rule: rule.id, type: reading.type, value: reading.value, mod: reading.mod, from: reading.days?.from,
      to: reading.days?.to, precision: reading.precision, basis: reading.basis, anchor: reading.anchor,
      isAside: rule.isAside && !isBrief(match)
        || rule.meaning == .year && tokens.lowerBound > 0
          && language.lists.has("before-moment", sentence.tokens[tokens.lowerBound - 1])
    )
    moment.isDateline = language.isDateline(moment, in: sentence)
    if let link { (moment.daysAfterAct, moment.from, moment.to, moment.anchor, moment.isAside) = (link, nil, nil, "event", true) }
    return moment
  }

  /// "sept minutes plus tard": a way so short that it tells no day.
  private func isBrief(_ match: TimeMatch) -> Bool {
    guard let unit = match.shape[.unit], [.later, .earlier, .ago].contains(rules.rules[match.rule].meaning) else { return false }
    return unit < TimeUnit.hour.rawValue
  }

  /// Days of a duration behind which an act is told: "two days after the raid", "le lendemain du raid"; nil if none is.
  private func actLink(_ match: TimeMatch, _ rule: MomentRules.Rule) -> Int? {
    let next = line.pieces[match.pieces.upperBound - 1].token + 1
    guard next + 1 < line.tokens.count,
      rule.meaning == .link || rule.meaning == .duration && language.lists.has("event-link", line.tokens[next]),
      [.det, .noun, .propn, .num, .adj, .pron, .adp].contains(line.tokens[next + 1].upos), let count = match.shape.wholeCount
    else { return nil }
    switch match.shape[.unit].flatMap(TimeUnit.init(rawValue:)) {
    case .day?: return count
    case .week?: return 7 * count
    default: return nil
    }
  }

  /// What a note counts as the expression: its article stays outside before a figure, a day's name or an ordinal.
  private func noteSpan(_ pieces: Range<Int>) -> Span {
    let second = pieces.lowerBound + 1
    guard pieces.count > 1, rules.articles.contains(line.pieces[pieces.lowerBound].form),
      line.pieces[second].figure >= 0
        || [Slot.weekday, .ordinal, .count].contains(where: { rules.lists[$0]?[line.pieces[second].form] != nil })
    else { return span(pieces) }
    return span(second..<pieces.upperBound)
  }

  private func span(_ pieces: Range<Int>) -> Span {
    Span(line.pieces[pieces.lowerBound].span.start, line.pieces[pieces.upperBound - 1].span.end)
  }

  // MARK: Intervals

  /// From the first to the last. Days of the week follow one another; else a first part without a year takes the last one before the end.
  private func spread(_ whole: inout Moment, _ last: Moment, _ group: Group) {
    guard var from = whole.from, var to = last.to else { return }
    if isWeekday(last), (1...14).contains(from.number - to.number) {
      while from > to { to = to.adding(days: 7) }
    } else if group.parts.first?.match?.shape[.year] == nil {
      while from > to, let earlier = CalendarUnits.shifted(from, .year, by: -1) { from = earlier }
      let isDated = group.parts.last?.match?.shape[.year] != nil
      while isDated, let later = CalendarUnits.shifted(from, .year, by: 1), later <= to { from = later }
    }
    guard from <= to else { return }
    (whole.from, whole.to, whole.basis) = (from, to, last.basis)
    if whole.precision != "time" { whole.value = "\(from)/\(to)" }
  }

  private func isWeekday(_ moment: Moment) -> Bool { rules.rules.contains { $0.id == moment.rule && $0.meaning == .weekday } }

  private func open(_ whole: inout Moment, _ rule: MomentRules.Rule, _ calendar: Calendar) {
    guard whole.type != "DURATION" || whole.from != nil, whole.precision != "time" else { return }
    switch rule.meaning {
    case .since:
      whole.open = "end"
      if let from = whole.from, let published = calendar.published, published >= from { whole.to = published }
    case .after:
      if calendar.isNote {
        whole.from = whole.to?.adding(days: 1)
        whole.to = nil
      }
    case .before:
      whole.open = "start"
      if whole.mod != TimeNames.mods[2] { whole.to = whole.from?.adding(days: -1) }
      whole.from = nil
    default:
      whole.open = "start"
      whole.from = nil
    }
  }

  /// "depuis deux jours": a duration up to the day of publication.
  private func reach(_ whole: inout Moment, _ group: Group, _ calendar: inout Calendar) {
    guard let match = group.parts.first?.match else { return }
    let reading = calendar.reach(match.shape)
    (whole.from, whole.to, whole.precision) = (reading.days?.from, reading.days?.to, reading.precision)
    (whole.anchor, whole.isAside) = (reading.anchor, true)
  }

  /// "il y a deux jours": the duration read again as the way from another day; "dans deux jours" is one only in the future.
  private func away(_ whole: inout Moment, _ group: Group, _ rule: MomentRules.Rule, _ calendar: inout Calendar) {
    guard let shape = group.parts.first?.match?.shape else { return }
    let isFuture = language.isFuture(around: whole.tokens, sentence.tokens)
    if rule.meaning == .ahead, !isFuture, !calendar.isNote { return }
    let reading = calendar.read(shape, rule, Calendar.Place(span: whole.span, isFuture: isFuture))
    (whole.type, whole.value, whole.from, whole.to) = (reading.type, reading.value, reading.days?.from, reading.days?.to)
    (whole.precision, whole.anchor, whole.basis, whole.isAside) = (reading.precision, reading.anchor, reading.basis, true)
  }

  /// "trois jours après le 12 janvier": a duration before or behind a day.
  private func shift(_ whole: inout Moment, _ last: Moment, _ group: Group, _ rule: MomentRules.Rule, _ calendar: Calendar) {
    guard let day = last.from, let shape = group.parts.first?.match?.shape ?? group.parts.first?.parts.first?.match?.shape,
      let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)), let count = shape.wholeCount,
      let found = CalendarUnits.shifted(day, unit, by: count * (rule.base[.sign] ?? 1))
    else { return }
    whole.type = "DATE"
    whole.value = found.description
    (whole.from, whole.to, whole.anchor) = (found, found, last.anchor)
  }
}

extension Language {
  /// The time expressions of a sentence, in order; `calendar` remembers the last day told.
  func moments(in sentence: Sentence, of document: Document, _ calendar: inout Calendar) -> [Moment] {
    let present = moments.present(in: sentence.tokens, document.bytes)
    guard moments.moments.mayHold(present) else { return [] }
    let reader = MomentReader(self, sentence, document, isNote: calendar.isNote, present: present)
    return reader.read(&calendar)
  }

  /// Whether a date stands in the dateline, "GOMA, 5 mars 2024 —", or heads the report, "May 3: ...": it tells when the report was written and no act.
  func isDateline(_ moment: Moment, in sentence: Sentence) -> Bool {
    let tokens = sentence.tokens
    if sentence.paragraph == 0, moment.tokens.lowerBound == 0, moment.tokens.upperBound + 1 < tokens.count,
      tokens[moment.tokens.upperBound + 1].form == Word(":")
    {
      return true
    }
    let opening = sentence.paragraph == 0 ? tokens.indices.prefix(14) : 0..<0
    let behind = moment.tokens.upperBound + 1..<min(moment.tokens.upperBound + 4, tokens.count)
    let isNear = sentence.paragraph <= 1 || behind.first.map { tokens[$0].form == Word(")") } ?? false
    let end = behind.prefix(moment.tokens.lowerBound < 28 && isNear ? 3 : 0)
    let isDash = { (index: Int) in self.isDash(tokens[index]) }
    guard let dash = end.first(where: isDash) ?? opening.first(where: isDash), moment.tokens.upperBound < dash else { return false }
    return !tokens[..<dash].contains { $0.upos == .verb || $0.upos == .aux }
  }

  /// A dash of any length.
  func isDash(_ token: Token) -> Bool { Language.dashes.contains(token.form) }

  private static let dashes = Set(["—", "–", "-", "--"].map { Word($0) })

  /// Whether the verb nearest to a token, marks counting as a long way, stands in the future.
  func isFuture(around moment: ClosedRange<Int>, _ tokens: [Token]) -> Bool {
    let at = moment.lowerBound
    let isFuture = { (token: Token) in token.inflection.contains(.future) || self.lists.has("future", token) }
    let verbs = tokens.indices.filter { !moment.contains($0) && (tokens[$0].inflection.contains(.finite) || isFuture(tokens[$0])) }
    let nearest = verbs.min { distance($0, at, tokens) < distance($1, at, tokens) }
    return nearest.map { isFuture(tokens[$0]) } ?? false
  }

  private func distance(_ a: Int, _ b: Int, _ tokens: [Token]) -> Int {
    let between = min(a, b)...max(a, b)
    return between.count + (a > b ? 6 : 0) + 10 * between.count { tokens[$0].shape.contains(.punctuation) }
  }

  /// The tokens of time expressions with the prepositions and articles before them; or with the genitive mark behind them, where those
  /// before belong to what follows ("in Monday's attack").
  func adjuncts(_ moments: [Moment], in sentence: Sentence) -> Set<Int> {
    var found: Set<Int> = []
    let tokens = sentence.tokens
    for moment in moments where moment.isAside {
      var (low, high) = (moment.tokens.lowerBound, moment.tokens.upperBound)
      if high + 1 < tokens.count, lists.has("behind-moment", tokens[high + 1]) { high += 1 }
      let isOwner = high > moment.tokens.upperBound && tokens[high].upos == .part
      while !isOwner, low > 0, lists.has("before-moment", tokens[low - 1]), !found.contains(low - 1) { low -= 1 }
      let comma = Word(",")
      if low > 0, high + 1 < tokens.count, tokens[low - 1].form == comma, tokens[high + 1].form == comma {
        (low, high) = (low - 1, high + 1)
      } else if moment.isDateline, low > 0, tokens[low - 1].form == comma {
        low -= 1
      }
      found.formUnion(low...high)
    }
    return found.count == tokens.count ? [] : found
  }
}
