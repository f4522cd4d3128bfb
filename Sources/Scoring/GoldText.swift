import Packs
import SourceText

/// A gold file cut in two: its text block, and its entries with the lines of the block left empty, so that line numbers stay.
struct GoldLines {
  /// The file without its text block.
  private(set) var entries = ""
  /// The paragraphs of the block: consecutive lines joined, with the line of the first.
  private(set) var paragraphs: [(line: Int, text: String)] = []
  /// Lines with the word `text` alone.
  private(set) var heads: [Int] = []

  init(_ bytes: [UInt8]) {
    var isInside = false
    var isBroken = true
    let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      let isHead = line.first?.isWhitespace == false && words == ["text"]
      if isHead { heads.append(index + 1) }
      if isHead || (isInside && (words.isEmpty || line.first?.isWhitespace == true)) {
        isInside = true
        if !isHead, !words.isEmpty { add(Words.trimmed(line), line: index + 1, isNew: isBroken) }
        isBroken = words.isEmpty || isHead
      } else {
        isInside = false
        entries += line
      }
      entries += "\n"
    }
  }

  private mutating func add(_ text: String, line: Int, isNew: Bool) {
    if isNew || paragraphs.isEmpty {
      paragraphs.append((line, text))
    } else {
      paragraphs[paragraphs.count - 1].text += " " + text
    }
  }
}

/// The text of a gold file without its marks, and the marks.
struct GoldText {
  private(set) var plain = ""
  private(set) var marks: [(claim: String, field: GoldField, span: Span, line: Int)] = []
  /// What is wrong with the brackets, and the line of the paragraph.
  private(set) var faults: [(line: Int, message: String)] = []

  init(_ paragraphs: [(line: Int, text: String)]) {
    for (line, text) in paragraphs {
      let marked = Marked(text) { GoldText.label($0) != nil }
      if !plain.isEmpty { plain += "\n\n" }
      let base = plain.utf8.count
      plain += marked.plain
      for mark in marked.marks {
        for (claim, field) in mark.labels.compactMap({ GoldText.label($0[...]) }) {
          marks.append((claim, field, Span(base + mark.span.start, base + mark.span.end), line))
        }
      }
      faults += marked.faults.map { (line, $0) }
      if text.unicodeScalars.contains("\u{FFFD}") { faults.append((line, "this paragraph is not valid UTF-8; save the file as UTF-8")) }
    }
  }

  /// `c1.agent`: a claim and one of its fields.
  static func label(_ word: Substring) -> (claim: String, field: GoldField)? {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let field = GoldField(rawValue: String(parts[1])) else { return nil }
    return (String(parts[0]), field)
  }
}
