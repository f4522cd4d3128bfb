import SourceText

/// A value of a policy file.
enum TomlValue: Sendable, Equatable {
  /// The kinds that a policy needs.
  case text(String), number(Double), flag(Bool), list([String])
}

/// A key with its value.
struct TomlEntry: Sendable, Equatable {
  /// Table and key: `names.replace`.
  let path: String
  let value: TomlValue
  let line: Int
}

/// The part of TOML that a policy needs: tables, strings, numbers, booleans, lists of strings, comments.
///
/// Reading never fails: what can't be read becomes a `Problem` at its line.
struct Toml: Sendable {
  private(set) var entries: [TomlEntry] = []
  private(set) var problems: [Problem] = []
  private let file: String
  private var table = ""
  private var seen: [String: Int] = [:]
  /// A list that goes on over several lines: its key, the line of the key, the text so far.
  private var open: (key: String, line: Int, text: String)?

  init(file: String, bytes: [UInt8]) {
    self.file = file
    let text = String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.contains("\u{FFFD}") { report(1, "the file is not valid UTF-8; save it as UTF-8") }
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      take(Toml.trim(Toml.withoutComment(line)), number)
    }
    if let open { report(open.line, "the list of \"\(open.key)\" is never closed; write \"]\" after its last value") }
  }

  private mutating func report(_ line: Int, _ message: String) {
    problems.append(Problem("policy", message, file: file, line: line))
  }

  private mutating func take(_ line: String, _ number: Int) {
    if let list = open {
      open?.text += " " + line
      if line.hasSuffix("]") {
        open = nil
        add(list.key, list.text + " " + line, list.line)
      }
      return
    }
    if line.isEmpty { return }
    if line.hasPrefix("[") { return enter(line, number) }
    guard let equals = line.firstIndex(of: "=") else {
      return report(number, "\"\(line)\" is no setting; write it as \"key = value\"")
    }
    let key = Toml.unquoted(Toml.trim(line[..<equals]))
    let value = Toml.trim(line[line.index(after: equals)...])
    if value.hasPrefix("["), !value.hasSuffix("]") { open = (key, number, value) } else { add(key, value, number) }
  }

  private mutating func enter(_ line: String, _ number: Int) {
    guard line.hasSuffix("]"), line.count > 2, !line.hasPrefix("[[") else {
      return report(number, "\"\(line)\" is no table; write it as \"[name]\"")
    }
    table = Toml.trim(line.dropFirst().dropLast()) + "."
  }

  private mutating func add(_ key: String, _ text: String, _ line: Int) {
    let path = table + key
    if let first = seen[path] { report(line, "\"\(key)\" is set a second time; the first is on line \(first), delete one of them") }
    seen[path] = line
    guard let value = Toml.value(text) else {
      return report(line, "\"\(text)\" is no value; write a \"string\", a number, true, false or a list of strings")
    }
    entries.append(TomlEntry(path: path, value: value, line: line))
  }

  private static func value(_ text: String) -> TomlValue? {
    if text == "true" || text == "false" { return .flag(text == "true") }
    if text.hasPrefix("[") { return strings(text.dropFirst().dropLast()).map(TomlValue.list) }
    if let number = Double(text), number.isFinite { return .number(number) }
    guard let one = strings(text[...]), one.count == 1 else { return nil }
    return .text(one[0])
  }

  /// Strings between quotation marks, separated by commas; nil if anything else stands there.
  private static func strings(_ text: Substring) -> [String]? {
    var (found, current, mark) = ([String](), "", Character?.none)
    var (isEscaped, awaitsComma) = (false, false)
    for next in text {
      if let quote = mark {
        if isEscaped {
          current.append(next == "n" ? "\n" : next == "t" ? "\t" : next)
          isEscaped = false
        } else if next == "\\", quote == "\"" {
          isEscaped = true
        } else if next == quote {
          found.append(current)
          (current, mark, awaitsComma) = ("", nil, true)
        } else {
          current.append(next)
        }
      } else if next == "," {
        guard awaitsComma else { return nil }
        awaitsComma = false
      } else if next == "\"" || next == "'", !awaitsComma {
        mark = next
      } else if !next.isWhitespace {
        return nil
      }
    }
    return mark == nil ? found : nil
  }

  /// The line up to a `#` that stands outside of strings.
  private static func withoutComment(_ line: Substring) -> Substring {
    var (mark, isEscaped) = (Character?.none, false)
    for (index, next) in zip(line.indices, line) {
      if let quote = mark {
        if isEscaped { isEscaped = false } else if next == "\\", quote == "\"" { isEscaped = true } else if next == quote { mark = nil }
      } else if next == "\"" || next == "'" {
        mark = next
      } else if next == "#" {
        return line[..<index]
      }
    }
    return line
  }

  private static func trim(_ text: some StringProtocol) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(text[first...last])
  }

  private static func unquoted(_ key: String) -> String {
    key.count >= 2 && key.hasPrefix("\"") && key.hasSuffix("\"") ? String(key.dropFirst().dropLast()) : key
  }
}
