/// Text as a terminal shows it: in columns, without characters that would steer the terminal.
enum Columns {
  /// Columns of one character: 2 for wide ones (East Asian Width W and F, emoji), 0 for marks that stand on another.
  static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The character to print for one of a text: a blank for any white space, `\u{FFFD}` for what would steer the terminal.
  static func printable(_ character: Character) -> Character {
    if character.isWhitespace { return " " }
    return character.unicodeScalars.contains(where: isSteering) ? "\u{FFFD}" : character
  }

  static func printable(_ text: String) -> String { String(text.map { printable($0) }) }

  /// Control characters and the marks that turn the direction of writing.
  static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  /// The text with blanks up to `width` columns; at least one blank follows it.
  static func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - self.width(text))) }

  /// Lines of at most `width` columns, broken at blanks, never beside the inner side of « »; a longer word keeps a line of its own.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    let glued = text.replacing("« ", with: "«\u{A0}").replacing(" »", with: "\u{A0}»")
    for word in glued.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if self.width(line) + 1 + self.width(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return (line.isEmpty ? lines : lines + [line]).map { $0.replacing("\u{A0}", with: " ") }
  }

  /// `name` in its own column, `text` wrapped beside it, the whole indented.
  static func row(_ name: String, _ text: String, indent: Int, name nameWidth: Int, width: Int) -> [String] {
    let left = indent + nameWidth
    let lines = wrap(printable(text), width: max(30, width - left))
    return lines.enumerated().map { number, line in
      String(repeating: " ", count: number == 0 ? indent : left) + (number == 0 && nameWidth > 0 ? pad(name, nameWidth) : "") + line
    }
  }
}
