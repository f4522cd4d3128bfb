import Grammar

/// An averaged perceptron over hashed features; rows exist only for features that were ever wrong.
final class Perceptron {
  let labels: Int
  private var keys: [UInt32]
  private var rowOf: [Int32]
  private var used = 0
  private var weights: [Float] = []
  private var totals: [Float] = []
  private var stamps: [Int32] = []
  private var rowKeys: [UInt32] = []
  private var updates: [Int32] = []
  private var time: Int32 = 1

  init(labels: Int) {
    self.labels = labels
    keys = [UInt32](repeating: 0, count: 1 << 20)
    rowOf = [Int32](repeating: -1, count: 1 << 20)
  }

  private func slot(_ key: UInt32) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    while keys[slot] != key && keys[slot] != 0 { slot = (slot + 1) & mask }
    return slot
  }

  func score(_ list: FeatureList, into scores: inout [Float]) {
    for label in 0..<labels { scores[label] = 0 }
    scores.withUnsafeMutableBufferPointer { scores in
      weights.withUnsafeBufferPointer { weights in
        for index in 0..<list.count {
          let slot = slot(list.keys[index])
          guard keys[slot] != 0 else { continue }
          let base = Int(rowOf[slot]) * labels
          for label in 0..<labels { scores[label] += weights[base + label] }
        }
      }
    }
  }

  /// One decision is over; averaging counts time in decisions.
  func tick() { time += 1 }

  func update(_ list: FeatureList, good: Int, bad: Int) {
    for index in 0..<list.count {
      let row = row(list.keys[index])
      updates[row] += 1
      add(row * labels + good, 1)
      add(row * labels + bad, -1)
    }
  }

  /// Changes the weights of one label alone.
  func raise(_ list: FeatureList, _ label: Int, by value: Float) {
    for index in 0..<list.count {
      let row = row(list.keys[index])
      updates[row] += 1
      add(row * labels + label, value)
    }
  }

  private func add(_ cell: Int, _ value: Float) {
    totals[cell] += Float(time - stamps[cell]) * weights[cell]
    stamps[cell] = time
    weights[cell] += value
  }

  private func row(_ key: UInt32) -> Int {
    var slot = slot(key)
    if keys[slot] == 0 {
      if (used + 1) * 2 > keys.count {
        grow()
        slot = self.slot(key)
      }
      keys[slot] = key
      rowOf[slot] = Int32(used)
      rowKeys.append(key)
      updates.append(0)
      used += 1
      weights.append(contentsOf: repeatElement(0, count: labels))
      totals.append(contentsOf: repeatElement(0, count: labels))
      stamps.append(contentsOf: repeatElement(time, count: labels))
    }
    return Int(rowOf[slot])
  }

  private func grow() {
    keys = [UInt32](repeating: 0, count: keys.count * 2)
    rowOf = [Int32](repeating: -1, count: keys.count)
    for (row, key) in rowKeys.enumerated() {
      let slot = slot(key)
      keys[slot] = key
      rowOf[slot] = Int32(row)
    }
  }

  /// The averaged weights, quantised to 8 bits; weights below one step and rows left empty are dropped.
  ///
  /// - Parameters:
  ///   - cut: weights smaller than this share of the largest are dropped.
  ///   - least: features that were corrected less often are dropped.
  func model(classes: [String], cut: Float, least: Int) -> LinearModel {
    let averaged = average()
    let top = Perceptron.top(averaged)
    let scale = 127 / max(top, 0.001)
    var rows: [(key: UInt32, row: [(label: UInt8, weight: Int8)])] = []
    for (row, key) in rowKeys.enumerated() where updates[row] >= least {
      var cells: [(label: UInt8, weight: Int8)] = []
      for label in 0..<labels where abs(averaged[row * labels + label]) > cut * top {
        let value = (averaged[row * labels + label] * scale).rounded()
        if value != 0 { cells.append((UInt8(label), Int8(max(-127, min(127, value))))) }
      }
      if !cells.isEmpty { rows.append((key, cells)) }
    }
    return LinearModel(classes: classes, weights: rows.sorted { $0.key < $1.key })
  }

  /// The rows with weights that 8 bits can't hold, on the scale of `model`.
  func wideRows() -> [(key: UInt32, weights: [Int32])] {
    let averaged = average()
    let top = Perceptron.top(averaged)
    let scale = 127 / max(top, 0.001)
    return rowKeys.enumerated().filter { row, _ in (0..<labels).contains { abs(averaged[row * labels + $0]) > top } }
      .map { row, key in (key, (0..<labels).map { Int32((averaged[row * labels + $0] * scale).rounded()) }) }.sorted { $0.key < $1.key }
  }

  /// Adds the averaged weights of perceptrons that learned the same in another order: their votes then count together.
  func join(_ others: [Perceptron]) {
    weights = average()
    for other in others {
      let averaged = other.average()
      for (number, key) in other.rowKeys.enumerated() {
        let row = row(key)
        updates[row] += other.updates[number]
        for label in 0..<labels { weights[row * labels + label] += averaged[number * labels + label] }
      }
    }
    totals = [Float](repeating: 0, count: weights.count)
    stamps = [Int32](repeating: 0, count: weights.count)
    time = 1
  }

  private func average() -> [Float] {
    weights.indices.map { (totals[$0] + Float(time - stamps[$0]) * weights[$0]) / Float(time) }
  }

  /// The weight that becomes 127: few are larger.
  private static func top(_ averaged: [Float]) -> Float {
    let sorted = averaged.lazy.map { abs($0) }.filter { $0 > 0 }.sorted()
    return sorted.isEmpty ? 1 : sorted[min(sorted.count - 1, sorted.count * 9995 / 10000)]
  }
}

/// A small random generator with a fixed seed: the same bytes on every machine (SplitMix64 by S. Vigna, public domain description).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
