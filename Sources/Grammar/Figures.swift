/// Figures as they are written: `43 603`, `102,929`, `1.5`, `10k`.
extension Numerals {
  /// The value of a token of figures, letters stuck to it included; nil for ordinals, hours, dates, addresses and amounts with units.
  public func figure(_ bytes: ArraySlice<UInt8>) -> Double? {
    let end = bytes.lastIndex { $0 >= 48 && $0 <= 57 }.map { $0 + 1 } ?? bytes.startIndex
    guard let value = Figure(bytes[..<end], hasDecimalComma: hasDecimalComma)?.value else { return nil }
    return end == bytes.endIndex ? value : factor(of: bytes[end...]).map { value * $0 }
  }

  /// What letters stuck to figures multiply by: "10k", "2millions".
  private func factor(of letters: ArraySlice<UInt8>) -> Double? {
    if let suffix = suffixes.first(where: { letters.elementsEqual($0.letters) }) { return suffix.value }
    guard letters.count > 2, case .scale(let value)? = parts[Word(folding: letters)] else { return nil }
    return value
  }
}

/// Digits with marks between them, sorted into groups of thousands and a fraction.
private struct Figure {
  private static let comma: UInt8 = 44
  private static let point: UInt8 = 46
  private var groups: [(value: Double, digits: Int)] = []
  private var marks: [UInt8] = []
  private(set) var value = 0.0

  init?(_ bytes: ArraySlice<UInt8>, hasDecimalComma: Bool) {
    guard cut(bytes) else { return nil }
    let isFraction = isLastFraction(hasDecimalComma)
    let whole = isFraction ? groups.dropLast() : groups[...]
    guard isGrouped(whole) else { return nil }
    for group in whole { value = value * Figure.power(group.digits) + group.value }
    guard isFraction, let last = groups.last else { return }
    let unit = Figure.power(last.digits)
    value = (value * unit + last.value) / unit
  }

  /// Cuts at commas, points and spaces; false if something else stands there or a number is too long to be exact.
  private mutating func cut(_ bytes: ArraySlice<UInt8>) -> Bool {
    var current = (value: 0.0, digits: 0)
    for byte in bytes {
      if byte >= 48, byte <= 57 {
        guard current.digits < 15 else { return false }
        current = (current.value * 10 + Double(byte - 48), current.digits + 1)
      } else if byte == Figure.comma || byte == Figure.point || byte == 32 || byte >= 0x80 {
        guard current.digits > 0 else { continue }
        groups.append(current)
        marks.append(byte == Figure.comma || byte == Figure.point ? byte : 32)
        current = (0, 0)
      } else {
        return false
      }
    }
    groups.append(current)
    return groups[0].digits > 0 && groups.count <= 6
  }

  /// Whether the last mark parts a fraction from the whole.
  private func isLastFraction(_ hasDecimalComma: Bool) -> Bool {
    guard let mark = marks.last, mark != 32, let last = groups.last else { return false }
    let before = marks.dropLast()
    if before.contains(mark) { return false }
    if before.contains(where: { $0 != 32 }) { return true }
    if mark == (hasDecimalComma ? Figure.comma : Figure.point) { return true }
    return last.digits != 3 || groups[0].digits > 3 || groups[0].value == 0
  }

  /// Whether groups are thousands (or, as in India, pairs before the last three).
  private func isGrouped(_ whole: ArraySlice<(value: Double, digits: Int)>) -> Bool {
    guard whole.count > 1 else { return true }
    guard whole.last?.digits == 3, groups[0].digits <= 3 else { return false }
    let inner = whole.dropFirst().dropLast()
    return inner.allSatisfy { $0.digits == 3 } || groups[0].digits <= 2 && inner.allSatisfy { $0.digits == 2 }
  }

  private static func power(_ digits: Int) -> Double {
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    return power
  }
}
