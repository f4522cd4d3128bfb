import Codes
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing

/// The table of the founding case, row by row: a report of an armed group's announcement.
@Suite("The founding case") struct FoundingCaseTests {
  private let record: Record

  init() throws {
    record = try Shared.library().record(try #require(Shared.sample("fr-01-front-du-levant")).document)
  }

  private func claims(_ type: String, _ words: String...) -> [Claim] {
    record.claims.filter { claim in
      claim.type.rawValue == type
        && (words.isEmpty || claim.trigger.contains { evidence in words.contains { evidence.quote.contains($0) } })
    }
  }

  private func has(_ evidence: [Evidence], _ words: String) -> Bool { evidence.contains { $0.quote.contains(words) } }

  /// The attack that the group announces.
  private func attack() throws -> Claim {
    try #require(claims("ASSAULT", "attaque").first { has($0.target.flatMap(\.evidence), "base militaire") })
  }

  /// The claims of the earlier attacks, those that name a place of the list.
  private func earlier(_ place: String) -> [Claim] {
    claims("ASSAULT", "attaques").filter { has($0.place.flatMap(\.evidence), place) }
  }

  @Test("the attack is the group's own claim") func stance() throws {
    let attack = try attack()
    #expect(attack.mode == "drone")
    #expect(attack.stance == .claimed)
    #expect(has(attack.agent.flatMap(\.evidence), "Front du Levant"))
    #expect(attack.speakers.count == 1)
    #expect(has(attack.speakers.flatMap(\.party.evidence), "Front du Levant"))
    #expect(record.document.outlet == "La Tribune du Plateau")
  }

  @Test("it is told in a communiqué on a Telegram channel") func channel() throws {
    let channels = try attack().speakers.compactMap(\.channel)
    #expect(channels.map(\.kind) == ["messaging"])
    #expect(has(channels.flatMap(\.evidence), "Telegram"))
  }

  @Test("« ce mardi 12 novembre » is a day of the year of publication") func day() throws {
    let date = try #require(try attack().date)
    #expect((date.from?.description, date.to?.description, date.precision) == ("2024-11-12", "2024-11-12", "day"))
    #expect(has(date.evidence, "mardi 12 novembre"))
    #expect(!record.problems.contains { $0.code.contains("weekday") })
  }

  @Test("a weekday that is not that day's is a problem with a way out") func weekday() throws {
    let gold = try #require(Shared.sample("fr-01-front-du-levant")).document
    let text = gold.text.split(separator: "ce mardi", maxSplits: 1).joined(separator: "ce jeudi")
    let record = try Shared.library().record(Document(id: "x", text: text, published: "2024-11-12", language: "fr"))
    let problem = try #require(record.problems.first { $0.span != nil })
    #expect(problem.span.flatMap { record.document.text(of: $0) }?.contains("jeudi") == true)
    #expect(problem.message.contains("2024-11-12") || problem.message.contains("12"))
  }

  @Test("the target is the base; the place is an area of a contested name, not a point") func place() throws {
    let attack = try attack()
    #expect(!has(attack.target.flatMap(\.evidence), "Golan"))
    let place = try #require(attack.place.first)
    #expect(has(place.evidence, "Golan"))
    #expect(place.precision == "area")
    #expect(place.isDisputed)
    #expect(place.country == nil)
    #expect((place.radius ?? 0) > 10)
    #expect(attack.place.allSatisfy { !has($0.evidence, "Levant") }, "the group's name is no place")
  }

  @Test("the outlet's word for the place is kept beside a neutral name") func neutralName() {
    let loading = record.loadings.first { has($0.evidence, "Golan syrien occupé") }
    #expect(loading?.category == "contested-name")
    #expect(loading?.neutral != nil)
  }

  @Test("target and toll are told to be undisclosed") func undisclosed() {
    #expect(Set(record.undisclosed.map(\.what)) == ["target", "toll"])
    #expect(record.undisclosed.allSatisfy { has($0.evidence, "n'a pas divulgué") })
  }

  @Test("the threat to go on is the group's") func threat() throws {
    let threat = try #require(claims("THREATEN").first)
    #expect(has(threat.agent.flatMap(\.evidence), "Le Front"))
    #expect(threat.stance == .reported)
  }

  @Test("earlier attacks are claims of their own, one a place, with an open interval", arguments: ["Haïfa", "Eilat", "vallée du Jourdain"])
  func earlierAttacks(_ place: String) throws {
    let claims = earlier(place)
    #expect(claims.count == 1)
    let claim = try #require(claims.first)
    #expect(claim.place.count == 1)
    #expect(claim.stance == .claimed)
    #expect(claim.mode == "drone")
    let date = try #require(claim.date)
    #expect(date.open != nil)
    #expect(try #require(date.from) < #require(Day("2024-10-01")))
  }

  @Test("anchored dates have the right year and an open end", arguments: [("guerre", "2023-10-07"), ("bombardements", "2024-09-23")])
  func anchored(_ words: String, _ from: String) throws {
    let claim = try #require(claims("ASSAULT", words).first)
    #expect(claim.date?.from?.description == from)
    #expect(claim.date?.open == "end")
  }

  @Test("who is at war is read, also across « cette même armée »") func warring() throws {
    let war = try #require(claims("ASSAULT", "guerre").first)
    #expect(has(war.agent.flatMap(\.evidence), "armée"))
    #expect(has(war.target.flatMap(\.evidence), "Gaza"))
    let raids = try #require(claims("ASSAULT", "bombardements").first)
    #expect(has(raids.agent.flatMap(\.evidence), "armée"))
    #expect(has(raids.target.flatMap(\.evidence), "Liban"))
    #expect(raids.mode == "aerial")
  }

  @Test("the totals of the war belong to no single happening", arguments: [("killed", 43_603, "more_than"), ("injured", 102_929, "exact")])
  func totals(_ kind: String, _ figure: Int, _ qualifier: String) throws {
    let toll = try #require(record.tolls.first { $0.kind == kind })
    #expect(toll.min == figure)
    #expect(toll.max == (qualifier == "exact" ? figure : nil))
    #expect(toll.qualifier == qualifier)
    #expect(toll.scope == "cumulative")
    #expect(toll.since?.description == "2023-10-07")
    #expect(toll.asOf?.description == "2024-11-12")
    #expect(toll.speakers.isEmpty)
    #expect(record.claims.allSatisfy { $0.tolls.isEmpty })
  }

  @Test("women and children are named among the dead") func subgroups() throws {
    let toll = try #require(record.tolls.first { $0.kind == "killed" })
    #expect(toll.subgroups.contains { has($0.evidence, "femmes") } && toll.subgroups.contains { has($0.evidence, "enfants") })
  }

  @Test(
    "partisan wording is kept, located and attributed",
    arguments: ["résistance", "entité sioniste", "armée d'occupation", "génocidaire"])
  func loadings(_ words: String) throws {
    let last = words.split(separator: "'").last.map(String.init) ?? words
    #expect(record.loadings.contains { has($0.evidence, last) && $0.voice == "outlet" })
  }

  @Test("an occupation in an adjective is no further happening") func noise() {
    #expect(claims("ASSAULT", "occupé").isEmpty)
  }

  @Test("« l'ennemi » in the outlet's voice is kept") func enemy() {
    #expect(record.loadings.contains { has($0.evidence, "ennemi") && $0.voice == "outlet" })
  }
}
