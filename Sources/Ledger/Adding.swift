import Foundation
import GRDB
import Records
public import SourceText

/// What an `add` changed.
public struct Added: Sendable, Equatable {
  /// New reports.
  public var reports = 0
  /// New versions of known reports.
  public var versions = 0
  /// Captures or texts that were there already.
  public var known = 0
  /// Claims read.
  public var claims = 0
  /// What was not taken in, and why.
  public var problems: [Problem] = []
  /// Nothing.
  public init() {}

  /// Both together.
  public static func += (a: inout Added, b: Added) {
    (a.reports, a.versions, a.known) = (a.reports + b.reports, a.versions + b.versions, a.known + b.known)
    a.claims += b.claims
    a.problems += b.problems
  }
}

extension Ledger {
  /// Which of these captures are not in the ledger and were not forgotten: only those need to be read.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func unknown(_ captures: [String]) throws(Problem) -> Set<String> {
    try read { db in
      let known = try db.cachedStatement(
        sql: "SELECT 1 FROM capture WHERE sha256 = :hash UNION ALL SELECT 1 FROM tombstone WHERE sha256 = :hash")
      return Set(try captures.filter { try Int.fetchOne(known, arguments: ["hash": $0]) == nil })
    }
  }

  /// Takes in documents with their bytes and readings, all of them or none. The same bytes again change nothing.
  ///
  /// - Throws: a `Problem` if the ledger can't be written.
  public func add(_ deposits: [Deposit], software: Software, by actor: Actor) throws(Problem) -> Added {
    try write { db in
      var added = Added()
      let tool = try self.software(db, software)
      for deposit in deposits { added += try self.add(db, deposit, software: tool, actor) }
      return added
    }
  }

  private func add(_ db: Database, _ deposit: Deposit, software: Int64, _ actor: Actor) throws -> Added {
    var added = Added()
    let source = deposit.source
    if let stone = try Row.fetchOne(db, sql: "SELECT at, reason FROM tombstone WHERE sha256 = ?", arguments: [source.sha256]) {
      let (at, reason): (String, String) = (stone["at"], stone["reason"])
      added.problems.append(
        Problem("forgotten", "this was forgotten on \(at) (\(reason)) and is not taken in again", file: source.origin))
      return added
    }
    if try Int.fetchOne(db, sql: "SELECT 1 FROM capture WHERE sha256 = ?", arguments: [source.sha256]) != nil {
      added.known += 1
      return added
    }
    let capture = try insert(db, source, actor)
    guard let document = try insert(db, deposit, capture: capture, &added) else { return added }
    let reading = try store(db, deposit.entry, document: document.id, software: software, at: actor.at)
    added.claims += deposit.entry.claims.count
    let detail: [(String, JSON)] = [
      ("capture", .string(source.sha256)), ("text", .string(hash(deposit.document.bytes))), ("version", .int(document.version)),
      ("claims", .string(reading.digest)),
    ]
    try log(db, actor, "add", document.name, detail)
    return added
  }

  private func insert(_ db: Database, _ source: Deposit.Source, _ actor: Actor) throws -> Int64 {
    try db.cachedStatement(
      sql: "INSERT INTO capture (sha256, bytes, media_type, origin, address, tool, received) VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      source.sha256, Data(source.bytes), source.mediaType, source.origin, source.address, source.tool, source.received ?? actor.at,
    ])
    return db.lastInsertedRowID
  }

  /// - Returns: nil if the newest version of the report has this text and title already.
  private func insert(
    _ db: Database, _ deposit: Deposit, capture: Int64, _ added: inout Added
  ) throws -> (id: Int64, name: String, version: Int)? {
    let document = deposit.document
    let report = try report(db, deposit)
    let newest = try Row.fetchOne(
      db, sql: "SELECT id, version, sha256, title FROM document WHERE report = ? ORDER BY version DESC LIMIT 1", arguments: [report.id])
    let sha256 = hash(document.bytes)
    if let newest, newest["sha256"] == sha256, newest["title"] == document.title {
      added.known += 1
      return nil
    }
    if let newest {
      try retire(db, document: newest["id"])
      try unprint(db, document: newest["id"])
    }
    let version = (newest?["version"] ?? 0) + 1
    try db.execute(
      sql: """
        INSERT INTO document (report, version, capture, input, sha256, text, title, outlet, url, published, language, extra)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        report.id, version, capture, document.id, sha256, document.text, document.title, document.outlet, document.url,
        document.publishedText, document.language, JSON(.object(document.extra)).text,
      ])
    let id = db.lastInsertedRowID
    try db.execute(sql: "INSERT INTO fingerprint VALUES (?, ?)", arguments: [id, Data(deposit.fingerprint)])
    for band in deposit.bands { try db.execute(sql: "INSERT OR IGNORE INTO band VALUES (?, ?)", arguments: [band, id]) }
    try db.execute(sql: "INSERT INTO uncompared VALUES (?)", arguments: [id])
    if version == 1 { added.reports += 1 } else { added.versions += 1 }
    return (id, report.name, version)
  }

  /// The report with a key, made if there is none. Its name hangs on the key alone, so that it is the same in every ledger.
  private func report(_ db: Database, _ deposit: Deposit) throws -> (id: Int64, name: String) {
    if let row = try Row.fetchOne(db, sql: "SELECT id, name FROM report WHERE key = ?", arguments: [deposit.key]) {
      return (row["id"], row["name"])
    }
    let digits = hash(Array(deposit.key.utf8))
    for length in stride(from: 12, through: digits.count, by: 4) {
      let name = "r" + digits.prefix(length)
      if try Int.fetchOne(db, sql: "SELECT 1 FROM report WHERE name = ?", arguments: [name]) != nil { continue }
      try db.execute(sql: "INSERT INTO report (name, key, is_public) VALUES (?, ?, ?)", arguments: [name, deposit.key, deposit.isPublic])
      return (db.lastInsertedRowID, name)
    }
    throw Problem("ledger", "two reports have one name; nothing was changed", file: path)
  }

  func software(_ db: Database, _ software: Software) throws -> Int64 {
    try db.execute(
      sql: "INSERT OR IGNORE INTO software (version, knowledge) VALUES (?, ?)", arguments: [software.version, software.knowledge])
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM software WHERE version = ? AND knowledge = ?", arguments: [software.version, software.knowledge]) ?? 0
  }
}
