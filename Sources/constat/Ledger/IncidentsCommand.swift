import ArgumentParser
import Foundation
import Ledger
import Linking
import Records
import SourceText

enum IncidentFormat: String, CaseIterable, ExpressibleByArgument { case table, jsonl }

struct IncidentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents", abstract: "Lists the incidents of a ledger: who says what of one happening, with grade and reasons.",
    usage: "constat incidents LEDGER [INCIDENT ...] [--format table|jsonl] [--series FILE ...]",
    discussion: """
      A line of jsonl is one incident: {"incident", "documents", "mentions", "claims", "grade", "reasons", "tolls"}. The table \
      shows each incident's voices, its figures with those who give them, and why its claims were joined.

      --series names CSV files of figures that somebody publishes day by day (Docs/incidents.md); cumulative figures of the \
      reports are compared with them.

      Exit status: 0 there are incidents, 1 there are none (link first), 2 the ledger can't be used.
      """)

  @OptionGroup var ledger: LedgerArgument
  @Argument(help: ArgumentHelp("Only these incidents.", valueName: "incident")) var names: [String] = []
  @Option(help: "table or jsonl; a table on a terminal, jsonl in a pipe.") var format: IncidentFormat?
  @Option(help: ArgumentHelp("CSV file with a series of published figures.", valueName: "file")) var series: [String] = []

  func run() throws {
    let ledger = try ledger.open(.read)
    let incidents = try Incidents(ledger)
    let series = try Series.read(series)
    let format = self.format ?? (Terminal.isOutputTerminal ? .table : .jsonl)
    let ink = Ink(.auto, environment: ProcessInfo.processInfo.environment)
    var count = 0
    func show(_ file: IncidentFile) {
      count += 1
      switch format {
      case .jsonl: Terminal.raw(file.writer(series).json(file.incident).compact() + [10])
      case .table: Terminal.out(IncidentTable(file: file, series: series, width: Terminal.columns, ink: ink).text + "\n")
      }
    }
    if names.isEmpty { try incidents.each(show) } else { for name in names { show(incidents.graded(try ledger.incident(name))) } }
    if count == 0 {
      Terminal.error("there are no incidents in \(ledger.path) yet; make them with: constat link \(ledger.path)")
      throw ExitCode(1)
    }
  }
}

extension IncidentFile {
  func writer(_ series: [ReferenceSeries]) -> IncidentWriter {
    IncidentWriter(tellings: tellings.compactMap(Telling.init), reports: reports, series: series)
  }
}

/// Series of published figures, from files.
enum Series {
  static func read(_ paths: [String]) throws -> [ReferenceSeries] {
    try paths.flatMap { path in
      guard let data = FileManager.default.contents(atPath: path) else { throw Failure("\(path): the file can't be read; check the path") }
      let (series, problems) = SeriesReader.read(Array(data), file: path)
      for problem in problems { Terminal.error("\(problem)") }
      return series
    }
  }
}
