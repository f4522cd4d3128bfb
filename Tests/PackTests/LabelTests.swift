import Shelf
import Support
import Testing

@Suite("Words of dossiers") struct DossierLabelTests {
  @Test("every language has them", arguments: Shared.languages) func languages(_ language: String) throws {
    let labels = try Shared.library().labels("dossier", language)
    #expect(labels["title"] != nil && labels["colon"]?.hasSuffix(":") == true)
    #expect(labels["source"] == nil, "the head of the file is no label")
  }
}
