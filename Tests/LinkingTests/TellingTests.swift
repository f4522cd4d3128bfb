import Codes
import Foundation
import Records
import SourceText
import Testing

@testable import Linking

@Suite struct TellingTests {
  private static let text = """
    KABUL, 12 November. Gunmen attacked a market in Gava on Tuesday, police said. Five traders died. A day before, Beli was raided.
    """
  private let report = World.report("r1", TellingTests.text, published: "2024-11-13", outlet: "Le Matin")

  /// Evidence for words of the text.
  private func words(_ quote: String) throws -> [Evidence] {
    let bytes = Array(quote.utf8)
    let start = try #require(
      (0...(report.document.bytes.count - bytes.count)).first { Array(report.document.bytes[$0..<$0 + bytes.count]) == bytes })
    return [try #require(Evidence(Span(start, start + bytes.count), in: report.document))]
  }

  private func claim(_ id: String, _ trigger: String, type: String = "ASSAULT", day: String?, basis: String = "stated", open: String? = nil)
    throws -> Claim
  {
    var claim = Claim(
      id: id, type: EventType(rawValue: type), lemma: trigger, trigger: try words(trigger), stance: .reported, rule: "test", confidence: 1)
    if let day {
      claim.date = DateValue(from: Day(day), to: open == nil ? Day(day) : nil, precision: "day", open: open, basis: basis, evidence: [])
    }
    return claim
  }

  private func place(_ name: String) throws -> PlaceValue {
    PlaceValue(
      name: name, id: "place:" + name, latitude: 12, longitude: 2, precision: "settlement", radius: 10, country: "XX", isDisputed: false,
      basis: "stated", evidence: try words(name))
  }

  @Test func theSceneIsThePlaceNearestToTheAct() throws {
    var attack = try claim("c1", "attacked", day: "2024-11-12")
    attack.place = [try place("KABUL"), try place("Gava")]
    let telling = Telling(claim: attack, report: report)
    #expect(telling.places.filter(\.isScene).map(\.name) == ["gava"])
  }

  @Test func totalsOverManyHappeningsAndVagueFiguresAreLeftOut() throws {
    var attack = try claim("c1", "attacked", day: "2024-11-12")
    var total = Toll(kind: "killed", min: 400, max: 400, best: 400, qualifier: "exact", who: nil, evidence: [])
    total.scope = "cumulative"
    let some = Toll(kind: "injured", min: 2, max: nil, best: nil, qualifier: "vague", who: nil, evidence: [])
    attack.tolls = [total, some, Toll(kind: "killed", min: 5, max: 5, best: 5, qualifier: "exact", who: nil, evidence: [])]
    #expect(Telling(claim: attack, report: report).counts == [.init(kind: "killed", min: 5, max: 5, scope: "incident")])
  }

  @Test func theRootIsTheLastOfTheChainOrTheOutlet() throws {
    func speaker(_ name: String, _ kind: String, id: String? = nil) -> Speaker {
      Speaker(party: Party(name: name, id: id, kind: kind, country: nil, evidence: []), channel: nil, cue: nil)
    }
    func root(_ speakers: Speaker...) -> Telling.Root { Telling.Root(of: speakers, in: report) }
    #expect(root().id == "le matin" && root().isOutlet)
    #expect(root(speaker("AFP", "media", id: "actor:afp"), speaker("the police", "police")).id == "kind:police")
    #expect(root(speaker("River Watch", "ngo")).id == "river watch")
    #expect(root(speaker("the army", "military", id: "actor:army")).id == "actor:army")
  }

  @Test func whatWentBeforeIsBackground() throws {
    let claims = [
      try claim("c1", "attacked", day: "2024-11-12"), try claim("c2", "died", day: "2024-11-12", basis: "inherited"),
      try claim("c3", "raided", day: "2024-11-11"), try claim("c4", "said", type: "ACCUSE", day: "2024-11-12"),
      try claim("c5", "raided", day: "2024-01-01", open: "end"),
    ]
    #expect(Telling.all(of: claims, in: report).map(\.isNews) == [true, true, false, false, false])
  }

  @Test func whatComesFirstOrAloneIsNews() throws {
    let earlierFirst = [try claim("c1", "raided", day: "2024-11-11"), try claim("c2", "attacked", day: "2024-11-12")]
    #expect(Telling.all(of: earlierFirst, in: report).map(\.isNews) == [true, true])
    let undated = [try claim("c1", "attacked", day: "2024-11-13", basis: "inherited"), try claim("c2", "raided", day: "2024-11-11")]
    #expect(Telling.all(of: undated, in: report).map(\.isNews) == [true, true])
    #expect(Telling.all(of: [try claim("c1", "said", type: "ACCUSE", day: "2024-11-12")], in: report).map(\.isNews) == [true])
    var old = try claim("c1", "attacked", day: "2024-06-01")
    #expect(Telling.all(of: [old], in: report).map(\.isNews) == [false])
    old.tolls = [Toll(kind: "killed", min: 5, max: 5, best: 5, qualifier: "exact", who: nil, evidence: [])]
    #expect(Telling.all(of: [old], in: report).map(\.isNews) == [true])
    #expect(Telling.all(of: [old, try claim("c2", "raided", day: "2024-11-11")], in: report).map(\.isNews) == [false, true])
  }

