import Grammar

/// What training does with matrices, number by number.
extension Matrix {
  mutating func add(_ other: Matrix) {
    precondition(other.values.count == values.count)
    for index in values.indices { values[index] += other.values[index] }
  }

  /// Adds the numbers whose counterpart in `mask` is above 0.
  mutating func add(_ other: Matrix, where mask: Matrix) {
    precondition(other.values.count == values.count && mask.values.count == values.count)
    for index in values.indices where mask.values[index] > 0 { values[index] += other.values[index] }
  }

  mutating func add(_ other: Matrix, scaled factors: Matrix) {
    precondition(other.values.count == values.count && factors.values.count == values.count)
    for index in values.indices { values[index] += other.values[index] * factors.values[index] }
  }

  /// Adds the sums of the columns of another matrix to the only row.
  mutating func addColumns(of other: Matrix) {
    precondition(rows == 1 && other.columns == columns)
    for row in 0..<other.rows {
      for column in 0..<columns { values[column] += other.values[row * columns + column] }
    }
  }

  /// Adds each row of another matrix to the row that its index names; negative ones go nowhere.
  mutating func give(_ other: Matrix, _ indices: [Int]) {
    for (row, index) in indices.enumerated() where index >= 0 {
      for column in 0..<columns { values[index * columns + column] += other.values[row * columns + column] }
    }
  }

  /// x / (1 + |x|) in the place of x.
  mutating func soften() {
    for index in values.indices { values[index] = values[index] / (1 + abs(values[index])) }
  }

  /// Normalises the rows like `Matrix.normalise`; returns them before scale and shift, and what each was multiplied by.
  mutating func normalise(_ scale: Matrix, _ shift: Matrix) -> (plain: Matrix, factors: [Float]) {
    var plain = self
    var factors = [Float](repeating: 0, count: rows)
    for row in 0..<rows {
      let start = row * columns
      var (sum, squares): (Float, Float) = (0, 0)
      for at in start..<start + columns { sum += values[at] }
      let mean = sum / Float(columns)
      for at in start..<start + columns { squares += (values[at] - mean) * (values[at] - mean) }
      let factor = 1 / (squares / Float(columns) + Matrix.leastVariance).squareRoot()
      factors[row] = factor
      for column in 0..<columns {
        let value = (values[start + column] - mean) * factor
        plain.values[start + column] = value
        values[start + column] = value * scale.values[column] + shift.values[column]
      }
    }
    return (plain, factors)
  }

  /// Slopes of the input of a normalisation from those of its output.
  mutating func addNormal(
    _ out: Matrix, _ plain: Matrix, _ factors: [Float], _ scale: Matrix, _ scaleSlope: inout Matrix, _ shiftSlope: inout Matrix
  ) {
    for row in 0..<rows {
      let start = row * columns
      var (total, along): (Float, Float) = (0, 0)
      for column in 0..<columns {
        let slope = out.values[start + column]
        scaleSlope.values[column] += slope * plain.values[start + column]
        shiftSlope.values[column] += slope
        total += slope * scale.values[column]
        along += slope * scale.values[column] * plain.values[start + column]
      }
      (total, along) = (total / Float(columns), along / Float(columns))
      for column in 0..<columns {
        let at = start + column
        values[at] += factors[row] * (out.values[at] * scale.values[column] - total - plain.values[at] * along)
      }
    }
  }

  /// States of one direction (0 forwards, 1 backwards) from gates and candidates that are softened already.
  mutating func scan(_ soft: Matrix, _ range: Range<Int>, _ side: Int) {
    let width = columns / 2
    var state = [Float](repeating: 0, count: width)
    for step in 0..<range.count {
      let row = side == 0 ? range.lowerBound + step : range.upperBound - 1 - step
      let from = row * 4 * width + side * 2 * width
      let to = row * 2 * width + side * width
      for column in 0..<width {
        state[column] += (0.5 + 0.5 * soft.values[from + column]) * (soft.values[from + width + column] - state[column])
        values[to + column] = state[column]
      }
    }
  }

  /// Slopes of gates and candidates from those of the states.
  mutating func unscan(_ out: Matrix, _ states: Matrix, _ soft: Matrix, _ range: Range<Int>, _ side: Int) {
    let width = states.columns / 2
    var carried = [Float](repeating: 0, count: width)
    for step in 0..<range.count {
      let row = side == 0 ? range.upperBound - 1 - step : range.lowerBound + step
      let from = row * 4 * width + side * 2 * width
      let before = side == 0 ? row - 1 : row + 1
      let hasBefore = range.contains(before)
      for column in 0..<width {
        let slope = out.values[row * 2 * width + side * width + column] + carried[column]
        let state = hasBefore ? states.values[before * 2 * width + side * width + column] : 0
        let (gate, candidate) = (soft.values[from + column], soft.values[from + width + column])
        let open = 0.5 + 0.5 * gate
        values[from + column] += slope * (candidate - state) * 0.5 * (1 - abs(gate)) * (1 - abs(gate))
        values[from + width + column] += slope * open * (1 - abs(candidate)) * (1 - abs(candidate))
        carried[column] = slope * (1 - open)
      }
    }
  }
}
