import Codes
import Foundation
import Ledger
import Linking
import Records
import SourceText

/// One incident as people read it on a terminal.
struct IncidentTable {
  let file: IncidentFile
  let series: [ReferenceSeries]
  let width: Int
  let ink: Ink
  private let table: TollTable
  private var incident: Incident { file.incident }

  init(file: IncidentFile, series: [ReferenceSeries], width: Int, ink: Ink) {
    (self.file, self.series, self.width, self.ink) = (file, series, width, ink)
    table = TollTable(members: file.incident.members, reports: file.reports)
  }

  var text: String {
    let head = "\(types)  \(days)  \(place)"
    let rows =
      [("grade", "\(incident.grade.rawValue): \(incident.gradeReason)")] + voices + tolls + flags + matches + [("joined by", reasons)]
    let before = incident.previous.isEmpty ? [] : [("was also", incident.previous.joined(separator: ", "))]
    return
      ([ink.strong(incident.id) + "  " + ink.strong(Columns.printable(head))]
      + (rows + before).filter { !$0.1.isEmpty }.flatMap { Columns.row($0.0, $0.1, indent: 2, name: 14, width: width) })
      .joined(separator: "\n")
  }

  private var types: String { Wording.unique(incident.members.map { Wording.type($0.claim) }).joined(separator: ", ") }

  private var days: String {
    let dates = incident.members.compactMap(\.claim.date).filter { $0.open == nil }
    let narrow = dates.min { span($0) < span($1) }
    return narrow.map(Wording.date) ?? "no day told"
  }

  private func span(_ date: DateValue) -> Int {
    guard let from = date.from, let to = date.to else { return .max }
    return to.number - from.number
  }

  private var place: String { Wording.scene(incident.members.map(\.claim)) }

  /// `reported by`, `denied by`, ...: who, in which reports, seen by a human or not.
  private var voices: [(String, String)] {
    Stance.allCases.map { stance in
      let told = incident.members.filter { $0.claim.stance == stance }
      let names = Wording.unique(told.map(voice)).map { name in
        name + " (" + told.filter { voice($0) == name }.map(address).joined(separator: ", ") + ")"
      }
      return (stance == .planned ? "told as planned" : stance.rawValue + " by", names.joined(separator: "; "))
    }
  }

  private func voice(_ member: Member) -> String { member.claim.speakers.last.map(Wording.speaker) ?? outlet(member.report) }

  private func outlet(_ report: String) -> String {
    let document = file.reports[report]?.document
    return (document?.outlet ?? document?.id ?? report) + ", own voice"
  }

  private func address(_ member: Member) -> String {
    let copy = file.reports[member.report]?.copyOf.map { ", copy of \($0)" } ?? ""
    return "\(member.key)\(member.review.map { ", \($0.verdict.rawValue)" } ?? "")\(copy)"
  }

  private var tolls: [(String, String)] {
    table.kinds.map { kind in
      let rows = table.rows.filter { $0.toll.kind == kind }
      let said = rows.map { "\(Wording.bounds($0.toll)) by \($0.speaker.name)\($0.published.map { " (\($0))" } ?? "")" }
      guard let low = table.lowest(kind), let high = table.highest(kind), rows.count > 1 else { return (kind, said.joined()) }
      let range = low.number == high.number ? Wording.bounds(low.toll) : "\(Wording.bounds(low.toll)) to \(Wording.bounds(high.toll))"
      return (kind, "\(range): " + Wording.unique(said).joined(separator: "; "))
    }
  }

  private var flags: [(String, String)] { table.flags.map { ("look at", $0) } }

  private var matches: [(String, String)] {
    table.rows.flatMap { row in series.matches(row.toll, published: row.published).map { ("series", $0.sentence) } }
  }

  private var reasons: String {
    Wording.unique(incident.reasons.map { $0.because.joined(separator: ", ") }).prefix(3).joined(separator: "; ")
  }
}
