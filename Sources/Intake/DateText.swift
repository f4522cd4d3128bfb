import SourceText

/// Dates of publication as pages, feeds and agencies write them.
enum DateText {
  /// What became of a date.
  enum Outcome: Equatable {
    /// ISO 8601, in the time zone of the source.
    case date(String)
    /// Not a date in a form that can be trusted.
    case unreadable
    /// A date outside the years that reports come from.
    case absurd
  }

  /// Reads ISO 8601, RFC 822 (`Tue, 12 Nov 2024 09:30:00 +0100`), `20241112` and seconds since 1970 (`@1731367800`).
  static func read(_ text: String, years: ClosedRange<Int>) -> Outcome {
    let text = Fragment.line(text)
    if text.hasPrefix("@"), let seconds = Int(text.dropFirst()) { return unix(seconds, years: years) }
    guard let (iso, year) = iso(text) ?? mail(text) ?? digits(text) else { return .unreadable }
    return years.contains(year) ? .date(iso) : .absurd
  }

  /// Seconds since 1970 as ISO 8601 in UTC.
  static func unix(_ seconds: Int, years: ClosedRange<Int>) -> Outcome {
    guard abs(seconds) < 1 << 40 else { return .absurd }
    let (days, rest) = (Int((Double(seconds) / 86_400).rounded(.down)), ((seconds % 86_400) + 86_400) % 86_400)
    let day = Day(number: days)
    guard years.contains(day.civil.year) else { return .absurd }
    return .date("\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z")
  }

  private static func iso(_ text: String) -> (String, Int)? {
    var bytes = Array(text.utf8)
    if bytes.count >= 10, bytes[4] == 47, bytes[7] == 47 { (bytes[4], bytes[7]) = (45, 45) }
    if bytes.count > 10, bytes[10] == 116 { bytes[10] = 84 }
    let text = String(decoding: bytes, as: UTF8.self)
    return Day(text).map { (text, $0.civil.year) }
  }

  private static func digits(_ text: String) -> (String, Int)? {
    let head = Array(text.utf8.prefix(8))
    guard head.count == 8, head.allSatisfy({ (48...57).contains($0) }), text.utf8.count == 8 || text.utf8.dropFirst(8).first == 84 else {
      return nil
    }
    func part(_ range: Range<Int>) -> String { String(decoding: head[range], as: UTF8.self) }
    return iso("\(part(0..<4))-\(part(4..<6))-\(part(6..<8))")
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let zones = [
    "GMT": "Z", "UT": "Z", "UTC": "Z", "Z": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00",
    "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
  ]

  private static func mail(_ text: String) -> (String, Int)? {
    var parts = text.split { $0 == " " || $0 == "," }.map(String.init)
    if let first = parts.first, Int(first) == nil { parts.removeFirst() }
    guard parts.count >= 3, let number = Int(parts[0]), let month = months.firstIndex(of: String(parts[1].lowercased().prefix(3))),
      var year = Int(parts[2])
    else { return nil }
    if parts[2].count == 2 { year += year < 70 ? 2000 : 1900 }
    guard let day = Day(year: year, month: month + 1, day: number) else { return nil }
    return ("\(day)" + clock(parts.dropFirst(3)), year)
  }

  /// `T09:30:00+01:00`; nothing if it is no time of day.
  private static func clock(_ parts: ArraySlice<String>) -> String {
    guard let time = parts.first else { return "" }
    let numbers = time.split(separator: ":").map { Int($0) ?? -1 }
    guard (2...3).contains(numbers.count), (0...23).contains(numbers[0]), numbers.dropFirst().allSatisfy({ (0...60).contains($0) }) else {
      return ""
    }
    let offset = parts.dropFirst().first.map(zone) ?? ""
    return "T" + (numbers.count == 2 ? numbers + [0] : numbers).map(two).joined(separator: ":") + offset
  }

  private static func zone(_ text: String) -> String {
    if let known = zones[text.uppercased()] { return known }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, "+-".contains(sign), digits.count == 4, Int(digits) != nil else { return "" }
    return "\(sign)\(digits.prefix(2)):\(digits.suffix(2))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
