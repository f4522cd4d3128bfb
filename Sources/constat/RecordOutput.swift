import Codes
import Foundation
import Records
import SourceText

/// Writes records in one of the formats.
struct RecordOutput {
  let format: OutputFormat
  let codebook: Codebook
  /// Whether a summary stands under the table; nil = if there is more than one document.
  let summary: Bool?
  private(set) var claims = 0
  private var tellings: [Told] = []
  private var count = 0

  init(format: OutputFormat, codebook: Codebook, summary: Bool?) {
    (self.format, self.codebook, self.summary) = (format, codebook, summary)
  }

  mutating func write(_ record: Record) {
    claims += record.claims.count
    switch format {
    case .jsonl: Terminal.raw(json(record).compact() + [10])
    case .json: Terminal.raw(Array((count == 0 ? "[\n" : ",\n").utf8) + json(record).pretty())
    case .table:
      Terminal.out(RecordTable(record: record, width: Terminal.columns, ink: ink).text)
      if summary != false { tellings += Told.all(of: record, number: count) }
    }
    count += 1
  }

  func finish() {
    if format == .json { Terminal.raw(Array((count == 0 ? "[]\n" : "\n]\n").utf8)) }
    if format == .table, summary ?? (count > 1) { Terminal.out(Summary(tellings).text(width: Terminal.columns, ink: ink)) }
  }

  private var ink: Ink { Ink(.auto, environment: ProcessInfo.processInfo.environment) }
  private func json(_ record: Record) -> JSON { RecordWriter(document: record.document, codebook: codebook).json(record) }
}
