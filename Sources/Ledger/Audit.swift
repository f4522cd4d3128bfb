import GRDB
public import Records
public import SourceText

/// Who changes a ledger and when; the clock is the caller's.
public struct Actor: Sendable {
  /// A name or role: "machine", "reviewer-2".
  public let name: String
  /// ISO 8601 in UTC, `2024-11-12T09:30:00Z`.
  public let at: String
  /// An actor.
  public init(name: String, at: String) { (self.name, self.at) = (name, at) }
}

/// One line of the log: it holds the hash of the line before it, so that no line can be changed or taken out unseen.
public struct AuditLine: Sendable, Equatable {
  /// 1, 2, 3, ...
  public let seq: Int
  /// When, ISO 8601 in UTC.
  public let at: String
  /// By whom.
  public let actor: String
  /// add, read, review, decide, link, export, forget.
  public let action: String
  /// What was changed.
  public let subject: String
  /// A JSON object with what matters of the change, hashes of what was stored among it.
  public let detail: String
  /// Hash of the line before; zeros for the first.
  public let previous: String
  /// SHA-256 of all the other fields, a line break between each two.
  public let hash: String

  static let genesis = String(repeating: "0", count: 64)

  /// The bytes that are hashed.
  var content: [UInt8] { AuditLine.content(seq, at, actor, action, subject, detail, previous) }

  private static func content(_ seq: Int, _ fields: String...) -> [UInt8] { Array(([String(seq)] + fields).joined(separator: "\n").utf8) }

  init(seq: Int, actor: Actor, action: String, subject: String, detail: String, previous: String, hash: Ledger.Hash) {
    (self.seq, self.at, self.actor, self.action) = (seq, actor.at, actor.name, action)
    (self.subject, self.detail, self.previous) = (subject, detail, previous)
    self.hash = hash(AuditLine.content(seq, actor.at, actor.name, action, subject, detail, previous))
  }

  init(row: Row) {
    (seq, at, actor, action) = (row["seq"], row["at"], row["actor"], row["action"])
    (subject, detail, previous, hash) = (row["subject"], row["detail"], row["previous"], row["hash"])
  }
}

extension Ledger {
  /// Adds a line to the log; part of the transaction of the change that it tells.
  func log(_ db: Database, _ actor: Actor, _ action: String, _ subject: String, _ detail: [(String, JSON)]) throws {
    let last = try Row.fetchOne(db, sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    let line = AuditLine(
      seq: (last?["seq"] ?? 0) + 1, actor: actor, action: action, subject: subject,
      detail: JSON.object(detail).text, previous: last?["hash"] ?? AuditLine.genesis, hash: hash)
    try db.execute(
      sql: "INSERT INTO audit (seq, at, actor, action, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [line.seq, line.at, line.actor, line.action, line.subject, line.detail, line.previous, line.hash])
  }

  /// Adds a line for something done with the ledger outside of it: an export, an override.
  ///
  /// - Throws: a `Problem` if the ledger can't be written.
  public func note(_ actor: Actor, action: String, subject: String, detail: [(String, JSON)]) throws(Problem) {
    try write { db in try log(db, actor, action, subject, detail) }
  }

  /// The log, the newest lines first.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func audit(last count: Int) throws(Problem) -> [AuditLine] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY seq DESC LIMIT ?", arguments: [count]).map(AuditLine.init(row:))
    }
  }
}
