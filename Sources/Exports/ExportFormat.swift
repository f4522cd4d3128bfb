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

  /// Writes the format; nil for `sqlite`, whose tables (`LedgerTables`) the ledger's room writes.
  public func exporter(_ settings: ExportSettings) -> (any Exporter)? {
    switch self {
    case .csv: CSVExporter(codebook: settings.codebook)
    case .hxl: RowExporter(HXLFormat())
    case .acled: RowExporter(AcledFormat(codebook: settings.codebook, countries: settings.countries))
    case .ged: RowExporter(GedFormat(countries: settings.countries))
    case .geojson: GeoJSONExporter(degrees: settings.degrees)
    case .timemap: TimeMapExporter(degrees: settings.degrees)
    case .webannotation: WebAnnotationExporter(evidence: settings.gate.policy.quotes ? .quotes : .positions)
    case .prov: ProvenanceExporter(making: settings.making)
    case .schemaorg: SchemaOrgExporter(making: settings.making)
    case .jsonl: JSONLinesExporter(codebook: settings.codebook)
    case .sqlite: nil
    case .dossier: DossierExporter(settings.dossier)
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

/// What formats need besides incidents.
public struct ExportSettings: Sendable {
  /// Types, modes and their counterparts.
  public var codebook: Codebook
  /// The gate that the incidents come through.
  public var gate: Gate
  /// Software, packs and time.
  public var making: Making
  /// Names of countries by ISO 3166 alpha-2 code, for the formats that tell names.
  public var countries: [String: String] = [:]
  /// Language of the labels of pages.
  public var language: String
  /// Labels of pages by key.
  public var labels: [String: String] = [:]
  /// What stands above pages.
  public var title: String?
  /// Settings without names, labels and title.
  public init(codebook: Codebook, gate: Gate, making: Making, language: String) {
    (self.codebook, self.gate, self.making, self.language) = (codebook, gate, making, language)
  }

  var dossier: DossierExporter.Settings {
    var dossier = DossierExporter.Settings(language: language, labels: labels, making: making, gate: gate)
    (dossier.countries, dossier.title, dossier.degrees) = (countries, title, degrees)
    return dossier
  }

  /// The grid that positions are drawn on; the finest that files write where its rule is lifted.
  var degrees: Double { gate.applies(.grid) ? gate.policy.grid : 0.0001 }
}
