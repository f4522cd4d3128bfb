import SourceText

/// What a time expression means, tied to the calendar as far as it can be.
struct TimeReading: Sendable {
  /// DATE, TIME, DURATION or SET.
  var type = "DATE"
  /// TIMEX3 value; empty where nothing is known.
  var value = ""
  /// TIMEX3 modifier: START, MID, END, APPROX.
  var mod: String?
  var days: Days?
  var precision = "day"
  /// publication, previous, event or none.
  var anchor = "none"
  var basis = "relative"
}

/// Ties time expressions to the calendar, in the order of the text.
///
/// News counts from its day of publication; a history, whose years are long past or which has no such day, from the last date it told.
struct Calendar {
  let published: Day?
  let isHistory: Bool
  /// Whether the text is a line of a few words, an entry of a calendar: its expressions are read as one with their prepositions.
  let isNote: Bool
  /// What the story told last, and how exactly.
  var told: (days: Days, unit: TimeUnit)?
  /// What the text named last, be it beside the story.
  var named: (days: Days, unit: TimeUnit)?
  /// The year before our era that was told last.
  var oldYear: Int?
  /// Whether the expression that is read opens its sentence.
  var isLead = false
  /// The years that the heading above names.
  var section: ClosedRange<Int>?
  /// The last day that the text told.
  var toldDay: Day?
  var problems: [Problem] = []
  let feasts: [Feast]

  init(published: Day?, isHistory: Bool = false, isNote: Bool = false, feasts: [Feast] = []) {
    (self.published, self.isHistory, self.isNote, self.feasts) = (published, isHistory, isNote, feasts)
  }

  /// Where an expression stands.
  struct Place {
    let span: Span
    /// Whether its verb stands in the future.
    let isFuture: Bool
    /// Whether it opens its sentence, but for a preposition: a bare year there takes the story with it.
    var isLead = false
    /// The day that stands beside a time of the clock.
    var day: Day?
  }

  /// Reads one expression; what it tells is remembered for those that follow.
  mutating func read(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    isLead = place.isLead
    var reading = interval(shape, rule, place)
    if let days = reading.days, !CalendarUnits.isWithin(days) { (reading.days, reading.value) = (nil, "") }
    if let value = rule.value { reading.value = value }
    if let type = rule.type { reading.type = type }
    if let mod = shape[.mod] { reading.mod = TimeNames.mods[mod] }
    return reading
  }

  /// Begins a section: months without a year are sought in the years that its heading names.
  mutating func enter(_ years: [Int]) {
    section = years.min().flatMap { first in years.max().map { first...$0 } }
  }

  /// Keeps what was told as that from which the next expressions count.
  ///
  /// A history's story does not move by whole years or longer that stand beside it, nor by leaps of many years within a sentence.
  mutating func remember(_ days: Days, _ unit: TimeUnit, isLead: Bool = true) {
    oldYear = nil
    named = (days, unit)
    if isHistory, !isLead, let told {
      let leap = days.from.civil.year - told.days.from.civil.year
      if unit.rawValue >= TimeUnit.year.rawValue ? !(-1...0).contains(leap) : abs(leap) > Calendar.leap { return }
    }
    told = (days, unit)
    if unit.rawValue <= TimeUnit.night.rawValue { toldDay = days.from }
  }

  func base(_ anchor: MomentRules.Anchor) -> Day? {
    anchor == .publication && !isHistory ? published : named?.days.from ?? published
  }

  func name(_ anchor: MomentRules.Anchor) -> String { anchor == .publication && !isHistory ? "publication" : "previous" }

  mutating func interval(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    switch rule.meaning {
    case .date: return date(shape, rule, place)
    case .month: return month(shape, rule, place)
    case .year: return year(shape)
    case .same: return same()
    case .decade: return decade(shape)
    case .century: return century(shape)
    case .season: return season(shape, place)
    case .weekday: return weekday(shape, rule, place)
    case .weekOf: return weekOf(date(shape, rule, place))
    case .weekdayOfWeek: return weekdayOfWeek(shape)
    case .feast: return feast(shape, place)
    case .offset: return offset(shape, rule, place)
    case .unit: return unit(shape, rule)
    case .first, .last: return member(shape, rule, place)
    case .ago, .ahead, .later, .earlier: return away(shape, rule)
    case .past, .coming: return window(shape, rule)
    case .part, .clock: return onDay(shape, rule, place)
    case .night: return night(shape, place)
    case .duration: return TimeReading(type: "DURATION", value: duration(shape))
    case .set: return TimeReading(type: "SET", value: set(shape))
    default: return TimeReading()
    }
  }

  // MARK: Days

  /// A reading of whole units.
  mutating func stretch(
    _ unit: TimeUnit, _ days: Days?, isStated: Bool = false, anchor: String = "none"
  ) -> TimeReading {
    guard let days else { return TimeReading(precision: unit.precision, anchor: anchor) }
    remember(days, unit, isLead: isLead)
    return TimeReading(
      value: CalendarUnits.value(unit, days.from), days: days, precision: unit.precision, anchor: anchor,
      basis: isStated ? "stated" : "relative")
  }

