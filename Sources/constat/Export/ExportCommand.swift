import ArgumentParser
import Exports
import Foundation
import Ledger
import Linking
import Records
import Shelf
import SourceText

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes incidents for other tools and for print, as far as the publication policy lets them leave.",
    usage: "constat export LEDGER --output FOLDER --format FORMAT ... [--audience public|internal] [--policy FILE] [INCIDENT ...]",
    discussion: """
      Formats: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")). Each is a Frictionless data package: its \
      datapackage.json tells schema, hashes, the policy in force, and what was left out and why (Docs/publication.md). Several \
      formats get a folder each.

      Public exports hold what a human accepted, 72 hours after the event and 24 hours after publication, with names of private \
      persons replaced and places coarsened. --explain-policy tells each item that stays behind. A rule is lifted for one export \
      with --override RULE --reason TEXT; both stand in the ledger's log and in the package.

      Exit status: 0 something left, 1 there is nothing to export, 2 an argument was wrong, 3 the policy lets nothing leave.
      """)

  @OptionGroup var ledger: LedgerArgument
  @Argument(help: ArgumentHelp("Only these incidents.", valueName: "incident")) var names: [String] = []
  @Option(help: ArgumentHelp("Folder to write; a new one, or that of an earlier export.", valueName: "folder")) var output: String
  @Option(help: ArgumentHelp("One or more formats.", valueName: "format")) var format: [String]
  @Option(help: "public or internal; internal exports may hold what no human has seen, marked as such.") var audience: String = "public"
  @Option(help: ArgumentHelp("Settings that differ from Knowledge/policy/policy.toml.", valueName: "file")) var policy: String?
  @Option(help: ArgumentHelp("A rule to lift for this export.", valueName: "rule")) var override: [String] = []
  @Option(help: ArgumentHelp("Why: one for each --override.", valueName: "text")) var reason: [String] = []
  @Flag(help: "Tell each item that is withheld or changed, and why, on standard error.") var explainPolicy = false
  @Option(help: ArgumentHelp("Title of the package and of pages.", valueName: "text")) var title: String?
  @Option(help: ArgumentHelp("Language of the labels of pages.", valueName: "code")) var language: String = "en"
  @Option(help: ArgumentHelp("Licence of the data by its SPDX name, e.g. CC-BY-4.0.", valueName: "name")) var licence: String?
  @Option(help: ArgumentHelp("Folder with packs, codebook, actors and places.", valueName: "folder")) var knowledge: String?
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let formats = try format.map(known)
    if formats.isEmpty { throw Failure("say at least one --format; the formats are \(known)") }
    let actor = try actor.actor()
    let ledger = try ledger.open(.write)
    let incidents = try Incidents(ledger)
    let library = try Library.load(flag: knowledge)
    let (policy, defaults) = try policies(library)
    let gate = Gate(
      policy: policy, audience: try wanted(Audience.self, audience, "--audience"), overrides: try overrides(), now: actor.at,
      grader: incidents.grader)
    let settings = try settings(library, gate, actor)
    var runs = try formats.map { format in
      try ExportRun(
        Export(format: format, exporter: format.exporter(settings), gate: gate),
        folder: formats.count == 1 ? output : output + "/" + format.rawValue, codebook: library.codebook)
    }
    var seen = 0
    try each(incidents) { file in
      seen += 1
      for index in runs.indices {
        for item in try runs[index].add(file) where explainPolicy && index == 0 { Terminal.error("\(item)") }
      }
    }
    let title = title ?? "Incidents of \(URL(fileURLWithPath: ledger.path).deletingPathExtension().lastPathComponent)"
    let header = DataPackage.Header(name: title, title: title, created: actor.at, software: "constat \(Root.version)", licence: licence)
    for index in runs.indices {
      try runs[index].finish(header, defaults: defaults)
      try ledger.note(actor, action: "export", subject: formats[index].rawValue, detail: runs[index].account)
      Terminal.error("\(runs[index].folder): \(runs[index].summary)")
    }
    if seen == 0 { throw ExitCode(1) }
    if runs.allSatisfy({ $0.export.incidents == 0 }) {
      Terminal.error(
        "the policy lets nothing leave; --explain-policy tells why, constat review accepts records, --audience internal shows them inside")
      throw ExitCode(3)
    }
  }

  private func each(_ incidents: Incidents, _ body: (IncidentFile) throws -> Void) throws {
    if names.isEmpty { return try incidents.each(body) }
    for name in names { try body(incidents.graded(try incidents.ledger.incident(name))) }
  }

  private func known(_ name: String) throws -> ExportFormat { try wanted(ExportFormat.self, name, "--format") }
  private var known: String { ExportFormat.allCases.map(\.rawValue).joined(separator: ", ") }

  private func wanted<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type, _ name: String, _ option: String) throws -> Choice
  where Choice.RawValue == String {
    if let choice = Choice(rawValue: name) { return choice }
    throw Failure("\(option) \"\(name)\" is not known; there are \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private func overrides() throws -> [Override] {
    guard override.count == reason.count else { throw Failure("each --override needs its own --reason \"...\"") }
    return try zip(override, reason).map { try Override($0, reason: $1) }
  }

  private func policies(_ library: Library) throws -> (policy: Policy, defaults: Policy) {
    let defaults = try read(library.folder.appendingPathComponent("policy/policy.toml").path, over: Policy())
    return (try policy.map { try read($0, over: defaults) } ?? defaults, defaults)
  }

  private func read(_ path: String, over base: Policy) throws -> Policy {
    guard let data = FileManager.default.contents(atPath: path) else { throw Failure("\(path): the policy can't be read; check the path") }
    let (policy, problems) = Policy.read(Array(data), file: path, over: base)
    for problem in problems { Terminal.error("\(problem)") }
    if !problems.isEmpty { throw Failure("the policy has mistakes, so nothing was exported; mend the lines above") }
    return policy
  }

  private func settings(_ library: Library, _ gate: Gate, _ actor: Actor) throws -> ExportSettings {
    let software = try Software(library)
    let making = Making(software: "constat \(Root.version)", parts: [("knowledge", software.knowledge)], at: actor.at)
    var settings = ExportSettings(codebook: library.codebook, gate: gate, making: making, language: language)
    (settings.countries, settings.labels, settings.title) = (library.countryNames(language), library.labels("dossier", language), title)
    guard !settings.labels.isEmpty || !format.contains(ExportFormat.dossier.rawValue) else {
      throw Failure("--language \(language): there are no words for dossiers in it; there are \(library.known.joined(separator: ", "))")
    }
    return settings
  }
}

extension Incidents {
  /// Grades what is left of an incident.
  var grader: Gate.Grader {
    { incident in
      let reports = Dictionary(grouping: incident.members, by: \.report)
      let tellings = reports.flatMap { id, members in
        let document = Document(id: id, text: "")
        return Telling.all(
          of: members.map(\.claim), in: Report(id: id, document: document, version: 1, capture: "", origin: "", received: ""))
      }
      let verdict = Grader(tellings).verdict()
      return (verdict.grade, verdict.reason)
    }
  }
}
