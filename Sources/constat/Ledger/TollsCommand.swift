import ArgumentParser
import Ledger
import Linking
import Records
import SourceText

struct TollsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tolls", abstract: "Lists the figures of a ledger that belong to no single happening, beside published series.",
    usage: "constat tolls LEDGER [--series FILE ...]",
    discussion: """
      War totals and other running figures, by the day of publication. --series names CSV files of figures that somebody publishes \
      day by day (Docs/incidents.md): each figure is told with the series, the day and how stale it was.

      Exit status: 0 there are figures, 1 there are none, 2 the ledger can't be used.
      """)
  @OptionGroup var ledger: LedgerArgument
  @Option(help: ArgumentHelp("CSV file with a series of published figures.", valueName: "file")) var series: [String] = []

  func run() throws {
    let series = try Series.read(series)
    var count = 0
    try ledger.open(.read).eachFreeToll { report, toll in
      count += 1
      let speaker = toll.speakers.last.map(Wording.speaker) ?? (report.document.outlet ?? report.document.id) + ", own voice"
      let day = report.document.publishedText ?? "no date"
      Terminal.out(Columns.printable("\(report.id)  \(day)  \(Wording.toll(toll))  by \(speaker)  « \(toll.evidence.first?.quote ?? "") »"))
      for match in series.matches(toll, published: report.document.published) { Terminal.out("    " + match.sentence) }
    }
    if count == 0 { throw ExitCode(1) }
  }
}
