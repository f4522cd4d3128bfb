public import Codes
public import SourceText

/// Writes a `Record` as the public JSON of version 1 (the contract of `Docs/record.schema.json`).
public struct RecordWriter {
  private let offsets: CodePointOffsets
  private let claims: ClaimWriter

  /// A writer for one document's records.
  public init(document: Document, codebook: Codebook) {
    let offsets = CodePointOffsets(document)
    self.offsets = offsets
    claims = ClaimWriter(codebook: codebook) { RecordWriter.json($0, offsets) }
  }

  /// The whole record.
  public func json(_ record: Record) -> JSON {
    .object([
      ("constat", .string("1")), ("id", .string(record.document.id)), ("document", header(record)),
      ("claims", .list(record.claims.map { json($0) })), ("tolls", .list(record.tolls.map { json($0) })),
      ("loadings", .list(record.loadings.map { json($0) })), ("undisclosed", .list(record.undisclosed.map { json($0) })),
      ("persons", .list(record.persons.map { json($0) })),
      ("problems", .list(record.problems.map { json($0) })),
    ])
  }

  /// `{"start", "end", "quote"}` in code points.
  public func evidence(_ evidence: Evidence) -> JSON { RecordWriter.json(evidence, offsets) }

  private static func json(_ evidence: Evidence, _ offsets: CodePointOffsets) -> JSON {
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
  public func json(_ claim: Claim) -> JSON { .object(claims.fields(claim)) }

  /// One toll, as it stands in the record's list.
  public func json(_ toll: Toll) -> JSON { claims.toll(toll) }

  /// One loading, as it stands in the record's list.
  public func json(_ loading: Loading) -> JSON {
    .object([
      ("text", .string(loading.evidence.first?.quote ?? "")), ("category", .string(loading.category)), ("about", .string(loading.about)),
      ("voice", .string(loading.voice)), ("neutral", .optional(loading.neutral)), ("evidence", evidences(loading.evidence)),
    ])
  }

  /// One undisclosed thing, as it stands in the record's list.
  public func json(_ undisclosed: Undisclosed) -> JSON {
    .object([("what", .string(undisclosed.what)), ("evidence", evidences(undisclosed.evidence))])
  }

  /// One person, as it stands in the record's list.
  public func json(_ person: Person) -> JSON {
    .object([
      ("name", .string(person.name)), ("standing", .string(person.standing.rawValue)), ("evidence", evidences(person.evidence)),
    ])
  }

  /// One problem, as it stands in the record's list.
  public func json(_ problem: Problem) -> JSON {
    let at = problem.span ?? Span(0, 0)
    return .object([("code", .string(problem.code)), ("message", .string(problem.message))] + span(at))
  }

  private func evidences(_ list: [Evidence]) -> JSON { .list(list.map(evidence)) }

  private func header(_ record: Record) -> JSON {
    let document = record.document
    return .object([
      ("sha256", .optional(document.sha256)), ("language", .optional(record.language)),
      ("published", .optional(document.publishedText)), ("outlet", .optional(document.outlet)), ("url", .optional(document.url)),
      ("title", .optional(document.title)), ("sentences", .int(record.sentences)), ("extra", JSON(.object(document.extra))),
    ])
  }
}
