import Codes
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing

@Suite("Scoring") struct ScorerTests {
  private let scorer: Scorer
  private let codebook: Codebook
  private let gold: GoldDocument

  init() throws {
    codebook = try Shared.library().codebook
    scorer = Scorer(codebook: codebook)
    gold = try #require(Shared.sample("fr-02-embuscade-menaka"))
  }

  /// The record that says exactly what gold says.
  private func oracle(_ gold: GoldDocument) -> Record {
    var record = Record(document: gold.document, language: gold.document.language, sentences: 1)
    func evidence(_ spans: [Span]) -> [Evidence] { spans.compactMap { Evidence($0, in: gold.document) } }
    func party(_ spans: [Span]) -> [Party] {
      spans.isEmpty ? [] : [Party(name: "-", id: nil, kind: "unknown", country: nil, evidence: evidence(spans))]
    }
    func toll(_ toll: GoldToll) -> Toll {
      Toll(kind: toll.kind, min: toll.min, max: toll.max, best: toll.min, qualifier: "exact", who: nil, evidence: evidence([Span(0, 1)]))
    }
    for claim in gold.claims {
      var read = Claim(
        id: claim.id, type: claim.type, lemma: "", trigger: evidence(claim.marks[.deed] ?? []), stance: claim.stance, rule: "-",
        confidence: 1)
      read.mode = claim.mode
      read.agent = party(claim.marks[.agent] ?? [])
      read.target = party(claim.marks[.target] ?? [])
      read.place = (claim.marks[.place] ?? []).map {
        PlaceValue(
          name: "-", id: nil, latitude: nil, longitude: nil, precision: "unresolved", radius: nil, country: nil, isDisputed: false,
          basis: "stated",
          evidence: evidence([$0]))
      }
      read.date = claim.days.map {
        DateValue(from: $0.lowerBound, to: $0.upperBound, precision: "day", open: nil, basis: "stated", evidence: [])
      }
      read.speakers = party(claim.marks[.speaker] ?? []).map { Speaker(party: $0, channel: nil, cue: nil) }
      read.tolls = claim.tolls.map(toll)
      record.claims.append(read)
    }
    record.tolls = gold.tolls.map(toll)
    return record
  }

  @Test("a record that says what gold says is right in everything", arguments: Shared.samples) func perfect(_ id: String) throws {
    let gold = try #require(Shared.sample(id))
    let card = scorer.score(gold, oracle(gold))
    #expect(card.claims.gold == gold.claims.count { !$0.isOptional })
    for (name, rate) in card.rows where !["loaded", "undisclosed"].contains(name) {
      #expect(rate.right == rate.gold && rate.right == rate.read, "\(name) \(rate)")
    }
    #expect(card.misses.isEmpty)
  }

  @Test("an empty record is right in nothing") func nothing() {
    let card = scorer.score(gold, Record(document: gold.document, language: "fr", sentences: 1))
    #expect(card.claims.right == 0 && card.claims.read == 0 && card.claims.f1 == 0)
    #expect(card.misses.count == card.claims.gold)
  }

  @Test("a claim of another type is missed and another one is read without need") func otherType() {
    var record = oracle(gold)
    let before = record.claims[0].type
    record.claims[0] = other(record.claims[0], type: EventType(rawValue: "AID"))
    let card = scorer.score(gold, record)
    #expect(card.claims.right == card.claims.gold - 1)
    #expect(card.claims.read == card.claims.gold)
    #expect(card.misses.map(\.isExtra).sorted { !$0 && $1 } == [false, true])
    #expect(card.types[before].map { $0.gold - $0.right } == 1)
  }

  private func other(_ claim: Claim, type: EventType) -> Claim {
    Claim(id: claim.id, type: type, lemma: "", trigger: claim.trigger, stance: claim.stance, rule: "-", confidence: 1)
  }

  @Test("a second reading of the same happening is neither right nor wrong") func repeats() {
    var record = oracle(gold)
    record.claims.append(record.claims[0])
    let card = scorer.score(gold, record)
    #expect(card.repeats == 1)
    #expect(card.claims.read == card.claims.gold)
  }

  @Test("in an incomplete gold document further readings are no errors", arguments: [(true, 1), (false, 0)]) func incomplete(
    _ isComplete: Bool, _ extra: Int
  ) throws {
    let text =
      "document d\n  complete   \(isComplete ? "yes" : "no")\ntext\n  Ils ont [c1.deed attaqué] et manifesté.\nclaim c1\n  type ASSAULT\n  stance reported\n"
    let gold = try #require(GoldReader.read(path: "d.gold", bytes: Array(text.utf8), codebook: codebook).gold)
    var record = oracle(gold)
    let evidence = try #require(Evidence(Span(21, 30), in: gold.document))
    record.claims.append(
      Claim(id: "c2", type: EventType(rawValue: "PROTEST"), lemma: "", trigger: [evidence], stance: .reported, rule: "-", confidence: 1))
    #expect(scorer.score(gold, record).misses.count == extra)
    #expect(scorer.score(gold, record).claims.read == 1 + extra)
  }

  @Test("a date may be wider than gold's, not three times as wide", arguments: [(0, 1), (2, 1), (3, 1), (4, 0)]) func dates(
    _ more: Int, _ right: Int
  ) throws {
    let text = "document d\ntext\n  Ils ont [c1.deed attaqué].\nclaim c1\n  type ASSAULT\n  stance reported\n  date 2024-11-12\n"
    let gold = try #require(GoldReader.read(path: "d.gold", bytes: Array(text.utf8), codebook: codebook).gold)
    var record = oracle(gold)
    let day = try #require(Day("2024-11-12"))
    record.claims[0].date?.from = day.adding(days: -more)
    #expect(scorer.score(gold, record).fields[.date]?.right == right)
    record.claims[0].date?.to = day.adding(days: -1)
    #expect(scorer.score(gold, record).fields[.date]?.right == 0)
  }

  @Test("two scorecards add up") func sum() {
    let one = scorer.score(gold, oracle(gold))
    var both = one
    both += one
    #expect(both.documents == 2)
    #expect(both.claims.gold == 2 * one.claims.gold)
    #expect(both.fields[.agent]?.right == 2 * (one.fields[.agent]?.right ?? 0))
    #expect(both.rows.map(\.name) == one.rows.map(\.name))
  }

  @Test("rates are shares of what was read and of gold") func rates() {
    var rate = Rate()
    #expect((rate.precision, rate.recall, rate.f1) == (0, 0, 0))
    (rate.right, rate.read, rate.gold) = (1, 2, 4)
    #expect((rate.precision, rate.recall) == (0.5, 0.25))
    #expect(abs(rate.f1 - 1.0 / 3) < 1e-9)
  }
}
