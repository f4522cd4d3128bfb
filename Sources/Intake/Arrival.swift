public import SourceText

/// Bytes as they were received, never changed.
public struct Capture: Sendable, Equatable {
  /// The bytes: a file, a line of a file, an entry of a feed, the body of an archived answer; of a chat one message, without private data.
  public let bytes: [UInt8]
  /// SHA-256 of the bytes in hexadecimal digits.
  public let sha256: String
  /// What the bytes are, e.g. `text/html`.
  public let mediaType: String
  /// Path of the file; for a part of an archive `path!/entry`.
  public let origin: String
  /// Address on the web, where the input tells it.
  public let address: String?
  /// When an archiver received the bytes, ISO 8601, where the input tells it.
  public let received: String?
  /// What received them, e.g. the software that an archive names.
  public let tool: String?
}

/// One document with the bytes that it was made of.
public struct Arrival: Sendable {
  /// The bytes.
  public let capture: Capture
  /// The document.
  public let document: Document
  /// Name of the report that the document is a version of: the same for an updated article, different for two articles.
  ///
  /// The address of the article, else the id that its feed, channel or agency gave it, else its file and its id there.
  public let report: String
  /// Whether it was addressed to the public; false for what only `allowPrivate` lets in.
  public let isPublic: Bool
}

/// One document of an input, or what is wrong with that part of it.
public enum IntakeItem: Sendable {
  /// A good document.
  case arrival(Arrival)
  /// A bad part; the others go on.
  case problem(Problem)
}

/// What the command line gives for documents that don't say it themselves.
public struct IntakeDefaults: Sendable {
  /// Publication date.
  public var published: String?
  /// Outlet.
  public var outlet: String?
  /// Language code.
  public var language: String?
  /// Defaults, all optional.
  public init(published: String? = nil, outlet: String? = nil, language: String? = nil) {
    (self.published, self.outlet, self.language) = (published, outlet, language)
  }
}

/// How much of an input is taken in: guards against files that were made to exhaust a machine.
public struct Limits: Sendable {
  /// Most bytes that are held at once: a page, a feed, a line, a message, one answer of an archive.
  public var held = 64 << 20
  /// Longest text of one document in bytes: some four hundred pages. Longer ones are no single report.
  public var text = 5_000_000
  /// Deepest nesting of JSON, HTML and XML.
  public var depth = 200
  /// How many times its size a compressed part may grow, once it is larger than `free`.
  public var expansion = 200
  /// Size from which `expansion` counts.
  public var free = 8 << 20
  /// Most members of one ZIP file.
  public var members = 100_000
  /// First and last year that a publication date may have.
  public var years = 1900...2100
  /// The limits of the command.
  public init() {}
}
