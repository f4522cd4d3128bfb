import Foundation
import GRDB
public import Records
public import SourceText

/// A claim as linking sees it.
public struct LinkLine: Sendable {
  /// Its address.
  public let key: ClaimKey
  /// The projection that was stored with it.
  public let telling: String
  /// Id of the report that its report repeats nearly word by word.
  public let copyOf: String?
}

/// Claims that linking put into one incident.
public struct LinkedGroup: Sendable {
  /// The claims.
  public let members: [ClaimKey]
  /// Why they belong together.
  public let reasons: [Reason]
  /// A group.
  public init(members: [ClaimKey], reasons: [Reason]) { (self.members, self.reasons) = (members, reasons) }
}

/// A text that may be a copy of another.
public struct TextPrint: Sendable {
  /// Row of its document.
  public let document: Int64
  /// Id of the report.
  public let report: String
  /// Day of publication.
  public let published: Day?
  /// What near-duplicates are found by.
  public let fingerprint: [UInt8]
}

/// A human's word on which claims are one happening.
public struct LinkDecision: Sendable {
  /// Whether they are.
  public let isOne: Bool
  /// Claims on the one side.
  public let one: [ClaimKey]
  /// Claims on the other.
  public let other: [ClaimKey]
}

/// What linking changed.
public struct Linked: Sendable, Equatable {
  /// Claims that were looked at.
  public var claims = 0
  /// Incidents that were made.
  public var made = 0
  /// Incidents that went into others or were split.
  public var ended = 0
  /// Nothing.
  public init() {}
}

extension Ledger {
  // MARK: Copies

