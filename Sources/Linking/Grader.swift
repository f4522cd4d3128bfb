import Codes
public import Records

/// Grades a happening by who says so: the rules of the codebook, after Airwars, each told in words for this happening.
public struct Grader: Sendable {
  private let tellings: [Telling]

  /// A grade with the rule that gave it.
  public struct Verdict: Sendable, Equatable {
    /// The grade.
    public var grade: Grade
    /// The rule, spelled out.
    public var reason: String
    /// A verdict.
    public init(_ grade: Grade, _ reason: String) { (self.grade, self.reason) = (grade, reason) }
  }

  /// A grader for the claims of one happening; those that a human rejected must not be among them.
  public init(_ tellings: [Telling]) { self.tellings = tellings.sorted { $0.key < $1.key } }

  /// The verdict of a human, or that of the rules.
  public func verdict(by human: Verdict? = nil) -> Verdict {
    if let human { return Verdict(human.grade, "decided by a human: \(human.reason)") }
    return ungraded ?? contested ?? confirmed ?? borneOut
  }

  private var told: [Telling] { tellings.filter { $0.stance != .planned && $0.stance != .denied } }
  private var denials: [Telling] { tellings.filter { $0.stance == .denied } }

  private var ungraded: Verdict? {
    guard told.isEmpty else { return nil }
    if denials.isEmpty { return Verdict(.ungraded, tellings.isEmpty ? "no claims" : "only told as planned, by \(Grader.list(tellings))") }
    return Verdict(.ungraded, "nobody tells it as having happened; denied by \(Grader.list(denials))")
  }

  private var contested: Verdict? {
    let claims = tellings.filter { $0.stance == .claimed }
    for (place, one) in claims.enumerated() {
      if let rival = claims[(place + 1)...].first(where: { Grader.areRivals(one, $0) }) {
        return Verdict(.contested, "claimed by \(one.root.name) and by \(rival.root.name)")
      }
    }
    guard let denial = denials.first(where: { isAccused($0.root) }) else { return nil }
    return Verdict(.contested, "\(denial.root.name), who is said to have done it, denies it")
  }

  /// Two who both say that they did it; names in two languages may be one.
  private static func areRivals(_ a: Telling, _ b: Telling) -> Bool {
    guard !isSame(a.root, b.root) else { return false }
    return a.language == b.language && Set(Words.content(a.root.name)).isDisjoint(with: Words.content(b.root.name))
  }

  private static func isSame(_ a: Telling.Root, _ b: Telling.Root) -> Bool { a.id == b.id }

  /// Whether a speaker is one whom the claims name as agent.
  private func isAccused(_ root: Telling.Root) -> Bool {
    let words = Set(Words.content(root.name))
    return !root.isOutlet
      && tellings.flatMap(\.agents).contains { $0.id == root.id || (!$0.words.isEmpty && words.isSuperset(of: $0.words)) }
  }

  private var confirmed: Verdict? {
    if let claim = tellings.first(where: { $0.stance == .claimed }) {
      return Verdict(.confirmed, "\(claim.root.name) says to have done it")
    }
    guard let word = tellings.first(where: { $0.stance == .confirmed && isAccused($0.root) }) else { return nil }
    return Verdict(.confirmed, "\(word.root.name), who is said to have done it, confirms it")
  }

  /// By the number of independent roots.
  private var borneOut: Verdict {
    let roots = Grader.roots(told)
    let firm = Grader.roots(told.filter { $0.stance != .alleged })
    let names = Grader.list(told)
    if roots.count < 2 { return Verdict(.weak, "one root tells it: \(names)" + copies) }
    if firm.isEmpty { return Verdict(.weak, "\(roots.count) roots tell it, all with distance: \(names)") }
    return Verdict(.fair, "\(roots.count) independent roots tell it: \(names)" + copies)
  }

  private var copies: String {
    let count = Set(told.filter { $0.source != $0.key.report }.map(\.key.report)).count
    return count == 0 ? "" : "; \(count) \(count == 1 ? "copy" : "copies") of other reports not counted"
  }

  /// Roots of the chains: the same speaker in ten outlets is one; a copy has the voice of its original.
  static func roots(_ tellings: [Telling]) -> Set<String> {
    let outlets = Dictionary(tellings.filter { $0.source == $0.key.report && $0.root.isOutlet }.map { ($0.key.report, $0.root.id) }) {
      first, _ in first
    }
    return Set(tellings.map { $0.root.isOutlet && $0.source != $0.key.report ? outlets[$0.source] ?? "copy of " + $0.source : $0.root.id })
  }

  private static func list(_ tellings: [Telling]) -> String {
    var seen: Set<String> = []
    return tellings.filter { seen.insert($0.root.id).inserted }.map(\.root.name).joined(separator: ", ")
  }
}
