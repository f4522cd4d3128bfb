import ArgumentParser
import Foundation
import Grammar
import Packs
import SourceText

/// `constat-train`: makes the models that Constat ships, the same bytes every time.
@main
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "constat-train", abstract: "Makes the models and the index that Constat ships: the same input gives the same bytes.",
    subcommands: [TrainGrammar.self, TrainLanguages.self, TrainNames.self, TrainOpinion.self, CompilePlaces.self])
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
  @Option(help: "Numbers a direction of the scan over streams of text; a multiple of 8.") var stream = 64
  @Option(help: "Length of the steps at first.") var rate: Float = 0.0015
  @Option(help: "Start of the random numbers.") var seed: UInt64 = 7
  @Option(help: "Plain texts (docs.jsonl) to train on too, with the trees that the teachers give them.") var texts: [String] = []
  @Option(help: "Grammar models, trained on the same treebanks, that give them.") var teacher: [String] = []
  @Argument(help: "Treebanks to train on.") var treebanks: [String]

  func validate() throws {
    guard passes > 0, batch > 0, (0..<1).contains(dropout), rate > 0, stream > 0, stream % 8 == 0 else {
      throw ValidationError("passes, batch and rate must be above 0, dropout from 0 to below 1, stream a multiple of 8")
    }
  }

  func run() throws {
    let rules = TokenRules(file: LineFile(path: tokens, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: tokens)))))
    let gold = try treebanks.flatMap { try Treebank.read(URL(fileURLWithPath: $0), rules: rules) }
    report("\(gold.count) sentences, \(gold.reduce(0) { $0 + $1.tokens.count }) tokens")
    let silver = try Silver(language: language, rules: rules, models: teacher).sentences(try texts.flatMap(Silver.texts))
    if !silver.isEmpty { report("\(silver.count) sentences of plain text, \(silver.reduce(0) { $0 + $1.tokens.count }) tokens") }
    let plan = NetworkPlan(stream: stream, epochs: passes, rate: rate, dropout: dropout, batch: batch, seed: seed)
    let training = NetworkTraining(
      plan, gold: gold + silver, vectors: try vectors.map { try WordVectors(contentsOf: $0) } ?? WordVectors(), report: report)
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
