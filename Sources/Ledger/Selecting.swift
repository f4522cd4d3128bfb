import Foundation
import GRDB
public import Records
public import SourceText

/// An incident with all that lists, grades and exports need of it.
public struct IncidentFile: Sendable {
  /// The incident; grades are computed by who reads it.
  public var incident: Incident
  /// The reports of its members by id.
  public let reports: [String: Report]
  /// What linking knew of its members.
  public let tellings: [LinkLine]
  let day: String
}

extension Ledger {
  /// The reports of some documents, by the row of the document.
  func reports(_ db: Database, documents: [Int64]) throws -> [Int64: Report] {
    var all: [Int64: Report] = [:]
    for document in documents {
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT document.*, report.name, report.is_public, capture.sha256 AS capture_sha256, capture.origin, capture.received,
              original.name AS copy_of, reading.persons
            FROM document JOIN report ON report.id = document.report JOIN capture ON capture.id = document.capture
            LEFT JOIN copy ON copy.report = report.id LEFT JOIN report AS original ON original.id = copy.original
            LEFT JOIN reading ON reading.id = (SELECT max(id) FROM reading WHERE document = document.id)
            WHERE document.id = ?
            """), arguments: [document])
      if let row { all[document] = try report(row) }
    }
    return all
  }

  private func report(_ row: Row) throws -> Report {
    let document = Ledger.document(row)
    var report = Report(
      id: row["name"], document: document, version: row["version"], capture: row["capture_sha256"], origin: row["origin"],
      received: row["received"])
    (report.isPublic, report.copyOf) = (row["is_public"], row["copy_of"])
    if let persons: String = row["persons"] { report.persons = try RecordReader(document: document).persons(Array(persons.utf8)) }
    return report
  }

  /// Incidents with their members, by day and id, a few at a time: what exports and lists go through.
  ///
  /// - Parameters:
  ///   - after: the last incident of the call before; nil for the first call.
  /// - Throws: a `Problem` if the ledger can't be read.
  public func incidents(after last: IncidentFile? = nil, count: Int = 100) throws(Problem) -> [IncidentFile] {
    try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM incident WHERE (day, id) > (?, ?) ORDER BY day, id LIMIT ?",
        arguments: [last?.day ?? "", last?.incident.id ?? "", count])
      return try rows.map { try incident(db, $0) }
    }
  }

  /// Calls `body` with each figure of no single happening of the newest readings, by day of publication and report.
  ///
  /// - Throws: a `Problem` if the ledger can't be read.
  public func eachFreeToll(_ body: (Report, Toll) -> Void) throws(Problem) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT document.id, reading.tolls FROM current_document AS document JOIN report ON report.id = document.report
          JOIN reading ON reading.id = (SELECT max(id) FROM reading AS other WHERE other.document = document.id)
          WHERE reading.tolls <> '[]' ORDER BY document.published, report.name
          """)
      while let row = try rows.next() {
        guard let report = try reports(db, documents: [row["id"]]).values.first else { continue }
        let tolls: String = row["tolls"]
        for toll in try RecordReader(document: report.document).tolls(Array(tolls.utf8)) { body(report, toll) }
      }
    }
  }

  /// One incident, by its id, the beginning of it, or an id that it had before.
  ///
  /// - Throws: a `Problem` if there is none or more than one.
  public func incident(_ name: String) throws(Problem) -> IncidentFile {
    try read { db in try incident(db, incidentRow(db, name)) }
  }

  /// What stands behind every name that begins so: names are letters and digits.
  static func end(of beginning: String) -> String { beginning + "\u{7f}" }

  func incidentRow(_ db: Database, _ name: String) throws -> Row {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM incident WHERE id >= ? AND id < ? LIMIT 3", arguments: [name, Ledger.end(of: name)])
    if let row = rows.first, rows.count == 1 || row["id"] == name { return row }
    if rows.count > 1 {
      throw Problem(
        "incident", "\(name) fits several incidents (\(rows.map { $0["id"] as String }.joined(separator: ", "))); write more of the id")
    }
    let now = try Row.fetchOne(
      db, sql: "SELECT incident.* FROM lineage JOIN incident ON incident.id = lineage.incident WHERE previous = ? ORDER BY at DESC",
      arguments: [name])
    guard let now else {
      throw Problem("incident", "there is no incident \(name) in this ledger; constat incidents lists them", file: path)
    }
    return now
  }

  private func incident(_ db: Database, _ row: Row) throws -> IncidentFile {
    let id: String = row["id"]
    let claims = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT current_claim.*, telling.json AS telling FROM member JOIN current_claim ON current_claim.id = member.claim
          LEFT JOIN telling ON telling.claim = member.claim WHERE member.incident = ?
          """), arguments: [id])
    let reports = try reports(db, documents: Array(Set(claims.map { $0["document"] as Int64 })).sorted())
    var (members, tellings) = ([Member](), [LinkLine]())
    for claim in claims {
      guard let report = reports[claim["document"]] else { continue }
      members.append(try member(db, claim, report))
      let key = ClaimKey(report: report.id, claim: claim["local"])
      tellings.append(LinkLine(key: key, telling: claim["telling"] ?? "", copyOf: report.copyOf))
    }
    let byName = Dictionary(reports.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func order(_ member: Member) -> (Int, String, String) {
      (byName[member.report]?.document.published?.number ?? .max, member.report, member.claim.id)
    }
    var incident = Incident(id: id, members: members.sorted { order($0) < order($1) })
    incident.previous = try String.fetchAll(
      db, sql: "SELECT DISTINCT previous FROM lineage WHERE incident = ? AND previous <> ? ORDER BY at, previous", arguments: [id, id])
    incident.reasons = Ledger.reasons(row["reasons"])
    return IncidentFile(incident: incident, reports: byName, tellings: tellings, day: row["day"])
  }

  private func member(_ db: Database, _ row: Row, _ report: Report) throws -> Member {
    let review = try lastReview(db, claim: row["id"])
    let json: String = review?["correction"] ?? row["json"]
    var claim = try RecordReader(document: report.document).claim(Array(json.utf8))
    claim.id = row["local"]
    let verdict = (review?["verdict"] as String?).flatMap(Review.Verdict.init(rawValue:))
    let said = verdict.map { Review(verdict: $0, reviewer: review?["reviewer"] ?? "", at: review?["at"] ?? "", reason: review?["reason"]) }
    return Member(report: report.id, claim: claim, review: said)
  }

  static func json(_ reasons: [Reason]) -> String {
    let items = reasons.map { reason in
      JSON.list([
        .string(reason.one.report), .string(reason.one.claim), .string(reason.other.report), .string(reason.other.claim),
        .number(reason.weight), .list(reason.because.map(JSON.string)),
      ])
    }
    return JSON.list(items).text
  }

  static func reasons(_ json: String) -> [Reason] {
    guard case .list(let items)? = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) else { return [] }
    return items.compactMap { item in
      guard case .list(let parts) = item, parts.count == 6, case .string(let a) = parts[0], case .string(let b) = parts[1],
        case .string(let c) = parts[2], case .string(let d) = parts[3], case .number(let weight) = parts[4],
        case .list(let words) = parts[5]
      else { return nil }
      let because = words.compactMap { if case .string(let text) = $0 { text } else { nil } }
      return Reason(
        one: ClaimKey(report: a, claim: b), other: ClaimKey(report: c, claim: d), because: because, weight: Double(weight) ?? 0)
    }
  }
}
