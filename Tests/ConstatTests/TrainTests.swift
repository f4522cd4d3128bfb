import Foundation
import Support
import Testing

@Suite("constat-train", .serialized) struct TrainTests {
  /// Runs `constat-train`; its exit status and what it said.
  private func train(_ arguments: [String]) throws -> (status: Int32, errors: String) {
    let files = try TemporaryFolder()
    let process = Process()
    process.executableURL = Project.command.deletingLastPathComponent().appendingPathComponent("constat-train")
    process.arguments = arguments
    process.standardError = FileHandle(forWritingAtPath: try files.write([], to: "err"))
    process.standardOutput = FileHandle(forWritingAtPath: try files.write([], to: "out"))
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: Project.bytes(files.url.appendingPathComponent("err")), as: UTF8.self))
  }

  /// Ten documents of two sentences with their names.
  private func corpus(_ folder: TemporaryFolder) throws -> String {
    let people = ["Jeanne Rivet", "Paul Adamou", "Marc Delorme", "Awa Keïta", "Luc Garnier"]
    let places = ["Orsanne", "Kadrina", "Belmar", "Tissary", "Novalle"]
    var (docs, gold) = ("", "")
    for number in 0..<10 {
      let (person, place) = (people[number % 5], places[number * 3 % 5])
      let text = "Le ministre \(person) est arrivé à \(place). Les habitants ont fui."
      let start = "Le ministre ".count
      let second = start + person.count + " est arrivé à ".count
      docs += "{\"id\": \"\(number)\", \"text\": \"\(text)\"}\n"
      gold += "{\"id\": \"\(number)\", \"names\": [{\"start\": \(start), \"end\": \(start + person.count), \"label\": \"PER\"}, "
      gold += "{\"start\": \(second), \"end\": \(second + place.count), \"label\": \"LOC\"}]}\n"
    }
    try folder.write(docs, to: "corpus/docs.jsonl")
    try folder.write(gold, to: "corpus/gold.jsonl")
    return folder.url.path + "/corpus"
  }

  @Test("names: the same texts give the same bytes; what was held out is written aside and read well") func names() throws {
    let folder = try TemporaryFolder()
    let path = try corpus(folder)
    for name in ["a", "b"] {
      let run = try train([
        "names", "--language", "fr", "--knowledge", Project.url("Knowledge").path, "--passes", "4", "--least", "1", "--measure",
        "--held-out", folder.url.path + "/held", "--output", folder.url.path + "/" + name, path,
      ])
      #expect(run.status == 0)
      #expect(run.errors.contains("8 documents to train on, 2 held out"))
      #expect(run.errors.contains("PER+ORG+GROUP+LOC: P 100.0 R 100.0 F1 100.0"))
    }
    let bytes = Project.bytes(folder.url.appendingPathComponent("a"))
    #expect(!bytes.isEmpty && bytes == Project.bytes(folder.url.appendingPathComponent("b")))
    #expect(Project.bytes(folder.url.appendingPathComponent("held/docs.jsonl")).split(separator: 10).count == 2)
  }

  @Test("opinion: readings are judged by gold of both forms, and the same gold gives the same table") func opinion() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"id\": \"1\", \"text\": \"Rebels attacked a village near Gao.\", \"language\": \"en\"}\n", to: "set/docs.jsonl")
    try folder.write(
      "{\"id\": \"1\", \"claims\": [{\"type\": \"ASSAULT\", \"anchors\": [\"attacked\"]}], \"judged\": [\"ASSAULT\"]}\n",
      to: "set/gold.jsonl")
    for name in ["a", "b"] {
      let run = try train([
        "opinion", "--date", "2026-11-28", "--knowledge", Project.url("Knowledge").path, "--output", folder.url.path + "/" + name,
        Project.url("Gold/samples").path, folder.url.path + "/set",
      ])
      #expect(run.status == 0)
    }
    let table = String(decoding: Project.bytes(folder.url.appendingPathComponent("a")), as: UTF8.self)
    #expect(table.contains("\tleast\n") && table.contains("\tany\n"))
    #expect(table == String(decoding: Project.bytes(folder.url.appendingPathComponent("b")), as: UTF8.self))
    #expect(try train(["opinion", "--date", "-", "--output", folder.url.path + "/c", folder.url.path]).status != 0)
  }

  /// Ten sentences "Le maire voit la rue." with their trees.
  private func treebank(_ folder: TemporaryFolder) throws -> String {
    let nouns = ["maire", "juge", "garde", "pilote", "peintre"]
    let text = (0..<10).map { number in
      let (who, what) = (nouns[number % 5], nouns[number * 3 % 5])
      let rows = [
        ("Le", "le", "DET", "2", "det"), (who, who, "NOUN", "3", "nsubj"), ("voit", "voir", "VERB", "0", "root"),
        ("le", "le", "DET", "5", "det"), (what, what, "NOUN", "3", "obj"), (".", ".", "PUNCT", "3", "punct"),
      ]
      let lines = rows.enumerated().map { "\($0 + 1)\t\($1.0)\t\($1.1)\t\($1.2)\t_\t_\t\($1.3)\t\($1.4)\t_\t_" }
      return "# text = Le \(who) voit le \(what).\n" + lines.joined(separator: "\n") + "\n"
    }
    return try folder.write(text.joined(separator: "\n") + "\n", to: "tiny.conllu")
  }

  @Test("grammar: the same treebank gives the same bytes, and is learned; teachers give trees to plain text") func grammar() throws {
    let folder = try TemporaryFolder()
    let bank = try treebank(folder)
    let common = ["grammar", "--language", "fr", "--tokens", Project.url("Knowledge/languages/fr/tokens.rules").path, "--batch", "2"]
    for name in ["a", "b"] {
      let run = try train(common + ["--passes", "30", "--rate", "0.005", "--dev", bank, "--output", folder.url.path + "/" + name, bank])
      #expect(run.status == 0)
      #expect(run.errors.contains("UPOS 100.00  UAS 100.00  LAS 100.00"), "\(run.errors)")
    }
    let bytes = Project.bytes(folder.url.appendingPathComponent("a"))
    #expect(!bytes.isEmpty && bytes == Project.bytes(folder.url.appendingPathComponent("b")))
    let plain = try folder.write("{\"text\": \"Le juge voit le garde. Le garde voit le juge.\"}\n", to: "plain.jsonl")
    let taught = try train(
      common + ["--passes", "1", "--texts", plain, "--teacher", folder.url.path + "/a", "--output", folder.url.path + "/c", bank])
    #expect(taught.status == 0 && taught.errors.contains("2 sentences of plain text, 12 tokens"), "\(taught.errors)")
  }

  @Test("languages: the same lists give the same bytes") func languages() throws {
    let folder = try TemporaryFolder()
    let lists = [
      try folder.write("le\t900\nla\t800\nles\t500\nvillage\t20\nattaque\t10\n", to: "fr.tsv"),
      try folder.write("the\t900\nof\t500\nand\t400\nvillage\t20\nattack\t10\n", to: "en.tsv"),
    ]
    for name in ["a", "b"] {
      #expect(try train(["languages", "--main", "fr,en", "--output", folder.url.path + "/" + name] + lists).status == 0)
    }
    let bytes = Project.bytes(folder.url.appendingPathComponent("a"))
    #expect(!bytes.isEmpty && bytes == Project.bytes(folder.url.appendingPathComponent("b")))
  }

  @Test(
    "a damaged model ends the command with one sentence and exit status 2",
    arguments: ["languages/fr/models/names.model", "recognition/languages.model", "places/places.index"])
  func damaged(_ path: String) throws {
    let folder = try TemporaryFolder()
    for file in Project.files(in: "Knowledge", ending: "") {
      let bytes = Project.bytes(file)
      if !bytes.isEmpty { try folder.write(bytes, to: file) }
    }
    var bytes = Project.bytes("Knowledge/" + path)
    bytes[bytes.count / 3] ^= 4
    try folder.write(bytes, to: "Knowledge/" + path)
    let run = try Command.run("read", "-", input: Array("{\"text\": \"a\"}".utf8), knowledge: folder.url.path + "/Knowledge")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("\(path): the model file is damaged (its checksum differs)"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
