import Codes
import GRDB
import Intake
import Records
import SourceText
import Support
import Testing

@testable import Ledger

private let text = "Rebels attacked a market in Gao on Monday. The army arrested two men."
private let story = Story("a", text).claiming("attacked", agent: "Rebels").claiming("arrested", "COERCE")

private func filled() throws -> (Scratch, Ledger, [String]) {
  let scratch = try Scratch()
  let ledger = try scratch.open()
  _ = try ledger.add([story.deposit()], software: scratch.software, by: scratch.actor)
  return (scratch, ledger, try ledger.names())
}

private func entry(_: Claim, _: Report) -> LinkEntry { LinkEntry(telling: "{}", keys: []) }

@Suite("Ledger: reviews and readings") struct ReviewTests {
  private let newer = Software(version: "2", knowledge: "k")

  private func reread(_ ledger: Ledger, _ again: Story, _ scratch: Scratch) throws -> Reread {
    let stale = try ledger.stale(newer, after: 0, count: 10)
    #expect(stale.count == 1)
    return try ledger.reread([(stale[0].row, again.entry)], software: newer, by: scratch.actor)
  }

  private func members(_ ledger: Ledger, _ scratch: Scratch) throws -> [Member] {
    let keys = try ledger.unlinked().map(\.key)
    _ = try ledger.setComponents([[LinkedGroup(members: keys, reasons: [])]], by: scratch.actor)
    return try ledger.incidents()[0].incident.members
  }

  @Test("a review stays with its claim when it is read the same way again") func same() throws {
    let (scratch, ledger, names) = try filled()
    _ = try ledger.review(names[0], .accepted, reason: "seen", by: scratch.actor, link: entry)
    let change = try reread(ledger, story, scratch)
    #expect((change.documents, change.same, change.changes) == (1, 2, []))
    #expect(try members(ledger, scratch).map(\.review?.verdict) == [.accepted, nil])
    #expect(try ledger.stale(newer, after: 0, count: 10).isEmpty)
    #expect(try ledger.check().isEmpty)
  }

  @Test("what a human accepted stays as accepted, and the difference is told") func differs() throws {
    let (scratch, ledger, names) = try filled()
    _ = try ledger.review(names[0], .accepted, reason: nil, by: scratch.actor, link: entry)
    let again = Story("a", text).claiming("attacked").claiming("arrested", "COERCE")
    let change = try reread(ledger, again, scratch)
    #expect(change.changes.count == 1)
    #expect(change.changes.first?.hasSuffix("/c1 is read differently: agent") == true)
    let first = try members(ledger, scratch)[0]
    #expect(first.claim.agent.map(\.name) == ["Rebels"])
    #expect(first.review?.verdict == .accepted)
  }

  @Test("a rejection does not outlive the reading that it judged") func rejected() throws {
    let (scratch, ledger, names) = try filled()
    for name in names { _ = try ledger.review(name, .rejected, reason: nil, by: scratch.actor, link: entry) }
    let change = try reread(ledger, Story("a", text).claiming("attacked").claiming("arrested", "COERCE"), scratch)
    #expect(change.same == 1)
    #expect(try members(ledger, scratch).map(\.review?.verdict) == [nil, .rejected])
  }

  @Test("an accepted claim that is no longer read is kept; one that nobody accepted goes") func kept() throws {
    let (scratch, ledger, names) = try filled()
    _ = try ledger.review(names[0], .accepted, reason: nil, by: scratch.actor, link: entry)
    let change = try reread(ledger, Story("a", text), scratch)
    #expect(change.changes.count == 2)
    let left = try members(ledger, scratch)
    #expect(left.map(\.claim.id) == ["h1"])
    #expect(left.map(\.review?.verdict) == [.accepted])
    #expect(try ledger.check().isEmpty)
  }

  @Test("what humans vouch for keeps its name through further readings, and a text stays comparable with others") func keptAgain() throws {
    let (scratch, ledger, names) = try filled()
    for name in names { _ = try ledger.review(name, .accepted, reason: nil, by: scratch.actor, link: entry) }
    _ = try reread(ledger, Story("a", text).claiming("arrested", "COERCE"), scratch)
    let third = Software(version: "3", knowledge: "k")
    let stale = try ledger.stale(third, after: 0, count: 10)
    let change = try ledger.reread([(stale[0].row, Story("a", text).entry)], software: third, by: scratch.actor)
    #expect(change.changes.count == 2)
    #expect(Set(try members(ledger, scratch).map(\.claim.id)) == ["h1", "h2"])
    #expect(try ledger.near([stale[0].row])[0].count == 1)
    #expect(try ledger.check().isEmpty)
  }

  @Test("a correction changes the fields it names; the machine's reading stays beneath") func corrected() throws {
    let (scratch, ledger, names) = try filled()
    _ = try ledger.review(names[0], .corrected, change: ["stance": .string("alleged")], reason: "hearsay", by: scratch.actor, link: entry)
    let member = try members(ledger, scratch)[0]
    #expect((member.claim.stance, member.claim.lemma, member.review?.reason) == (.alleged, "attacked", "hearsay"))
    #expect(throws: Problem.self) { try ledger.review(names[0], .corrected, reason: nil, by: scratch.actor, link: entry) }
    #expect(throws: Problem.self) {
      try ledger.review(names[0], .corrected, change: ["agents": .null], reason: nil, by: scratch.actor, link: entry)
    }
    #expect(throws: Problem.self) {
      try ledger.review(names[0], .corrected, change: ["stance": .string("sure")], reason: nil, by: scratch.actor, link: entry)
    }
    #expect { try ledger.review("rffffff/c1", .accepted, reason: nil, by: scratch.actor, link: entry) } throws: {
      "\($0)".contains("there is no claim")
    }
  }
}

