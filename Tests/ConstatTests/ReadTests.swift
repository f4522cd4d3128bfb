import Foundation
import Intake
import Scoring
import SourceText
import Support
import Testing

@Suite("constat read", .serialized) struct ReadTests {
  private static let good = #"{"id": "g", "text": "Des rebelles ont attaqué une caserne.", "published": "2024-11-12", "language": "fr"}"#

  private func read(_ lines: [UInt8]) throws -> Command { try Command.run("read", "-", "--format", "jsonl", input: lines) }

  @Test("the same input gives the same bytes, whatever the number of threads") func determinism() throws {
    let samples = Project.url("Samples/dispatches.jsonl").path
    let one = try Command.run("read", "--format", "jsonl", "--jobs", "1", samples)
    let two = try Command.run("read", "--format", "jsonl", "--jobs", "2", samples)
    #expect(one.status == 0)
    #expect(one.output == two.output)
    #expect(one.lines.count == Shared.samples.count)
    let notes = try Command.run("notes", "--jobs", "1", samples)
    #expect(try Command.run("notes", "--jobs", "2", samples).output == notes.output)
  }

  @Test("every line of the samples fits the schema and points at its words") func schema() throws {
    let schema = try Schema(Project.bytes("Docs/record.schema.json"))
    let texts = Dictionary(Shared.gold.map { ($0.gold.document.id, Array($0.gold.document.text.unicodeScalars)) }) { first, _ in first }
    for line in try Command.run("read", "--format", "jsonl", Project.url("Samples/dispatches.jsonl").path).lines {
      #expect(schema.faults(Array(line.utf8)) == [])
      let value = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
      let text = try #require(texts[value.fields["id"]?.words ?? ""])
      for evidence in value.evidences {
        let (start, end) = (Int(evidence["start"]?.number ?? 0), Int(evidence["end"]?.number ?? 0))
        try #require(start >= 0 && start < end && end <= text.count)
        var words = String.UnicodeScalarView()
        words.append(contentsOf: text[start..<end])
        #expect(String(words) == evidence["quote"]?.words)
      }
    }
  }

