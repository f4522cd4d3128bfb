import Foundation
import Grammar

/// Numbers that take part in training, with the slope of the loss along each.
final class Node {
  var value: Matrix
  var slope: Matrix
  /// Whether nothing is to be learned about it.
  let isFixed: Bool

  init(_ value: Matrix, isFixed: Bool = false) {
    (self.value, self.isFixed) = (value, isFixed)
    slope = isFixed ? Matrix(rows: 0, columns: 0) : Matrix(rows: value.rows, columns: value.columns)
  }
}

/// Records what is computed, to run it backwards: each step adds the slopes of its inputs from those of its output.
///
/// Method: reverse accumulation; shapes as in `Network`.
final class Tape {
  private var steps: [() -> Void] = []
  private var random: SplitMix

  init(random: SplitMix) { self.random = random }

  /// Runs all steps backwards.
  func backward() {
    for step in steps.reversed() { step() }
  }

  /// A step that is its own author.
  func record(_ step: @escaping () -> Void) { steps.append(step) }

  func product(_ input: Node, _ weights: Node) -> Node {
    let out = Node(input.value.times(weights.value))
    steps.append {
      if !input.isFixed { input.slope.add(out.slope, times: weights.value.transposed) }
      weights.slope.add(input.value.transposed, times: out.slope)
    }
    return out
  }

  func linear(_ input: Node, _ weights: Node, _ bias: Node) -> Node {
    let out = product(input, weights)
    out.value = out.value.adding(bias.value)
    steps.append { bias.slope.addColumns(of: out.slope) }
    return out
  }

  func sum(_ a: Node, _ b: Node) -> Node {
    let out = Node(a.value)
    out.value.add(b.value)
    steps.append {
      a.slope.add(out.slope)
      b.slope.add(out.slope)
    }
    return out
  }

  func rectified(_ input: Node) -> Node {
    let out = Node(input.value)
    out.value.rectify()
    steps.append { input.slope.add(out.slope, where: out.value) }
    return out
  }

  /// Sets a share of the numbers to zero and makes up for it with the rest (Srivastava et al. 2014).
  func dropout(_ input: Node, _ rate: Float) -> Node {
    let limit = UInt64(rate * 256)
    let keep = 256 / Float(256 - limit)
    var factors = Matrix(rows: input.value.rows, columns: input.value.columns)
    for index in stride(from: 0, to: factors.values.count, by: 8) {
      let bits = random.next()
      for byte in 0..<min(8, factors.values.count - index) {
        factors.values[index + byte] = bits >> UInt64(byte * 8) & 0xFF < limit ? 0 : keep
      }
    }
    let out = Node(Matrix(rows: input.value.rows, columns: input.value.columns))
    out.value.add(input.value, scaled: factors)
    steps.append { input.slope.add(out.slope, scaled: factors) }
    return out
  }

  func normalised(_ input: Node, scale: Node, shift: Node) -> Node {
    let out = Node(input.value)
    let (plain, factors) = out.value.normalise(scale.value, shift.value)
    steps.append { input.slope.addNormal(out.slope, plain, factors, scale.value, &scale.slope, &shift.slope) }
    return out
  }

  /// Minimal gated units over each range of rows, forwards and backwards, as `Scan` runs them.
  func scanned(_ gates: Node, over ranges: [Range<Int>]) -> Node {
    var soft = gates.value
    soft.soften()
    let out = Node(Matrix(rows: soft.rows, columns: soft.columns / 2))
    for range in ranges {
      for side in 0..<2 { out.value.scan(soft, range, side) }
    }
    steps.append {
      for range in ranges {
        for side in 0..<2 { gates.slope.unscan(out.slope, out.value, soft, range, side) }
      }
    }
    return out
  }

  /// Some rows of a matrix, repeated or left out as the indices say; negative ones take the only row of `other`, or nothing.
  func rows(_ input: Node, _ indices: [Int], other: Node? = nil) -> Node {
    let out = Node(Matrix(rows: indices.count, columns: input.value.columns))
    out.value.take(input.value, indices)
    if let other { out.value.take(other.value, indices.map { $0 < 0 ? 0 : -1 }) }
    steps.append {
      input.slope.give(out.slope, indices)
      if let other { other.slope.give(out.slope, indices.map { $0 < 0 ? 0 : -1 }) }
    }
    return out
  }

  /// Cross entropy of the first `classes` columns against the right ones; returns its sum, its slopes are averaged over the rows.
  func crossEntropy(_ scores: Node, _ right: [Int], classes: Int, weight: Float) -> Float {
    let width = scores.value.columns
    let values = scores.value.values
    var loss: Float = 0
    var slopes = scores.slope.values
    for (row, label) in right.enumerated() {
      let shares = Tape.softmax(values[row * width..<row * width + classes])
      loss -= log(max(shares[label], 1e-12))
      for column in 0..<classes {
        slopes[row * width + column] += weight * (shares[column] - (column == label ? 1 : 0)) / Float(right.count)
      }
    }
    scores.slope.values = slopes
    return loss
  }

  static func softmax(_ scores: ArraySlice<Float>) -> [Float] {
    let top = scores.max() ?? 0
    let shares = scores.map { exp($0 - top) }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }
}
