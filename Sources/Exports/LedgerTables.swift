public import Codes
import Records
import SourceText

/// The three tables of published incidents: csv and sqlite hold the same.
public struct LedgerTables: Sendable {
  private let codebook: Codebook

  /// Tables whose ACLED rows come from this codebook.
  public init(codebook: Codebook) { self.codebook = codebook }

  /// The tables without rows.
  public static let empty: [ExportTable] = [incidents, claims, tolls]

  /// The rows that one incident adds, table by table.
  public func tables(of published: PublishedIncident) -> [ExportTable] {
    var tables = LedgerTables.empty
    guard !published.incident.members.isEmpty else { return tables }
    let summary = Summary(published)
    tables[0].rows = [incidentRow(summary, published)]
    for member in published.incident.members {
      tables[1].rows.append(claimRow(member, published))
      for (index, toll) in member.claim.tolls.enumerated() { tables[2].rows.append(tollRow(toll, index, member, published)) }
    }
    return tables
  }

  // MARK: Rows

  private func incidentRow(_ summary: Summary, _ published: PublishedIncident) -> [Cell] {
    let (incident, lead) = (summary.incident, summary.lead.claim)
    let (killed, injured) = (summary.bounds("killed"), summary.bounds("injured"))
    func count(_ holds: (Member) -> Bool) -> Cell { .whole(incident.members.filter(holds).count) }
    return [
      .text(incident.id), .text(incident.grade.rawValue), .text(incident.gradeReason), .text(lead.type.rawValue), .optional(lead.mode),
    ] + LedgerTables.date(summary.date) + LedgerTables.place(summary.place) + [
      LedgerTables.names(summary.parties(\.agent)), LedgerTables.names(summary.parties(\.target)), .optional(killed.min),
      .optional(killed.max), .optional(injured.min), .optional(injured.max), .whole(incident.members.count),
      count { $0.claim.stance == .denied }, count { $0.review == nil }, .whole(published.reports.count),
      LedgerTables.list(summary.roots(published)), LedgerTables.list(incident.previous),
    ]
  }

  private func claimRow(_ member: Member, _ published: PublishedIncident) -> [Cell] {
    let (claim, report) = (member.claim, published.reports[member.report])
    let words = claim.trigger.first.flatMap { report?.excerpt($0) }
    let acled = claim.acledRow(codebook)
    return [
      .text(member.key.description), .text(published.incident.id), .text(member.report), .text(claim.type.rawValue), .optional(claim.mode),
      .text(claim.stance.rawValue), .text(member.standing), .optional(acled?.eventType), .optional(acled?.subEventType),
      LedgerTables.names(claim.agent), LedgerTables.list(claim.agent.map { $0.id ?? "" }), LedgerTables.list(claim.agent.map(\.kind)),
      LedgerTables.names(claim.target), LedgerTables.list(claim.target.map { $0.id ?? "" }), LedgerTables.list(claim.target.map(\.kind)),
    ] + LedgerTables.date(claim.date) + LedgerTables.place(claim.place.first) + [
      LedgerTables.list(claim.means.map(\.name)), .optional(LedgerTables.chain(claim.speakers)),
      .optional(published.root(of: member)), .optional(words?.exact), .optional(words?.start), .optional(words?.end),
      .optional(claim.sameAs.map { member.report + "/" + $0 }), .text(claim.rule), .number(claim.confidence),
    ] + LedgerTables.source(report)
  }

  private func tollRow(_ toll: Toll, _ index: Int, _ member: Member, _ published: PublishedIncident) -> [Cell] {
    let words = toll.evidence.first.flatMap { published.reports[member.report]?.excerpt($0) }
    let parts = toll.subgroups.map { part in
      let (low, high) = (part.min.map { String($0) } ?? "", part.max.map { String($0) } ?? "")
      return part.group + " " + (low == high ? low : low + "-" + high)
    }
    return [
      .text("\(member.key)/t\(index + 1)"), .text(member.key.description), .text(published.incident.id), .text(toll.kind),
      .optional(toll.min),
      .optional(toll.max), .optional(toll.best), .text(toll.qualifier), .optional(toll.who), .text(toll.population),
      LedgerTables.list(parts), .text(toll.scope), .optional(toll.since), .optional(toll.asOf),
      .optional(LedgerTables.chain(toll.speakers)),
      .optional(words?.exact), .optional(words?.start), .optional(words?.end),
    ]
  }

  // MARK: Cells

  private static func date(_ date: DateValue?) -> [Cell] {
    [.optional(date?.from), .optional(date?.to), .optional(date?.precision), .optional(date?.open), .optional(date?.basis)]
  }

  private static func place(_ place: PlaceValue?) -> [Cell] {
    [
      .optional(place?.name), .optional(place?.id), .optional(place?.latitude), .optional(place?.longitude), .optional(place?.precision),
      .optional(place?.radius), .optional(place?.country), place.map { .flag($0.isDisputed) } ?? .none,
    ]
  }

  private static func source(_ report: PublishedReport?) -> [Cell] {
    [
      .optional(report?.outlet), .optional(report?.title), .optional(report?.url), .optional(report?.published),
      .optional(report?.language),
      .optional(report?.received), .optional(report?.version), .optional(report?.capture), .optional(report?.sha256),
      .optional(report?.copyOf),
    ]
  }

  static func names(_ parties: [Party]) -> Cell { list(parties.map(\.name)) }

  /// Values in one cell; empty ones in the middle keep their place.
  static func list(_ values: [String]) -> Cell { values.allSatisfy(\.isEmpty) ? .none : .text(values.joined(separator: "; ")) }

  /// The chain of those who say so, outermost first.
  static func chain(_ speakers: [Speaker]) -> String? { speakers.isEmpty ? nil : speakers.map(\.party.name).joined(separator: " > ") }
}

extension Member {
  /// accepted, corrected, rejected, or machine if no human has seen it.
  var standing: String { review?.verdict.rawValue ?? "machine" }
}
