/// State of an arc-hybrid parse: a stack, a buffer position and the arcs so far. Token `count` is the root, last in the buffer.
package struct ParserState {
  package let count: Int
  package var stack: [Int] = []
  package var next = 0
  package var heads: [Int]
  var labels: [UInt8]
  /// Leftmost and rightmost two children, and numbers of children.
  var left1: [Int]
  var left2: [Int]
  var right1: [Int]
  var right2: [Int]
  var leftCount: [UInt8]
  var rightCount: [UInt8]

  package init(count: Int) {
    self.count = count
    heads = Array(repeating: -1, count: count + 1)
    labels = Array(repeating: 0, count: count + 1)
    (left1, left2, right1, right2) = (heads, heads, heads, heads)
    leftCount = labels
    rightCount = labels
    stack.reserveCapacity(count)
  }

  package var isFinal: Bool { next == count && stack.isEmpty }
  package var canShift: Bool { next < count }
  /// The top of the stack may take the front of the buffer as its head; the root only when nothing else is left below.
  package var canLeft: Bool { !stack.isEmpty && (next < count || stack.count == 1) }
  package var canRight: Bool { stack.count >= 2 }

  package mutating func shift() {
    stack.append(next)
    next += 1
  }
  package mutating func left(_ label: UInt8) {
    let child = stack.removeLast()
    attach(child, to: next, label)
    left2[next] = left1[next]
    left1[next] = child
    leftCount[next] &+= 1
  }
  package mutating func right(_ label: UInt8) {
    let child = stack.removeLast()
    let head = stack[stack.count - 1]
    attach(child, to: head, label)
    right2[head] = right1[head]
    right1[head] = child
    rightCount[head] &+= 1
  }
  private mutating func attach(_ child: Int, to head: Int, _ label: UInt8) {
    heads[child] = head
    labels[child] = label
  }
}

