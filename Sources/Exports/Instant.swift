import SourceText

/// A second of UTC.
struct Instant: Comparable, Sendable {
  /// Seconds since 1970-01-01.
  let seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  /// The last moment of a day.
  init(endOf day: Day) { seconds = (day.number + 1) * 86_400 }

  /// A timestamp with time of day and zone (`2024-11-12T09:30:00Z`, `+02:00`); without them the end of its day; nil if it is no date.
  init?(_ text: String) {
    guard let day = Day(text) else { return nil }
    let rest = Array(text.utf8.dropFirst(11))
    guard let time = Instant.clock(rest), let shift = Instant.shift(rest) else {
      self.init(endOf: day)
      return
    }
    self.init(seconds: day.number * 86_400 + time - shift)
  }

  /// The first moment that a clock's reading can mean; nil if it is no date.
  init?(clock text: String) {
    guard let day = Day(text), let told = Instant(text) else { return nil }
    self = told == Instant(endOf: day) ? Instant(seconds: day.number * 86_400) : told
  }

  func adding(hours: Int) -> Instant { Instant(seconds: seconds + hours * 3600) }

  static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

  /// ISO 8601 to the minute, rounded up.
  var text: String {
    let minutes = (seconds + 59).quotientAndRemainder(dividingBy: 60).quotient
    let inDay = ((minutes % 1440) + 1440) % 1440
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(Day(number: (minutes - inDay) / 1440))T\(two(inDay / 60)):\(two(inDay % 60))Z"
  }

  /// Seconds since midnight of `hh:mm` or `hh:mm:ss`.
  private static func clock(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 5, bytes[2] == 58, let hour = pair(bytes, 0), let minute = pair(bytes, 3), hour < 24, minute < 60 else {
      return nil
    }
    guard bytes.count >= 8, bytes[5] == 58, let second = pair(bytes, 6) else { return (hour * 60 + minute) * 60 }
    return (hour * 60 + minute) * 60 + min(second, 59)
  }

  /// Seconds east of UTC; nil without a zone.
  private static func shift(_ bytes: [UInt8]) -> Int? {
    if bytes.last == 90 || bytes.last == 122 { return 0 }
    guard let sign = bytes.lastIndex(where: { $0 == 43 || $0 == 45 }), sign >= 5, let hours = pair(bytes, sign + 1) else { return nil }
    let minutes = pair(bytes, sign + 4) ?? pair(bytes, sign + 3) ?? 0
    return (bytes[sign] == 45 ? -1 : 1) * (hours * 60 + minutes) * 60
  }

  private static func pair(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard at + 1 < bytes.count, (48...57).contains(bytes[at]), (48...57).contains(bytes[at + 1]) else { return nil }
    return Int(bytes[at] - 48) * 10 + Int(bytes[at + 1] - 48)
  }
}
