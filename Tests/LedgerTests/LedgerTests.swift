import Codes
import Foundation
import GRDB
import Intake
import Records
import SourceText
import Support
import Testing

@testable import Ledger

private let attack = Story("a", "Rebels attacked a market in Gao on Monday.").claiming("attacked", agent: "Rebels")

@Suite("Ledger: what is added") struct AddingTests {
  @Test("the same bytes again change nothing") func again() throws {
    let scratch = try Scratch()
    let ledger = try scratch.open()
    let first = try ledger.add([attack.deposit()], software: scratch.software, by: scratch.actor)
    #expect((first.reports, first.claims, first.known) == (1, 1, 0))
    let lines = try ledger.audit(last: 10)
    let second = try ledger.add([attack.deposit()], software: scratch.software, by: scratch.actor)
    #expect((second.reports, second.claims, second.known) == (0, 0, 1))
    #expect(try ledger.audit(last: 10) == lines)
    #expect(try ledger.unknown([attack.deposit().source.sha256, "x"]) == ["x"])
  }

  @Test("a changed text is a new version of the same report, an unchanged one in other bytes is none") func versions() throws {
    let scratch = try Scratch()
    let ledger = try scratch.open()
    let update = Story("a", "Rebels attacked a market in Gao on Monday, killing 5.").claiming("attacked", agent: "Rebels")
    _ = try ledger.add([attack.deposit()], software: scratch.software, by: scratch.actor)
    let wrapped = try ledger.add([attack.deposit(bytes: [1, 2, 3])], software: scratch.software, by: scratch.actor)
    #expect((wrapped.versions, wrapped.known) == (0, 1))
    let updated = try ledger.add([update.deposit()], software: scratch.software, by: scratch.actor)
    #expect((updated.reports, updated.versions) == (0, 1))
    #expect(try ledger.unlinked().count == 1, "only the newest version's claims count")
    #expect(try ledger.search(["killing"]).count == 1)
  }

  @Test("facts can't be changed or taken out") func appendOnly() throws {
    let scratch = try Scratch()
    let ledger = try scratch.open()
    _ = try ledger.add([attack.deposit()], software: scratch.software, by: scratch.actor)
    for statement in [
      "UPDATE claim SET stance = 'denied'", "DELETE FROM claim", "DELETE FROM capture", "UPDATE audit SET actor = 'x'", "DELETE FROM audit",
    ] {
      #expect(throws: Problem.self, "\(statement)") { try ledger.write { try $0.execute(sql: statement) } }
    }
  }

  @Test("words are found without their accents, in texts and in quotes") func search() throws {
    let scratch = try Scratch()
    let ledger = try scratch.open()
    let story = Story("é", "Été à Ménaka : une attaque a visé le marché.").claiming("une attaque")
    _ = try ledger.add([story.deposit(), attack.deposit()], software: scratch.software, by: scratch.actor)
    #expect(try ledger.search(["menaka"]).map(\.snippet) == ["Été à [Ménaka] : une attaque a visé le marché."])
    #expect(try ledger.search(["ete", "marche"]).count == 1)
    #expect(try ledger.search(["attaque"], claims: true).count == 1)
    #expect(try ledger.search(["\"quoted\" OR (x"]).isEmpty)
    #expect(throws: Problem.self) { try ledger.search([]) }
  }

  @Test("what was stored is read back as it was") func incident() throws {
    let scratch = try Scratch()
    let ledger = try scratch.open()
    let story = attack.naming("Rebels")
    _ = try ledger.add([story.deposit()], software: scratch.software, by: scratch.actor)
    let keys = try ledger.unlinked().map(\.key)
    let reason = Reason(one: keys[0], other: keys[0], because: ["same \"day\""], weight: 0.5)
    let made = try ledger.setComponents([[LinkedGroup(members: keys, reasons: [reason])]], by: scratch.actor)
    let file = try ledger.incident(made.incidents[0])
    let (incident, reports) = (file.incident, file.reports)
    #expect(incident.members.map(\.claim) == story.record.claims)
    #expect(incident.reasons == [reason])
    let report = try #require(reports[keys[0].report])
    #expect(report.persons == story.record.persons)
    #expect((report.document.text, report.origin, report.received) == (story.document.text, "a.txt", scratch.actor.at))
  }
}

@Suite("Ledger: files and sentences") struct OpeningTests {
  @Test("a missing, foreign or newer file is told in a sentence") func sentences() throws {
    let scratch = try Scratch()
    #expect { try scratch.open(.read) } throws: {
      "\($0)".hasSuffix("there is no ledger here; make one with: constat add \(scratch.path) FILE...")
    }
    let other = try scratch.folder.write("no database at all, but long enough to be looked at".utf8.map { $0 }, to: "other.ledger")
    #expect { try Ledger(path: other, mode: .write, hash: Digest.sha256) } throws: { "\($0)".contains("this is no SQLite file") }
    let foreign = scratch.folder.url.appendingPathComponent("foreign.ledger").path
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE note (text)") }
    #expect { try Ledger(path: foreign, mode: .write, hash: Digest.sha256) } throws: { "\($0)".contains("no ledger of Constat") }
    _ = try scratch.open()
    try DatabaseQueue(path: scratch.path).write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    #expect { try scratch.open(.write) } throws: { "\($0)".contains("made by a newer Constat") }
  }

  @Test("two writers: the second waits, nothing is lost") func two() async throws {
    let scratch = try Scratch()
    _ = try scratch.open()
    let stories = (0..<40).map { Story("s\($0)", "Rebels attacked town \($0).").claiming("attacked") }
    await withTaskGroup(of: Void.self) { group in
      for half in 0..<2 {
        group.addTask {
          let ledger = try? scratch.open(.write)
          for story in stories where Int(story.document.id.dropFirst()).map({ $0 % 2 == half }) == true {
            _ = try? ledger?.add([story.deposit()], software: scratch.software, by: scratch.actor)
          }
        }
      }
    }
    let ledger = try scratch.open(.write)
    #expect(try ledger.unlinked().count == 40)
    #expect(try ledger.check().isEmpty)
  }
}
