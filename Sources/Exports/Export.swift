public import Records

/// One export: incidents through a gate into a format, with the account of what stayed behind.
public struct Export {
  /// What one incident gave.
  public struct Step: Sendable {
    /// Bytes for files.
    public let pieces: [Piece]
    /// The incident as it left; for `sqlite`, whose rows the ledger's room writes.
    public let published: PublishedIncident?
    /// What stayed behind, and why.
    public let withheld: [Withheld]
  }
  /// The format.
  public let format: ExportFormat
  /// The way out.
  public let gate: Gate
  /// What the gate withheld and what the format has no row for.
  public private(set) var tally = Tally()
  /// Incidents that left.
  public private(set) var incidents = 0
  /// Claims that left.
  public private(set) var claims = 0
  /// Reports that left, by outlet.
  private(set) var outlets: [String: Int] = [:]
  private var exporter: (any Exporter)?

  /// An export; `exporter` is that of the format, nil for `sqlite`.
  public init(format: ExportFormat, exporter: (any Exporter)?, gate: Gate) {
    (self.format, self.exporter, self.gate) = (format, exporter, gate)
  }

  /// What stands before the first incident.
  public mutating func begin() -> [Piece] { exporter?.begin() ?? [] }

  /// One incident of a ledger, with the reports of all its members by id.
  public mutating func add(_ incident: Incident, reports: [String: Report]) -> Step {
    let (published, withheld) = gate.admit(incident, reports: reports)
    tally.add(withheld)
    guard let published else { return Step(pieces: [], published: nil, withheld: withheld) }
    let before = exporter?.leftOut ?? [:]
    let pieces = exporter?.add(published) ?? []
    let left = (exporter?.leftOut ?? [:]).filter { before[$0.key] != $0.value }
    guard left.isEmpty else {
      for reason in left.keys { tally.add("incident", format.rawValue + ": " + reason) }
      return Step(pieces: pieces, published: nil, withheld: withheld)
    }
    incidents += 1
    claims += published.incident.members.count
    for report in published.reports.values { outlets[report.outlet ?? "", default: 0] += 1 }
    return Step(pieces: pieces, published: published, withheld: withheld)
  }

  /// What stands after the last.
  public mutating func end() -> [Piece] {
    exporter?.tally = tally
    return exporter?.end() ?? []
  }
}
