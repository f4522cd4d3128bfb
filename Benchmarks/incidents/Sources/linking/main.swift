// Links what `constat read --format jsonl` printed, without a ledger, and says how long that took.
//
// usage: linking DOCUMENTS.jsonl RECORDS.jsonl > incidents.jsonl
import Foundation
import Linking
import Records
import SourceText

func lines(_ path: String) -> [Data] {
  FileManager.default.contents(atPath: path).map { $0.split(separator: 10).map { Data($0) } } ?? []
}

func document(_ line: Data) -> Document? {
  guard let fields = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return nil }
  func text(_ key: String) -> String? { fields[key] as? String }
  guard let id = text("id"), let body = text("text") else { return nil }
  return Document(
    id: id, text: body, published: text("published"), outlet: text("outlet"), language: text("language"), title: text("title"))
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: linking DOCUMENTS.jsonl RECORDS.jsonl\n".utf8))
  exit(2)
}
let clock = ContinuousClock()
func say(_ what: String, _ time: Duration) { FileHandle.standardError.write(Data("\(what): \(time)\n".utf8)) }

var reports = lines(arguments[1]).compactMap(document).map {
  Report(id: $0.id, document: $0, version: 1, capture: "", origin: "", received: "")
}
let copying = clock.measure {
  let origins = Copies.origins(
    reports.map { Copies.Text(report: $0.id, published: $0.document.published, fingerprint: Fingerprint($0.document)) })
  for index in reports.indices { reports[index].copyOf = origins[reports[index].id] }
}
say("\(reports.count { $0.copyOf != nil }) copies found", copying)
var tellings: [Telling] = []
var claims: [ClaimKey: Claim] = [:]
let reading = clock.measure {
  for (report, line) in zip(reports, lines(arguments[2])) {
    guard let record = try? RecordReader(document: report.document).record(Array(line)) else { continue }
    tellings += Telling.all(of: record.claims, in: report)
    for claim in record.claims { claims[ClaimKey(report: report.id, claim: claim.id)] = claim }
  }
}
say("records read", reading)
var components: [Component] = []
let linking = clock.measure { components = Linker().components(tellings) }
say("\(reports.count) reports, \(tellings.count) claims, \(components.count) components linked", linking)

let writer = IncidentWriter(tellings: tellings, reports: Dictionary(reports.map { ($0.id, $0) }) { first, _ in first })
for group in components.flatMap(\.groups) {
  let members = group.members.compactMap { key in claims[key].map { Member(report: key.report, claim: $0) } }
  var incident = Incident(id: group.members.first.map { "\($0.report)#\($0.claim)" } ?? "", members: members)
  incident.reasons = group.reasons
  let verdict = Grader(writer.tellings(of: incident)).verdict()
  (incident.grade, incident.gradeReason) = (verdict.grade, verdict.reason)
  FileHandle.standardOutput.write(Data(writer.json(incident).compact() + [10]))
}
