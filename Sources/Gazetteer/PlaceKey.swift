/// The spelling of a place name, hashed without what spellings differ in: case, accents, hyphens, apostrophes, points.
///
/// "Côte-d'Or" and "Cote d’Or" have one key. Fed with bytes, so that the words of a text need not be cut as those of the name were.
/// 64 bits, FNV-1a; letters of other scripts count as they are.
public struct PlaceKey: Sendable {
  private var hash = PlaceKey.seed
  private var isGap = false
  /// Letters and digits so far.
  public private(set) var count = 0

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The key of no letters.
  public init() {}

  /// The key of a name.
  public init(_ name: some StringProtocol) {
    let bytes = Array(name.utf8)
    add(bytes, 0..<bytes.count)
  }

  /// The hash, mixed so that its upper bits may choose a bucket.
  @inline(__always)
  public var value: UInt64 { (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9 }

  /// Adds UTF-8 bytes.
  @inline(__always)
  public mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    bytes.withUnsafeBufferPointer { bytes in
      var index = range.lowerBound
      while index < range.upperBound {
        let byte = bytes[index]
        if byte < 0x80 {
          addASCII(byte)
          index += 1
        } else {
          index += addWide(bytes, index, range.upperBound)
        }
      }
    }
  }

  @inline(__always)
  private mutating func addASCII(_ byte: UInt8) {
    switch byte {
    case 97...122, 48...57: letter(byte)
    case 65...90: letter(byte + 32)
    case 96: break
    default: isGap = true
    }
  }

  @inline(__always)
  private mutating func letter(_ byte: UInt8) {
    if isGap, count > 0 { mix(32) }
    isGap = false
    count += 1
    mix(byte)
  }

  @inline(__always)
  private mutating func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  private mutating func addWide(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
    let length = bytes[at] >= 0xF0 ? 4 : bytes[at] >= 0xE0 ? 3 : 2
    guard at + length <= end else { return end - at }
    var scalar = UInt32(bytes[at]) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for step in 1..<length { scalar = scalar << 6 | UInt32(bytes[at + step]) & 0x3F }
    switch scalar {
    case 0xC0..<0x250: plain(PlaceKey.latin[Int(scalar) - 0xC0], bytes, at..<at + length)
    case 0x1E00..<0x1F00: plain(PlaceKey.latinAdditional[Int(scalar) - 0x1E00], bytes, at..<at + length)
    case 0x300...0x36F, 0x2018, 0x2BB...0x2BF: break
    case 0x80...0xBF, 0x2000...0x206F: isGap = true
    case 0x259: letter(UInt8(ascii: "e"))
    default: for place in at..<at + length { letter(bytes[place]) }
    }
    return length
  }

  /// The plain letters of one with a mark; one that has none goes in as it is.
  private mutating func plain(_ letters: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ own: Range<Int>) {
    if letters.isEmpty {
      for place in own { letter(bytes[place]) }
    } else {
      for byte in letters { letter(byte) }
    }
  }

  private static func table(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { $0 == "_" ? [] : $0 == "-" ? [32] : Array($0.utf8) }
  }

  /// U+00C0 to U+024F.
  private static let latin: [[UInt8]] = table(
    """
    a a a a a a ae c e e e e i i i i d n o o o o o _ o u u u u y th ss a a a a a a ae c e e e e i i i i d n o o o o o _ o u u u u y \
    th y a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ij ij j j k k k l l l l \
    l l l l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y z z z \
    z z z s b b b b _ _ o c c d d d d _ e e e f f g _ hv i i k k l _ m n n o o o oi oi p p _ _ _ _ _ t t t t u u _ v y y z z _ _ _ _ \
    _ _ _ _ _ _ _ _ _ dz dz dz lj lj lj nj nj nj a a i i o o u u u u u u u u u u e a a a a ae ae g g g g k k o o o o _ _ j dz dz dz \
    g g _ _ n n a a ae ae o o a a a a e e e e i i i i o o o o r r r r u u u u s s t t _ _ h h n d _ _ z z a a e e o o o o o o o o y \
    y l n t j _ _ a c c l t s z _ _ b u _ e e j j q q r r y y
    """)

  /// U+1E00 to U+1EFF.
  private static let latinAdditional: [[UInt8]] = table(
    """
    a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m \
    m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v \
    w w w w w w w w w w x x x x y y z z z z z z h t w y a s s s ss _ a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e \
    e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o o o o o u u u u u u u u u u u u u u y y y y y y y y _ _ _ _ y y
    """)
}
