import Codes
import Exports
import Foundation
import Intake
import Ledger
import Records
import SourceText

/// Writes one export to a folder: files grow incident by incident, the package's descriptor comes last.
///
/// The folder takes its name only when all is written, so that a half-made export is never taken for a whole one.
struct ExportRun {
  private(set) var export: Export
  let folder: String
  private let part: String
  private let codebook: Codebook
  private var files: [String: OpenFile] = [:]
  private var database: TableFile?

  init(_ export: Export, folder: String, codebook: Codebook) throws {
    (self.export, self.folder, part, self.codebook) = (export, folder, folder + ".part", codebook)
    let manager = FileManager.default
    if manager.fileExists(atPath: folder), !manager.fileExists(atPath: folder + "/datapackage.json"),
      (try? manager.contentsOfDirectory(atPath: folder))?.isEmpty != true
    {
      throw Failure("\(folder): there is something else here; name a new folder, or one of an earlier export")
    }
    try? manager.removeItem(atPath: part)
    try manager.createDirectory(atPath: part, withIntermediateDirectories: true)
    if export.format == .sqlite { database = try TableFile(path: part + "/incidents.sqlite", tables: export.format.tables.map(\.plan)) }
    try write(self.export.begin())
  }

  /// - Returns: what stayed behind of the incident.
  mutating func add(_ file: IncidentFile) throws -> [Withheld] {
    let step = export.add(file.incident, reports: file.reports)
    try write(step.pieces)
    if let database, let published = step.published {
      let tables = LedgerTables(codebook: codebook).tables(of: published)
      try database.add(tables.flatMap { table in table.rows.map { (table.name, $0.map(\.value)) } })
    }
    return step.withheld
  }

  mutating func finish(_ header: DataPackage.Header, defaults: Policy) throws {
    try write(export.end())
    var listed = try files.map { try $0.value.close(path: $0.key) }
    if let database {
      try database.close()
      listed.append(try DataPackage.File(whole: "incidents.sqlite", in: part))
    }
    let package = DataPackage(header, of: export, files: listed, defaults: defaults).json.pretty() + [10]
    try Data(package).write(to: URL(fileURLWithPath: part + "/datapackage.json"))
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.moveItem(atPath: part, toPath: folder)
  }

  private mutating func write(_ pieces: [Piece]) throws {
    for piece in pieces {
      if files[piece.path] == nil { files[piece.path] = try OpenFile(part + "/" + piece.path) }
      try files[piece.path]?.write(piece.bytes)
    }
  }

  /// What the ledger's log keeps.
  var account: [(String, JSON)] {
    [
      ("audience", .string(export.gate.audience.rawValue)), ("incidents", .int(export.incidents)), ("claims", .int(export.claims)),
      ("left_out", .list(export.tally.sentences.map(JSON.string))), ("overrides", .list(export.gate.overrides.map(\.json))),
    ]
  }

  var summary: String {
    let kept = export.tally.sentences
    return "\(Wording.count(export.incidents, "incident")), \(Wording.count(export.claims, "claim"))"
      + (kept.isEmpty ? "" : "; withheld or changed: " + kept.joined(separator: ", "))
  }
}

/// A file that is written piece by piece.
private struct OpenFile {
  private let handle: FileHandle
  private var digest = Digest()
  private var count = 0

  init(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path) else {
      throw Failure("\(path): the file can't be written; check the folder")
    }
    self.handle = handle
  }

  mutating func write(_ bytes: [UInt8]) throws {
    try handle.write(contentsOf: Data(bytes))
    digest.add(bytes)
    count += bytes.count
  }

  func close(path: String) throws -> DataPackage.File {
    try handle.close()
    return DataPackage.File(path: path, bytes: count, sha256: digest.hex())
  }
}

extension DataPackage.File {
  /// A file that something else wrote, read block by block.
  fileprivate init(whole path: String, in folder: String) throws {
    guard let handle = FileHandle(forReadingAtPath: folder + "/" + path) else { throw Failure("\(folder)/\(path): the file is gone") }
    defer { try? handle.close() }
    var (digest, count) = (Digest(), 0)
    while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
      digest.add(Array(data))
      count += data.count
    }
    self.init(path: path, bytes: count, sha256: digest.hex())
  }
}

extension ExportTable {
  fileprivate var plan: TablePlan {
    TablePlan(name: name, columns: fields.map { ($0.name, ExportTable.type($0.kind)) }, key: key)
  }

  private static func type(_ kind: Kind) -> String {
    switch kind {
    case .integer, .boolean: "INTEGER"
    case .number: "REAL"
    case .string, .date: "TEXT"
    }
  }
}

extension Cell {
  fileprivate var value: TableFile.Value {
    switch self {
    case .none: .null
    case .text(let text): .text(text)
    case .whole(let value): .int(value)
    case .number(let value): .real(value)
    case .flag(let flag): .int(flag ? 1 : 0)
    case .day(let day): .text(day.description)
    }
  }
}
