import CProducts

/// A matrix of single-precision numbers, row by row.
///
/// Sums run in a fixed order and nothing is contracted, so that results are the same bytes on every processor.
package struct Matrix: Sendable {
  /// Number of rows.
  package let rows: Int
  /// Numbers a row; a multiple of 8 wherever products are taken.
  package let columns: Int
  /// All rows, one after the other.
  package var values: [Float]

  /// A matrix of zeros.
  package init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
  }

  /// A matrix whose rows are all the only row of another.
  package init(repeating row: Matrix, rows: Int) {
    precondition(row.rows == 1)
    self.init(rows: 0, columns: row.columns)
    values.reserveCapacity(rows * columns)
    for _ in 0..<rows { values += row.values }
    self.init(rows: rows, columns: row.columns, values: values)
  }

  package init(rows: Int, columns: Int, values: [Float]) {
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// One number.
  package subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// Rows become columns; the new number of columns is rounded up to a multiple of 8, the rest filled with zeros.
  package var transposed: Matrix {
    var out = Matrix(rows: columns, columns: Matrix.padded(rows))
    for row in 0..<rows {
      for column in 0..<columns { out.values[column * out.columns + row] = values[row * columns + column] }
    }
    return out
  }

  /// The next multiple of 8.
  package static func padded(_ count: Int) -> Int { (count + 7) & ~7 }

  /// The product with another matrix, whose rows are this one's columns.
  package func times(_ other: Matrix) -> Matrix {
    var out = Matrix(rows: rows, columns: other.columns)
    out.add(self, times: other)
    return out
  }

  /// Adds a product. Rows of `left` may be longer than `right` has rows: the padding is passed over.
  package mutating func add(_ left: Matrix, times right: Matrix) {
    precondition(left.rows == rows && right.columns == columns && right.rows <= left.columns && columns % 8 == 0)
    let (stride, depth, width) = (left.columns, right.rows, columns)
    left.values.withUnsafeBufferPointer { a in
      right.values.withUnsafeBufferPointer { b in
        values.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          constat_product(a, stride, b, c, rows, depth, width)
        }
      }
    }
  }

  /// Some rows in a row.
  package func rows(_ range: Range<Int>) -> Matrix {
    Matrix(rows: range.count, columns: columns, values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
  }

  /// The rows with these indices; zeros for negative ones.
  package func rows(_ indices: [Int]) -> Matrix {
    var out = Matrix(rows: indices.count, columns: columns)
    out.take(self, indices)
    return out
  }

  /// Copies rows of another matrix, one for each index; negative ones leave the row as it is.
  package mutating func take(_ other: Matrix, _ indices: [Int]) {
    for (row, index) in indices.enumerated() where index >= 0 {
      for column in 0..<columns { values[row * columns + column] = other.values[index * columns + column] }
    }
  }

  /// The matrix with one row added to every row.
  package func adding(_ row: Matrix) -> Matrix {
    precondition(row.rows == 1 && row.columns == columns)
    var out = self
    out.values.withUnsafeMutableBufferPointer { cells in
      row.values.withUnsafeBufferPointer { row in
        guard let cells = cells.baseAddress, let row = row.baseAddress else { return }
        for start in stride(from: 0, to: rows * columns, by: columns) {
          for column in stride(from: 0, to: columns, by: 8) {
            Kernel.store(Kernel.load(cells + start + column) + Kernel.load(row + column), cells + start + column)
          }
        }
      }
    }
    return out
  }

  /// Negative numbers become zero.
  package mutating func rectify() {
    for index in values.indices { values[index] = max(values[index], 0) }
  }
}

/// Inner loops over eight columns at a time, the shape in which all processors run them well.
enum Kernel {
  typealias Lanes = SIMD8<Float>

  @inline(__always)
  static func load(_ from: UnsafePointer<Float>) -> Lanes { UnsafeRawPointer(from).loadUnaligned(as: Lanes.self) }

  @inline(__always)
  static func store(_ value: Lanes, _ to: UnsafeMutablePointer<Float>) { UnsafeMutableRawPointer(to).storeBytes(of: value, as: Lanes.self) }
}