  /// A reading of one day, with the part of the day or the time of the clock that the shape adds.
  mutating func single(_ day: Day?, _ shape: TimeShape, isStated: Bool = false, anchor: String = "none") -> TimeReading {
    var reading = stretch(.day, day.map { Days($0) }, isStated: isStated, anchor: anchor)
    let time = time(shape)
    guard !time.isEmpty else { return reading }
    reading.type = "TIME"
    reading.value = (day?.description ?? "XXXX-XX-XX") + time
    reading.precision = shape[.hour] == nil ? "part-of-day" : "time"
    return reading
  }

  /// `T18:30`, `TMO`; empty if the shape tells no time of the day.
  func time(_ shape: TimeShape) -> String {
    guard var hour = shape[.hour] else { return shape[.part].map { "T" + TimeNames.parts[$0] } ?? "" }
    let half = shape[.half] ?? (shape[.part].map { [0, 12, 12, 12, hour < 6 ? 0 : 12, 0][$0] } ?? -1)
    if half == 12, hour < 12 { hour += 12 } else if half == 0, hour == 12 { hour = 0 }
    var minutes = hour * 60 + (shape[.minute] ?? 0) * (shape[.sign] ?? 1)
    if minutes < 0 { minutes += 1440 }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "T\(two(minutes / 60)):\(two(minutes % 60))" + (shape[.second].map { ":" + two($0) } ?? "")
  }

  mutating func date(_ said: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    var shape = said
    if rule.anchor == .previous, let named { shape[.year] = named.days.from.civil.year }
    guard let day = shape[.day] else { return TimeReading() }
    if shape[.unit] == TimeUnit.month.rawValue, let base = base(.publication) {
      let (year, month, _) = base.adding(months: shape[.dir] ?? 0).civil
      return single(Day(year: year, month: month, day: day), shape, anchor: "publication")
    }
    guard let month = shape[.month] else { return dayOfMonth(day, shape, place) }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    if let year = shape[.year] {
      guard let found = Day(year: year, month: month, day: day) else {
        return TimeReading(value: "\(year)-\(two(month))-\(two(day))", basis: "stated")
      }
      check(found, shape[.weekday], place.span)
      return single(found, shape, isStated: true)
    }
    guard let found = dated(month, day, shape, place) else {
      return TimeReading(value: "XXXX-\(two(month))-\(two(day))", anchor: "publication")
    }
    check(found, shape[.weekday], place.span)
    return single(found, shape, isStated: true, anchor: isHistory ? "previous" : "publication")
  }

  /// A day of the month without its month: in the month that was told last, else the nearest such day.
  mutating func dayOfMonth(_ day: Int, _ shape: TimeShape, _ place: Place) -> TimeReading {
    guard let base = told?.days.from ?? published else { return TimeReading() }
    let steps = shape[.weekday] == nil ? [0, -1, 1, -2, 2] : [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6]
    let candidates = steps.compactMap { step -> Day? in
      let (year, month, _) = base.adding(months: step).civil
      return Day(year: year, month: month, day: day)
    }
    let agreed = shape[.weekday].map { weekday in candidates.filter { $0.weekday == weekday } } ?? candidates
    let pool = agreed.isEmpty ? candidates : agreed
    let found = told == nil && place.isFuture ? pool.first { $0 >= base } ?? pool.first : pool.first
    check(found ?? base, shape[.weekday], place.span)
    return single(found, shape, anchor: told == nil ? "publication" : "previous")
  }

  /// The day of a date without a year: the year that agrees with the weekday, else the nearest in the direction of the text.
  func dated(_ month: Int, _ day: Int, _ shape: TimeShape, _ place: Place) -> Day? {
    if isHistory || published == nil {
      guard let year = year(of: month) else { return nil }
      let near = [year, year - 1, year + 1].compactMap { Day(year: $0, month: month, day: day) }
      return shape[.weekday].flatMap { weekday in near.first { $0.weekday == weekday } } ?? near.first
    }
    guard let published else { return nil }
    let year = published.civil.year
    let candidates = [year, year - 1, year + 1, year - 2, year + 2, year - 3].compactMap { Day(year: $0, month: month, day: day) }
    if let weekday = shape[.weekday],
      let agreed = candidates.prefix(3).first(where: { $0.weekday == weekday && abs($0.number - published.number) < 400 })
    {
      return agreed
    }
    if let dir = shape[.dir], dir != 0 {
      return candidates.filter { dir < 0 ? $0 < published : $0 > published }.min {
        abs($0.number - published.number) < abs($1.number - published.number)
      }
    }
    let window = place.isFuture ? -10...355 : -300...92
    return candidates.first { window.contains($0.number - published.number) } ?? candidates.first
  }

  mutating func check(_ day: Day, _ weekday: Int?, _ span: Span) {
    guard let weekday, day.weekday != weekday else { return }
    problems.append(
      Problem("weekday-mismatch", "the weekday does not agree with \(day); the date was kept, check the source", span: span))
  }
}
