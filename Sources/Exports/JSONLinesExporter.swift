public import Codes
import Records
import SourceText

/// One incident a line, `incidents.jsonl`: its claims as the public record has them, with quotes whose names are replaced.
public struct JSONLinesExporter: Exporter, Sendable {
  private let codebook: Codebook

  /// An exporter whose codes come from this codebook.
  public init(codebook: Codebook) { self.codebook = codebook }

  /// Nothing.
  public mutating func begin() -> [Piece] { [Piece(path: "incidents.jsonl", bytes: [])] }

  /// The line of an incident.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    [Piece(path: "incidents.jsonl", bytes: line(published).compact() + [10])]
  }

  /// Nothing.
  public mutating func end() -> [Piece] { [] }

  private func line(_ published: PublishedIncident) -> JSON {
    let incident = published.incident
    let reports = published.reports.values.sorted { $0.id < $1.id }
    return .object([
      ("constat", .string("1")), ("incident", .string(incident.id)), ("previous", .list(incident.previous.map(JSON.string))),
      ("grade", .string(incident.grade.rawValue)), ("grade_reason", .string(incident.gradeReason)),
      ("documents", .list(reports.map { .string($0.input) })), ("reports", .list(reports.map(JSONLinesExporter.report))),
      ("claims", .list(incident.members.map { member in claim(member, published.reports[member.report]) })),
      ("reasons", .list(incident.reasons.map(JSONLinesExporter.reason))),
    ])
  }

  private static func report(_ report: PublishedReport) -> JSON {
    .object([
      ("id", .string(report.id)), ("input", .string(report.input)), ("title", .optional(report.title)),
      ("outlet", .optional(report.outlet)),
      ("url", .optional(report.url)), ("published", .optional(report.published?.description)), ("language", .optional(report.language)),
      ("version", .int(report.version)), ("sha256", .optional(report.sha256)), ("capture", .string(report.capture)),
      ("received", .string(report.received)), ("copy_of", .optional(report.copyOf)),
    ])
  }

  private static func reason(_ reason: Reason) -> JSON {
    .object([
      ("one", .string(reason.one.description)), ("other", .string(reason.other.description)),
      ("because", .list(reason.because.map(JSON.string))), ("weight", .number(reason.weight)),
    ])
  }

  private func claim(_ member: Member, _ report: PublishedReport?) -> JSON {
    var fields: [(String, JSON)] = [
      ("report", .string(member.report)), ("review", .string(member.standing)),
      ("reviewer", .optional(member.review.flatMap { $0.reviewer.isEmpty ? nil : $0.reviewer })),
      ("reviewed", .optional(member.review?.at)),
    ]
    let writer = ClaimWriter(codebook: codebook) { evidence in
      report?.excerpt(evidence).map { .object([("start", .int($0.start)), ("end", .int($0.end)), ("quote", .string($0.exact))]) }
    }
    fields += writer.fields(member.claim)
    return .object(fields)
  }
}
