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
    commandName: "packs", abstract: "Shows what the packs know and checks them with their own examples.",
    usage: "constat packs [--check FOLDER] [--knowledge FOLDER]",
    discussion: """
      A pack is a folder of plain text that a linguist edits (Docs/packs.md). Every rule holds sentences that it must \
      read (yes) and must not read (no); all of them are run, and each mistake is told as file:line: what to do.

      Without --check you also get a table of how many deeds each language knows for each type of the codebook.

      Examples:
        constat packs
        constat packs --check Knowledge/languages/fr

      Exit status: 0 every example holds, 1 some don't or a file has mistakes, 2 an argument was wrong.
      """)

  @Option(help: ArgumentHelp("Check one language folder only, e.g. Knowledge/languages/fr.", valueName: "folder"))
  var check: String?
  @Option(help: ArgumentHelp("Folder with packs, codebook, actors and places.", valueName: "folder"))
  var knowledge: String?

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
