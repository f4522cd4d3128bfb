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
    subcommands: [TrainGrammar.self, TrainLanguages.self, TrainNames.self, CompilePlaces.self])
}

/// `constat-train grammar`: tagger, parser and dictionary forms of one language.
struct TrainGrammar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grammar", abstract: "Trains the grammar model of one language from CoNLL-U treebanks.")

  @Option(help: "Language code, e.g. fr.") var language: String
  @Option(help: "tokens.rules of the language.") var tokens: String
  @Option(help: "Word clusters: a line a word, `word<TAB>number`.") var clusters: String?
  @Option(help: "Treebank to measure on; it is not trained on.") var dev: [String] = []
  @Option(help: "Where to write the model.") var output: String
  @Option(help: "Passes of the tagger.") var taggerPasses = 8
  @Option(help: "Passes of the parser.") var parserPasses = 14
  @Option(help: "Weights smaller than this share of the largest are dropped.") var cut: Float = 0.03
  @Option(help: "Features corrected less often are dropped.") var least = 3
  @Option(help: "Parsers that are trained in different orders; their votes are added up.") var votes = 1
  @Argument(help: "Treebanks to train on.") var treebanks: [String]

  func run() throws {
    let rules = TokenRules(file: LineFile(path: tokens, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: tokens)))))
    let training = Training(clusters: try readClusters(), cut: cut, least: least, votes: votes) {
      FileHandle.standardError.write(Data(($0 + "\n").utf8))
    }
    let gold = try treebanks.flatMap { try Treebank.read(URL(fileURLWithPath: $0), rules: rules) }
    training.report("\(gold.count) sentences, \(gold.reduce(0) { $0 + $1.tokens.count }) tokens")
    let names = Training.tagNames(gold)
    let tagger = training.tagger(gold, names: names, epochs: taggerPasses)
    let tags = training.jackknifed(gold, names: names, folds: 5, epochs: max(2, taggerPasses / 2))
    let parser = training.parser(gold, tags: tags, epochs: parserPasses)
    let model = GrammarModel(
      tagger: tagger, parser: parser, lemmas: Lemmas.learn(gold), clusters: training.clusters,
      vocabulary: Set(gold.flatMap { $0.tokens.map(\.form) }))
    let bytes = model.bytes()
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    training.report("\(output): \(bytes.count / 1024) kB")
    for path in dev {
      let sentences = try Treebank.read(URL(fileURLWithPath: path), rules: rules)
      training.report(Measure.line(path, sentences, training, tagger, parser, TagSet(names: names)))
    }
  }

  private func readClusters() throws -> [Word: UInt16] {
    guard let clusters else { return [:] }
    var table: [Word: UInt16] = [:]
    for line in try String(contentsOf: URL(fileURLWithPath: clusters), encoding: .utf8).split(separator: "\n") {
      let cells = line.split(separator: "\t")
      if cells.count == 2, let number = UInt16(cells[1]) { table[Word(cells[0])] = number }
    }
    return table
  }
}

/// Accuracy on gold tokens, without punctuation.
enum Measure {
  static func line(
    _ path: String, _ sentences: [GoldSentence], _ training: Training, _ tagger: LinearModel, _ parser: LinearModel, _ tagSet: TagSet
  )
    -> String
  {
    let machine = Parser(moves: Parser.Moves(classes: parser.classes))
    var (all, upos, words, uas, las) = (0, 0, 0, 0, 0)
    for gold in sentences {
      let spelled = training.spellings(gold)
      let tags = Tagger.tag(spelled, model: tagger)
      let parse = machine.parse(spelled, tags, model: parser)
      for (index, token) in gold.tokens.enumerated() {
        all += 1
        if tagSet.upos(of: tags[index]) == token.upos { upos += 1 }
        guard token.upos != .punct else { continue }
        words += 1
        let head = parse.heads[index] < 0 ? gold.tokens.count : parse.heads[index]
        guard head == gold.heads[index] else { continue }
        uas += 1
        if base(parse.relations[index]) == base(gold.relations[index]) { las += 1 }
      }
    }
    func percent(_ part: Int, _ whole: Int) -> String { String(format: "%.2f", 100 * Double(part) / Double(max(1, whole))) }
    return "\(path): UPOS \(percent(upos, all))  UAS \(percent(uas, words))  LAS \(percent(las, words))"
  }

  private static func base(_ relation: Relation) -> Substring { relation.name.prefix { $0 != ":" } }
}
