import Foundation

/// Makes text of bytes: by byte order mark, as declared, or by what the bytes look like.
enum Charset {
  /// The text and the name of the character set; nil if the bytes are no text.
  static func decode(_ bytes: [UInt8], declared: String? = nil) -> (text: String, name: String)? {
    if let (name, length) = mark(bytes) { return convert(Array(bytes[length...]), name) }
    if let text = String(validating: bytes, as: UTF8.self) { return isText(text) ? (text, "utf-8") : wide(bytes) }
    if let declared = declared.map(usual), declared != "utf-8", !declared.hasPrefix("utf-16"), let text = convert(bytes, declared) {
      return text
    }
    return wide(bytes) ?? convert(bytes, guess(bytes))
  }

  /// Byte order marks.
  private static func mark(_ bytes: [UInt8]) -> (String, Int)? {
    let marks: [([UInt8], String)] = [
      ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE, 0, 0], "utf-32le"), ([0, 0, 0xFE, 0xFF], "utf-32be"), ([0xFF, 0xFE], "utf-16le"),
      ([0xFE, 0xFF], "utf-16be"),
    ]
    return marks.first { bytes.starts(with: $0.0) }.map { ($0.1, $0.0.count) }
  }

  /// Names as pages write them, as what pages mean by them.
  private static func usual(_ name: String) -> String {
    let name = name.lowercased().trimmingCharacters(in: .whitespaces)
    switch name {
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "x-cp1252": return "windows-1252"
    case "utf8": return "utf-8"
    case "iso-8859-9": return "windows-1254"
    case "gb2312", "gbk": return "gb18030"
    case "shift_jis", "shift-jis", "x-sjis": return "cp932"
    case "euc-kr", "ks_c_5601-1987": return "cp949"
    default: return name
    }
  }

  /// UTF-16 without a mark: every other byte of Western text is zero.
  private static func wide(_ bytes: [UInt8]) -> (text: String, name: String)? {
    let head = bytes.prefix(4000)
    guard head.count >= 4, head.contains(0) else { return nil }
    func zeros(_ parity: Int) -> Int { head.indices.count { $0 % 2 == parity && head[$0] == 0 } * 2 }
    if zeros(1) * 10 > head.count * 6, zeros(0) * 10 < head.count { return convert(bytes, "utf-16le") }
    if zeros(0) * 10 > head.count * 6, zeros(1) * 10 < head.count { return convert(bytes, "utf-16be") }
    return nil
  }

  /// The character set that bytes look like which are no valid UTF-8.
  private static func guess(_ bytes: [UInt8]) -> String {
    let damaged = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let broken = damaged.count { $0 == "\u{FFFD}" }
    if damaged.count(where: { $0.value > 127 }) > 4 * broken { return "utf-8" }
    let high = bytes.count { $0 >= 0xC0 }
    let low = bytes.count { (65...90).contains($0) || (97...122).contains($0) }
    if high > low { return "windows-1251" }
    let hasControls = bytes.contains { (0x80...0x9F).contains($0) }
    let isLatin9 = bytes.indices.contains { [0xA4, 0xBC, 0xBD, 0xBE].contains(bytes[$0]) && isLetter(bytes, $0 + 1) }
    return !hasControls && (isLatin9 || bytes.contains(0xA4)) ? "iso-8859-15" : "windows-1252"
  }

  private static func isLetter(_ bytes: [UInt8], _ at: Int) -> Bool {
    at < bytes.count && ((97...122).contains(bytes[at]) || bytes[at] >= 0xE0)
  }

  private static func convert(_ bytes: [UInt8], _ name: String) -> (text: String, name: String)? {
    let text = name == "utf-8" ? String(decoding: bytes, as: UTF8.self) : iconv(bytes, name)
    guard let text, isText(text) else { return nil }
    return (text, name)
  }

  /// Conversion by the system; what has no meaning becomes U+FFFD.
  private static func iconv(_ bytes: [UInt8], _ name: String) -> String? {
    guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var (bytes, out) = (bytes, [UInt8]())
    var room = [CChar](repeating: 0, count: 1 << 16)
    bytes.withUnsafeMutableBytes { raw in
      var input = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = raw.count
      while left > 0 {
        let isWhole = room.withUnsafeMutableBufferPointer { buffer in
          var (output, free) = (buffer.baseAddress, buffer.count)
          let code = Foundation.iconv(converter, &input, &left, &output, &free)
          let isWhole = code != -1 || errno == E2BIG
          out.append(contentsOf: buffer.prefix(buffer.count - free).lazy.map { UInt8(bitPattern: $0) })
          return isWhole
        }
        if !isWhole, left > 0 {
          out.append(contentsOf: "\u{FFFD}".utf8)
          input = input.map { $0 + 1 }
          left -= 1
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether this is text: hardly any control characters.
  private static func isText(_ text: String) -> Bool {
    var controls = 0
    for byte in text.utf8 where byte < 32 && byte != 9 && byte != 10 && byte != 13 && byte != 12 { controls += 1 }
    return controls * 200 <= text.utf8.count
  }
}
