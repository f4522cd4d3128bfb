public import Records

/// What humans said of pairs of claims; it stands above every rule.
public struct Decisions: Sendable {
  /// Two claims, the smaller first.
  public struct Pair: Hashable, Sendable {
    /// The claims.
    public let low: ClaimKey, high: ClaimKey
    /// A pair; the order doesn't matter.
    public init(_ a: ClaimKey, _ b: ClaimKey) { (low, high) = (min(a, b), max(a, b)) }
  }
  /// Pairs that tell one happening.
  public var same: Set<Pair> = []
  /// Pairs that tell two.
  public var different: Set<Pair> = []
  /// No decisions.
  public init() {}
}

/// Claims that hang together by pairs, split into happenings.
public struct Component: Sendable, Equatable {
  /// The happenings, by their first claims; every claim stands in exactly one.
  public var groups: [Group]

  /// Claims of one happening.
  public struct Group: Sendable, Equatable {
    /// The claims, sorted.
    public var members: [ClaimKey]
    /// Pairs that connect all members.
    public var reasons: [Reason]
  }
}

/// Joins claims of several reports that tell one happening.
///
/// Whether two reports tell one happening is decided by these two alone; claims that hang together by such pairs are a component, and a component is split where its pairs speak against each other.
/// So the result depends on no order, and linking a component again together with new claims gives what linking everything gives.
public struct Linker: Sendable {
  let decisions: Decisions

  /// A linker that heeds what humans decided.
  public init(decisions: Decisions = Decisions()) { self.decisions = decisions }

  /// Why two claims tell one happening, each taken alone; nil if they don't.
  ///
  /// Claims without a key in common never do: where a report gives no more than a region, a name, a figure or an actor must be shared.
  public func compare(_ a: Telling, _ b: Telling) -> Reason? {
    let pair = Decisions.Pair(a.key, b.key)
    if decisions.different.contains(pair) { return nil }
    if decisions.same.contains(pair) { return Linker.decided(a.key, b.key) }
    if a.key.report == b.key.report {
      guard let margin = SameReport.margin(a, b), margin > 0 else { return nil }
      return Linker.told(a, b)
    }
    if Set(a.keys).isDisjoint(with: b.keys) { return nil }
    let comparison = Comparison(Facts([a]), Facts([b]))
    return comparison.margin > 0 ? Linker.reason(a.key, b.key, comparison) : nil
  }

  /// All claims, by components; the tellings of a report must come together.
  public func components(_ tellings: [Telling]) -> [Component] {
    Linking(tellings, decisions).components()
  }

  static func decided(_ a: ClaimKey, _ b: ClaimKey) -> Reason {
    Reason(one: min(a, b), other: max(a, b), because: ["a human said that they tell one happening"], weight: 1)
  }

  static func told(_ a: Telling, _ b: Telling) -> Reason {
    let isLinked = a.isLinked(to: b)
    let words = isLinked ? "the report takes up its own words again" : "the same report goes on about the same day and place"
    return Reason(one: min(a.key, b.key), other: max(a.key, b.key), because: [words], weight: isLinked ? 0.9 : 0.7)
  }

  static func reason(_ a: ClaimKey, _ b: ClaimKey, _ comparison: Comparison) -> Reason {
    Reason(one: min(a, b), other: max(a, b), because: comparison.because, weight: comparison.weight)
  }
}
