public import Records
public import SourceText

/// An incident as it may leave: names replaced, places coarsened, denials beside their claims. Only a `Gate` makes one.
public struct PublishedIncident: Sendable {
  /// The incident; names in its fields are already replaced and its places coarsened. Its evidence is for `excerpt(_:of:)` only.
  public let incident: Incident
  /// The reports of its members by id.
  public let reports: [String: PublishedReport]
  init(incident: Incident, reports: [String: PublishedReport]) { (self.incident, self.reports) = (incident, reports) }
}

/// What may be told of a report. Its text stays behind: only excerpts leave, names replaced.
public struct PublishedReport: Sendable {
  /// Id in the ledger.
  public let id: String
  /// Id in the input.
  public let input: String
  /// Headline, names replaced.
  public let title: String?
  /// Who published it.
  public let outlet: String?
  /// Its address.
  public let url: String?
  /// Day of publication.
  public let published: Day?
  /// ISO 639-1 code.
  public let language: String?
  /// Which version of the report.
  public let version: Int
  /// SHA-256 of the text.
  public let sha256: String?
  /// SHA-256 of the bytes as received.
  public let capture: String
  /// When they were received, ISO 8601 in UTC.
  public let received: String
  /// Id of the report that this one repeats.
  public let copyOf: String?
  let redactor: Redactor

  /// The words of evidence with a few words around them, names replaced; nil for evidence of another text.
  public func excerpt(_ evidence: Evidence) -> Excerpt? { redactor.excerpt(evidence) }
}

/// Quoted words as they may leave.
public struct Excerpt: Sendable, Equatable {
  /// The words, names replaced.
  public let exact: String
  /// Some 32 code points before them, names replaced.
  public let prefix: String
  /// Some 32 code points after them, names replaced.
  public let suffix: String
  /// First code point in the original text.
  public let start: Int
  /// One past the last code point in the original text.
  public let end: Int
  /// Whether a name was replaced in the words.
  public let isRedacted: Bool
}

/// Some bytes for a file of an export.
public struct Piece: Sendable, Equatable {
  /// Path inside the export's folder; pieces of one path are appended.
  public let path: String
  /// What to append.
  public let bytes: [UInt8]
  /// A piece.
  public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// Writes published incidents in a format, one after the other; it keeps nothing that grows with their number.
public protocol Exporter {
  /// What stands before the first incident.
  mutating func begin() -> [Piece]
  /// One incident.
  mutating func add(_ published: PublishedIncident) -> [Piece]
  /// What stands after the last.
  mutating func end() -> [Piece]
  /// Incidents that the format has no row for, by reason.
  var leftOut: [String: Int] { get }
  /// What stayed behind: told before `end()` to formats that show it.
  var tally: Tally { get set }
}

extension Exporter {
  /// Most formats take every incident.
  public var leftOut: [String: Int] { [:] }
  /// Most formats leave the account to the package.
  public var tally: Tally {
    get { Tally() }
    set { _ = newValue }
  }
}
