import Support
import Testing

/// A schema, a value that fits and one that does not.
struct Ruling: Sendable, CustomTestStringConvertible {
  let schema: String
  let good: String
  let bad: String
  var testDescription: String { schema }

  init(_ schema: String, _ good: String, _ bad: String) { (self.schema, self.good, self.bad) = (schema, good, bad) }

  static let all = [
    Ruling(#"{"type": "string"}"#, #""a""#, "1"), Ruling(#"{"type": ["integer", "null"]}"#, "null", "1.5"),
    Ruling(#"{"enum": [null, "a"]}"#, "null", #""b""#), Ruling(#"{"const": "1"}"#, #""1""#, "1"),
    Ruling(#"{"required": ["a"]}"#, #"{"a": 1}"#, "{}"),
    Ruling(#"{"properties": {"a": {"type": "number"}}}"#, #"{"a": 1}"#, #"{"a": "1"}"#),
    Ruling(#"{"properties": {"a": true}, "additionalProperties": false}"#, #"{"a": 1}"#, #"{"b": 1}"#),
    Ruling(#"{"additionalProperties": {"type": "string"}}"#, #"{"b": ""}"#, #"{"b": 1}"#),
    Ruling(#"{"items": {"type": "number"}, "minItems": 1}"#, "[1]", "[]"), Ruling(#"{"items": {"type": "number"}}"#, "[1]", #"[1, ""]"#),
    Ruling(#"{"prefixItems": [{"type": "string"}], "items": false}"#, #"["a"]"#, #"["a", 1]"#),
    Ruling(#"{"uniqueItems": true}"#, "[1, 2]", "[1, 1]"), Ruling(#"{"pattern": "^[A-Z]{2}$"}"#, #""FR""#, #""fr""#),
    Ruling(#"{"minLength": 2}"#, #""éé""#, #""é""#), Ruling(#"{"minimum": 0, "maximum": 1}"#, "0.5", "1.5"),
    Ruling(#"{"anyOf": [{"type": "null"}, {"minimum": 3}]}"#, "null", "2"),
    Ruling(#"{"oneOf": [{"minimum": 3}, {"maximum": 5}]}"#, "2", "4"),
    Ruling(#"{"allOf": [{"minimum": 3}, {"maximum": 5}]}"#, "4", "6"),
    Ruling(#"{"if": {"minimum": 3}, "then": {"maximum": 5}, "else": {"minimum": 1}}"#, "4", "6"),
    Ruling(#"{"if": {"minimum": 3}, "then": {"maximum": 5}, "else": {"minimum": 1}}"#, "2", "0"),
    Ruling(##"{"$defs": {"n": {"type": "null"}}, "items": {"$ref": "#/$defs/n"}}"##, "[null]", "[0]"),
  ]
}

@Suite("The schema checker") struct SchemaTests {
  @Test("lets good values pass and stops bad ones", arguments: Ruling.all) func rulings(_ ruling: Ruling) throws {
    let schema = try Schema(Array(ruling.schema.utf8))
    #expect(schema.faults(Array(ruling.good.utf8)) == [])
    #expect(schema.faults(Array(ruling.bad.utf8)).count == 1)
  }

  @Test("says where the fault is") func path() throws {
    let schema = try Schema(Array(#"{"properties": {"a": {"items": {"type": "null"}}}}"#.utf8))
    #expect(schema.faults(Array(#"{"a": [null, 2]}"#.utf8)) == ["$.a[1]: 2 is not of type null"])
  }

  @Test("reports keywords and references that it does not know") func unknown() throws {
    #expect(try !Schema(Array(#"{"multipleOf": 2}"#.utf8)).faults(Array("2".utf8)).isEmpty)
    #expect(try !Schema(Array(##"{"$ref": "#/$defs/x"}"##.utf8)).faults(Array("2".utf8)).isEmpty)
    #expect(try !Schema(Array("{}".utf8)).faults(Array("{".utf8)).isEmpty)
  }
}
