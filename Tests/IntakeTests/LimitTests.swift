import Foundation
import Intake
import SourceText
import Support
import Testing

@Suite("Limits") struct LimitTests {
  private func reader(_ change: (inout Limits) -> Void) -> IntakeReader {
    var limits = Limits()
    change(&limits)
    return IntakeReader(limits: limits)
  }

  /// `<p>` and 100,000 times the letter a, packed by gzip.
  private static let packed =
    "H4sIAAAAAAACA+3BMQ0AAAgDMGNkXnCA/wsbO9rOZQE" + String(repeating: "A", count: 126) + "IBaDwkYcCmjhgEA"

  @Test("a file that grows beyond measure is stopped") func bomb() throws {
    let bomb = Data(base64Encoded: LimitTests.packed)
    let taken = try Taken(Array(try #require(bomb)), "a.html.gz", reader { $0.free = 10_000 })
    #expect(taken.arrivals.isEmpty && taken.messages.contains("grows to more than 200 times its size"))
  }

  @Test("what is larger than is held at once is left out") func size() throws {
    let small = reader { $0.held = 1000 }
    #expect(try Taken(Sample.page, "a.html", small).messages.contains("larger than the 1000 bytes"))
    let lines = "{\"text\": \"\(String(repeating: "a", count: 2000))\"}\n{\"text\": \"b\"}\n"
    let taken = try Taken(lines, "a.jsonl", small)
    #expect(taken.texts == ["b"] && taken.problems.map(\.line) == [1])
    #expect(try Taken(Sample.warc, "a.warc", small).texts == [Sample.prose, "Police arrested ten people."])
    let chat = Sample.chat.replacing("Une photo", with: String(repeating: "a", count: 2000))
    #expect(try Taken(chat, "result.json", small).arrivals.count == 1)
  }

  @Test("deep nesting is refused in every format, the other parts are read") func depth() throws {
    func nest(_ open: String, _ close: String, _ inside: String) -> String {
      String(repeating: open, count: 100_000) + inside + String(repeating: close, count: 100_000)
    }
    let json = nest("[", "]", "")
    #expect(try Taken("{\"text\": \"a\", \"x\": \(json)}\n{\"text\": \"b\"}", "a.jsonl").texts == ["b"])
    let chat = Sample.chat.replacing("\"photo\": \"a.jpg\"", with: "\"photo\": \(json)")
    #expect(try Taken(chat, "result.json").arrivals.count == 1)
    #expect(try Taken(Sample.jsonFeed.replacing("\"id\": \"1\"", with: "\"x\": \(json)"), "feed.json").texts == ["A bomb went off."])
    let feed = Sample.rss.replacing("<description>Short.", with: "<description>" + nest("<b>", "</b>", "x"))
    #expect(try Taken(feed, "feed.xml").arrivals.map(\.document.id) == ["abc-2"])
    let page = try Taken("<html><body>" + nest("<div>", "</div>", "<p>\(Sample.prose)</p>") + "</body></html>", "a.html")
    #expect(page.arrivals.isEmpty && page.messages.contains("nested"))
    let script = "<script type='application/ld+json'>\(json)</script><p>\(Sample.prose)</p>"
    #expect(try Taken(script, "a.html").texts == [Sample.prose])
  }

  @Test("damaged files of every format never crash and never hang", arguments: Sample.all.map(\.name)) func damaged(_ name: String) throws {
    let bytes = try #require(Sample.all.first { $0.name == name }).bytes
    var random = Generator(seed: UInt64(bytes.count))
    let folder = try TemporaryFolder()
    let rounds = ProcessInfo.processInfo.environment["CONSTAT_DAMAGE"].flatMap { Int($0) } ?? 150
    for round in 0..<rounds {
      var damaged = random.mutated(bytes)
      switch round % 3 {
      case 0: damaged = Array(bytes.prefix(random.number(below: bytes.count)))
      case 1: for _ in 0..<(1 + random.number(below: 20)) { damaged = damaged.isEmpty ? [] : flipped(damaged, &random) }
      default: break
      }
      let taken = try Taken(path: try folder.write(damaged, to: name))
      for arrival in taken.arrivals {
        #expect(!arrival.document.text.isEmpty && arrival.capture.sha256 == Digest.sha256(arrival.capture.bytes))
      }
      for problem in taken.problems { #expect(problem.message.utf8.count > 20) }
    }
  }

  private func flipped(_ bytes: [UInt8], _ random: inout Generator) -> [UInt8] {
    var bytes = bytes
    bytes[random.number(below: bytes.count)] ^= 1 << UInt8(random.number(below: 8))
    return bytes
  }
}
