import Codes
import Foundation
import Intake
import Reading
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing

@Suite("What is read") struct RecordTests {
  let library: Library
  init() throws { library = try Shared.library() }

  private func json(_ record: Record) -> [UInt8] {
    RecordWriter(document: record.document, codebook: library.codebook).json(record).compact()
  }

  @Test("points at words that stand in the text", arguments: Shared.samples) func evidence(_ id: String) throws {
    let faults = library.record(try #require(Shared.document(id))).faults
    #expect(faults == [])
  }

  @Test("fits the schema of the record", arguments: Shared.samples) func recordSchema(_ id: String) throws {
    let schema = try Schema(Project.bytes("Docs/record.schema.json"))
    let faults = schema.faults(json(library.record(try #require(Shared.document(id)))))
    #expect(faults == [])
  }

  @Test("fits the schema of the notes", arguments: Shared.samples) func notesSchema(_ id: String) throws {
    let schema = try Schema(Project.bytes("Docs/notes.schema.json"))
    let notes = NotesReader(library.reader).json(try #require(Shared.document(id)), layers: Set(NotesReader.layers))
    let faults = schema.faults(notes.compact())
    #expect(faults == [])
  }

  @Test("has only types and modes of the codebook", arguments: Shared.samples) func codes(_ id: String) throws {
    for claim in library.record(try #require(Shared.document(id))).claims {
      let entry = try #require(library.codebook.entry(for: claim.type))
      #expect(claim.mode.map { entry.modes[$0] != nil } ?? true, "\(claim.type.rawValue)/\(claim.mode ?? "")")
    }
  }

  @Test("does not depend on what was read before") func order() throws {
    let documents = Shared.gold.map(\.gold.document)
    let forward = documents.map { json(library.record($0)) }
    let backward = documents.reversed().map { json(library.record($0)) }
    #expect(forward == backward.reversed())
  }

  @Test("texts about nothing of the codebook give no claim", arguments: ["en-09-quiet-weekend", "fr-13-rien-a-signaler"])
  func quiet(_ id: String) throws {
    let claims = library.record(try #require(Shared.document(id))).claims.map { "\($0.rule) « \($0.trigger.first?.quote ?? "") »" }
    #expect(claims == [])
  }

  @Test("a declared language wins; a text tells its own otherwise", arguments: Shared.samples) func language(_ id: String) throws {
    let document = try #require(Shared.document(id))
    let bare = Document(id: "1", text: document.text)
    #expect(library.reader.language(of: bare) == document.language)
    #expect(library.reader.language(of: Document(id: "1", text: document.text, language: "xx")) == nil)
  }

  @Test(
    "what can't be read is a problem with a way out",
    arguments: [
      ("", nil, "text is empty"), ("12 34 56", nil, "name it with --language"), ("Ein Mann.", "de", "no pack for the language \"de\""),
    ] as [(String, String?, String)])
  func unreadable(_ text: String, _ language: String?, _ words: String) {
    let record = library.record(Document(id: "1", text: text, language: language))
    #expect(record.claims.isEmpty)
    #expect(record.problems.contains { $0.message.contains(words) }, "\(record.problems)")
  }

  @Test("without a day of publication relative dates stay unresolved and say so", arguments: [nil, "hier"] as [String?])
  func undated(_ published: String?) {
    let record = library.record(
      Document(id: "1", text: "Des rebelles ont attaqué une caserne mardi.", published: published, language: "fr"))
    #expect(record.claims.allSatisfy { $0.date?.from == nil })
    #expect(record.problems.contains { $0.message.contains("relative dates stay unresolved") })
  }
}

@Suite("Texts that nobody wrote") struct FuzzTests {
  let library: Library
  init() throws { library = try Shared.library() }

  @Test("random bytes are read without harm", arguments: 1...60) func soup(_ seed: UInt64) {
    var random = Generator(seed: seed)
    let text = String(decoding: random.soup(random.number(below: 3000)), as: UTF8.self)
    let language = Shared.languages[Int(seed) % Shared.languages.count]
    #expect(library.record(Document(id: "soup", text: text, published: "2024-11-12", language: language)).faults == [])
  }

  @Test("shuffled sentences are read without harm", arguments: 1...60) func shuffled(_ seed: UInt64) {
    var random = Generator(seed: seed)
    let language = Shared.languages[Int(seed) % Shared.languages.count]
    #expect(library.record(Sentences.shuffled(language, 12, &random)).faults == [])
  }

  @Test("broken sentences are read without harm", arguments: 1...300) func broken(_ seed: UInt64) {
    var random = Generator(seed: seed)
    let language = Shared.languages[Int(seed) % Shared.languages.count]
    #expect(library.record(Sentences.broken(language, 6, &random)).faults == [])
  }

  @Test("damaged samples are read without harm", arguments: Shared.samples) func damaged(_ id: String) throws {
    let document = try #require(Shared.document(id))
    var random = Generator(seed: UInt64(document.bytes.count))
    for _ in 0..<5 {
      let text = String(decoding: random.mutated(document.bytes), as: UTF8.self)
      #expect(library.record(Document(id: id, text: text, published: "2024-11-12", language: document.language)).faults == [])
    }
  }

  @Test(
    "odd texts are read without harm",
    arguments: [
      "\u{FEFF}", "\0\0", "«", "((((((((", "L'", "''''''", "\u{301}\u{301}", "🇫🇷🇫🇷🇫", "a\r\nb\rc\u{2028}d", "-------",
      "1 000 000 000 000 000 000 000 morts",
    ])
  func odd(_ text: String) {
    for language in Shared.languages {
      for text in [text, text + " Des rebelles ont tué " + text, String(repeating: text, count: 300)] {
        #expect(library.record(Document(id: "odd", text: text, published: "2024-11-12", language: language)).faults == [])
      }
    }
  }
}

@Suite("Real news") struct CorpusTests {
  static let news = Project.corpus("wikinews-fr/docs.jsonl")

  @Test(
    "quotes stand in the text", .enabled(if: news != nil, "the corpora are not on this machine; nothing to read"), .timeLimit(.minutes(5)))
  func wikinews() throws {
    let library = try Shared.library()
    let reader = JSONLines(defaults: IntakeDefaults())
    let schema = try Schema(Project.bytes("Docs/record.schema.json"))
    let lines = Project.bytes(try #require(Self.news)).split(separator: 10).prefix(300)
    #expect(lines.count == 300)
    for (number, line) in lines.enumerated() {
      guard let document = try reader.document(Array(line), file: "docs.jsonl", number: number + 1) else {
        Issue.record("line \(number + 1) is no document")
        continue
      }
      let record = library.record(document)
      #expect(record.faults == [], "\(document.id)")
      if number % 10 == 0 {
        #expect(schema.faults(RecordWriter(document: document, codebook: library.codebook).json(record).compact()) == [], "\(document.id)")
      }
    }
  }
}
