/// The text we read, its outlet, date and language.
public struct Document: Sendable {
  /// The id given in the input.
  public let id: String
  /// The text as it came.
  public let text: String
  /// The same text as UTF-8 bytes; every `Span` counts these.
  public let bytes: [UInt8]
  /// Day of publication, if known.
  public let published: Day?
  /// The publication date as it was given.
  public let publishedText: String?
  /// Name of the outlet.
  public let outlet: String?
  /// Address.
  public let url: String?
  /// Declared language, an ISO 639-1 code.
  public let language: String?
  /// Title, if told apart from the text.
  public let title: String?
  /// SHA-256 of the text's bytes in hexadecimal digits, if the caller computed it.
  public let sha256: String?
  /// Unknown keys of the input, handed back in the output.
  public let extra: [String: JSONValue]

  /// A document; only `id` and `text` are needed.
  public init(
    id: String, text: String, published: String? = nil, outlet: String? = nil, url: String? = nil, language: String? = nil,
    title: String? = nil, sha256: String? = nil, extra: [String: JSONValue] = [:]
  ) {
    self.id = id
    self.text = text
    self.bytes = Array(text.utf8)
    self.publishedText = published
    self.published = published.flatMap { Day($0) }
    self.outlet = outlet
    self.url = url
    self.language = language
    self.title = title
    self.sha256 = sha256
    self.extra = extra
  }

  /// The words of a span; `nil` if it leaves the text or cuts a character.
  public func text(of span: Span) -> String? {
    guard span.start >= 0, span.end <= bytes.count else { return nil }
    func isBoundary(_ at: Int) -> Bool { at == bytes.count || bytes[at] & 0xC0 != 0x80 }
    guard isBoundary(span.start), isBoundary(span.end) else { return nil }
    return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }
}

/// Converts byte offsets of one text into code-point offsets, in constant time a call.
public struct CodePointOffsets: Sendable {
  private static let stride = 64
  private let bytes: [UInt8]
  private let checkpoints: [Int]

  /// Counts the code points of a document once.
  public init(_ document: Document) {
    bytes = document.bytes
    var marks: [Int] = []
    marks.reserveCapacity(bytes.count / Self.stride + 1)
    var points = 0
    for (index, byte) in bytes.enumerated() {
      if index % Self.stride == 0 { marks.append(points) }
      if byte & 0xC0 != 0x80 { points += 1 }
    }
    if bytes.count % Self.stride == 0 { marks.append(points) }
    checkpoints = marks
  }

  /// The number of code points before a byte offset.
  public func codePoint(at byte: Int) -> Int {
    let mark = byte / Self.stride
    guard mark < checkpoints.count else { return checkpoints.last ?? 0 }
    var points = checkpoints[mark]
    var index = mark * Self.stride
    while index < byte {
      if bytes[index] & 0xC0 != 0x80 { points += 1 }
      index += 1
    }
    return points
  }
}
