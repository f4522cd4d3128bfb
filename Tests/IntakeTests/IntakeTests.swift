import Foundation
import Intake
import SourceText
import Support
import Testing

@Suite("Taking documents in") struct IntakeTests {
  private let reader = DocumentReader(defaults: IntakeDefaults(published: "2024-01-01", outlet: "O", language: "fr"))

  private func line(_ text: String) -> IntakeItem? { reader.line(Array(text.utf8), file: "a.jsonl", number: 7) }

  @Test("a line gives a document; its own values win over the defaults; unknown keys are kept") func line() throws {
    guard case .document(let document)? = line(#"{"id": 12, "text": "é", "published": "2024-11-12", "pages": [1, 2.5, null, true]}"#) else {
      Issue.record("no document")
      return
    }
    #expect(document.id == "12")
    #expect(document.published == Day("2024-11-12"))
    #expect(document.outlet == "O")
    #expect(document.language == "fr")
    #expect(document.extra == ["pages": .list([.number("1"), .number("2.5"), .null, .bool(true)])])
    #expect(document.sha256 == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c")
  }

  @Test("a document without an id is named by its line") func unnamed() {
    guard case .document(let document)? = line(#"{"text": "a"}"#) else {
      Issue.record("no document")
      return
    }
    #expect(document.id == "a.jsonl:7")
  }

  @Test(
    "a bad line is a problem at its line, with a way out",
    arguments: [
      (#"{"id": "1", "text": "tronq"#, "not valid JSON"), ("[1]", "no JSON object"), (#"{"id": "1"}"#, "no \"text\""),
      (#"{"text": 3}"#, "no \"text\""),
      ("nul", "not valid JSON"),
    ])
  func bad(_ text: String, _ words: String) {
    guard case .problem(let problem)? = line(text) else {
      Issue.record("no problem")
      return
    }
    #expect(problem.line == 7)
    #expect(problem.file == "a.jsonl")
    #expect(problem.message.contains(words))
    #expect(problem.message.contains("other lines were read"))
  }

  @Test("a line that is not UTF-8 is a problem") func encoding() {
    guard case .problem(let problem)? = reader.line(Array(#"{"text": ""#.utf8) + [0xE9, 34, 125], file: "a", number: 1) else {
      Issue.record("no problem")
      return
    }
    #expect(problem.message.contains("UTF-8"))
  }

  @Test("an empty line is nothing", arguments: ["", " ", "\t\r"]) func empty(_ text: String) {
    #expect(line(text) == nil)
  }

  @Test("a text file is a document; an empty one or one of another encoding is a problem") func textFile() {
    guard case .document(let document) = reader.text(Array("Bon.".utf8), file: "f.txt", id: "f") else {
      Issue.record("no document")
      return
    }
    #expect(document.id == "f" && document.text == "Bon.")
    for bytes in [[], [10, 32], [0xFF, 0xFE]] as [[UInt8]] {
      guard case .problem(let problem) = reader.text(bytes, file: "f.txt", id: "f") else {
        Issue.record("no problem for \(bytes)")
        continue
      }
      #expect(problem.file == "f.txt")
    }
  }

  @Test("damaged lines never crash", arguments: Project.text("Samples/dispatches.jsonl").split(separator: "\n").prefix(12).map(String.init))
  func mutations(_ text: String) {
    var random = Generator(seed: 3)
    for _ in 0..<40 {
      let bytes = random.mutated(Array(text.utf8))
      guard case .document(let document)? = reader.line(bytes, file: "a", number: 1) else { continue }
      #expect(document.bytes == Array(document.text.utf8))
    }
  }

  @Test("deeply nested JSON never crashes") func deep() {
    let text = #"{"text": "a", "x": "# + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
    #expect(line(text) != nil)
  }
}

@Suite("Lines of a file") struct LineSourceTests {
  private func lines(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let folder = try TemporaryFolder()
    let source = LineSource(try #require(FileHandle(forReadingAtPath: try folder.write(bytes, to: "f"))))
    var lines: [[UInt8]] = []
    while let line = source.next() { lines.append(line) }
    return lines
  }

  @Test("come as they stand, the last one with or without its newline", arguments: ["", "a", "a\n", "a\nb", "\n\na\n", "é\r\nb"])
  func lines(_ text: String) throws {
    var expected = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
    if expected.last?.isEmpty == true { expected.removeLast() }
    #expect(try lines(Array(text.utf8)) == expected)
  }

  @Test("may be longer than a block") func long() throws {
    let long = [UInt8](repeating: 97, count: (1 << 20) * 2 + 5)
    let read = try lines([98, 10] + long + [10, 99])
    #expect(read.map(\.count) == [1, long.count, 1])
  }
}

@Suite("SHA-256") struct DigestTests {
  @Test("gives the digests of FIPS 180-4's examples") func examples() {
    #expect(Digest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Digest.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
