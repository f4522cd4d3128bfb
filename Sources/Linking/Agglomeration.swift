/// Joins items whose pairs speak for it on average, the best pair of groups first.
///
/// The order of the items decides between equals, so that sorted items give the same groups whatever order they came in.
struct Agglomeration {
  /// Two items or groups, the smaller first.
  struct Pair: Hashable {
    let low: Int, high: Int
    init(_ a: Int, _ b: Int) { (low, high) = (min(a, b), max(a, b)) }
  }

  /// What a pair of which nothing is known speaks.
  private static let silence = -0.5
  private var groups: [Int: [Int]] = [:]
  private var links: [Int: [Int: Double]] = [:]
  private var forbidden: Set<Pair>

  /// Groups of `count` items by what their pairs speak; pairs that must stay together are joined first, forbidden ones never.
  static func groups(_ count: Int, _ pairs: [Pair: Double], joined: [Pair] = [], forbidden: Set<Pair> = []) -> [[Int]] {
    var work = Agglomeration(count, pairs, forbidden)
    for pair in joined {
      let (a, b) = (work.group(of: pair.low), work.group(of: pair.high))
      if !work.forbidden.contains(Pair(a, b)) { work.join(a, b) }
    }
    work.run()
    return work.groups.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  private init(_ count: Int, _ pairs: [Pair: Double], _ forbidden: Set<Pair>) {
    self.forbidden = forbidden
    for item in 0..<count { (groups[item], links[item]) = ([item], [:]) }
    for (pair, value) in pairs {
      links[pair.low]?[pair.high] = value - Agglomeration.silence
      links[pair.high]?[pair.low] = value - Agglomeration.silence
    }
  }

  private func group(of item: Int) -> Int { groups.first { $0.value.contains(item) }?.key ?? item }

  /// What a pair of groups speaks on average; the links hold sums above silence.
  private func average(_ a: Int, _ b: Int, _ sum: Double) -> Double {
    sum / Double((groups[a]?.count ?? 1) * (groups[b]?.count ?? 1)) + Agglomeration.silence
  }

  private mutating func run() {
    while let best = best() { join(best.low, best.high) }
  }

  private func best() -> Pair? {
    var (best, value): (Pair?, Double) = (nil, 0)
    for (a, others) in links {
      for (b, sum) in others where a < b && !forbidden.contains(Pair(a, b)) {
        let next = average(a, b, sum)
        if next > value || (next == value && best.map { (a, b) < ($0.low, $0.high) } ?? false) { (best, value) = (Pair(a, b), next) }
      }
    }
    return best
  }

  /// Joins two groups under the name of the lower.
  private mutating func join(_ a: Int, _ b: Int) {
    guard a != b else { return }
    let (low, high) = (min(a, b), max(a, b))
    let moved = groups.removeValue(forKey: high) ?? []
    groups[low]? += moved
    for (other, sum) in links.removeValue(forKey: high) ?? [:] {
      links[other]?[high] = nil
      guard other != low else { continue }
      links[low]?[other, default: 0] += sum
      links[other]?[low, default: 0] += sum
    }
    for pair in forbidden where pair.low == high || pair.high == high {
      forbidden.insert(Pair(low, pair.low == high ? pair.high : pair.low))
    }
  }
}
