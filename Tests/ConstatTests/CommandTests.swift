import Foundation
import Intake
import SourceText
import Support
import Testing

@Suite("constat", .serialized) struct CommandTests {
  @Test("every command explains itself", arguments: ["read", "notes", "packs", "score", "gold"]) func help(_ name: String) throws {
    let run = try Command.run(name, "--help")
    #expect(run.status == 0)
    #expect(run.text.contains("USAGE: constat \(name)"))
    #expect(run.errors.isEmpty)
  }

  @Test("a wrong word on the command line is exit status 2 with a way out", arguments: ["reed", "--nme"]) func unknown(_ word: String)
    throws
  {
    let run = try Command.run(word)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Usage: ") || run.errors.contains("--help"))
  }

  @Test("without a Knowledge folder it says how to name one") func knowledge() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run("read", "-", input: Array("{\"text\": \"a\"}".utf8), knowledge: folder.url.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("--knowledge FOLDER"))
  }

  @Test("a Knowledge folder with a hole names the file that is missing") func hole() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "languages/frequent.terms")
    let run = try Command.run("read", "-", input: Array("{\"text\": \"a\"}".utf8), knowledge: folder.url.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("countries.tsv: the file can't be read"))
  }

  @Test("notes fit their schema; a layer that there is not is an error") func notes() throws {
    let schema = try Schema(Project.bytes("Docs/notes.schema.json"))
    let samples = Project.url("Samples/dispatches.jsonl").path
    let run = try Command.run("notes", samples)
    #expect(run.lines.count == Shared.samples.count)
    let faults = Set(run.lines.flatMap { schema.faults(Array($0.utf8)) })
    #expect(faults == [])
    let one = try Command.run("notes", "--layers", "tokens", samples)
    #expect(!one.text.contains("\"times\"") && one.text.contains("\"tokens\""))
    let wrong = try Command.run("notes", "--layers", "smells", samples)
    #expect(wrong.status == 2 && wrong.errors.contains("there is no layer \"smells\"; there are: tokens"))
  }

  @Test("score prints the table of all fields, or JSON") func score() throws {
    let gold = Project.url("Gold/samples").path
    let table = try Command.run("score", gold)
    #expect(table.status == 0)
    for name in ["claims", "  mode", "  speaker", "tolls", "loaded", "undisclosed", "ASSAULT"] { #expect(table.text.contains("\n\(name)")) }
    let json = try JSONDecoder().decode(JSONValue.self, from: Data(try Command.run("score", "--format", "json", gold).output))
    #expect(json.fields["documents"]?.number == Double(Shared.samples.count))
    #expect(json.fields["fields"]?.fields["stance"]?.fields["gold"]?.number ?? 0 > 50)
  }

  @Test("gold prints the samples") func gold() throws {
    #expect(try Command.run("gold", Project.url("Gold/samples").path).output == Project.bytes("Samples/dispatches.jsonl"))
  }

  @Test("a mistake in a gold file is named by file and line; the others are scored") func badGold() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "document a\ntext\n  Ils ont [c1.deed attaqué].\nclaim c1\n  type PICNIC\n  stance reported\n", to: "a.gold")
    try folder.write("document b\n  language fr\ntext\n  Rien.\n", to: "b.gold")
    let run = try Command.run("score", folder.url.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("\(path):5: the codebook has no type \"PICNIC\""))
    #expect(run.text.hasPrefix("2 documents"))
  }

  @Test("packs checks an edited folder and names each fault by file and line") func packs() throws {
    let folder = try TemporaryFolder()
    for path in Project.files(in: "Knowledge/languages/fr", ending: "") where !path.hasSuffix("/models") && !path.contains("/deeds/") {
      let bytes = Project.bytes(path)
      if !bytes.isEmpty { try folder.write(bytes, to: String(path.dropFirst("Knowledge/languages/".count))) }
    }
    let pack = "deed a\n  verb  nager\n  type  ASSAULT\n  yes  Il [deed aime] les pommes.\n  no  Il marche.\ndeed b\n  type  ASSAULT\n"
    let path = try folder.write(pack, to: "fr/deeds/zz.rules")
    let run = try Command.run("packs", "--check", folder.url.path + "/fr")
    #expect(run.status == 1)
    #expect(run.errors.contains("\(path):4: fr/zz/a: "))
    #expect(run.errors.contains("\(path):6: deed \"b\" has no words"))
  }
}