@Suite("Ledger: incidents") struct IncidentTests {
  @Test("ids stay with the claims that had them; what was merged is remembered") func ids() throws {
    let (scratch, ledger, _) = try filled()
    let keys = try ledger.unlinked().map(\.key)
    let apart = keys.map { [LinkedGroup(members: [$0], reasons: [])] }
    let first = try ledger.setComponents(apart, by: scratch.actor)
    #expect((first.linked.made, first.linked.claims) == (2, 2))
    #expect(try ledger.unlinked().isEmpty)
    try ledger.join(first.incidents[0], first.incidents[1], reason: "one raid", by: scratch.actor)
    #expect(try ledger.linkDecisions().map(\.isOne) == [true])
    #expect(try ledger.unlinked().count == 2)
    let joined = try ledger.setComponents([[LinkedGroup(members: keys, reasons: [])]], by: scratch.actor)
    #expect((joined.linked.made, joined.linked.ended) == (0, 1))
    #expect(first.incidents.contains(joined.incidents[0]))
    for id in first.incidents { #expect(try ledger.incident(id).incident.id == joined.incidents[0]) }
    #expect(try ledger.incident(joined.incidents[0]).incident.previous.count == 1)
    try ledger.split(joined.incidents[0], ["\(keys[0].report)/\(keys[0].claim)"], reason: "two raids", by: scratch.actor)
    let split = try ledger.setComponents([keys.map { LinkedGroup(members: [$0], reasons: []) }], by: scratch.actor)
    #expect(split.linked.made == 1)
    #expect(Set(split.incidents).count == 2)
    #expect(split.incidents.contains(joined.incidents[0]))
  }

  @Test("a grade of a human stays with the incident's first claim") func grade() throws {
    let (scratch, ledger, _) = try filled()
    let keys = try ledger.unlinked().map(\.key)
    let made = try ledger.setComponents([[LinkedGroup(members: keys, reasons: [])]], by: scratch.actor)
    try ledger.grade(made.incidents[0], .discounted, reason: "an accident", by: scratch.actor)
    let decision = try #require(try ledger.gradeDecisions()[keys[0]])
    #expect((decision.grade, decision.reason, decision.by) == (.discounted, "an accident", "tester"))
  }
}

@Suite("Ledger: forgetting and checking") struct CheckTests {
  @Test("what is forgotten is nowhere in the file, and is not taken in again") func forget() throws {
    let (scratch, ledger, names) = try filled()
    _ = try ledger.review(names[0], .accepted, reason: nil, by: scratch.actor, link: entry)
    let other = Story("b", "Police dispersed a march in Lima.").claiming("dispersed", "COERCE")
    _ = try ledger.add([other.deposit()], software: scratch.software, by: scratch.actor)
    #expect(scratch.bytes.firstRange(of: Array("market".utf8)) != nil)
    let hashes = try ledger.forget(String(names[0].prefix(8)), reason: "asked by the source", by: scratch.actor)
    #expect(hashes == [story.deposit().source.sha256])
    #expect(scratch.bytes.firstRange(of: Array("market".utf8)) == nil)
    #expect(scratch.bytes.firstRange(of: Array("Lima".utf8)) != nil)
    #expect(try ledger.check().isEmpty)
    let again = try ledger.add([story.deposit()], software: scratch.software, by: scratch.actor)
    #expect(again.reports == 0)
    #expect(again.problems.map(\.message) == ["this was forgotten on 2024-11-14T08:00:00Z (asked by the source) and is not taken in again"])
    #expect(throws: Problem.self) { try ledger.forget("rnothing", reason: "", by: scratch.actor) }
  }

  private func tampered(_ statement: String) throws -> [String] {
    let (scratch, ledger, _) = try filled()
    try ledger.note(scratch.actor, action: "export", subject: "csv", detail: [])
    try ledger.unguardedWrite { db in
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: "PRAGMA foreign_keys = OFF; " + statement)
    }
    return try scratch.open(.read).check().map(\.message)
  }

  @Test(
    "tampering is told in sentences",
    arguments: [
      ("UPDATE audit SET actor = 'somebody' WHERE seq = 1", "was changed after it was written"),
      ("DELETE FROM audit WHERE seq = 1; UPDATE audit SET seq = 1", "of the log"),
      ("UPDATE capture SET bytes = x'00'", "are not those that were received"),
      ("UPDATE document SET text = replace(text, 'market', 'school')", "was changed"),
      ("UPDATE claim SET json = replace(json, 'reported', 'claimed')", "are not those that the log names"),
      ("UPDATE claim SET json = replace(json, 'attacked', 'attackxd')", "the words at"),
      ("DELETE FROM document", "refers to a row"),
    ]) func tamper(_ statement: String, _ sentence: String) throws
  {
    let told = try tampered(statement)
    #expect(told.contains { $0.contains(sentence) }, "\(told)")
  }

  @Test("a clean ledger has nothing to tell") func clean() throws { #expect(try tampered("SELECT 1") == []) }
}
