import Codes
import Records
import SourceText

/// A record for people on a terminal: the text with its evidence underlined, then every claim in words.
struct TextExplanation {
  let record: Record
  let width: Int
  let ink: Ink

  var text: String { (head + body + claims + rest).joined(separator: "\n") + "\n" }

  private var head: [String] {
    let document = record.document
    let about = [document.outlet, document.publishedText ?? "no publication date", record.language ?? "language unknown", document.url]
    return [ink.strong(Columns.printable(document.id)), Columns.printable(about.compactMap(\.self).joined(separator: " · ")), ""]
  }

  // MARK: Text

  private var body: [String] {
    let marks = Mark.all(of: record)
    let room = width - 2
    return TextLine.lines(of: record.document.text, width: room).flatMap { line -> [String] in
      guard let first = line.glyphs.first, let last = line.glyphs.last else { return [""] }
      let here = marks.filter { $0.span.overlaps(first.bytes.union(last.bytes)) }
      return [ink.faint("│") + " " + painted(line, here)] + Underlines(line, marks: here, width: room).text(ink).map { "  " + $0 }
    }
  }

  /// The line with each character in the colour of its narrowest mark.
  private func painted(_ line: TextLine, _ marks: [Mark]) -> String {
    guard ink.isOn else { return line.text }
    var text = ""
    var run = ""
    var field: Field?
    for glyph in line.glyphs {
      let mark = marks.filter { $0.span.overlaps(glyph.bytes) }.min { $0.span.count < $1.span.count }
      if mark?.labels.first?.field != field {
        text += ink.paint(run, field, underlined: true)
        (run, field) = ("", mark?.labels.first?.field)
      }
      run.append(glyph.character)
    }
    return text + ink.paint(run, field, underlined: true)
  }

  // MARK: Claims

  private var claims: [String] {
    let title = record.claims.isEmpty ? "No claim was read" : Wording.count(record.claims.count, "claim")
    return ["", ink.strong(title)] + record.claims.flatMap(self.claim)
  }

  private func claim(_ claim: Claim) -> [String] {
    let sure = "confidence \(Wording.number(claim.confidence)), rule \(claim.rule)"
    let head = "\(Columns.pad(claim.id, 4))\(claim.stance.rawValue)  \(Wording.type(claim))"
    let sentence = PlainSentence(claim: claim, document: record.document).text
    let weighed = Wording.weighings(claim).map { row("weighed", $0, name: 10) } ?? []
    return ["", ink.strong(head) + "  " + ink.faint(sure)] + row("", sentence, name: 0) + Fact.all(of: claim).flatMap(row) + weighed
  }

  private func row(_ fact: Fact) -> [String] {
    let words = fact.evidence.map { "« \($0.quote) »" }.joined(separator: ", ")
    let detail = fact.detail.isEmpty ? "" : " (\(fact.detail))"
    var lines = row(fact.name, fact.value + detail + (words.isEmpty ? "" : "  " + words), name: 10)
    if let first = lines.first { lines[0] = first.replacing(fact.name, with: ink.paint(fact.name, fact.field), maxReplacements: 1) }
    return lines
  }

  private func row(_ name: String, _ text: String, name nameWidth: Int) -> [String] {
    Columns.row(name, text, indent: 4, name: nameWidth, width: width)
  }

  // MARK: What belongs to no claim

  private var rest: [String] {
    let facts =
      record.tolls.flatMap(Fact.all(of:)) + record.loadings.map(Fact.init(loading:)) + record.undisclosed.map(Fact.init(undisclosed:))
    var lines = facts.flatMap(row)
    for problem in record.problems { lines += row("problem", problem.message, name: 10) }
    return lines.isEmpty ? [] : ["", ink.strong("Outside the claims")] + lines
  }
}
