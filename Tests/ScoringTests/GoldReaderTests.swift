import Codes
import Foundation
import Records
import Scoring
import Shelf
import SourceText
import Support
import Testing

/// A mistake in a gold file: what is replaced by what, the line of the mistake and some words of the sentence.
struct Slip: Sendable, CustomTestStringConvertible {
  let good: String
  let bad: String
  let line: Int
  let words: String
  var testDescription: String { words }

  init(_ good: String, _ bad: String, _ line: Int, _ words: String) {
    (self.good, self.bad, self.line, self.words) = (good, bad, line, words)
  }

  static let gold = """
    document d
      language   fr
      published  2024-11-12
      outlet     O
      complete   no
    text
      [c1.deed Attaque] à Gao

      [c1.agent c2.speaker Le Front] a [c1.deed attaqué]
      [c1.target la [c1.place caserne]], tuant trois gardes \\[sic\\]. Il nie [c2.deed tout crime].
    claim c1
      type     ASSAULT/explosives
      stance   reported
      date     2024-11-11 2024-11-12
      channel  Front
      toll     killed 3 - « trois gardes » by « Le Front » since 2024-11-01
    claim c2 optional
      type     ASSAULT
      stance   denied
      same     c1
    toll injured - 4 « Gao »
    loaded « Le Front », « crime »
    undisclosed toll « nie »
    """

  static let all = [
    Slip("document d", "file d", 1, "start with \"document NAME\""), Slip("document d", "file d", 1, "unknown entry \"file\""),
    Slip("2024-11-12\n", "12/11/2024\n", 3, "is no date"), Slip("complete   no", "complete   maybe", 5, "neither yes nor no"),
    Slip("outlet", "colour", 4, "unknown key \"colour\""), Slip("outlet     O", "language   en", 4, "a second \"language\""),
    Slip("[c1.deed Attaque]", "[c1.deed Attaque", 7, "never closed"), Slip("[c1.deed Attaque]", "[deed Attaque]", 7, "without a label"),
    Slip("[c1.deed Attaque]", "[c9.deed Attaque]", 7, "belongs to no claim"), Slip("claim c1", "claim c2", 17, "the first is on line 11"),
    Slip("[c2.deed tout crime]", "tout crime", 17, "has no act words"), Slip("ASSAULT/explosives", "PICNIC", 12, "no type \"PICNIC\""),
    Slip("ASSAULT/explosives", "ASSAULT/picnic", 12, "no mode \"picnic\""), Slip("  type     ASSAULT\n", "", 17, "has no type"),
    Slip("denied", "shouted", 19, "unknown stance"), Slip("  stance   reported\n", "", 11, "has no stance"),
    Slip("2024-11-11 2024-11-12", "2024-11-12 2024-11-11", 14, "is no date"), Slip("2024-11-11 2024-11-12", "mardi", 14, "is no date"),
    Slip("same     c1", "same     c2", 20, "no other claim"), Slip("channel  Front", "channel  Telegram", 15, "does not hold « Telegram »"),
    Slip("killed 3 -", "hurt 3 -", 16, "\"toll KIND MIN MAX"), Slip("killed 3 -", "killed 3", 16, "\"toll KIND MIN MAX"),
    Slip("killed 3 -", "killed 3 2", 16, "swap them"), Slip("« trois gardes »", "« quatre gardes »", 16, "does not hold"),
    Slip("by « Le Front »", "from « Le Front »", 16, "may stand only"), Slip("since 2024-11-01", "since mardi", 16, "may stand only"),
    Slip("loaded « Le Front », « crime »", "loaded crime", 22, "no words in « »"),
    Slip("claim c2 optional", "claim c2 perhaps", 17, "only \"optional\""),
    Slip("text\n", "texte\n", 1, "there is no text"), Slip("claim c1", "text\n  b\nclaim c1", 11, "a second text"),
  ]
}

