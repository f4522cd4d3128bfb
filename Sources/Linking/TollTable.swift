public import Records
public import SourceText

/// One figure of a happening: who gives it, where and when.
public struct TollRow: Sendable, Equatable {
  /// The figure with its bounds, scope and parts.
  public var toll: Toll
  /// Who gives it at the root of the chain; the outlet where nobody is quoted.
  public var speaker: Telling.Root
  /// Id of the report.
  public var report: String
  /// When that was published.
  public var published: Day?
  /// A row.
  public init(toll: Toll, speaker: Telling.Root, report: String, published: Day?) {
    (self.toll, self.speaker, self.report, self.published) = (toll, speaker, report, published)
  }
  /// A figure of a report, of a claim or outside of all claims.
  public init(toll: Toll, in report: Report) {
    self.init(toll: toll, speaker: Telling.Root(of: toll.speakers, in: report), report: report.id, published: report.document.published)
  }
  /// The figure as one number, if there is one.
  public var number: Int? { toll.number }
  /// The day up to which it counts.
  var day: Day? { toll.asOf ?? published }
}

extension Toll {
  /// The figure as one number, if there is one.
  var number: Int? { best ?? min ?? max }
}

/// The figures of a happening, side by side: none is averaged, none is dropped.
public struct TollTable: Sendable {
  /// The rows by kind, day of publication, report.
  public let rows: [TollRow]

  /// A table; figures that a report repeats stand in it once.
  public init(_ rows: [TollRow]) {
    var seen: Set<String> = []
    self.rows = rows.filter { seen.insert(TollTable.identity($0)).inserted }.sorted { TollTable.order($0) < TollTable.order($1) }
  }

  /// The figures of an incident's members; what a human rejected says nothing.
  public init(members: [Member], reports: [String: Report]) {
    self.init(
      members.filter { $0.review?.verdict != .rejected }.flatMap { member in
        reports[member.report].map { report in member.claim.tolls.map { TollRow(toll: $0, in: report) } } ?? []
      })
  }

  /// The row with the lowest figure of a kind, parts and totals of other happenings left out.
  public func lowest(_ kind: String) -> TollRow? { whole(kind).min { ($0.number ?? 0) < ($1.number ?? 0) } }

  /// The row with the highest.
  public func highest(_ kind: String) -> TollRow? {
    whole(kind).max { ($0.toll.max ?? $0.number ?? 0) < ($1.toll.max ?? $1.number ?? 0) }
  }

  /// Kinds in the table.
  public var kinds: [String] { Array(Set(rows.map(\.toll.kind))).sorted() }

  /// Rows that count all that were hit by this happening.
  func whole(_ kind: String) -> [TollRow] {
    rows.filter { $0.toll.kind == kind && $0.number != nil && $0.toll.scope != "partial" && $0.toll.scope != "cumulative" }
  }

  private static func identity(_ row: TollRow) -> String {
    let toll = row.toll
    return "\(row.report)|\(row.speaker.id)|\(toll.kind)|\(toll.scope)|\(toll.min ?? -1)|\(toll.max ?? -1)|\(toll.who ?? "")"
  }

  private static func order(_ row: TollRow) -> (String, Int, String, Int) {
    (row.toll.kind, row.published?.number ?? .max, row.report, row.toll.evidence.first?.span.start ?? 0)
  }
}
