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
    let copies = try CopySearch(ledger).find()
    let linked = try Incidents(ledger).link(by: try actor.actor())
    let parts = [
      Wording.count(linked.claims, "claim") + " looked at", Wording.count(linked.made, "new incident"),
      linked.ended > 0 ? "\(linked.ended) joined into others" : nil, copies > 0 ? "\(copies) copies of other reports" : nil,
    ]
    Terminal.error("\(ledger.path): " + parts.compactMap { $0 }.joined(separator: ", "))
  }
}

/// Finds reports that repeat others nearly word by word: each report has the earliest of those that it is alike to as its original.
struct CopySearch {
  let ledger: Ledger
  init(_ ledger: Ledger) { self.ledger = ledger }

  /// - Returns: how many of the reports that were looked at are copies.
  func find() throws -> Int {
    var copies: Set<String> = []
    while true {
      let documents = try ledger.uncompared(count: 500)
      if documents.isEmpty { return copies.count }
      var originals: [String: String] = [:]
      let near = try alike(documents)
      let touched = Set(near.flatMap(\.others).map(\.document)).subtracting(documents)
      for (mine, others) in near + (try alike(touched.sorted())) {
        let original = Copies.original(of: mine, among: others.map(\.text))
        originals[mine.report] = original.report
        if original.report != mine.report { copies.insert(mine.report) }
      }
      try ledger.setCopies(originals, compared: documents)
    }
  }

  /// The documents that others are nearly the same as, with these.
  private func alike(_ documents: [Int64]) throws -> [(mine: Copies.Text, others: [(document: Int64, text: Copies.Text)])] {
    try zip(documents, ledger.near(documents)).compactMap { document, near in
      let texts = near.count > 1 ? near.compactMap { print in Copies.Text(print).map { (document: print.document, text: $0) } } : []
      guard let mine = texts.first(where: { $0.document == document })?.text else { return nil }
      let others = texts.filter { $0.document != document && $0.text.isAlike(to: mine) }
      return others.isEmpty ? nil : (mine, others)
    }
  }
}

extension Copies.Text {
  /// A text as the ledger keeps it; nil if its fingerprint is none.
  fileprivate init?(_ text: TextPrint) {
    guard let fingerprint = Fingerprint(bytes: text.fingerprint) else { return nil }
    self.init(report: text.report, published: text.published, fingerprint: fingerprint)
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
