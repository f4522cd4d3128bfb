/// The network that reads sentences: words become rows of numbers, which learn from their neighbours; word classes, starts of sentences, heads and relations are read off them.
///
/// Shapes: H numbers a token, D a direction of a scan, A for heads, L for relations (all multiples of 8).
/// Methods: tables summed up like the hash embeddings of Honnibal 2017; two bidirectional minimal gated units (Feng et al. 2024, "Were RNNs all we needed?") with softsign in the place of sigmoid and
/// tanh, so that nothing but plain arithmetic is used; heads and relations scored in pairs after Dozat and Manning 2017; word classes feed the second scan (Zhang and Weiss 2016).
package struct Network: Sendable {
  /// The matrices that training finds, besides the tables of words.
  package enum Part: Int, CaseIterable, Sendable {
    case inputScale, inputShift
    case streamGates, streamGatesBias, streamOut, streamOutBias, streamScale, streamShift
    case start, startBias, tag, tagBias
    case tagRows, clauseInputScale, clauseInputShift
    case clauseGates, clauseGatesBias, clauseOut, clauseOutBias, clauseScale, clauseShift
    case dependent, dependentBias, head, headBias, pair, headAlone, rootHead, distance
    case relationDependent, relationHead, relationHeadBias, rootRelation, relationDistance, relation, relationBias
  }

  /// Names of the word classes with inflection, and of the relations.
  package let tags: [String]
  package let relations: [String]
  private let forms: WordIndex
  private let lexicon: WordIndex
  private let tables: [RowTable]
  private let lexiconRows: RowTable
  private let parts: [Matrix]

  /// - Parameters:
  ///   - forms: row of each known form in the first table; row 0 is for all others.
  ///   - lexicon: row of each word in `lexiconRows`, which knows more words than the training texts.
  package init(
    tags: [String], relations: [String], forms: WordIndex, lexicon: WordIndex, tables: [RowTable], lexiconRows: RowTable, parts: [Matrix]
  ) {
    (self.tags, self.relations, self.forms, self.lexicon) = (tags, relations, forms, lexicon)
    (self.tables, self.lexiconRows, self.parts) = (tables, lexiconRows, parts)
  }

  @inline(__always)
  private subscript(part: Part) -> Matrix { parts[part.rawValue] }

  /// The farthest distance between a token and its head that is told apart.
  package static let farthest = 19
  /// The row of a distance: token minus head, or the last row for the root.
  package static func distanceRow(_ token: Int, head: Int) -> Int {
    head < 0 ? 2 * farthest + 1 : min(max(token - head, -farthest), farthest) + farthest
  }
  /// Rows of the tables of distances.
  package static let distances = 2 * farthest + 2

  // MARK: A stream of text

  /// Rows of the tokens of a text, which know the text around them. Shape: tokens x H.
  package func stream(_ words: [WordRows]) -> Matrix {
    var input = Matrix(rows: words.count, columns: self[.inputScale].columns)
    func add(_ table: WordRows.Table, _ row: (WordRows) -> Int) { tables[table.rawValue].add(words, to: &input, row) }
    add(.form) { forms[$0.form] ?? 0 }
    add(.suffix2, \.rows.suffix2)
    add(.suffix3, \.rows.suffix3)
    add(.suffix4, \.rows.suffix4)
    add(.prefix3, \.rows.prefix3)
    add(.shape, \.rows.shape)
    lexiconRows.add(words, to: &input) { lexicon[$0.form] }
    input.normalise(scale: self[.inputScale], shift: self[.inputShift])
    return layer(input, .streamGates, .streamGatesBias, .streamOut, .streamOutBias, .streamScale, .streamShift)
  }

  /// How sure it is that a sentence starts at each token; above 0 is likelier than not.
  package func starts(_ rows: Matrix) -> [Float] {
    let scores = linear(rows, .start, .startBias)
    return (0..<rows.rows).map { scores[$0, 0] }
  }

  /// The likeliest tag of each token.
  package func tags(_ rows: Matrix) -> [UInt8] {
    let scores = tagScores(rows)
    return (0..<rows.rows).map { row in UInt8(Network.best(scores, row, tags.count)) }
  }

  /// Scores of the tags. Shape: tokens x tags, then padding.
  package func tagScores(_ rows: Matrix) -> Matrix { linear(rows, .tag, .tagBias) }

  // MARK: A sentence

  /// Rows of the tokens of a sentence or a part of one, which know each other and their tags. Shape: tokens x H.
  package func clause(_ rows: Matrix, tags: [UInt8]) -> Matrix {
    var input = rows
    let known = self[.tagRows]
    for (row, tag) in tags.enumerated() {
      for column in 0..<input.columns { input.values[row * input.columns + column] += known.values[Int(tag) * input.columns + column] }
    }
    input.normalise(scale: self[.clauseInputScale], shift: self[.clauseInputShift])
    return layer(input, .clauseGates, .clauseGatesBias, .clauseOut, .clauseOutBias, .clauseScale, .clauseShift)
  }

  /// Scores of the arcs. Shape: tokens x (1 + tokens), the first column for the root, then padding.
  package func arcs(_ rows: Matrix) -> Matrix {
    let dependents = rectified(rows, .dependent, .dependentBias).times(self[.pair])
    var heads = Matrix(rows: rows.rows + 1, columns: dependents.columns)
    heads.values.replaceSubrange(0..<heads.columns, with: self[.rootHead].values)
    heads.values.replaceSubrange(heads.columns..., with: rectified(rows, .head, .headBias).values)
    var scores = dependents.times(heads.transposed)
    let alone = heads.times(self[.headAlone])
    let distance = self[.distance]
    for token in 0..<rows.rows {
      for head in 0...rows.rows {
        scores.values[token * scores.columns + head] += alone[head, 0] + distance[Network.distanceRow(token, head: head - 1), 0]
      }
    }
    return scores
  }

  /// The likeliest relation of each token to its head (-1 for the root), as indices into `relations`.
  package func relations(_ rows: Matrix, heads: [Int]) -> [Int] {
    let scores = relationScores(rows, heads: heads)
    return heads.indices.map { Network.best(scores, $0, relations.count) }
  }

  /// Scores of the relations. Shape: tokens x relations, then padding.
  package func relationScores(_ rows: Matrix, heads: [Int]) -> Matrix {
    var hidden = rows.times(self[.relationDependent])
    let from = linear(rows, .relationHead, .relationHeadBias)
    let (root, distance) = (self[.rootRelation], self[.relationDistance])
    let width = hidden.columns
    for (token, head) in heads.enumerated() {
      let far = Network.distanceRow(token, head: head) * width
      for column in 0..<width {
        hidden.values[token * width + column] +=
          (head < 0 ? root.values[column] : from.values[head * width + column]) + distance.values[far + column]
      }
    }
    hidden.rectify()
    return linear(hidden, .relation, .relationBias)
  }

  // MARK: Layers

  private func linear(_ rows: Matrix, _ weights: Part, _ bias: Part) -> Matrix {
    var out = Matrix(repeating: self[bias], rows: rows.rows)
    out.add(rows, times: self[weights])
    return out
  }

  private func rectified(_ rows: Matrix, _ weights: Part, _ bias: Part) -> Matrix {
    var out = linear(rows, weights, bias)
    out.rectify()
    return out
  }

  /// A scan whose result is added to its input.
  private func layer(
    _ input: Matrix, _ gates: Part, _ gatesBias: Part, _ out: Part, _ outBias: Part, _ scale: Part, _ shift: Part
  ) -> Matrix {
    let scanned = Scan.states(linear(input, gates, gatesBias))
    var sum = input.adding(self[outBias])
    sum.add(scanned, times: self[out])
    sum.normalise(scale: self[scale], shift: self[shift])
    return sum
  }

  /// The column with the highest score among the first `count`.
  package static func best(_ scores: Matrix, _ row: Int, _ count: Int) -> Int {
    var best = 0
    for column in 1..<max(1, count) where scores[row, column] > scores[row, best] { best = column }
    return best
  }
}

