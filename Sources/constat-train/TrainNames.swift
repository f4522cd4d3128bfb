import ArgumentParser
import Foundation
import Gazetteer
import Grammar
import Packs
import SourceText

/// `constat-train names`: persons, organisations, groups, places, events of one language.
struct TrainNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names", abstract: "Trains the names model of one language from documents with marked names (docs.jsonl, gold.jsonl).")

  @Option(help: "Language code, e.g. fr.") var language: String
  @Option(help: "Knowledge folder.") var knowledge = "Knowledge"
  @Option(help: "Word clusters: a line a word, `word<TAB>fine<TAB>coarse`.") var clusters: String?
  @Option(help: "Names of persons: a line a name, `name<TAB>given<TAB>surname`, counts of countries.") var persons: String?
  @Option(help: "Every fold-th document is held out: those whose index modulo this is one less.") var fold = 5
  @Option(help: "Write the held-out documents here as docs.jsonl and gold.jsonl.") var heldOut: String?
  @Option(help: "Passes over the training texts.") var passes = 8
  @Option(help: "How far the right tag must lead the others in training.") var margin: Float = 120
  @Option(help: "Weights smaller than this share of the largest are dropped.") var cut: Float = 0.01
  @Option(help: "Features corrected less often are dropped.") var least = 3
  @Flag(help: "Use only what is alike in all languages: no words, endings, clusters.") var plain = false
  @Flag(help: "Measure on the held-out documents.") var measure = false
  @Option(help: "Where to write the model.") var output: String
  @Argument(help: "Folder with docs.jsonl and gold.jsonl.") var corpus: String

  func run() throws {
    let desk = try NameDesk(language: language, knowledge: knowledge)
    let lexicon = NameLexicon(clusters: try clusterList(), persons: try personList())
    let documents = try NameCorpus.read(corpus, desk: desk, speller: NameSpeller(lexicon: lexicon, words: desk.words, isPlain: plain))
    let train = documents.enumerated().filter { $0.offset % fold != fold - 1 }.map(\.element)
    let rest = documents.enumerated().filter { $0.offset % fold == fold - 1 }.map(\.element)
    report("\(train.count) documents to train on, \(rest.count) held out")
    if let heldOut { try NameCorpus.split(corpus, to: heldOut, fold: fold) }
    let training = NameTraining(passes: passes, margin: margin, cut: cut, least: least, isPlain: plain, report: report)
    let model = training.model(train, lexicon: lexicon)
    let bytes = model.bytes()
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    report("\(output): \(bytes.count / 1024) kB")
    if measure { report(NameMeasure.lines(rest, model)) }
  }

  private func report(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  private func rows(_ path: String?) throws -> [[Substring]] {
    guard let path else { return [] }
    return try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(separator: "\n").map { $0.split(separator: "\t") }
      .filter { $0.count == 3 }
  }

  private func clusterList() throws -> [(word: String, fine: Int, coarse: Int)] {
    try rows(clusters).map { (String($0[0]), Int($0[1]) ?? 0, Int($0[2]) ?? 0) }
  }

  private func personList() throws -> [(name: String, given: Int, surname: Int)] {
    try rows(persons).map { (String($0[0]), Int($0[1]) ?? 0, Int($0[2]) ?? 0) }
  }
}

/// What the packs and tables know that names are read with.
struct NameDesk {
  let analyzer: Analyzer
  let words: NameWords
  let marker: NameMarker

  init(language: String, knowledge: String) throws {
    func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: knowledge + "/" + path))) }
    func line(_ path: String) throws -> LineFile { LineFile(path: path, bytes: try bytes(path)) }
    analyzer = Analyzer(language: language, rules: TokenRules(file: try line("languages/\(language)/tokens.rules")))
    words = NameWords(file: try line("languages/\(language)/words/names.terms"))
    let places = PlaceIndex(
      countries: ("countries.tsv", try bytes("places/countries.tsv")), overlay: ("overlay.tsv", try bytes("places/overlay.tsv")),
      peoples: ("peoples.tsv", try bytes("places/peoples.tsv")), file: try PlaceFile(Memory(copying: try bytes("places/places.index"))))
    let names = try FileManager.default.contentsOfDirectory(atPath: knowledge + "/actors").filter { $0.hasSuffix(".tsv") }.sorted()
    let actors = ActorIndex(tables: try names.map { ($0, try bytes("actors/" + $0)) })
    let cutter = NameCutter(analyzer)
    marker = NameMarker(
      places: places, actors: actors, actorNames: actors.index(cutter), demonyms: places.demonyms(cutter), language: language)
  }
}

/// One document to learn from: its tokens and their right tags.
struct NameDocument {
  var sentences: [[NameToken]] = []
  var tags: [[UInt8]] = []
}
