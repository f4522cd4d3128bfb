import Codes
import Records
import SourceText

/// Writes records in one of the formats.
struct RecordOutput {
  let format: OutputFormat
  let codebook: Codebook
  private(set) var claims = 0
  private var isFirst = true

  init(format: OutputFormat, codebook: Codebook) {
    self.format = format
    self.codebook = codebook
  }

  mutating func write(_ record: Record) {
    claims += record.claims.count
    switch format {
    case .jsonl: Terminal.raw(json(record).compact() + [10])
    case .json:
      Terminal.raw(Array((isFirst ? "[\n" : ",\n").utf8) + json(record).pretty())
    case .table: Terminal.out(Table.text(record))
    }
    isFirst = false
  }

  func finish() {
    if format == .json { Terminal.raw(Array((isFirst ? "[]\n" : "\n]\n").utf8)) }
  }

  private func json(_ record: Record) -> JSON { RecordWriter(document: record.document, codebook: codebook).json(record) }
}

/// A record as a table for people.
enum Table {
  static func text(_ record: Record) -> String {
    var lines = ["\(record.document.id)  \(record.document.publishedText ?? "no date")  \(record.language ?? "unknown language")"]
    for claim in record.claims { lines.append(contentsOf: rows(claim)) }
    if record.claims.isEmpty { lines.append("  no claim") }
    for toll in record.tolls { lines.append("  toll of no single happening: " + self.toll(toll)) }
    for undisclosed in record.undisclosed { lines.append("  not told: \(undisclosed.what)  « \(undisclosed.evidence.first?.quote ?? "") »") }
    let loaded = record.loadings.compactMap { $0.evidence.first?.quote }
    if !loaded.isEmpty { lines.append("  loaded wording: " + loaded.map { "« \($0) »" }.joined(separator: ", ")) }
    for problem in record.problems { lines.append("  ! \(problem.message)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(_ claim: Claim) -> [String] {
    let type = claim.type.rawValue + (claim.mode.map { "/" + $0 } ?? "")
    var head = "  \(pad(claim.id, 4))\(pad(claim.stance.rawValue, 10))\(pad(type, 22))"
    head += "« \(claim.trigger.first?.quote ?? "") »"
    var rows = [head]
    func row(_ name: String, _ values: [String]) {
      if !values.isEmpty { rows.append("      " + pad(name, 9) + values.joined(separator: " | ")) }
    }
    row("says", claim.speakers.map { speaker in speaker.party.name + (speaker.channel.map { " (\($0.name))" } ?? "") })
    row("agent", claim.agent.map(\.name))
    row("target", claim.target.map(\.name))
    row("place", claim.place.map { $0.name + ($0.precision == "unresolved" ? "" : " [\($0.precision)\($0.isDisputed ? ", disputed" : "")]") })
    row("date", claim.date.map { [date($0)] } ?? [])
    row("means", claim.means.map(\.name))
    row("tolls", claim.tolls.map(toll))
    if let other = claim.sameAs { row("same as", [other]) }
    return rows
  }

  private static func date(_ date: DateValue) -> String {
    let from = date.from?.description ?? "…"
    let to = date.open == "end" ? "… (\(date.to?.description ?? "open"))" : date.to?.description ?? "…"
    return from == to ? from : "\(from) to \(to)"
  }

  static func toll(_ toll: Toll) -> String {
    let bounds = toll.min == toll.max ? "\(toll.min ?? 0)" : "\(toll.min.map(String.init) ?? "…")–\(toll.max.map(String.init) ?? "…")"
    let since = toll.since.map { " since \($0)" } ?? ""
    return "\(toll.kind) \(bounds) (\(toll.qualifier))\(since)" + (toll.scope == "cumulative" ? ", cumulative" : "")
  }

  private static func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
}