/// Greedy arc-hybrid dependency parser.
///
/// Method: Kuhlmann, Gómez-Rodríguez, Satta 2011 (transition system); Goldberg and Nivre 2013 (training with a dynamic oracle);
/// templates after Zhang and Nivre 2011.
package struct Parser: Sendable {
  package static let capacity = 96

  /// Classes of the model: `S`, then `L:relation` and `R:relation`.
  package struct Moves: Sendable {
    package enum Kind: UInt8, Sendable { case shift, left, right }
    package let kinds: [Kind]
    package let labels: [UInt8]
    package let relations: [Relation]
    /// Stretches of classes of one kind.
    let runs: [(kind: Kind, labels: Range<Int>)]

    package init(classes: [String]) {
      kinds = classes.map { $0.hasPrefix("L:") ? .left : $0.hasPrefix("R:") ? .right : .shift }
      relations = classes.map { $0.count > 2 ? Relation(name: String($0.dropFirst(2))) : .dep }
      labels = relations.map { $0.rawValue + 1 }
      var runs: [(kind: Kind, labels: Range<Int>)] = []
      for (label, kind) in kinds.enumerated() {
        if let last = runs.last, last.kind == kind {
          runs[runs.count - 1].labels = last.labels.lowerBound..<label + 1
        } else {
          runs.append((kind, label..<label + 1))
        }
      }
      self.runs = runs
    }
  }

  let moves: Moves

  package init(moves: Moves) { self.moves = moves }

  package static func isAllowed(_ kind: Moves.Kind, _ state: ParserState) -> Bool {
    switch kind {
    case .shift: state.canShift
    case .left: state.canLeft
    case .right: state.canRight
    }
  }

  package static func features(_ state: ParserState, _ words: [Spelling], _ tags: [UInt8], into list: inout FeatureList) {
    list.count = 0
    let count = state.count
    let depth = state.stack.count
    let s0 = depth > 0 ? state.stack[depth - 1] : -1
    let s1 = depth > 1 ? state.stack[depth - 2] : -1
    let s2 = depth > 2 ? state.stack[depth - 3] : -1
    let b0 = state.next
    @inline(__always) func w(_ i: Int) -> UInt64 { i < 0 ? 11 : i < count ? words[i].form : 13 }
    @inline(__always) func t(_ i: Int) -> UInt64 { i < 0 ? 0 : i < count ? UInt64(tags[i]) + 2 : 1 }
    @inline(__always) func c(_ i: Int) -> UInt64 { i < 0 ? 0xFFFF : i < count ? words[i].cluster : 0xFFFE }
    @inline(__always) func l(_ i: Int) -> UInt64 { i < 0 ? 0xFF : UInt64(state.labels[i]) }
    @inline(__always) func at(_ array: [Int], _ i: Int) -> Int { i < 0 ? -1 : array[i] }
    let (b1, b2) = (b0 + 1 <= count ? b0 + 1 : -1, b0 + 2 <= count ? b0 + 2 : -1)
    let (s0l, s0r, s1l, s1r) = (at(state.left1, s0), at(state.right1, s0), at(state.left1, s1), at(state.right1, s1))
    let b0l = at(state.left1, b0)
    let (s0l2, s0r2, b0l2) = (at(state.left2, s0), at(state.right2, s0), at(state.left2, b0))
    let distance = UInt64(s0 < 0 ? 0 : min(b0 - s0, 9))
    let gap = UInt64(s1 < 0 ? 0 : min(s0 - s1, 9))
    let valency0 = s0 < 0 ? 99 : UInt64(min(state.leftCount[s0], 3)) << 4 | UInt64(min(state.rightCount[s0], 3))
    let valency1 = s1 < 0 ? 99 : UInt64(min(state.leftCount[s1], 3)) << 4 | UInt64(min(state.rightCount[s1], 3))
    let valencyB = UInt64(min(state.leftCount[b0], 3))
    unigrams(&list, w, t, c, s0, s1, s2, b0, b1, b2)
    list.add(20, w(s0) ^ t(s0), w(b0) ^ t(b0))
    list.add(21, w(s0), t(s0), t(b0))
    list.add(22, t(s0), w(b0), t(b0))
    list.add(23, w(s0), w(b0))
    list.add(24, t(s0), t(b0), distance)
    list.add(25, w(s1), w(s0))
    list.add(26, w(s1), t(s0), t(b0))
    list.add(27, t(s1), w(s0), t(b0))
    list.add(28, t(s1), t(s0), w(b0))
    list.add(29, t(s1), t(s0), gap)
    list.add(30, t(s0), t(b0), t(b1))
    list.add(31, t(s1), t(s0), t(b0))
    list.add(32, t(s2), t(s1), t(s0))
    list.add(33, t(b0), t(b1), t(b2))
    list.add(34, t(s0), t(s0l), t(b0))
    list.add(35, t(s0), t(s0r), t(b0))
    list.add(36, t(s0), t(b0), t(b0l))
    list.add(37, t(s1), t(s1r), t(s0))
    list.add(38, t(s1), t(s0), t(s0l))
    list.add(39, t(s1), t(s0), t(s0r))
    list.add(40, w(s0), distance)
    list.add(41, t(s0), distance)
    list.add(42, w(b0), distance)
    list.add(43, t(b0), distance)
    list.add(44, w(s0), valency0)
    list.add(45, t(s0), valency0)
    list.add(46, w(s1), valency1)
    list.add(47, t(s1), valency1)
    list.add(48, w(b0), valencyB)
    list.add(49, t(b0), valencyB)
    list.add(54, w(s1l), l(s1l))
    list.add(55, t(s1r), l(s1r), t(s1))
    higher(&list, w, t, c, l, (s0, s1, b0, b1), (s0l, s0r, s1r, b0l), (s0l2, s0r2, b0l2))
  }

  /// Templates over second children, clusters and three words.
  @inline(__always)
  private static func higher(
    _ list: inout FeatureList, _ w: (Int) -> UInt64, _ t: (Int) -> UInt64, _ c: (Int) -> UInt64, _ l: (Int) -> UInt64,
    _ top: (s0: Int, s1: Int, b0: Int, b1: Int), _ outer: (s0l: Int, s0r: Int, s1r: Int, b0l: Int), _ inner: (s0l: Int, s0r: Int, b0l: Int)
  ) {
    let (s0, s1, b0, b1) = top
    let (s0l, s0r, s1r, b0l) = outer
    let (s0l2, s0r2, b0l2) = inner
    list.add(50, w(s0l), l(s0l))
    list.add(51, t(s0l), l(s0l), t(s0))
    list.add(52, w(s0r), l(s0r))
    list.add(53, t(s0r), l(s0r), t(s0))
    list.add(56, w(b0l), l(b0l))
    list.add(57, t(b0l), l(b0l), t(b0))
    list.add(58, l(s0l2), l(s0l), t(s0))
    list.add(59, l(s0r2), l(s0r), t(s0))
    list.add(60, l(b0l2), l(b0l), t(b0))
    list.add(61, c(s0), c(b0))
    list.add(62, c(s1), c(s0))
    list.add(63, c(s0), t(b0), t(s0))
    list.add(64, c(b0), t(s0), t(b0))
    list.add(65, c(s1), t(s0), c(s0))
    list.add(66, w(s1), w(s0), t(b0))
    list.add(67, w(s0l), w(s0), t(b0))
    list.add(68, t(s1), l(s1r), t(s0))
    list.add(69, w(s1), t(s1r), w(s0r))
    list.add(70, w(b0), w(b1))
    list.add(71, t(s0), w(b1), t(b0))
    list.add(72, w(s0l), t(s0), w(s1))
  }

  @inline(__always)
  private static func unigrams(
    _ list: inout FeatureList, _ w: (Int) -> UInt64, _ t: (Int) -> UInt64, _ c: (Int) -> UInt64,
    _ s0: Int, _ s1: Int, _ s2: Int, _ b0: Int, _ b1: Int, _ b2: Int
  ) {
    list.add(0, w(s0), t(s0))
    list.add(1, t(s0))
    list.add(2, w(s0))
    list.add(3, w(s1), t(s1))
    list.add(4, t(s1))
    list.add(5, w(b0), t(b0))
    list.add(6, t(b0))
    list.add(7, w(b0))
    list.add(8, w(b1), t(b1))
    list.add(9, t(b1))
    list.add(10, w(b2), t(b2))
    list.add(11, t(b2))
    list.add(12, w(s2), t(s2))
    list.add(13, c(s0), t(s0))
    list.add(14, c(s1), t(s1))
    list.add(15, c(b0), t(b0))
    list.add(16, c(b1), t(b1))
  }

  /// Heads (-1 for the root) and relations of the tokens.
  package func parse(_ words: [Spelling], _ tags: [UInt8], model: LinearModel) -> (heads: [Int], relations: [Relation]) {
    var state = ParserState(count: words.count)
    var list = FeatureList(capacity: Parser.capacity)
    var scores = [Int32](repeating: 0, count: model.classes.count)
    while !state.isFinal {
      Parser.features(state, words, tags, into: &list)
      for label in scores.indices { scores[label] = 0 }
      model.score(&list, into: &scores)
      var best = -1
      for run in moves.runs where Parser.isAllowed(run.kind, state) {
        for label in run.labels where best < 0 || scores[label] > scores[best] { best = label }
      }
      switch moves.kinds[best] {
      case .shift: state.shift()
      case .left: state.left(moves.labels[best])
      case .right: state.right(moves.labels[best])
      }
    }
    let heads = state.heads.dropLast().map { $0 == words.count ? -1 : $0 }
    let relations = zip(state.labels.dropLast(), heads).map { label, head in
      head < 0 ? Relation.root : Relation(rawValue: label &- 1) ?? .dep
    }
    return (heads, relations)
  }
}
