import Foundation
import Intake
import SourceText
import Support
import Testing

@Suite("JSON") struct JSONTests {
  /// What a value becomes as an unknown key of a line.
  private func value(_ text: String) -> JSONValue? {
    try? JSONLines(defaults: IntakeDefaults()).document(Array("{\"text\": \"a\", \"x\": \(text)}".utf8), file: "a", number: 1)?.extra["x"]
  }

  @Test(
    "values are those of Foundation's decoder",
    arguments: [
      "0", "-0", "12", "-7", "1.0", "2.50", "1e3", "1E-2", "123456789012345678901234567890", "0.1", "true", "false", "null", "\"\"", "[]",
      "{}",
      #""a\"\\\/\b\f\n\r\té""#, #""\ud83d\ude00""#, "[1, [2, {\"a\": []}]]", " { \"a\" : 1 , \"b\" : \"é\" } ", "9223372036854775807",
      // no JSON
      "01", "1.", ".5", "+1", "1e", "--1", "tru", "nul", "[1,]", "[1", "{\"a\"}", "{\"a\": }", "{a: 1}", "\"\\x\"", "\"\\u12\"",
      "\"\\u+123\"", "1 2", "\"\n\"",
      "1e999", "NaN", "'a'",
    ])
  func values(_ text: String) {
    #expect(value(text) == (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))), "\(text)")
  }

  @Test("half a pair of UTF-16 becomes a replacement character") func half() {
    #expect(value(#""a\ud83db""#) == .string("a\u{FFFD}b"))
  }

  @Test("damaged JSON never crashes and is never read otherwise than by Foundation") func damaged() {
    var random = Generator(seed: 11)
    let seed = Array(#"{"a": [1, -2.5e3, "é\n\u00e9"], "b": {"c": null, "d": [true, false]}}"#.utf8)
    for _ in 0..<3000 {
      let bytes = random.mutated(seed)
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      let (ours, theirs) = (value(text), try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)))
      if theirs != nil, ours != theirs { Issue.record("\(text)") }
    }
  }
}
