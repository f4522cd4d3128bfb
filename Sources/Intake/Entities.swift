import CXML

/// Ampersands in feeds that are no good XML.
enum Entities {
  private static let own: Set = ["amp", "lt", "gt", "quot", "apos"]

  /// An ampersand that begins no entity stands for itself, and names of HTML become characters: many feeds forget to say so.
  static func mended(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(38) else { return bytes }
    var (out, at) = ([UInt8](), 0)
    out.reserveCapacity(bytes.count + 100)
    while at < bytes.count {
      if let end = literal(bytes, at) {
        out += bytes[at..<end]
        at = end
      } else if bytes[at] == 38 {
        let (text, end) = reference(bytes, at)
        out += text
        at = end
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return out
  }

  /// Where a CDATA section ends that begins here.
  private static func literal(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard bytes[at] == 0x3C, bytes[at...].starts(with: "<![CDATA[".utf8) else { return nil }
    var next = at + 9
    while next < bytes.count, !bytes[next...].starts(with: "]]>".utf8) { next += 1 }
    return min(next + 3, bytes.count)
  }

  /// What an ampersand stands for, and where that ends.
  private static func reference(_ bytes: [UInt8], _ at: Int) -> ([UInt8], Int) {
    let name = bytes[(at + 1)...].prefix(12).prefix { $0 == 35 || (48...57).contains($0) || (65...90).contains($0 & 0xDF) }
    guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == 59 else { return (Array("&amp;".utf8), at + 1) }
    let end = name.endIndex + 1
    let text = String(decoding: name, as: UTF8.self)
    if own.contains(text) || text.hasPrefix("#") { return (Array(bytes[at..<end]), end) }
    guard let entity = htmlEntityLookup(text), let scalar = Unicode.Scalar(entity.pointee.value) else { return ([], end) }
    return (Array(String(Character(scalar)).utf8), end)
  }
}