  /// Documents whose texts were not yet compared with the others, a few at a time.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func uncompared(count: Int) throws(Problem) -> [Int64] {
    try read { db in try Int64.fetchAll(db, sql: "SELECT document FROM uncompared ORDER BY document LIMIT ?", arguments: [count]) }
  }

  /// For each document the texts that share a band with it, its own among them.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func near(_ documents: [Int64]) throws(Problem) -> [[TextPrint]] {
    try read { db in
      let near = try db.cachedStatement(
        sql: """
          SELECT document.id, report.name, document.published, fingerprint.print FROM document JOIN report ON report.id = document.report
          JOIN fingerprint ON fingerprint.document = document.id WHERE document.id IN
            (SELECT theirs.document FROM band AS mine JOIN band AS theirs ON theirs.band = mine.band WHERE mine.document = ?)
          """)
      return try documents.map { document in
        try Row.fetchAll(near, arguments: [document]).map { row in
          TextPrint(
            document: row["id"], report: row["name"], published: (row["published"] as String?).flatMap { Day($0) },
            fingerprint: (row["print"] as Data).map { $0 })
        }
      }
    }
  }

  /// Keeps which reports repeat which; a report that repeats itself is a text of its own. The documents need no more comparing.
  ///
  /// - Throws: a `Problem` if the ledger can't be written.
  public func setCopies(_ originals: [String: String], compared: [Int64]) throws(Problem) {
    try write { db in
      for document in compared { try db.cachedStatement(sql: "DELETE FROM uncompared WHERE document = ?").execute(arguments: [document]) }
      for (copy, original) in originals.sorted(by: { $0.key < $1.key }) where try self.original(db, of: copy) != original {
        let one = "(SELECT id FROM report WHERE name = ?)"
        try db.execute(sql: "DELETE FROM copy WHERE report = \(one)", arguments: [copy])
        if copy != original { try db.execute(sql: "INSERT INTO copy VALUES (\(one), \(one))", arguments: [copy, original]) }
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO unlinked_component SELECT incident.component FROM member JOIN incident ON incident.id = member.incident
            JOIN current_claim ON current_claim.id = member.claim WHERE current_claim.report_name = ?
            """, arguments: [copy])
      }
    }
  }

  /// The report that a report was taken to repeat so far: itself if none.
  private func original(_ db: Database, of copy: String) throws -> String {
    let find = try db.cachedStatement(
      sql: """
        SELECT original.name FROM report JOIN copy ON copy.report = report.id JOIN report AS original ON original.id = copy.original
        WHERE report.name = ?
        """)
    return try String.fetchOne(find, arguments: [copy]) ?? copy
  }

  // MARK: Claims

  /// The claims that linking must look at: those never linked, all that share a key with them or an incident's component with those, and
  /// components that lost a claim.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func unlinked() throws(Problem) -> [LinkLine] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          WITH touched (component) AS (
            SELECT component FROM unlinked_component
            UNION SELECT incident.component FROM unlinked JOIN link_key AS mine ON mine.claim = unlinked.claim
              JOIN link_key AS theirs ON theirs.key = mine.key JOIN member ON member.claim = theirs.claim
              JOIN incident ON incident.id = member.incident
            UNION SELECT incident.component FROM unlinked JOIN member ON member.claim = unlinked.claim
              JOIN incident ON incident.id = member.incident),
          wanted (claim) AS (
            SELECT claim FROM unlinked
            UNION SELECT member.claim FROM member JOIN incident ON incident.id = member.incident
              WHERE incident.component IN (SELECT component FROM touched))
          SELECT report.name AS report, claim.local, telling.json, original.name AS copy_of FROM wanted
          JOIN claim ON claim.id = wanted.claim JOIN telling ON telling.claim = wanted.claim JOIN reading ON reading.id = claim.reading
          JOIN document ON document.id = reading.document JOIN report ON report.id = document.report
          LEFT JOIN copy ON copy.report = report.id LEFT JOIN report AS original ON original.id = copy.original
          ORDER BY report.name, claim.local
          """
      ).map { row in
        LinkLine(key: ClaimKey(report: row["report"], claim: row["local"]), telling: row["json"], copyOf: row["copy_of"])
      }
    }
  }

  /// Stores what linking made of `unlinked()`: components, each cut into incidents. Ids of incidents stay with the claims that had them.
  ///
  /// - Throws: a `Problem` if the ledger can't be written.
  public func setComponents(
    _ components: [[LinkedGroup]], by actor: Actor
  ) throws(Problem) -> (linked: Linked, incidents: [String]) {
    try write { db in
      var (linked, touched) = (Linked(), [String]())
      let rows = try claimRows(db, components)
      let before = try takeApart(db, Array(rows.values))
      var next = (try Int.fetchOne(db, sql: "SELECT max(component) FROM incident") ?? 0) + 1
      var free = before
      for component in components {
        for group in component.sorted(by: { $0.members.count > $1.members.count }) {
          let claims = group.members.compactMap { rows[$0] }
          let id = try name(db, claims, group, &free, &linked)
          try db.execute(
            sql: "INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?)",
            arguments: [id, next, try day(db, claims), Ledger.json(group.reasons)])
          for claim in claims { try db.cachedStatement(sql: "INSERT INTO member VALUES (?, ?)").execute(arguments: [claim, id]) }
          try trace(db, claims, id, before: before, at: actor.at)
          linked.claims += claims.count
          touched.append(id)
        }
        next += 1
      }
      linked.ended = Set(before.values).subtracting(touched).count
      try db.execute(sql: "DELETE FROM unlinked; DELETE FROM unlinked_component")
      if linked.claims > 0 || linked.ended > 0 {
        let counts = [("claims", JSON.int(linked.claims)), ("made", .int(linked.made)), ("ended", .int(linked.ended))]
        try log(db, actor, "link", "ledger", counts)
      }
      return (linked, touched)
    }
  }

  private func claimRows(_ db: Database, _ components: [[LinkedGroup]]) throws -> [ClaimKey: Int64] {
    var rows: [ClaimKey: Int64] = [:]
    let find = try db.cachedStatement(sql: "SELECT id FROM current_claim WHERE report_name = ? AND local = ?")
    for key in components.joined().flatMap(\.members) {
      rows[key] = try Int64.fetchOne(find, arguments: [key.report, key.claim])
    }
    return rows
  }

  /// The day of a happening for ordering: the first day of the narrowest interval that a claim gives; empty if none gives one.
  private func day(_ db: Database, _ claims: [Int64]) throws -> String {
    let find = try db.cachedStatement(sql: "SELECT day_from, julianday(day_to) - julianday(day_from) AS span FROM claim WHERE id = ?")
    let days = try claims.compactMap { claim -> (span: Double, day: String)? in
      guard let row = try Row.fetchOne(find, arguments: [claim]), let day: String = row["day_from"], let span: Double = row["span"] else {
        return nil
      }
      return (span, day)
    }
    return days.min { ($0.span, $0.day) < ($1.span, $1.day) }?.day ?? ""
  }

  /// Takes claims out of their incidents, and away incidents that have none left.
  ///
  /// - Returns: the incident that each claim was in.
  private func takeApart(_ db: Database, _ claims: [Int64]) throws -> [Int64: String] {
    var before: [Int64: String] = [:]
    for claim in claims {
      before[claim] = try String.fetchOne(
        db.cachedStatement(sql: "SELECT incident FROM member WHERE claim = ?"), arguments: [claim])
      try db.cachedStatement(sql: "DELETE FROM member WHERE claim = ?").execute(arguments: [claim])
    }
    try db.execute(sql: "DELETE FROM incident WHERE id NOT IN (SELECT incident FROM member)")
    return before
  }

  /// The id that most of the claims had, unless a bigger group took it; otherwise a new one.
  private func name(
    _ db: Database, _ claims: [Int64], _ group: LinkedGroup, _ free: inout [Int64: String], _ linked: inout Linked
  ) throws -> String {
    let votes = Dictionary(claims.compactMap { claim in free[claim].map { ($0, 1) } }, uniquingKeysWith: +)
    if let best = votes.min(by: { ($1.value, $0.key) < ($0.value, $1.key) })?.key {
      for (claim, id) in free where id == best { free[claim] = nil }
      return best
    }
    linked.made += 1
    let first = group.members.min()?.description ?? ""
    var salt = 0
    while true {
      let id = "i" + hash(Array((salt == 0 ? first : "\(first) \(salt)").utf8)).prefix(10)
      let used = "SELECT 1 FROM incident WHERE id = :id UNION ALL SELECT 1 FROM lineage WHERE previous = :id"
      if try Int.fetchOne(db.cachedStatement(sql: used), arguments: ["id": id]) == nil { return id }
      salt += 1
    }
  }

  private func trace(_ db: Database, _ claims: [Int64], _ id: String, before: [Int64: String], at: String) throws {
    for previous in Set(claims.compactMap { before[$0] }) where previous != id {
      try db.execute(sql: "INSERT OR IGNORE INTO lineage VALUES (?, ?, ?)", arguments: [previous, id, at])
    }
  }
}
