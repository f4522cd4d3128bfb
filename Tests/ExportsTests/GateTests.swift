import Codes
import Records
import SourceText
import Support
import Testing

@testable import Exports

@Suite("Names") struct NameTests {
  private func sheet() -> Sheet {
    var sheet = Sheet(
      "r1", "Shelling killed Amina Bello near Kadrina, governor Omar Diallo said. Bello, 12, was at home. Her cousin Sani Diallo saw it.",
      url: "https://news.example/2024/amina-bello-killed", title: "BELLO family mourns")
    sheet.person("Amina Bello", .protected, short: "Bello")
    sheet.person("Omar Diallo", .office)
    sheet.person("Sani Diallo", .private)
    sheet.claim("Shelling") { claim in
      claim.tolls = [Toll(kind: "killed", min: 1, max: 1, best: 1, qualifier: "exact", who: "Amina Bello", evidence: [])]
      claim.speakers = [
        Speaker(party: Party(name: "governor Omar Diallo", id: nil, kind: "government", country: nil, evidence: []), channel: nil, cue: nil)
      ]
    }
    return sheet
  }

  @Test("private and protected names are replaced, office holders stay") func fields() throws {
    let sheet = sheet()
    let published = try #require(Gate.late().admit(sheet).published)
    let claim = published.incident.members[0].claim
    #expect(claim.tolls[0].who == "[person 1]")
    #expect(claim.speakers[0].party.name == "governor Omar Diallo")
    let report = try #require(published.reports["r1"])
    #expect(report.title == "[person 1] family mourns")
    #expect(report.url == "https://news.example/")
    let words = try #require(report.excerpt(sheet.evidence("Shelling killed Amina")[0]))
    #expect(words.exact == "Shelling killed [person 1]")
    #expect(words.suffix == " near Kadrina, governor Omar")
    #expect(words.isRedacted)
    let cousin = try #require(report.excerpt(sheet.evidence("saw it")[0]))
    #expect(cousin.prefix == "at home. Her cousin [person 2] ")
    #expect(!cousin.isRedacted)
  }

  @Test("an override of names frees private ones, never protected ones") func override() throws {
    let sheet = sheet()
    let gate = Gate.late(.public, [try Override("names", reason: "the family asked for it")])
    let report = try #require(gate.admit(sheet).published?.reports["r1"])
    #expect(report.excerpt(sheet.evidence("saw it")[0])?.prefix == "at home. Her cousin Sani Diallo ")
    #expect(report.title == "[person 1] family mourns")
    #expect(throws: Problem.self) { try Override("protected", reason: "no") }
    #expect(throws: Problem.self) { try Override("names", reason: "  ") }
  }

  @Test("case, accents, apostrophes and line breaks hide no name") func folding() throws {
    var sheet = Sheet("r1", "É. N’Diaye-Koné a vu. « NDIAYE\nKONE » dit-il. Des n'diaye koné.", language: "fr")
    sheet.person("N'Diaye Koné", .private)
    sheet.claim("vu") {
      $0.agent = [Party(name: "les hommes de N’DIAYE-KONÉ", id: "constat:n-diaye-kone", kind: "militia", country: nil, evidence: [])]
    }
    let published = try #require(Gate.late().admit(sheet).published)
    #expect(published.incident.members[0].claim.agent[0].name == "les hommes de [personne 1]")
    #expect(published.incident.members[0].claim.agent[0].id == nil)
    let words = published.reports["r1"]?.excerpt(sheet.evidence(sheet.report.document.text)[0])
    #expect(words?.exact == "É. [personne 1] a vu. « [personne 1] » dit-il. Des [personne 1].")
  }

  @Test("names are found by their place where words can't be cut, and small where the text writes them small") func places() throws {
    var sheet = Sheet("r1", "记者王小明说，amina est morte. Un petit groupe.", language: "fr")
    sheet.person("王小明", .private)
    sheet.person("amina", .protected)
    sheet.person("Jean Petit", .private)
    sheet.claim("morte") { $0.target = [Party(name: "amina", id: nil, kind: "civilian", country: nil, evidence: [])] }
    let published = try #require(Gate.late().admit(sheet).published)
    #expect(published.incident.members[0].claim.target[0].name == "[personne 2]")
    let words = published.reports["r1"]?.excerpt(sheet.evidence("est morte")[0])
    #expect(words?.prefix == "记者[personne 1]说，[personne 2] ")
    #expect(words?.suffix == ". Un petit groupe.")
  }

  @Test("who is protected in one report is in all of the incident") func across() throws {
    var (one, two) = (Sheet("r1", "Amina Bello died."), Sheet("r2", "The girl Amina Bello died, Mayor Bello said."))
    one.person("Amina Bello", .protected)
    two.person("Bello", .office)
    one.claim("died")
    two.claim("died")
    let published = try #require(Gate.late().admit(one, two).published)
    #expect(
      published.reports["r2"]?.excerpt(two.evidence(two.report.document.text)[0])?.exact == "The girl [person 1] died, Mayor Bello said.")
  }
}

