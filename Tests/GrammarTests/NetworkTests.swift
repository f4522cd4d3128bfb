import Grammar
import SourceText
import Support
import Testing

@Suite("Network") struct NetworkTests {
  private func matrix(_ rows: Int, _ columns: Int, _ random: inout Generator) -> Matrix {
    Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { _ in Float(random.number(below: 2001)) / 1000 - 1 })
  }

  @Test(
    "products are the plain sums, to the last bit, whatever the processor",
    arguments: [(1, 8, 8), (3, 5, 24), (4, 16, 16), (9, 33, 40), (70, 128, 512)])
  func products(_ rows: Int, _ depth: Int, _ width: Int) {
    var random = Generator(seed: 3)
    let (a, b) = (matrix(rows, depth, &random), matrix(depth, width, &random))
    let product = a.times(b)
    for row in 0..<rows {
      for column in 0..<width {
        var sum: Float = 0
        for step in 0..<depth { sum += a[row, step] * b[step, column] }
        #expect(product[row, column] == sum)
      }
    }
  }

  @Test("rows that are padded count no further than the other matrix has rows") func padding() {
    var random = Generator(seed: 5)
    let a = matrix(5, 3, &random)
    let turned = a.transposed
    #expect(turned.rows == 3 && turned.columns == 8)
    let b = matrix(5, 8, &random)
    #expect(
      turned.times(b).values == Matrix(rows: 3, columns: 5, values: (0..<3).flatMap { c in (0..<5).map { a[$0, c] } }).times(b).values)
  }

  @Test("the tree found is the best of all without crossing arcs") func trees() {
    var random = Generator(seed: 9)
    for _ in 0..<200 {
      let count = 1 + random.number(below: 5)
      let scores = matrix(count, Matrix.padded(count + 1), &random)
      let found = Arborescence.heads(scores)
      #expect(Arborescence.isPlainTree(found))
      let best = candidates(count).filter(Arborescence.isPlainTree).map { value($0, scores) }.max()
      #expect(abs(value(found, scores) - (best ?? 0)) < 1e-5)
    }
  }

  @Test("circles, crossing arcs, two roots and none are no plain trees", arguments: [[1, 0], [-1, -1], [2, 3, -1, 2], [1, 2, 0]])
  func noTrees(_ heads: [Int]) { #expect(!Arborescence.isPlainTree(heads)) }

  private func value(_ heads: [Int], _ scores: Matrix) -> Float {
    heads.enumerated().reduce(0) { $0 + scores[$1.offset, $1.element + 1] }
  }

  /// Every way to give each token a head.
  private func candidates(_ count: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { lists, _ in lists.flatMap { list in (-1..<count).map { list + [$0] } } }
  }

  @Test("words are found in an index, others are not") func index() {
    let words = (0..<5000).map { Word("mot\($0)") }
    let index = WordIndex(Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) }))
    #expect(words.indices.allSatisfy { index[words[$0]] == $0 })
    #expect((0..<5000).count { index[Word("autre\($0)")] != nil } < 5)
  }

  @Test("rows rounded to eight bits keep their size") func rounding() {
    var random = Generator(seed: 2)
    let rows = matrix(40, 16, &random)
    var sums = Matrix(rows: 1, columns: 16)
    let token = WordRows(Token(span: Span(0, 1), form: Word("a"), shape: []), folded: [97], isFirst: true)
    for row in 0..<40 {
      sums = Matrix(rows: 1, columns: 16)
      RowTable(rows).add([token], to: &sums) { _ in row }
      #expect((0..<16).allSatisfy { abs(sums[0, $0] - rows[row, $0]) < 0.005 })
    }
  }
}