  @Test(
    "a bad line is named with what to do; the good ones are read",
    arguments: [
      (#"{"id": "b", "text": "Des reb"#, "not valid JSON"), (#"{"id": "b"}"#, "no \"text\""), ("\u{1}", "not valid JSON"),
      ("\"text\"", "no JSON object"),
    ])
  func badLine(_ bad: String, _ words: String) throws {
    let run = try read(Array((Self.good + "\n" + bad + "\n\n" + Self.good).utf8))
    #expect(run.status == 2)
    #expect(run.lines.count == 2)
    #expect(run.errors.contains("standard input:2: "))
    #expect(run.errors.contains(words))
  }

  @Test("bytes that are no UTF-8 are named by file and line") func encoding() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Array((Self.good + "\n").utf8) + Array(#"{"text": "caf"#.utf8) + [0xE9] + Array("\"}\n".utf8), to: "a.jsonl")
    let run = try Command.run("read", "--format", "jsonl", path)
    #expect(run.status == 2)
    #expect(run.lines.count == 1)
    #expect(run.errors.contains("\(path):2: ") && run.errors.contains("UTF-8"))
  }

  @Test("an empty file is an error with a way out", arguments: [("a.jsonl", ""), ("a.jsonl", "\n \n"), ("a.txt", ""), ("a.txt", " \n")])
  func empty(_ name: String, _ text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: name)
    let run = try Command.run("read", path)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(path))
  }

  @Test("a path that is not there, a folder without documents", arguments: ["absent.jsonl", "."]) func path(_ path: String) throws {
    let folder = try TemporaryFolder()
    let run = try Command.run("read", path, at: folder.url)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("constat: \(path): "))
  }

  @Test("a language without a pack is a problem of the record, and of the document's line only") func language() throws {
    let other = Self.good.replacing("\"fr\"", with: "\"de\"")
    let run = try read(Array((other + "\n" + Self.good).utf8))
    #expect(run.lines.count == 2)
    #expect(run.lines[0].contains("there is no pack for the language \\\"de\\\""))
    #expect(run.lines[1].contains("ASSAULT"))
  }

  @Test("a language without a pack on the command line is an error with a way out") func languageOption() throws {
    let run = try Command.run("read", "--language", "zz", "-", input: Array("{\"text\": \"a\"}".utf8))
    #expect(run.status == 2)
    #expect(run.errors.contains("zz"))
    #expect(run.errors.contains("fr"))
  }

  @Test(
    "a bad date on the command line is an error; a bad one in a line is a problem of its record",
    arguments: ["hier", "2024-02-30", "12/11/2024"])
  func date(_ date: String) throws {
    let option = try Command.run("read", "--published", date, "-", input: Array(Self.good.utf8))
    #expect(option.status == 2)
    #expect(option.errors.contains("is no date; write it as 2024-11-12"))
    let run = try read(Array(Self.good.replacing("2024-11-12", with: date).utf8))
    #expect(run.text.contains("bad-publication-date"))
  }

  @Test("nothing found is exit status 1") func nothing() throws {
    let run = try read(
      Array(#"{"text": "Les boulangers ont ouvert leurs portes ce matin dans la rue.", "language": "fr", "published": "2024-11-12"}"#.utf8))
    #expect(run.status == 1)
  }

  @Test("a text file is one document named after it; the options give the rest") func textFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("Des rebelles ont attaqué une caserne mardi.", to: "note.txt")
    let run = try Command.run("read", "--format", "jsonl", "--published", "2024-11-12", "--outlet", "O", "--language", "fr", path)
    #expect(run.status == 0)
    #expect(run.text.contains(#""id": "note""#) && run.text.contains(#""outlet": "O""#) && run.text.contains("2024-11-12"))
  }

  @Test("unknown keys come back; json is one list") func formats() throws {
    let line = Self.good.replacing("{\"id\"", with: "{\"desk\": [1, null], \"id\"")
    #expect(try read(Array(line.utf8)).text.contains(#""extra": {"desk": [1, null]}"#))
    let run = try Command.run("read", "-", "--format", "json", input: Array((line + "\n" + line).utf8))
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(run.output))
    #expect(value.items.count == 2)
  }

  @Test("fifty megabytes in one line are named, quickly, and the other lines read", .timeLimit(.minutes(1))) func huge() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "Des rebelles ont attaqué une caserne près de Gao. ", count: 1_000_000)
    let path = try folder.write("\(Self.good)\n{\"id\": \"huge\", \"text\": \"\(text)\"}\n\(Self.good)\n", to: "huge.jsonl")
    let clock = ContinuousClock()
    let start = clock.now
    let run = try Command.run("read", "--format", "jsonl", path)
    #expect(clock.now - start < .seconds(20))
    #expect(run.status == 2)
    #expect(run.lines.count == 2)
    #expect(run.errors.contains("\(path):2: this text has 52000000 bytes"))
  }

  @Test("the longest text that is read is read", .timeLimit(.minutes(1))) func long() throws {
    let sentences = Sentences.of("fr")
    var text = ""
    while text.utf8.count < 200_000 { text += sentences.joined(separator: " ") + "\n\n" }
    let folder = try TemporaryFolder()
    let run = try Command.run("read", "--format", "jsonl", "--language", "fr", try folder.write(text, to: "long.txt"))
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
  }
}

extension JSONValue {
  /// Every object with `start`, `end` and `quote` inside this value.
  var evidences: [[String: JSONValue]] {
    switch self {
    case .list(let items): items.flatMap(\.evidences)
    case .object(let fields): (fields["quote"] == nil ? [] : [fields]) + fields.values.flatMap(\.evidences)
    default: []
    }
  }
}
