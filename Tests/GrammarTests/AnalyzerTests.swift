import Grammar
import Packs
import Reading
import Scoring
import Shelf
import SourceText
import Support
import Testing

/// A text and the tokens that it is cut into.
struct Cut: Sendable, CustomTestStringConvertible {
  let language: String
  let text: String
  let tokens: [String]
  var testDescription: String { text }

  init(_ language: String, _ text: String, _ tokens: String) {
    (self.language, self.text) = (language, text)
    self.tokens = tokens.split(separator: "|").map(String.init)
  }

  static let all = [
    Cut("fr", "L'armée n'a pas tiré.", "L'|armée|n'|a|pas|tiré|."), Cut("fr", "L’armée d’Orsanne", "L’|armée|d’|Orsanne"),
    Cut("fr", "Aujourd'hui, a-t-il dit", "Aujourd'hui|,|a|-t-il|dit"), Cut("fr", "102 929 blessés, 3,5 km", "102 929|blessés|,|3,5|km"),
    Cut("fr", "Plus de 43\u{202F}603 morts", "Plus|de|43\u{202F}603|morts"),
    Cut("fr", "« Non », a dit M. Dia.", "«|Non|»|,|a|dit|M.|Dia|."),
    Cut("en", "The army's chief didn't say.", "The|army|'s|chief|did|n't|say|."), Cut("en", "It killed 3,900.", "It|killed|3,900|."),
    Cut("en", "The U.N. said so.", "The|U.N.|said|so|."), Cut("en", "See https://constat.example/a.", "See|https://constat.example/a|."),
  ]
}

@Suite("Tokens, sentences, grammar") struct AnalyzerTests {
  private func analyzer(_ language: String) throws -> Analyzer {
    try #require(try Shared.library().reader.languages[language]).analyzer
  }

  private func words(_ tokens: [Token], _ document: Document) -> [String] { tokens.map { document.text(of: $0.span) ?? "?" } }

  @Test("texts are cut where their language cuts them", arguments: Cut.all) func cuts(_ cut: Cut) throws {
    let document = Document(id: "1", text: cut.text)
    let tokens = try analyzer(cut.language).sentences(of: document).flatMap(\.tokens)
    #expect(words(tokens, document) == cut.tokens)
  }

  @Test(
    "sentences end where they end",
    arguments: [
      ("fr", "Il a tiré. Elle a fui.", 2), ("fr", "M. Dia a parlé. Il est parti.", 2), ("fr", "Titre sans point\n\nUn texte.", 2),
      ("en", "Mr. Hale left. He ran.", 2), ("en", "\"Stop!\" he said. He left.", 2), ("en", "It cost 3.5 million.", 1),
    ])
  func sentences(_ language: String, _ text: String, _ count: Int) throws {
    #expect(try analyzer(language).sentences(of: Document(id: "1", text: text)).count == count)
  }

  @Test("tokens cover every byte that is not space, in order", arguments: Shared.samples) func cover(_ id: String) throws {
    let document = try #require(Shared.sample(id)).document
    try check(document, analyzer(try #require(document.language)))
  }

  @Test("tokens cover random bytes too", arguments: Shared.languages) func soup(_ language: String) throws {
    var random = Generator(seed: 7)
    for _ in 0..<60 {
      let text = String(decoding: random.soup(random.number(below: 600)), as: UTF8.self)
      try check(Document(id: "soup", text: text), analyzer(language))
    }
  }

  /// Tokens are ordered, apart, whole, and leave out nothing but spaces.
  private func check(_ document: Document, _ analyzer: Analyzer) throws {
    var end = 0
    for token in analyzer.sentences(of: document).flatMap(\.tokens) {
      try #require(token.span.start >= end)
      #expect(!token.span.isEmpty && document.text(of: token.span) != nil)
      #expect(isSpace(document, Span(end, token.span.start)), "bytes \(end)..<\(token.span.start)")
      end = token.span.end
    }
    #expect(isSpace(document, Span(end, document.bytes.count)), "bytes \(end)... of the end")
  }

  private func isSpace(_ document: Document, _ span: Span) -> Bool {
    guard let text = document.text(of: span) else { return false }
    return text.unicodeScalars.allSatisfy { $0.value < 32 || $0.properties.isWhitespace || [0x200B, 0xFEFF].contains($0.value) }
  }

  @Test("every sentence is a tree with one root", arguments: Shared.languages) func trees(_ language: String) throws {
    var random = Generator(seed: 11)
    let analyzer = try analyzer(language)
    for _ in 0..<30 {
      let document = Sentences.shuffled(language, 3, &random)
      for var sentence in analyzer.sentences(of: document) {
        analyzer.tag(&sentence, of: document)
        analyzer.parse(&sentence, of: document)
        #expect(sentence.tokens.count { $0.head < 0 } == 1)
        for start in sentence.tokens.indices {
          var (at, steps) = (start, 0)
          while at >= 0, steps <= sentence.tokens.count { (at, steps) = (sentence.tokens[at].head, steps + 1) }
          #expect(at < 0, "token \(start) hangs in a circle")
        }
      }
    }
  }

  @Test(
    "dictionary forms",
    arguments: [
      ("fr", "attaquèrent", UPOS.verb, "attaquer"), ("fr", "journaux", .noun, "journal"), ("en", "attacked", .verb, "attack"),
      ("en", "men", .noun, "man"),
    ])
  func lemmas(_ language: String, _ form: String, _ upos: UPOS, _ lemma: String) throws {
    #expect(try analyzer(language).lemma(form, upos) == lemma)
  }

  @Test("spelling is folded: case and apostrophes, not accents") func folding() {
    #expect(Word("L’ÉTAT") == Word("l'état"))
    #expect(Word("ŒUVRE") == Word("œuvre"))
    #expect(Word("Київ") == Word("КИЇВ"))
    #expect(Word("tué") != Word("tue"))
  }
}

@Suite("Model files") struct ModelTests {
  @Test("a file of something else is refused with a way out", arguments: ["", "PNG", "CSTGRAM\0", "CSTGRAM\0\u{1}\0\0\0aaaaaaaaaaaa"])
  func foreign(_ text: String) {
    #expect(throws: ModelError.self) { try GrammarModel(bytes: Array(text.utf8)) }
  }

  @Test("a damaged model is refused, never half read", arguments: Shared.languages) func damaged(_ language: String) {
    var bytes = Project.bytes("Knowledge/languages/\(language)/models/grammar.model")
    bytes[bytes.count / 2] ^= 1
    #expect { try GrammarModel(bytes: bytes) } throws: { "\($0)".contains("checksum") }
    #expect(throws: ModelError.self) { try GrammarModel(bytes: Array(bytes.prefix(bytes.count / 3))) }
  }
}
