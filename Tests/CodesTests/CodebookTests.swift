import Codes
import Shelf
import Support
import Testing

/// A row of CODEBOOK's crosswalk to ACLED.
struct Crossing: Sendable, CustomTestStringConvertible {
  let type: String
  let mode: String?
  let told: [AcledFacts.Field: String]
  let sub: String?
  var testDescription: String { ([type, mode ?? "-"] + told.map { "\($0.key) \($0.value)" }.sorted()).joined(separator: " ") }

  init(_ type: String, _ mode: String?, _ sub: String?, _ told: [AcledFacts.Field: String] = [:]) {
    (self.type, self.mode, self.sub, self.told) = (type, mode, sub, told)
  }

  var facts: AcledFacts {
    var facts = AcledFacts()
    for (field, value) in told { facts[field] = [value] }
    return facts
  }

  static let all = [
    Crossing("ASSAULT", "drone", "Air/drone strike"), Crossing("ASSAULT", "aerial", "Air/drone strike"),
    Crossing("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"), Crossing("ASSAULT", "suicide-attack", "Suicide bomb"),
    Crossing("ASSAULT", "explosives", "Remote explosive/landmine/IED"), Crossing("ASSAULT", "unconventional", "Chemical weapon"),
    Crossing("ASSAULT", "firearms", "Attack", [.target: "civilian"]), Crossing("ASSAULT", "firearms", "Armed clash", [.target: "rebel"]),
    Crossing("ASSAULT", "clash", "Armed clash", [.target: "rebel"]), Crossing("ASSAULT", "sexual", "Sexual violence"),
    Crossing("ASSAULT", "abduct", "Abduction/forced disappearance"), Crossing("ASSAULT", "destroy", "Looting/property destruction"),
    Crossing("PROTEST", "demo", "Peaceful protest"), Crossing("PROTEST", "riot", "Violent demonstration"),
    Crossing("PROTEST", "riot", "Mob violence", [.target: "civilian"]), Crossing("ASSAULT", "firearms", "Attack"),
    Crossing("COERCE", "arrest", "Arrests"), Crossing("COERCE", "seize", "Looting/property destruction"),
    Crossing("RETREAT", "withdraw", "Non-violent transfer of territory"), Crossing("MOBILIZE", "troops", "Change to group/activity"),
    Crossing("ASSAULT", "explosives", "Grenade", [.means: "grenade"]),
    Crossing("ASSAULT", "explosives", "Disrupted weapons use", [.stance: "planned"]),
    Crossing("ASSAULT", "firearms", nil, [.stance: "planned"]), Crossing("ASSAULT", "explosives", nil, [.stance: "denied"]),
    Crossing("ASSAULT", "crowd-control", "Protest with intervention"),
    Crossing("ASSAULT", "crowd-control", "Excessive force against protesters", [.toll: "killed"]),
    Crossing("ASSAULT", "territory", "Government regains territory", [.agent: "military"]),
    Crossing("ASSAULT", "territory", "Non-state actor overtakes territory", [.agent: "rebel"]),
    Crossing("AGREE", nil, "Agreement", [.target: "rebel"]), Crossing("AGREE", nil, nil, [.target: "government"]),
    Crossing("RETREAT", "ceasefire", "Agreement"), Crossing("ACCUSE", "disapprove", nil), Crossing("REQUEST", nil, nil),
    Crossing("CONSULT", "visit", nil),
  ]
}

@Suite("The codebook") struct CodebookTests {
  let codebook: Codebook
  init() throws { codebook = try Shared.library().codebook }

  @Test("has the sixteen types in their order") func types() {
    let names =
      "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
    #expect(codebook.entries.map(\.type.rawValue) == names.split(separator: " ").map(String.init))
  }

  @Test("defines each type in every language of the project", arguments: Shared.languages) func definitions(_ language: String) {
    for entry in codebook.entries { #expect(entry.definitions[language] != nil, "\(entry.type.rawValue)") }
  }

  @Test("calls acts what ACLED calls them", arguments: Crossing.all) func acled(_ crossing: Crossing) {
    let row = codebook.acled(EventType(rawValue: crossing.type), mode: crossing.mode, crossing.facts)
    #expect(row?.subEventType == crossing.sub)
  }

  @Test("calls an act that is only announced or refused what is said of it") func outlooks() {
    let coding = { (type: String, mode: String?, outlook: Outlook) in
      codebook.coding(of: EventType(rawValue: type), mode: mode, as: outlook)
    }
    #expect(coding("AID", nil, .announced) == Coding(type: EventType(rawValue: "AGREE"), mode: nil))
    #expect(coding("AID", nil, .refused) == Coding(type: EventType(rawValue: "REJECT"), mode: "assist"))
    #expect(coding("COERCE", "arrest", .announced) == Coding(type: EventType(rawValue: "THREATEN"), mode: "arrest"))
    #expect(coding("ASSAULT", "drone", .announced) == nil)
  }

  @Test("gives every type and mode a CAMEO root") func cameo() throws {
    for entry in codebook.entries {
      for mode in [nil] + entry.modes.keys.sorted().map(Optional.some) {
        let root = try #require(codebook.cameo(entry.type, mode: mode))
        #expect((1...20).contains(Int(root.prefix(2)) ?? 0), "\(entry.type.rawValue) \(mode ?? "")")
      }
    }
  }

  @Test("knows its modes and no others") func modes() {
    #expect(codebook.allows(mode: "drone", of: EventType(rawValue: "ASSAULT")))
    #expect(!codebook.allows(mode: "drone", of: EventType(rawValue: "PROTEST")))
    #expect(!codebook.allows(mode: "demo", of: EventType(rawValue: "PICNIC")))
    #expect(codebook.cameo(EventType(rawValue: "PICNIC"), mode: nil) == nil)
  }

  @Test("of two entries with one name the first counts") func doubles() {
    var (one, two) = (TypeEntry(type: EventType(rawValue: "A")), TypeEntry(type: EventType(rawValue: "A")))
    (one.crosswalk.cameo, two.crosswalk.cameo) = ("01", "02")
    #expect(Codebook(entries: [one, two]).cameo(EventType(rawValue: "A"), mode: nil) == "01")
  }
}
