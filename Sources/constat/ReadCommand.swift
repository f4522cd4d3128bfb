import ArgumentParser
import Reading
import Records
import Shelf
import SourceText

enum OutputFormat: String, CaseIterable, ExpressibleByArgument { case table, jsonl, json }

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads documents into claims: who says that what happened.",
    usage: "constat read [FILE ...] [--format table|jsonl|json] [--[no-]summary] [--published DATE] [--outlet NAME] [--language CODE]",
    discussion: """
      Every claim holds one act, its agent, target, place, day, means and figures, who says so and how (reported, claimed, \
      alleged, confirmed, denied, planned), the exact words that each value was read from, and the rule that read it.

      A line of a .jsonl file is one document:
        {"text": "...", "published": "2024-11-12", "outlet": "...", "language": "fr"}
      Only "text" is needed; without a publication date, words like "on Tuesday" stay unresolved and the record says so.

      On a terminal you get a table, in a pipe JSON lines (Docs/record.schema.json). Below the table of several documents \
      stands a summary of the claims that seem to be one happening; --no-summary leaves it out.

      Each claim's confidence says how likely its reading is right: of the claims with 0.8, about 80 % are. Claims below \
      --min-confidence are not told.

      Examples:
        constat read Samples/dispatches.jsonl
        constat read reports/ --format jsonl > claims.jsonl
        constat read note.txt --published 2024-11-12 --outlet "Radio Ostra"
        cat feed.jsonl | constat read - | jq .claims

      Exit status: 0 claims were found, 1 none was found, 2 an argument or a part of the input was wrong.
      """)

  @OptionGroup var options: ReadingOptions
  @Option(help: "table, jsonl or json; a table on a terminal, jsonl in a pipe.") var format: OutputFormat?
  @Flag(inversion: .prefixedNo, help: "A summary of happenings under the table; by default for more than one document.")
  var summary: Bool?

  func run() throws {
    let batches = try options.batches()
    let format = self.format ?? (Terminal.isOutputTerminal ? .table : .jsonl)
    if summary == true, format != .table { throw Failure("--summary stands under a table; add --format table") }
    let library = try options.library()
    var output = RecordOutput(format: format, codebook: library.codebook, summary: summary)
    let failures = try batches.each({ library.record($0) }, take: { output.write($0) })
    output.finish()
    if failures > 0 { throw ExitCode(2) }
    if output.claims == 0 { throw ExitCode(1) }
  }
}
