/// What the formats that aren't tables are told besides their incidents.
public struct FormSettings: Sendable {
  /// The gate that the incidents come through.
  public var gate: Gate
  /// Software, packs and time.
  public var making: Making
  /// The language of the dossier's labels, as `lang` names it.
  public var language: String
  /// Words of the dossier by key (`words/dossier.terms` of the language).
  public var labels: [String: String]
  /// Names of countries by ISO 3166 alpha-2 code.
  public var countries: [String: String] = [:]
  /// How GeoJSON draws positions.
  public var shape = GeoJSONExporter.Shape.point
  /// What annotations hold of the evidence; words leave only if the policy lets them.
  public var evidence = WebAnnotationExporter.Evidence.quotes
  /// What a dossier is called.
  public var title: String?
  /// Settings with points and quotes.
  public init(gate: Gate, making: Making, language: String, labels: [String: String]) {
    (self.gate, self.making, self.language, self.labels) = (gate, making, language, labels)
  }
}

extension ExportFormat {
  /// Writes the format; nil for tables and lines, which `exporter(codebook:)` writes.
  public func form(_ settings: FormSettings) -> (any Exporter)? {
    let degrees = settings.gate.policy.grid
    return switch self {
    case .geojson: GeoJSONExporter(shape: settings.shape, degrees: degrees)
    case .timemap: TimeMapExporter(degrees: degrees)
    case .webannotation: WebAnnotationExporter(evidence: settings.evidence)
    case .prov: ProvenanceExporter(making: settings.making)
    case .schemaorg: SchemaOrgExporter(making: settings.making)
    case .dossier: dossier(settings)
    case .csv, .hxl, .acled, .ged, .jsonl, .sqlite: nil
    }
  }

  private func dossier(_ settings: FormSettings) -> DossierExporter {
    var dossier = DossierExporter.Settings(
      language: settings.language, labels: settings.labels, making: settings.making, gate: settings.gate)
    (dossier.title, dossier.countries) = (settings.title, settings.countries)
    return DossierExporter(dossier)
  }
}
