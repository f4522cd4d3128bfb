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
      ("one", .string(reason.one.report + "/" + reason.one.claim)), ("other", .string(reason.other.report + "/" + reason.other.claim)),
      ("because", .list(reason.because.map(JSON.string))), ("weight", .number(reason.weight)),
    ])
  }

  private func claim(_ member: Member, _ report: PublishedReport?) -> JSON {
    var fields: [(String, JSON)] = [
      ("report", .string(member.report)), ("review", .string(member.standing)),
      ("reviewer", .optional(member.review.flatMap { $0.reviewer.isEmpty ? nil : $0.reviewer })),
      ("reviewed", .optional(member.review?.at)),
    ]
    fields += ClaimJSON(report: report, codebook: codebook).fields(member.claim)
    return .object(fields)
  }
}

/// Writes a published claim in the shape of the public record; quotes are excerpts.
struct ClaimJSON {
  let report: PublishedReport?
  let codebook: Codebook

  func fields(_ claim: Claim) -> [(String, JSON)] {
    let acled = claim.acledRow(codebook)
    let codes: [(String, JSON)] = [
      ("plover", .string(claim.type.rawValue + (claim.mode.map { "/" + $0 } ?? ""))),
      ("acled", acled.map { .object([("event_type", .string($0.eventType)), ("sub_event_type", .string($0.subEventType))]) } ?? .null),
      ("cameo", .optional(codebook.cameo(claim.type, mode: claim.mode))),
    ]
    return [
      ("id", .string(claim.id)), ("type", .string(claim.type.rawValue)), ("mode", .optional(claim.mode)),
      ("contexts", .list(claim.contexts.map(JSON.string))), ("codes", .object(codes)),
      ("trigger", .object([("lemma", .string(claim.lemma)), ("evidence", words(claim.trigger))])), ("agent", .list(claim.agent.map(party))),
      ("target", .list(claim.target.map(party))), ("place", .list(claim.place.map(place))), ("date", claim.date.map(date) ?? .null),
      ("means", .list(claim.means.map { named($0.name, $0.kind, $0.evidence) })), ("tolls", .list(claim.tolls.map(toll))),
      ("stance", .string(claim.stance.rawValue)), ("speakers", .list(claim.speakers.map(speaker))), ("same_as", .optional(claim.sameAs)),
      ("rule", .string(claim.rule)), ("confidence", .number(claim.confidence)),
    ]
  }

  private func words(_ evidence: [Evidence]) -> JSON { .list(evidence.compactMap(word)) }

  private func word(_ evidence: Evidence) -> JSON? {
    report?.excerpt(evidence).map { .object([("start", .int($0.start)), ("end", .int($0.end)), ("quote", .string($0.exact))]) }
  }

  private func named(_ name: String, _ kind: String, _ evidence: [Evidence]) -> JSON {
    .object([("name", .string(name)), ("kind", .string(kind)), ("evidence", words(evidence))])
  }

  private func party(_ party: Party) -> JSON {
    .object([
      ("name", .string(party.name)), ("id", .optional(party.id)), ("kind", .string(party.kind)), ("country", .optional(party.country)),
      ("evidence", words(party.evidence)),
    ])
  }

  private func place(_ place: PlaceValue) -> JSON {
    .object([
      ("name", .string(place.name)), ("id", .optional(place.id)), ("lat", .optional(place.latitude)), ("lon", .optional(place.longitude)),
      ("precision", .string(place.precision)), ("radius_km", .optional(place.radius)), ("country", .optional(place.country)),
      ("disputed", .bool(place.isDisputed)), ("basis", .string(place.basis)), ("evidence", words(place.evidence)),
    ])
  }

  private func date(_ date: DateValue) -> JSON {
    .object([
      ("from", .optional(date.from?.description)), ("to", .optional(date.to?.description)), ("precision", .string(date.precision)),
      ("open", .optional(date.open)), ("basis", .string(date.basis)), ("evidence", words(date.evidence)),
    ])
  }

  private func speaker(_ speaker: Speaker) -> JSON {
    .object([
      ("name", .string(speaker.party.name)), ("id", .optional(speaker.party.id)), ("kind", .string(speaker.party.kind)),
      ("channel", speaker.channel.map { named($0.name, $0.kind, $0.evidence) } ?? .null), ("cue", speaker.cue.flatMap(word) ?? .null),
      ("evidence", words(speaker.party.evidence)),
    ])
  }

  private func toll(_ toll: Toll) -> JSON {
    let parts = toll.subgroups.map { part in
      JSON.object([
        ("group", .string(part.group)), ("min", .optional(part.min)), ("max", .optional(part.max)), ("evidence", words(part.evidence)),
      ])
    }
    return .object([
      ("kind", .string(toll.kind)), ("min", .optional(toll.min)), ("max", .optional(toll.max)), ("best", .optional(toll.best)),
      ("qualifier", .string(toll.qualifier)), ("who", .optional(toll.who)), ("population", .string(toll.population)),
      ("of_which", .list(parts)),
      ("scope", .string(toll.scope)), ("since", .optional(toll.since?.description)), ("as_of", .optional(toll.asOf?.description)),
      ("speakers", .list(toll.speakers.map(speaker))), ("evidence", words(toll.evidence)),
    ])
  }
}
