import Records

/// A format with one row an incident.
protocol RowFormat: Sendable {
  /// Its columns.
  static var table: ExportTable { get }
  /// HXL hashtags under the header, if it has them.
  static var tags: [String] { get }
  /// The row of an incident.
  func row(of published: PublishedIncident, _ summary: Summary) -> RowOrReason
}

/// A row, or why there is none.
enum RowOrReason: Sendable, Equatable {
  case row([Cell]), none(String)
}

extension RowFormat {
  static var tags: [String] { [] }
}

/// Writes a format of one row an incident as comma-separated values.
struct RowExporter<Format: RowFormat>: Exporter, Sendable {
  private let format: Format
  private var reasons: [String: Int] = [:]
  private var path: String { Format.table.name + ".csv" }

  init(_ format: Format) { self.format = format }

  var leftOut: [String: Int] { reasons }

  mutating func begin() -> [Piece] {
    let tags = Format.tags.isEmpty ? [] : CSV.line(Format.tags)
    return [Piece(path: path, bytes: CSV.header(Format.table) + tags)]
  }

  mutating func add(_ published: PublishedIncident) -> [Piece] {
    guard !published.incident.members.isEmpty else { return [] }
    switch format.row(of: published, Summary(published)) {
    case .row(let cells): return [Piece(path: path, bytes: CSV.lines([cells]))]
    case .none(let reason):
      reasons[reason, default: 0] += 1
      return []
    }
  }

  mutating func end() -> [Piece] { [] }
}
