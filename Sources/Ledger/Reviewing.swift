import Foundation
import GRDB
public import Records
public import SourceText

extension Ledger {
  func lastReview(_ db: Database, claim: Int64) throws -> Row? {
    try Row.fetchOne(db, sql: "SELECT * FROM review WHERE claim = ? ORDER BY id DESC LIMIT 1", arguments: [claim])
  }

  /// The claim that a user means by `r3f2a.../c1`; any beginning of the report's name that fits only one will do.
  ///
  /// - Throws: a `Problem` if there is none or more than one.
  func claim(_ db: Database, named name: String) throws -> (row: Int64, key: ClaimKey) {
    guard let wanted = ClaimKey(name), wanted.report.allSatisfy({ $0.isLetter || $0.isNumber }) else {
      throw Problem("claim", "\"\(name)\" names no claim; write report and claim, e.g. r3f2a90c41d7e/c1 (constat incidents lists them)")
    }
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, local, report_name FROM current_claim WHERE report_name >= ? AND report_name < ? AND local = ?",
      arguments: [wanted.report, Ledger.end(of: wanted.report), wanted.claim])
    guard let row = rows.first else {
      throw Problem("claim", "there is no claim \(name) in this ledger; constat incidents lists those that there are", file: path)
    }
    if rows.count > 1 {
      let names = rows.map { "\($0["report_name"] as String)/\(wanted.claim)" }.joined(separator: ", ")
      throw Problem("claim", "\(name) fits \(names); write more of the report's name", file: path)
    }
    return (row["id"], ClaimKey(report: row["report_name"], claim: row["local"]))
  }

  /// Writes down what a human says of a claim; the last word counts, earlier ones stay on record.
  ///
  /// - Parameters:
  ///   - change: fields of the claim as the public record has them (`{"stance": "claimed"}`), for `corrected`.
  ///   - link: what linking needs of the corrected claim.
  /// - Throws: a `Problem` if there is no such claim or the correction isn't one.
  public func review(
    _ name: String, _ verdict: Review.Verdict, change: [String: JSONValue] = [:], reason: String?, by actor: Actor,
    link: (Claim, Report) -> LinkEntry
  ) throws(Problem) -> ClaimKey {
    try write { db in
      let (row, key) = try claim(db, named: name)
      let (report, json) = try judged(db, row)
      var correction: String?
      if verdict == .corrected {
        if change.isEmpty { throw Problem("review", "a correction needs the fields that change, e.g. --set '{\"stance\": \"claimed\"}'") }
        let text = try corrected(json, change)
        let claim = try RecordReader(document: report.document).claim(Array(text.utf8))
        try self.link(db, row, link(claim, report))
        correction = text
      }
      try db.execute(
        sql: "INSERT INTO review (claim, verdict, reviewer, at, reason, correction) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [row, verdict.rawValue, actor.name, actor.at, reason, correction])
      try log(
        db, actor, "review", key.description,
        [
          ("verdict", .string(verdict.rawValue)), ("reason", .optional(reason)),
          ("correction", correction.map { .string(hash(Array($0.utf8))) } ?? .null),
        ])
      return key
    }
  }

  private func judged(_ db: Database, _ claim: Int64) throws -> (report: Report, json: String) {
    guard let row = try Row.fetchOne(db, sql: "SELECT document, json FROM current_claim WHERE id = ?", arguments: [claim]),
      let report = try reports(db, documents: [row["document"]]).first?.value
    else { throw Problem("claim", "the claim is gone; look it up again with: constat incidents \(path)", file: path) }
    return (report, row["json"])
  }

  /// The claim's JSON with some of its fields replaced.
  private func corrected(_ json: String, _ change: [String: JSONValue]) throws -> String {
    guard case .object(var fields)? = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) else {
      throw Problem("record", "the stored claim can't be read; check the ledger with: constat check \(path)", file: path)
    }
    let fixed: Set = ["id", "trigger", "rule", "confidence", "codes"]
    for (field, value) in change.sorted(by: { $0.key < $1.key }) {
      guard fields[field] != nil, !fixed.contains(field) else {
        let known = fields.keys.filter { !fixed.contains($0) }.sorted().joined(separator: ", ")
        throw Problem("review", "\"\(field)\" can't be corrected; the fields are \(known)")
      }
      fields[field] = value
    }
    if change["type"] != nil || change["mode"] != nil { fields["codes"] = .object(["acled": .null]) }
    let id = fields.removeValue(forKey: "id").map { JSON($0) } ?? .null
    let rest = fields.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }
    return JSON.object([("id", id)] + rest).text
  }
}
