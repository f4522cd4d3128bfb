import ArgumentParser
import Codes
import Foundation
import Records
import Scoring
import Shelf
import SourceText

enum ScoreFormat: String, ExpressibleByArgument { case table, json }

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Reads gold documents (.gold files, folders) and says how much of them is read right.",
    discussion: """
      A claim is found when its type is right and its act words overlap gold's; the fields are scored on the claims found (Docs/gold.md).

      --against compares with an earlier scorecard and tells each row that fell. Types are shown, but not compared: they have too few claims.

      Examples:
        constat score Gold/samples --misses
        constat score Gold/samples --format json > before.json
        constat score Gold/samples --against before.json

      Exit status: 0 scored, 1 something fell, 2 an argument or a gold file was wrong.
      """)

  @Argument(help: "Gold files or folders.") var paths: [String]
  @Option(help: "table or json.") var format = ScoreFormat.table
  @Option(help: ArgumentHelp("An earlier scorecard (--format json): tell what fell below it.", valueName: "file")) var against: String?
  @Flag(help: "List the claims that were missed or read without need.") var misses = false
  @Option(help: "Folder with packs, codebook, actors and places.") var knowledge: String?
  @Option(help: "Documents read at the same time.") var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    let library = try Library.load(flag: knowledge)
    let gold = try GoldFiles(paths: paths, codebook: library.codebook)
    let scorer = Scorer(codebook: library.codebook)
    var card = Scorecard()
    for one in Parallel.map(gold.documents, jobs: jobs, { scorer.score($0, library.record($0.document)) }) { card += one }
    switch format {
    case .json: Terminal.raw(card.json.pretty() + [10])
    case .table: Terminal.out(ScoreTable.text(card))
    }
    if misses { for miss in card.misses { Terminal.out(ScoreTable.text(miss)) } }
    let falls = try against.map { try card.falls(below: ScoreCommand.scorecard($0)) } ?? []
    for fall in falls { Terminal.error(fall) }
    if !gold.problems.isEmpty { throw ExitCode(2) }
    if !falls.isEmpty { throw ExitCode(1) }
  }

  private static func scorecard(_ path: String) throws -> JSONValue {
    guard let data = FileManager.default.contents(atPath: path) else { throw Failure("\(path): the file can't be read; check the path") }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: data) else {
      throw Failure("\(path): this is no JSON; write it with constat score --format json")
    }
    return value
  }
}

struct GoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gold", abstract: "Prints the bare documents of gold files, JSON a line: what constat read takes.")

  @Argument(help: "Gold files or folders.") var paths: [String]
  @Option(help: "Folder with packs, codebook, actors and places.") var knowledge: String?

  func run() throws {
    let library = try Library.load(flag: knowledge, languages: [])
    let gold = try GoldFiles(paths: paths, codebook: library.codebook)
    for document in gold.documents { Terminal.raw(document.input.compact() + [10]) }
    if !gold.problems.isEmpty { throw ExitCode(2) }
  }
}

/// The gold documents of the paths on the command line; what is wrong with them is printed.
struct GoldFiles {
  private(set) var documents: [GoldDocument] = []
  private(set) var problems: [Problem] = []

  init(paths: [String], codebook: Codebook) throws {
    for path in try paths.flatMap(GoldFiles.files) {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Failure("\(path): the file can't be read; check its permissions")
      }
      let read = GoldReader.read(path: path, bytes: Array(data), codebook: codebook)
      if let gold = read.gold { documents.append(gold) }
      problems += read.problems
      for problem in read.problems { Terminal.error("\(problem)") }
    }
  }

  private static func files(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure("\(path): there is no such file or folder; check the path")
    }
    guard isFolder.boolValue else { return [path] }
    let names = ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".gold") }.sorted()
    if names.isEmpty { throw Failure("\(path): the folder holds no .gold file; name the files themselves") }
    return names.map { path + "/" + $0 }
  }
}

/// A scorecard as a table for people.
enum ScoreTable {
  static func text(_ card: Scorecard) -> String {
    let head = "\(card.documents) documents; \(card.repeats) further readings of a happening already read"
    let rows = card.rows.map { name, rate in
      name.padding(toLength: 14, withPad: " ", startingAt: 0)
        + "P \(Scorecard.share(rate.precision))  R \(Scorecard.share(rate.recall))  F1 \(Scorecard.share(rate.f1))   (\(rate.right) of \(rate.gold) gold, \(rate.read) read)"
    }
    return ([head] + rows).joined(separator: "\n")
  }

  static func text(_ miss: Miss) -> String {
    "\(miss.isExtra ? "extra " : "missed") \(miss.document) \(miss.type.rawValue) « \(miss.words) »"
  }
}
