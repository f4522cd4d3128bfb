import SourceText

/// Writes JSON in one line with sorted keys: the same value gives the same bytes.
enum JSONWords {
  static func bytes(_ value: JSONValue) -> [UInt8] {
    var out: [UInt8] = []
    write(value, &out)
    return out
  }

  private static func write(_ value: JSONValue, _ out: inout [UInt8]) {
    switch value {
    case .null: out += "null".utf8
    case .bool(let flag): out += (flag ? "true" : "false").utf8
    case .number(let digits): out += digits.utf8
    case .string(let text): quote(text, &out)
    case .list(let items):
      out.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(0x2C) }
        write(item, &out)
      }
      out.append(0x5D)
    case .object(let fields):
      out.append(0x7B)
      for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { out.append(0x2C) }
        quote(field.key, &out)
        out.append(0x3A)
        write(field.value, &out)
      }
      out.append(0x7D)
    }
  }

  private static func quote(_ text: String, _ out: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    out.append(34)
    for byte in text.utf8 {
      switch byte {
      case 34, 92: out += [92, byte]
      case 10: out += "\\n".utf8
      case 0..<32: out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(34)
  }
}
