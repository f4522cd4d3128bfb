public import Records
public import SourceText

/// The rules of publication by the names that overrides, counts and explanations use.
public enum Rule: String, CaseIterable, Sendable {
  /// Names of private persons are replaced.
  case names
  /// Names of minors, victims, detainees and witnesses never leave.
  case protected
  /// Names of reviewers stay behind.
  case reviewers
  /// Coordinates are rounded.
  case grid
  /// Coordinates of hospitals, schools, shelters, camps and places of worship are rounded more.
  case sensitive
  /// What is vaguer than a district leaves by name, without coordinates.
  case region
  /// Disputed places have no country.
  case disputed
  /// An export waits after the event.
  case event = "event-delay"
  /// An export waits after publication.
  case publication = "publication-delay"
  /// Only what a human accepted leaves.
  case review
  /// What a human rejected never leaves.
  case rejected
  /// Denials and competing claims travel with their claim.
  case denials
  /// Only reports addressed to the public leave.
  case channels
  /// No claim leaves without its report.
  case source

  /// Whether no override lifts it.
  public var isAbsolute: Bool { self == .protected || self == .rejected || self == .source }
  /// Whether it holds for internal exports too.
  var holdsInside: Bool { [.protected, .reviewers, .grid, .sensitive, .region, .disputed, .rejected, .source].contains(self) }
}

/// A rule lifted for one export, with the reason that its package tells.
public struct Override: Sendable, Equatable {
  /// The rule.
  public let rule: Rule
  /// Why.
  public let reason: String

  /// An override of the rule with this name.
  ///
  /// - Throws: a `Problem` if there is no such rule, if nothing lifts it, or if the reason is empty.
  public init(_ name: String, reason: String) throws(Problem) {
    guard let rule = Rule(rawValue: name) else {
      let near = Nearness.nearest(to: name, among: Rule.allCases.map(\.rawValue))
      throw Problem("override", "there is no rule \"\(name)\"; the nearest is \"\(near)\"")
    }
    guard !rule.isAbsolute else { throw Problem("override", "no override lifts the rule \"\(name)\"; export without it") }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw Problem("override", "the override of \"\(name)\" needs a reason; write it after --reason")
    }
    (self.rule, self.reason) = (rule, reason)
  }

  /// As packages and the ledger's log tell it.
  public var json: JSON { .object([("rule", .string(rule.rawValue)), ("reason", .string(reason))]) }
}

/// Something that doesn't leave, or not as it is, and why.
public struct Withheld: Sendable, Equatable {
  /// What stays behind.
  public enum What: String, CaseIterable, Sendable {
    /// The kinds.
    case incident, claim, report, name, coordinate
  }
  /// What it is.
  public let what: What
  /// Which: the incident's id, `report/claim`, a report's id, a placeholder.
  public let id: String
  /// The incident that it belongs to.
  public let incident: String
  /// The rule.
  public let rule: Rule
  /// A sentence that says why and what to do.
  public let reason: String
}

extension Withheld: CustomStringConvertible {
  /// `i1: claim r2/c1 stays behind (review): no human has reviewed it; ...`
  public var description: String {
    let verb = what == .incident || what == .claim ? "stays behind" : "is changed"
    return "\(incident): \(what) \(what == .incident ? "" : id + " ")\(verb) (\(rule.rawValue)): \(reason)"
  }
}

/// How much was left out, by kind and reason.
public struct Tally: Sendable, Equatable {
  /// One count.
  public struct Count: Sendable, Equatable {
    /// What was left out.
    public let what: String
    /// The rule of the policy, or the format's demand.
    public let reason: String
    /// How many.
    public let count: Int
  }
  private var numbers: [String: [String: Int]] = [:]

  /// Nothing yet.
  public init() {}

  /// Counts what a gate withheld.
  public mutating func add(_ withheld: [Withheld]) {
    for item in withheld { add(item.what.rawValue, item.rule.rawValue) }
  }
  /// Counts one thing.
  public mutating func add(_ what: String, _ reason: String, count: Int = 1) {
    numbers[what, default: [:]][reason, default: 0] += count
  }
  /// `12 incidents: review`, a sentence a count.
  public var sentences: [String] { counts.map { "\($0.count) \($0.what)\($0.count == 1 ? "" : "s"): \($0.reason)" } }
  /// The counts, sorted by what and reason.
  public var counts: [Count] {
    numbers.sorted { $0.key < $1.key }.flatMap { what, reasons in
      reasons.sorted { $0.key < $1.key }.map { Count(what: what, reason: $0.key, count: $0.value) }
    }
  }
}
