/// What a time expression may say, each a place in its shape.
enum Slot: Int, CaseIterable, Sendable {
  case weekday, weekday2, day, day2, month, month2, year, hour, minute, second, count, count2, unit, unit2, part, season, feast, dir, mod
  case ordinal, offset, half, sign, oldYear

  /// The slot with this name in a pack, `weekday`, `count2`.
  init?(name: some StringProtocol) {
    guard let found = Slot.allCases.first(where: { name.elementsEqual(String(describing: $0)) }) else { return nil }
    self = found
  }

  /// The slot whose words fill it too: `weekday` for `weekday2`.
  var primary: Slot {
    switch self {
    case .weekday2: .weekday
    case .day2: .day
    case .month2: .month
    case .count2: .count
    case .unit2: .unit
    default: self
    }
  }
}

/// What a time expression says, before it is tied to the calendar: a small whole number a slot.
///
/// Counts are in thousandths ("two and a half" = 2500), so that no fractions are needed; `vague` is "some".
struct TimeShape: Sendable, Equatable {
  private var values = SIMD32<Int32>(repeating: .min)

  /// A count that is not told: "quelques", "several".
  static let vague = -2

  subscript(slot: Slot) -> Int? {
    get {
      let value = values[slot.rawValue]
      return value == .min ? nil : Int(value)
    }
    set { values[slot.rawValue] = newValue.map { Int32(clamping: $0) } ?? .min }
  }

  /// Takes what another shape says where this one says nothing.
  mutating func fill(from other: TimeShape) { values.replace(with: other.values, where: values .== .min) }

  /// The units that a count says; nil if it says none or a fraction.
  var wholeCount: Int? {
    guard let count = self[.count], count != TimeShape.vague, count % 1000 == 0 else { return nil }
    return count / 1000
  }
}

/// Units of calendar and clock, from small to large; raw values go into shapes.
enum TimeUnit: Int, CaseIterable, Sendable {
  case second, minute, hour, day, night, weekend, week, fortnight, month, quarter, semester, year, decade, century, millennium

  /// Its letters in a TIMEX3 duration; the first is `T` for units of the clock.
  var letters: String {
    switch self {
    case .second: "TS"
    case .minute: "TM"
    case .hour: "TH"
    case .day, .night: "D"
    case .weekend: "WE"
    case .week, .fortnight: "W"
    case .month, .quarter, .semester: "M"
    case .year: "Y"
    case .decade: "DE"
    case .century: "CE"
    case .millennium: "ML"
    }
  }

  /// How many of its letters' units it is: a quarter is three months.
  var size: Int {
    switch self {
    case .fortnight: 2
    case .quarter: 3
    case .semester: 6
    default: 1
    }
  }

  /// What the record calls it.
  var precision: String {
    switch self {
    case .second, .minute, .hour, .day, .night: "day"
    case .weekend, .week, .fortnight: "week"
    case .month: "month"
    case .year: "year"
    default: "longer"
    }
  }
}

/// A day that the calendar gives a name: 25 December, Easter Monday, the fourth Thursday of November.
enum Feast: Sendable, Equatable {
  case fixed(month: Int, day: Int)
  case easter(Int)
  case nth(month: Int, weekday: Int, number: Int)
  case moon(month: Int, day: Int)

  /// Reads `12-25`, `easter+49`, `11-thursday-4` (weekday 1...7: `11-4-4`), `moon-9-1` (month and day of the Islamic calendar).
  init?(_ text: some StringProtocol) {
    if text.hasPrefix("easter") {
      guard let days = Int(text.dropFirst(6).drop { $0 == "+" }) else { return nil }
      self = .easter(days)
      return
    }
    let isMoon = text.hasPrefix("moon-")
    let numbers = text.split(separator: "-").dropFirst(isMoon ? 1 : 0).compactMap { Int($0) }
    switch numbers.count {
    case 2: self = isMoon ? .moon(month: numbers[0], day: numbers[1]) : .fixed(month: numbers[0], day: numbers[1])
    case 3: self = .nth(month: numbers[0], weekday: numbers[1], number: numbers[2])
    default: return nil
    }
  }
}

/// Names of values in packs, and the letters that TIMEX3 has for them.
enum TimeNames {
  static let parts = ["MO", "MI", "AF", "EV", "NI", "DT"]
  static let night = 4
  static let seasons = ["SP", "SU", "FA", "WI"]
  static let mods = ["START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN"]

  /// The number that stands for a value of a slot: `morning` is written `MO`; nil for unknown ones.
  static func number(_ text: some StringProtocol, for slot: Slot) -> Int? {
    let text = String(text)
    switch slot.primary {
    case .unit: return TimeUnit.allCases.first { String(describing: $0) == text }?.rawValue
    case .part: return parts.firstIndex(of: text)
    case .season: return seasons.firstIndex(of: text)
    case .mod: return mods.firstIndex(of: text)
    case .count: return text == "X" ? TimeShape.vague : Double(text).map { Int($0 * 1000) }
    default: return Int(text)
    }
  }
}
