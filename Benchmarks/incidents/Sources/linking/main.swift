// Links what `constat read --format jsonl` printed, without a ledger, and says how much processor time that took.
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
/// Runs a step and says how much time of one processor it took: other programs on the machine don't count.
func measured<Value>(_ step: () -> Value, _ words: (Value) -> String) -> Value {
  let start = clock()
  let value = step()
  let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
  FileHandle.standardError.write(Data("\(words(value)): \((seconds * 100).rounded() / 100) s\n".utf8))
  return value
}

var reports = lines(arguments[1]).compactMap(document).map {
  Report(id: $0.id, document: $0, version: 1, capture: "", origin: "", received: "")
}
let origins = measured {
  Copies.origins(reports.map { Copies.Text(report: $0.id, published: $0.document.published, fingerprint: Fingerprint($0.document)) })
} _: {
  "\($0.count) copies found"
}
for index in reports.indices { reports[index].copyOf = origins[reports[index].id] }

let records = measured {
  zip(reports, lines(arguments[2])).compactMap { report, line in
    (try? RecordReader(document: report.document).record(Array(line))).map { (report, $0.claims) }
  }
} _: {
  "\($0.count) records read"
}
let tellings = measured {
  records.flatMap { Telling.all(of: $0.1, in: $0.0) }
} _: {
  "\($0.count) tellings made"
}
let components = measured {
  Linker().components(tellings)
} _: {
  "\($0.count) components linked"
}

var claims: [ClaimKey: Claim] = [:]
for (report, list) in records { for claim in list { claims[ClaimKey(report: report.id, claim: claim.id)] = claim } }
let writer = IncidentWriter(tellings: tellings, reports: Dictionary(reports.map { ($0.id, $0) }) { first, _ in first })
for group in components.flatMap(\.groups) {
  let members = group.members.compactMap { key in claims[key].map { Member(report: key.report, claim: $0) } }
  var incident = Incident(id: group.members.first.map { "\($0.report)#\($0.claim)" } ?? "", members: members)
  incident.reasons = group.reasons
  let verdict = Grader(writer.tellings(of: incident)).verdict()
  (incident.grade, incident.gradeReason) = (verdict.grade, verdict.reason)
  FileHandle.standardOutput.write(Data(writer.json(incident).compact() + [10]))
}
