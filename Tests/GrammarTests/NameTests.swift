import Foundation
import Grammar
import Reading
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing

/// A sentence of our own with the names that should be read: `[PER Jeanne Rivet]`.
struct NamedText: Sendable, CustomTestStringConvertible {
  let language: String
  let testDescription: String
  let text: String
  let names: [String]

  init(_ language: String, _ marked: String) {
    (self.language, testDescription) = (language, marked)
    text = marked.replacing(/\[[A-Z]+ ([^\]]+)\]/) { $0.output.1 }
    names = marked.matches(of: /\[([A-Z]+) ([^\]]+)\]/).map { $0.output.1 + " " + $0.output.2 }
  }

  static let all = [
    NamedText("fr", "Le porte-parole du parti, [PER Jean-Marc Talbot], est arrivé mardi à [LOC Bamako]."),
    NamedText("fr", "Selon l'[ORG ONU], des combattants de [GROUP Boko Haram] ont attaqué un village du [LOC Nigeria]."),
    NamedText("fr", "Les troupes sont entrées dans [LOC Mossoul], a dit le général [PER Ahmed Belkacem] à l'[ORG AFP]."),
    NamedText("fr", "Le convoi a quitté [LOC Alep] vers midi."),
    NamedText("fr", "Rien de tel n'a été vu."),
    NamedText("en", "Gunmen attacked a village near [LOC Mosul] in northern [LOC Iraq]."),
    NamedText("en", "President [PER Barack Obama] spoke to reporters in [LOC London]."),
    NamedText("en", "Nobody was hurt."),
  ]
}

@Suite("Names") struct NameTests {
  private func sentences(_ document: Document, _ language: String) throws -> [Sentence] {
    let known = try #require(try Shared.library().reader.languages[language])
    var sentences = known.analyzer.sentences(of: document)
    let reader = try #require(known.names)
    reader.read(&sentences, of: document, marks: known.nameMarks(document))
    return sentences
  }

  private func names(_ text: String, _ language: String) throws -> [String] {
    let document = Document(id: "1", text: text)
    return try sentences(document, language).flatMap { sentence in
      sentence.names.map { name in
        let span = Span(sentence.tokens[name.tokens.lowerBound].span.start, sentence.tokens[name.tokens.upperBound - 1].span.end)
        return name.label.code + " " + (document.text(of: span) ?? "?")
      }
    }
  }

  @Test("names are found and told apart", arguments: NamedText.all) func found(_ sample: NamedText) throws {
    #expect(try names(sample.text, sample.language) == sample.names)
  }

  @Test("names don't depend on what was read before, nor on the documents around") func pure() throws {
    let first = try names(NamedText.all[0].text, "fr")
    _ = try names(NamedText.all[2].text, "fr")
    #expect(try names(NamedText.all[0].text, "fr") == first)
  }

  @Test("random bytes have names inside their tokens", arguments: Shared.languages) func soup(_ language: String) throws {
    var random = Generator(seed: 5)
    for _ in 0..<40 {
      let document = Document(id: "soup", text: String(decoding: random.soup(random.number(below: 800)), as: UTF8.self))
      for sentence in try sentences(document, language) {
        var end = 0
        for name in sentence.names {
          #expect(name.tokens.lowerBound >= end && !name.tokens.isEmpty && name.tokens.upperBound <= sentence.tokens.count)
          end = name.tokens.upperBound
        }
      }
    }
  }

  @Test("the layer of names alone is the one beside the others", arguments: Shared.samples.prefix(4)) func layer(_ id: String) throws {
    let document = try #require(Shared.sample(id)).document
    let notes = NotesReader(try Shared.library().reader)
    let alone = try JSONDecoder().decode(JSONValue.self, from: Data(notes.json(document, layers: ["names"]).compact()))
    let beside = try JSONDecoder().decode(JSONValue.self, from: Data(notes.json(document, layers: Set(NotesReader.layers)).compact()))
    #expect(alone.fields["names"] == beside.fields["names"])
    #expect(alone.fields["sentences"] == beside.fields["sentences"])
    #expect(alone.fields["names"] != nil && alone.fields["tokens"] == nil)
  }

  @Test("the file comes back as it was; a damaged, foreign or outdated one is refused in a sentence", arguments: Shared.languages)
  func file(_ language: String) throws {
    var bytes = Project.bytes("Knowledge/languages/\(language)/models/names.model")
    #expect(bytes.count < 10_000_000)
    #expect(try NameModel(bytes: bytes).bytes() == bytes)
    #expect { try NameModel(bytes: Array(bytes.prefix(9000))) } throws: { "\($0)".contains("damaged") }
    #expect { try NameModel(bytes: Array("CSTGRAM\0".utf8)) } throws: { "\($0)".contains("not a Constat model") }
    bytes[8] = 7
    #expect { try NameModel(bytes: bytes) } throws: { "\($0)".contains("has version 7, this program reads version 2") }
    bytes[8] = 2
    bytes[bytes.count / 2] ^= 1
    #expect { try NameModel(bytes: bytes) } throws: { "\($0)".contains("checksum") }
  }
}
