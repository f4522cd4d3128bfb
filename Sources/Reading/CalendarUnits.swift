import SourceText

/// Days between two days, both counted.
struct Days: Hashable, Sendable {
  var from: Day
  var to: Day

  init(_ from: Day, _ to: Day) { (self.from, self.to) = (from, to) }
  init(_ day: Day) { (from, to) = (day, day) }
}

/// Stretches of the calendar and what TIMEX3 calls them.
enum CalendarUnits {
  /// Whether days lie in the years 1 to 9999.
  static func isWithin(_ days: Days) -> Bool {
    guard let first = Day(year: 1, month: 1, day: 1), let last = Day(year: 9999, month: 12, day: 31) else { return false }
    return first <= days.from && days.to <= last
  }

  /// The unit that holds a day, `steps` units later.
  static func days(_ unit: TimeUnit, holding day: Day, steps: Int = 0) -> Days? {
    let (year, month, _) = day.civil
    switch unit {
    case .second, .minute, .hour, .day, .night: return Days(day.adding(days: steps))
    case .week, .fortnight:
      let monday = day.adding(days: 1 - day.weekday + 7 * steps * unit.size)
      return Days(monday, monday.adding(days: 7 * unit.size - 1))
    case .weekend:
      let saturday = day.adding(days: 6 - day.weekday + 7 * steps)
      return Days(saturday, saturday.adding(days: 1))
    case .month, .quarter, .semester: return months(year, (month - 1) / unit.size + steps, size: unit.size)
    case .year: return years(year + steps, count: 1)
    case .decade: return years((year / 10 + steps) * 10, count: 10)
    case .century: return years((year / 100 + steps) * 100, count: 100)
    case .millennium: return years((year / 1000 + steps) * 1000, count: 1000)
    }
  }

  /// `size` months from the `index`th such stretch of a year on; the index may leave the year.
  static func months(_ year: Int, _ index: Int, size: Int = 1) -> Days? {
    let start = year * 12 + index * size
    let last = start + size - 1
    guard let from = Day(year: start / 12, month: start % 12 + 1, day: 1),
      let to = Day(year: last / 12, month: last % 12 + 1, day: Day.length(ofMonth: last % 12 + 1, year: last / 12))
    else { return nil }
    return Days(from, to)
  }

  static func years(_ first: Int, count: Int) -> Days? {
    guard let from = Day(year: max(1, first), month: 1, day: 1), let to = Day(year: first + count - 1, month: 12, day: 31) else {
      return nil
    }
    return Days(from, to)
  }

  /// March to May, ...; a winter begins in the December of the year before.
  static func season(_ season: Int, _ year: Int) -> Days? {
    season == 3
      ? months(year - 1, 11).flatMap { start in months(year, 1).map { Days(start.from, $0.to) } } : months(year, 2 + 3 * season, 3)
  }

  private static func months(_ year: Int, _ first: Int, _ count: Int) -> Days? {
    guard let start = months(year, first), let end = months(year, first + count - 1) else { return nil }
    return Days(start.from, end.to)
  }

  /// The TIMEX3 value of the unit that starts with a day.
  static func value(_ unit: TimeUnit, _ day: Day) -> String {
    let text = day.description
    let (year, month, _) = day.civil
    switch unit {
    case .week, .fortnight: return week(day)
    case .weekend: return week(day) + "-WE"
    case .month: return String(text.prefix(7))
    case .quarter: return "\(text.prefix(4))-Q\((month - 1) / 3 + 1)"
    case .semester: return "\(text.prefix(4))-H\((month - 1) / 6 + 1)"
    case .year: return String(text.prefix(4))
    case .decade: return String(text.prefix(3))
    case .century: return String(text.prefix(2))
    case .millennium: return "\(year / 1000)"
    case .second, .minute, .hour, .day, .night: return text
    }
  }

  /// ISO 8601 week, `2003-W05`: a week belongs to the year of its Thursday.
  private static func week(_ day: Day) -> String {
    let thursday = day.adding(days: 4 - day.weekday)
    let start = Day(year: thursday.civil.year, month: 1, day: 1) ?? thursday
    let number = (thursday.number - start.number) / 7 + 1
    return "\(thursday.description.prefix(4))-W\(number < 10 ? "0" : "")\(number)"
  }

  /// A day or month so many units away; days and weeks by days, others by months.
  ///
  /// - Returns: nil where the calendar ends (years 1 to 9999).
  static func shifted(_ day: Day, _ unit: TimeUnit, by count: Int) -> Day? {
    guard abs(count) < 1_000_000 else { return nil }
    let found =
      switch unit {
      case .second, .minute, .hour: Optional(day)
      case .day, .night: day.adding(days: count)
      case .week, .weekend, .fortnight: day.adding(days: 7 * unit.size * count)
      case .month, .quarter, .semester: day.adding(months: unit.size * count)
      case .year: moved(day, years: count)
      case .decade: moved(day, years: 10 * count)
      case .century: moved(day, years: 100 * count)
      case .millennium: moved(day, years: 1000 * count)
      }
    return found.flatMap { (1...9999).contains($0.civil.year) ? $0 : nil }
  }

  private static func moved(_ day: Day, years: Int) -> Day? {
    let (year, month, date) = day.civil
    guard (1...9999).contains(year + years) else { return nil }
    return Day(year: year + years, month: month, day: min(date, Day.length(ofMonth: month, year: year + years)))
  }

  /// The day of a feast in a year. Easter after the anonymous Gregorian algorithm (Nature, 1876); Islamic feasts by the tabular calendar.
  static func day(of feast: Feast, in year: Int) -> Day? {
    switch feast {
    case .fixed(let month, let day): return Day(year: year, month: month, day: day)
    case .easter(let days): return easter(year)?.adding(days: days)
    case .nth(let month, let weekday, let number):
      guard let first = Day(year: year, month: month, day: 1) else { return nil }
      return first.adding(days: (weekday - first.weekday + 7) % 7 + 7 * (number - 1))
    case .moon(let month, let day):
      let guess = (year - 622) * 33 / 32
      return (guess - 1...guess + 2).lazy.map { moon($0, month, max(1, day)) }.first { $0.civil.year == year }
    }
  }

  private static func easter(_ year: Int) -> Day? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    return Day(year: year, month: (h + l - 7 * m + 114) / 31, day: (h + l - 7 * m + 114) % 31 + 1)
  }

  private static func moon(_ year: Int, _ month: Int, _ day: Int) -> Day {
    let julian = day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 1_948_439
    return Day(number: julian - 2_440_588)
  }
}
