import GRDB
import Records
public import SourceText

extension Ledger {
  /// Removes a capture with all documents, readings, claims and reviews made from it; its hash, the day and the reason stay.
  ///
  /// - Parameters:
  ///   - name: the SHA-256 of a capture or the name of a report, or an unambiguous beginning of one.
  /// - Returns: the hashes of the captures that were forgotten.
  /// - Throws: a `Problem` if there is nothing of that name, or a human's decision to export hangs on it.
  public func forget(_ name: String, reason: String, by actor: Actor) throws(Problem) -> [String] {
    let hashes = try write { db in
      let hashes = try captures(db, name)
      for hash in hashes {
        try db.execute(
          sql: "INSERT INTO tombstone (sha256, at, actor, reason) VALUES (?, ?, ?, ?)", arguments: [hash, actor.at, actor.name, reason])
        try remove(db, capture: hash)
        try log(db, actor, "forget", hash, [("reason", .string(reason))])
      }
      return hashes
    }
    try compact()
    return hashes
  }

  private func captures(_ db: Database, _ name: String) throws -> [String] {
    let end = Ledger.end(of: name)
    let exact = try String.fetchAll(db, sql: "SELECT sha256 FROM capture WHERE sha256 >= ? AND sha256 < ?", arguments: [name, end])
    if exact.count == 1 { return exact }
    let reports = try Int64.fetchAll(db, sql: "SELECT id FROM report WHERE name >= ? AND name < ?", arguments: [name, end])
    if exact.count > 1 || reports.count > 1 {
      throw Problem("forget", "\(name) fits more than one; write more of the hash or the report's name")
    }
    guard let report = reports.first else {
      throw Problem(
        "forget", "there is no capture or report \(name) in this ledger; constat search finds reports by their words", file: path)
    }
    return try String.fetchAll(
      db, sql: "SELECT DISTINCT capture.sha256 FROM document JOIN capture ON capture.id = document.capture WHERE document.report = ?",
      arguments: [report])
  }

  private func remove(_ db: Database, capture hash: String) throws {
    let documents = try Int64.fetchAll(
      db, sql: "SELECT document.id FROM document JOIN capture ON capture.id = document.capture WHERE capture.sha256 = ?", arguments: [hash])
    for document in documents {
      try retire(db, document: document)
      try unprint(db, document: document)
      let readings = "SELECT id FROM reading WHERE document = ?"
      let claims = "SELECT id FROM claim WHERE reading IN (\(readings))"
      try db.execute(sql: "UPDATE incident SET reasons = '[]' WHERE component IN (SELECT component FROM unlinked_component)")
      for statement in [
        "DELETE FROM review WHERE claim IN (\(claims))",
        "DELETE FROM claim WHERE reading IN (\(readings))", "DELETE FROM reading WHERE document = ?",
      ] { try db.execute(sql: statement, arguments: [document]) }
      let report = try Int64.fetchOne(db, sql: "SELECT report FROM document WHERE id = ?", arguments: [document])
      try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document])
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO uncompared SELECT document.id FROM copy JOIN current_document AS document ON document.report = copy.report
          WHERE copy.original = ?
          """, arguments: [report])
      try db.execute(sql: "DELETE FROM copy WHERE report = :id OR original = :id", arguments: ["id": report])
      try db.execute(
        sql: "DELETE FROM report WHERE id = :id AND NOT EXISTS (SELECT 1 FROM document WHERE report = :id)", arguments: ["id": report])
    }
    try db.execute(sql: "DELETE FROM incident WHERE id NOT IN (SELECT incident FROM member)")
    try db.execute(sql: "DELETE FROM capture WHERE sha256 = ?", arguments: [hash])
  }

  /// Overwrites what was deleted, in the file and in its log.
  private func compact() throws(Problem) {
    try unguardedWrite { db in
      try db.execute(sql: "INSERT INTO words (words) VALUES ('optimize')")
      try db.execute(sql: "VACUUM")
      try db.checkpoint(.truncate)
    }
  }
}
