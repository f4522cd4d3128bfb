import Foundation
import Intake
import SourceText
import Testing

@Suite("Web archives") struct ArchiveTests {
  @Test("answers and conversions of a WARC are reports, packed or not", arguments: [false, true]) func warc(_ isPacked: Bool) throws {
    let taken = try Taken(isPacked ? Sample.warcGz : Sample.warc, isPacked ? "a.warc.gz" : "a.warc")
    #expect(taken.texts == [Sample.pageText, Sample.prose, "Police arrested ten people."])
    #expect(taken.problems.map(\.code) == ["left-out"] && taken.messages.contains("revisit"))
    let capture = try #require(taken.arrivals.first).capture
    #expect(
      capture.bytes == Array(Sample.page.utf8) && capture.received == "2024-11-13T06:00:00Z" && capture.tool == "Browsertrix-Crawler 1.1")
    #expect(
      capture.address == "https://www.ostra.example/monde/kadrina" && capture.origin.hasSuffix("!/https://www.ostra.example/monde/kadrina"))
    #expect(taken.documents[0].extra["warc"] == .object(["record": .string("urn:uuid:response")]))
  }

  @Test("a damaged member loses itself only") func damaged() throws {
    var records = Sample.warcRecords.map(Packing.gzip)
    records[1].replaceSubrange(200..<220, with: [UInt8](repeating: 0, count: 20))
    records[1][16] ^= 0xFF
    let taken = try Taken(Array(records.joined()), "a.warc.gz")
    #expect(taken.texts.suffix(2) == [Sample.prose, "Police arrested ten people."])
    #expect(taken.problems.contains { $0.code == "input" })
  }

  @Test("a record without a length loses itself only", arguments: [false, true]) func lengthless(_ isPacked: Bool) throws {
    var records = Sample.warcRecords
    records[1] = Array(String(decoding: records[1], as: UTF8.self).replacing("Content-Length", with: "X-Length").utf8)
    let taken = try Taken(Array((isPacked ? records.map(Packing.gzip) : records).joined()), "a.warc")
    #expect(taken.texts == [Sample.prose, "Police arrested ten people."])
    #expect(taken.messages.contains("doesn't say how long it is"))
  }

  @Test("a WACZ gives its listed pages: by their answer, else by their text") func wacz() throws {
    let taken = try Taken(Sample.wacz(), "a.wacz")
    #expect(taken.problems.isEmpty, "\(taken.messages)")
    #expect(taken.texts == [Sample.pageText, "Ten held\n\nPolice arrested ten people."])
    #expect(taken.documents.map(\.url) == ["https://www.ostra.example/monde/kadrina?utm_source=x#haut", "https://other.example/p"])
    #expect(taken.documents.first?.extra["wacz"] == .string("sha256:abc"))
  }

  @Test("what isn't what the package says is left out and named") func changed() throws {
    let taken = try Taken(Sample.wacz(hash: String(repeating: "0", count: 64)), "a.wacz")
    #expect(taken.messages.contains("archive/data.warc.gz isn't what datapackage.json says"))
    #expect(taken.texts.first?.hasPrefix("x\n\ny") == true)
  }

  @Test("names that leave the archive's folder are refused", arguments: ["../evil.txt", "/etc/passwd", "a/../../b", "C:\\x"]) func paths(
    _ name: String
  ) throws {
    let taken = try Taken(Sample.wacz(more: [(name, [1], false)]), "a.wacz")
    #expect(taken.arrivals.count == 2 && taken.messages.contains("outside the archive's folder"))
  }

  @Test("a ZIP of something else says what to do") func zip() throws {
    #expect(try Taken(Packing.zip([("a.txt", [97], false)]), "a.zip").messages.contains("is no web archive"))
  }

  @Test("any file may be packed by gzip, once") func gzip() throws {
    #expect(try Taken(Packing.gzip(Array(Sample.page.utf8)), "page.html.gz").texts == [Sample.pageText])
    let twice = Packing.gzip(Packing.gzip(Array(Sample.page.utf8)))
    #expect(try Taken(twice, "page.html.gz").messages.contains("compressed twice"))
  }
}
