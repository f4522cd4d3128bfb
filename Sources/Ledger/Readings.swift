import Foundation
import GRDB
import Records
public import SourceText

extension Ledger {
  /// Stores what was read from a document.
  ///
  /// - Returns: the reading's row and the SHA-256 over its claims.
  func store(
    _ db: Database, _ entry: Entry, document: Int64, software: Int64, at: String
  ) throws -> (id: Int64, digest: String, claims: [String: Int64]) {
    try db.execute(
      sql: """
        INSERT INTO reading (document, software, at, language, sentences, tolls, loadings, undisclosed, persons, problems)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        document, software, at, entry.language, entry.sentences, entry.tolls, entry.loadings, entry.undisclosed, entry.persons,
        entry.problems,
      ])
    let reading = db.lastInsertedRowID
    var claims: [String: Int64] = [:]
    for line in entry.claims { claims[line.id] = try store(db, line, reading: reading) }
    return (reading, digest(entry.claims.map(\.json)), claims)
  }

  /// SHA-256 over the claims of a reading, in their order.
  func digest(_ claims: [String]) -> String { hash(Array(claims.joined(separator: "\n").utf8)) }

  private func store(_ db: Database, _ line: Entry.Line, reading: Int64) throws -> Int64 {
    try db.cachedStatement(
      sql: """
        INSERT INTO claim (reading, local, type, mode, stance, day_from, day_to, confidence, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [reading, line.id, line.type, line.mode, line.stance, line.from, line.to, line.confidence, line.json])
    let claim = db.lastInsertedRowID
    try link(db, claim, line.link)
    try db.cachedStatement(sql: "INSERT INTO quotes (rowid, quote) VALUES (?, ?)").execute(arguments: [claim, line.quotes])
    if let box = line.box {
      try db.cachedStatement(sql: "INSERT INTO claim_place VALUES (?, ?, ?, ?, ?)").execute(
        arguments: [claim, box.south, box.north, box.west, box.east])
    }
    return claim
  }

  /// Keeps what linking needs of a claim; the claim waits for the next linking.
  func link(_ db: Database, _ claim: Int64, _ entry: LinkEntry) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO telling VALUES (?, ?)").execute(arguments: [claim, entry.telling])
    try db.cachedStatement(sql: "DELETE FROM link_key WHERE claim = ?").execute(arguments: [claim])
    for key in entry.keys {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO link_key VALUES (?, ?)").execute(arguments: [key, claim])
    }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO unlinked VALUES (?)").execute(arguments: [claim])
  }

  /// Takes the claims of a document out of everything that is computed: a newer version or reading stands in their place.
  func retire(_ db: Database, document: Int64) throws {
    let claims = "SELECT claim.id FROM claim JOIN reading ON reading.id = claim.reading WHERE reading.document = :document"
    let arguments: StatementArguments = ["document": document]
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO unlinked_component SELECT incident.component FROM incident JOIN member ON member.incident = incident.id
        WHERE member.claim IN (\(claims))
        """, arguments: arguments)
    for table in ["member", "link_key", "unlinked", "telling"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE claim IN (\(claims))", arguments: arguments)
    }
    try db.execute(sql: "DELETE FROM claim_place WHERE id IN (\(claims))", arguments: arguments)
    try db.execute(sql: "DELETE FROM quotes WHERE rowid IN (\(claims))", arguments: arguments)
  }

  /// Takes the text of a document out of the search for copies: it is no longer its report's newest, or it goes.
  func unprint(_ db: Database, document: Int64) throws {
    for table in ["band", "uncompared", "fingerprint"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE document = ?", arguments: [document])
    }
  }

  /// Documents whose newest reading was made by other software or knowledge, oldest first, a few at a time.
  ///
  /// - Parameters:
  ///   - after: id of the last document of the call before; 0 for the first call.
  /// - Throws: a `Problem` if the ledger can't be read.
  public func stale(_ software: Software, after: Int64, count: Int) throws(Problem) -> [(row: Int64, document: Document)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT document.* FROM current_document AS document JOIN reading ON reading.document = document.id
          JOIN software ON software.id = reading.software
          WHERE document.id > ? AND reading.id = (SELECT max(id) FROM reading AS other WHERE other.document = document.id)
          AND (software.version <> ? OR software.knowledge <> ?) ORDER BY document.id LIMIT ?
          """, arguments: [after, software.version, software.knowledge, count]
      ).map { ($0["id"], Ledger.document($0)) }
    }
  }

  static func document(_ row: Row) -> Document {
    let extra: String = row["extra"]
    var fields: [String: JSONValue] = [:]
    if case .object(let all)? = try? JSONDecoder().decode(JSONValue.self, from: Data(extra.utf8)) { fields = all }
    return Document(
      id: row["input"], text: row["text"], published: row["published"], outlet: row["outlet"], url: row["url"], language: row["language"],
      title: row["title"], sha256: row["sha256"], extra: fields)
  }
}
