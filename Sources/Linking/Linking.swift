import Records

/// One run of linking: from tellings to accounts, from accounts to components, from components to happenings.
struct Linking {
  typealias Pair = Agglomeration.Pair

  private let tellings: [Telling]
  private let decisions: Decisions
  private let index: [ClaimKey: Int]
  /// Tellings of which a human decided something.
  private let decided: Set<Int>
  /// Tellings that hang together.
  private var forest: Forest
  private var accounts: [Account] = []
  /// The account of each telling.
  private var accountOf: [Int]
  /// Accounts with the same facts, which are compared once.
  private var nodes: [Node] = []

  init(_ all: [Telling], _ decisions: Decisions) {
    tellings = all.sorted { $0.key < $1.key }
    self.decisions = decisions
    index = Dictionary(tellings.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    decided = Set(decisions.same.union(decisions.different).flatMap { [$0.low, $0.high] }.compactMap { [index] in index[$0] })
    forest = Forest(tellings.count)
    accountOf = Array(repeating: 0, count: tellings.count)
  }

  func components() -> [Component] {
    var work = self
    work.makeAccounts()
    work.makeNodes()
    work.connect()
    return work.split()
  }

  // MARK: Accounts

  /// The claims of each report, grouped by what they tell.
  private mutating func makeAccounts() {
    var start = 0
    while start < tellings.count {
      var end = start + 1
      while end < tellings.count, tellings[end].key.report == tellings[start].key.report { end += 1 }
      addAccounts(of: start..<end)
      start = end
    }
  }

  private mutating func addAccounts(of range: Range<Int>) {
    var task = Agglomeration.Task(weights: range.map { _ in 1 })
    for low in range {
      for high in range where low < high {
        guard let margin = SameReport.margin(tellings[low], tellings[high]) else { continue }
        task.pairs[Pair(low - range.lowerBound, high - range.lowerBound)] = margin
        if margin > 0 { forest.unite(low, high) }
      }
    }
    if range.contains(where: decided.contains) { decide(&task) { range.contains($0) ? $0 - range.lowerBound : nil } }
    for group in Agglomeration.groups(task) {
      let members = group.map { $0 + range.lowerBound }
      for member in members {
        accountOf[member] = accounts.count
        forest.unite(members[0], member)
      }
      accounts.append(Account(members.map { tellings[$0] }))
    }
  }

  /// Human decisions as far as they are about the items of a task.
  private func decide(_ task: inout Agglomeration.Task, _ item: (Int) -> Int?) {
    func among(_ pairs: Set<Decisions.Pair>) -> Set<Pair> {
      Set(
        pairs.compactMap { pair in
          guard let low = index[pair.low].flatMap(item), let high = index[pair.high].flatMap(item), low != high else { return nil }
          return Pair(low, high)
        })
    }
    (task.joined, task.forbidden) = (among(decisions.same).sorted(), among(decisions.different))
  }

  // MARK: Nodes

  /// Accounts of which none need be told from the others.
  private struct Node {
    var accounts: [Int]
    let facts: Facts
    var keys: Set<Int> = []
    /// Whether two such accounts tell one happening.
    let isOne: Bool
  }

  private mutating func makeNodes() {
    let decided = Set(self.decided.map { accountOf[$0] })
    var (byFacts, numbers): ([Facts: Int], [String: Int]) = ([:], [:])
    for (number, account) in accounts.enumerated() {
      let keys = Set(account.members.flatMap(\.keys)).map { Linking.number($0, &numbers) }
      let place = byFacts[account.facts]
      if let place, nodes[place].isOne, !decided.contains(number) {
        nodes[place].accounts.append(number)
        nodes[place].keys.formUnion(keys)
        forest.unite(first(nodes[place]), index[account.key] ?? 0)
      } else {
        let isOne = Comparison(account.facts, account.facts).margin > 0
        if place == nil, !decided.contains(number) { byFacts[account.facts] = nodes.count }
        nodes.append(Node(accounts: [number], facts: account.facts, keys: Set(keys), isOne: isOne))
      }
    }
  }

  private static func number(_ key: String, _ numbers: inout [String: Int]) -> Int {
    if let number = numbers[key] { return number }
    numbers[key] = numbers.count
    return numbers.count - 1
  }

  /// A telling of a node.
  private func first(_ node: Node) -> Int { index[accounts[node.accounts[0]].key] ?? 0 }

  // MARK: Components

  /// Unites what pairs of nodes connect, looking only at those that share a key.
  private mutating func connect() {
    let places = nodes.map(first)
    var apart: Set<Pair> = []
    for pair in candidates(Array(nodes.indices)) {
      guard !forest.isUnited(places[pair.low], places[pair.high]), !apart.contains(pair) else { continue }
      if Comparison(nodes[pair.low].facts, nodes[pair.high].facts).margin > 0 {
        forest.unite(places[pair.low], places[pair.high])
      } else {
        apart.insert(pair)
      }
    }
    for pair in decisions.same {
      if let low = index[pair.low], let high = index[pair.high] { forest.unite(low, high) }
    }
  }

  /// Pairs of nodes that share a key; a pair that shares several comes several times.
  private func candidates(_ some: [Int]) -> some Sequence<Pair> {
    var byKey: [Int: [Int]] = [:]
    for node in some {
      for key in nodes[node].keys { byKey[key, default: []].append(node) }
    }
    return byKey.values.lazy.flatMap { members in
      members.indices.lazy.flatMap { place in members[(place + 1)...].lazy.map { Pair(members[place], $0) } }
    }
  }

  // MARK: Happenings

  private mutating func split() -> [Component] {
    var byRoot: [Int: [Int]] = [:]
    for (number, node) in nodes.enumerated() { byRoot[forest.root(first(node)), default: []].append(number) }
    return byRoot.values.map { split($0) }.sorted { Linking.first($0) < Linking.first($1) }
  }

  private static func first(_ component: Component) -> ClaimKey { component.groups.first?.members.first ?? ClaimKey(report: "", claim: "") }

  /// The happenings of the nodes of one component.
  private func split(_ members: [Int]) -> Component {
    if members.count == 1 { return Component(groups: [group(members, [:])]) }
    let some = members.map { ($0, nodes[$0].facts.order) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    let place = Dictionary(uniqueKeysWithValues: some.enumerated().map { ($1, $0) })
    var task = Agglomeration.Task(weights: some.map { Double(nodes[$0].accounts.count) })
    task.late = Set(some.indices.filter { !nodes[some[$0]].facts.isNews })
    var comparisons: [Pair: Comparison] = [:]
    for pair in candidates(some) where comparisons[pair] == nil {
      let comparison = Comparison(nodes[pair.low].facts, nodes[pair.high].facts)
      comparisons[pair] = comparison
      task.pairs[Pair(place[pair.low] ?? 0, place[pair.high] ?? 0)] = comparison.margin
    }
    if isDecided(some) {
      let nodeOf = Dictionary(some.flatMap { node in nodes[node].accounts.map { ($0, place[node] ?? 0) } }) { first, _ in first }
      decide(&task) { nodeOf[accountOf[$0]] }
    }
    let groups = Agglomeration.groups(task).map { group($0.map { some[$0] }, comparisons) }
    return Component(groups: groups.sorted { $0.members[0] < $1.members[0] })
  }

  /// The members of some nodes with a spanning set of reasons, the strongest first.
  private func group(_ some: [Int], _ comparisons: [Pair: Comparison]) -> Component.Group {
    let all = some.flatMap { nodes[$0].accounts }
    let members = all.flatMap { accounts[$0].members.map(\.key) }.sorted()
    var reasons = all.flatMap { account in accounts[account].members.dropFirst().map { Linker.told(accounts[account].members[0], $0) } }
    for node in some where nodes[node].accounts.count > 1 {
      let itself = Comparison(nodes[node].facts, nodes[node].facts)
      reasons += nodes[node].accounts.dropFirst().map { Linker.reason(accounts[nodes[node].accounts[0]].key, accounts[$0].key, itself) }
    }
    reasons += spanning(some, comparisons)
    return Component.Group(members: members, reasons: reasons.sorted { ($0.one, $0.other) < ($1.one, $1.other) })
  }

  private func spanning(_ some: [Int], _ comparisons: [Pair: Comparison]) -> [Reason] {
    if some.count == 1 { return [] }
    var tree = Forest(some.count)
    let place = Dictionary(uniqueKeysWithValues: some.enumerated().map { ($1, $0) })
    var reasons: [Reason] = []
    for (low, high, reason) in isDecided(some) ? decided(some, place) : [] where tree.unite(low, high) { reasons.append(reason) }
    let best = comparisons.filter { place[$0.key.low] != nil && place[$0.key.high] != nil && !$0.value.isExcluded }
      .sorted { $0.value.points == $1.value.points ? $0.key < $1.key : $0.value.points > $1.value.points }
    for (pair, comparison) in best where tree.unite(place[pair.low] ?? 0, place[pair.high] ?? 0) {
      reasons.append(Linker.reason(accounts[nodes[pair.low].accounts[0]].key, accounts[nodes[pair.high].accounts[0]].key, comparison))
    }
    return reasons
  }

  /// Whether a human decided something of a claim in some nodes.
  private func isDecided(_ some: [Int]) -> Bool {
    if decided.isEmpty { return false }
    return some.contains { node in
      nodes[node].accounts.contains { account in accounts[account].members.contains { index[$0.key].map(decided.contains) ?? false } }
    }
  }

  private func decided(_ some: [Int], _ place: [Int: Int]) -> [(Int, Int, Reason)] {
    let nodeOf = Dictionary(some.flatMap { node in nodes[node].accounts.map { ($0, place[node] ?? 0) } }) { first, _ in first }
    return decisions.same.sorted { ($0.low, $0.high) < ($1.low, $1.high) }.compactMap { pair in
      guard let low = index[pair.low].flatMap({ nodeOf[accountOf[$0]] }), let high = index[pair.high].flatMap({ nodeOf[accountOf[$0]] })
      else { return nil }
      return (low, high, Linker.decided(pair.low, pair.high))
    }
  }
}

/// Sets that grow together, by their roots.
struct Forest {
  private var parent: [Int]

  init(_ count: Int) { parent = Array(0..<count) }

  mutating func root(_ item: Int) -> Int {
    var item = item
    while parent[item] != item {
      parent[item] = parent[parent[item]]
      item = parent[item]
    }
    return item
  }

  mutating func isUnited(_ a: Int, _ b: Int) -> Bool { root(a) == root(b) }

  /// Whether they were apart before.
  @discardableResult
  mutating func unite(_ a: Int, _ b: Int) -> Bool {
    let (one, other) = (root(a), root(b))
    if one == other { return false }
    parent[max(one, other)] = min(one, other)
    return true
  }
}
