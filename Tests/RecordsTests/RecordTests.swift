import Codes
import Intake
import Records
import SourceText
import Support
import Testing

@Suite("The public record") struct RecordTests {
  let schema: Schema
  init() throws { schema = try Schema(Project.bytes("Docs/record.schema.json")) }

  /// A record with something in every field.
  private func full() throws -> Record {
    let document = Document(
      id: "d", text: "Élu, le Front a tué 14 civils à Kadrina.", published: "2024-11-12", sha256: String(repeating: "0", count: 64),
      extra: ["k": .number("1")])
    func words(_ start: Int, _ end: Int) throws -> Evidence { try #require(Evidence(Span(start, end), in: document)) }
    let front = Party(name: "le Front", id: nil, kind: "rebel", country: nil, evidence: [try words(6, 14)])
    var toll = Toll(kind: "killed", min: 14, max: 14, best: 14, qualifier: "exact", who: "civils", evidence: [try words(22, 24)])
    toll.subgroups = [Subgroup(group: "civils", min: 1, max: nil, evidence: [try words(25, 31)])]
    var claim = Claim(
      id: "c1", type: EventType(rawValue: "ASSAULT"), lemma: "tuer", trigger: [try words(15, 21)], stance: .claimed,
      rule: "fr/assault/tuer",
      confidence: 0.5)
    claim.agent = [front]
    claim.speakers = [
      Speaker(party: front, channel: Channel(name: "le Front", kind: "messaging", evidence: front.evidence), cue: try words(15, 17))
    ]
    claim.place = [
      PlaceValue(
        name: "Kadrina", id: nil, latitude: nil, longitude: nil, precision: "unresolved", radius: nil, country: nil, isDisputed: false,
        basis: "stated",
        evidence: [try words(35, 42)])
    ]
    claim.date = DateValue(
      from: document.published, to: document.published, precision: "day", open: nil, basis: "publication", evidence: [])
    claim.tolls = [toll]
    var record = Record(document: document, language: "fr", sentences: 1)
    record.claims = [claim]
    record.undisclosed = [Undisclosed(what: "target", evidence: front.evidence)]
    record.loadings = [Loading(category: "epithet", about: "leader", voice: "outlet", neutral: nil, evidence: [try words(0, 4)])]
    record.persons = [Person(name: "Kadrina", standing: .private, evidence: [try words(35, 42)])]
    record.problems = [Problem("code", "Something is odd; look at it.", span: Span(0, 4))]
    return record
  }

  private func bytes(_ record: Record) -> [UInt8] {
    var assault = TypeEntry(type: EventType(rawValue: "ASSAULT"))
    assault.crosswalk.cameo = "18"
    return RecordWriter(document: record.document, codebook: Codebook(entries: [assault])).json(record).compact()
  }

  @Test("fits its schema") func schemaFits() throws {
    let faults = schema.faults(bytes(try full()))
    #expect(faults == [])
  }

  @Test("counts code points, not bytes") func offsets() throws {
    let text = String(decoding: bytes(try full()), as: UTF8.self)
    #expect(text.contains(#"{"start": 5, "end": 13, "quote": "le Front"}"#))
    #expect(text.contains(#"{"start": 0, "end": 3, "quote": "Élu"}"#))
  }

  @Test(
    "a record that breaks the contract is refused by the schema",
    arguments: [
      (#""stance": "claimed""#, #""stance": "shouted""#), (#""start": 5"#, #""start": -5"#), (#""id": "c1", "#, ""),
      (#""constat": "1""#, #""constat": 1"#), (#""precision": "unresolved""#, #""precision": "somewhere""#),
      (#""claims""#, #""novelty": 1, "claims""#), (#""from": "2024-11-12""#, #""from": "12 November""#),
      (#""standing": "private""#, #""standing": "famous""#),
    ])
  func schemaRefuses(_ good: String, _ bad: String) throws {
    let text = String(decoding: bytes(try full()), as: UTF8.self)
    let broken = text.split(separator: good, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: bad)
    #expect(broken != text)
    #expect(!schema.faults(Array(broken.utf8)).isEmpty)
  }
}
