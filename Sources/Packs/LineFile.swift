public import SourceText

/// One `key  value` line of an entry.
public struct Field: Hashable, Sendable {
  /// The key.
  public let key: String
  /// The rest of the line, trimmed.
  public let value: String
  /// Line of the file, counted from 1.
  public let line: Int

  /// The value cut at its commas, trimmed, without empty parts.
  public var list: [String] {
    value.utf8.split(separator: UInt8(ascii: ",")).map { LineFile.trim(Substring($0)) }.filter { !$0.isEmpty }
  }
}

/// A `keyword name` line and the indented lines under it.
public struct Entry: Sendable {
  /// The first word: `deed`, `cue`, `term`, ...
  public let keyword: String
  /// The rest of the line.
  public let name: String
  /// Line of the file, counted from 1.
  public let line: Int
  /// The fields in order.
  public let fields: [Field]

  /// The first field with this key.
  public func first(_ key: String) -> Field? { fields.first { $0.key == key } }
  /// The fields with this key.
  public func all(_ key: String) -> [Field] { fields.filter { $0.key == key } }
  /// The lists of all fields with this key, one after the other.
  public func list(_ key: String) -> [String] { all(key).flatMap(\.list) }
}

/// A file in the line format of `Docs/packs.md`. Reading never fails: what can't be read becomes a `Problem` at its line.
public struct LineFile: Sendable {
  /// Path as shown in messages.
  public let path: String
  /// The entries in order, `about` too.
  public let entries: [Entry]
  /// What could not be read.
  public let problems: [Problem]

  /// Reads the bytes of a file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    var reader = Reader(path: path)
    let text = String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.contains("\u{FFFD}") {
      reader.report(1, "the file is not valid UTF-8; save it as UTF-8")
    }
    var number = 0
    for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      reader.take(raw, number)
    }
    reader.close()
    entries = reader.entries
    problems = reader.problems
  }

  static func trim(_ text: some StringProtocol) -> String {
    let bytes = Substring(text).utf8
    guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(Substring(bytes[first...last]))
  }

  /// A space, a tab or a carriage return.
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  private struct Reader {
    let path: String
    var entries: [Entry] = []
    var problems: [Problem] = []
    var open: (keyword: String, name: String, line: Int)?
    var fields: [Field] = []
    var seen: [String: Int] = [:]

    init(path: String) { self.path = path }

    mutating func report(_ line: Int, _ message: String) {
      problems.append(Problem("pack", message, file: path, line: line))
    }

    mutating func take(_ raw: Substring, _ number: Int) {
      let text = LineFile.trim(raw)
      if text.isEmpty || text.hasPrefix("#") { return }
      let cut = text.utf8.firstIndex(where: LineFile.isBlank) ?? text.endIndex
      let word = String(text[..<cut])
      let rest = LineFile.trim(text[cut...])
      if raw.utf8.first.map(LineFile.isBlank) == true {
        guard open != nil else {
          report(number, "this indented line belongs to no entry; start an entry in the first column, e.g. \"deed name\"")
          return
        }
        if rest.isEmpty { report(number, "the key \"\(word)\" has no value; write it after the key or delete the line") }
        fields.append(Field(key: word, value: rest, line: number))
      } else {
        close()
        if rest.isEmpty && word != "about" {
          report(
            number, "the entry \"\(word)\" has no name; write it as \"\(word) name\" (indent the line if it belongs to the entry above)")
        }
        if let before = seen[word + " " + rest], word != "about" {
          report(number, "a second \(word) \"\(rest)\": the first is on line \(before); give one of them another name")
        }
        seen[word + " " + rest] = number
        open = (word, rest, number)
      }
    }

    mutating func close() {
      if let open { entries.append(Entry(keyword: open.keyword, name: open.name, line: open.line, fields: fields)) }
      open = nil
      fields = []
    }
  }
}
