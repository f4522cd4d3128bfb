import Foundation
import Intake
import SourceText
import Support
import Testing

@Suite("Taking documents in") struct IntakeTests {
  private let reader = JSONLines(defaults: IntakeDefaults(published: "2024-01-01", outlet: "O", language: "fr"))

  private func line(_ text: String) throws -> Document? { try reader.document(Array(text.utf8), file: "a.jsonl", number: 7) }

  @Test("a line gives a document; its own values win over the defaults; unknown keys are kept") func line() throws {
    let document = try #require(try line(#"{"id": 12, "text": "é", "published": "2024-11-12", "pages": [1, 2.5, null, true]}"#))
    #expect(document.id == "12")
    #expect(document.published == Day("2024-11-12"))
    #expect(document.outlet == "O")
    #expect(document.language == "fr")
    #expect(document.extra == ["pages": .list([.number("1"), .number("2.5"), .null, .bool(true)])])
    #expect(document.sha256 == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c")
  }

  @Test("a document without an id is named by its line") func unnamed() throws {
    #expect(try line(#"{"text": "a"}"#)?.id == "a.jsonl:7")
  }

  @Test(
    "a bad line is a problem at its line, with a way out",
    arguments: [
      (#"{"id": "1", "text": "tronq"#, "not valid JSON"), ("[1]", "no JSON object"), (#"{"id": "1"}"#, "no \"text\""),
      (#"{"text": 3}"#, "no \"text\""),
      ("nul", "not valid JSON"),
    ])
  func bad(_ text: String, _ words: String) {
    let problem = #expect(throws: Problem.self) { try line(text) }
    #expect(problem?.line == 7 && problem?.file == "a.jsonl")
    #expect(problem?.message.contains(words) == true && problem?.message.contains("other lines were read") == true)
  }

  @Test("a line that is not UTF-8 is a problem") func encoding() {
    let bytes = Array(#"{"text": ""#.utf8) + [0xE9, 34, 125]
    let problem = #expect(throws: Problem.self) { try reader.document(bytes, file: "a", number: 1) }
    #expect(problem?.message.contains("UTF-8") == true)
  }

  @Test("an empty line is nothing", arguments: ["", " ", "\t\r"]) func empty(_ text: String) throws {
    #expect(try line(text) == nil)
  }

  @Test("a text file is a document; an empty one is a problem") func textFile() throws {
    let document = try Taken("Bon.", "f.txt").only().document
    #expect(document.id == "f" && document.text == "Bon.")
    for bytes in [[], [10, 32], [0xFF, 0xFE]] as [[UInt8]] {
      let taken = try Taken(bytes, "f.txt")
      #expect(taken.arrivals.isEmpty && taken.problems.first?.file?.hasSuffix("f.txt") == true)
    }
  }

  @Test("damaged lines never crash", arguments: Project.text("Samples/dispatches.jsonl").split(separator: "\n").prefix(12).map(String.init))
  func mutations(_ text: String) {
    var random = Generator(seed: 3)
    for _ in 0..<40 {
      let bytes = random.mutated(Array(text.utf8))
      guard let document = try? reader.document(bytes, file: "a", number: 1) else { continue }
      #expect(document.bytes == Array(document.text.utf8))
    }
  }

  @Test("deeply nested JSON never crashes") func deep() {
    let text = #"{"text": "a", "x": "# + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
    let problem = #expect(throws: Problem.self) { try line(text) }
    #expect(problem?.message.contains("nested too deep") == true)
  }
}

@Suite("Lines of a file") struct LineTests {
  private func lines(_ text: String) throws -> [Int?] {
    var lines: [Int?] = []
    let folder = try TemporaryFolder()
    try IntakeReader().each(path: folder.write(text, to: "a.jsonl")) { item in
      switch item {
      case .arrival(let arrival): lines.append(arrival.document.text.utf8.count)
      case .problem(let problem): lines.append(problem.line)
      }
    }
    return lines
  }

  @Test("come as they stand, the last one with or without its newline") func ends() throws {
    #expect(try lines(#"{"text": "abc"}"#) == [3])
    #expect(try lines("{\"text\": \"abc\"}\r\n\n\n{\"text\": \"ab\"}\n") == [3, 2])
    #expect(try lines("\u{FEFF}{\"text\": \"abc\"}\n") == [3])
  }

  @Test("may be longer than a block") func long() throws {
    let long = String(repeating: "a", count: (1 << 20) * 2 + 5)
    #expect(try lines("{\"text\": \"b\"}\n{\"text\": \"\(long)\"}\n{\"text\": \"c\"}") == [1, long.utf8.count, 1])
  }
}

@Suite("SHA-256") struct DigestTests {
  @Test("gives the digests of FIPS 180-4's examples") func examples() {
    #expect(Digest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Digest.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
