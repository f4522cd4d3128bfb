import Foundation
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing

/// The scorecards of our own gold, kept in `Scores/`: none may fall. `RECORD=1 swift test --filter ScoreGuard` writes them anew; a fall
/// needs a reason in the commit.
@Suite("ScoreGuard") struct ScoreGuardTests {
  @Test("no committed score falls", arguments: ["samples", "dispatches", "held"]) func guarded(_ name: String) throws {
    let library = try Shared.library()
    let scorer = Scorer(codebook: library.codebook)
    var card = Scorecard()
    for file in Project.files(in: "Gold/\(name)", ending: ".gold") {
      let read = GoldReader.read(path: file, bytes: Project.bytes(file), codebook: library.codebook)
      let gold = try #require(read.gold)
      card += scorer.score(gold, library.record(gold.document))
    }
    let file = Project.url("Scores/gold-\(name).json")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(card.json.pretty() + [10]).write(to: file)
    } else {
      let committed = try JSONDecoder().decode(JSONValue.self, from: Data(Project.bytes(file)))
      #expect(try card.falls(below: committed) == [])
    }
  }
}
