public import SourceText

/// A JSON tree whose objects keep the order of their keys: the order is part of the record's readability and of its diffs.
public indirect enum JSON: Sendable {
  /// The JSON kinds.
  case null, bool(Bool), int(Int), number(Double), literal(String), string(String), list([JSON]), object([(String, JSON)])

  /// A string, or null.
  public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
  /// A whole number, or null.
  public static func optional(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }
  /// A number, or null.
  public static func optional(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }

  /// The value of an input, keys sorted.
  public init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let digits): self = .literal(digits)
    case .string(let text): self = .string(text)
    case .list(let items): self = .list(items.map { JSON($0) })
    case .object(let fields): self = .object(fields.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })
    }
  }

  /// One line without spaces around the separators that don't need them, as UTF-8.
  public func compact() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indent: nil)
    return out
  }

  /// One line, as text.
  public var text: String { String(decoding: compact(), as: UTF8.self) }

  /// Indented by two spaces, as UTF-8.
  public func pretty() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indent: 0)
    return out
  }

  private func write(to out: inout [UInt8], indent: Int?) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .int(let value): out.append(contentsOf: String(value).utf8)
    case .number(let value): out.append(contentsOf: JSON.digits(value).utf8)
    case .literal(let text): out.append(contentsOf: text.utf8)
    case .string(let text): JSON.quote(text, to: &out)
    case .list(let items):
      JSON.enclose(items, "[", "]", &out, indent) { item, out, inner in item.write(to: &out, indent: inner) }
    case .object(let fields):
      JSON.enclose(fields, "{", "}", &out, indent) { field, out, inner in
        JSON.quote(field.0, to: &out)
        out.append(contentsOf: ": ".utf8)
        field.1.write(to: &out, indent: inner)
      }
    }
  }

  private static func enclose<Item>(
    _ items: [Item], _ open: String, _ close: String, _ out: inout [UInt8], _ indent: Int?,
    _ body: (Item, inout [UInt8], Int?) -> Void
  ) {
    out.append(contentsOf: open.utf8)
    let inner = indent.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(contentsOf: (inner == nil ? ", " : ",").utf8) }
      if let inner { out.append(contentsOf: ("\n" + String(repeating: " ", count: inner)).utf8) }
      body(item, &out, inner)
    }
    if let indent, !items.isEmpty { out.append(contentsOf: ("\n" + String(repeating: " ", count: indent)).utf8) }
    out.append(contentsOf: close.utf8)
  }

  /// At most four decimals, whole numbers with one (`2.0`), never an exponent.
  public static func digits(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "null" }
    let scaled = Int((value * 10_000).rounded())
    let (whole, rest) = (abs(scaled) / 10_000, abs(scaled) % 10_000)
    var decimals = String(rest)
    decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
    while decimals.count > 1, decimals.hasSuffix("0") { decimals.removeLast() }
    return (scaled < 0 ? "-" : "") + "\(whole).\(decimals)"
  }

  private static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(34)
    for byte in text.utf8 {
      switch byte {
      case 34: out.append(contentsOf: "\\\"".utf8)
      case 92: out.append(contentsOf: "\\\\".utf8)
      case 10: out.append(contentsOf: "\\n".utf8)
      case 13: out.append(contentsOf: "\\r".utf8)
      case 9: out.append(contentsOf: "\\t".utf8)
      case 0..<32:
        let hex = Array("0123456789abcdef".utf8)
        out.append(contentsOf: "\\u00".utf8)
        out.append(hex[Int(byte >> 4)])
        out.append(hex[Int(byte & 15)])
      default: out.append(byte)
      }
    }
    out.append(34)
  }
}
