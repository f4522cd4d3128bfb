import Codes
import Packs
import Records
import Shelf
import SourceText
import Support
import Testing

@Suite("Contexts") struct ContextTests {
  @Test(
    "come from the codes, the kinds of the parties and words of the act's own clause",
    arguments: [
      ("en", "Soldiers attacked a village near Kadrina on Monday.", ["military"]),
      ("en", "Gunmen attacked a village near Kadrina on Monday.", []),
      ("en", "Gunmen attacked a polling station near Kadrina on Monday.", ["election"]),
      ("en", "Nurses at the Kadrina hospital went on strike on Monday over unpaid wages.", ["health", "labor"]),
      ("en", "Gunmen attacked a village near Kadrina on Monday. The election is due in May.", []),
      ("fr", "Des hommes armés ont attaqué lundi un camp de réfugiés près de Kadrina.", ["refugees"]),
      ("fr", "Le tribunal a condamné lundi le général Mallory à vingt ans de prison.", ["legal", "military"]),
    ])
  func told(_ language: String, _ text: String, _ expected: [String]) throws {
    let record = try Shared.library().record(Document(id: "-", text: text, published: "2024-11-12", language: language))
    #expect(record.claims.first?.contexts == expected)
  }

  @Test("every context is defined in every language; kinds and acts are those of the codebook") func defined() throws {
    let codebook = try Shared.library().codebook
    #expect(codebook.contexts.count == 37)
    for context in codebook.contexts {
      #expect(context.definitions.keys.sorted() == ["en", "fr"])
      for act in context.acts {
        let parts = act.split(separator: "/").map(String.init)
        let entry = codebook.entries.first { $0.type.rawValue == parts[0] }
        #expect(entry != nil && (parts.count == 1 || entry?.modes[parts[1]] != nil), "\(context.name): \(act)")
      }
    }
  }

  @Test("an unknown entry among the contexts is told at its line") func unknown() {
    let read = CodebookReader.contexts(
      path: "contexts.terms", bytes: Array("context legal\n  en Courts.\n\nkontext crime\n  en Gangs.\n".utf8))
    #expect(read.contexts.map(\.name) == ["legal"])
    #expect(read.problems.map(\.line) == [4])
  }
}
