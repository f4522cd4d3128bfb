import Foundation
import Packs
import SourceText
import Support
import Testing

extension SourceLocation {
  /// A line of a file of the project.
  static func at(_ path: String, _ line: Int) -> SourceLocation {
    SourceLocation(fileID: "Constat/" + path, filePath: Project.url(path).path, line: max(1, line), column: 1)
  }
}

@Suite("The house") struct HouseTests {
  /// Modules from outside and the rooms that may import them.
  static let outside: [String: Set<String>] = [
    "Foundation": ["constat", "constat-train", "Intake", "Knowledge", "Ledger", "Records", "Shelf"],
    "ArgumentParser": ["constat", "constat-train"], "Dispatch": ["Shelf"], "CSodium": ["Intake"], "GRDB": ["Ledger"],
  ]
  /// Rooms that may print and name languages.
  static let commands: Set = ["constat", "constat-train"]

  // MARK: Arrows

  @Test("the table names the rooms that there are") func rooms() {
    let folders = Set(Project.files(in: "Sources", ending: "").map { String($0.split(separator: "/")[1]) }).union(["Knowledge"])
    #expect(Set(Plan.house.rooms.keys) == folders)
  }

  @Test("a room imports what the table allows", arguments: SourceFile.rooms) func arrows(_ file: SourceFile) {
    let allowed = Plan.house.rooms[file.room]
    for (module, line) in file.imports {
      let isFree = Self.outside[module]?.contains(file.room) ?? (allowed.map { $0.map { $0.contains(module) } ?? true } ?? false)
      if !isFree { Issue.record("\(file.room) may not import \(module)", sourceLocation: .at(file.path, line)) }
    }
  }

  @Test("the package declares the arrows of the table") func package() {
    let rooms = Project.text("Package.swift").matches(of: /room\("(\w+)"(?:, \[((?:\s*"\w+",?)*)[^\]]*\])?\)/)
    #expect(rooms.count > 5)
    for room in rooms {
      let declared = Set((room.output.2 ?? "").split { !$0.isLetter }.map(String.init)).subtracting(["CSodium"])
      let allowed = (Plan.house.rooms[String(room.output.1)] ?? nil)?.subtracting(["CSodium"])
      #expect(declared == allowed, "\(room.output.1)")
    }
  }

  @Test("no arrow goes in a circle") func circles() {
    var left = Plan.house.rooms.compactMapValues { $0 }
    while let free = left.first(where: { $0.value.isDisjoint(with: left.keys) })?.key { left[free] = nil }
    #expect(left.keys.sorted() == [])
  }

  // MARK: Sizes

  @Test("functions stay below 60 lines, files below 500", arguments: SourceFile.rooms + SourceFile.tests) func sizes(_ file: SourceFile) {
    if file.lines.count > 500 { Issue.record("\(file.lines.count) lines in one file", sourceLocation: .at(file.path, 500)) }
    for function in file.functions where function.length > 60 {
      Issue.record("\(function.length) lines in one function", sourceLocation: .at(file.path, function.line))
    }
  }

  // MARK: Words

  @Test("no try!, no force unwrap, and no print below the commands", arguments: SourceFile.rooms) func forced(_ file: SourceFile) throws {
    let isForced = /[\w\)\]]!(?![=])/
    for (index, code) in file.code.enumerated() {
      func complain(_ what: String) { Issue.record("\(what)", sourceLocation: .at(file.path, index + 1)) }
      if code.contains("try!") { complain("try! ends the program; handle the error") }
      if code.contains("as!") || code.contains(isForced) { complain("a force unwrap ends the program; use guard or ??") }
      if !Self.commands.contains(file.room), code.contains(/\bprint\(/) { complain("only the commands print") }
    }
  }

  @Test("the engine names no language", arguments: SourceFile.rooms) func languages(_ file: SourceFile) {
    guard !Self.commands.contains(file.room) else { return }
    let names = Set(Shared.languages + ["french", "english", "français", "anglais"])
    for (text, line) in file.literals where names.contains(text.lowercased()) {
      Issue.record("\"\(text)\" names a language; ask the packs", sourceLocation: .at(file.path, line))
    }
  }

  @Test("the engine names no actor and no place", arguments: SourceFile.rooms) func names(_ file: SourceFile) {
    guard !Self.commands.contains(file.room) else { return }
    for (text, line) in file.literals {
      let words = text.split { !$0.isLetter && $0 != "-" }.map(String.init)
      for length in 1...3 where words.count >= length {
        for start in 0...words.count - length {
          let name = words[start..<start + length].joined(separator: " ")
          if Names.all.contains(name) {
            Issue.record("\"\(name)\" names an actor or a place; ask the packs", sourceLocation: .at(file.path, line))
          }
        }
      }
    }
  }

  // MARK: Data

  @Test("every data file says where it comes from and under which licence", arguments: DataFile.all) func provenance(_ file: DataFile) {
    if let fault = file.fault { Issue.record("\(fault)", sourceLocation: .at(file.path, 1)) }
  }

  @Test("every rule has a yes and a no", arguments: DataFile.all.filter { $0.path.contains("/languages/") }) func examples(_ file: DataFile)
  {
    let rules: Set = ["deed", "cue", "charge", "frame", "channel", "term", "means"]
    for entry in LineFile(path: file.path, bytes: Project.bytes(file.path)).entries where rules.contains(entry.keyword) {
      for kind in ["yes", "no"] where entry.first(kind) == nil {
        Issue.record("\(entry.keyword) \(entry.name) has no \"\(kind)\"", sourceLocation: .at(file.path, entry.line))
      }
    }
  }

  @Test("the public record's version is that of its schema") func version() {
    #expect(Project.text("Docs/record.schema.json").contains(#""constat": {"const": "1"}"#))
    #expect(Project.text("CHANGELOG.md").contains("## [Unreleased]"))
  }
}

