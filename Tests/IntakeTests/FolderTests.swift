import Foundation
import Intake
import SourceText
import Support
import Testing

@Suite("Folders and kinds of files") struct FolderTests {
  @Test("a folder is read in the order of its names, with all that is in it") func folder() throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in Sample.all { try folder.write(bytes, to: "sub/" + name) }
    try folder.write("x", to: "sub/photo.jpg")
    try folder.write("{\"private\": true}", to: "sub/package.json")
    try folder.write("x", to: ".hidden/a.txt")
    let taken = try Taken(path: folder.url.path)
    #expect(taken.problems.allSatisfy { $0.code == "left-out" }, "\(taken.messages)")
    #expect(taken.arrivals.count == 1 + 1 + 3 + 3 + 2 + 1 + 2 + 2 + 1 + 1 + 2)
    #expect(taken.arrivals.first?.capture.origin.hasSuffix("sub/a.jsonl") == true)
  }

  @Test("content tells the format, whatever the ending says") func sniffed() throws {
    for (name, bytes) in Sample.all where !name.hasPrefix("a.jsonl") && !name.hasPrefix("a.txt") {
      let (plain, odd) = (try Taken(bytes, name), try Taken(bytes, "noending"))
      #expect(odd.texts == plain.texts, "\(name)")
    }
  }

  @Test(
    "a file of no known kind says what to do",
    arguments: [
      ("a.json", "[1, 2]", "no known kind"), ("a.xml", "<svg/>", "no RSS or Atom"), ("a.md", "Bonjour", "name a text .txt"),
      ("a.warc", "x", "fetch it again"),
    ])
  func unknown(_ name: String, _ text: String, _ words: String) throws {
    let taken = try Taken(text, name)
    #expect(taken.arrivals.isEmpty && taken.messages.contains(words))
  }

  @Test("a path that is not there, and a folder with nothing in it, are thrown") func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Problem.self) { try Taken(path: folder.url.path + "/absent") }
    #expect(throws: Problem.self) { try Taken(path: folder.url.path) }
  }

  @Test("one more line is one more capture; the others stay the same") func lines() throws {
    let one = "{\"id\": \"1\", \"text\": \"a\"}\n"
    let before = try Taken(one, "a.jsonl").arrivals
    let after = try Taken(one + "{\"id\": \"2\", \"text\": \"b\"}\n", "a.jsonl").arrivals
    #expect(after.map(\.capture.sha256).prefix(1) == before.map(\.capture.sha256)[...])
    #expect(after.count == 2 && after[1].capture.bytes == Array("{\"id\": \"2\", \"text\": \"b\"}".utf8))
  }

  @Test("a report is named by its address without counters, else by its file and id") func reports() throws {
    func report(_ fields: String) throws -> String { try Taken("{\"text\": \"a\", \(fields)}", "a.jsonl").only().report }
    #expect(try report("\"url\": \"https://A.example/x?b=1&utm_source=y#z\"") == "a.example/x?b=1")
    #expect(try report("\"url\": \"https://a.example/\", \"id\": \"7\"").hasSuffix("/a.jsonl#7"))
    #expect(try report("\"id\": 7").hasSuffix("/a.jsonl#7"))
  }
}
