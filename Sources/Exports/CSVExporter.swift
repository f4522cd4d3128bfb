public import Codes

/// Three tables as comma-separated values: `incidents.csv`, `claims.csv`, `tolls.csv`.
public struct CSVExporter: Exporter, Sendable {
  private let tables: LedgerTables

  /// An exporter whose ACLED columns come from this codebook.
  public init(codebook: Codebook) { tables = LedgerTables(codebook: codebook) }

  /// The headers.
  public mutating func begin() -> [Piece] { LedgerTables.empty.map { Piece(path: $0.name + ".csv", bytes: CSV.header($0)) } }

  /// The rows of an incident.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    tables.tables(of: published).filter { !$0.rows.isEmpty }.map { Piece(path: $0.name + ".csv", bytes: CSV.lines($0.rows)) }
  }

  /// Nothing.
  public mutating func end() -> [Piece] { [] }
}
