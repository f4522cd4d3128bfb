import Reading

/// Logistic regression over named traits with a quadratic penalty, fitted by Newton's step on one weight after the other: the same
/// weights for the same readings.
struct LogisticRegression {
  /// How strongly weights are pulled to 0; the trait `any` is not.
  let penalty: Double
  private(set) var weights: [String: Double] = [:]

  init(penalty: Double) { self.penalty = penalty }

  /// The likelihood that a reading is right.
  func likelihood(_ traits: [String]) -> Double { Opinion.likelihood(ofOdds: traits.reduce(0) { $0 + (weights[$1] ?? 0) }) }

  /// Fits the weights of the traits that at least `least` readings have.
  mutating func fit(_ readings: [JudgedReading], least: Int, passes: Int = 60) {
    var rows: [String: [Int]] = [:]
    for (index, reading) in readings.enumerated() { for trait in reading.traits { rows[trait, default: []].append(index) } }
    let traits = rows.filter { $0.value.count >= least }.sorted { $0.key < $1.key }
    var sums = [Double](repeating: 0, count: readings.count)
    weights = Dictionary(uniqueKeysWithValues: traits.map { ($0.key, 0) })
    for _ in 0..<passes {
      for (trait, indices) in traits { step(trait, indices, readings, &sums) }
    }
  }

  private mutating func step(_ trait: String, _ indices: [Int], _ readings: [JudgedReading], _ sums: inout [Double]) {
    let pull = trait == "any" ? 1e-6 : penalty
    let weight = weights[trait] ?? 0
    var (slope, bend) = (pull * weight, pull)
    for index in indices {
      let likelihood = Opinion.likelihood(ofOdds: sums[index])
      slope += likelihood - (readings[index].isRight ? 1 : 0)
      bend += likelihood * (1 - likelihood)
    }
    let change = -slope / bend
    weights[trait] = weight + change
    for index in indices { sums[index] += change }
  }
}
