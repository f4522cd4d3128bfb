import SourceText

/// Months, years, seasons, feasts and what is longer.
extension Calendar {
  mutating func year(_ shape: TimeShape) -> TimeReading {
    guard shape[.oldYear] == nil else { return old(shape, "") ?? TimeReading() }
    return shape[.year].map { stretch(.year, CalendarUnits.years($0, count: 1), isStated: true) } ?? TimeReading()
  }

  /// A time before our era, which has a value and no days: `BC0490`, `BC0480-SP`; nil if the shape tells none and the story is not there.
  mutating func old(_ shape: TimeShape, _ rest: String, steps: Int = 0) -> TimeReading? {
    guard shape[.year] == nil, let year = shape[.oldYear] ?? oldYear, year - steps > 0 else { return nil }
    oldYear = year - steps
    return TimeReading(value: Calendar.old(year - steps) + rest, precision: "year", basis: shape[.oldYear] == nil ? "relative" : "stated")
  }

  static func old(_ year: Int) -> String {
    let digits = String(year)
    return "BC" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// "at the same time": what was told last.
  func same() -> TimeReading {
    guard let named else { return TimeReading(anchor: "previous") }
    return TimeReading(
      value: CalendarUnits.value(named.unit, named.days.from), days: named.days, precision: named.unit.precision, anchor: "previous")
  }

  /// The year of some months that are named without one: in the direction of "last" and "next", else in that of the text.
  private func year(of start: Int, to end: Int, _ dir: Int?, _ place: Place, inSection: Bool = true) -> Int? {
    let counts = isHistory || published == nil
    if counts, dir ?? 0 == 0 { return year(of: start, inSection: inSection) }
    guard let (now, month, _) = (counts ? told?.days.from : published)?.civil else { return nil }
    switch dir {
    case 0?: return now
    case 1?: return start > month ? now : now + 1
    case nil where place.isFuture: return end >= month ? now : now + 1
    case nil: return start <= month ? now : now - 1
    default: return end < month ? now : now - 1
    }
  }

  /// The year of a month in a history: the one nearest to what was told last, rather later than before.
  func year(of month: Int, inSection: Bool = true) -> Int? {
    guard let told else { return published?.civil.year }
    let (year, last, _) = told.days.from.civil
    guard told.unit.rawValue < TimeUnit.year.rawValue else { return year }
    let steps = month - last
    let found = steps < -Calendar.back ? year + 1 : steps > 12 - Calendar.back ? year - 1 : year
    guard inSection else { return found }
    return section.map { min(max(found, $0.lowerBound), $0.upperBound) } ?? found
  }

  /// Months that a history may go back without saying the year.
  static let back = 6
  /// Years over which a history does not leap within a sentence.
  static let leap = 10

  mutating func month(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    guard let month = shape[.month] else { return TimeReading() }
    if let old = old(shape, month < 10 ? "-0\(month)" : "-\(month)") { return old }
    if let year = shape[.year] { return stretch(.month, CalendarUnits.months(year, month - 1), isStated: true) }
    if rule.anchor == .previous, let named {
      return stretch(.month, CalendarUnits.months(named.days.from.civil.year, month - 1), anchor: "previous")
    }
    let year = year(of: month, to: month, shape[.dir], place)
    return stretch(.month, year.flatMap { CalendarUnits.months($0, month - 1) }, anchor: name(.publication))
  }

  mutating func decade(_ shape: TimeShape) -> TimeReading {
    if let year = shape[.oldYear] { return TimeReading(value: String(Calendar.old(year).dropLast()), precision: "longer", basis: "stated") }
    guard var year = shape[.year] ?? shape[.count].map({ $0 / 1000 }) else { return TimeReading() }
    if year < 100 { year += 1900 }
    return stretch(.decade, CalendarUnits.years(year / 10 * 10, count: 10), isStated: true)
  }

  mutating func century(_ shape: TimeShape) -> TimeReading {
    guard let number = shape[.ordinal] else { return TimeReading() }
    if shape[.sign] == -1 {
      return TimeReading(value: String(Calendar.old(100 * (number - 1)).dropLast(2)), precision: "longer", basis: "stated")
    }
    return stretch(.century, CalendarUnits.years(100 * (number - 1), count: 100), isStated: true)
  }

  mutating func season(_ shape: TimeShape, _ place: Place) -> TimeReading {
    guard let season = shape[.season] else { return TimeReading() }
    if let old = old(shape, "-" + TimeNames.seasons[season]) { return old }
    var reading = TimeReading(precision: "longer", anchor: name(.publication))
    let start = season == 3 ? 1 : 3 + 3 * season
    let year = shape[.year] ?? self.year(of: start, to: start + 2, shape[.dir], place, inSection: false)
    guard let year, let days = CalendarUnits.season(season, season == 3 && shape[.year] != nil ? year + 1 : year) else {
      reading.value = "XXXX-" + TimeNames.seasons[season]
      return reading
    }
    remember(days, .quarter, isLead: isLead)
    reading.days = days
    reading.value = "\(year)-" + TimeNames.seasons[season]
    return reading
  }

  mutating func feast(_ shape: TimeShape, _ place: Place) -> TimeReading {
    guard let number = shape[.feast], feasts.indices.contains(number) else { return TimeReading() }
    let feast = feasts[number]
    if let year = shape[.year] { return single(CalendarUnits.day(of: feast, in: year), shape, isStated: true) }
    guard let base = isHistory ? told?.days.from : published else { return TimeReading() }
    let year = base.civil.year
    if isHistory, let told, told.unit.rawValue >= TimeUnit.year.rawValue {
      return single(CalendarUnits.day(of: feast, in: year), shape, anchor: "previous")
    }
    let days = (year - 1...year + 1).compactMap { CalendarUnits.day(of: feast, in: $0) }
    let dir = shape[.dir] ?? (place.isFuture ? 1 : 0)
    let pool = dir == 0 ? days : days.filter { dir < 0 ? $0 < base : $0 >= base }
    let found = pool.min { abs($0.number - base.number) < abs($1.number - base.number) }
    return single(found, shape, anchor: isHistory ? "previous" : "publication")
  }
}
