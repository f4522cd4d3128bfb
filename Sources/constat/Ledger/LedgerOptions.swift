import ArgumentParser
import Foundation
import Intake
import Ledger
import Linking
import Records
import SourceText

/// The ledger that a command works on.
struct LedgerArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The ledger: one SQLite file.", valueName: "ledger")) var ledger: String

  func open(_ mode: Ledger.Mode) throws -> Ledger { try Ledger(path: ledger, mode: mode, hash: Digest.sha256) }
}

/// Who makes a change and when; both stand in the ledger's log.
struct ActorOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who makes the change, as the log shall say it: a name or a role.", valueName: "name"))
  var by: String = "machine"
  @Option(help: ArgumentHelp("When the change is made; the clock's time if left out.", valueName: "time"))
  var now: String?

  func actor() throws -> Actor {
    guard let now else { return Actor(name: by, at: Clock.now) }
    guard Clock.isTime(now) else { throw Failure("--now \"\(now)\" is no time; write it as 2024-11-12T09:30:00Z") }
    return Actor(name: by, at: now)
  }
}

/// The only place where a clock is read.
enum Clock {
  /// ISO 8601 in UTC, whole seconds.
  static var now: String { Date().formatted(.iso8601) }

  static func isTime(_ text: String) -> Bool { text.count == 20 && text.hasSuffix("Z") && (try? Date(text, strategy: .iso8601)) != nil }
}

extension Telling {
  /// What the ledger kept of a telling; the addresses are the ledger's.
  init?(_ line: LinkLine) {
    guard var telling = try? JSONDecoder().decode(Telling.self, from: Data(line.telling.utf8)) else { return nil }
    telling.key = line.key
    telling.source = line.copyOf ?? line.key.report
    self = telling
  }

  /// What the ledger keeps of a telling.
  var entry: LinkEntry {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return LinkEntry(telling: (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "", keys: keys)
  }
}
