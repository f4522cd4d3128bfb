import Foundation
import GRDB
import Records
public import SourceText

extension Ledger {
  /// What is wrong in the ledger, in sentences; nothing if all is well.
  ///
  /// Looked at: SQLite's own structure, references between tables, the chain of the log, every capture and text against its hash, every
  /// quote of every claim against the text, every reading against the log, what must have been forgotten.
  ///
  /// - Throws: a `Problem` if the ledger can't be read at all.
  public func check(_ progress: (Int) -> Void = { _ in }) throws(Problem) -> [Problem] {
    try read { db in
      var problems = try structure(db)
      problems += try chain(db)
      problems += try forgotten(db)
      problems += try captures(db)
      problems += try texts(db, progress)
      return problems
    }
  }

  private func wrong(_ message: String) -> Problem { Problem("ledger", message, file: path) }

  private func structure(_ db: Database) throws -> [Problem] {
    let sentences = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
    return sentences.map { wrong("the file is damaged: \($0); restore a copy") }
      + orphans.prefix(20).map {
        wrong("a row of \($0["table"] as String) refers to a row of \($0["parent"] as String) that is not there; restore a copy")
      }
  }

  private func chain(_ db: Database) throws -> [Problem] {
    var problems: [Problem] = []
    var (previous, seq) = (AuditLine.genesis, 0)
    let lines = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY seq")
    while let row = try lines.next() {
      let line = AuditLine(row: row)
      seq += 1
      if line.seq != seq { problems.append(wrong("line \(seq) of the log is missing: somebody took it out; compare with a copy")) }
      if line.previous != previous {
        problems.append(wrong("line \(line.seq) of the log doesn't follow from the line before it; compare with a copy"))
      }
      if line.hash != hash(line.content) {
        problems.append(wrong("line \(line.seq) of the log was changed after it was written; compare with a copy"))
      }
      (previous, seq) = (line.hash, line.seq)
      if problems.count >= 20 { break }
    }
    return problems
  }

  private func forgotten(_ db: Database) throws -> [Problem] {
    try String.fetchAll(db, sql: "SELECT sha256 FROM tombstone JOIN capture USING (sha256)").map {
      wrong("capture \($0) was forgotten but is still there; run constat forget again")
    }
  }

  private func captures(_ db: Database) throws -> [Problem] {
    var problems: [Problem] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT sha256, bytes, origin FROM capture")
    while let row = try rows.next() {
      let (sha256, origin): (String, String) = (row["sha256"], row["origin"])
      let isSame = try row.withUnsafeData(named: "bytes") { hash(Array($0 ?? .init())) == sha256 }
      if !isSame {
        problems.append(wrong("the bytes of capture \(sha256.prefix(12)) (\(origin)) are not those that were received; restore a copy"))
      }
    }
    return problems
  }

  private func texts(_ db: Database, _ progress: (Int) -> Void) throws -> [Problem] {
    var problems: [Problem] = []
    var count = 0
    let logged = try loggedDigests(db)
    let rows = try Row.fetchCursor(
      db, sql: "SELECT document.*, report.name FROM document JOIN report ON report.id = document.report ORDER BY document.id")
    while let row = try rows.next() {
      let document = Ledger.document(row)
      let name: String = row["name"]
      if hash(document.bytes) != row["sha256"] { problems.append(wrong("the text of \(name) was changed; restore a copy")) }
      problems += try readings(db, document: row["id"], RecordReader(document: document), name, logged)
      count += 1
      progress(count)
      if problems.count >= 100 { return problems + [wrong("more is wrong; only the first 100 are told")] }
    }
    return problems
  }

  /// The digests of claims that the log names.
  private func loggedDigests(_ db: Database) throws -> Set<String> {
    try Set(String.fetchAll(db, sql: "SELECT detail ->> '$.claims' FROM audit WHERE action IN ('add', 'reread')"))
  }

  private func readings(
    _ db: Database, document: Int64, _ reader: RecordReader, _ name: String, _ logged: Set<String>
  ) throws -> [Problem] {
    var problems: [Problem] = []
    for reading in try Int64.fetchAll(db, sql: "SELECT id FROM reading WHERE document = ?", arguments: [document]) {
      let rows = try Row.fetchAll(db, sql: "SELECT id, local, json FROM claim WHERE reading = ? ORDER BY id", arguments: [reading])
      let machine = rows.filter { !($0["local"] as String).hasPrefix("h") }
      if !logged.contains(digest(machine.map { $0["json"] })) {
        problems.append(wrong("the claims of \(name) are not those that the log names; somebody changed them, restore a copy"))
      }
      for row in rows {
        let corrections = try String.fetchAll(
          db, sql: "SELECT correction FROM review WHERE claim = ? AND correction IS NOT NULL", arguments: [row["id"] as Int64])
        for json in [row["json"] as String] + corrections {
          do {
            _ = try reader.claim(Array(json.utf8))
          } catch { problems.append(wrong("\(name)/\(row["local"] as String): \(error.message)")) }
        }
      }
    }
    return problems
  }
}