/// A minimal gated unit that runs over the rows in both directions.
package enum Scan {
  /// From rows of 4 D numbers (gate and candidate forwards, gate and candidate backwards) to states, rows of 2 D.
  static func states(_ gates: Matrix) -> Matrix {
    let width = gates.columns / 4
    var out = Matrix(rows: gates.rows, columns: 2 * width)
    gates.values.withUnsafeBufferPointer { gates in
      out.values.withUnsafeMutableBufferPointer { out in
        guard let from = gates.baseAddress, let to = out.baseAddress else { return }
        let count = out.count / (2 * width)
        var column = 0
        while column < width {
          var forwards = Kernel.Lanes.zero
          var backwards = Kernel.Lanes.zero
          for step in 0..<count {
            forwards = next(forwards, from + step * 4 * width + column, width)
            Kernel.store(forwards, to + step * 2 * width + column)
            let back = count - 1 - step
            backwards = next(backwards, from + back * 4 * width + 2 * width + column, width)
            Kernel.store(backwards, to + back * 2 * width + width + column)
          }
          column += 8
        }
      }
    }
    return out
  }

  @inline(__always)
  private static func next(_ state: Kernel.Lanes, _ gate: UnsafePointer<Float>, _ width: Int) -> Kernel.Lanes {
    state + (0.5 + 0.5 * softsign(Kernel.load(gate))) * (softsign(Kernel.load(gate + width)) - state)
  }

  /// x / (1 + |x|)
  @inline(__always)
  package static func softsign(_ x: SIMD8<Float>) -> SIMD8<Float> { x / (1 + x.replacing(with: -x, where: x .< 0)) }
}

