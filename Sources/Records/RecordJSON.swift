public import Codes
public import SourceText

/// Writes a `Record` as the public JSON of version 1 (the contract of `Docs/record.schema.json`).
public struct RecordWriter {
  private let offsets: CodePointOffsets
  private let codebook: Codebook

  /// A writer for one document's records.
  public init(document: Document, codebook: Codebook) {
    offsets = CodePointOffsets(document)
    self.codebook = codebook
  }

  /// The whole record.
  public func json(_ record: Record) -> JSON {
    .object([
      ("constat", .string("1")), ("id", .string(record.document.id)), ("document", header(record)),
      ("claims", .list(record.claims.map(claim))), ("tolls", .list(record.tolls.map(toll))),
      ("loadings", .list(record.loadings.map(loading))), ("undisclosed", .list(record.undisclosed.map(undisclosed))),
      ("persons", .list(record.persons.map(person))),
      ("problems", .list(record.problems.map(problem))),
    ])
  }

  /// `{"start", "end", "quote"}` in code points.
  public func evidence(_ evidence: Evidence) -> JSON {
    .object([
      ("start", .int(offsets.codePoint(at: evidence.span.start))), ("end", .int(offsets.codePoint(at: evidence.span.end))),
      ("quote", .string(evidence.quote)),
    ])
  }

  /// `{"start", "end"}` in code points.
  public func span(_ span: Span) -> [(String, JSON)] {
    [("start", .int(offsets.codePoint(at: span.start))), ("end", .int(offsets.codePoint(at: span.end)))]
  }

  /// One claim, as it stands in the record's list.
  public func json(_ item: Claim) -> JSON { claim(item) }
  /// One toll, as it stands in the record's list.
  public func json(_ item: Toll) -> JSON { toll(item) }
  /// One loading, as it stands in the record's list.
  public func json(_ item: Loading) -> JSON { loading(item) }
  /// One undisclosed thing, as it stands in the record's list.
  public func json(_ item: Undisclosed) -> JSON { undisclosed(item) }
  /// One person, as it stands in the record's list.
  public func json(_ item: Person) -> JSON { person(item) }
  /// One problem, as it stands in the record's list.
  public func json(_ item: Problem) -> JSON { problem(item) }

  private func evidences(_ list: [Evidence]) -> JSON { .list(list.map(evidence)) }

  private func header(_ record: Record) -> JSON {
    let document = record.document
    return .object([
      ("sha256", .optional(document.sha256)), ("language", .optional(record.language)),
      ("published", .optional(document.publishedText)), ("outlet", .optional(document.outlet)), ("url", .optional(document.url)),
      ("title", .optional(document.title)), ("sentences", .int(record.sentences)), ("extra", JSON(.object(document.extra))),
    ])
  }

  private func claim(_ claim: Claim) -> JSON {
    .object([
      ("id", .string(claim.id)), ("type", .string(claim.type.rawValue)), ("mode", .optional(claim.mode)),
      ("contexts", .list(claim.contexts.map(JSON.string))), ("codes", codes(claim)),
      ("trigger", .object([("lemma", .string(claim.lemma)), ("evidence", evidences(claim.trigger))])),
      ("agent", .list(claim.agent.map(party))), ("target", .list(claim.target.map(party))),
      ("place", .list(claim.place.map(place))), ("date", claim.date.map(date) ?? .null),
      ("means", .list(claim.means.map(means))), ("tolls", .list(claim.tolls.map(toll))),
      ("stance", .string(claim.stance.rawValue)), ("speakers", .list(claim.speakers.map(speaker))),
      ("same_as", .optional(claim.sameAs)), ("rule", .string(claim.rule)), ("confidence", .number(claim.confidence)),
    ])
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
      ("channel", channel), ("cue", speaker.cue.map(evidence) ?? .null), ("evidence", evidences(speaker.party.evidence)),
    ])
  }

  private func toll(_ toll: Toll) -> JSON {
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

  private func loading(_ loading: Loading) -> JSON {
    .object([
      ("text", .string(loading.evidence.first?.quote ?? "")), ("category", .string(loading.category)), ("about", .string(loading.about)),
      ("voice", .string(loading.voice)), ("neutral", .optional(loading.neutral)), ("evidence", evidences(loading.evidence)),
    ])
  }

  private func undisclosed(_ undisclosed: Undisclosed) -> JSON {
    .object([("what", .string(undisclosed.what)), ("evidence", evidences(undisclosed.evidence))])
  }

  private func person(_ person: Person) -> JSON {
    .object([
      ("name", .string(person.name)), ("standing", .string(person.standing.rawValue)), ("evidence", evidences(person.evidence)),
    ])
  }

  private func problem(_ problem: Problem) -> JSON {
    let at = problem.span ?? Span(0, 0)
    return .object([("code", .string(problem.code)), ("message", .string(problem.message))] + span(at))
  }
}
