import Records

/// One run of linking: from tellings to accounts, from accounts to components, from components to happenings.
struct Linking {
  private let tellings: [Telling]
  private let decisions: Decisions
  private let index: [ClaimKey: Int]
  /// Tellings that hang together.
  private var forest: Forest
  private var accounts: [Account] = []
  /// The account of each telling.
  private var accountOf: [Int] = []

  init(_ all: [Telling], _ decisions: Decisions) {
    tellings = all.sorted { $0.key < $1.key }
    self.decisions = decisions
    index = Dictionary(tellings.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    forest = Forest(tellings.count)
    accountOf = Array(repeating: 0, count: tellings.count)
  }

  func components() -> [Component] {
    var work = self
    work.makeAccounts()
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
    var pairs: [Agglomeration.Pair: Double] = [:]
    for low in range {
      for high in range where low < high {
        guard let margin = SameReport.margin(tellings[low], tellings[high]) else { continue }
        pairs[.init(low - range.lowerBound, high - range.lowerBound)] = margin
        if margin > 0 { forest.unite(low, high) }
      }
    }
    let (joined, forbidden) = decided(range) { [range.lowerBound + $0] }
    for group in Agglomeration.groups(range.count, pairs, joined: joined, forbidden: forbidden) {
      let members = group.map { $0 + range.lowerBound }
      for member in members {
        accountOf[member] = accounts.count
        forest.unite(members[0], member)
      }
      accounts.append(Account(members.map { tellings[$0] }))
    }
  }

  private func decided(_ range: Range<Int>, _ at: (Int) -> [Int]) -> (joined: [Agglomeration.Pair], forbidden: Set<Agglomeration.Pair>) {
    if decisions.same.isEmpty, decisions.different.isEmpty { return ([], []) }
    let places = Dictionary(range.map { (tellings[$0].key, $0 - range.lowerBound) }, uniquingKeysWith: { first, _ in first })
    return pairs(places)
  }

  /// Decisions about items, given where each claim is.
  private func pairs(_ places: [ClaimKey: Int]) -> (joined: [Agglomeration.Pair], forbidden: Set<Agglomeration.Pair>) {
    func among(_ set: Set<Decisions.Pair>) -> Set<Agglomeration.Pair> {
      Set(
        set.compactMap { pair in
          guard let low = places[pair.low], let high = places[pair.high], low != high else { return nil }
          return .init(low, high)
        })
    }
    return (among(decisions.same).sorted { ($0.low, $0.high) < ($1.low, $1.high) }, among(decisions.different))
  }

  // MARK: Components

  /// Unites what pairs of accounts connect, looking only at those that share a key.
  private mutating func connect() {
    for pair in candidates(Array(accounts.indices)) where !forest.isUnited(first(pair.low), first(pair.high)) {
      if Comparison(accounts[pair.low], accounts[pair.high]).margin > 0 { forest.unite(first(pair.low), first(pair.high)) }
    }
    for pair in decisions.same {
      if let low = index[pair.low], let high = index[pair.high] { forest.unite(low, high) }
    }
  }

  private func first(_ account: Int) -> Int { index[accounts[account].key] ?? 0 }

  /// Pairs of accounts of different reports that share a key.
  private func candidates(_ some: [Int]) -> Set<Agglomeration.Pair> {
    var byKey: [String: [Int]] = [:]
    for account in some {
      for key in Set(accounts[account].members.flatMap(\.keys)) { byKey[key, default: []].append(account) }
    }
    var pairs: Set<Agglomeration.Pair> = []
    for accounts in byKey.values where accounts.count > 1 {
      for (place, low) in accounts.enumerated() {
        for high in accounts[(place + 1)...] where self.accounts[low].key.report != self.accounts[high].key.report {
          pairs.insert(.init(low, high))
        }
      }
    }
    return pairs
  }

  // MARK: Happenings

  private mutating func split() -> [Component] {
    var byRoot: [Int: Set<Int>] = [:]
    for telling in tellings.indices { byRoot[forest.root(telling), default: []].insert(accountOf[telling]) }
    return byRoot.values.map { split($0.sorted()) }.sorted { Linking.first($0) < Linking.first($1) }
  }

  private static func first(_ component: Component) -> ClaimKey { component.groups.first?.members.first ?? ClaimKey(report: "", claim: "") }

  private func split(_ some: [Int]) -> Component {
    if some.count == 1 { return Component(groups: [group(some, [:])]) }
    let place = Dictionary(uniqueKeysWithValues: some.enumerated().map { ($1, $0) })
    var pairs: [Agglomeration.Pair: Double] = [:]
    var comparisons: [Agglomeration.Pair: Comparison] = [:]
    for pair in candidates(some) {
      let comparison = Comparison(accounts[pair.low], accounts[pair.high])
      let items = Agglomeration.Pair(place[pair.low] ?? 0, place[pair.high] ?? 0)
      (pairs[items], comparisons[pair]) = (comparison.margin, comparison)
    }
    let claims = Dictionary(
      some.flatMap { account in accounts[account].members.map { ($0.key, place[account] ?? 0) } }, uniquingKeysWith: { first, _ in first })
    let (joined, forbidden) = self.pairs(claims)
    let groups = Agglomeration.groups(some.count, pairs, joined: joined, forbidden: forbidden)
    return Component(groups: groups.map { group($0.map { some[$0] }, comparisons) }.sorted { $0.members[0] < $1.members[0] })
  }

  /// The members of some accounts with a spanning set of reasons, the strongest first.
  private func group(_ some: [Int], _ comparisons: [Agglomeration.Pair: Comparison]) -> Component.Group {
    let members = some.flatMap { accounts[$0].members.map(\.key) }.sorted()
    var reasons = some.flatMap { account in accounts[account].members.dropFirst().map { Linker.told(accounts[account].members[0], $0) } }
    reasons += spanning(some, comparisons)
    return Component.Group(members: members, reasons: reasons.sorted { ($0.one, $0.other) < ($1.one, $1.other) })
  }

  private func spanning(_ some: [Int], _ comparisons: [Agglomeration.Pair: Comparison]) -> [Reason] {
    var tree = Forest(some.count)
    let place = Dictionary(uniqueKeysWithValues: some.enumerated().map { ($1, $0) })
    var reasons: [Reason] = []
    for pair in decidedAmong(some) where tree.unite(place[pair.0] ?? 0, place[pair.1] ?? 0) { reasons.append(pair.2) }
    let best = comparisons.filter { place[$0.key.low] != nil && place[$0.key.high] != nil && $0.value.margin > -4 }
      .sorted { ($1.value.points, $0.key.low, $0.key.high) < ($0.value.points, $1.key.low, $1.key.high) }
    for (pair, comparison) in best where tree.unite(place[pair.low] ?? 0, place[pair.high] ?? 0) {
      reasons.append(Linker.reason(accounts[pair.low].key, accounts[pair.high].key, comparison))
    }
    return reasons
  }

  private func decidedAmong(_ some: [Int]) -> [(Int, Int, Reason)] {
    let here = Set(some)
    return decisions.same.sorted { ($0.low, $0.high) < ($1.low, $1.high) }.compactMap { pair in
      guard let low = index[pair.low], let high = index[pair.high] else { return nil }
      let (one, other) = (accountOf[low], accountOf[high])
      return here.contains(one) && here.contains(other) && one != other ? (one, other, Linker.decided(pair.low, pair.high)) : nil
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
