import Records
import SourceText
import Testing

@Suite("Writing JSON") struct JSONTests {
  private func text(_ json: JSON) -> String { String(decoding: json.compact(), as: UTF8.self) }

  @Test("keeps the order of keys") func order() {
    #expect(text(.object([("b", .int(1)), ("a", .null)])) == #"{"b": 1, "a": null}"#)
  }

  @Test(
    "escapes what must be escaped and nothing else",
    arguments: [
      ("a\"b", #""a\"b""#), ("a\\b", #""a\\b""#), ("a\nb\tc\rd", #""a\nb\tc\rd""#), ("\u{1}", #""\u0001""#), ("é « 😀 »/", "\"é « 😀 »/\""),
    ])
  func strings(_ value: String, _ written: String) { #expect(text(.string(value)) == written) }

  @Test(
    "writes numbers with at most four decimals and never an exponent",
    arguments: [(0, "0.0"), (2, "2.0"), (-1.5, "-1.5"), (0.00004, "0.0"), (0.87, "0.87"), (1e-9, "0.0"), (123_456.78919, "123456.7892")])
  func numbers(_ value: Double, _ written: String) { #expect(text(.number(value)) == written) }

  @Test("writes null for what is no number", arguments: [Double.nan, .infinity, -.infinity, 1e300]) func noNumbers(_ value: Double) {
    #expect(text(.number(value)) == "null")
  }

  @Test("sorts the keys of inputs and keeps their digits") func inputs() {
    let value = JSONValue.object(["z": .number("1.50"), "a": .list([.bool(true), .null])])
    #expect(text(JSON(value)) == #"{"a": [true, null], "z": 1.50}"#)
  }

  @Test("indents by two spaces") func pretty() {
    let json = JSON.object([("a", .list([.int(1), .int(2)])), ("b", .list([]))])
    #expect(String(decoding: json.pretty(), as: UTF8.self) == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}")
  }
}
