/// Random numbers from a seed, the same on every machine (SplitMix64, public domain, by Sebastiano Vigna).
public struct Generator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Numbers that belong to a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `bound`.
  public mutating func number(below bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }

  /// Some bytes, most of them printable.
  public mutating func soup(_ count: Int) -> [UInt8] {
    let marks = Array("«»\"'’.,;:!?()[]{}-–—… \n\t\u{A0}éÉ0123456789".utf8)
    return (0..<count).map { _ in
      switch number(below: 10) {
      case 0: UInt8(number(below: 256))
      case 1...3: marks[number(below: marks.count)]
      default: UInt8(97 + number(below: 26))
      }
    }
  }

  /// The bytes with a few of them changed, left out, doubled or cut off.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<(1 + number(below: 6)) where !bytes.isEmpty {
      let at = number(below: bytes.count)
      switch number(below: 6) {
      case 0: bytes[at] = UInt8(number(below: 256))
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + number(below: 40))], at: at)
      case 3: bytes.removeSubrange(at..<min(bytes.count, at + number(below: 40)))
      case 4: bytes.insert([10, 32, 9, 91, 93, 92, 34, 0][number(below: 8)], at: at)
      default: if number(below: 8) == 0 { bytes.removeSubrange(at...) }
      }
    }
    return bytes
  }
}
