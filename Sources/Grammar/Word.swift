/// A word form or lemma as a 64-bit hash of its folded spelling (lower case, straight apostrophe).
///
/// Two different words share a hash about once in 10^19 pairs; no table of strings is needed, so sentences can be read in parallel.
@frozen
public struct Word: Hashable, Sendable {
  /// The hash; 0 is no word.
  public let hash: UInt64

  /// The word with this hash.
  @inlinable public init(hash: UInt64) { self.hash = hash }

  /// The word that is spelled like this.
  public init(_ text: some StringProtocol) {
    self = text.utf8.withContiguousStorageIfAvailable { Word(folding: $0) } ?? Word(folding: Array(text.utf8)[...])
  }

  /// The word that these UTF-8 bytes spell.
  public init(folding bytes: ArraySlice<UInt8>) {
    self = bytes.withUnsafeBufferPointer { Word(folding: $0) }
  }

  /// The word that these UTF-8 bytes spell.
  public init(folding bytes: UnsafeBufferPointer<UInt8>) {
    var hash = Word.seed
    Folding.each(bytes) { byte in hash = Word.mixed(hash, byte) }
    self.hash = hash
  }

  /// One more byte of a hash (Fowler, Noll, Vo: FNV-1a).
  @inline(__always)
  static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  /// The spelling's hash is already spread over all bits: dictionaries take it as it is (decision 019).
  @inlinable public func _rawHashValue(seed: Int) -> Int { Int(truncatingIfNeeded: hash) ^ seed }

  /// No word.
  public static let none = Word(hash: 0)
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
}

/// Folds spelling: lower case, typographic apostrophes made straight; accents stay.
public enum Folding {
  /// Calls `body` with each byte of the folded spelling.
  @inline(__always)
  static func each(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt8) -> Void) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        body(byte >= 65 && byte <= 90 ? byte + 32 : byte)
        index += 1
        continue
      }
      index = foldWide(bytes, at: index, body)
    }
  }

  private static func foldWide(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ body: (UInt8) -> Void) -> Int {
    let (scalar, length) = Scalars.decode(bytes, at: index)
    switch scalar {
    case 0x2018, 0x2019, 0x02BC: body(39)
    case 0xC0...0xDE where scalar != 0xD7: emit(scalar + 32, body)
    case 0x0100...0x017F where scalar != 0x131 && scalar != 0x138: emit(lowerLatinExtended(scalar), body)
    case 0x0391...0x03A9, 0x0410...0x042F: emit(scalar + 32, body)
    case 0x0400...0x040F: emit(scalar + 80, body)
    default: for place in index..<min(index + length, bytes.count) { body(bytes[place]) }
    }
    return index + length
  }

  private static func lowerLatinExtended(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x0139...0x0148, 0x0179...0x017E: scalar & 1 == 1 ? scalar + 1 : scalar
    case 0x0178: 0xFF
    case 0x0130: 0x69
    default: scalar & 1 == 0 && scalar < 0x017F ? scalar + 1 : scalar
    }
  }

  private static func emit(_ scalar: UInt32, _ body: (UInt8) -> Void) {
    if scalar < 0x80 {
      body(UInt8(scalar))
    } else if scalar < 0x800 {
      body(UInt8(0xC0 | scalar >> 6))
      body(UInt8(0x80 | scalar & 63))
    } else {
      body(UInt8(0xE0 | scalar >> 12))
      body(UInt8(0x80 | scalar >> 6 & 63))
      body(UInt8(0x80 | scalar & 63))
    }
  }

  /// The folded spelling.
  public static func fold(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { each($0) { out.append($0) } }
    return out
  }

  /// The folded spelling.
  public static func fold(_ text: some StringProtocol) -> String { String(decoding: fold(Array(text.utf8)[...]), as: UTF8.self) }
}

/// Reads Unicode scalars from UTF-8 and sorts them into classes.
enum Scalars {
  enum Kind { case space, newline, letter, digit, apostrophe, hyphen, other }

  /// The scalar at `index` and its length in bytes; malformed bytes are read one at a time.
  @inline(__always)
  static func decode<Bytes: RandomAccessCollection>(_ bytes: Bytes, at index: Int) -> (scalar: UInt32, length: Int)
  where Bytes.Element == UInt8, Bytes.Index == Int {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, 1) }
    func next(_ offset: Int) -> UInt32 { index + offset < bytes.endIndex ? UInt32(bytes[index + offset]) & 63 : 0 }
    if first >= 0xF0 { return ((first & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4) }
    if first >= 0xE0 { return ((first & 15) << 12 | next(1) << 6 | next(2), 3) }
    if first >= 0xC0 { return ((first & 31) << 6 | next(1), 2) }
    return (first, 1)
  }

  static func kind(_ scalar: UInt32) -> Kind {
    switch scalar {
    case 10, 13, 0x2028, 0x2029, 0x0B, 0x0C, 0x85: .newline
    case 32, 9, 0xA0, 0x202F, 0x2000...0x200B, 0x3000, 0xFEFF, 0x205F, 0x1680, 0x00...0x08, 0x0E...0x1F: .space
    case 48...57: .digit
    case 65...90, 97...122: .letter
    case 39, 0x2019, 0x02BC: .apostrophe
    case 45, 0x2010, 0x2011: .hyphen
    case 0..<0xAA, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: .other
    case 0x2000...0x206F, 0x2070...0x2BFF, 0x2E00...0x2E7F, 0x3001...0x303F, 0xFE10...0xFE6F, 0xFF00...0xFF20: .other
    case 0x60C, 0x61B, 0x61F, 0x66A...0x66D, 0x1F000...0x1FAFF: .other
    case 0xFFFD: .other
    default: .letter
    }
  }

  static func isUpper(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 65...90: true
    case 0xC0...0xDE: scalar != 0xD7
    case 0x100...0x137, 0x14A...0x177: scalar & 1 == 0
    case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1
    case 0x178, 0x391...0x3A9, 0x400...0x42F: true
    default: false
    }
  }
}
