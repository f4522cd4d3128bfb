import Foundation
import Packs
import Reading
import Shelf
import SourceText
import Support
import Testing
import Tone

/// One example of a pack and what came of it.
struct PackExample: Sendable, CustomTestStringConvertible {
  let rule: String
  let file: String
  let line: Int
  let fault: String?
  var testDescription: String { "\(rule):\(line)" }

  /// Where a failure is reported: at the line of the pack.
  var location: SourceLocation {
    let path = file.hasPrefix(Project.root.path) ? String(file.dropFirst(Project.root.path.count + 1)) : file
    return SourceLocation(fileID: "Packs/" + path, filePath: file, line: line, column: 1)
  }

  /// Reports the fault of the example, if it has one.
  func check() {
    if let fault { Issue.record("\(rule): \(fault)", sourceLocation: location) }
  }

  /// The examples of one language.
  static func of(_ code: String, in reader: Reader, tone: ToneReader?) -> [PackExample] {
    let acts = (ExampleRunner(reader, language: code)?.outcomes() ?? []).map {
      PackExample(rule: $0.rule, file: $0.file, line: $0.line, fault: $0.fault)
    }
    let words = (tone?.outcomes(language: code) ?? []).map { PackExample(rule: $0.rule, file: $0.file, line: $0.line, fault: $0.fault) }
    return acts + words
  }

  /// The examples of all languages of the project.
  static let all: [PackExample] = {
    guard let library = try? Shared.library() else { return [] }
    return Shared.languages.flatMap { of($0, in: library.reader, tone: library.tones[$0]) }
  }()
}

@Suite("Packs") struct PackTests {
  @Test("every example holds", arguments: PackExample.all) func example(_ example: PackExample) { example.check() }

  @Test("every language has examples in each of its rule files", arguments: Shared.languages) func coverage(_ language: String) {
    let files = Set(PackExample.all.map(\.file))
    for path in Project.files(in: "Knowledge/languages/\(language)/deeds", ending: ".rules") {
      #expect(files.contains(Project.url(path).path), "\(path)")
    }
    for name in ["speech.rules", "moments.rules", "words/means.terms", "loaded.terms"] {
      #expect(files.contains(Project.url("Knowledge/languages/\(language)/\(name)").path), "\(language)/\(name)")
    }
  }

  @Test("nothing is wrong in the packs, the codebook and the tables") func problems() throws {
    for problem in try Shared.library().problems {
      let location = SourceLocation(
        fileID: "Packs/" + (problem.file ?? "?"), filePath: problem.file ?? "?", line: max(1, problem.line ?? 1), column: 1)
      Issue.record("\(problem.message)", sourceLocation: location)
    }
  }
}

@Suite("Broken packs") struct BrokenPackTests {
  static let pack = """
    deed good
      verb   arroser
      type   ASSAULT
      agent  subject
      target object
      yes    [agent Des rebelles] [deed ont arrosé] [target une caserne] près de Gao.
      no     Il aime les pommes.

    deed wrong
      verb   nager
      type   ASSAULT
      agent  subject
      target object
      yes    Il [deed aime] les pommes.
      no     Le soldat nage dans le fleuve.
      yes    [agent Les pommes] [deed nagent] [target le soldat].

    deed broken
      verb   marcher
      type   PICNIC
      yes    [deed Il marche
    """

  /// The first language of the project with one more pack, from a folder of its own.
  private func reader(_ folder: TemporaryFolder) throws -> (reader: Reader, problems: [Problem]) {
    let source = Library.languageFolder(Project.url("Knowledge/languages/fr"))
    for (path, bytes) in source.files { try folder.write(bytes, to: "fr/" + path) }
    try folder.write(Self.pack, to: "fr/deeds/zz.rules")
    let files = Library.languageFolder(folder.url.appendingPathComponent("fr"))
    let library = try Library.load(Project.url("Knowledge"), languages: [], extra: [files])
    return (library.reader, library.problems)
  }

  @Test("a mistake and a failing example are reported at their lines of the pack") func lines() throws {
    let folder = try TemporaryFolder()
    let (reader, problems) = try reader(folder)
    let path = folder.url.path + "/fr/deeds/zz.rules"
    let mistakes = problems.filter { $0.file == path }
    #expect(Set(mistakes.map(\.line)) == [18, 20, 21])
    let examples = PackExample.of("fr", in: reader, tone: nil).filter { $0.file == path }
    #expect(examples.filter { $0.fault != nil }.map(\.line) == [14, 15])
    #expect(examples.filter { $0.fault == nil }.map(\.line) == [6, 7, 16, 21])
    let failing = try #require(examples.first { $0.line == 14 })
    withKnownIssue {
      failing.check()
    } matching: { issue in
      issue.sourceLocation == SourceLocation(fileID: "Packs/" + path, filePath: path, line: 14, column: 1)
    }
  }
}
