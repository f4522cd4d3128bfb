import Codes
public import Records
import SourceText

/// The one way out: applies the publication policy, and says what it withheld and why.
///
/// Nothing else makes a `PublishedIncident`, and exporters take nothing else.
public struct Gate: Sendable {
  /// Grades an incident anew, where members that speak for its grade stay behind.
  public typealias Grader = @Sendable (Incident) -> (grade: Grade, reason: String)

  /// The settings.
  public let policy: Policy
  /// For whom.
  public let audience: Audience
  /// The rules lifted for this export.
  public let overrides: [Override]
  private let now: Instant
  private let grader: Grader?
  let sensitivity: Sensitivity

  /// A gate.
  ///
  /// - Parameters:
  ///   - now: ISO 8601 in UTC, `2026-11-28T09:00:00Z`; without time of day and zone the beginning of the day counts, with anything unreadable nothing is old enough to leave.
  ///   - grader: grades the members that are left; without one an incident that lost members leaves ungraded.
  public init(policy: Policy, audience: Audience = .public, overrides: [Override] = [], now: String, grader: Grader? = nil) {
    (self.policy, self.audience, self.overrides, self.grader) = (policy, audience, overrides, grader)
    sensitivity = Sensitivity(policy)
    self.now = Instant(clock: now) ?? Instant(seconds: Int.min / 4)
  }

  /// What of an incident may leave; nil if nothing may, with everything withheld and the reasons.
  public func admit(_ incident: Incident, reports: [String: Report]) -> (published: PublishedIncident?, withheld: [Withheld]) {
    var (leaving, held, withheld) = ([Member](), [Member](), [Withheld]())
    for member in incident.members {
      guard let obstacle = obstacle(to: member, reports) else {
        leaving.append(member)
        continue
      }
      if obstacle.rule != .rejected { held.append(member) }
      withheld.append(
        Withheld(what: .claim, id: member.key.description, incident: incident.id, rule: obstacle.rule, reason: obstacle.reason))
    }
    if let whole = obstacle(toAll: leaving, held, withheld, reports) {
      withheld.append(Withheld(what: .incident, id: incident.id, incident: incident.id, rule: whole.rule, reason: whole.reason))
      return (nil, withheld)
    }
    var disguise = Disguise(gate: self, incident: incident, members: leaving, reports: reports)
    let published = disguise.published(graded: leaving.count == incident.members.count ? nil : grader ?? Gate.ungraded)
    return (published, withheld + disguise.withheld)
  }

  /// Whether a rule holds here: the policy has it, the audience is bound by it, no override lifts it.
  func applies(_ rule: Rule) -> Bool {
    if rule.isAbsolute { return true }
    if overrides.contains(where: { $0.rule == rule }) || (audience == .internal && !rule.holdsInside) { return false }
    switch rule {
    case .names: return policy.replacesNames
    case .reviewers: return !policy.namesReviewers
    case .disputed: return policy.marksDisputed
    case .review: return policy.acceptedOnly
    case .denials: return policy.denialsTravel
    case .channels: return policy.publicChannelsOnly
    case .protected, .grid, .sensitive, .region, .event, .publication, .rejected, .source: return true
    }
  }

  private typealias Obstacle = (rule: Rule, reason: String)

  @Sendable private static func ungraded(_ incident: Incident) -> (grade: Grade, reason: String) {
    (.ungraded, "members that spoke for the grade are not published")
  }

  // MARK: One claim

  private func obstacle(to member: Member, _ reports: [String: Report]) -> Obstacle? {
    guard let report = reports[member.report] else { return (.source, "its report is not in the ledger; add the report again") }
    if member.review?.verdict == .rejected { return (.rejected, "a reviewer rejected it; if that was wrong, review it again") }
    if applies(.channels), !report.isPublic {
      return (.channels, "its report comes from a chat that is not public; find a public source that tells the same")
    }
    if applies(.review), member.review == nil {
      return (.review, "no human has reviewed it; accept, correct or reject it, or export for internal use")
    }
    let free = published(report).adding(hours: policy.hoursAfterPublication)
    if applies(.publication), free > now { return (.publication, "its report is too young; it may leave from \(free.text)") }
    return nil
  }

  /// When a report was published; without a date, when it was received.
  private func published(_ report: Report) -> Instant {
    report.document.publishedText.flatMap { Instant($0) } ?? Instant(report.received) ?? now
  }

  // MARK: All claims

  private func obstacle(toAll leaving: [Member], _ held: [Member], _ withheld: [Withheld], _ reports: [String: Report]) -> Obstacle? {
    guard !leaving.isEmpty else {
      let first = withheld.first { $0.rule != .rejected } ?? withheld.first
      return (first?.rule ?? .source, "none of its claims may leave; the first: " + (first?.reason ?? "it has no claims"))
    }
    let free = leaving.map { happened($0, reports) }.max().map { $0.adding(hours: policy.hoursAfterEvent) } ?? now
    if applies(.event), free > now { return (.event, "the event is too recent; it may leave from \(free.text)") }
    guard applies(.denials), let other = held.first(where: { contests($0, leaving) }) else { return nil }
    let kind = other.claim.stance == .denied ? "a denial" : "a competing claim"
    let why = withheld.first { $0.id == other.key.description }?.reason ?? ""
    return (.denials, "\(kind) of the same happening can't leave yet (\(other.key): \(why)); the incident waits for it")
  }

  /// When the happening was over at the latest: it can't be later than the report of it, unless it is only planned.
  private func happened(_ member: Member, _ reports: [String: Report]) -> Instant {
    let told = reports[member.report].map(published) ?? now
    guard let date = member.claim.date, date.open != "end", let last = date.to ?? date.from else { return told }
    return member.claim.stance == .planned ? Instant(endOf: last) : min(Instant(endOf: last), told)
  }

  /// Whether a claim denies the happening, or names somebody else as the one who did it.
  private func contests(_ held: Member, _ leaving: [Member]) -> Bool {
    if held.claim.stance == .denied { return true }
    let isClaimed = held.claim.stance == .claimed
    func doers(_ claim: Claim) -> Set<String> {
      Set(claim.agent.compactMap { $0.id ?? (isClaimed ? Words.folded($0.name).joined(separator: " ") : nil) })
    }
    let own = doers(held.claim)
    return !own.isEmpty
      && leaving.contains { !doers($0.claim).isEmpty && doers($0.claim).isDisjoint(with: own) && $0.claim.stance != .denied }
  }
}
