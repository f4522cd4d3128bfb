import Foundation
import Gazetteer
import Grammar
import SourceText

/// Reads documents with marked names: `docs.jsonl` and `gold.jsonl` with offsets in code points.
enum NameCorpus {
  private struct Line: Decodable {
    let id: String
    var text: String?
    var names: [Mark]?
  }
  private struct Mark: Decodable {
    let start: Int
    let end: Int
    let label: String
    var nested: Bool?
  }

  private static func lines(_ folder: String, _ name: String) throws -> [Substring] {
    try String(contentsOf: URL(fileURLWithPath: folder + "/" + name), encoding: .utf8).split(separator: "\n")
  }

  static func read(_ folder: String, desk: NameDesk, speller: NameSpeller) throws -> [NameDocument] {
    let decoder = JSONDecoder()
    let gold = try lines(folder, "gold.jsonl").map { try decoder.decode(Line.self, from: Data($0.utf8)) }
    let marks = Dictionary(gold.map { ($0.id, $0.names ?? []) }, uniquingKeysWith: { first, _ in first })
    return try lines(folder, "docs.jsonl").map { line in
      let entry = try decoder.decode(Line.self, from: Data(line.utf8))
      return document(Document(id: entry.id, text: entry.text ?? ""), marks[entry.id] ?? [], desk, speller)
    }
  }

  private static func document(_ document: Document, _ marks: [Mark], _ desk: NameDesk, _ speller: NameSpeller) -> NameDocument {
    let offsets = CodePointOffsets(document)
    let outer = marks.filter { $0.nested != true }
    var result = NameDocument()
    for sentence in desk.analyzer.sentences(of: document) {
      result.sentences.append(speller.spell(sentence, document.bytes, desk.marker.marks(sentence, of: document.bytes)))
      let bounds = sentence.tokens.map { (offsets.codePoint(at: $0.span.start), offsets.codePoint(at: $0.span.end)) }
      var tags = [UInt8](repeating: NameTags.outside, count: bounds.count)
      for mark in outer {
        let inside = bounds.indices.filter { bounds[$0].0 < mark.end && bounds[$0].1 > mark.start }
        guard let first = inside.first, let last = inside.last, var label = NameLabel(code: mark.label) else { continue }
        let tokens = Array(sentence.tokens[first...last])
        if isGroup(label, tokens, desk, sentence, document, first...last) { label = .group }
        for index in first...last { tags[index] = NameTags.tag(label, isFirst: index == first, isLast: index == last) }
      }
      result.tags.append(tags)
    }
    return result
  }

  /// Whether a name is an armed or political group: the actors' list says so, or a word of its name does if it is an organisation.
  ///
  /// A listed name of several words is a group even where the corpus says person or place.
  private static func isGroup(
    _ label: NameLabel, _ tokens: [Token], _ desk: NameDesk, _ sentence: Sentence, _ document: Document, _ range: ClosedRange<Int>
  ) -> Bool {
    let marks = desk.marker.marks(sentence, of: document.bytes)[range]
    if label != .organisation { return tokens.count > 1 && marks.allSatisfy { $0.contains(.group) } }
    return marks.contains { $0.contains(.group) } || tokens.contains { desk.words.isIn("group", $0.form) }
  }

  /// Writes the held-out documents with their gold.
  static func split(_ folder: String, to target: String, fold: Int) throws {
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let decoder = JSONDecoder()
    let documents = try lines(folder, "docs.jsonl").enumerated().filter { $0.offset % fold == fold - 1 }.map(\.element)
    let ids = Set(try documents.map { try decoder.decode(Line.self, from: Data($0.utf8)).id })
    let gold = try lines(folder, "gold.jsonl").filter { ids.contains(try decoder.decode(Line.self, from: Data($0.utf8)).id) }
    for (name, kept) in [("docs.jsonl", documents), ("gold.jsonl", gold)] {
      try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: target + "/" + name))
    }
  }
}
