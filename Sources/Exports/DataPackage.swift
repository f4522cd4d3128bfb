public import Records

/// The descriptor of an export's folder, `datapackage.json`, after Frictionless Data Package 2.0.
public struct DataPackage {
  /// A file of the folder.
  public struct File: Sendable {
    /// Path inside the folder.
    public let path: String
    /// Its length.
    public let bytes: Int
    /// Its SHA-256 in hexadecimal digits.
    public let sha256: String
    /// A file.
    public init(path: String, bytes: Int, sha256: String) { (self.path, self.bytes, self.sha256) = (path, bytes, sha256) }
  }
  /// What the one who exports says of it.
  public struct Header: Sendable {
    /// Short name: small letters, digits, `-`.
    public var name: String
    /// A title for people.
    public var title: String
    /// When it was made, ISO 8601 in UTC.
    public var created: String
    /// Name and version of the program.
    public var software: String
    /// SPDX name of the licence of the data; nil if nobody said one.
    public var licence: String?
    /// A header.
    public init(name: String, title: String, created: String, software: String, licence: String?) {
      (self.name, self.title, self.created, self.software, self.licence) = (name, title, created, software, licence)
    }
  }
  private let header: Header
  private let export: Export
  private let files: [File]
  private let defaults: Policy

  /// - Parameter defaults: the policy that the project ships; what the export's policy changes is told.
  public init(_ header: Header, of export: Export, files: [File], defaults: Policy) {
    (self.header, self.export, self.files, self.defaults) = (header, export, files.sorted { $0.path < $1.path }, defaults)
  }

  /// The descriptor.
  public var json: JSON {
    var fields: [(String, JSON)] = [
      ("$schema", .string("https://datapackage.org/profiles/2.0/datapackage.json")), ("name", .string(DataPackage.name(header.name))),
      ("title", .string(header.title)), ("created", .string(header.created)),
    ]
    if let licence = header.licence { fields.append(("licenses", .list([.object([("name", .string(licence))])]))) }
    if !sources.isEmpty { fields.append(("sources", .list(sources))) }
    fields += [("resources", .list(files.map(resource))), ("constat", .object(account))]
    return .object(fields)
  }

  /// Outlets with the number of reports.
  private var sources: [JSON] {
    export.outlets.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { outlet, count in
      .object([("title", .string(outlet)), ("reports", .int(count))])
    }
  }

  /// Small letters, digits, dots and hyphens, as names of packages and resources must be.
  private static func name(_ text: String) -> String {
    let name = Words.folded(text).filter { !$0.isEmpty }.joined(separator: "-").unicodeScalars.filter(\.isASCII)
    return name.isEmpty ? "export" : String(String.UnicodeScalarView(name))
  }

  // MARK: How the policy was applied

  private var account: [(String, JSON)] {
    let gate = export.gate
    return [
      ("software", .string(header.software)), ("format", .string(export.format.rawValue)), ("audience", .string(gate.audience.rawValue)),
      ("incidents", .int(export.incidents)), ("claims", .int(export.claims)),
      ("left_out", .list(export.tally.counts.map(DataPackage.count))),
      ("policy", .object(gate.policy.settings.map { ($0.key, DataPackage.json($0.value)) })),
      ("changed", .list(gate.policy.departures(from: defaults).map(JSON.string))),
      ("overrides", .list(gate.overrides.map(\.json))),
    ]
  }

  private static func count(_ count: Tally.Count) -> JSON {
    .object([("what", .string(count.what)), ("reason", .string(count.reason)), ("count", .int(count.count))])
  }

  private static func json(_ setting: Policy.Setting) -> JSON {
    switch setting {
    case .flag(let flag): .bool(flag)
    case .number(let value): number(value)
    case .text(let text): .string(text)
    case .list(let list): .list(list.map(JSON.string))
    }
  }

  // MARK: Files

  private func resource(_ file: File) -> JSON {
    let ending = String(file.path.split(separator: ".").last ?? "")
    let stem = file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? file.path
    let table = ending == "csv" ? export.format.tables.first { $0.name == stem } : nil
    var fields: [(String, JSON)] = [("name", .string(DataPackage.name(table?.name ?? file.path))), ("path", .string(file.path))]
    if table != nil { fields.append(("type", .string("table"))) }
    fields += [
      ("format", .string(ending)), ("mediatype", .string(DataPackage.media[ending] ?? "application/octet-stream")),
      ("encoding", .string("utf-8")), ("bytes", .int(file.bytes)), ("hash", .string("sha256:" + file.sha256)),
    ]
    guard let table else { return .object(fields) }
    fields.insert(("description", .string(table.about)), at: 2)
    if export.format == .hxl { fields.append(("dialect", .object([("commentRows", .list([.int(2)]))]))) }
    return .object(fields + [("schema", DataPackage.schema(table))])
  }

  private static let media = [
    "csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl", "geojson": "application/geo+json",
    "jsonld": "application/ld+json", "html": "text/html", "sqlite": "application/vnd.sqlite3", "txt": "text/plain", "css": "text/css",
  ]

  private static func schema(_ table: ExportTable) -> JSON {
    let links: [JSON] = table.links.map { link in
      .object([
        ("fields", .list([.string(link.field)])),
        ("reference", .object([("resource", .string(link.table)), ("fields", .list([.string(link.key)]))])),
      ])
    }
    var fields: [(String, JSON)] = [
      ("fields", .list(table.fields.map(field))), ("missingValues", .list([.string("")])),
      ("primaryKey", .list(table.key.map(JSON.string))),
    ]
    if !links.isEmpty { fields.append(("foreignKeys", .list(links))) }
    return .object(fields)
  }

  private static func field(_ field: ExportTable.Field) -> JSON {
    var constraints: [(String, JSON)] = field.isRequired ? [("required", .bool(true))] : []
    if !field.values.isEmpty { constraints.append(("enum", .list(field.values.map(JSON.string)))) }
    if let minimum = field.minimum { constraints.append(("minimum", number(minimum))) }
    if let maximum = field.maximum { constraints.append(("maximum", number(maximum))) }
    let fields: [(String, JSON)] = [
      ("name", .string(field.name)), ("type", .string(field.kind.rawValue)), ("description", .string(field.about)),
    ]
    return .object(fields + (constraints.isEmpty ? [] : [("constraints", .object(constraints))]))
  }

  private static func number(_ value: Double) -> JSON { Int(exactly: value).map(JSON.int) ?? .number(value) }
}
