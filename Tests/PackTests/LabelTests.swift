import Shelf
import SourceText
import Support
import Testing

@Suite("Words of dossiers") struct DossierLabelTests {
  @Test("every language has them", arguments: Shared.languages) func languages(_ language: String) throws {
    let labels = try Shared.library().labels(language)
    #expect(labels["title"] != nil && labels["colon"]?.hasSuffix(":") == true)
    #expect(labels["source"] == nil, "the head of the file is no label")
  }

  @Test("a language without them says what to do") func missing() throws {
    let library = try Shared.library()
    #expect(throws: Problem.self) { try library.labels("../xx") }
  }
}