@Suite("Reading gold documents") struct GoldReaderTests {
  private let codebook: Codebook
  init() throws { codebook = try Shared.library().codebook }

  private func read(_ text: String) -> (gold: GoldDocument?, problems: [Problem]) {
    GoldReader.read(path: "d.gold", bytes: Array(text.utf8), codebook: codebook)
  }

  @Test("gives the text without marks and what should be read from it") func whole() throws {
    let (read, problems) = read(Slip.gold)
    let gold = try #require(read)
    #expect(problems == [])
    #expect(gold.document.text == "Attaque à Gao\n\nLe Front a attaqué la caserne, tuant trois gardes [sic]. Il nie tout crime.")
    #expect((gold.document.id, gold.document.published?.description, gold.document.outlet) == ("d", "2024-11-12", "O"))
    #expect(!gold.isComplete)
    #expect(gold.claims.map(\.isOptional) == [false, true])
    let claim = gold.claims[0]
    #expect(claim.type.rawValue == "ASSAULT" && claim.mode == "explosives" && claim.stance == .reported && claim.channel == "Front")
    #expect(claim.marks[.deed]?.map { gold.document.text(of: $0) } == ["Attaque", "attaqué"])
    #expect(claim.marks[.target]?.map { gold.document.text(of: $0) } == ["la caserne"])
    #expect(claim.marks[.place]?.map { gold.document.text(of: $0) } == ["caserne"])
    #expect(gold.claims[1].marks[.speaker]?.count == 1)
    #expect(gold.claims[1].sameAs == "c1")
    #expect(claim.days.map { "\($0)" } == "2024-11-11...2024-11-12")
    #expect((claim.tolls[0].min, claim.tolls[0].max, claim.tolls[0].speaker) == (3, nil, "Le Front"))
    #expect(claim.tolls[0].since == Day("2024-11-01"))
    #expect((gold.tolls[0].kind, gold.tolls[0].min, gold.tolls[0].max) == ("injured", nil, 4))
    #expect(gold.loaded == ["Le Front", "crime"])
    #expect(gold.undisclosed.map(\.what) == ["toll"] && gold.undisclosed.map(\.quote) == ["nie"])
  }

  @Test("each mistake is a sentence at its line", arguments: Slip.all) func slips(_ slip: Slip) throws {
    let at = try #require(Slip.gold.range(of: slip.good))
    let problems = read(Slip.gold.replacingCharacters(in: at, with: slip.bad)).problems
    #expect(problems.contains { $0.line == slip.line && $0.message.contains(slip.words) && $0.file == "d.gold" }, "\(problems)")
  }

  @Test("files of another encoding, empty and damaged files never crash", arguments: 1...200) func damaged(_ seed: UInt64) {
    var random = Generator(seed: seed)
    let bytes = seed == 1 ? [] : seed == 2 ? [0xFF, 10] : random.mutated(Array(Slip.gold.utf8))
    let read = GoldReader.read(path: "d.gold", bytes: bytes, codebook: codebook)
    for mark in read.gold?.claims.flatMap({ $0.marks.values.flatMap { $0 } }) ?? [] {
      #expect(read.gold?.document.text(of: mark) != nil)
    }
  }

  @Test("the project's gold documents have no mistake", arguments: Project.files(in: "Gold", ending: ".gold"))
  func documents(_ path: String) {
    let (gold, problems) = GoldReader.read(path: path, bytes: Project.bytes(path), codebook: codebook)
    #expect(problems == [])
    #expect(gold.map { path.hasSuffix("/\($0.document.id).gold") } == true, "a document is named like its file")
  }

  @Test("the samples are the texts of the gold documents") func dispatches() {
    let lines = Shared.gold.map { String(decoding: $0.gold.input.compact(), as: UTF8.self) }
    #expect(
      Project.text("Samples/dispatches.jsonl").split(separator: "\n").map(String.init) == lines,
      "run: constat gold Gold/samples > Samples/dispatches.jsonl")
  }
}
