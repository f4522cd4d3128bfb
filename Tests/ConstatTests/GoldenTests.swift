import Foundation
import Scoring
import Support
import Testing

/// The tables that `constat read` prints, kept in `Tests/Golden`. `RECORD=1 swift test --filter Golden` writes them anew; look at the diff.
@Suite("Golden tables") struct GoldenTests {
  /// The table of each sample, by id: what the command prints, cut at the empty lines.
  static let tables: [String: String] = {
    guard let run = try? Command.run("read", "--format", "table", Project.url("Samples/dispatches.jsonl").path) else { return [:] }
    let tables = run.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }
    return Dictionary(tables.map { (String($0.prefix { $0 != " " }), $0.hasSuffix("\n") ? $0 : $0 + "\n") }) { first, _ in first }
  }()

  @Test("a sample reads as recorded", arguments: Shared.samples) func sample(_ id: String) throws {
    let file = Project.url("Tests/Golden/\(id).txt")
    let table = try #require(Self.tables[id])
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(table.utf8).write(to: file)
    } else {
      let recorded = String(decoding: Project.bytes(file), as: UTF8.self)
      #expect(table == recorded, "read otherwise than recorded; if that is better, record it with RECORD=1")
    }
  }

  @Test("there is no table without a sample") func leftovers() {
    let names = Project.files(in: "Tests/Golden", ending: ".txt").map { String($0.dropFirst("Tests/Golden/".count).dropLast(".txt".count)) }
    #expect(Set(names).isSubset(of: Shared.samples))
  }
}
