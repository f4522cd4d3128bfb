import ArgumentParser
import Foundation
import Ledger
import Linking
import Records
import SourceText

struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Joins the claims of a ledger that tell one happening into incidents.",
    usage: "constat link LEDGER",
    discussion: """
      Only what is new since the last time is looked at, with all that it may belong to; the result is the same as if all had \
      come at once, in any order. Every join has its reasons, and constat join, split and grade put a human's word above them \
      (Docs/incidents.md).

      Exit status: 0 done, 2 the ledger can't be used.
      """)

  @OptionGroup var ledger: LedgerArgument
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let ledger = try ledger.open(.write)
    let copies = try Copies(ledger).find()
    let linked = try Incidents(ledger).link(by: try actor.actor())
    let parts = [
      Wording.count(linked.claims, "claim") + " looked at", Wording.count(linked.made, "new incident"),
      linked.ended > 0 ? "\(linked.ended) joined into others" : nil, copies > 0 ? "\(copies) copies of other reports" : nil,
    ]
    Terminal.error("\(ledger.path): " + parts.compactMap { $0 }.joined(separator: ", "))
  }
}

/// Finds reports that repeat others nearly word by word.
struct Copies {
  let ledger: Ledger
  init(_ ledger: Ledger) { self.ledger = ledger }

  /// - Returns: how many of the reports that were looked at are copies.
  func find() throws -> Int {
    var originals: [String: String] = [:]
    for near in try ledger.uncompared() {
      let lines = near.compactMap { line in Copies.fingerprint(line).map { (line: line, print: $0) } }
      guard let mine = lines.first(where: { $0.line.isSubject }) else { continue }
      let alike = lines.filter { $0.print.likeness(to: mine.print) >= Fingerprint.copy }.map(\.line)
      guard let first = alike.min(by: Copies.isEarlier) else { continue }
      for line in alike { originals[line.report] = first.report }
    }
    try ledger.setCopies(originals)
    return originals.count { $0.key != $0.value }
  }

  private static func isEarlier(_ a: TextPrint, _ b: TextPrint) -> Bool {
    let (one, other) = (a.published?.number ?? Int.max, b.published?.number ?? Int.max)
    return one == other ? a.report < b.report : one < other
  }

  private static func fingerprint(_ line: TextPrint) -> Fingerprint? {
    try? JSONDecoder().decode([Fingerprint].self, from: Data(line.fingerprint.utf8)).first
  }
}

/// The incidents of a ledger, linked and graded.
struct Incidents {
  let ledger: Ledger
  private let grades: [ClaimKey: (grade: Grade, reason: String, by: String)]

  init(_ ledger: Ledger) throws {
    self.ledger = ledger
    grades = try ledger.gradeDecisions()
  }

  func link(by actor: Actor) throws -> Linked {
    let lines = try ledger.unlinked()
    let tellings = lines.compactMap(Telling.init)
    if tellings.count < lines.count {
      throw Failure(
        "\(lines.count - tellings.count) claims were kept by a Constat that linked otherwise; read them again with: constat reread \(ledger.path)"
      )
    }
    let components = Linker(decisions: try decisions()).components(tellings)
    let groups = components.map { $0.groups.map { LinkedGroup(members: $0.members, reasons: $0.reasons) } }
    return try ledger.setComponents(groups, by: actor).linked
  }

  private func decisions() throws -> Decisions {
    var decisions = Decisions()
    for decision in try ledger.linkDecisions() {
      for one in decision.one {
        for other in decision.other {
          let pair = Decisions.Pair(one, other)
          if decision.isOne { decisions.same.insert(pair) } else { decisions.different.insert(pair) }
          if decision.isOne { decisions.different.remove(pair) } else { decisions.same.remove(pair) }
        }
      }
    }
    return decisions
  }

  /// Calls `body` with each incident, graded, by day and id.
  func each(_ body: (IncidentFile) throws -> Void) throws {
    var last: IncidentFile?
    while true {
      let files = try ledger.incidents(after: last)
      guard let end = files.last else { return }
      for file in files { try body(graded(file)) }
      last = end
    }
  }

  /// The incident with the grade that its claims give it, or that a human gave it. Rejected claims say nothing.
  func graded(_ file: IncidentFile) -> IncidentFile {
    var file = file
    let standing = Set(file.incident.members.filter { $0.review?.verdict != .rejected }.map(\.key))
    let human = file.incident.members.lazy.compactMap { grades[$0.key] }.first
    let tellings = file.tellings.compactMap(Telling.init).filter { standing.contains($0.key) }
    let verdict = Grader(tellings).verdict(by: human.map { Grader.Verdict($0.grade, "\($0.reason) (\($0.by))") })
    (file.incident.grade, file.incident.gradeReason) = (verdict.grade, verdict.reason)
    return file
  }
}

extension Member {
  var key: ClaimKey { ClaimKey(report: report, claim: claim.id) }
}
