/// Joins items whose pairs speak for it on average, the best pair of groups first.
///
/// The numbers of the items decide between equals, so that sorted items give the same groups whatever order they came in.
struct Agglomeration {
  /// Two items or groups, the smaller first.
  struct Pair: Hashable, Comparable {
    let low: Int, high: Int
    init(_ a: Int, _ b: Int) { (low, high) = (min(a, b), max(a, b)) }
    static func < (a: Pair, b: Pair) -> Bool { (a.low, a.high) < (b.low, b.high) }
  }

  /// What is to be joined.
  struct Task {
    /// How many reports each item stands for.
    var weights: [Double]
    /// What pairs speak: above 0 for joining.
    var pairs: [Pair: Double] = [:]
    /// Items that are put to the groups which the others have made.
    var late: Set<Int> = []
    /// Pairs to be joined whatever they speak, and never.
    var joined: [Pair] = [], forbidden: Set<Pair> = []
  }

  /// What a pair of which nothing is known speaks.
  private static let silence = -0.5
  private var groups: [[Int]]
  private var weights: [Double]
  /// Sums of what pairs speak above silence, by group and neighbour.
  private var links: [[Int: Double]]
  private var forbidden: Set<Pair>
  private var late: Set<Int>
  private var queue = Heap()

  /// The groups, each sorted, by their first items.
  static func groups(_ task: Task) -> [[Int]] {
    var work = Agglomeration(task)
    for pair in task.joined {
      let (a, b) = (work.group(of: pair.low), work.group(of: pair.high))
      if a != b, !work.forbidden.contains(Pair(a, b)) { work.join(Pair(a, b)) }
    }
    work.run()
    work.late = []
    work.run()
    return work.groups.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  private init(_ task: Task) {
    (weights, forbidden, late) = (task.weights, task.forbidden, task.late)
    groups = task.weights.indices.map { [$0] }
    links = Array(repeating: [:], count: groups.count)
    for (pair, value) in task.pairs {
      let sum = (value - Agglomeration.silence) * weights[pair.low] * weights[pair.high]
      links[pair.low][pair.high] = sum
      links[pair.high][pair.low] = sum
    }
  }

  private func group(of item: Int) -> Int { groups.firstIndex { $0.contains(item) } ?? item }

  /// Puts a pair of groups into the queue if it speaks for joining.
  private mutating func offer(_ pair: Pair) {
    guard !late.contains(pair.low), !late.contains(pair.high), !forbidden.contains(pair) else { return }
    guard let value = average(pair), value > 0 else { return }
    queue.push(.init(value: value, pair: pair))
  }

  private func average(_ pair: Pair) -> Double? {
    links[pair.low][pair.high].map { $0 / (weights[pair.low] * weights[pair.high]) + Agglomeration.silence }
  }

  /// All pairs of groups of which something is known.
  private var pairs: [Pair] { links.indices.flatMap { low in links[low].keys.filter { low < $0 }.map { Pair(low, $0) } } }

  private mutating func run() {
    for pair in pairs { offer(pair) }
    while let best = queue.pop() {
      // What was offered before one of its groups grew is worth nothing now.
      if average(best.pair) == best.value, !forbidden.contains(best.pair) { join(best.pair) }
    }
  }

  /// Joins two groups under the number of the lower.
  private mutating func join(_ pair: Pair) {
    let (low, high) = (pair.low, pair.high)
    groups[low] += groups[high]
    weights[low] += weights[high]
    (groups[high], weights[high]) = ([], 0)
    let moved = links[high]
    links[high] = [:]
    for (other, sum) in moved {
      links[other][high] = nil
      guard other != low else { continue }
      links[low][other, default: 0] += sum
      links[other][low, default: 0] += sum
    }
    for old in forbidden where old.low == high || old.high == high { forbidden.insert(Pair(low, old.low == high ? old.high : old.low)) }
    for other in links[low].keys { offer(Pair(low, other)) }
  }
}

/// A heap with the best pair on top.
private struct Heap {
  struct Item {
    let value: Double
    let pair: Agglomeration.Pair
    func isBetter(than other: Item) -> Bool { value == other.value ? pair < other.pair : value > other.value }
  }
  private var items: [Item] = []

  mutating func push(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[child].isBetter(than: items[(child - 1) / 2]) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Item? {
    guard let best = items.first, let last = items.popLast() else { return nil }
    if items.isEmpty { return best }
    items[0] = last
    var parent = 0
    while true {
      let better = [2 * parent + 1, 2 * parent + 2].filter { $0 < items.count && items[$0].isBetter(than: items[parent]) }
      guard let child = better.min(by: { items[$0].isBetter(than: items[$1]) }) else { return best }
      items.swapAt(parent, child)
      parent = child
    }
  }
}
