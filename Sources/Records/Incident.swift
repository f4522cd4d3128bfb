public import SourceText

/// A report as a ledger keeps it: one version of its text and where that came from.
public struct Report: Sendable {
  /// Id inside the ledger, the same for all versions; two reports never share one.
  public var id: String
  /// The text with its outlet, publication date and language.
  public var document: Document
  /// 1 for the first text of this report, 2 for its first update, ...
  public var version: Int
  /// SHA-256 of the bytes as they were received.
  public var capture: String
  /// Path or address that the bytes came from.
  public var origin: String
  /// When they were received, ISO 8601 in UTC.
  public var received: String
  /// Whether it was addressed to the public: false for a chat that isn't a public channel.
  public var isPublic = true
  /// Id of the earlier report that this one repeats nearly word by word; nil if it is a text of its own.
  public var copyOf: String?
  /// Those who are named in it.
  public var persons: [Person] = []
  /// A report.
  public init(id: String, document: Document, version: Int, capture: String, origin: String, received: String) {
    (self.id, self.document, self.version) = (id, document, version)
    (self.capture, self.origin, self.received) = (capture, origin, received)
  }
}

/// What a human said of a machine's claim.
public struct Review: Sendable, Equatable {
  /// The verdicts; a claim without one is `machine`.
  public enum Verdict: String, CaseIterable, Sendable {
    /// Right as it is.
    case accepted
    /// Right after the corrections that were made to it.
    case corrected
    /// Wrong.
    case rejected
  }
  /// The verdict.
  public var verdict: Verdict
  /// Who gave it.
  public var reviewer: String
  /// When, ISO 8601 in UTC.
  public var at: String
  /// Why.
  public var reason: String?
  /// A review.
  public init(verdict: Verdict, reviewer: String, at: String, reason: String?) {
    (self.verdict, self.reviewer, self.at, self.reason) = (verdict, reviewer, at, reason)
  }
}

/// A claim of one report: what incidents are made of.
public struct Member: Sendable, Equatable {
  /// Id of the report.
  public var report: String
  /// The claim; where a human corrected it, as corrected.
  public var claim: Claim
  /// The last review; nil if only a machine has seen it.
  public var review: Review?
  /// A member.
  public init(report: String, claim: Claim, review: Review? = nil) {
    (self.report, self.claim, self.review) = (report, claim, review)
  }
  /// Its address.
  public var key: ClaimKey { ClaimKey(report: report, claim: claim.id) }
}

/// How well a happening is borne out, after the grades that Airwars gives to civilian harm (CODEBOOK.md).
public enum Grade: String, CaseIterable, Sendable {
  /// A party that answers for it accepts it.
  case confirmed
  /// Two or more independent roots tell it.
  case fair
  /// One root tells it.
  case weak
  /// Claims of responsibility compete, or the accused denies.
  case contested
  /// It did not happen so: by a human's decision only.
  case discounted
  /// Nothing to grade: nobody tells it as having happened.
  case ungraded
}

/// Why two claims were taken to tell one happening.
public struct Reason: Sendable, Equatable {
  /// Report and claim id of the one.
  public var one: ClaimKey
  /// Report and claim id of the other.
  public var other: ClaimKey
  /// Sentences in plain words: "same day (2024-11-12)", "places 4 km apart".
  public var because: [String]
  /// How strongly they agree, from 0 to 1.
  public var weight: Double
  /// A reason.
  public init(one: ClaimKey, other: ClaimKey, because: [String], weight: Double) {
    (self.one, self.other, self.because, self.weight) = (one, other, because, weight)
  }
}

/// A claim's address in a ledger, written `report/claim`.
public struct ClaimKey: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// Id of the report.
  public let report: String
  /// Id of the claim inside the report.
  public let claim: String
  /// An address.
  public init(report: String, claim: String) { (self.report, self.claim) = (report, claim) }
  /// The address that is written so; nil if it is none.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/" as Character, maxSplits: 1).map { String($0) }
    guard parts.count == 2 else { return nil }
    self.init(report: parts[0], claim: parts[1])
  }
  /// `r3f2a90c41d7e/c1`.
  public var description: String { report + "/" + claim }
  /// By report, then by claim.
  public static func < (a: ClaimKey, b: ClaimKey) -> Bool { (a.report, a.claim) < (b.report, b.claim) }
}

/// Claims about one happening, with reasons.
public struct Incident: Sendable {
  /// Stable id; it survives merges.
  public var id: String
  /// Ids of incidents that were merged into this one or that it was split from.
  public var previous: [String] = []
  /// The claims, by publication day, report and claim id.
  public var members: [Member]
  /// Why they belong together: enough pairs to connect all members.
  public var reasons: [Reason] = []
  /// How well it is borne out.
  public var grade = Grade.ungraded
  /// The rule that gave the grade, spelled out for this incident.
  public var gradeReason = ""
  /// An incident that nobody graded yet.
  public init(id: String, members: [Member]) { (self.id, self.members) = (id, members) }
}
