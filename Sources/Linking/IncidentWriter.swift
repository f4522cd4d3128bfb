public import Records
import SourceText

/// Writes an incident as a line of `constat incidents --format jsonl`.
public struct IncidentWriter {
  private let tellings: [ClaimKey: Telling]
  private let reports: [String: Report]
  private let series: [ReferenceSeries]

  /// A writer that knows the tellings and the reports of the incidents it will meet.
  public init(tellings: [Telling], reports: [String: Report], series: [ReferenceSeries] = []) {
    self.tellings = Dictionary(tellings.map { ($0.key, $0) }) { first, _ in first }
    (self.reports, self.series) = (reports, series)
  }

  /// The incident with its grade, its reasons and the table of its tolls.
  public func json(_ incident: Incident) -> JSON {
    let keys = incident.members.map(\.key)
    let (telling, recalling) = divided(keys)
    return .object([
      ("incident", .string(incident.id)), ("previous", .list(incident.previous.map(JSON.string))),
      ("documents", .list(telling.map(JSON.string))), ("mentions", .list(recalling.map(JSON.string))),
      ("claims", .list(keys.map(claim))), ("grade", .string(incident.grade.rawValue)), ("grade_reason", .string(incident.gradeReason)),
      ("reasons", .list(incident.reasons.map(reason))), ("tolls", tolls(TollTable(members: incident.members, reports: reports))),
    ])
  }

  /// The tellings of an incident's members, for the grader.
  public func tellings(of incident: Incident) -> [Telling] {
    incident.members.compactMap { tellings[$0.key] }
  }

  /// Ids of the documents that tell the happening as their news, and of those that only recall it.
  private func divided(_ keys: [ClaimKey]) -> (telling: [String], recalling: [String]) {
    let telling = Set(keys.filter { tellings[$0]?.isNews ?? true }.map(\.report))
    let recalling = Set(keys.map(\.report)).subtracting(telling)
    return (telling.map(document).sorted(), recalling.map(document).sorted())
  }

  private func document(_ report: String) -> String { reports[report]?.document.id ?? report }

  private func claim(_ key: ClaimKey) -> JSON {
    .object([("document", .string(document(key.report))), ("report", .string(key.report)), ("claim", .string(key.claim))])
  }

  private func reason(_ reason: Reason) -> JSON {
    .object([
      ("one", claim(reason.one)), ("other", claim(reason.other)), ("because", .list(reason.because.map(JSON.string))),
      ("weight", .number(reason.weight)),
    ])
  }

  // MARK: Tolls

  private func tolls(_ table: TollTable) -> JSON {
    let extremes = table.kinds.map { kind -> (String, JSON) in
      (kind, .object([("lowest", table.lowest(kind).map(row) ?? .null), ("highest", table.highest(kind).map(row) ?? .null)]))
    }
    return .object([
      ("rows", .list(table.rows.map(row))), ("extremes", .object(extremes)), ("flags", .list(table.flags.map(JSON.string))),
      ("references", .list(table.rows.compactMap(reference))),
    ])
  }

  private func row(_ row: TollRow) -> JSON {
    let toll = row.toll
    return .object([
      ("kind", .string(toll.kind)), ("min", .optional(toll.min)), ("max", .optional(toll.max)), ("best", .optional(toll.best)),
      ("qualifier", .string(toll.qualifier)), ("scope", .string(toll.scope)), ("who", .optional(toll.who)),
      ("since", .optional(toll.since?.description)), ("as_of", .optional(toll.asOf?.description)),
      ("speaker", .string(row.speaker.name)), ("is_outlet", .bool(row.speaker.isOutlet)), ("document", .string(document(row.report))),
      ("published", .optional(row.published?.description)),
    ])
  }

  private func reference(_ row: TollRow) -> JSON? {
    guard let match = series.matches(row.toll, published: row.published).first else { return nil }
    return .object([
      ("kind", .string(match.kind)), ("told", .int(match.told)), ("counted", .int(match.counted)), ("series", .string(match.series)),
      ("publisher", .string(match.publisher)), ("day", .string(match.day.description)), ("days_before_publication", .int(match.staleness)),
      ("exact", .bool(match.isExact)), ("sentence", .string(match.sentence)),
    ])
  }
}
