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
  private(set) var told: (days: Days, unit: TimeUnit)?
  /// What the text named last, be it beside the story.
  private var named: (days: Days, unit: TimeUnit)?
  /// The year before our era that was told last.
  private var oldYear: Int?
  /// Whether the expression that is read opens its sentence.
  private var isLead = false
  /// The years that the heading above names.
  private var section: ClosedRange<Int>?
  /// The last day that the text told.
  private(set) var toldDay: Day?
  var problems: [Problem] = []
  let feasts: [Feast]

  init(published: Day?, isHistory: Bool = false, isNote: Bool = false, feasts: [Feast] = []) {
    (self.published, self.isHistory, self.isNote, self.feasts) = (published, isHistory, isNote, feasts)
  }

  /// Where an expression stands.
  struct Place {
    let span: Span
    /// 1 if its verb stands in the future, else 0.
    let tense: Int
    /// Whether it opens its sentence, but for a preposition: a bare year there takes the story with it.
    var isLead = false
    /// The day that stands beside a time of the clock.
    var day: Day?
  }

  /// Reads one expression; what it tells is remembered for those that follow.
  mutating func read(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    isLead = place.isLead
    var reading = interval(shape, rule, place)
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
  private mutating func remember(_ days: Days, _ unit: TimeUnit, isLead: Bool = true) {
    oldYear = nil
    named = (days, unit)
    if isHistory, !isLead, let told {
      let leap = days.from.civil.year - told.days.from.civil.year
      if unit.rawValue >= TimeUnit.year.rawValue ? !(-1...0).contains(leap) : abs(leap) > Calendar.leap { return }
    }
    told = (days, unit)
    if unit.rawValue <= TimeUnit.night.rawValue { toldDay = days.from }
  }

  private func base(_ anchor: MomentRules.Anchor) -> Day? {
    anchor == .publication && !isHistory ? published : named?.days.from ?? published
  }

  private func name(_ anchor: MomentRules.Anchor) -> String { anchor == .publication && !isHistory ? "publication" : "previous" }

  private mutating func interval(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
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
  private mutating func stretch(
    _ unit: TimeUnit, _ days: Days?, isStated: Bool = false, anchor: String = "none"
  ) -> TimeReading {
    guard let days else { return TimeReading(precision: unit.precision, anchor: anchor) }
    remember(days, unit, isLead: isLead)
    return TimeReading(
      value: CalendarUnits.value(unit, days.from), days: days, precision: unit.precision, anchor: anchor, basis: isStated ? "stated" : "relative")
  }

  /// A reading of one day, with the part of the day or the time of the clock that the shape adds.
  private mutating func single(_ day: Day?, _ shape: TimeShape, isStated: Bool = false, anchor: String = "none") -> TimeReading {
    var reading = stretch(.day, day.map { Days($0) }, isStated: isStated, anchor: anchor)
    let time = time(shape)
    guard !time.isEmpty else { return reading }
    reading.type = "TIME"
    reading.value = (day?.description ?? "XXXX-XX-XX") + time
    reading.precision = shape[.hour] == nil ? "part-of-day" : "time"
    return reading
  }

  /// `T18:30`, `TMO`; empty if the shape tells no time of the day.
  private func time(_ shape: TimeShape) -> String {
    guard var hour = shape[.hour] else { return shape[.part].map { "T" + TimeNames.parts[$0] } ?? "" }
    let half = shape[.half] ?? (shape[.part].map { [0, 12, 12, 12, hour < 6 ? 0 : 12, 0][$0] } ?? -1)
    if half == 12, hour < 12 { hour += 12 } else if half == 0, hour == 12 { hour = 0 }
    var minutes = hour * 60 + (shape[.minute] ?? 0) * (shape[.sign] ?? 1)
    if minutes < 0 { minutes += 1440 }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "T\(two(minutes / 60)):\(two(minutes % 60))" + (shape[.second].map { ":" + two($0) } ?? "")
  }

  private mutating func date(_ said: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
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
  private mutating func dayOfMonth(_ day: Int, _ shape: TimeShape, _ place: Place) -> TimeReading {
    guard let base = told?.days.from ?? published else { return TimeReading() }
    let candidates = [0, -1, 1, -2, 2].compactMap { step -> Day? in
      let (year, month, _) = base.adding(months: step).civil
      return Day(year: year, month: month, day: day)
    }
    let agreed = shape[.weekday].map { weekday in candidates.filter { $0.weekday == weekday } } ?? candidates
    let pool = agreed.isEmpty ? candidates : agreed
    let found = told == nil && place.tense > 0 ? pool.first { $0 >= base } ?? pool.first : pool.first
    check(found ?? base, shape[.weekday], place.span)
    return single(found, shape, anchor: told == nil ? "publication" : "previous")
  }

  /// The day of a date without a year: the year that agrees with the weekday, else the nearest in the direction of the text.
  private func dated(_ month: Int, _ day: Int, _ shape: TimeShape, _ place: Place) -> Day? {
    if isHistory || published == nil {
      guard let year = year(of: month) else { return nil }
      let near = [year, year - 1, year + 1].compactMap { Day(year: $0, month: month, day: day) }
      return shape[.weekday].flatMap { weekday in near.first { $0.weekday == weekday } } ?? near.first
    }
    guard let published else { return nil }
    let year = published.civil.year
    let candidates = [year, year - 1, year + 1, year - 2, year + 2, year - 3].compactMap { Day(year: $0, month: month, day: day) }
    if let weekday = shape[.weekday], let agreed = candidates.prefix(3).first(where: { $0.weekday == weekday && abs($0.number - published.number) < 400 })
    {
      return agreed
    }
    if let dir = shape[.dir], dir != 0 {
      return candidates.filter { dir < 0 ? $0 < published : $0 > published }.min { abs($0.number - published.number) < abs($1.number - published.number) }
    }
    let window = place.tense > 0 ? -10...355 : -300...92
    return candidates.first { window.contains($0.number - published.number) } ?? candidates.first
  }

  private mutating func check(_ day: Day, _ weekday: Int?, _ span: Span) {
    guard let weekday, day.weekday != weekday else { return }
    problems.append(
      Problem("weekday-mismatch", "the weekday does not agree with \(day); the date was kept, check the source", span: span))
  }

  // MARK: Months and longer

  private mutating func year(_ shape: TimeShape) -> TimeReading {
    guard shape[.oldYear] == nil else { return old(shape, "") ?? TimeReading() }
    return shape[.year].map { stretch(.year, CalendarUnits.years($0, count: 1), isStated: true) } ?? TimeReading()
  }

  /// A time before our era, which has a value and no days: `BC0490`, `BC0480-SP`; nil if the shape tells none and the story is not there.
  private mutating func old(_ shape: TimeShape, _ rest: String, steps: Int = 0) -> TimeReading? {
    guard shape[.year] == nil, let year = shape[.oldYear] ?? oldYear, year - steps > 0 else { return nil }
    oldYear = year - steps
    return TimeReading(value: Calendar.old(year - steps) + rest, precision: "year", basis: shape[.oldYear] == nil ? "relative" : "stated")
  }

  private static func old(_ year: Int) -> String {
    let digits = String(year)
    return "BC" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// "at the same time": what was told last.
  private func same() -> TimeReading {
    guard let named else { return TimeReading(anchor: "previous") }
    return TimeReading(
      value: CalendarUnits.value(named.unit, named.days.from), days: named.days, precision: named.unit.precision, anchor: "previous")
  }

  /// The year of a month in a history: the one nearest to what was told last, rather later than before.
  private func year(of month: Int, inSection: Bool = true) -> Int? {
    guard let told else { return published?.civil.year }
    let (year, last, _) = told.days.from.civil
    guard told.unit.rawValue < TimeUnit.year.rawValue else { return year }
    let steps = month - last
    let found = steps < -Calendar.back ? year + 1 : steps > 12 - Calendar.back ? year - 1 : year
    guard inSection else { return found }
    return section.map { min(max(found, $0.lowerBound), $0.upperBound) } ?? found
  }

  /// Months that a history may go back without saying the year.
  private static let back = 6
  /// Years over which a history does not leap within a sentence.
  private static let leap = 10

  private mutating func month(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    guard let month = shape[.month] else { return TimeReading() }
    if let old = old(shape, month < 10 ? "-0\(month)" : "-\(month)") { return old }
    if let year = shape[.year] { return stretch(.month, CalendarUnits.months(year, month - 1), isStated: true) }
    if rule.anchor == .previous, let named { return stretch(.month, CalendarUnits.months(named.days.from.civil.year, month - 1), anchor: "previous") }
    if isHistory || published == nil {
      var year = year(of: month)
      if let dir = shape[.dir], let told, let now = year, dir != 0 {
        let (last, current, _) = told.days.from.civil
        year = dir < 0 ? (month < current ? last : last - 1) : dir > 0 ? (month > current ? last : last + 1) : now
      }
      return stretch(.month, year.flatMap { CalendarUnits.months($0, month - 1) }, anchor: "previous")
    }
    guard let now = published?.civil else { return TimeReading(precision: "month") }
    let dir = shape[.dir] ?? (place.tense > 0 ? 2 : -2)
    let year =
      switch dir {
      case -1: month < now.month ? now.year : now.year - 1
      case 1: month > now.month ? now.year : now.year + 1
      case 0: now.year
      case 2: month >= now.month ? now.year : now.year + 1
      default: month <= now.month ? now.year : now.year - 1
      }
    return stretch(.month, CalendarUnits.months(year, month - 1), anchor: "publication")
  }

  private mutating func decade(_ shape: TimeShape) -> TimeReading {
    if let year = shape[.oldYear] { return TimeReading(value: String(Calendar.old(year).dropLast()), precision: "longer", basis: "stated") }
    guard var year = shape[.year] ?? shape[.count].map({ $0 / 1000 }) else { return TimeReading() }
    if year < 100 { year += 1900 }
    return stretch(.decade, CalendarUnits.years(year / 10 * 10, count: 10), isStated: true)
  }

  private mutating func century(_ shape: TimeShape) -> TimeReading {
    guard let number = shape[.ordinal] else { return TimeReading() }
    if shape[.sign] == -1 {
      return TimeReading(value: String(Calendar.old(100 * (number - 1)).dropLast(2)), precision: "longer", basis: "stated")
    }
    return stretch(.century, CalendarUnits.years(100 * (number - 1), count: 100), isStated: true)
  }

  private mutating func season(_ shape: TimeShape, _ place: Place) -> TimeReading {
    guard let season = shape[.season] else { return TimeReading() }
    if let old = old(shape, "-" + TimeNames.seasons[season]) { return old }
    var reading = TimeReading(precision: "longer", anchor: isHistory ? "previous" : "publication")
    let start = season == 3 ? 1 : 3 + 3 * season
    var year = shape[.year]
    if year == nil, isHistory || published == nil {
      year = self.year(of: start, inSection: false)
    } else if year == nil, let now = published?.civil {
      let dir = shape[.dir] ?? (place.tense > 0 ? 2 : -2)
      let isPast = start <= now.month
      year = dir == 0 ? now.year : dir < 0 ? (isPast && (dir == -2 || start + 2 < now.month) ? now.year : now.year - 1) : (start + 2 >= now.month && dir == 2 || start > now.month ? now.year : now.year + 1)
    }
    guard let year, let days = CalendarUnits.season(season, season == 3 && shape[.year] != nil ? year + 1 : year) else {
      reading.value = "XXXX-" + TimeNames.seasons[season]
      return reading
    }
    remember(days, .quarter)
    reading.days = days
    reading.value = "\(year)-" + TimeNames.seasons[season]
    return reading
  }

  private mutating func feast(_ shape: TimeShape, _ place: Place) -> TimeReading {
    guard let number = shape[.feast], feasts.indices.contains(number) else { return TimeReading() }
    let feast = feasts[number]
    if let year = shape[.year] { return single(CalendarUnits.day(of: feast, in: year), shape, isStated: true) }
    guard let base = isHistory ? told?.days.from : published else { return TimeReading() }
    let year = base.civil.year
    if isHistory, let told, told.unit.rawValue >= TimeUnit.year.rawValue { return single(CalendarUnits.day(of: feast, in: year), shape, anchor: "previous") }
    let days = (year - 1...year + 1).compactMap { CalendarUnits.day(of: feast, in: $0) }
    let dir = shape[.dir] ?? (place.tense > 0 ? 1 : 0)
    let pool = dir == 0 ? days : days.filter { dir < 0 ? $0 < base : $0 >= base }
    let found = pool.min { abs($0.number - base.number) < abs($1.number - base.number) }
    return single(found, shape, anchor: isHistory ? "previous" : "publication")
  }

  // MARK: Relative

  private mutating func weekday(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    guard let weekday = shape[.weekday], let base = base(rule.anchor) else {
      var reading = TimeReading(anchor: name(rule.anchor))
      reading.value = shape[.part].map { "XXXX-XX-XXT" + TimeNames.parts[$0] } ?? ""
      return reading
    }
    let window: ClosedRange<Int>
    switch shape[.dir] {
    case .some(-1): window = -7 ... -1
    case 1?: window = 1...7
    case 0?: window = isHistory ? 0...6 : -3...3
    default:
      if let toldDay, toldDay.weekday == weekday, abs(toldDay.number - base.number) <= 7 { return single(toldDay, shape, anchor: "previous") }
      window = isHistory || place.tense > 0 ? 0...6 : -6...0
    }
    let found = window.lazy.map { base.adding(days: $0) }.first { $0.weekday == weekday }
    return single(found, shape, anchor: name(rule.anchor))
  }

  /// "la semaine du 10 avril".
  private mutating func weekOf(_ day: TimeReading) -> TimeReading {
    stretch(.week, day.days.flatMap { CalendarUnits.days(.week, holding: $0.from) }, anchor: day.anchor)
  }

  /// "mardi de la semaine prochaine".
  private mutating func weekdayOfWeek(_ shape: TimeShape) -> TimeReading {
    guard let base = base(.publication), let weekday = shape[.weekday] else { return TimeReading(anchor: "publication") }
    return single(base.adding(days: weekday - base.weekday + 7 * (shape[.dir] ?? 0)), shape, anchor: "publication")
  }

  private mutating func offset(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    if isHistory, rule.anchor == .publication {
      return TimeReading(value: shape[.offset] == 0 ? "PRESENT_REF" : "XXXX-XX-XX", anchor: "none")
    }
    let base = rule.anchor == .previous ? toldDay ?? (isHistory ? nil : published) : published
    let found = base.map { $0.adding(days: shape[.offset] ?? 0) }
    if let found { check(found, shape[.weekday], place.span) }
    return single(found, shape, anchor: name(rule.anchor))
  }

  /// "la semaine dernière", "this year", "the end of the month".
  private mutating func unit(_ shape: TimeShape, _ rule: MomentRules.Rule) -> TimeReading {
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)), let base = base(rule.anchor) else { return TimeReading(anchor: name(rule.anchor)) }
    var steps = shape[.dir] ?? 0
    if unit == .year, rule.anchor == .previous, let old = old(shape, "", steps: steps) { return old }
    if unit == .weekend, shape[.dir] == 0, base.weekday < 4, rule.anchor == .publication { steps -= 1 }
    return stretch(unit, CalendarUnits.days(unit, holding: base, steps: steps), anchor: name(rule.anchor))
  }

  /// "la première semaine de 2015", "le deuxième trimestre", "le dernier jour de juin".
  private mutating func member(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)) else { return TimeReading() }
    guard let holder = holder(shape, place) else { return TimeReading(precision: unit.precision, anchor: "publication") }
    let number = shape[.ordinal] ?? 1
    if rule.meaning == .last {
      var days = CalendarUnits.days(unit, holding: holder.to)
      if unit == .week, shape[.month] == nil, let last = days, last.to > holder.to, last.from.adding(days: 3) > holder.to {
        days = CalendarUnits.days(unit, holding: holder.to, steps: -1)
      }
      return stretch(unit, days, isStated: shape[.year] != nil)
    }
    var start = holder.from
    if unit == .week, start.weekday > 4 { start = start.adding(days: 8 - start.weekday) }
    return stretch(unit, CalendarUnits.days(unit, holding: start, steps: number - 1), isStated: shape[.year] != nil)
  }

  private func holder(_ shape: TimeShape, _ place: Place) -> Days? {
    guard let base = base(.publication) else { return shape[.year].flatMap { CalendarUnits.years($0, count: 1) } }
    let year = (shape[.year] ?? base.civil.year + (shape[.month] == nil ? shape[.dir] ?? 0 : 0))
    if let month = shape[.month] { return CalendarUnits.months(shape[.year] ?? monthYear(month, place) ?? year, month - 1) }
    if shape[.unit2] == TimeUnit.month.rawValue { return CalendarUnits.days(.month, holding: base, steps: shape[.dir] ?? 0) }
    return CalendarUnits.years(year, count: 1)
  }

  private func monthYear(_ month: Int, _ place: Place) -> Int? {
    guard !isHistory, let now = published?.civil else { return year(of: month) }
    if place.tense > 0 { return month >= now.month ? now.year : now.year + 1 }
    return month <= now.month ? now.year : now.year - 1
  }

  /// "il y a deux ans", "two days later": so many units from the day of publication or from what was told.
  private mutating func away(_ shape: TimeShape, _ rule: MomentRules.Rule) -> TimeReading {
    let sign = rule.meaning == .ago || rule.meaning == .earlier ? -1 : 1
    let anchor: MomentRules.Anchor = rule.meaning == .ago || rule.meaning == .ahead ? .publication : .previous
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)) else { return TimeReading() }
    var reading = TimeReading(value: sign < 0 ? "PAST_REF" : "FUTURE_REF", precision: unit.precision, anchor: name(anchor))
    guard let base = anchor == .previous && unit.rawValue <= TimeUnit.night.rawValue && told?.unit.rawValue ?? 0 > TimeUnit.night.rawValue
      ? nil : base(anchor)
    else { return reading }
    if unit == .year, anchor == .previous, let count = shape.wholeCount, let old = old(shape, "", steps: sign * count) { return old }
    guard let count = shape.wholeCount else {
      reading.days = vague(unit, base, sign)
      if unit.rawValue <= TimeUnit.hour.rawValue { reading.value = base.description + "TXX" }
      return reading
    }
    guard let day = CalendarUnits.shifted(base, unit, by: sign * count) else { return reading }
    let isExact = isNote || unit.rawValue <= TimeUnit.night.rawValue
    let told = stretch(isExact ? .day : unit, isExact ? Days(day) : CalendarUnits.days(unit, holding: day), anchor: name(anchor))
    reading = told
    if !isExact { reading.days = around(day, unit) ?? told.days }
    return reading
  }

  /// A week from now may be a day more or less, a month half a month.
  private func around(_ day: Day, _ unit: TimeUnit) -> Days? {
    switch unit {
    case .week, .fortnight: Days(day.adding(days: -1), day.adding(days: 1))
    case .month: Days(day.adding(days: -15), day.adding(days: 15))
    default: nil
    }
  }

  /// "quelques jours" are two to seven.
  private func vague(_ unit: TimeUnit, _ base: Day, _ sign: Int) -> Days? {
    let (near, far) =
      switch unit {
      case .day, .night: (2, 7)
      case .week, .fortnight, .weekend: (14, 42)
      case .month: (60, 184)
      case .year: (730, 1826)
      default: (0, 0)
      }
    if near == 0 { return unit.rawValue <= TimeUnit.hour.rawValue ? Days(base) : nil }
    let (a, b) = (base.adding(days: sign * near), base.adding(days: sign * far))
    return Days(min(a, b), max(a, b))
  }

  /// "ces dix derniers mois", "the next two years": a duration that ends or begins at the day it counts from.
  private mutating func window(_ shape: TimeShape, _ rule: MomentRules.Rule) -> TimeReading {
    var reading = TimeReading(type: "DURATION", value: duration(shape), precision: "longer", anchor: name(rule.anchor))
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)), let base = base(rule.anchor) else { return reading }
    let sign = rule.meaning == .past ? -1 : 1
    guard let count = shape.wholeCount else {
      guard let days = vague(unit, base, sign) else { return reading }
      reading.days = sign < 0 ? Days(days.from, base) : Days(base, days.to)
      return reading
    }
    let hours = unit == .hour ? count : 0
    guard let far = hours > 11 ? base.adding(days: sign * ((hours + 23) / 24)) : CalendarUnits.shifted(base, unit, by: sign * count)
    else { return reading }
    let step = unit.rawValue > TimeUnit.hour.rawValue ? 1 : 0
    reading.days = sign < 0 ? Days(far, base.adding(days: -step)) : Days(base.adding(days: step), far)
    return reading
  }

  /// The time from so many units ago up to the day of publication.
  mutating func reach(_ shape: TimeShape) -> TimeReading { window(shape, .plain(.past)) }

  /// A part of the day or a time of the clock: on the day beside it, else on the last one told.
  private mutating func onDay(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    let base = place.day ?? (rule.anchor == .publication && !isHistory ? published : toldDay ?? (isHistory ? nil : published))
    let found = base.map { $0.adding(days: shape[.offset] ?? 0) }
    guard place.day == nil else {
      let kept = (told, toldDay)
      let reading = single(found, shape)
      (told, toldDay) = kept
      return reading
    }
    var reading = single(found, shape, anchor: name(rule.anchor))
    if found == nil { reading.type = "TIME" }
    if let found, shape[.part] == TimeNames.night, rule.anchor == .publication {
      reading.days = shape[.offset] == nil && place.tense == 0 ? Days(found.adding(days: -1), found) : Days(found, found.adding(days: 1))
    }
    return reading
  }

  /// "la nuit de lundi à mardi": the night belongs to its first day.
  private mutating func night(_ shape: TimeShape, _ place: Place) -> TimeReading {
    var reading: TimeReading
    if shape[.day] != nil || shape[.day2] != nil {
      var last = shape
      (last[.day], last[.weekday]) = (shape[.day2] ?? shape[.day], shape[.weekday2])
      (last[.part], last[.month]) = (nil, shape[.month] ?? shape[.month2])
      reading = date(last, .plain(.date), place)
    } else {
      var last = TimeShape()
      last[.weekday] = shape[.weekday2] ?? shape[.weekday]
      reading = weekday(last, .plain(.weekday), place)
    }
    guard let to = reading.days?.to else { return reading }
    reading.days = Days(to.adding(days: -1), to)
    (reading.type, reading.value) = ("TIME", to.adding(days: -1).description + "TNI")
    return reading
  }

  // MARK: Durations and sets

  /// `P3D`, `PT1H30M`, `PXY`.
  func duration(_ shape: TimeShape) -> String {
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)) else { return "PXX" }
    var count = shape[.count] ?? TimeShape.vague
    var second = ""
    if let more = shape[.count2] {
      if let unit = shape[.unit2].flatMap(TimeUnit.init(rawValue:)) {
        second = part(more, unit)
      } else if count >= 0, more < 1000 {
        count += more
      }
    }
    let first = part(count, unit)
    return "P" + first + (first.hasPrefix("T") && second.hasPrefix("T") ? String(second.dropFirst()) : second)
  }

  private func part(_ count: Int, _ unit: TimeUnit) -> String {
    if unit == .century, count > 0, count % 1000 != 0 { return decimal(100 * count) + "Y" }
    let isClock = unit.letters.hasPrefix("T") && unit.letters.count == 2
    let letters = isClock ? String(unit.letters.dropFirst()) : unit.letters
    let number = count == TimeShape.vague ? "X" : decimal(count * unit.size)
    return (isClock ? "T" : "") + number + letters
  }

  private func decimal(_ thousandths: Int) -> String {
    let rest = thousandths % 1000
    guard rest != 0 else { return "\(thousandths / 1000)" }
    var digits = String(1000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(thousandths / 1000).\(digits)"
  }

  private func set(_ shape: TimeShape) -> String {
    let time = time(shape)
    if let weekday = shape[.weekday] { return "XXXX-WXX-\(weekday)" + (time.hasSuffix(":00") ? String(time.dropLast(3)) : time) }
    if shape[.hour] != nil { return time.hasSuffix(":00") ? String(time.dropLast(3)) : time }
    if let part = shape[.part] { return "XXXX-XX-XXT" + TimeNames.parts[part] }
    return duration(shape)
  }
}
