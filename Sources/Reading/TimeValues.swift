import SourceText

/// TIMEX3 values of durations and sets.
extension Calendar {
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

  func part(_ count: Int, _ unit: TimeUnit) -> String {
    if unit == .century, count > 0, count % 1000 != 0 { return decimal(100 * count) + "Y" }
    let isClock = unit.letters.hasPrefix("T") && unit.letters.count == 2
    let letters = isClock ? String(unit.letters.dropFirst()) : unit.letters
    let number = count == TimeShape.vague ? "X" : decimal(count * unit.size)
    return (isClock ? "T" : "") + number + letters
  }

  func decimal(_ thousandths: Int) -> String {
    let rest = thousandths % 1000
    guard rest != 0 else { return "\(thousandths / 1000)" }
    var digits = String(1000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(thousandths / 1000).\(digits)"
  }

  func set(_ shape: TimeShape) -> String {
    let time = time(shape)
    if let weekday = shape[.weekday] { return "XXXX-WXX-\(weekday)" + (time.hasSuffix(":00") ? String(time.dropLast(3)) : time) }
    if shape[.hour] != nil { return time.hasSuffix(":00") ? String(time.dropLast(3)) : time }
    if let part = shape[.part] { return "XXXX-XX-XXT" + TimeNames.parts[part] }
    return duration(shape)
  }
}
