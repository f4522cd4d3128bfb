import ArgumentParser
import Shelf
import Foundation
import Records

enum ExplainFormat: String, CaseIterable, ExpressibleByArgument { case text, html }

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows what was read from which words, for people who check it.",
    usage: "constat explain [FILE ...] [--format text|html] [--colour auto|always|never] [--width COLUMNS]",
    discussion: """
      Prints each document with its evidence underlined and labelled: c1.deed are the act words of claim c1, c1.agent who did \
      it, c1.speaker who says so, c1.cue the word of saying, c1.toll the words of a figure. loaded is partisan wording, kept \
      as framing; undisclosed is what the text says is not told. Under the text every claim stands in a plain sentence with \
      each value, its words, the rule that read it, how likely the reading is right, and what weighed for and against it.

      --format html makes one page that needs nothing else: no script, no picture, no network. It prints well and a screen \
      reader can read it. It holds the names of the text as they are: it is for checking, not for publication.

      Examples:
        constat explain Samples/dispatches.jsonl | less -R
        constat explain note.txt --published 2024-11-12 --colour always | less -R
        constat explain reports/ --format html > explain.html

      Exit status: 0 claims were found, 1 none was found, 2 an argument or a part of the input was wrong.
      """)

  @OptionGroup var options: ReadingOptions
  @Option(help: "text or html.") var format = ExplainFormat.text
  @Option(name: [.customLong("colour"), .customLong("color")], help: "auto is on for a terminal only.") var colour = ColourChoice.auto
  @Option(help: ArgumentHelp("Columns of the text; by default the terminal's, 100 in a pipe.", valueName: "columns")) var width: Int?

  func run() throws {
    let batches = try options.batches()
    if let width, width < 40 { throw Failure("--width \(width) is too narrow for the labels; give at least 40") }
    let library = try options.library()
    var records: [Record] = []
    var claims = 0
    let ink = Ink(colour, environment: ProcessInfo.processInfo.environment)
    let width = self.width ?? max(40, Terminal.columns)
    let failures = try batches.each({ library.record($0) }) { record in
      claims += record.claims.count
      switch format {
      case .text: Terminal.out(TextExplanation(record: record, width: width, ink: ink).text)
      case .html: records.append(record)
      }
    }
    if format == .html { Terminal.out(ExplainPage(records: records, codebook: library.codebook).text) }
    if failures > 0 { throw ExitCode(2) }
    if claims == 0 { throw ExitCode(1) }
  }
}