  @Test func whatOnlyGivesTheDayIsBackground() throws {
    let text = "A day after the raid on Beli, gunmen attacked Gava on Tuesday. The raid had killed five. Gunmen fled and returned."
    let report = World.report("r2", text, published: "2024-11-13")
    func claim(_ id: String, _ words: String, day: String, killed: Int? = nil) throws -> Claim {
      let start = try #require(text.range(of: words)?.lowerBound.utf16Offset(in: text))
      let evidence = try #require(Evidence(Span(start, start + words.utf8.count), in: report.document))
      var claim = Claim(
        id: id, type: EventType(rawValue: "ASSAULT"), lemma: words, trigger: [evidence], stance: .reported, rule: "test", confidence: 1)
      claim.date = DateValue(from: Day(day), to: Day(day), precision: "day", open: nil, basis: "relative", evidence: [])
      claim.tolls = killed.map { [Toll(kind: "killed", min: $0, max: $0, best: $0, qualifier: "exact", who: nil, evidence: [])] } ?? []
      return claim
    }
    let raid = try claim("c1", "raid on", day: "2024-11-11")
    let attack = try claim("c2", "attacked", day: "2024-11-12")
    let again = try claim("c3", "killed", day: "2024-11-11", killed: 5)
    #expect(Telling.all(of: [raid, attack, again], in: report).map(\.isNews) == [false, true, false])
    #expect(Telling.all(of: [try claim("c1", "raid on", day: "2024-11-11", killed: 5), attack], in: report).map(\.isNews) == [true, true])
    #expect(Telling.all(of: [raid, try claim("c2", "returned", day: "2024-11-12")], in: report).map(\.isNews) == [true, true])
  }

  @Test func namesMeetWithoutCaseAndAccents() {
    #expect(Words.folded("Côte-d'Or") == "cote d or")
    #expect(Words.folded("Cafe\u{301} Ḥamāh, Łódź 3 — Ὀδησσός") == "cafe hamah lodz 3 ὀδησσός")
    #expect(Words.proper("le village de Sokoura") == ["sokoura"])
    #expect(Words.proper("Several houses", beginsSentence: true).isEmpty)
    #expect(Words.proper("THE CIVILIAN POPULATION").isEmpty)
  }
}

@Suite struct SphereTests {
  @Test func distancesAreThoseOfTheGlobe() {
    #expect(abs(Sphere.distance(0, 0, 0, 1) - 111.19) < 0.01)
    #expect(abs(Sphere.distance(48.8566, 2.3522, 52.52, 13.405) - 877.46) < 0.1)
    #expect(abs(Sphere.distance(60, 179.9, 60, -179.9) - 11.12) < 0.01)
    #expect(abs(Sphere.distance(-33.87, 151.21, 40.71, -74.01) - 15_990) < 1200)
  }
}

@Suite struct WriterTests {
  @Test func anIncidentNamesWhoTellsItAndWhoRecallsIt() throws {
    let told = World.telling("a", killed: 5)
    let recalled = World.telling("b", killed: 5, isNews: false)
    let reports = ["a": World.report("a"), "b": World.report("b")]
    let members = [told, recalled].map {
      Member(
        report: $0.key.report,
        claim: Claim(id: $0.key.claim, type: $0.type, lemma: "", trigger: [], stance: .reported, rule: "test", confidence: 1))
    }
    var incident = Incident(id: "i1", members: members)
    incident.reasons = [try #require(Linker().compare(told, recalled))]
    (incident.grade, incident.gradeReason) = (.weak, "one root tells it: police")
    let json = String(decoding: IncidentWriter(tellings: [told, recalled], reports: reports).json(incident).compact(), as: UTF8.self)
    #expect(json.hasPrefix("{\"incident\": \"i1\", \"previous\": [], \"documents\": [\"in/a\"], \"mentions\": [\"in/b\"], \"claims\": ["))
    #expect(json.contains("\"grade\": \"weak\", \"grade_reason\": \"one root tells it: police\""))
    #expect(json.contains("\"because\": [\"same day (2024-10-04)\", \"same place (gava)\", \"killed: 5 in both\"]"))
  }
}
