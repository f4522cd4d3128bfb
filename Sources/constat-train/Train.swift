import ArgumentParser
import Foundation
import Grammar
import Packs
import SourceText

/// `constat-train`: makes the models that Constat ships, the same bytes every time.
@main
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "constat-train", abstract: "Trains the models of the room Grammar: the same input gives the same bytes.",
    subcommands: [TrainGrammar.self, TrainLanguages.self, TrainNames.self])
}

/// `constat-train grammar`: tagger, parser and dictionary forms of one language.
struct TrainGrammar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grammar", abstract: "Trains the grammar model of one language from CoNLL-U treebanks.")

  @Option(help: "Language code, e.g. fr.") var language: String
  @Option(help: "tokens.rules of the language.") var tokens: String
  @Option(help: "Word vectors, as Tools/vectors.py writes them.") var vectors: String?
  @Option(help: "Treebank to measure on; it is not trained on.") var dev: [String] = []
  @Option(help: "Where to write the model.") var output: String
  @Option(help: "Passes over the treebanks.") var passes = 60
  @Option(help: "Sentences a step, about.") var batch = 16
  @Option(help: "Share of the numbers that a step leaves out.") var dropout: Float = 0.33
  @Option(help: "Length of the steps at first.") var rate: Float = 0.0015
  @Option(help: "Start of the random numbers.") var seed: UInt64 = 7
  @Option(help: "Plain texts (docs.jsonl) to train on too, with the trees that the teachers give them.") var texts: [String] = []
  @Option(help: "Grammar models, trained on the same treebanks, that give them.") var teacher: [String] = []
  @Argument(help: "Treebanks to train on.") var treebanks: [String]

  func run() throws {
    let rules = TokenRules(file: LineFile(path: tokens, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: tokens)))))
    let gold = try treebanks.flatMap { try Treebank.read(URL(fileURLWithPath: $0), rules: rules) }
    report("\(gold.count) sentences, \(gold.reduce(0) { $0 + $1.tokens.count }) tokens")
    let silver = try Silver(language: language, rules: rules, models: teacher).sentences(try texts.flatMap(Silver.texts))
    if !silver.isEmpty { report("\(silver.count) sentences of plain text, \(silver.reduce(0) { $0 + $1.tokens.count }) tokens") }
    let plan = NetworkPlan(epochs: passes, rate: rate, dropout: dropout, batch: batch, seed: seed)
    let training = NetworkTraining(plan, gold: gold + silver, vectors: try vectors.map { try WordVectors(contentsOf: $0) } ?? WordVectors(), report: report)
    let measured = try dev.map { ($0, try Treebank.read(URL(fileURLWithPath: $0), rules: rules)) }
    training.run(gold + silver) { pass, training in
      guard pass % 10 == 0 || pass == passes else { return }
      for (path, sentences) in measured { report("    " + Measure.line(path, sentences, training.network)) }
    }
    let model = GrammarModel(
      network: training.network, lemmas: Lemmas.learn(gold), vocabulary: Set(gold.flatMap { $0.tokens.map(\.form) }))
    let bytes = model.bytes()
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    report("\(output): \(bytes.count / 1024) kB")
  }

  private func report(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// Accuracy of a network on streams of five gold sentences with gold tokens: starts of sentences as found, word classes, and trees over gold sentences.
enum Measure {
  static func line(_ path: String, _ sentences: [GoldSentence], _ network: Network) -> String {
    var (all, upos, words, uas, las) = (0, 0, 0, 0, 0)
    var (found, right, starts) = (0, 0, 0)
    let classes = TagSet(names: network.tags)
    for group in stride(from: 0, to: sentences.count, by: 5).map({ Array(sentences[$0..<min($0 + 5, sentences.count)]) }) {
      let rows = group.map { NetworkTraining.words($0.tokens, $0.document) }
      let stream = network.stream(rows.flatMap { $0 })
      let scores = network.starts(stream)
      let tags = network.tags(stream)
      var at = 0
      for gold in group {
        starts += 1
        right += at == 0 || scores[at] > 0 ? 1 : 0
        let range = at..<at + gold.tokens.count
        found += range.count { at in at == 0 || scores[at] > 0 }
        let clause = network.clause(stream.rows(range), tags: Array(tags[range]))
        let heads = Arborescence.heads(network.arcs(clause))
        let relations = network.relations(clause, heads: heads)
        for (index, token) in gold.tokens.enumerated() {
          all += 1
          if classes.upos(of: tags[at + index]) == token.upos { upos += 1 }
          guard token.upos != .punct else { continue }
          words += 1
          guard (heads[index] < 0 ? gold.tokens.count : heads[index]) == gold.heads[index] else { continue }
          uas += 1
          if network.relations[relations[index]].prefix(while: { $0 != ":" }) == gold.relations[index].name.prefix(while: { $0 != ":" }) { las += 1 }
        }
        at += gold.tokens.count
      }
    }
    func percent(_ part: Int, _ whole: Int) -> String { String(format: "%.2f", 100 * Double(part) / Double(max(1, whole))) }
    return "\(path.split(separator: "/").last ?? ""): UPOS \(percent(upos, all))  UAS \(percent(uas, words))  LAS \(percent(las, words))  starts \(percent(2 * right, found + starts))"
  }
}
