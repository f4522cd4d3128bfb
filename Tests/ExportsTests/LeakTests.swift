import Codes
import Records
import SourceText
import Support
import Testing

@testable import Exports

/// Everything that may be wrong about what left, found without asking the gate how it decides.
private struct Leaks {
  let ledger: RandomLedger
  let gate: Gate
  private(set) var found: [String] = []

  init(_ ledger: RandomLedger, _ gate: Gate) { (self.ledger, self.gate) = (ledger, gate) }

  private var isPublic: Bool { gate.audience == .public }
  private func isLifted(_ rule: Rule) -> Bool { gate.overrides.contains { $0.rule == rule } }

  /// What no bytes may hold, whatever the format.
  mutating func search(_ bytes: [UInt8], _ format: ExportFormat) {
    let text = Words.folded(String(decoding: bytes, as: UTF8.self)).joined()
    for person in ledger.people where person.standing == .protected || (person.standing == .private && isPublic && !isLifted(.names)) {
      for word in person.words where text.contains(Words.folded(word).joined()) {
        found.append("\(format): \(person.standing) name \(word)")
      }
    }
    if !isLifted(.reviewers), text.contains("rexqviewer") { found.append("\(format): reviewer") }
    for (key, mark) in ledger.marks where text.contains(mark) {
      if let fault = fault(of: key) { found.append("\(format): \(fault) claim \(key.claim)") }
    }
    let raw = String(decoding: bytes, as: UTF8.self)
    if !isLifted(.grid) {
      for value in ledger.coordinates where raw.contains(Cell.number(value).shown.dropLast()) {
        found.append("\(format): coordinate \(value)")
      }
    }
    let out = Set(ledger.marks.filter { text.contains($0.value) }.map(\.key.report))
    if gate.policy.quotes, format == .csv || format == .jsonl {
      for report in ledger.reports.values where !out.contains(report.id) {
        if let outlet = report.document.outlet, text.contains(Words.folded(outlet)[1]) {
          found.append("\(format): outlet of a report that stays")
        }
      }
    }
    denials(text, format)
  }

  /// Why a claim should not have left.
  private func fault(of key: ClaimKey) -> String? {
    guard let member = ledger.incident.members.first(where: { $0.report == key.report && $0.claim.id == key.claim }) else {
      return "unknown"
    }
    if member.review?.verdict == .rejected { return "rejected" }
    guard isPublic, let report = ledger.reports[key.report] else { return nil }
    if member.review == nil, !isLifted(.review) { return "unreviewed" }
    if !report.isPublic, !isLifted(.channels) { return "private" }
    let published = told(report)
    if published + 24 > RandomLedger.today * 24 + 12, !isLifted(.publication) { return "fresh" }
    if !isLifted(.event) {
      let last = (member.claim.date?.to ?? member.claim.date?.from).map { ($0.number + 1) * 24 }
      let isOver = member.claim.date != nil && member.claim.date?.open != "end"
      let event = isOver ? (member.claim.stance == .planned ? last ?? published : min(last ?? published, published)) : published
      if event + 72 > RandomLedger.today * 24 + 12 { return "early" }
    }
    return nil
  }

  /// Hours of 1970 at which a report was out, rounded up.
  private func told(_ report: Report) -> Int {
    guard let text = report.document.publishedText, let day = Day(text) else { return ((Day(report.received)?.number ?? 0) + 1) * 24 }
    let hours = ["T10": 10, "T14": 13, "T09": 15, "T23": 24].first { text.contains($0.key) }?.value ?? 24
    return day.number * 24 + hours
  }

  /// A claim without the denials and the competing claims of its happening.
  private mutating func denials(_ text: String, _ format: ExportFormat) {
    guard !isLifted(.denials), text.contains("zwm") || text.contains("zwo") else { return }
    let out = ledger.incident.members.filter { member in
      ledger.marks[ClaimKey(report: member.report, claim: member.claim.id)].map(text.contains) ?? false
    }
    let outlets = Set(ledger.reports.values.compactMap(\.document.outlet).filter { text.contains(Words.folded($0)[1]) })
    guard out.contains(where: { $0.claim.stance != .denied }) else { return }
    let agents = Set(out.flatMap(\.claim.agent).compactMap(\.id))
    for member in ledger.incident.members where member.review?.verdict != .rejected && !out.contains(member) {
      let isRival =
        !agents.isEmpty && !member.claim.agent.compactMap(\.id).isEmpty
        && member.claim.agent.compactMap(\.id).allSatisfy { !agents.contains($0) }
      guard member.claim.stance == .denied || (member.claim.stance == .claimed && isRival) else { continue }
      if let outlet = ledger.reports[member.report]?.document.outlet, outlets.contains(outlet), !gate.policy.quotes { continue }
      found.append("\(format): a claim without its \(member.claim.stance)")
    }
  }

