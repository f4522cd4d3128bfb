public import Records
public import SourceText

/// An incident as it may leave: names replaced, places coarsened, denials beside their claims. Only a `Gate` makes one: nothing outside of this file can.
public struct PublishedIncident: Sendable {
  /// The incident; names in its fields are already replaced and its places coarsened. Its evidence is for `excerpt(_:of:)` only.
  public let incident: Incident
  /// The reports of its members by id.
  public let reports: [String: PublishedReport]
  fileprivate init(incident: Incident, reports: [String: PublishedReport]) { (self.incident, self.reports) = (incident, reports) }
}

/// What may be told of a report. Its text stays behind: only excerpts leave, names replaced.
public struct PublishedReport: Sendable {
  /// Id in the ledger.
  public let id: String
  /// Id in the input.
  public let input: String
  /// Headline, names replaced.
  public let title: String?
  /// Who published it.
  public let outlet: String?
  /// Its address.
  public let url: String?
  /// Day of publication.
  public let published: Day?
  /// ISO 639-1 code.
  public let language: String?
  /// Which version of the report.
  public let version: Int
  /// SHA-256 of the text.
  public let sha256: String?
  /// SHA-256 of the bytes as received.
  public let capture: String
  /// When they were received, ISO 8601 in UTC.
  public let received: String
  /// Id of the report that this one repeats.
  public let copyOf: String?
  fileprivate let redactor: Redactor

  /// The words of evidence with a few words around them, names replaced; nil for evidence of another text.
  public func excerpt(_ evidence: Evidence) -> Excerpt? { redactor.excerpt(evidence) }
}

/// Makes a `PublishedIncident` of members that may leave: names replaced, places coarsened, what refers to others taken out.
struct Disguise {
  private let gate: Gate
  private let incident: Incident
  private let members: [Member]
  private let reports: [String: Report]
  private let cast: Cast
  private let aliases: [String: String]
  private var places: PlaceCoarsening
  /// What left in another shape, and why.
  private(set) var withheld: [Withheld] = []

  init(gate: Gate, incident: Incident, members: [Member], reports: [String: Report]) {
    (self.gate, self.incident, self.members) = (gate, incident, members)
    let used = Set(members.map(\.report))
    self.reports = reports.filter { used.contains($0.key) }
    let known = Set(incident.members.map(\.report)).sorted().compactMap { reports[$0] }
    cast = Cast(known, policy: gate.policy, hidesPrivate: gate.applies(.names), hidesPositions: gate.applies(.grid))
    let unrejected = incident.members.filter { $0.review?.verdict != .rejected }
    places = PlaceCoarsening(gate: gate, claims: unrejected.map(\.claim))
    aliases = Disguise.aliases(self.reports, cast)
  }

  /// Ids of reports that hold no name: the hash of the bytes stands for one that does.
  private static func aliases(_ reports: [String: Report], _ cast: Cast) -> [String: String] {
    reports.mapValues { cast.isClean($0.id) ? $0.id : "report-" + $0.capture.prefix(16) }
  }

  /// The incident as it may leave; `grader` grades it if members were left out.
  mutating func published(graded grader: Gate.Grader?) -> PublishedIncident {
    let keys = Set(members.map { ClaimKey(report: $0.report, claim: $0.claim.id) })
    var out = Incident(id: incident.id, members: members.map { disguised($0, keys) })
    out.previous = incident.previous
    out.reasons = incident.reasons.filter { keys.contains($0.one) && keys.contains($0.other) }.map(disguised)
    (out.grade, out.gradeReason) = (incident.grade, cast.redact(incident.gradeReason))
    if let grader, incident.grade != .discounted {
      var left = incident
      left.members = members
      let anew = grader(left)
      (out.grade, out.gradeReason) = (anew.grade, cast.redact(anew.reason))
    }
    var told: [String: PublishedReport] = [:]
    for report in reports.values.sorted(by: { $0.id < $1.id }) {
      if let one = published(report) { told[one.id] = one }
    }
    withheld += places.withheld.map { note(.coordinate, $0.place, $0.rule, $0.reason) }
    return PublishedIncident(incident: out, reports: told)
  }

  private func note(_ what: Withheld.What, _ id: String, _ rule: Rule, _ reason: String) -> Withheld {
    Withheld(what: what, id: id, incident: incident.id, rule: rule, reason: reason)
  }

  // MARK: Reports

