public import Codes
public import Records
public import SourceText

/// What read a document: the program and everything it knew.
public struct Software: Hashable, Sendable {
  /// `0.2.0`.
  public let version: String
  /// SHA-256 over packs, codebook, names and models.
  public let knowledge: String
  /// A program with its knowledge.
  public init(version: String, knowledge: String) { (self.version, self.knowledge) = (version, knowledge) }
}

/// What linking needs of a claim; the ledger keeps it without looking into it.
public struct LinkEntry: Sendable {
  /// The projection, as JSON.
  public let telling: String
  /// Keys that two claims of one happening share at least one of.
  public let keys: [String]
  /// An entry.
  public init(telling: String, keys: [String]) { (self.telling, self.keys) = (telling, keys) }
}

/// The record of one document in the form in which it is stored; made before the ledger is locked.
public struct Entry: Sendable {
  struct Line: Sendable {
    let id: String, type: String, mode: String?, stance: String, from: String?, to: String?, confidence: Double
    let json: String, quotes: String
    let link: LinkEntry
    let box: (south: Double, north: Double, west: Double, east: Double)?
  }
  let language: String?
  let sentences: Int
  let claims: [Line]
  let tolls: String, loadings: String, undisclosed: String, persons: String, problems: String

  /// - Parameters:
  ///   - link: what linking needs of each claim.
  public init(_ record: Record, codebook: Codebook, link: (Claim) -> LinkEntry) {
    let writer = RecordWriter(document: record.document, codebook: codebook)
    func text(_ items: [JSON]) -> String { JSON.list(items).text }
    (language, sentences) = (record.language, record.sentences)
    claims = record.claims.map { Entry.line($0, writer, link($0)) }
    tolls = text(record.tolls.map { writer.json($0) })
    loadings = text(record.loadings.map { writer.json($0) })
    undisclosed = text(record.undisclosed.map { writer.json($0) })
    persons = text(record.persons.map { writer.json($0) })
    problems = text(record.problems.map { writer.json($0) })
  }

  private static func line(_ claim: Claim, _ writer: RecordWriter, _ link: LinkEntry) -> Line {
    Line(
      id: claim.id, type: claim.type.rawValue, mode: claim.mode, stance: claim.stance.rawValue, from: claim.date?.from?.description,
      to: claim.date?.to?.description, confidence: claim.confidence, json: writer.json(claim).text,
      quotes: quotes(claim), link: link, box: box(claim))
  }

  private static func quotes(_ claim: Claim) -> String {
    let parties = (claim.agent + claim.target + claim.speakers.map(\.party)).flatMap(\.evidence)
    let values = claim.place.flatMap(\.evidence) + (claim.date?.evidence ?? []) + claim.means.flatMap(\.evidence)
    var seen: Set<Span> = []
    return (claim.trigger + parties + values + claim.tolls.flatMap(\.evidence)).filter { seen.insert($0.span).inserted }.map(\.quote)
      .joined(separator: " · ")
  }

  /// The box around the most precise place: its radius in degrees on every side.
  private static func box(_ claim: Claim) -> (south: Double, north: Double, west: Double, east: Double)? {
    guard let place = claim.place.first, let latitude = place.latitude, let longitude = place.longitude else { return nil }
    let degrees = (place.radius ?? 0) / 111
    return (latitude - degrees, latitude + degrees, longitude - degrees, longitude + degrees)
  }
}

/// A document on its way into the ledger: the bytes it was made of, its text and what was read from it.
public struct Deposit: Sendable {
  /// Bytes as they were received.
  public struct Source: Sendable {
    /// The bytes.
    public let bytes: [UInt8]
    /// Their SHA-256.
    public let sha256: String
    /// `text/html`, ...
    public let mediaType: String
    /// Path that they came from.
    public let origin: String
    /// Address that the input names for them.
    public let address: String?
    /// The archiver, where the input names it.
    public let tool: String?
    /// When they were received, ISO 8601, where the input says so.
    public let received: String?
    /// A source.
    public init(bytes: [UInt8], sha256: String, mediaType: String, origin: String, address: String?, tool: String?, received: String?) {
      (self.bytes, self.sha256, self.mediaType, self.origin) = (bytes, sha256, mediaType, origin)
      (self.address, self.tool, self.received) = (address, tool, received)
    }
  }
  /// The bytes.
  public let source: Source
  /// What makes it the same report when it comes again: its address, or file and id.
  public let key: String
  /// False for a chat that isn't a public channel.
  public let isPublic: Bool
  /// The text.
  public let document: Document
  /// What was read from it.
  public let entry: Entry
  /// What near-duplicates are found by.
  public let fingerprint: [UInt8]
  /// Keys of which near-duplicates share at least one.
  public let bands: [String]
  /// A deposit.
  public init(source: Source, key: String, isPublic: Bool, document: Document, entry: Entry, fingerprint: [UInt8], bands: [String]) {
    (self.source, self.key, self.isPublic, self.document) = (source, key, isPublic, document)
    (self.entry, self.fingerprint, self.bands) = (entry, fingerprint, bands)
  }
}
