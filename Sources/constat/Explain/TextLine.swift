import SourceText

/// One line of a text on a terminal; every character knows its columns and its bytes in the document.
struct TextLine {
  struct Glyph {
    let character: Character
    let bytes: Span
    let columns: Range<Int>
  }

  var glyphs: [Glyph] = []
  var width: Int { glyphs.last?.columns.upperBound ?? 0 }
  var text: String { String(glyphs.map(\.character)) }

  /// The columns that a span covers on this line; nil if it is not on it.
  func columns(of span: Span) -> Range<Int>? {
    let covered = glyphs.filter { $0.bytes.overlaps(span) }
    guard let first = covered.first, let last = covered.last, last.columns.upperBound > first.columns.lowerBound else { return nil }
    return first.columns.lowerBound..<last.columns.upperBound
  }

  /// Breaks a text at its newlines and, between words, at `width` columns; empty lines stay.
  static func lines(of text: String, width: Int) -> [TextLine] {
    var lines = [TextLine()]
    var word = TextLine()
    var at = 0
    func closeWord() {
      if let last = lines.indices.last, !lines[last].glyphs.isEmpty, lines[last].width + word.width > width { lines.append(TextLine()) }
      lines[lines.count - 1].append(word)
      word = TextLine()
    }
    for character in text {
      let bytes = Span(at, at + String(character).utf8.count)
      at = bytes.end
      if character.isNewline {
        closeWord()
        lines.append(TextLine())
      } else if character.isWhitespace {
        closeWord()
        if !lines[lines.count - 1].glyphs.isEmpty { lines[lines.count - 1].append(" ", bytes) }
      } else {
        word.append(Columns.printable(character), bytes)
        if word.width >= width { closeWord() }
      }
    }
    closeWord()
    return lines.map(\.trimmed)
  }

  /// The line without blanks at its end.
  private var trimmed: TextLine {
    var line = self
    while line.glyphs.last?.character == " " { line.glyphs.removeLast() }
    return line
  }

  private mutating func append(_ character: Character, _ bytes: Span) {
    glyphs.append(Glyph(character: character, bytes: bytes, columns: width..<width + Columns.width(character)))
  }

  private mutating func append(_ word: TextLine) { for glyph in word.glyphs { append(glyph.character, glyph.bytes) } }
}
