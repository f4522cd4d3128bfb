import Packs
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing
import Tone

@Suite("Loaded wording") struct ToneTests {
  private func tone(_ language: String) throws -> ToneReader { try #require(try Shared.library().tones[language]) }

  @Test("has the words of the text as evidence", arguments: Shared.samples) func evidence(_ id: String) throws {
    let document = try #require(Shared.sample(id)).document
    for loading in try tone(try #require(document.language)).loadings(in: document) {
      let evidence = try #require(loading.evidence.first)
      #expect(document.text(of: evidence.span) == evidence.quote)
      #expect(["delegitimising", "glorifying", "dehumanising", "euphemism", "contested-name", "epithet"].contains(loading.category))
    }
  }

  @Test("inside quotation marks it is the speaker's", arguments: ["« %@ »", "“%@”", "\"%@\""]) func voice(_ marks: String) throws {
    let parts = marks.split(separator: "%@")
    let text = "Le ministre évoque \(parts[0])des terroristes\(parts[1]). Les terroristes ont fui."
    #expect(try tone("fr").loadings(in: Document(id: "1", text: text)).map(\.voice) == ["speaker", "outlet"])
  }

  @Test("the longest wording wins") func longest() throws {
    let loadings = try tone("fr").loadings(in: Document(id: "1", text: "Il a parlé du groupe terroriste."))
    #expect(loadings.map { $0.evidence.first?.quote } == ["groupe terroriste"])
  }

  @Test("a small word inside a name is not loaded, beside one it is") func names() throws {
    let document = Document(id: "1", text: "The Tolma Heroic Brigade shelled a mill, and heroic guards held the bridge of Kolto.")
    #expect(try tone("en").loadings(in: document).map { $0.evidence.first?.quote } == ["heroic"])
  }

  @Test("a noun is preferred to the participle that is spelt like its verb") func participles() throws {
    let loadings = try tone("fr").loadings(in: Document(id: "1", text: "Des miliciens ont massacré neuf voisins à Tessa."))
    #expect(loadings.map(\.neutral) == ["tuer"])
  }

  @Test("plain wording is not loaded", arguments: [("fr", "Le gouvernement a parlé."), ("en", "The government spoke."), ("fr", "")])
  func plain(_ language: String, _ text: String) throws {
    #expect(try tone(language).loadings(in: Document(id: "1", text: text)).isEmpty)
  }

  @Test("every term has a category, what it is about, and a counterpart or the word that it has none", arguments: Shared.languages)
  func terms(_ language: String) throws {
    let tone = try tone(language)
    #expect(tone.problems == [])
    #expect(tone.rules.allSatisfy { !$0.words.isEmpty && $0.about != "unknown" })
    let file = Project.text("Knowledge/languages/\(language)/loaded.terms")
    #expect(file.split(separator: "\n").count { $0.hasPrefix("  neutral") } == tone.rules.count)
  }
}