@Suite("Written positions") struct PositionTests {
  @Test(
    "are found in any writing, other figures are left",
    arguments: [
      ("at 33.5138, 36.2765 today", "at [°] today"), ("33,51 N / 36,27 E", "[°] E"), ("33°30'49\"N 36°17'E", "[°]N [°]E"),
      ("near 14.25° north", "near [°]north"),
      ("grid 37S BU 1234 5678.", "grid [°]."), ("?q=33.5138,36.2765&z=9", "?q=[°]&z=9"),
      ("40 °C, 3.5 km, 12.50 euros, 1,500 dead", "40 °C, 3.5 km, 12.50 euros, 1,500 dead"),
      ("from 10 to 12 people, 5 A320 planes", "from 10 to 12 people, 5 A320 planes"),
    ]) func written(_ text: String, _ expected: String) throws
  {
    var sheet = Sheet("r1", "He said: " + text)
    sheet.claim("said") { $0.lemma = text }
    let published = try #require(Gate.late().admit(sheet).published)
    #expect(published.incident.members[0].claim.lemma == expected)
    #expect(published.reports["r1"]?.excerpt(sheet.evidence(text)[0])?.exact == expected)
    let exact = Gate.late(.public, [try Override("grid", reason: "public already")])
    #expect(exact.admit(sheet).published?.incident.members[0].claim.lemma == text)
  }
}

@Suite("What may leave") struct GateTests {
  private func sheet(
    _ id: String = "r1", _ stance: Stance = .reported, review: Review.Verdict? = .accepted, published: String? = "2024-11-12T08:00:00Z"
  )
    -> Sheet
  {
    var sheet = Sheet(id, "Raiders attacked a post near Gao. The army denied it.", published: published)
    let gao = sheet.place("Gao", 16.2717, -0.0447)
    sheet.claim("attacked", stance, review: review) { $0.place = [gao] }
    return sheet
  }

  private func rules(_ gate: Gate, _ sheets: Sheet...) -> [String] {
    let incident = Incident.of(sheets)
    let result = gate.admit(incident, reports: Dictionary(uniqueKeysWithValues: sheets.map { ($0.report.id, $0.report) }))
    return (result.published == nil ? ["-"] : result.published?.incident.members.map(\.report) ?? [])
      + result.withheld.map { "\($0.what) \($0.rule.rawValue)" }
  }

  @Test("public exports hold what a human accepted, internal ones mark the rest, none what was rejected") func review() {
    #expect(rules(.late(), sheet(review: nil)) == ["-", "claim review", "incident review"])
    #expect(rules(.late(.internal), sheet(review: nil)) == ["r1", "coordinate grid"])
    #expect(rules(.late(), sheet(review: .corrected)) == ["r1", "coordinate grid"])
    for audience in Audience.allCases {
      #expect(rules(.late(audience), sheet(review: .rejected)) == ["-", "claim rejected", "incident rejected"])
    }
    #expect(rules(.late(), sheet(), sheet("r2", review: nil)) == ["r1", "claim review", "coordinate grid"])
  }

  @Test("a denial travels with its claim or the incident waits") func denials() throws {
    #expect(rules(.late(), sheet(), sheet("r2", .denied)) == ["r1", "r2", "coordinate grid"])
    #expect(rules(.late(), sheet(), sheet("r2", .denied, review: nil)) == ["-", "claim review", "incident denials"])
    #expect(rules(.late(), sheet(), sheet("r2", .denied, review: .rejected)) == ["r1", "claim rejected", "coordinate grid"])
    var chat = sheet("r2", .denied)
    chat.report.isPublic = false
    #expect(rules(.late(), sheet(), chat) == ["-", "claim channels", "incident denials"])
    let gate = Gate.late(.public, [try Override("denials", reason: "the denial is published elsewhere")])
    #expect(rules(gate, sheet(), chat) == ["r1", "claim channels", "coordinate grid"])
  }

  @Test("so does a competing claim of responsibility") func competing() {
    func claimed(_ id: String, _ agent: String, review: Review.Verdict?) -> Sheet {
      var sheet = sheet(id, .claimed, review: review)
      sheet.members[0].claim.agent = [Party(name: agent, id: nil, kind: "rebel", country: nil, evidence: [])]
      return sheet
    }
    #expect(rules(.late(), claimed("r1", "Front A", review: .accepted), claimed("r2", "Front B", review: nil)).last == "incident denials")
    #expect(rules(.late(), claimed("r1", "Front A", review: .accepted), claimed("r2", "front a", review: nil)).first == "r1")
  }

