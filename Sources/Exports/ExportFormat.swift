public import Codes

/// The formats of exports.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// Three tables: incidents, claims, tolls.
  case csv
  /// One table with HXL hashtags.
  case hxl
  /// The columns of ACLED.
  case acled
  /// The columns of UCDP GED.
  case ged
  /// Places as GeoJSON.
  case geojson
  /// A TimeMap story.
  case timemap
  /// Evidence as W3C Web Annotations.
  case webannotation
  /// Where everything comes from, in PROV-O.
  case prov
  /// Claims and reviews in schema.org.
  case schemaorg
  /// One incident a line.
  case jsonl
  /// The tables of csv in a database.
  case sqlite
  /// Printable pages.
  case dossier

  /// Writes the format; nil for `sqlite`, whose tables (`LedgerTables`) the ledger's room writes, and for formats that aren't here yet.
  ///
  /// - Parameter countries: names of countries by ISO 3166 alpha-2 code, for the formats that tell names.
  public func exporter(codebook: Codebook, countries: [String: String] = [:]) -> (any Exporter)? {
    switch self {
    case .csv: CSVExporter(codebook: codebook)
    case .hxl: RowExporter(HXLFormat())
    case .acled: RowExporter(AcledFormat(codebook: codebook, countries: countries))
    case .ged: RowExporter(GedFormat(countries: countries))
    case .jsonl: JSONLinesExporter(codebook: codebook)
    default: nil
    }
  }

  /// The tables that the format writes as `NAME.csv`, without rows; empty for formats without tables.
  public var tables: [ExportTable] {
    switch self {
    case .csv, .sqlite: LedgerTables.empty
    case .hxl: [HXLFormat.table]
    case .acled: [AcledFormat.table]
    case .ged: [GedFormat.table]
    default: []
    }
  }
}