/// Names of actors and places that no code should know: capitalised, five letters or more, and no common word.
enum Names {
  static let all: Set<String> = {
    var names: Set<String> = []
    for path in Project.files(in: "Knowledge/actors", ending: ".tsv") + ["Knowledge/places/overlay.tsv", "Knowledge/places/countries.tsv"] {
      for cell in Project.text(path).split(separator: "\n").filter({ !$0.hasPrefix("#") }).flatMap({
        $0.split(separator: "\t").dropFirst(4)
      }) {
        for name in cell.split(separator: "|") where name.first?.isUppercase == true && name.count >= 5 { names.insert(String(name)) }
      }
    }
    return names.subtracting(["ACLED"])  // the crosswalk that the codebook itself names
  }()
}

/// A file with knowledge.
struct DataFile: Sendable, CustomStringConvertible {
  let path: String
  var description: String { path }

  static let all = [".rules", ".terms", ".tsv"].flatMap { Project.files(in: "Knowledge", ending: $0) }.map { DataFile(path: $0) }

  /// What is missing at its head.
  var fault: String? {
    let text = Project.text(path)
    if path.hasSuffix(".tsv") {
      let head = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.joined(separator: " ").lowercased()
      return ["source", "licence", "date"].first { !head.contains($0) }.map { "the comment at the head names no \($0)" }
    }
    guard let about = LineFile(path: path, bytes: Project.bytes(path)).entries.first, about.keyword == "about" else {
      return "the first entry is not \"about\""
    }
    return ["source", "licence", "date"].first { about.first($0) == nil }.map { "about has no \($0)" }
  }
}

@Suite("The tests of the house can fail") struct HouseTestTests {
  private let file = SourceFile(
    path: "Sources/Tone/x.swift", room: "Tone",
    text: """
      public import Foundation
      @testable import struct Reading.Claim
      // a "comment" with value!
      struct A {
        func long(
          _ a: Int
        ) -> Int {
          let b = "Paris \\(a!) « l'\\"x\\" »"  // "no"
          return a
        }
        var short: Int { 1 }
      }
      """)

  @Test("imports are found") func imports() { #expect(file.imports.map(\.module) == ["Foundation", "Reading"]) }

  @Test("functions are measured") func functions() {
    #expect(file.functions.map(\.line) == [5])
    #expect(file.functions.map(\.length) == [6])
  }

  @Test("literals and code are told apart") func literals() {
    #expect(file.literals.map(\.text) == ["Paris  « l'\"x\" »"])
    #expect(file.code[7].hasSuffix("let b = \"\"  "))
    #expect(file.code[2] == "")
  }

  @Test("the table is read from its block only") func plan() {
    let plan = Plan(
      "# A\n```\n X y -> Z\n```\n## Rooms and arrows\nB c -> D\n```\n  Tone  finds words -> Packs Codes\n  Codes the book -> nothing\n  constat wires -> all\n```\n"
    )
    #expect(Set(plan.rooms.keys) == ["Tone", "Codes", "constat"])
    #expect(plan.rooms["Tone"] == .some(["Packs", "Codes"]))
    #expect(plan.rooms["Codes"] == .some([]))
    #expect(plan.rooms["constat"] == .some(nil))
  }

  @Test("names of actors and places are known") func names() { #expect(Names.all.count > 1000) }
}
