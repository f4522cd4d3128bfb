/// Finds positions that a text writes out: pairs of decimal degrees, degrees with minutes, grid references of the military system.
enum WrittenPositions {
  /// What stands in their place.
  static let label = "[°]"

  /// A number as it is written.
  private struct Number {
    let range: Range<Int>
    let whole: Int
    let decimals: Int
  }

  static func ranges(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    let numbers = numbers(in: scalars)
    var found: [Range<Int>] = []
    for (index, number) in numbers.enumerated() where number.range.lowerBound >= (found.last?.upperBound ?? 0) {
      if let end = degrees(number, scalars) ?? reference(number, scalars) {
        found.append(number.range.lowerBound..<end)
      } else if index + 1 < numbers.count, isPair(number, numbers[index + 1], scalars) {
        found.append(number.range.lowerBound..<numbers[index + 1].range.upperBound)
      }
    }
    return found
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

  private static func numbers(in scalars: [Unicode.Scalar]) -> [Number] {
    var (numbers, at) = ([Number](), 0)
    while at < scalars.count {
      guard isDigit(scalars[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < scalars.count, isDigit(scalars[at]) { at += 1 }
      let whole = at - start > 3 ? 1000 : scalars[start..<at].reduce(0) { $0 * 10 + Int($1.value - 48) }
      let point = at
      if at + 1 < scalars.count, scalars[at] == "." || scalars[at] == ",", isDigit(scalars[at + 1]) {
        at += 1
        while at < scalars.count, isDigit(scalars[at]) { at += 1 }
      }
      numbers.append(Number(range: start..<at, whole: whole, decimals: max(0, at - point - 1)))
    }
    return numbers
  }

  /// Two numbers of two decimals or more with hardly anything between them: `33.513, 36.276`, `33,51 N 36,27 E`.
  private static func isPair(_ one: Number, _ other: Number, _ scalars: [Unicode.Scalar]) -> Bool {
    let between = scalars[one.range.upperBound..<other.range.lowerBound]
    return one.decimals >= 2 && other.decimals >= 2 && one.whole <= 180 && other.whole <= 180 && (1...8).contains(between.count)
      && between.allSatisfy { " \u{A0},;/|-+()°ºNSEWOnsewo%23C2BA&=:latongd".unicodeScalars.contains($0) }
  }

  /// `33°30'49"N`, `33.5138°`: one past the end.
  private static func degrees(_ number: Number, _ scalars: [Unicode.Scalar]) -> Int? {
    var at = number.range.upperBound
    while at < scalars.count, scalars[at] == " " || scalars[at] == "\u{A0}" { at += 1 }
    guard at < scalars.count, scalars[at] == "°" || scalars[at] == "º", number.whole <= 180 else { return nil }
    var end = at + 1
    while end < scalars.count, isDigit(scalars[end]) || "°º'’′\"”″., \u{A0}".unicodeScalars.contains(scalars[end]) { end += 1 }
    let isExact = number.decimals >= 2 || scalars[at + 1..<end].contains(where: isDigit)
    return isExact ? end : nil
  }

  /// `37S BU 1234 5678`: one past the end.
  private static func reference(_ number: Number, _ scalars: [Unicode.Scalar]) -> Int? {
    guard (1...60).contains(number.whole), number.decimals == 0, number.range.count <= 2 else { return nil }
    var (at, letters, digits) = (number.range.upperBound, 0, 0)
    while at < scalars.count, letters < 3, scalars[at] == " " || ("A"..."Z").contains(scalars[at]) {
      if scalars[at] != " " { letters += 1 }
      at += 1
    }
    guard letters == 3 else { return nil }
    while at < scalars.count, digits < 10, scalars[at] == " " || isDigit(scalars[at]) {
      if scalars[at] != " " { digits += 1 }
      at += 1
    }
    return digits >= 4 ? at : nil
  }
}
