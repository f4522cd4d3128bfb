import ArgumentParser
import Foundation
import Grammar
import Packs
import SourceText

/// Trees that trained networks give to plain text, to train another one on: what several agree on is mostly right, and it is about the texts that will be read.
///
/// Method: self-training with several teachers, whose scores are added up (Zhou and Li 2005, "Tri-training", in its simplest form).
struct Silver {
  let language: String
  let rules: TokenRules
  let teachers: [GrammarModel]

  /// - Throws: `ValidationError` if the teachers were not trained on the same classes.
  init(language: String, rules: TokenRules, models: [String]) throws {
    (self.language, self.rules) = (language, rules)
    teachers = try models.map { try GrammarModel(bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0)))) }
    guard let first = teachers.first?.network else { return }
    for (path, teacher) in zip(models, teachers) where teacher.network.tags != first.tags || teacher.network.relations != first.relations {
      throw ValidationError(
        "\(path) knows other word classes or relations than \(models[0]); teachers must be trained on the same treebanks")
    }
  }

  /// Sentences of texts with the teachers' word classes, heads and relations; those of one token, or longer than 80, are left out.
  func sentences(_ texts: [String]) -> [GoldSentence] {
    guard let first = teachers.first else { return [] }
    let analyzer = Analyzer(language: language, rules: rules, model: first)
    return texts.enumerated().flatMap { number, text in
      let document = Document(id: String(number), text: text)
      return analyzer.sentences(of: document).filter { (2...80).contains($0.tokens.count) }.map { label($0, document) }
    }
  }

  private func label(_ sentence: Sentence, _ document: Document) -> GoldSentence {
    let words = NetworkTraining.words(sentence.tokens, document)
    let networks = teachers.map(\.network)
    let streams = networks.map { $0.stream(words) }
    let tags = Silver.best(zip(networks, streams).map { $0.tagScores($1) }, networks[0].tags.count)
    let clauses = zip(networks, streams).map { $0.clause($1, tags: tags.map { UInt8($0) }) }
    let heads = Arborescence.heads(Silver.sum(zip(networks, clauses).map { $0.arcs($1) }))
    let relations = Silver.best(zip(networks, clauses).map { $0.relationScores($1, heads: heads) }, networks[0].relations.count)
    let tokens = zip(sentence.tokens, tags).map { token, tag in
      var token = token
      (token.upos, token.inflection) = (teachers[0].tags.upos(of: UInt8(tag)), teachers[0].tags.inflection(of: UInt8(tag)))
      return token
    }
    return GoldSentence(
      document: document, tokens: tokens, lemmas: tokens.map { _ in nil }, heads: heads.map { $0 < 0 ? tokens.count : $0 },
      relations: relations.map { Relation(name: networks[0].relations[$0]) })
  }

  private static func sum(_ scores: [Matrix]) -> Matrix {
    var sum = scores[0]
    for other in scores.dropFirst() { sum.add(other) }
    return sum
  }

  private static func best(_ scores: [Matrix], _ classes: Int) -> [Int] {
    let sum = sum(scores)
    return (0..<sum.rows).map { Network.best(sum, $0, classes) }
  }

  /// The texts of a docs.jsonl file.
  static func texts(_ path: String) throws -> [String] {
    struct Line: Decodable { let text: String }
    return try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).text }
  }
}
