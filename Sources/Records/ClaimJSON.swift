public import Codes
public import SourceText

/// Writes claims and tolls as the public JSON of version 1 has them, wherever they stand: in a record or in an export.
public struct ClaimWriter {
  private let codebook: Codebook
  private let evidence: (Evidence) -> JSON?

  /// - Parameter evidence: how words of the text are written; nil for those that are not told.
  public init(codebook: Codebook, evidence: @escaping (Evidence) -> JSON?) { (self.codebook, self.evidence) = (codebook, evidence) }

  /// The fields of a claim in the order of the contract.
  public func fields(_ claim: Claim) -> [(String, JSON)] {
    [
      ("id", .string(claim.id)), ("type", .string(claim.type.rawValue)), ("mode", .optional(claim.mode)),
      ("contexts", .list(claim.contexts.map(JSON.string))), ("codes", codes(claim)),
      ("trigger", .object([("lemma", .string(claim.lemma)), ("evidence", evidences(claim.trigger))])),
      ("agent", .list(claim.agent.map(party))), ("target", .list(claim.target.map(party))),
      ("place", .list(claim.place.map(place))), ("date", claim.date.map(date) ?? .null),
      ("means", .list(claim.means.map(means))), ("tolls", .list(claim.tolls.map(toll))),
      ("stance", .string(claim.stance.rawValue)), ("speakers", .list(claim.speakers.map(speaker))),
      ("same_as", .optional(claim.sameAs)), ("rule", .string(claim.rule)), ("confidence", .number(claim.confidence)),
    ]
  }

  private func codes(_ claim: Claim) -> JSON {
    let row = claim.acledRow(codebook)
    return .object([
      ("plover", .string(claim.type.rawValue + (claim.mode.map { "/" + $0 } ?? ""))),
      ("acled", row.map { .object([("event_type", .string($0.eventType)), ("sub_event_type", .string($0.subEventType))]) } ?? .null),
      ("cameo", .optional(codebook.cameo(claim.type, mode: claim.mode))),
    ])
  }

  private func party(_ party: Party) -> JSON {
    .object([
      ("name", .string(party.name)), ("id", .optional(party.id)), ("kind", .string(party.kind)), ("country", .optional(party.country)),
      ("evidence", evidences(party.evidence)),
    ])
  }

  private func place(_ place: PlaceValue) -> JSON {
    .object([
      ("name", .string(place.name)), ("id", .optional(place.id)), ("lat", .optional(place.latitude)), ("lon", .optional(place.longitude)),
      ("precision", .string(place.precision)), ("radius_km", .optional(place.radius)), ("country", .optional(place.country)),
      ("disputed", .bool(place.isDisputed)), ("basis", .string(place.basis)), ("evidence", evidences(place.evidence)),
    ])
  }

  private func date(_ date: DateValue) -> JSON {
    .object([
      ("from", .optional(date.from?.description)), ("to", .optional(date.to?.description)), ("precision", .string(date.precision)),
      ("open", .optional(date.open)), ("basis", .string(date.basis)), ("evidence", evidences(date.evidence)),
    ])
  }

  private func means(_ means: MeansValue) -> JSON {
    .object([("name", .string(means.name)), ("kind", .string(means.kind)), ("evidence", evidences(means.evidence))])
  }

  private func speaker(_ speaker: Speaker) -> JSON {
    let channel: JSON =
      speaker.channel.map {
        .object([("name", .string($0.name)), ("kind", .string($0.kind)), ("evidence", evidences($0.evidence))])
      } ?? .null
    return .object([
      ("name", .string(speaker.party.name)), ("id", .optional(speaker.party.id)), ("kind", .string(speaker.party.kind)),
      ("channel", channel), ("cue", speaker.cue.flatMap(evidence) ?? .null), ("evidence", evidences(speaker.party.evidence)),
    ])
  }

  /// A casualty figure.
  public func toll(_ toll: Toll) -> JSON {
    .object([
      ("kind", .string(toll.kind)), ("min", .optional(toll.min)), ("max", .optional(toll.max)), ("best", .optional(toll.best)),
      ("qualifier", .string(toll.qualifier)), ("who", .optional(toll.who)), ("population", .string(toll.population)),
      (
        "of_which",
        .list(
          toll.subgroups.map {
            .object([
              ("group", .string($0.group)), ("min", .optional($0.min)), ("max", .optional($0.max)), ("evidence", evidences($0.evidence)),
            ])
          })
      ),
      ("scope", .string(toll.scope)), ("since", .optional(toll.since?.description)), ("as_of", .optional(toll.asOf?.description)),
      ("speakers", .list(toll.speakers.map(speaker))), ("evidence", evidences(toll.evidence)),
    ])
  }

  private func evidences(_ list: [Evidence]) -> JSON { .list(list.compactMap(evidence)) }
}
