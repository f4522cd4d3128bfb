/// Any JSON value, kept as it came (keys of objects are sorted when written).
public enum JSONValue: Hashable, Sendable {
  /// null, true/false, a number as its digits, a string, a list, an object.
  case null, bool(Bool), number(String), string(String), list([JSONValue]), object([String: JSONValue])
}

extension JSONValue: Decodable {
  /// Decodes any JSON value; numbers keep their value, whole ones without a point.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else if let whole = try? container.decode(Int64.self) {
      self = .number(String(whole))
    } else if let number = try? container.decode(Double.self) {
      self = .number("\(number)")
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
