import Grammar
import Reading
import Shelf
import SourceText
import Support
import Testing

/// A sentence with the arcs that matter for who said what, as `attribution.*.txt` tells them.
struct AttributionSentence: Sendable, CustomTestStringConvertible {
  /// `dependent > head relation`, alternatives of relation (and head) behind bars; the head is empty for the root.
  struct Arc: Sendable {
    let dependent: String
    let answers: [(head: String, relation: String)]
  }
  let language: String
  let line: Int
  let text: String
  let arcs: [Arc]
  var testDescription: String { "\(language):\(line)" }

  static func all(_ language: String) -> [AttributionSentence] {
    var found: [AttributionSentence] = []
    var block: [(line: Int, text: String)] = []
    let lines = Project.text("Tests/GrammarTests/attribution.\(language).txt").split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in (lines + [""]).enumerated() {
      if line.hasPrefix("#") { continue }
      if !line.isEmpty { block.append((number + 1, String(line))) }
      if line.isEmpty, let first = block.first {
        found.append(
          AttributionSentence(language: language, line: first.line, text: first.text, arcs: block.dropFirst().map { arc($0.text) }))
        block = []
      }
    }
    return found
  }

  private static func arc(_ line: String) -> Arc {
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 4, words[1] == ">" else { return Arc(dependent: words[0], answers: [("", "root")]) }
    return Arc(
      dependent: words[0],
      answers: words[3].split(separator: "|").map { answer in
        let parts = answer.split(separator: ">").map(String.init)
        return (parts.count > 1 ? parts[1] : words[2], parts[0])
      })
  }
}

@Suite("Attribution syntax") struct AttributionTests {
  /// The share of arcs that must be right: a little below what `Scores/attribution.txt` says, so that a fall is seen.
  private static let floors = ["fr": 0.77, "en": 0.75]

  @Test("the arcs of who said what", arguments: Shared.languages) func arcs(_ language: String) throws {
    let analyzer = try #require(try Shared.library().reader.languages[language]).analyzer
    let sentences = AttributionSentence.all(language)
    #expect(sentences.count >= 45)
    var (right, all) = (0, 0)
    for sentence in sentences {
      for (arc, isRight) in judged(sentence, analyzer) {
        #expect(isRight != nil, "\(sentence.testDescription): no token \"\(arc.dependent)\"")
        all += 1
        right += isRight == true ? 1 : 0
      }
    }
    #expect(Double(right) / Double(max(1, all)) >= Self.floors[language] ?? 0.5, "\(right) of \(all) arcs")
  }

  /// Each arc with whether it is read; nil if its word is no token.
  private func judged(_ sentence: AttributionSentence, _ analyzer: Analyzer) -> [(AttributionSentence.Arc, Bool?)] {
    let document = Document(id: "1", text: sentence.text)
    let tokens = analyzer.analysed(document).flatMap { part in part.tokens.map { (token: $0, part: part) } }
    func spelled(_ index: Int) -> String { document.text(of: tokens[index].token.span) ?? "" }
    func find(_ word: String) -> Int? {
      let parts = word.split(separator: "#")
      let places = tokens.indices.filter { spelled($0) == parts[0] }
      let number = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
      return number <= places.count ? places[number - 1] : nil
    }
    return sentence.arcs.map { arc in
      guard let at = find(arc.dependent) else { return (arc, nil) }
      let (token, part) = tokens[at]
      let head = token.head < 0 ? nil : part.tokens[token.head].span
      let relation = token.relation.name.prefix { $0 != ":" }
      let isRight = arc.answers.contains { answer in
        if answer.head.isEmpty { return head == nil }
        return find(answer.head).map { tokens[$0].token.span == head } == true && relation == answer.relation
      }
      return (arc, isRight)
    }
  }
}
