import Codes
import Foundation
import GRDB
import Records
public import SourceText

/// What another reading of a document changed.
public struct Reread: Sendable, Equatable {
  /// Documents read again.
  public var documents = 0
  /// Claims that were read as before.
  public var same = 0
  /// Sentences about claims that are new, gone or read differently.
  public var changes: [String] = []
  /// Nothing.
  public init() {}

  /// Both together.
  public static func += (a: inout Reread, b: Reread) {
    (a.documents, a.same) = (a.documents + b.documents, a.same + b.same)
    a.changes += b.changes
  }
}

/// A claim as it stands in the table, with its last review.
struct StoredClaim {
  let row: Int64
  let local: String
  let claim: Claim
  let json: String
  let review: Row?
  /// Its number among those that only a human vouches for.
  var number: Int? { local.hasPrefix("h") ? Int(local.dropFirst()) : nil }
  var isKept: Bool { (review?["verdict"] as String?).map { $0 != Review.Verdict.rejected.rawValue } ?? false }
}

extension Ledger {
  /// Stores new readings of documents. What a human accepted or corrected stays as the human left it, what was rejected stays rejected
  /// as long as it is read the same way.
  ///
  /// - Throws: a `Problem` if the ledger can't be written.
  public func reread(_ readings: [(row: Int64, entry: Entry)], software: Software, by actor: Actor) throws(Problem) -> Reread {
    try write { db in
      var all = Reread()
      let tool = try self.software(db, software)
      for reading in readings { all += try reread(db, reading.row, reading.entry, software: tool, actor) }
      return all
    }
  }

  private func reread(_ db: Database, _ document: Int64, _ entry: Entry, software: Int64, _ actor: Actor) throws -> Reread {
    var change = Reread()
    change.documents = 1
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM document WHERE id = ?", arguments: [document]) else { return change }
    let reader = RecordReader(document: Ledger.document(row))
    let name = try reportName(db, document: document)
    let old = try current(db, document: document, reader)
    let tellings = try links(db, old.map(\.row))
    try retire(db, document: document)
    let stored = try store(db, entry, document: document, software: software, at: actor.at)
    var match = Match(old: old)
    for line in entry.claims {
      let claim = try reader.claim(Array(line.json.utf8))
      guard let before = match.take(claim) else {
        change.changes.append("\(name)/\(line.id) is new: \(claim.type.rawValue) \"\(claim.trigger.first?.quote ?? "")\"")
        continue
      }
      let isSame = before.claim.isSameReading(as: claim)
      if isSame {
        change.same += 1
      } else {
        change.changes.append("\(name)/\(line.id) is read differently: \(claim.difference(from: before.claim))")
      }
      if let row = stored.claims[line.id] { try inherit(db, before, to: row, id: line.id, isSame: isSame) }
    }
    var free = (old.compactMap(\.number).max() ?? 0) + 1
    for lost in match.left {
      if lost.isKept {
        let id = lost.local.hasPrefix("h") ? lost.local : "h\(free)"
        try keep(db, lost, reading: stored.id, id: id, link: tellings[lost.row])
        free += 1
        change.changes.append("\(name)/\(id) is no longer read, but a human had accepted it, so it stays")
      } else {
        change.changes.append("\(name)/\(lost.local) is gone: \(lost.claim.type.rawValue) \"\(lost.claim.trigger.first?.quote ?? "")\"")
      }
    }
    try log(db, actor, "reread", name, [("claims", .string(stored.digest)), ("changed", .int(change.changes.count))])
    return change
  }

  func reportName(_ db: Database, document: Int64) throws -> String {
    try String.fetchOne(
      db, sql: "SELECT name FROM report JOIN document ON document.report = report.id WHERE document.id = ?", arguments: [document]) ?? ""
  }

