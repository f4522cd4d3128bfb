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
