import Codes
import Packs
import Shelf
import SourceText
import Support
import Testing

/// A broken pack, the line of its mistake and some words of the sentence that says so.
struct Broken: Sendable, CustomTestStringConvertible {
  let pack: String
  let line: Int
  let words: String
  var testDescription: String { words }

  init(_ line: Int, _ words: String, _ pack: String) { (self.line, self.words, self.pack) = (line, words, pack) }

  static let good = "deed a\n  verb  attaquer\n  type  ASSAULT\n  yes   [deed a]\n  no    b\n"
  static let deeds = [
    Broken(1, "has no type", "deed a\n  verb x\n  yes [deed a] b\n  no c\n"),
    Broken(3, "no type \"PICNIC\"", "deed a\n  verb x\n  type PICNIC\n  yes [deed a] b\n  no c\n"),
    Broken(4, "has no mode \"picnic\"", "deed a\n  verb x\n  type ASSAULT\n  mode picnic\n  yes [deed a] b\n  no c\n"),
    Broken(4, "unknown stance", "deed a\n  verb x\n  type ASSAULT\n  stance shouted\n  yes [deed a] b\n  no c\n"),
    Broken(1, "has no words", "deed a\n  type ASSAULT\n  yes [deed a] b\n  no c\n"),
    Broken(1, "has no \"yes\" example", "deed a\n  verb x\n  type ASSAULT\n  no c\n"),
    Broken(1, "has no \"no\" example", "deed a\n  verb x\n  type ASSAULT\n  yes [deed a] b\n"),
    Broken(4, "marks nothing", "deed a\n  verb x\n  type ASSAULT\n  yes a b\n  no c\n"),
    Broken(4, "without a label", "deed a\n  verb x\n  type ASSAULT\n  yes [who a] [deed b]\n  no c\n"),
    Broken(4, "\"where FUNCTION is LIST\"", "deed a\n  verb x\n  type ASSAULT\n  where object\n  yes [deed a] b\n  no c\n"),
    Broken(4, "\"toll KIND = FUNCTION\"", "deed a\n  verb x\n  type ASSAULT\n  toll hurt = object\n  yes [deed a] b\n  no c\n"),
    Broken(4, "unknown key \"colour\"", "deed a\n  verb x\n  type ASSAULT\n  colour red\n  yes [deed a] b\n  no c\n"),
    Broken(6, "unknown entry \"word\"", good + "word b\n  verb x\n"),
    Broken(6, "the first is on line 1", good + good),
  ]
  static let speech = [
    Broken(1, "has no stance", "frame a\n  verb x\n  yes [cue a] b\n  no c\n"),
    Broken(1, "has no words", "channel a\n  kind social\n  yes [channel a] b\n  no c\n"),
    Broken(1, "unknown entry", "deed a\n  verb x\n"),
  ]
}

@Suite("Reading rules") struct RuleReaderTests {
  private let codebook: Codebook
  init() throws { codebook = try Shared.library().codebook }

  private func reader(_ pack: String) -> RuleReader {
    RuleReader(file: LineFile(path: "p.rules", bytes: Array(pack.utf8)), path: "xx/p", codebook: codebook)
  }

  @Test("a good deed has all that it says") func deed() throws {
    var reader = reader(Broken.good + "  agent  subject, par\n  where  object not @abstract, problème\n  toll  killed = object\n")
    let deed = try #require(reader.deeds().first)
    #expect(reader.problems.isEmpty)
    #expect(deed.head.id == "xx/p/a")
    #expect(deed.agent == [.subject, .preposition("par")])
    #expect(deed.conditions.map(\.words) == [["problème"]])
    #expect(deed.conditions.map(\.classes) == [["abstract"]])
    #expect(deed.tolls.map(\.kind) == ["killed"])
    #expect(deed.head.examples.map(\.line) == [4, 5])
  }

  @Test("each mistake of a deed is a sentence at its line", arguments: Broken.deeds) func deeds(_ broken: Broken) {
    var reader = reader(broken.pack)
    _ = reader.deeds()
    #expect(reader.problems.contains { $0.line == broken.line && $0.message.contains(broken.words) }, "\(reader.problems)")
  }

  @Test("each mistake of a speech rule is a sentence at its line", arguments: Broken.speech) func speech(_ broken: Broken) {
    var reader = reader(broken.pack)
    _ = reader.speech()
    #expect(reader.problems.contains { $0.line == broken.line && $0.message.contains(broken.words) }, "\(reader.problems)")
  }

  @Test("a term without a neutral counterpart has none") func terms() throws {
    var reader = reader("term a\n  words  a, b\n  category epithet\n  about  state\n  neutral  -\n  yes  [loaded a]\n  no  c\n")
    let term = try #require(reader.terms().first)
    #expect(term.neutral == nil)
    #expect(term.words == ["a", "b"])
  }

  @Test("a type file gives definitions, modes and crosswalks, and reports what it can't read") func codebookFile() {
    let head = "type RUN\n  order 3\n  speech yes\n  en  To run.\n  cameo  05\n  announced  SAY/soon\n"
    let rows = "  acled  A; C when target civilian, toll killed\n  acled  A; B\nmode fast\n  acled  A\n  acled  A; B when moon full\n"
    let text = head + rows
    let read = CodebookReader.read(path: "type.rules", bytes: Array(text.utf8))
    #expect(read.entry?.definitions["en"] == "To run.")
    #expect(read.entry?.isSpeech == true)
    let lines = read.entry?.crosswalk.acled ?? []
    #expect(lines.map { $0.row?.subEventType } == ["C", "B"])
    #expect(lines.first?.conditions == [.target: ["civilian"], .toll: ["killed"]])
    #expect(read.entry?.crosswalk.outlooks[.announced] == Coding(type: EventType(rawValue: "SAY"), mode: "soon"))
    #expect(read.problems.map(\.line) == [10, 11])
    #expect(CodebookReader.read(path: "type.rules", bytes: []).problems.map(\.line) == [1])
  }
}

@Suite("Damaged packs") struct DamagedPackTests {
  @Test("reading never crashes and names lines that exist", arguments: Shared.languages) func mutations(_ language: String) throws {
    var random = Generator(seed: 20_241_112)
    let codebook = try Shared.library().codebook
    let paths =
      Project.files(in: "Knowledge/languages/\(language)", ending: ".rules") + Project.files(in: "Knowledge/codebook", ending: ".rules")
    for path in paths {
      let whole = Project.bytes(path)
      for _ in 0..<8 {
        let start = random.number(below: whole.count)
        let bytes = random.mutated(Array(whole[start..<min(whole.count, start + 3000)]))
        let file = LineFile(path: path, bytes: bytes)
        let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        var reader = RuleReader(file: file, path: "xx/p", codebook: codebook)
        _ = (reader.deeds(), reader.speech(), reader.terms(), reader.means(), reader.classes())
        let problems = reader.problems + CodebookReader.read(path: path, bytes: bytes).problems
        #expect(problems.allSatisfy { (1...max(1, lines)).contains($0.line ?? 0) })
      }
    }
  }

  @Test("tables of random bytes never crash", arguments: 1...40) func tables(_ seed: UInt64) {
    var random = Generator(seed: seed)
    let table = Table(path: "t.tsv", bytes: random.soup(2000), columns: 3)
    #expect(table.rows.allSatisfy { $0.cells.count == 3 })
  }
}
