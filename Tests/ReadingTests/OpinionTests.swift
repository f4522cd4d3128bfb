import Records
import Reading
import Shelf
import SourceText
import Support
import Testing

@Suite("Second opinion") struct OpinionTests {
  private func document(_ text: String) -> Document { Document(id: "-", text: text, published: "2024-11-12", language: "en") }

  private func opinion(_ rows: String) -> Opinion { Opinion(path: "opinion.tsv", bytes: Array(rows.utf8)) }

  @Test("weights add up to a likelihood; a trait without weight says nothing") func likelihood() {
    let opinion = opinion("# comment\n0.25\tleast\n1.000\tany\n-3.000\tverb infinitive\n")
    #expect(opinion.problems.isEmpty)
    #expect(opinion.least == 0.25)
    #expect(opinion.likelihood(opinion.weighings(["any", "toll"])) == 0.73)
    #expect(opinion.likelihood(opinion.weighings(["any", "verb infinitive"])) == 0.12)
    #expect(opinion.weighings(["toll", "any", "verb infinitive"]).map(\.trait) == ["verb infinitive", "any", "toll"])
  }

  @Test("a likelihood never says certain or impossible", arguments: [("900\tany", 0.99), ("-900\tany", 0.01)])
  func extremes(_ row: String, _ expected: Double) {
    let opinion = opinion(row)
    #expect(opinion.likelihood(opinion.weighings(["any"])) == expected)
  }

  @Test("a broken row is told at its line and the others are read") func broken() throws {
    let opinion = opinion("much\tany\nnan\tverb\n1\n0.5\tnoun\n")
    #expect(opinion.problems.compactMap(\.line).sorted() == [1, 2, 3])
    #expect(opinion.weighings(["noun"]).first?.weight == 0.5)
  }

  @Test("unlikely claims are left out, and what refers to a claim still finds it") func least() throws {
    var library = try Shared.library()
    let text =
      "Rebels attacked a police post in Gao on Monday, killing 5 officers. The army said on Tuesday that the rebels had not attacked the post."
    library.reader.opinion.least = 0
    let all = library.record(document(text)).claims
    #expect(!all.isEmpty)
    library.reader.opinion.least = 1
    #expect(library.record(document(text)).claims.isEmpty)
    for bound in stride(from: 0.1, through: 0.9, by: 0.1) {
      library.reader.opinion.least = bound
      let claims = library.record(document(text)).claims
      #expect(claims.allSatisfy { $0.confidence >= bound })
      #expect(claims.map(\.id) == claims.indices.map { "c\($0 + 1)" })
      #expect(claims.compactMap(\.sameAs).allSatisfy { id in claims.contains { $0.id == id } })
    }
  }

  @Test("a claim carries what weighed: traits of its kind, its grammar and its surroundings") func traits() throws {
    let library = try Shared.library()
    let claim = try #require(library.record(document("Gunmen abducted two aid workers near Goma on Monday.")).claims.first)
    let traits = Set(claim.weighings.map(\.trait))
    #expect(traits.isSuperset(of: ["any", "type ASSAULT", "mode abduct", "hangs as root", "title", "own voice", "told once"]))
    #expect(traits.count == claim.weighings.count)
  }
}
