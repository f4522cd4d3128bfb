import SourceText

/// Where bytes come from: a file or a part of an archive, and what is known of them from outside.
struct Origin {
  /// Path of the file, `path!/entry` inside an archive.
  var path: String
  /// Character set, as far as it is known from outside.
  var charset: String?
  /// Address on the web.
  var address: String?
  /// When it was archived.
  var received: String?
  /// By which software.
  var tool: String?
  /// What an archive says of the part, for the document's `extra`.
  var extra: [String: JSONValue] = [:]
  /// Whether it is one of many parts that nobody chose one by one: what isn't a report there is passed over.
  var isHeap = false

  /// The name of the file without folders and ending.
  var stem: String {
    let name = path.split(separator: "/").last ?? Substring(path)
    return name.lastIndex(of: ".").map { $0 == name.startIndex ? String(name) : String(name[..<$0]) } ?? String(name)
  }
}

/// What a format's reader made of one report.
struct Finding {
  var id: String
  var text: String
  var title: String?
  /// As it stands in the input.
  var published: String?
  var outlet: String?
  var url: String?
  var language: String?
  var extra: [String: JSONValue] = [:]
  /// Name that feed, channel or agency gave the report, for reports without an address.
  var name: String?
  var isPublic = true
}

/// Takes what the readers of formats found, checks it and hands it on.
struct Receiver {
  let defaults: IntakeDefaults
  let limits: Limits
  let allowPrivate: Bool
  let take: (IntakeItem) throws -> Void

  /// Hands on that something is wrong.
  func problem(_ message: String, _ origin: Origin, line: Int? = nil, code: String = "input") throws {
    try take(.problem(Problem(code, message, file: origin.path, line: line)))
  }

  /// Hands on a document, unless its text is empty or too long. The date of publication must be one that reports can have.
  func arrive(_ finding: Finding, bytes: [UInt8], mediaType: String, _ origin: Origin, line: Int? = nil) throws {
    guard finding.text.contains(where: { !$0.isWhitespace }) else {
      return try problem("there is no text in it; nothing was read from it", origin, line: line)
    }
    if finding.text.utf8.count > limits.text { return try problem(tooLong(finding.text), origin, line: line) }
    let (published, complaint) = date(finding.published)
    if let complaint { try problem(complaint, origin, line: line) }
    let document = Document(
      id: finding.id, text: finding.text, published: published ?? defaults.published, outlet: finding.outlet ?? defaults.outlet,
      url: finding.url, language: finding.language ?? defaults.language, title: finding.title,
      sha256: Digest.sha256(Array(finding.text.utf8)), extra: finding.extra.merging(origin.extra) { first, _ in first })
    let capture = Capture(
      bytes: bytes, sha256: Digest.sha256(bytes), mediaType: mediaType, origin: origin.path, address: origin.address ?? finding.url,
      received: origin.received, tool: origin.tool)
    let report = Address.key(finding.url) ?? finding.name ?? "\(origin.path)#\(finding.id)"
    try take(.arrival(Arrival(capture: capture, document: document, report: report, isPublic: finding.isPublic)))
  }

  func tooLong(_ text: String) -> String {
    "this text has \(text.utf8.count) bytes, more than the \(limits.text) that are read at once; cut it into its reports"
  }

  private func date(_ text: String?) -> (String?, complaint: String?) {
    guard let text, !text.isEmpty else { return (nil, nil) }
    switch DateText.read(text, years: limits.years) {
    case .date(let date): return (date, nil)
    case .unreadable: return (text, nil)
    case .absurd:
      return (
        nil,
        "the publication date \(text.prefix(40)) lies outside \(limits.years.lowerBound) to \(limits.years.upperBound) and was dropped; correct it in the source"
      )
    }
  }
}
