import Codes
import Exports
import Records
import SourceText

/// A report and its claims, built from a text by the words that stand in it.
struct Sheet {
  var report: Report
  var members: [Member] = []

  init(
    _ id: String, _ text: String, published: String? = "2024-11-12T08:00:00Z", outlet: String? = "Courier", url: String? = nil,
    language: String? = "en",
    title: String? = nil
  ) {
    let document = Document(
      id: "input-" + id, text: text, published: published, outlet: outlet, url: url, language: language, title: title, sha256: "5ha" + id)
    report = Report(id: id, document: document, version: 1, capture: "ca11" + id, origin: "/in/" + id, received: "2024-11-12T09:00:00Z")
  }

  /// Where some words stand, all their places.
  func evidence(_ words: String) -> [Evidence] {
    let (bytes, needle) = (report.document.bytes, Array(words.utf8))
    guard !needle.isEmpty, bytes.count >= needle.count else { return [] }
    return (0...bytes.count - needle.count).filter { bytes[$0..<$0 + needle.count].elementsEqual(needle) }
      .compactMap { Evidence(Span($0, $0 + needle.count), in: report.document) }
  }

  mutating func person(_ name: String, _ standing: Person.Standing, short: String...) {
    report.persons.append(Person(name: name, standing: standing, evidence: ([name] + short).flatMap { evidence($0) }))
  }

  func party(_ name: String, id: String? = nil, kind: String = "unknown") -> Party {
    Party(name: name, id: id, kind: kind, country: nil, evidence: evidence(name))
  }

  func place(_ name: String, _ latitude: Double?, _ longitude: Double?, _ precision: String = "settlement", country: String? = "ML")
    -> PlaceValue
  {
    PlaceValue(
      name: name, id: "geonames:1", latitude: latitude, longitude: longitude, precision: precision, radius: nil, country: country,
      isDisputed: false, basis: "stated", evidence: evidence(name))
  }

  /// Adds a claim of an attack told by its first words; `change` sets the rest.
  @discardableResult
  mutating func claim(
    _ trigger: String, _ stance: Stance = .reported, review: Review.Verdict? = .accepted, _ change: (inout Claim) -> Void = { _ in }
  ) -> Member {
    var claim = Claim(
      id: "c\(members.count + 1)", type: EventType(rawValue: "ASSAULT"), lemma: "attack", trigger: Array(evidence(trigger).prefix(1)),
      stance: stance,
      rule: "test/attack", confidence: 0.9)
    claim.date = DateValue(
      from: Day("2024-11-10"), to: Day("2024-11-10"), precision: "day", open: nil, basis: "stated",
      evidence: Array(evidence(trigger).prefix(1)))
    change(&claim)
    let verdict = review.map { Review(verdict: $0, reviewer: "Desk Hand", at: "2024-11-13T10:00:00Z", reason: "seen by Desk Hand") }
    let member = Member(report: report.id, claim: claim, review: verdict)
    members.append(member)
    return member
  }
}

extension Incident {
  /// An incident of all members of some reports.
  static func of(_ sheets: Sheet...) -> Incident { of(sheets) }
  /// An incident of all members of some reports.
  static func of(_ sheets: [Sheet], id: String = "i1") -> Incident {
    var incident = Incident(id: id, members: sheets.flatMap(\.members))
    (incident.grade, incident.gradeReason) = (.fair, "two roots")
    return incident
  }
}

extension Gate {
  /// A gate of the project's policy, late enough for everything.
  static func late(_ audience: Audience = .public, _ overrides: [Override] = [], policy: Policy = .project) -> Gate {
    Gate(policy: policy, audience: audience, overrides: overrides, now: "2025-06-01T00:00:00Z")
  }
  /// Admits an incident of sheets.
  func admit(_ sheets: Sheet...) -> (published: PublishedIncident?, withheld: [Withheld]) {
    admit(.of(sheets), reports: Dictionary(uniqueKeysWithValues: sheets.map { ($0.report.id, $0.report) }))
  }
}
