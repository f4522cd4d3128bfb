import Foundation
import Grammar
import Intake
import Reading
import Records
import Shelf
import SourceText
import Support
import Testing

/// Sentences of our own with their languages.
enum Sample {
  static let lines = Project.text("Tests/Languages/sentences.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { line in (language: String(line.prefix { $0 != "\t" }), text: String(line.drop { $0 != "\t" }.dropFirst())) }
  static func texts(_ language: String) -> [String] { lines.filter { $0.language == language }.map(\.text) }
}

@Suite("Which language a text is in") struct LanguageTests {
  private let model: LanguageModel
  init() throws { model = try LanguageModel(bytes: Project.bytes("Knowledge/recognition/languages.model")) }

  @Test(
    "short sentences of the news are recognised",
    arguments: ["ar", "de", "en", "es", "fr", "it", "pt", "ru", "uk", "nl", "pl", "tr", "fa"])
  func sentences(_ language: String) {
    let texts = Sample.texts(language)
    #expect(texts.count >= 4)
    for text in texts { #expect(model.recognise(Array(text.utf8)).language == language, "\(text)") }
  }

  @Test("capitals change nothing", arguments: ["en", "fr", "ru"]) func capitals(_ language: String) {
    for text in Sample.texts(language) { #expect(model.recognise(Array(text.uppercased().utf8)).language == language, "\(text)") }
  }

  @Test("no language is named without letters enough to tell, and why is said") func unknown() {
    for text in Sample.texts("-") { #expect(model.recognise(Array(text.utf8)).language == nil, "\(text)") }
    #expect(model.recognise(Array("Paris".utf8)).doubt == .short)
    #expect(model.recognise(Array("武装分子星期天袭击了边境附近的一个警察哨所。".utf8)).doubt == .foreignScript)
    #expect(model.recognise([]).doubt == .short)
    #expect(model.recognise([0xFF, 0xC3, 0xE2, 0x82]).language == nil)
  }

  @Test("a language that the model does not know is not taken for one that is read") func others() {
    for text in Sample.texts("other") { #expect(!["fr", "en"].contains(model.recognise(Array(text.utf8)).language), "\(text)") }
  }

  @Test("a text of two languages is in the one that prevails, and the other is told") func mixed() {
    let (french, english) = (Sample.texts("fr").joined(separator: "\n"), Sample.texts("en").prefix(5).joined(separator: " "))
    let found = model.recognise(Array((french + "\n\n" + english).utf8))
    #expect(found.language == "fr" && found.other?.language == "en")
    #expect((20...40).contains(found.other?.percent ?? 0))
    #expect(model.recognise(Array(french.utf8)).other == nil)
    let reader = try? Shared.library().reader
    let record = reader?.read(Document(id: "1", text: french + "\n\n" + english))
    #expect(record?.language == "fr")
    #expect(record?.problems.contains { $0.code == "mixed-languages" && "\($0)".contains("(en)") } == true)
  }

  @Test(
    "every report of the corpora is in its language",
    arguments: ["wikinews-fr", "frtimebank-a", "claims-en-dev", "muc4", "plover-gsr", "isaf"])
  func corpora(_ name: String) throws {
    guard let url = Project.corpus(name + "/docs.jsonl") else { return }
    for (number, line) in Project.bytes(url).split(separator: 10).enumerated() {
      guard let document = try? JSONLines(defaults: IntakeDefaults()).document(Array(line), file: name, number: number) else { continue }
      #expect(model.recognise(document.bytes).language == document.language, "\(document.id)")
    }
  }

  @Test("the file comes back as it was; a damaged, foreign or outdated one is refused in a sentence") func file() throws {
    var bytes = Project.bytes("Knowledge/recognition/languages.model")
    #expect(bytes.count < 1_000_000)
    #expect(model.bytes() == bytes)
    #expect { try LanguageModel(bytes: Array(bytes.prefix(5000))) } throws: { "\($0)".contains("damaged") }
    #expect { try LanguageModel(bytes: Array("CSTGRAM\0".utf8)) } throws: { "\($0)".contains("not a Constat model") }
    bytes[8] = 9
    #expect { try LanguageModel(bytes: bytes) } throws: { "\($0)".contains("has version 9, this program reads version 2") }
    bytes[8] = 2
    bytes[bytes.count / 2] ^= 1
    #expect { try LanguageModel(bytes: bytes) } throws: { "\($0)".contains("checksum") }
  }
}
