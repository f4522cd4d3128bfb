import Grammar

/// Cross entropy of the heads of whole sentences.
struct ArcLesson {
  private let training: NetworkTraining
  private let sentences: [Range<Int>]
  private let heads: [[Int]]
  private let tape: Tape
  private let dropout: Float

  init(_ training: NetworkTraining, _ sentences: [Range<Int>], _ heads: [[Int]], _ tape: Tape, dropout: Float) {
    (self.training, self.sentences, self.heads, self.tape, self.dropout) = (training, sentences, heads, tape, dropout)
  }

  func loss(_ clause: Node) -> Float {
    let dependents = tape.dropout(tape.rectified(tape.linear(clause, training[.dependent], training[.dependentBias])), dropout)
    let heads = tape.dropout(tape.rectified(tape.linear(clause, training[.head], training[.headBias])), dropout)
    let turned = tape.product(dependents, training[.pair])
    let tokens = clause.value.rows
    return zip(sentences, self.heads).reduce(0) { $0 + loss($1.0, $1.1, turned, heads, tokens) }
  }

  private func loss(_ range: Range<Int>, _ right: [Int], _ turned: Node, _ heads: Node, _ tokens: Int) -> Float {
    let below = tape.rows(turned, Array(range))
    let above = tape.rows(heads, [-1] + Array(range), other: training[.rootHead])
    let alone = tape.product(above, training[.headAlone])
    let scores = Node(below.value.times(above.value.transposed))
    let count = range.count
    let distances = (0..<count).map { token in (0...count).map { Network.distanceRow(token, head: $0 - 1) } }
    let distance = training[.distance]
    for token in 0..<count {
      for head in 0...count { scores.value[token, head] += alone.value[head, 0] + distance.value[distances[token][head], 0] }
    }
    tape.record {
      below.slope.add(scores.slope, times: above.value)
      above.slope.add(scores.slope.transposed.rows(0..<count + 1), times: below.value)
      for token in 0..<count {
        for head in 0...count {
          alone.slope[head, 0] += scores.slope[token, head]
          distance.slope[distances[token][head], 0] += scores.slope[token, head]
        }
      }
    }
    for token in 0..<count { scores.value[token, token + 1] = -1e9 }
    return tape.crossEntropy(scores, right, classes: count + 1, weight: Float(count) / Float(tokens))
  }
}
