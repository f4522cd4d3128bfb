/// Names of things in linked data. Whatever the parts hold, the name is a valid IRI of ASCII characters.
enum IRI {
  /// A name of our own: `urn:constat:claim:r1:c3`.
  static func own(_ kind: String, _ parts: String...) -> String {
    (["urn:constat", kind] + parts.map(encoded)).joined(separator: ":")
  }

  /// The name of bytes by their SHA-256 in hexadecimal digits (RFC 6920): `ni:///sha-256;f4OxZX...`.
  static func bytes(_ sha256: String) -> String {
    let digits = sha256.utf8.compactMap { nibble($0) }
    guard digits.count == 64, sha256.utf8.count == 64 else { return own("bytes", sha256) }
    let bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    return "ni:///sha-256;" + base64(bytes)
  }

  /// The address of a page; nil for anything that a browser would not fetch as one (`javascript:`, a path, nothing).
  static func web(_ address: String?) -> String? {
    guard let address else { return nil }
    for scheme in ["https://", "http://"] where address.lowercased().hasPrefix(scheme) {
      let rest = encoded(String(address.unicodeScalars.dropFirst(scheme.count)), keeping: reserved)
      return rest.utf8.first.map(isLetterOrDigit) == true ? scheme + rest : nil
    }
    return nil
  }

  private static let unreserved = Set("-._~".utf8)
  private static let reserved = Set(":/?#@!$&()*+,;=%".utf8)

  private static func encoded(_ text: String) -> String { encoded(text, keeping: []) }

  private static func encoded(_ text: String, keeping kept: Set<UInt8>) -> String {
    let hex = Array("0123456789ABCDEF".unicodeScalars)
    var out = String.UnicodeScalarView()
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isEscape = byte == UInt8(ascii: "%") && kept.contains(byte) && bytes[(index + 1)...].prefix(2).count { nibble($0) != nil } == 2
      if isLetterOrDigit(byte) || unreserved.contains(byte) || isEscape || (kept.contains(byte) && byte != UInt8(ascii: "%")) {
        out.append(Unicode.Scalar(byte))
      } else {
        out.append(contentsOf: ["%", hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      }
    }
    return String(out)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The alphabet for addresses, without padding.
  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".unicodeScalars)
    var out = String.UnicodeScalarView()
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0...group.count { out.append(alphabet[bits >> (18 - 6 * index) & 63]) }
    }
    return String(out)
  }
}
