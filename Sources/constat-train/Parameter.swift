import Foundation
import Grammar

/// One matrix of parameters with the running means of Adam.
final class Parameter {
  let node: Node
  /// Rows that a batch has touched, for tables; nil where all are.
  var touched: Set<Int> = []
  private let isTable: Bool
  private var first: [Float]
  private var second: [Float]

  init(_ value: Matrix, isTable: Bool = false) {
    node = Node(value)
    self.isTable = isTable
    first = [Float](repeating: 0, count: value.values.count)
    second = first
  }

  private var rows: [Int] { isTable ? touched.sorted() : Array(0..<node.value.rows) }

  /// Sum of the squared slopes.
  var squares: Float {
    let width = node.value.columns
    return rows.reduce(0) { sum, row in node.slope.values[row * width..<(row + 1) * width].reduce(sum) { $0 + $1 * $1 } }
  }

  /// One step of Adam with both decays at 0.9; rows of a table that no word of the batch has stay as they are.
  func move(_ rate: Float, _ factor: Float, _ step: Int) {
    let warm = 1 / (1 - pow(Float(0.9), Float(min(step, 500))))
    for row in rows {
      let cells = row * node.value.columns..<(row + 1) * node.value.columns
      Parameter.move(&node.value.values, &node.slope.values, &first, &second, cells, rate, factor, warm)
    }
    touched.removeAll(keepingCapacity: true)
  }

  private static func move(
    _ values: inout [Float], _ slopes: inout [Float], _ first: inout [Float], _ second: inout [Float], _ cells: Range<Int>, _ rate: Float,
    _ factor: Float, _ warm: Float
  ) {
    for at in cells {
      let slope = slopes[at] * factor
      slopes[at] = 0
      first[at] = 0.9 * first[at] + 0.1 * slope
      second[at] = 0.9 * second[at] + 0.1 * slope * slope
      values[at] -= rate * first[at] * warm / ((second[at] * warm).squareRoot() + 1e-8)
    }
  }
}
