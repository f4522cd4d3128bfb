import Packs
public import Records
public import SourceText

/// A second opinion on what the rules propose: how likely a reading is right.
///
/// The logistic regression of a claim's traits (`TraitReader`), learned by `constat-train opinion` from gold. The traits are plain words, the
/// weights a table that one can read, and a claim carries the ones that weighed.
public struct Opinion: Sendable {
  private let weights: [String: Double]
  /// Readings that are less likely than this are not told.
  public var least: Double
  /// What is wrong with the table.
  public let problems: [Problem]

  /// An opinion with these weights, one a trait; without any, everything is as likely as not, and nothing is left out.
  public init(weights: [String: Double] = [:], least: Double = 0) { (self.weights, self.least, problems) = (weights, least, []) }

  /// Reads the table: a weight and a trait a row; the trait `least` holds the likelihood below which nothing is told.
  public init(path: String, bytes: [UInt8]) {
    let table = Table(path: path, bytes: bytes, columns: 2)
    var problems = table.problems
    var weights: [String: Double] = [:]
    for row in table.rows {
      if let weight = Double(row.cells[0]), weight.isFinite {
        weights[String(row.cells[1])] = weight
      } else {
        let message = "\"\(row.cells[0])\" is no number; write the weight of the trait first, e.g. 0.25 (the row was left out)"
        problems.append(Problem("table", message, file: path, line: row.line))
      }
    }
    least = weights.removeValue(forKey: "least") ?? 0
    (self.weights, self.problems) = (weights, problems)
  }

  /// The traits of a reading with their weights, the heaviest first; those of the same weight by name.
  public func weighings(_ traits: [String]) -> [Weighing] {
    traits.map { Weighing(trait: $0, weight: weights[$0] ?? 0) }.sorted { (-abs($0.weight), $0.trait) < (-abs($1.weight), $1.trait) }
  }

  /// How likely a reading is right, from 0 to 1 in hundredths.
  public func likelihood(_ weighings: [Weighing]) -> Double {
    let likelihood = Opinion.likelihood(ofOdds: weighings.reduce(0) { $0 + $1.weight })
    return min(max((100 * likelihood).rounded() / 100, 0.01), 0.99)
  }

  /// The likelihood with this logarithm of the odds, 1 / (1 + e^-x), from + − × ÷ alone: the same on every processor.
  ///
  /// e^y is (e^(y/1024))^1024, and e^(y/1024) its series to the fourth power; off by less than a billionth within ±30, beyond which it is held.
  public static func likelihood(ofOdds logarithm: Double) -> Double {
    let small = min(max(-logarithm, -30), 30) / 1024
    var power = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4)))
    for _ in 0..<10 { power *= power }
    return 1 / (1 + power)
  }
}
