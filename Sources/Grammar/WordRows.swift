import SourceText

/// What the network knows of one token before it reads its neighbours: a row in each of its tables.
package struct WordRows: Sendable {
  /// The tables that a token has a row in.
  package enum Table: Int, CaseIterable, Sendable {
    /// The form itself, a number or none of the training texts (row 0).
    case form
    case suffix2, suffix3, suffix4, prefix3
    /// Capitals, digits, marks, hyphens, the space before.
    case shape

    /// Rows of a table whose rows are shared by the words that fall into them.
    package var buckets: Int? {
      switch self {
      case .form: nil
      case .suffix2: 2048
      case .suffix3: 4096
      case .suffix4: 2048
      case .prefix3: 1024
      case .shape: 128
      }
    }
  }

  /// Hash of the form; numbers of four digits and other numbers are one form each.
  package let form: Word
  /// One row a table; that of the form is looked up by the network.
  package let rows: (suffix2: Int, suffix3: Int, suffix4: Int, prefix3: Int, shape: Int)

  package init(_ token: Token, folded: ArraySlice<UInt8>, isFirst: Bool) {
    form = token.shape.contains(.number) ? Word(hash: folded.count == 4 ? 4 : 3) : token.form
    rows = (
      WordRows.bucket(folded.suffix(2), .suffix2), WordRows.bucket(folded.suffix(3), .suffix3), WordRows.bucket(folded.suffix(4), .suffix4),
      WordRows.bucket(folded.prefix(3), .prefix3), WordRows.shape(token, isFirst: isFirst)
    )
  }

  private static func bucket(_ bytes: ArraySlice<UInt8>, _ table: Table) -> Int {
    let hash = bytes.reduce(Word.seed) { Word.mixed($0, $1) }
    return Int((hash ^ hash >> 32) % UInt64(table.buckets ?? 1))
  }

  private static func shape(_ token: Token, isFirst: Bool) -> Int {
    let flags: [Shape] = [.capitalised, .allCapitals, .number, .punctuation, .hyphenated, .abbreviation]
    let hasSpace = isFirst || !token.shape.isDisjoint(with: [.spaceBefore, .lineStart, .paragraphStart])
    return flags.enumerated().reduce(hasSpace ? 64 : 0) { $0 | (token.shape.contains($1.element) ? 1 << $1.offset : 0) }
  }
}

/// Rows of a table with eight bits a number and one scale a row.
package struct RowTable: Sendable {
  package let width: Int
  private let scales: [Float]
  private let cells: [Int8]

  /// Rounds the rows of a matrix.
  package init(_ matrix: Matrix) {
    width = matrix.columns
    var scales: [Float] = []
    var cells: [Int8] = []
    cells.reserveCapacity(matrix.values.count)
    for row in 0..<matrix.rows {
      let numbers = matrix.values[row * width..<(row + 1) * width]
      let scale = (numbers.map(abs).max() ?? 0) / 127
      scales.append(scale)
      cells += numbers.map { scale == 0 ? 0 : Int8(($0 / scale).rounded()) }
    }
    (self.scales, self.cells) = (scales, cells)
  }

  package var count: Int { scales.count }

  /// Adds the row of each word to its row of a matrix; words without one are passed over.
  @inline(__always)
  package func add(_ words: [WordRows], to matrix: inout Matrix, _ row: (WordRows) -> Int?) {
    matrix.values.withUnsafeMutableBufferPointer { sums in
      cells.withUnsafeBufferPointer { cells in
        scales.withUnsafeBufferPointer { scales in
          guard let sums = sums.baseAddress, let cells = UnsafeRawPointer(cells.baseAddress) else { return }
          for (index, word) in words.enumerated() {
            guard let row = row(word) else { continue }
            let (from, sum, scale) = (cells + row * width, sums + index * width, scales[row])
            for column in stride(from: 0, to: width, by: 8) {
              let part = Kernel.Lanes(from.loadUnaligned(fromByteOffset: column, as: SIMD8<Int8>.self))
              Kernel.store(Kernel.load(sum + column) + scale * part, sum + column)
            }
          }
        }
      }
    }
  }

  func write(to out: inout ByteWriter) {
    out.uint32(UInt32(scales.count))
    out.uint32(UInt32(width))
    out.floats(scales)
    out.out.append(contentsOf: cells.map { UInt8(bitPattern: $0) })
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    let count = Int(try reader.uint32())
    width = Int(try reader.uint32())
    guard width % 8 == 0, width <= 4096 else { throw .corrupt("a table of \(width) columns") }
    scales = try reader.floats(count)
    cells = try reader.array(of: Int8.self, count * width)
  }
}

/// Rows of words in a table, by the first 32 bits of their hash. Takes six bytes a word.
package struct WordIndex: Sendable {
  /// Where the keys with the same first 16 bits begin; one more at the end.
  private let starts: [UInt32]
  private let keys: [UInt16]
  private let rows: [UInt16]

  package init(_ entries: [Word: Int]) {
    var starts = [UInt32](repeating: 0, count: 65537)
    let sorted = Dictionary(entries.map { (UInt32(truncatingIfNeeded: $0.key.hash >> 32), $0.value) }, uniquingKeysWith: min)
      .sorted { $0.key < $1.key }
    for (key, _) in sorted { starts[Int(key >> 16) + 1] += 1 }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    self.starts = starts
    keys = sorted.map { UInt16(truncatingIfNeeded: $0.key) }
    rows = sorted.map { UInt16($0.value) }
  }

  /// The row of a word; nil if it has none.
  package subscript(word: Word) -> Int? {
    let key = UInt32(truncatingIfNeeded: word.hash >> 32)
    for place in Int(starts[Int(key >> 16)])..<Int(starts[Int(key >> 16) + 1]) where keys[place] == UInt16(truncatingIfNeeded: key) {
      return Int(rows[place])
    }
    return nil
  }

  func write(to out: inout ByteWriter) {
    out.uint32(UInt32(keys.count))
    for list in [keys, rows] {
      for number in list { out.uint16(number) }
    }
    for start in starts { out.uint32(start) }
  }

  /// - Parameter limit: no row may be this or higher.
  init(from reader: inout ByteReader, below limit: Int) throws(ModelError) {
    let count = Int(try reader.uint32())
    keys = try reader.array(of: UInt16.self, count)
    rows = try reader.array(of: UInt16.self, count)
    starts = try reader.array(of: UInt32.self, 65537)
    guard starts.first == 0, starts.last.map(Int.init) == count, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      rows.allSatisfy({ Int($0) < limit })
    else { throw .corrupt("an index of words") }
  }
}