  /// The claims of a document's newest reading.
  func current(_ db: Database, document: Int64, _ reader: RecordReader) throws -> [StoredClaim] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, local, json FROM claim WHERE reading = (SELECT max(id) FROM reading WHERE document = ?) ORDER BY id
        """, arguments: [document])
    return try rows.map { row in
      let json: String = row["json"]
      return StoredClaim(
        row: row["id"], local: row["local"], claim: try reader.claim(Array(json.utf8)), json: json,
        review: try lastReview(db, claim: row["id"]))
    }
  }

  private func links(_ db: Database, _ claims: [Int64]) throws -> [Int64: LinkEntry] {
    var all: [Int64: LinkEntry] = [:]
    for claim in claims {
      guard let telling = try String.fetchOne(db, sql: "SELECT json FROM telling WHERE claim = ?", arguments: [claim]) else { continue }
      let keys = try String.fetchAll(db, sql: "SELECT key FROM link_key WHERE claim = ?", arguments: [claim])
      all[claim] = LinkEntry(telling: telling, keys: keys)
    }
    return all
  }

  /// The review of an older claim, as a review of the newer one. A changed claim keeps the words that the human accepted.
  private func inherit(_ db: Database, _ before: StoredClaim, to claim: Int64, id: String, isSame: Bool) throws {
    guard let review = before.review, isSame || before.isKept else { return }
    let judged: String? = review["correction"] ?? (isSame ? nil : before.json)
    try copy(db, review, to: claim, correction: judged.map { renamed($0, id) })
  }

  private func copy(_ db: Database, _ review: Row, to claim: Int64, correction: String?) throws {
    try db.execute(
      sql: "INSERT INTO review (claim, verdict, reviewer, at, reason, correction, inherits) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        claim, review["verdict"] as String, review["reviewer"] as String, review["at"] as String, review["reason"] as String?, correction,
        review["id"] as Int64,
      ])
  }

  /// A claim that only a human vouches for, as a part of the new reading.
  private func keep(_ db: Database, _ lost: StoredClaim, reading: Int64, id: String, link entry: LinkEntry?) throws {
    try db.execute(
      sql: """
        INSERT INTO claim (reading, local, type, mode, stance, day_from, day_to, confidence, json)
        SELECT ?, ?, type, mode, stance, day_from, day_to, confidence, ? FROM claim WHERE id = ?
        """, arguments: [reading, id, renamed(lost.json, id), lost.row])
    let claim = db.lastInsertedRowID
    if let entry { try link(db, claim, entry) }
    if let review = lost.review { try copy(db, review, to: claim, correction: (review["correction"] as String?).map { renamed($0, id) }) }
  }

  /// A claim's JSON under another id; the id is its first field.
  private func renamed(_ json: String, _ id: String) -> String {
    guard let end = json.range(of: "\", ") else { return json }
    return "{\"id\": \"\(id)" + json[end.lowerBound...]
  }
}

/// Finds for each new claim the old one that tells the same words.
private struct Match {
  private(set) var left: [StoredClaim]

  init(old: [StoredClaim]) { left = old }

  /// The old claim of the same type with the same stance whose words overlap most; it is taken once.
  mutating func take(_ claim: Claim) -> StoredClaim? {
    let scored = left.indices.map { (index: $0, shared: shared(left[$0].claim, claim)) }
    guard let best = scored.max(by: { $0.shared < $1.shared }), best.shared > 0 else { return nil }
    return left.remove(at: best.index)
  }

  private func shared(_ a: Claim, _ b: Claim) -> Int {
    guard a.type == b.type, a.stance == b.stance else { return 0 }
    return a.trigger.map { one in b.trigger.map { max(0, min(one.span.end, $0.span.end) - max(one.span.start, $0.span.start)) }.reduce(0, +)
    }
    .reduce(0, +)
  }
}

extension Claim {
  /// Equal in everything that a reviewer sees; ids, rules and confidence may differ.
  func isSameReading(as other: Claim) -> Bool { difference(from: other).isEmpty }

  /// The fields that differ, in words: "agent, place".
  func difference(from other: Claim) -> String {
    let fields = [
      ("type", type == other.type), ("mode", mode == other.mode), ("agent", agent == other.agent), ("target", target == other.target),
      ("place", place == other.place), ("date", date == other.date), ("means", means == other.means), ("tolls", tolls == other.tolls),
      ("stance", stance == other.stance), ("speakers", speakers == other.speakers),
    ]
    return fields.filter { !$0.1 }.map(\.0).joined(separator: ", ")
  }
}
