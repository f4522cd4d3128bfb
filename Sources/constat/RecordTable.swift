import Codes
import Records
import SourceText

/// A record as a table for people.
struct RecordTable {
  let record: Record
  let width: Int
  var ink = Ink.none

  /// The whole table, a line between documents at its end.
  var text: String {
    var lines = [ink.strong(Columns.printable(head))]
    let typeWidth = (record.claims.map { Wording.type($0).count }.max() ?? 0) + 2
    for claim in record.claims { lines += rows(claim, typeWidth) }
    if record.claims.isEmpty { lines.append("  no claim") }
    for toll in record.tolls { lines += note("toll of no single happening", Wording.toll(toll)) }
    for undisclosed in record.undisclosed {
      lines += note("not told", "\(undisclosed.what) « \(undisclosed.evidence.first?.quote ?? "") »")
    }
    let loaded = record.loadings.compactMap { $0.evidence.first?.quote }.map { "« \($0) »" }
    if !loaded.isEmpty { lines += note("loaded wording", loaded.joined(separator: ", ")) }
    for problem in record.problems { lines += note("problem", problem.message) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: String {
    let document = record.document
    let outlet = document.outlet.map { "\($0), " } ?? ""
    let language = record.language ?? "language unknown"
    return "\(document.id)  \(outlet)\(document.publishedText ?? "no date"), \(language), \(Wording.count(record.claims.count, "claim"))"
  }

  private func rows(_ claim: Claim, _ typeWidth: Int) -> [String] {
    let same = claim.sameAs.map { "  same happening as \($0)" } ?? ""
    let trigger = "« \(Columns.printable(claim.trigger.first?.quote ?? "")) »"
    let head =
      "  \(Columns.pad(claim.id, 4))\(Columns.pad(claim.stance.rawValue, 11))\(Columns.pad(Wording.type(claim), typeWidth))\(trigger)\(same)"
    var rows = [head]
    func row(_ name: String, _ values: [String]) {
      if !values.isEmpty { rows += Columns.row(name, Wording.unique(values).joined(separator: " | "), indent: 6, name: 9, width: width) }
    }
    row("says", claim.speakers.isEmpty ? [] : [Wording.chain(claim.speakers)])
    row("agent", claim.agent.map(\.name))
    row("target", claim.target.map(\.name))
    row("place", claim.place.map(Wording.place))
    row("date", claim.date.map { [Wording.date($0)] } ?? [])
    row("means", claim.means.map(\.name))
    row("tolls", claim.tolls.map { Wording.toll($0) + given($0, in: claim) })
    return rows
  }

  /// Who gives the figure, where it is not who tells the claim.
  private func given(_ toll: Toll, in claim: Claim) -> String {
    toll.speakers.isEmpty || toll.speakers == claim.speakers ? "" : " by " + Wording.chain(toll.speakers)
  }

  private func note(_ name: String, _ text: String) -> [String] {
    Columns.row(name + ":", text, indent: 2, name: name.count + 2, width: width)
  }
}
