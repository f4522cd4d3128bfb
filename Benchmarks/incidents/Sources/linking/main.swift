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
  return Document(id: id, text: body, published: text("published"), outlet: text("outlet"), language: text("language"), title: text("title"))
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: linking DOCUMENTS.jsonl RECORDS.jsonl\n".utf8))
  exit(2)
}
let clock = ContinuousClock()
func say(_ what: String, _ time: Duration) { FileHandle.standardError.write(Data("\(what): \(time)\n".utf8)) }

var reports: [Report] = []
for line in lines(arguments[1]) {
  if let document = document(line) {
    reports.append(Report(id: document.id, document: document, version: 1, capture: "", origin: "", received: ""))
  }
}
var tellings: [Telling] = []
let reading = clock.measure {
  for (report, line) in zip(reports, lines(arguments[2])) {
    guard let record = try? RecordReader(document: report.document).record(Array(line)) else { continue }
    tellings += Telling.all(of: record.claims, in: report)
  }
}
say("records read", reading)
var components: [Component] = []
let linking = clock.measure { components = Linker().components(tellings) }
say("\(reports.count) reports, \(tellings.count) claims, \(components.count) components linked", linking)

let byKey = Dictionary(tellings.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
let writer = IncidentWriter(tellings: byKey)
for group in components.flatMap(\.groups) {
  var line = writer.json(group).compact()
  line.append(10)
  FileHandle.standardOutput.write(Data(line))
}
