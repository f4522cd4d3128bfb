import Foundation
import Grammar
import SourceText

/// Accuracy of a network on streams of five gold sentences with gold tokens: starts of sentences as found, word classes, and trees over gold sentences, without punctuation and subtypes.
struct Measure {
  private var tokens = 0
  private var classes = 0
  private var words = 0
  private var heads = 0
  private var relations = 0
  private var starts = (gold: 0, read: 0, right: 0)

  /// One line for people.
  static func line(_ path: String, _ sentences: [GoldSentence], _ network: Network) -> String {
    var measure = Measure()
    for start in stride(from: 0, to: sentences.count, by: 5) {
      measure.add(Array(sentences[start..<min(start + 5, sentences.count)]), network)
    }
    return "\(path.split(separator: "/").last ?? ""): " + measure.text
  }

  private var text: String {
    func percent(_ part: Int, _ whole: Int) -> String { String(format: "%.2f", 100 * Double(part) / Double(max(1, whole))) }
    return "UPOS \(percent(classes, tokens))  UAS \(percent(heads, words))  LAS \(percent(relations, words))  "
      + "starts \(percent(2 * starts.right, starts.gold + starts.read))"
  }

  private mutating func add(_ group: [GoldSentence], _ network: Network) {
    let stream = network.stream(group.flatMap { NetworkTraining.words($0.tokens, $0.document) })
    let scores = network.starts(stream)
    let tags = network.tags(stream)
    var at = 0
    for gold in group {
      let range = at..<at + gold.tokens.count
      starts.gold += 1
      starts.right += at == 0 || scores[at] > 0 ? 1 : 0
      starts.read += range.count { $0 == 0 || scores[$0] > 0 }
      add(gold, Array(tags[range]), stream.rows(range), network)
      at = range.upperBound
    }
  }

  private mutating func add(_ gold: GoldSentence, _ tags: [UInt8], _ rows: Matrix, _ network: Network) {
    let names = TagSet(names: network.tags)
    let clause = network.clause(rows, tags: tags)
    let found = Arborescence.heads(network.arcs(clause))
    let labels = network.relations(clause, heads: found).map { Relation(name: network.relations[$0]) }
    for (index, token) in gold.tokens.enumerated() {
      tokens += 1
      classes += names.upos(of: tags[index]) == token.upos ? 1 : 0
      guard token.upos != .punct else { continue }
      words += 1
      guard (found[index] < 0 ? gold.tokens.count : found[index]) == gold.heads[index] else { continue }
      heads += 1
      relations += Measure.base(labels[index]) == Measure.base(gold.relations[index]) ? 1 : 0
    }
  }

  private static func base(_ relation: Relation) -> Substring { relation.name.prefix { $0 != ":" } }
}
