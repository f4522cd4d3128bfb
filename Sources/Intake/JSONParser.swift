import SourceText

/// Parses one JSON text into values: the same values as Foundation's decoder, many times faster.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  /// The value of a whole text; nil if it is no JSON or nested deeper than `depth`.
  static func parse(_ bytes: [UInt8], depth: Int) -> JSONValue? {
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer)
      guard let value = parser.value(depth) else { return nil }
      return parser.next() == nil ? value : nil
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next byte that is no white space; nil at the end.
  private mutating func next() -> UInt8? {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return byte }
      at += 1
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next() == byte else { return false }
    at += 1
    return true
  }

  private mutating func value(_ depth: Int) -> JSONValue? {
    switch next() {
    case 0x7B?: depth > 0 ? object(depth - 1) : nil
    case 0x5B?: depth > 0 ? list(depth - 1) : nil
    case 34?: string().map(JSONValue.string)
    case 0x74?: word("true") ? .bool(true) : nil
    case 0x66?: word("false") ? .bool(false) : nil
    case 0x6E?: word("null") ? .null : nil
    default: number()
    }
  }

  private mutating func word(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard at + count <= bytes.count, (0..<count).allSatisfy({ bytes[at + $0] == text.utf8Start[$0] }) else { return false }
    at += count
    return true
  }

  private mutating func list(_ depth: Int) -> JSONValue? {
    at += 1
    var items: [JSONValue] = []
    if take(0x5D) { return .list(items) }
    repeat {
      if !items.isEmpty, next() == 0x5D { break }  // a comma too many, as Foundation takes it
      guard let item = value(depth) else { return nil }
      items.append(item)
    } while take(0x2C)
    return take(0x5D) ? .list(items) : nil
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    at += 1
    var fields: [String: JSONValue] = [:]
    if take(0x7D) { return .object(fields) }
    repeat {
      if !fields.isEmpty, next() == 0x7D { break }
      guard next() == 34, let key = string(), take(0x3A), let item = value(depth) else { return nil }
      fields[key] = item
    } while take(0x2C)
    return take(0x7D) ? .object(fields) : nil
  }

  /// Whole numbers keep their digits, others become the shortest digits of their value.
  private mutating func number() -> JSONValue? {
    let start = at
    while at < bytes.count, bytes[at] > 32, bytes[at] != 0x2C, bytes[at] != 0x5D, bytes[at] != 0x7D { at += 1 }
    let digits = bytes[start..<at]
    let body = digits.first == 45 ? digits.dropFirst() : digits
    guard let first = body.first, (48...57).contains(first), first != 48 || body.dropFirst().first.map({ !(48...57).contains($0) }) ?? true,
      body.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }), body.last.map({ (48...57).contains($0) }) == true
    else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    if let whole = Int64(text) { return .number(String(whole)) }
    guard let number = Double(text), number.isFinite else { return nil }
    if let whole = Int64(exactly: number) { return .number(String(whole)) }
    return .number("\(number)")
  }

  private mutating func string() -> String? {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != 34, bytes[at] != 92, bytes[at] >= 32 { at += 1 }
    guard at < bytes.count else { return nil }
    if bytes[at] == 34 {
      at += 1
      return String(decoding: bytes[start..<(at - 1)], as: UTF8.self)
    }
    var out = Array(bytes[start..<at])
    return escaped(&out) ? String(decoding: out, as: UTF8.self) : nil
  }

  /// The rest of a string in which something is escaped.
  private mutating func escaped(_ out: inout [UInt8]) -> Bool {
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 34 { return true }
      if byte < 32 { return false }
      if byte != 92 { out.append(byte) } else if !escape(&out) { return false }
    }
    return false
  }

  private static let escapes: [UInt8: UInt8] = [34: 34, 92: 92, 47: 47, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9]

  private mutating func escape(_ out: inout [UInt8]) -> Bool {
    guard at < bytes.count else { return false }
    let byte = bytes[at]
    at += 1
    if let plain = JSONParser.escapes[byte] {
      out.append(plain)
      return true
    }
    guard byte == 117, var code = hex() else { return false }
    if (0xD800..<0xDC00).contains(code), at + 1 < bytes.count, bytes[at] == 92, bytes[at + 1] == 117 {
      let before = at
      at += 2
      if let low = hex(), (0xDC00..<0xE000).contains(low) { code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) } else { at = before }
    }
    // half a pair is no character
    out += String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8
    return true
  }

  private mutating func hex() -> UInt32? {
    guard at + 4 <= bytes.count else { return nil }
    defer { at += 4 }
    let digits = bytes[at..<(at + 4)]
    return digits.contains(43) || digits.contains(45) ? nil : UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