  @Test(
    "nothing leaves early",
    arguments: [
      ("2024-11-13T08:00:00Z", ["-", "claim publication-delay", "incident publication-delay"]),
      ("2024-11-13T08:00:01Z", ["-", "incident event-delay"]), ("2024-11-13T23:59:59Z", ["-", "incident event-delay"]),
      ("2024-11-14T00:00:00Z", ["r1", "coordinate grid"]), ("soon", ["-", "claim publication-delay", "incident publication-delay"]),
    ]) func delay(_ now: String, _ expected: [String])
  {
    #expect(rules(Gate(policy: .project, now: now), sheet(published: "2024-11-12T08:00:01Z")) == expected)
  }

  @Test("without a date of the event the hours count from publication, without that from the end of its day or from receipt") func unknown()
  {
    var undated = sheet()
    undated.members[0].claim.date = nil
    #expect(rules(Gate(policy: .project, now: "2024-11-15T07:59:59Z"), undated) == ["-", "incident event-delay"])
    #expect(rules(Gate(policy: .project, now: "2024-11-15T08:00:00Z"), undated).first == "r1")
    #expect(rules(Gate(policy: .project, now: "2024-11-13T23:59:59Z"), sheet(published: "2024-11-12")).contains("claim publication-delay"))
    #expect(rules(Gate(policy: .project, now: "2024-11-13T08:59:59Z"), sheet(published: nil)).contains("claim publication-delay"))
    #expect(
      rules(Gate(policy: .project, now: "2024-11-12T23:59:59Z"), sheet(published: "2024-11-12T01:00:00+02:00")).contains(
        "incident event-delay"))
  }

  private func shown(_ place: PlaceValue) -> String {
    "\(place.latitude ?? 99) \(place.longitude ?? 999) \(place.radius ?? -1) \(place.precision) \(place.id ?? "-")"
  }

  @Test("places are coarsened") func places() throws {
    func place(_ change: (inout Claim) -> Void, _ gate: Gate = .late()) -> PlaceValue? {
      var sheet = sheet()
      change(&sheet.members[0].claim)
      return gate.admit(sheet).published?.incident.members[0].claim.place.first
    }
    let usual = try #require(place { _ in })
    #expect(shown(usual) == "16.3 0.0 8.0 settlement geonames:1")
    let point = try #require(place { $0.place[0].precision = "point" })
    #expect(shown(point) == "16.3 0.0 8.0 area -")
    for change in [
      { (claim: inout Claim) in claim.target = [Party(name: "the Hôpital of Gao", id: nil, kind: "unknown", country: nil, evidence: [])] },
      { $0.target = [Party(name: "doctors", id: nil, kind: "medical", country: nil, evidence: [])] },
      { $0.place[0].name = "Bare IDP camp" },
    ] {
      let hidden = try #require(place(change))
      #expect(shown(hidden).hasPrefix("16.5 0.0 40.0 area"))
    }
    var none = Policy.project
    none.sensitiveGrid = 0
    #expect(place({ $0.place[0].name = "School" }, .late(policy: none))?.latitude == nil)
    #expect(place { $0.place[0].precision = "admin1" }?.latitude == nil)
    #expect(place { $0.place[0].radius = 60 }?.latitude == nil)
    #expect(place { $0.place[0].isDisputed = true }?.country == nil)
    let exact = Gate.late(.public, [try Override("grid", reason: "agreed with those who live there")])
    #expect(place({ _ in }, exact)?.latitude == 16.2717)
  }

  @Test("what stays behind leaves no trace: grade, reasons, same_as, reviewer") func traces() throws {
    var (one, two) = (sheet(), sheet("r2", review: nil))
    one.claim("denied", .reported, review: nil)
    one.members[0].claim.sameAs = "c2"
    two.members[0].claim.lemma = "x"
    var incident = Incident.of(one, two)
    incident.reasons = [
      Reason(one: ClaimKey(report: "r1", claim: "c1"), other: ClaimKey(report: "r2", claim: "c1"), because: ["same day"], weight: 1)
    ]
    let reports = ["r1": one.report, "r2": two.report]
    let out = try #require(Gate.late().admit(incident, reports: reports).published)
    #expect(out.incident.grade == .ungraded)
    #expect(out.incident.reasons.isEmpty)
    #expect(out.incident.members[0].claim.sameAs == nil)
    #expect(out.incident.members[0].review?.reviewer == "")
    #expect(out.incident.members[0].review?.reason == nil)
    #expect(Set(out.reports.keys) == ["r1"])
    let graded = Gate(policy: .project, now: "2025-06-01T00:00:00Z") { (.weak, "\($0.members.count) member") }
    #expect(graded.admit(incident, reports: reports).published?.incident.gradeReason == "1 member")
  }
}