  /// What the values may not hold, before any format.
  mutating func inspect(_ published: PublishedIncident) {
    let isSensitive = ledger.incident.members.filter { $0.review?.verdict != .rejected }.map(\.claim).contains { claim in
      (claim.agent + claim.target).contains { $0.kind == "medical" } || claim.place.contains { ["hospital", "the Camp"].contains($0.name) }
    }
    let grid = isSensitive && !isLifted(.sensitive) ? 0.5 : isLifted(.grid) ? nil : 0.1
    for place in published.incident.members.flatMap(\.claim.place) {
      if let grid {
        for value in [place.latitude, place.longitude].compactMap({ $0 }) where abs(value / grid - (value / grid).rounded()) > 1e-6 {
          found.append("\(value) is finer than \(grid)")
        }
      }
      if ["admin1", "country"].contains(place.precision) || (place.radius ?? 0) > 100, place.latitude != nil, !isLifted(.region) {
        found.append("a region as a point")
      }
      if place.isDisputed, place.country != nil, !isLifted(.disputed) { found.append("a disputed place with a country") }
    }
    let keys = Set(published.incident.members.map { ClaimKey(report: $0.report, claim: $0.claim.id) })
    for member in published.incident.members {
      if let other = member.claim.sameAs, !keys.contains(ClaimKey(report: member.report, claim: other)) {
        found.append("same as a claim that stays")
      }
    }
    let comments = Words.folded(published.incident.members.compactMap(\.review?.reason).joined(separator: " ")).joined()
    for person in ledger.people
    where person.standing == .protected && person.words.contains(where: { comments.contains(Words.folded($0).joined()) }) {
      found.append("a protected name in a comment")
    }
    if isPublic, !comments.isEmpty { found.append("a comment") }
    if published.incident.reasons.contains(where: { !keys.contains($0.one) || !keys.contains($0.other) }) {
      found.append("a reason of others")
    }
    if published.incident.members.count < ledger.incident.members.count, published.incident.gradeReason == ledger.incident.gradeReason,
      ledger.incident.grade != .discounted
    {
      found.append("a grade of others")
    }
  }
}

@Suite("Nothing leaks") struct LeakTests {
  private static let labels = Showcase.labels("en")

  /// What the formats need.
  private func settings(_ gate: Gate) -> ExportSettings {
    let making = Making(software: "constat", parts: [("knowledge", "ab")], at: RandomLedger.now)
    var settings = ExportSettings(codebook: Codebook(entries: []), gate: gate, making: making, language: "en")
    settings.labels = Self.labels
    return settings
  }

  private func gate(_ seed: UInt64) throws -> Gate {
    var random = Generator(seed: seed &* 31)
    var policy = Policy.project
    policy.quotes = random.number(below: 10) > 0
    var overrides: [Override] = []
    if random.number(below: 4) == 0 {
      overrides = [
        try Override(Rule.allCases.filter { !$0.isAbsolute }.randomElement(using: &random)?.rawValue ?? "grid", reason: "a test")
      ]
    }
    return Gate(policy: policy, audience: random.number(below: 5) == 0 ? .internal : .public, overrides: overrides, now: RandomLedger.now)
  }

  @Test("random ledgers leak nothing in any format", arguments: 0..<8) func leaks(_ block: UInt64) throws {
    var left = 0
    for seed in block * 100..<block * 100 + 100 {
      let (ledger, gate) = (RandomLedger(seed: seed), try gate(seed))
      var leaks = Leaks(ledger, gate)
      if let published = gate.admit(ledger.incident, reports: ledger.reports).published {
        leaks.inspect(published)
        left += 1
      }
      for format in ExportFormat.allCases {
        var export = Export(format: format, exporter: format.exporter(settings(gate)), gate: gate)
        // What stands before the first incident knows none.
        let head = export.begin().flatMap(\.bytes)
        let bytes = export.add(ledger.incident, reports: ledger.reports).pieces.flatMap(\.bytes)
        leaks.search((seed == block * 100 ? head : []) + bytes + export.end().flatMap(\.bytes), format)
      }
      #expect(leaks.found == [], "seed \(seed)")
      if !leaks.found.isEmpty { return }
    }
    #expect(left >= 10, "too few incidents leave for the test to mean anything")
  }
}