extension Matrix {
  /// Brings every row to mean 0 and variance 1, then scales and shifts its columns (Ba, Kiros, Hinton 2016).
  mutating func normalise(scale: Matrix, shift: Matrix) {
    let width = columns
    values.withUnsafeMutableBufferPointer { cells in
      scale.values.withUnsafeBufferPointer { scale in
        shift.values.withUnsafeBufferPointer { shift in
          guard let base = cells.baseAddress, let scale = scale.baseAddress, let shift = shift.baseAddress else { return }
          for index in 0..<rows {
            let row = base + index * width
            var sum = Kernel.Lanes.zero
            for column in stride(from: 0, to: width, by: 8) { sum += Kernel.load(row + column) }
            let mean = sum.sum() / Float(width)
            var squares = Kernel.Lanes.zero
            for column in stride(from: 0, to: width, by: 8) {
              let off = Kernel.load(row + column) - mean
              squares += off * off
            }
            let factor = 1 / (squares.sum() / Float(width) + Matrix.leastVariance).squareRoot()
            for column in stride(from: 0, to: width, by: 8) {
              let value = (Kernel.load(row + column) - mean) * factor
              Kernel.store(value * Kernel.load(scale + column) + Kernel.load(shift + column), row + column)
            }
          }
        }
      }
    }
  }

  /// Added to the variance of a row before it is divided by.
  package static let leastVariance: Float = 1e-5
}

extension Network {
  func write(to out: inout ByteWriter) {
    out.strings(tags)
    out.strings(relations)
    for table in tables { table.write(to: &out) }
    lexiconRows.write(to: &out)
    forms.write(to: &out)
    lexicon.write(to: &out)
    for part in parts {
      out.uint32(UInt32(part.rows))
      out.uint32(UInt32(part.columns))
      out.floats(part.values)
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    let tags = try reader.strings()
    let relations = try reader.strings()
    var tables: [RowTable] = []
    for table in WordRows.Table.allCases {
      tables.append(try RowTable(from: &reader))
      guard table.buckets == nil || table.buckets == tables.last?.count else { throw .corrupt("a table of words") }
    }
    let lexiconRows = try RowTable(from: &reader)
    let forms = try WordIndex(from: &reader, below: tables[WordRows.Table.form.rawValue].count)
    let lexicon = try WordIndex(from: &reader, below: lexiconRows.count)
    var parts: [Matrix] = []
    for _ in Part.allCases {
      let (rows, columns) = (Int(try reader.uint32()), Int(try reader.uint32()))
      guard rows < 65536, columns < 65536, columns % 8 == 0 else { throw .corrupt("a matrix of \(rows) x \(columns)") }
      parts.append(Matrix(rows: rows, columns: columns, values: try reader.floats(rows * columns)))
    }
    self.init(
      tags: tags, relations: relations, forms: forms, lexicon: lexicon, tables: tables, lexiconRows: lexiconRows, parts: parts)
    guard fits else { throw .corrupt("matrices that don't fit together") }
  }

  /// Whether the shapes of all parts agree, so that no product can read beyond its end.
  private var fits: Bool {
    let width = self[.inputScale].columns
    let (stream, clause) = (self[.streamGates].columns, self[.clauseGates].columns)
    let (pair, hidden) = (self[.pair].columns, self[.relationDependent].columns)
    let shapes: [(Part, Int, Int)] = [
      (.inputScale, 1, width), (.inputShift, 1, width),
      (.streamGates, width, stream), (.streamGatesBias, 1, stream), (.streamOut, stream / 2, width), (.streamOutBias, 1, width),
      (.streamScale, 1, width), (.streamShift, 1, width), (.start, width, 8), (.startBias, 1, 8),
      (.tag, width, Matrix.padded(tags.count)), (.tagBias, 1, Matrix.padded(tags.count)), (.tagRows, tags.count, width),
      (.clauseInputScale, 1, width), (.clauseInputShift, 1, width),
      (.clauseGates, width, clause), (.clauseGatesBias, 1, clause), (.clauseOut, clause / 2, width), (.clauseOutBias, 1, width),
      (.clauseScale, 1, width), (.clauseShift, 1, width),
      (.dependent, width, pair), (.dependentBias, 1, pair), (.head, width, pair), (.headBias, 1, pair), (.pair, pair, pair),
      (.headAlone, pair, 8), (.rootHead, 1, pair), (.distance, Network.distances, 8),
      (.relationDependent, width, hidden), (.relationHead, width, hidden), (.relationHeadBias, 1, hidden), (.rootRelation, 1, hidden),
      (.relationDistance, Network.distances, hidden), (.relation, hidden, Matrix.padded(relations.count)),
      (.relationBias, 1, Matrix.padded(relations.count)),
    ]
    return stream % 32 == 0 && clause % 32 == 0 && !tags.isEmpty && tags.count < 256 && !relations.isEmpty
      && (tables + [lexiconRows]).allSatisfy { $0.width == width && $0.count > 0 }
      && shapes.allSatisfy { self[$0.0].rows == $0.1 && self[$0.0].columns == $0.2 }
  }
}
