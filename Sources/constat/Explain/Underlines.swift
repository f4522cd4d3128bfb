import SourceText

/// The rows of strokes and labels under one line of a text.
///
/// Each row holds marks that don't touch each other; wider marks stand nearer to the text, so that nested ones are read outside in.
struct Underlines {
  private struct Stroke {
    let columns: Range<Int>
    let label: String
    let field: Field?
    /// Where label and stroke begin and end together, and whether the label stands before the stroke.
    let taken: Range<Int>
    let isLabelFirst: Bool
  }

  private var rows: [[Stroke]] = []

  init(_ line: TextLine, marks: [Mark], width: Int) {
    let lineSpan = Span(line.glyphs.first?.bytes.start ?? 0, line.glyphs.last?.bytes.end ?? 0)
    var strokes: [Stroke] = []
    for mark in marks where mark.span.overlaps(lineSpan) {
      guard let columns = line.columns(of: mark.span) else { continue }
      let label = (mark.span.start < lineSpan.start ? "…" : "") + Columns.printable(mark.text)
      strokes.append(Underlines.stroke(columns, label, mark.labels.first?.field, width))
    }
    for stroke in strokes.sorted(by: { ($0.columns.count, $1.columns.lowerBound) > ($1.columns.count, $0.columns.lowerBound) }) {
      place(stroke)
    }
  }

  /// The label stands right of its stroke, left of it where the line would grow too long.
  private static func stroke(_ columns: Range<Int>, _ label: String, _ field: Field?, _ width: Int) -> Stroke {
    let length = Columns.width(label) + 1
    let isLeft = columns.upperBound + length > width && columns.lowerBound >= length
    let taken = isLeft ? columns.lowerBound - length..<columns.upperBound : columns.lowerBound..<columns.upperBound + length
    return Stroke(columns: columns, label: label, field: field, taken: taken, isLabelFirst: isLeft)
  }

  /// The first row that has room, with two blanks to the neighbours.
  private mutating func place(_ stroke: Stroke) {
    let wanted = max(0, stroke.taken.lowerBound - 2)..<stroke.taken.upperBound + 2
    let row = rows.firstIndex { $0.allSatisfy { !$0.taken.overlaps(wanted) } }
    if let row { rows[row].append(stroke) } else { rows.append([stroke]) }
  }

  /// The rows as text.
  func text(_ ink: Ink) -> [String] {
    rows.map { row in
      var text = ""
      var at = 0
      for stroke in row.sorted(by: { $0.taken.lowerBound < $1.taken.lowerBound }) {
        text += String(repeating: " ", count: stroke.taken.lowerBound - at)
        let bar = String(repeating: "‾", count: stroke.columns.count)
        text += ink.paint(stroke.isLabelFirst ? stroke.label + " " + bar : bar + " " + stroke.label, stroke.field)
        at = stroke.taken.upperBound
      }
      return text
    }
  }
}
