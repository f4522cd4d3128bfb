import Foundation
import Intake
public import SourceText

/// Checks JSON against a JSON Schema (draft 2020-12), as far as the schemas of this project go; other keywords are reported, not skipped.
public struct Schema: Sendable {
  private let root: JSONValue

  /// The schema of a JSON text.
  public init(_ bytes: [UInt8]) throws { root = try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

  /// What is wrong with a JSON text, each fault with its path; empty if nothing is.
  public func faults(_ bytes: [UInt8]) -> [String] {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return ["$: this is no JSON"] }
    return faults(value, root, "$")
  }

  private func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    if case .bool(let isAllowed) = schema { return isAllowed ? [] : ["\(path): nothing may stand here"] }
    guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
    return keywords.keys.sorted().flatMap { key in
      keywords[key].map { fault(key, $0, keywords, value, path) } ?? []
    }
  }

  private func fault(_ key: String, _ rule: JSONValue, _ all: [String: JSONValue], _ value: JSONValue, _ path: String) -> [String] {
    func say(_ isWrong: Bool, _ what: String) -> [String] { isWrong ? ["\(path): \(what)"] : [] }
    switch (key, value) {
    case ("$schema", _), ("$id", _), ("$defs", _), ("title", _), ("description", _), ("then", _), ("else", _): return []
    case ("$ref", _): return target(rule).map { faults(value, $0, path) } ?? ["\(path): the schema lacks \(rule.words)"]
    case ("type", _): return say(!rule.items.contains { value.isOf(type: $0.words) }, "\(value.words) is not of type \(rule.words)")
    case ("enum", _): return say(!rule.items.contains(value), "\(value.words) is none of \(rule.words)")
    case ("const", _): return say(value != rule, "\(value.words) is not \(rule.words)")
    case ("minimum", .number(let digits)): return say((Double(digits) ?? 0) < rule.number, "\(digits) is below \(rule.words)")
    case ("maximum", .number(let digits)): return say((Double(digits) ?? 0) > rule.number, "\(digits) is above \(rule.words)")
    case ("minLength", .string(let text)): return say(Double(text.unicodeScalars.count) < rule.number, "the string is too short")
    case ("pattern", .string(let text)):
      return say(text.range(of: rule.words, options: .regularExpression) == nil, "\"\(text)\" does not match \(rule.words)")
    case ("minItems", .list(let items)): return say(Double(items.count) < rule.number, "fewer than \(rule.words) items")
    case ("uniqueItems", .list(let items)): return say(Set(items).count < items.count, "an item stands twice")
    case ("prefixItems", .list(let items)):
      return zip(items, rule.items).enumerated().flatMap { index, pair in faults(pair.0, pair.1, "\(path)[\(index)]") }
    case ("items", .list(let items)):
      let first = all["prefixItems"]?.items.count ?? 0
      return items.enumerated().dropFirst(first).flatMap { index, item in faults(item, rule, "\(path)[\(index)]") }
    case ("required", .object(let fields)): return rule.items.flatMap { say(fields[$0.words] == nil, "\($0.words) is missing") }
    case ("properties", .object(let fields)):
      return rule.fields.sorted { $0.key < $1.key }.flatMap { name, schema in
        fields[name].map { faults($0, schema, "\(path).\(name)") } ?? []
      }
    case ("additionalProperties", .object(let fields)):
      let known = all["properties"]?.fields ?? [:]
      return fields.keys.sorted().filter { known[$0] == nil }.flatMap { name in
        fields[name].map { faults($0, rule, "\(path).\(name)") } ?? []
      }
    case ("allOf", _): return rule.items.flatMap { faults(value, $0, path) }
    case ("anyOf", _): return say(!rule.items.contains { faults(value, $0, path).isEmpty }, "none of the alternatives fits")
    case ("oneOf", _): return say(rule.items.count { faults(value, $0, path).isEmpty } != 1, "not exactly one of the alternatives fits")
    case ("if", _):
      let branch = faults(value, rule, path).isEmpty ? all["then"] : all["else"]
      return branch.map { faults(value, $0, path) } ?? []
    default: return say(!Schema.aboutOtherTypes.contains(key), "the schema uses \"\(key)\", which this checker does not know")
    }
  }

  /// Keywords that say nothing about a value of another type.
  private static let aboutOtherTypes: Set = [
    "minimum", "maximum", "minLength", "pattern", "minItems", "uniqueItems", "prefixItems", "items", "required", "properties",
    "additionalProperties",
  ]

  /// `#/$defs/claim`
  private func target(_ reference: JSONValue) -> JSONValue? {
    reference.words.split(separator: "/").dropFirst().reduce(root) { $0?.fields[String($1)] }
  }
}

extension JSONValue {
  /// The fields of an object; none for other values.
  public var fields: [String: JSONValue] { if case .object(let fields) = self { fields } else { [:] } }

  /// The items of a list; a value that is no list alone.
  public var items: [JSONValue] { if case .list(let items) = self { items } else { [self] } }

  /// The value of a number; 0 for other values.
  public var number: Double { if case .number(let digits) = self { Double(digits) ?? 0 } else { 0 } }

  /// A string as it is, other values in short.
  public var words: String {
    switch self {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let digits): digits
    case .string(let text): text
    case .list(let items): "[" + items.map(\.words).joined(separator: ", ") + "]"
    case .object(let fields): "{" + fields.keys.sorted().joined(separator: ", ") + "}"
    }
  }

  func isOf(type name: String) -> Bool {
    switch (self, name) {
    case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.list, "array"), (.object, "object"), (.number, "number"): true
    case (.number(let digits), "integer"): Double(digits).map { $0 == $0.rounded() } ?? false
    default: false
    }
  }
}
