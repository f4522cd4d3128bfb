import ArgumentParser
import Ledger
import Shelf
import SourceText

struct RereadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reread", abstract: "Reads the documents of a ledger again where this program knows more than the one that read them.",
    usage: "constat reread LEDGER [--knowledge FOLDER] [--jobs NUMBER]",
    discussion: """
      Earlier readings stay on record. What a human accepted or corrected stays as the human left it; a rejection stays as long \
      as the claim is read the same way. What is new, gone or read differently is listed.

      Exit status: 0 all is read as before, 1 something is read differently, 2 an argument was wrong.
      """)

  @OptionGroup var ledger: LedgerArgument
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("Folder with packs, codebook, actors and places.", valueName: "folder")) var knowledge: String?
  @Option(help: ArgumentHelp("Documents read at the same time.", valueName: "number")) var jobs: Int = 2

  func run() throws {
    let actor = try actor.actor()
    let library = try Library.load(flag: knowledge)
    let ledger = try ledger.open(.write)
    let software = try Software(library)
    var (all, last, progress) = (Reread(), Int64(0), Progress())
    while true {
      let stale = try ledger.stale(software, after: last, count: 128)
      guard let end = stale.last else { break }
      let entries = Parallel.map(stale, jobs: jobs) { (row: $0.row, entry: Entry(reading: $0.document, library: library)) }
      let change = try ledger.reread(entries, software: software, by: actor)
      for sentence in change.changes { Terminal.out(sentence) }
      all += change
      last = end.row
      progress.advance(stale.count)
    }
    progress.finish()
    Terminal.error("\(Wording.count(all.documents, "document")) read again, \(all.same) claims as before, \(all.changes.count) changes")
    if !all.changes.isEmpty { throw ExitCode(1) }
  }
}
