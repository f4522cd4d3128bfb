import GRDB
public import Records
public import SourceText

extension Ledger {
  /// Writes down that two incidents are one happening; the next linking joins them.
  ///
  /// - Throws: a `Problem` if there is no such incident.
  public func join(_ one: String, _ other: String, reason: String, by actor: Actor) throws(Problem) {
    try write { db in
      let (a, b) = (try incidentRow(db, one)["id"] as String, try incidentRow(db, other)["id"] as String)
      if a == b { throw Problem("incident", "\(one) and \(other) are one incident already; nothing was changed") }
      let (mine, theirs) = (try members(db, a), try members(db, b))
      try decide(db, "join", Array(mine.prefix(1)), Array(theirs.prefix(1)), reason, actor)
      try reopen(db, [a, b])
      try log(db, actor, "join", a, [("other", .string(b)), ("reason", .string(reason))])
    }
  }

  /// Writes down that some claims of an incident are another happening; the next linking takes them apart.
  ///
  /// - Throws: a `Problem` if there is no such incident or the claims are not in it.
  public func split(_ incident: String, _ claims: [String], reason: String, by actor: Actor) throws(Problem) {
    try write { db in
      let id: String = try incidentRow(db, incident)["id"]
      let members = try members(db, id)
      let leaving = try claims.map { try claim(db, named: $0).key }
      if let stranger = leaving.first(where: { !members.contains($0) }) {
        throw Problem("incident", "\(stranger) is not in \(id); constat incidents shows what is")
      }
      let staying = members.filter { !leaving.contains($0) }
      if staying.isEmpty { throw Problem("incident", "these are all claims of \(id); name those that are another happening") }
      try decide(db, "split", leaving, staying, reason, actor)
      try reopen(db, [id])
      try log(db, actor, "split", id, [("claims", Ledger.list(leaving)), ("reason", .string(reason))])
    }
  }

  /// Writes down the grade that a human gives to an incident; it stays with the incident's first claim.
  ///
  /// - Throws: a `Problem` if there is no such incident.
  public func grade(_ incident: String, _ grade: Grade, reason: String, by actor: Actor) throws(Problem) {
    try write { db in
      let id: String = try incidentRow(db, incident)["id"]
      try decide(db, "grade \(grade.rawValue)", Array(try members(db, id).prefix(1)), [], reason, actor)
      try log(db, actor, "grade", id, [("grade", .string(grade.rawValue)), ("reason", .string(reason))])
    }
  }

  /// What humans said about which claims belong together, oldest first.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func linkDecisions() throws(Problem) -> [LinkDecision] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM decision WHERE kind IN ('join', 'split') ORDER BY id").map { row in
        LinkDecision(isOne: row["kind"] == "join", one: Ledger.keys(row["one"]), other: Ledger.keys(row["other"]))
      }
    }
  }

  /// The grades that humans gave, by the claim that they hang on; the last word counts.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func gradeDecisions() throws(Problem) -> [ClaimKey: (grade: Grade, reason: String, by: String)] {
    try read { db in
      var all: [ClaimKey: (grade: Grade, reason: String, by: String)] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM decision WHERE kind LIKE 'grade %' ORDER BY id") {
        let kind: String = row["kind"]
        guard let grade = Grade(rawValue: String(kind.dropFirst(6))), let key = Ledger.keys(row["one"]).first else { continue }
        all[key] = (grade, row["reason"], row["actor"])
      }
      return all
    }
  }

  private func members(_ db: Database, _ incident: String) throws -> [ClaimKey] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT report_name, local FROM member JOIN current_claim ON current_claim.id = member.claim WHERE incident = ?
        ORDER BY report_name, local
        """, arguments: [incident]
    ).map { ClaimKey(report: $0["report_name"], claim: $0["local"]) }
  }

  private func decide(
    _ db: Database, _ kind: String, _ one: [ClaimKey], _ other: [ClaimKey], _ reason: String, _ actor: Actor
  ) throws {
    func text(_ keys: [ClaimKey]) -> String { keys.map(\.description).joined(separator: " ") }
    try db.execute(
      sql: "INSERT INTO decision (kind, one, other, actor, at, reason) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [kind, text(one), text(other), actor.name, actor.at, reason])
  }

  private func reopen(_ db: Database, _ incidents: [String]) throws {
    for id in incidents {
      try db.execute(sql: "INSERT OR IGNORE INTO unlinked_component SELECT component FROM incident WHERE id = ?", arguments: [id])
    }
  }

  private static func keys(_ text: String) -> [ClaimKey] { text.split(separator: " ").compactMap { ClaimKey($0) } }

  private static func list(_ keys: [ClaimKey]) -> JSON { .list(keys.map { .string($0.description) }) }
}
