import ArgumentParser
import Foundation
import Intake
import Ledger
import Shelf
import SourceText

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Takes reports into a ledger and reads them.",
    usage: "constat add LEDGER FILE ... [--published DATE] [--outlet NAME] [--language CODE] [--allow-private]",
    discussion: """
      The ledger is made if it isn't there. Files may be texts, JSON lines, web pages, feeds, chat exports, agency items and \
      web archives, or folders of them (Docs/intake.md). The bytes are kept as they came, under their SHA-256; the same bytes \
      again change nothing, and a changed text is a new version of its report. Nothing is fetched from a network.

      An add that was cut off, even by a power cut, goes on where it was when it is run again.

      Examples:
        constat add case.ledger reports/
        constat add case.ledger archive.wacz --by archivist
        constat link case.ledger

      Exit status: 0 all was taken in, 1 there was nothing new, 2 an argument or a part of the input was wrong.
      """)

  @OptionGroup var ledger: LedgerArgument
  @OptionGroup var options: ReadingOptions
  @OptionGroup var actor: ActorOptions
  @Flag(help: "Take in chats that were not addressed to the public; they are marked and never leave in public exports.")
  var allowPrivate = false

  func run() throws {
    let actor = try actor.actor()
    let inputs = try options.inputs(allowPrivate: allowPrivate)
    let library = try options.library()
    let ledger = try ledger.open(.create)
    var adding = Adding(ledger: ledger, library: library, software: try Software(library), actor: actor, jobs: options.jobs)
    adding.progress = Progress(verb: "added", bytes: inputs.bytes)
    try adding.run(inputs)
    Terminal.error(adding.summary)
    if adding.failures > 0 { throw ExitCode(2) }
    if adding.added.reports + adding.added.versions == 0 { throw ExitCode(1) }
  }
}

/// Takes documents in, some at a time: what is new is read in parallel and written in one transaction.
struct Adding {
  let ledger: Ledger
  let library: Library
  let software: Software
  let actor: Actor
  let jobs: Int
  var progress = Progress()
  private(set) var added = Added()
  private(set) var failures = 0
  private var batch: [Arrival] = []
  private var held = 0

  init(ledger: Ledger, library: Library, software: Software, actor: Actor, jobs: Int) {
    (self.ledger, self.library, self.software) = (ledger, library, software)
    (self.actor, self.jobs) = (actor, jobs)
  }

  mutating func run(_ inputs: Inputs) throws {
    failures = try inputs.each { arrival in
      batch.append(arrival)
      held += arrival.capture.bytes.count
      if batch.count >= 256 || held > 4 << 20 { try flush() }
    }
    try flush()
    progress.finish()
  }

  private mutating func flush() throws {
    let unknown = try ledger.unknown(batch.map(\.capture.sha256))
    let new = batch.filter { unknown.contains($0.capture.sha256) }
    added.known += batch.count - new.count
    let library = library
    let deposits = Parallel.map(new, jobs: jobs) { Deposit($0, library: library) }
    let change = deposits.isEmpty ? Added() : try ledger.add(deposits, software: software, by: actor)
    for problem in change.problems { Terminal.error("\(problem)") }
    added += change
    progress.advance(batch.count, bytes: held)
    batch.removeAll(keepingCapacity: true)
    held = 0
  }

  var summary: String {
    let parts = [
      Wording.count(added.reports, "new report"), added.versions > 0 ? Wording.count(added.versions, "new version") : nil,
      added.known > 0 ? "\(added.known) known already" : nil, Wording.count(added.claims, "claim"),
    ]
    return "\(ledger.path): " + parts.compactMap { $0 }.joined(separator: ", ")
  }
}
