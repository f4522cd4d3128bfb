import SourceText
import Testing

/// Texts with characters of one to four bytes and of several scalars.
private let texts = ["", "a", "L'armée a « frappé ».", "Київ 🇺🇦 — e\u{301}té", String(repeating: "à😀b", count: 200)]

@Suite("Texts and spans") struct TextTests {
  @Test("an end before the start gives an empty span") func reversed() {
    #expect(Span(5, 3) == Span(5, 5))
    #expect(Span(5, 3).isEmpty)
  }

  @Test("spans overlap, contain and join as ranges of bytes do", arguments: 0..<4, 0..<4) func ranges(_ start: Int, _ length: Int) {
    let (one, other) = (Span(start, start + length), Span(2, 4))
    let shared = Set(start..<start + length).intersection(2..<4)
    #expect(one.overlaps(other) == !shared.isEmpty)
    #expect(other.contains(one) == (one.start >= 2 && one.end <= 4))
    #expect(one.union(other).contains(one) && one.union(other).contains(other))
  }

  @Test("evidence holds exactly the words that stand there, or is not built", arguments: texts) func evidence(_ text: String) {
    let document = Document(id: "1", text: text)
    let boundaries = Set(text.unicodeScalars.indices.map { text.utf8.distance(from: text.startIndex, to: $0) } + [text.utf8.count])
    for start in 0...min(40, text.utf8.count) {
      for end in start...min(start + 12, text.utf8.count) {
        let evidence = Evidence(Span(start, end), in: document)
        let isWhole = boundaries.contains(start) && boundaries.contains(end) && start < end
        #expect((evidence != nil) == isWhole)
        if let evidence { #expect(Array(evidence.quote.utf8) == Array(document.bytes[start..<end])) }
      }
    }
  }

  @Test("a span outside the text has no words") func outside() {
    let document = Document(id: "1", text: "court")
    #expect(document.text(of: Span(0, 6)) == nil)
    #expect(document.text(of: Span(-1, 2)) == nil)
  }

  @Test("code points are counted as the slow way counts them", arguments: texts) func codePoints(_ text: String) {
    let offsets = CodePointOffsets(Document(id: "1", text: text))
    var byte = 0
    for (count, scalar) in text.unicodeScalars.enumerated() {
      #expect(offsets.codePoint(at: byte) == count)
      byte += String(scalar).utf8.count
    }
    #expect(offsets.codePoint(at: byte) == text.unicodeScalars.count)
  }

  @Test("a value that nobody can point at is not recorded") func grounded() {
    #expect(Grounded(1, evidence: [], rule: "r") == nil)
  }

  @Test("a problem reads as compilers print it") func problem() {
    #expect(Problem("c", "it is wrong; mend it", file: "a.rules", line: 3).description == "a.rules:3: it is wrong; mend it")
    #expect(Problem("c", "it is wrong; mend it", file: "a.rules").description == "a.rules: it is wrong; mend it")
    #expect(Problem("c", "it is wrong; mend it").description == "it is wrong; mend it")
  }
}