  private mutating func published(_ report: Report) -> PublishedReport? {
    guard let redactor = cast.redactor(for: report.id) else { return nil }
    let (document, id) = (report.document, alias(report.id))
    let url = document.url.map { redactor.redact(url: $0) }
    if url != document.url { withheld.append(note(.report, id, .names, "its address holds a name or a position; only its origin is told")) }
    for person in cast.replaced[report.id] ?? [] {
      let why =
        person.isProtected ? "a minor, victim, detainee or witness; the name never leaves" : "a private person; the name is replaced"
      withheld.append(note(.name, id + " " + person.label, person.isProtected ? .protected : .names, why))
    }
    return PublishedReport(
      id: id, input: redactor.redact(document.id, isRunning: true), title: document.title.map { redactor.redact($0, isRunning: true) },
      outlet: document.outlet.map { redactor.redact($0) }, url: url == "" ? nil : url, published: document.published,
      language: document.language, version: report.version, sha256: document.sha256, capture: report.capture, received: report.received,
      copyOf: report.copyOf.flatMap { aliases[$0] }, redactor: redactor)
  }

  private func alias(_ report: String) -> String { aliases[report] ?? report }

  private func disguised(_ reason: Reason) -> Reason {
    Reason(
      one: ClaimKey(report: alias(reason.one.report), claim: reason.one.claim),
      other: ClaimKey(report: alias(reason.other.report), claim: reason.other.claim), because: reason.because.map { cast.redact($0) },
      weight: reason.weight)
  }

  // MARK: Claims

  private mutating func disguised(_ member: Member, _ keys: Set<ClaimKey>) -> Member {
    guard let redactor = cast.redactor(for: member.report) else { return member }
    var claim = member.claim
    claim.agent = claim.agent.map { disguised($0, redactor) }
    claim.target = claim.target.map { disguised($0, redactor) }
    claim.speakers = claim.speakers.map { disguised($0, redactor) }
    claim.means = claim.means.map { MeansValue(name: redactor.redact($0.name, isRunning: true), kind: $0.kind, evidence: $0.evidence) }
    claim.tolls = claim.tolls.map { disguised($0, redactor) }
    claim.lemma = redactor.redact(claim.lemma, isRunning: true)
    claim.weighings = []
    if let other = claim.sameAs, !keys.contains(ClaimKey(report: member.report, claim: other)) { claim.sameAs = nil }
    var coarse: [PlaceValue] = []
    for place in claim.place { coarse.append(places.coarsened(disguised(place, redactor))) }
    claim.place = coarse
    return Member(report: alias(member.report), claim: claim, review: member.review.map { disguised($0, redactor) })
  }

  private func disguised(_ review: Review, _ redactor: Redactor) -> Review {
    var review = review
    if gate.applies(.reviewers) { review.reviewer = "" }
    review.reason = gate.audience == .internal ? review.reason.map { redactor.redact($0, isRunning: true) } : nil
    return review
  }

  private func disguised(_ party: Party, _ redactor: Redactor) -> Party {
    var party = party
    let name = redactor.redact(party.name, isRunning: true)
    if name != party.name || !isClean(party.id) { party.id = nil }
    party.name = name
    return party
  }

  private func disguised(_ speaker: Speaker, _ redactor: Redactor) -> Speaker {
    var speaker = speaker
    speaker.party = disguised(speaker.party, redactor)
    speaker.channel = speaker.channel.map { Channel(name: redactor.redact($0.name, isRunning: true), kind: $0.kind, evidence: $0.evidence) }
    return speaker
  }

  private func disguised(_ toll: Toll, _ redactor: Redactor) -> Toll {
    var toll = toll
    toll.who = toll.who.map { redactor.redact($0, isRunning: true) }
    toll.subgroups = toll.subgroups.map {
      Subgroup(group: redactor.redact($0.group, isRunning: true), min: $0.min, max: $0.max, evidence: $0.evidence)
    }
    toll.speakers = toll.speakers.map { disguised($0, redactor) }
    return toll
  }

  private func disguised(_ place: PlaceValue, _ redactor: Redactor) -> PlaceValue {
    var place = place
    let name = redactor.redact(place.name)
    if name != place.name || !isClean(place.id) { place.id = nil }
    place.name = name
    return place
  }

  private func isClean(_ id: String?) -> Bool { id.map(cast.isClean) ?? true }
}
