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

  /// Spans of the chart: complete or open, headed by their left or right end; each keeps its best score and where it was split.
  private struct Chart {
    var score: [Float]
    var split: [Int32]
    init(_ count: Int) {
      score = [Float](repeating: 0, count: count * count)
      split = [Int32](repeating: 0, count: count * count)
    }
  }

  private static func eisner(_ scores: Matrix) -> [Int] {
    let count = scores.rows
    // Weights without the root; the root takes one token at the end.
    var (openLeft, openRight, doneLeft, doneRight) = (Chart(count), Chart(count), Chart(count), Chart(count))
    for length in 1..<max(1, count) {
      for low in 0..<count - length {
        let high = low + length
        let cell = low * count + high
        var best = -Float.infinity
        var place = low
        for split in low..<high {
          let sum = doneRight.score[low * count + split] + doneLeft.score[(split + 1) * count + high]
          if sum > best { (best, place) = (sum, split) }
        }
        openLeft.score[cell] = best + scores[low, high + 1]
        openRight.score[cell] = best + scores[high, low + 1]
        (openLeft.split[cell], openRight.split[cell]) = (Int32(place), Int32(place))
        best = -Float.infinity
        for split in low..<high {
          let sum = doneLeft.score[low * count + split] + openLeft.score[split * count + high]
          if sum > best { (best, place) = (sum, split) }
        }
        (doneLeft.score[cell], doneLeft.split[cell]) = (best, Int32(place))
        best = -Float.infinity
        for split in low + 1...high {
          let sum = openRight.score[low * count + split] + doneRight.score[split * count + high]
          if sum > best { (best, place) = (sum, split) }
        }
        (doneRight.score[cell], doneRight.split[cell]) = (best, Int32(place))
      }
    }
    var root = 0
    var best = -Float.infinity
    for token in 0..<count {
      let sum = doneLeft.score[token] + doneRight.score[token * count + count - 1] + scores[token, 0]
      if sum > best { (best, root) = (sum, token) }
    }
    var heads = [Int](repeating: -1, count: count)
    // Spans to unfold: low, high, whether open, whether headed by the left end.
    var todo: [(Int, Int, Bool, Bool)] = [(0, root, false, false), (root, count - 1, false, true)]
    while let (low, high, isOpen, isLeftHeaded) = todo.popLast() {
      guard low < high else { continue }
      let cell = low * count + high
      switch (isOpen, isLeftHeaded) {
      case (true, _):
        heads[isLeftHeaded ? high : low] = isLeftHeaded ? low : high
        let split = Int((isLeftHeaded ? openRight : openLeft).split[cell])
        todo.append((low, split, false, true))
        todo.append((split + 1, high, false, false))
      case (false, true):
        let split = Int(doneRight.split[cell])
        todo.append((low, split, true, true))
        todo.append((split, high, false, true))
      case (false, false):
        let split = Int(doneLeft.split[cell])
        todo.append((low, split, false, false))
        todo.append((split, high, true, false))
      }
    }
    return heads
  }
}
