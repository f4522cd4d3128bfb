import Foundation
import Support

/// The table of rooms in `ARCHITECTURE.md`: what each room may import.
struct Plan {
  /// Rooms and the rooms that they may import; nil for a room that may import all.
  let rooms: [String: Set<String>?]

  /// The fenced block under the heading "Rooms and arrows"; lines are `  Room  description  -> A B C`.
  init(_ markdown: String) {
    var rooms: [String: Set<String>?] = [:]
    var (isUnderHeading, isInside) = (false, false)
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") { isUnderHeading = line.contains("Rooms and arrows") }
      guard isUnderHeading else { continue }
      if line.hasPrefix("```") { isInside.toggle() }
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard isInside, let arrow = words.lastIndex(of: "->"), arrow > 0 else { continue }
      let allowed = words[(arrow + 1)...]
      rooms[words[0]] = allowed.first == "all" ? .some(nil) : .some(Set(allowed).subtracting(["nothing"]))
    }
    self.rooms = rooms
  }

  /// The project's own.
  static let house = Plan(Project.text("ARCHITECTURE.md"))
}

/// A Swift file of a room.
struct SourceFile: Sendable, CustomStringConvertible {
  let path: String
  let room: String
  let lines: [String]
  var description: String { path }

  init(path: String, room: String, text: String) {
    (self.path, self.room) = (path, room)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The files of all rooms.
  static let rooms: [SourceFile] =
    Project.files(in: "Sources", ending: ".swift").map { path in
      SourceFile(path: path, room: String(path.split(separator: "/")[1]), text: Project.text(path))
    } + [SourceFile(path: "Knowledge/Knowledge.swift", room: "Knowledge", text: Project.text("Knowledge/Knowledge.swift"))]

  /// The files of the tests.
  static let tests: [SourceFile] = Project.files(in: "Tests", ending: ".swift").map { path in
    SourceFile(path: path, room: String(path.split(separator: "/")[1]), text: Project.text(path))
  }

  /// Modules that the file imports, with their lines.
  var imports: [(module: String, line: Int)] {
    lines.enumerated().compactMap { index, line in
      let words = line.split(separator: " ").filter {
        !["public", "package", "internal", "private", "fileprivate"].contains($0) && !$0.hasPrefix("@")
      }
      guard words.first == "import", words.count >= 2 else { return nil }
      let module = words[words.count - 1].split(separator: ".")[0]
      return (String(module), index + 1)
    }
  }

  /// Functions, initialisers and computed values longer than one line: where they start and how many lines they have.
  ///
  /// The end is the next line with a closing brace in the same column: the formatter guarantees it.
  var functions: [(line: Int, length: Int)] {
    lines.enumerated().compactMap { index, line in
      let code = line.drop { $0 == " " }
      let isStart = [" func ", " init(", " init?(", " subscript(", " var "].contains { (" " + code).contains($0) } && !code.hasPrefix("//")
      guard isStart else { return nil }
      let indent = String(line.prefix { $0 == " " })
      guard let open = lines[index...].firstIndex(where: { $0.hasSuffix("{") || $0.hasSuffix("in") || $0.hasSuffix("}") || $0.isEmpty }),
        lines[open].hasSuffix("{") || lines[open].hasSuffix("in"),
        let end = lines[(index + 1)...].firstIndex(where: { $0.hasPrefix(indent + "}") })
      else { return nil }
      return (index + 1, end - index + 1)
    }
  }

  /// The lines without comments and with string literals emptied, so that only code is left.
  var code: [String] { lines.map { SourceFile.parts($0).code } }

  /// String literals with their lines; interpolations are left out.
  var literals: [(text: String, line: Int)] {
    lines.enumerated().flatMap { index, line in SourceFile.parts(line).literals.map { ($0, index + 1) } }
  }

  /// Cuts a line into code and literals. Simple: it knows `"..."`, `\"` and one level of `\( )`, no raw or long literals.
  private static func parts(_ line: String) -> (code: String, literals: [String]) {
    var (code, literals, literal) = ("", [String](), String?.none)
    var depth = 0
    var rest = line[...]
    while let next = rest.first {
      rest.removeFirst()
      if depth > 0 {
        depth += next == "(" ? 1 : next == ")" ? -1 : 0
      } else if let open = literal {
        if next == "\\", let after = rest.first {
          rest.removeFirst()
          if after == "(" { depth = 1 } else { literal = open + String(after) }
        } else if next == "\"" {
          literals.append(open)
          literal = nil
          code += "\"\""
        } else {
          literal = open + String(next)
        }
      } else if next == "\"" {
        literal = ""
      } else if next == "/", rest.first == "/" {
        break
      } else {
        code.append(next)
      }
    }
    return (code, literals)
  }
}
