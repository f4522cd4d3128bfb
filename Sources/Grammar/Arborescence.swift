/// Finds the tree with the best sum of arc scores.
package enum Arborescence {
  /// Heads of the tokens (-1 for the root) of the best tree with one root and without crossing arcs.
  ///
  /// Most sentences are done when each token takes its best head and these make such a tree; else Eisner's algorithm (Eisner 1996) finds it in n³ steps.
  ///
  /// - Parameter scores: tokens x (1 + tokens), the first column for the root.
  package static func heads(_ scores: Matrix) -> [Int] {
    let greedy = (0..<scores.rows).map { token in
      var best = 0
      for head in 0...scores.rows where head != token + 1 && scores[token, head] > scores[token, best] { best = head }
      return best - 1
    }
    return isPlainTree(greedy) ? greedy : eisner(scores)
  }

  /// Whether heads make a tree with one root and without crossing arcs.
  package static func isPlainTree(_ heads: [Int]) -> Bool {
    guard heads.count(where: { $0 < 0 }) == 1 else { return heads.isEmpty }
    // A token's head must lie beside it in the tree that a stack can build: no arc may cross another.
    for (token, head) in heads.enumerated() where head >= 0 {
      let (low, high) = (min(token, head), max(token, head))
      for between in low + 1..<max(low + 1, high) where heads[between] < low || heads[between] > high { return false }
    }
    return reachRoot(heads)
  }

  private static func reachRoot(_ heads: [Int]) -> Bool {
    var isDone = [Bool](repeating: false, count: heads.count)
    for token in heads.indices {
      var at = token
      var steps = 0
      while at >= 0, !isDone[at], steps <= heads.count { (at, steps) = (heads[at], steps + 1) }
      guard steps <= heads.count else { return false }
      at = token
      while at >= 0, !isDone[at] {
        isDone[at] = true
        at = heads[at]
      }
    }
    return true
  }

  private static func eisner(_ scores: Matrix) -> [Int] {
    var chart = Chart(scores)
    return chart.heads()
  }
}

/// The chart of Eisner's algorithm: for each span the best half trees, open (an arc over the whole span) or done, headed by the left or the right end.
private struct Chart {
  private struct Half {
    var score: [Float]
    /// Where the best half tree of a span was joined.
    var split: [Int32]

    init(_ count: Int) {
      score = [Float](repeating: 0, count: count * count)
      split = [Int32](repeating: 0, count: count * count)
    }
  }

  private let scores: Matrix
  private let count: Int
  private var openLeft: Half
  private var openRight: Half
  private var doneLeft: Half
  private var doneRight: Half

  init(_ scores: Matrix) {
    self.scores = scores
    count = scores.rows
    (openLeft, openRight, doneLeft, doneRight) = (Half(count), Half(count), Half(count), Half(count))
  }

  mutating func heads() -> [Int] {
    for length in 1..<max(1, count) {
      for low in 0..<count - length { fill(low, low + length) }
    }
    return unfold(root())
  }

  /// Finds the best half trees of a span from those of shorter ones.
  private mutating func fill(_ low: Int, _ high: Int) {
    let cell = low * count + high
    let (joined, place) = best(low..<high) { doneRight.score[low * count + $0] + doneLeft.score[($0 + 1) * count + high] }
    openLeft.score[cell] = joined + scores[low, high + 1]
    openRight.score[cell] = joined + scores[high, low + 1]
    (openLeft.split[cell], openRight.split[cell]) = (place, place)
    (doneLeft.score[cell], doneLeft.split[cell]) = best(low..<high) {
      doneLeft.score[low * count + $0] + openLeft.score[$0 * count + high]
    }
    (doneRight.score[cell], doneRight.split[cell]) = best(low + 1..<high + 1) {
      openRight.score[low * count + $0] + doneRight.score[$0 * count + high]
    }
  }

  @inline(__always)
  private func best(_ splits: Range<Int>, _ sum: (Int) -> Float) -> (Float, Int32) {
    var (best, place) = (-Float.infinity, splits.lowerBound)
    for split in splits {
      let value = sum(split)
      if value > best { (best, place) = (value, split) }
    }
    return (best, Int32(place))
  }

  /// The token that is the root of the best tree.
  private func root() -> Int {
    Int(best(0..<count) { doneLeft.score[$0] + doneRight.score[$0 * count + count - 1] + scores[$0, 0] }.1)
  }

  private func unfold(_ root: Int) -> [Int] {
    var heads = [Int](repeating: -1, count: count)
    var todo: [(low: Int, high: Int, isOpen: Bool, isLeftHeaded: Bool)] = [(0, root, false, false), (root, count - 1, false, true)]
    while let (low, high, isOpen, isLeftHeaded) = todo.popLast() {
      guard low < high else { continue }
      let cell = low * count + high
      switch (isOpen, isLeftHeaded) {
      case (true, _):
        heads[isLeftHeaded ? high : low] = isLeftHeaded ? low : high
        let split = Int((isLeftHeaded ? openRight : openLeft).split[cell])
        todo += [(low, split, false, true), (split + 1, high, false, false)]
      case (false, true):
        let split = Int(doneRight.split[cell])
        todo += [(low, split, true, true), (split, high, false, true)]
      case (false, false):
        let split = Int(doneLeft.split[cell])
        todo += [(low, split, false, false), (split, high, true, false)]
      }
    }
    return heads
  }
}
