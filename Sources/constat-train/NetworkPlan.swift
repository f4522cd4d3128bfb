import Grammar

/// Sizes and habits of training.
struct NetworkPlan {
  var width = 128
  /// Numbers a direction of the first and the second scan.
  var stream = 64
  var clause = 128
  var pair = 96
  var relation = 48
  var epochs = 40
  var rate: Float = 0.0015
  var dropout: Float = 0.33
  /// Sentences a step, about.
  var batch = 16
  var seed: UInt64 = 7
}

/// Draws the first values of all parameters.
struct FirstValues {
  private let plan: NetworkPlan
  private let sizes: (tags: Int, relations: Int)
  private(set) var parts: [Parameter] = []

  init(_ plan: NetworkPlan, tags: Int, relations: Int, _ random: inout SplitMix) {
    (self.plan, sizes) = (plan, (tags, relations))
    for part in Network.Part.allCases { parts.append(Parameter(matrix(part, &random))) }
  }

  func table(_ rows: Int, _ random: inout SplitMix) -> Parameter {
    Parameter(FirstValues.uniform(rows, plan.width, 0.5, &random), isTable: true)
  }

  func projection(_ dimensions: Int, _ random: inout SplitMix) -> Parameter {
    Parameter(FirstValues.uniform(dimensions, plan.width, (3 / Float(dimensions)).squareRoot(), &random))
  }

  private func matrix(_ part: Network.Part, _ random: inout SplitMix) -> Matrix {
    let (width, stream, clause, pair, hidden) = (plan.width, plan.stream, plan.clause, plan.pair, plan.relation)
    let (tags, relations) = (Matrix.padded(sizes.tags), Matrix.padded(sizes.relations))
    func dense(_ rows: Int, _ columns: Int) -> Matrix { FirstValues.uniform(rows, columns, 1 / Float(rows).squareRoot(), &random) }
    func zeros(_ rows: Int, _ columns: Int) -> Matrix { Matrix(rows: rows, columns: columns) }
    switch part {
    case .inputScale, .streamScale, .clauseInputScale, .clauseScale:
      return Matrix(rows: 1, columns: width, values: [Float](repeating: 1, count: width))
    case .inputShift, .streamShift, .clauseInputShift, .clauseShift, .streamOutBias, .clauseOutBias: return zeros(1, width)
    case .streamGates: return dense(width, 4 * stream)
    case .streamGatesBias: return zeros(1, 4 * stream)
    case .streamOut: return dense(2 * stream, width)
    case .start: return dense(width, 8)
    case .startBias: return zeros(1, 8)
    case .tag: return dense(width, tags)
    case .tagBias: return zeros(1, tags)
    case .tagRows: return FirstValues.uniform(sizes.tags, width, 0.5, &random)
    case .clauseGates: return dense(width, 4 * clause)
    case .clauseGatesBias: return zeros(1, 4 * clause)
    case .clauseOut: return dense(2 * clause, width)
    case .dependent, .head: return dense(width, pair)
    case .dependentBias, .headBias: return zeros(1, pair)
    case .pair: return dense(pair, pair)
    case .headAlone: return dense(pair, 8)
    case .rootHead: return FirstValues.uniform(1, pair, 0.2, &random)
    case .distance: return zeros(Network.distances, 8)
    case .relationDependent, .relationHead: return dense(width, hidden)
    case .relationHeadBias, .rootRelation: return zeros(1, hidden)
    case .relationDistance: return zeros(Network.distances, hidden)
    case .relation: return dense(hidden, relations)
    case .relationBias: return zeros(1, relations)
    }
  }

  private static func uniform(_ rows: Int, _ columns: Int, _ bound: Float, _ random: inout SplitMix) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { _ in (Float(random.next() >> 40) / Float(1 << 23) - 1) * bound })
  }
}
