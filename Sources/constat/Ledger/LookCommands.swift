import ArgumentParser
import Ledger
import SourceText

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Verifies a ledger: its log, its captures, every quote of every claim.",
    usage: "constat check LEDGER [--migrate]",
    discussion: """
      Looked at: the file itself, references between its tables, the chain of the log (each line holds the hash of the line \
      before it), captures and texts against their hashes, quotes against texts, claims against the log.

      Exit status: 0 all is well, 1 something is wrong and told, 2 the ledger can't be opened.
      """)
  @OptionGroup var ledger: LedgerArgument
  @Flag(help: "Bring a ledger of an older Constat up to date first.") var migrate = false

  func run() throws {
    let ledger = try ledger.open(migrate ? .write : .read)
    var progress = Progress(verb: "checked")
    let problems = try ledger.check { _ in progress.advance(1) }
    progress.finish()
    for problem in problems { Terminal.out("\(problem)") }
    if !problems.isEmpty { throw ExitCode(1) }
    let last = try ledger.audit(last: 1).first
    Terminal.out("\(ledger.path): all is well; the log has \(last?.seq ?? 0) lines, the last with hash \(last?.hash ?? "none")")
  }
}

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Finds reports or claims of a ledger by their words; accents and case don't matter.",
    usage: "constat search LEDGER WORD ... [--claims] [--count NUMBER]",
    discussion:
      "Several words in quotation marks are looked for as they stand.\n\nExit status: 0 found, 1 nothing found, 2 the ledger can't be used."
  )
  @OptionGroup var ledger: LedgerArgument
  @Argument(help: ArgumentHelp("Words, all of which must be there.", valueName: "word")) var words: [String]
  @Flag(help: "Look in the quotes of claims in place of whole texts.") var claims = false
  @Option(help: ArgumentHelp("At most so many.", valueName: "number")) var count = 20

  func run() throws {
    let found = try ledger.open(.read).search(words, claims: claims, count: count)
    for item in found {
      let head = [item.name, item.published, item.outlet, item.title].compactMap { $0 }.joined(separator: "  ")
      Terminal.out(Columns.printable(head) + "\n    " + Columns.printable(item.snippet))
    }
    if found.isEmpty { throw ExitCode(1) }
  }
}

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Shows the last lines of a ledger's log: who changed what, when and why.",
    usage: "constat log LEDGER [--count NUMBER]")
  @OptionGroup var ledger: LedgerArgument
  @Option(help: ArgumentHelp("So many lines, the newest first.", valueName: "number")) var count = 20

  func run() throws {
    for line in try ledger.open(.read).audit(last: count) {
      Terminal.out("\(line.seq)  \(line.at)  \(line.actor)  \(line.action)  \(line.subject)  \(line.detail)")
    }
  }
}
