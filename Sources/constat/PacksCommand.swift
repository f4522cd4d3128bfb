import ArgumentParser
import Codes
import Foundation
import Packs
import Reading
import Shelf
import SourceText
import Tone

struct PacksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packs", abstract: "Shows the packs, language by type, and checks them with their examples.")

  @Option(help: "Check an edited language folder, e.g. Knowledge/languages/fr.") var check: String?
  @Option(help: "Folder with packs, codebook, actors and places.") var knowledge: String?

  func run() throws {
    let library = try check.map { try Library.load(checking: $0, flag: knowledge) } ?? Library.load(flag: knowledge)
    var faults = 0
    for code in library.reader.languages.keys.sorted() {
      let health = Health(library, code)
      faults += health.faults.count
      for fault in health.faults { Terminal.error(fault) }
      Terminal.out(health.summary)
    }
    for problem in library.problems { Terminal.error("\(problem)") }
    if check == nil { Terminal.out(table(library)) }
    if faults + library.problems.count > 0 { throw ExitCode(1) }
  }

  /// Number of deeds by language and type.
  private func table(_ library: Library) -> String {
    let codes = library.reader.languages.keys.sorted()
    var lines = ["type       " + codes.map { $0.padding(toLength: 6, withPad: " ", startingAt: 0) }.joined()]
    for entry in library.codebook.entries {
      let counts = codes.map { code in library.reader.languages[code]?.deedRules.count { $0.type == entry.type } ?? 0 }
      lines.append(
        entry.type.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)
          + counts.map { String($0).padding(toLength: 6, withPad: " ", startingAt: 0) }.joined())
    }
    return lines.joined(separator: "\n")
  }
}

/// What the examples of one language say.
struct Health {
  let faults: [String]
  let summary: String

  init(_ library: Library, _ code: String) {
    let outcomes = ExampleRunner(library.reader, language: code)?.outcomes() ?? []
    let tone = library.tones[code]?.outcomes(language: code) ?? []
    var faults = outcomes.compactMap { outcome in outcome.fault.map { "\(outcome.file):\(outcome.line): \(outcome.rule): \($0)" } }
    faults += tone.compactMap { outcome in outcome.fault.map { "\(outcome.file):\(outcome.line): \(outcome.rule): \($0)" } }
    self.faults = faults
    let rules = Set(outcomes.map(\.rule)).count + Set(tone.map(\.rule)).count
    summary = "\(code): \(rules) rules, \(outcomes.count + tone.count) examples, \(faults.count) of them fail"
  }
}
