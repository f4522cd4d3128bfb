import ArgumentParser
import Foundation
import Reading
import Shelf
import SourceText

/// `constat-train opinion`: how likely a reading is right, from its traits.
struct TrainOpinion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opinion",
    abstract: "Learns from gold how likely a reading is right, and measures on documents left out how true the likelihoods are.")

  @Option(help: "Knowledge folder.") var knowledge = "Knowledge"
  @Option(help: "How strongly weights are pulled to 0.") var penalty = 3.0
  @Option(help: "Traits that fewer readings have get no weight.") var least = 4
  @Option(help: "Readings less likely than this are not told.") var threshold = 0.3
  @Option(help: "Parts into which the documents are cut to measure: each is judged by what the others taught.") var folds = 10
  @Option(help: "Date for the head of the table, e.g. 2026-11-28.") var date: String
  @Option(help: "Where to write the table of weights.") var output: String
  @Argument(help: "Folders with .gold files, or with docs.jsonl and gold.jsonl.") var gold: [String]

  func validate() throws {
    guard penalty > 0, least > 0, (0..<1).contains(threshold), folds > 1 else {
      throw ValidationError("penalty and least must be above 0, threshold from 0 to below 1, folds at least 2")
    }
  }

  func run() throws {
    var library = try Library.load(URL(fileURLWithPath: knowledge))
    library.reader.opinion = Opinion()
    let documents = try gold.flatMap { try JudgedDocuments.read($0, codebook: library.codebook) }
    let reading = library
    let readings = Parallel.map(documents, jobs: ProcessInfo.processInfo.activeProcessorCount) { $0.judge(reading.record($0.document)) }
      .flatMap { $0 }
    guard !readings.isEmpty else { throw ValidationError("no reading could be judged; name folders that hold gold") }
    print(Reliability(judged(readings)).text)
    var model = LogisticRegression(penalty: penalty)
    model.fit(readings, least: least)
    try Data(table(model.weights).utf8).write(to: URL(fileURLWithPath: output))
  }

  /// Each reading with its likelihood by a model that did not see its document.
  private func judged(_ readings: [JudgedReading]) -> [(likelihood: Double, isRight: Bool)] {
    let groups = Dictionary(Set(readings.map(\.group)).sorted().enumerated().map { ($1, $0 % folds) }) { first, _ in first }
    return (0..<folds).flatMap { fold in
      var model = LogisticRegression(penalty: penalty)
      model.fit(readings.filter { groups[$0.group] != fold }, least: least)
      return readings.filter { groups[$0.group] == fold }.map { (model.likelihood($0.traits), $0.isRight) }
    }
  }

  private func table(_ weights: [String: Double]) -> String {
    let head = """
      # How much a trait speaks for a reading (logarithm of the odds); written by constat-train opinion.
      # Source: counts of right and wrong readings of gold (README.md). Licence: Apache-2.0. Date: \(date).
      \(threshold)\tleast

      """
    let rows = weights.sorted { $0.key < $1.key }.map { (String(format: "%.3f", $0.value), $0.key) }.filter {
      $0.0 != "0.000" && $0.0 != "-0.000"
    }
    return head + rows.map { "\($0.0)\t\($0.1)\n" }.joined()
  }
}

/// How true likelihoods are: readings by tenths of likelihood, and what leaving out the unlikely would bring.
struct Reliability {
  private let readings: [(likelihood: Double, isRight: Bool)]

  init(_ readings: [(likelihood: Double, isRight: Bool)]) { self.readings = readings }

  /// A table for people.
  var text: String {
    let right = readings.count { $0.isRight }
    let head =
      "\(readings.count) readings, \(right) right; judged by models that did not see their documents\nlikelihood   readings   mean   right"
    let rows = (0..<10).compactMap { tenth -> String? in
      let group = readings.filter { min(9, Int($0.likelihood * 10)) == tenth }
      guard !group.isEmpty else { return nil }
      let mean = group.reduce(0) { $0 + $1.likelihood } / Double(group.count)
      return "0.\(tenth) to \(tenth == 9 ? "1.0" : "0.\(tenth + 1)")   " + pad(group.count, 8) + "   " + share(mean) + "   "
        + share(Double(group.count { $0.isRight }) / Double(group.count))
    }
    let cuts = [0.2, 0.3, 0.4, 0.5, 0.6].map { cut in
      let kept = readings.filter { $0.likelihood >= cut }
      let good = kept.count { $0.isRight }
      return
        "left out below \(cut): precision \(share(Double(good) / Double(max(kept.count, 1)))), of the right ones kept \(share(Double(good) / Double(max(right, 1))))"
    }
    return ([head] + rows + ["expected calibration error \(share(error)), Brier score \(share(brier))"] + cuts).joined(separator: "\n")
  }

  private var error: Double {
    (0..<10).reduce(0) { sum, tenth in
      let group = readings.filter { min(9, Int($0.likelihood * 10)) == tenth }
      let gap = group.reduce(0) { $0 + $1.likelihood - ($1.isRight ? 1 : 0) }
      return sum + abs(gap) / Double(readings.count)
    }
  }

  private var brier: Double {
    readings.reduce(0) { $0 + ($1.likelihood - ($1.isRight ? 1 : 0)) * ($1.likelihood - ($1.isRight ? 1 : 0)) } / Double(readings.count)
  }

  private func share(_ value: Double) -> String { String(format: "%.3f", value) }
  private func pad(_ value: Int, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - String(value).count)) + String(value)
  }
}
