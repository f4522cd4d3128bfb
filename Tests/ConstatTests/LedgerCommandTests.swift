import Foundation
import Support
import Testing

/// What the ledger's commands do from the outside, as a user runs them.
@Suite("constat add, link, export") struct LedgerCommandTests {
  private let folder: TemporaryFolder
  private var ledger: String { folder.url.appendingPathComponent("case.ledger").path }
  private let samples = Project.url("Samples/dispatches.jsonl").path

  init() throws { folder = try TemporaryFolder() }

  @Test("reports become incidents, and what humans accepted leaves") func whole() throws {
    #expect(try Command.run("add", ledger, samples).status == 0)
    #expect(try Command.run("add", ledger, samples).status == 1, "the same again is nothing new")
    #expect(try Command.run("incidents", ledger).status == 1, "nothing is linked yet")
    #expect(try Command.run("link", ledger).status == 0)
    let incidents = try Command.run("incidents", ledger, "--format", "jsonl")
    #expect((incidents.status, incidents.lines.count > 50) == (0, true))
    let out = folder.url.appendingPathComponent("out").path
    let refused = try Command.run("export", ledger, "--output", out, "--format", "csv")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("constat review accepts records"))
    let first = try #require(incidents.lines.first?.split(separator: "\"").dropFirst(3).first.map(String.init))
    #expect(try Command.run("review", ledger, first, "--accept").status == 2, "a review has a name")
    #expect(try Command.run("review", ledger, first, "--accept", "--by", "reviewer-1").status == 0)
    #expect(try Command.run("export", ledger, "--output", out, "--format", "csv").status == 0)
    #expect(String(decoding: Project.bytes(URL(fileURLWithPath: out + "/incidents.csv")), as: UTF8.self).contains(first))
    #expect(try Command.run("export", ledger, "--output", folder.url.path, "--format", "csv").status == 2, "no folder is overwritten")
    #expect(try Command.run("check", ledger).status == 0)
    let tolls = try Command.run("tolls", ledger)
    #expect((tolls.status, tolls.text.contains("killed")) == (0, true))
    #expect(try Command.run("search", ledger, "menaka").status == 0)
    #expect(try Command.run("search", ledger, "zzzz").status == 1)
  }

  @Test("any order of adding gives the same incidents") func order() throws {
    let lines = Project.text("Samples/dispatches.jsonl").split(separator: "\n").map { String($0) + "\n" }
    let files = try lines.enumerated().map { try folder.write($0.element, to: "\($0.offset).jsonl") }
    func incidents(_ name: String, _ order: [String], linkEach: Bool) throws -> Set<Set<String>> {
      let ledger = folder.url.appendingPathComponent(name).path
      for file in order {
        #expect(try Command.run("add", ledger, file).status == 0)
        if linkEach { #expect(try Command.run("link", ledger).status == 0) }
      }
      if !linkEach { #expect(try Command.run("link", ledger).status == 0) }
      return Set(try Command.run("incidents", ledger, "--format", "jsonl").output.split(separator: 10).map(LedgerCommandTests.claims))
    }
    let some = Array(files.prefix(6))
    #expect(try incidents("a", some, linkEach: false) == incidents("b", some.reversed(), linkEach: true))
  }

  /// The claims of an incident: report and claim in one word.
  private static func claims(_ line: ArraySlice<UInt8>) throws -> Set<String> {
    struct Line: Decodable {
      struct Key: Decodable { let report: String, claim: String }
      let claims: [Key]
    }
    return Set(try JSONDecoder().decode(Line.self, from: Data(line)).claims.map { $0.report + "/" + $0.claim })
  }

  @Test("killed at any moment, an add leaves a ledger that is clean and goes on", .timeLimit(.minutes(5))) func killed() throws {
    let texts = (0..<2000).map { number in
      "{\"id\": \"\(number)\", \"published\": \"2024-11-12\", \"language\": \"en\", \"text\": \"Rebels attacked post \(number) near Gao on Monday, killing \(number) soldiers.\"}"
    }
    let input = try folder.write(texts.joined(separator: "\n") + "\n", to: "many.jsonl")
    var random = Generator(seed: 20)
    var kills = 0
    for _ in 0..<60 where kills < 20 {
      let process = Process()
      process.executableURL = Project.command
      process.arguments = ["add", ledger, input, "--jobs", "2"]
      process.environment = ["CONSTAT_KNOWLEDGE": Project.url("Knowledge").path]
      (process.standardError, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try process.run()
      usleep(UInt32(50_000 + random.number(below: 1_500_000)))
      let wasRunning = process.isRunning
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if wasRunning { kills += 1 }
      guard FileManager.default.fileExists(atPath: ledger), Project.bytes(URL(fileURLWithPath: ledger)).count > 0 else { continue }
      let check = try Command.run("check", ledger, "--migrate")
      #expect(check.status == 0, "\(check.text)\(check.errors)")
      if !wasRunning { try? FileManager.default.removeItem(atPath: ledger) }
    }
    #expect(kills >= 20)
    let rest = try Command.run("add", ledger, input)
    #expect(rest.status <= 1, "\(rest.errors)")
    #expect(try Command.run("search", ledger, "Gao", "--count", "5000").lines.count == 4000, "2000 reports, two lines each")
    #expect(try Command.run("check", ledger).status == 0)
  }
}
