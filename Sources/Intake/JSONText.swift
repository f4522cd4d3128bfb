public import SourceText

/// JSON texts.
enum JSONText {
  /// The value of a text; nil if it is no JSON or nested beyond all measure.
  static func value(_ bytes: [UInt8]) -> JSONValue? { JSONParser.parse(bytes, depth: 500) }

  /// How deep lists and objects are nested.
  static func depth(_ bytes: [UInt8]) -> Int {
    var (depth, deepest, isQuoted, isEscaped) = (0, 0, false, false)
    for byte in bytes {
      if isQuoted {
        if isEscaped { isEscaped = false } else if byte == 92 { isEscaped = true } else if byte == 34 { isQuoted = false }
      } else if byte == 34 {
        isQuoted = true
      } else if byte | 0x20 == 0x7B {
        depth += 1
        deepest = max(deepest, depth)
      } else if byte | 0x20 == 0x7D {
        depth -= 1
      }
    }
    return deepest
  }
}

extension JSONValue {
  /// The value of a key; null if there is none.
  subscript(_ key: String) -> JSONValue { if case .object(let fields) = self { fields[key] ?? .null } else { .null } }

  /// A string, or the digits of a number.
  var words: String? {
    switch self {
    case .string(let text): text
    case .number(let digits): digits
    default: nil
    }
  }

  /// A string with something in it.
  var filled: String? { words.flatMap { text in text.contains { !$0.isWhitespace } ? text : nil } }

  /// The items of a list; a value that is no list alone; nothing for null.
  var list: [JSONValue] {
    switch self {
    case .list(let items): items
    case .null: []
    default: [self]
    }
  }

  /// Whether there is no value.
  var isNull: Bool { self == .null }
}
