import ArgumentParser
import Foundation
import Ledger
import Linking
import Records
import SourceText

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Writes down what a human says of claims: accepted, rejected, or corrected.",
    usage: "constat review LEDGER CLAIM|INCIDENT ... --accept|--reject|--set JSON [--reason TEXT] --by NAME",
    discussion: """
      A claim is named report/claim, e.g. r3f2a90c41d7e/c1, as constat incidents lists it; an incident stands for all its claims \
      that nobody has judged yet. The last word counts, earlier ones stay on record.

      Examples:
        constat review case.ledger r3f2a/c1 --accept --by m.k
        constat review case.ledger r3f2a/c1 --set '{"stance": "alleged"}' --reason hearsay --by m.k
      """)

  @OptionGroup var ledger: LedgerArgument
  @Argument(help: ArgumentHelp("Claims or incidents.", valueName: "claim")) var names: [String]
  @Flag(help: "The claims are right as they are.") var accept = false
  @Flag(help: "The claims are wrong.") var reject = false
  @Option(help: ArgumentHelp("Fields that are right in place of those that were read, as JSON.", valueName: "json")) var set: String?
  @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?
  @OptionGroup var actor: ActorOptions

  func run() throws {
    guard [accept, reject, set != nil].count(where: { $0 }) == 1 else {
      throw Failure("say one of --accept, --reject or --set JSON")
    }
    if actor.by == "machine" { throw Failure("a review is a human's; say whose with --by NAME") }
    let change = try set.map(fields) ?? [:]
    let (ledger, actor) = (try ledger.open(.write), try actor.actor())
    let verdict: Review.Verdict = accept ? .accepted : reject ? .rejected : .corrected
    for name in try names.flatMap({ try claims($0, ledger) }) {
      let key = try ledger.review(name, verdict, change: change, reason: reason, by: actor) { claim, report in
        Telling.all(of: [claim], in: report).first?.entry ?? LinkEntry(telling: "", keys: [])
      }
      Terminal.out("\(key) \(verdict.rawValue)")
    }
  }

  private func fields(_ text: String) throws -> [String: JSONValue] {
    guard case .object(let fields)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
      throw Failure("--set takes a JSON object with the fields that change, e.g. '{\"stance\": \"alleged\"}'")
    }
    return fields
  }

  /// A claim's own name, or those of an incident's claims that wait for a judgement.
  private func claims(_ name: String, _ ledger: Ledger) throws -> [String] {
    if name.contains("/") { return [name] }
    return try ledger.incident(name).incident.members.filter { $0.review == nil }.map(\.key.description)
  }
}

/// A ledger that a human changes, with the reason that he must give.
struct HumanChange: ParsableArguments {
  @OptionGroup var ledger: LedgerArgument
  @Option(help: ArgumentHelp("Why; it stands in the log.", valueName: "text")) var reason: String
  @OptionGroup var actor: ActorOptions

  /// Makes the change and links what it touched.
  func make(_ change: (Ledger, _ reason: String, Actor) throws -> Void) throws {
    let (ledger, actor) = (try ledger.open(.write), try actor.actor())
    try change(ledger, reason, actor)
    _ = try Incidents(ledger).link(by: actor)
  }
}

struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Says that two incidents are one happening.",
    usage: "constat join LEDGER INCIDENT INCIDENT --reason TEXT --by NAME")
  @OptionGroup var change: HumanChange
  @Argument(help: "The incident that the other joins.") var one: String
  @Argument(help: "The other.") var other: String

  func run() throws {
    try change.make { ledger, reason, actor in try ledger.join(one, other, reason: reason, by: actor) }
  }
}

struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Says that some claims of an incident are another happening.",
    usage: "constat split LEDGER INCIDENT CLAIM ... --reason TEXT --by NAME")
  @OptionGroup var change: HumanChange
  @Argument(help: "The incident.") var incident: String
  @Argument(help: "The claims that leave it.") var claims: [String]

  func run() throws {
    try change.make { ledger, reason, actor in try ledger.split(incident, claims, reason: reason, by: actor) }
  }
}

struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Gives an incident a grade in place of the computed one.",
    usage: "constat grade LEDGER INCIDENT GRADE --reason TEXT --by NAME")
  @OptionGroup var change: HumanChange
  @Argument(help: "The incident.") var incident: String
  @Argument(help: "\(Grade.allCases.map(\.rawValue).joined(separator: ", ")).") var grade: String

  func run() throws {
    guard let grade = Grade(rawValue: grade) else {
      throw Failure("\"\(grade)\" is no grade; the grades are \(Grade.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    try change.make { ledger, reason, actor in try ledger.grade(incident, grade, reason: reason, by: actor) }
  }
}

struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Removes a report and all that was made of it; only its hash, the day and the reason stay.",
    usage: "constat forget LEDGER REPORT|SHA256 --reason TEXT --by NAME",
    discussion: "The same bytes are not taken in again. Copies of the ledger and exports made before are not reached: withdraw them too.")
  @OptionGroup var change: HumanChange
  @Argument(help: ArgumentHelp("The name of a report or the SHA-256 of a capture.", valueName: "report")) var name: String

  func run() throws {
    try change.make { ledger, reason, actor in
      for hash in try ledger.forget(name, reason: reason, by: actor) { Terminal.out("forgotten: \(hash)") }
    }
  }
}
