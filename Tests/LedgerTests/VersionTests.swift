import Foundation
import GRDB
import Intake
import Records
import SourceText
import Support
import Testing

@testable import Ledger

/// Ledgers as earlier forms left them: one file a migration, made with RECORD=1 when the form was new and never again.
@Suite("Ledger: earlier forms") struct VersionTests {
  static let forms = Schema.migrator.migrations
  private static func path(_ form: String) -> String { "Tests/LedgerTests/Versions/\(form).ledger" }

  @Test("is brought up to date with everything in it", arguments: forms) func earlier(_ form: String) throws {
    try record(form)
    let scratch = try Scratch()
    _ = try scratch.folder.write(Project.bytes(VersionTests.path(form)), to: "test.ledger")
    let ledger = try scratch.open(.write)
    #expect(try ledger.check() == [])
    #expect(try ledger.search(["market"]).count == 1)
    let incidents = try ledger.incidents()
    #expect(incidents.map(\.incident.members.count) == [1])
    #expect(incidents.first?.incident.members.first?.review?.verdict == .accepted)
  }

  @Test("is never edited", arguments: forms) func released(_ form: String) throws {
    let scratch = try Scratch()
    _ = try scratch.folder.write(Project.bytes(VersionTests.path(form)), to: "old.ledger")
    let new = try DatabaseQueue(path: scratch.path)
    try Schema.migrator.migrate(new, upTo: form)
    let old = try DatabaseQueue(path: scratch.folder.url.appendingPathComponent("old.ledger").path)
    let statements = "SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name"
    #expect(try old.read { try String.fetchAll($0, sql: statements) } == new.read { try String.fetchAll($0, sql: statements) })
  }

  /// Keeps the newest form, if it isn't kept yet.
  private func record(_ form: String) throws {
    let file = Project.url(VersionTests.path(form))
    guard ProcessInfo.processInfo.environment["RECORD"] != nil, form == VersionTests.forms.last else { return }
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    let scratch = try Scratch()
    let ledger = try scratch.open()
    let story = Story("a", "Rebels attacked a market in Gao on Monday.").claiming("attacked", agent: "Rebels")
    _ = try ledger.add([story.deposit()], software: scratch.software, by: scratch.actor)
    let keys = try ledger.unlinked().map(\.key)
    _ = try ledger.setComponents([[LinkedGroup(members: keys, reasons: [])]], by: scratch.actor)
    _ = try ledger.review("\(keys[0].report)/c1", .accepted, reason: nil, by: scratch.actor) { _, _ in LinkEntry(telling: "{}", keys: []) }
    try ledger.unguardedWrite { try $0.checkpoint(.truncate) }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(Project.bytes(URL(fileURLWithPath: scratch.path))).write(to: file)
  }
}
