import SourceText

/// Web archives (WARC 1.0 and 1.1): answers of servers, resources and conversions; each page is a report.
struct WARCReader {
  private let reader: ByteReader
  private let origin: Origin
  private let receiver: Receiver
  private let pages: ListedPages

  private static let head = 1 << 16
  private static let kinds: Set = ["response", "resource", "conversion"]

  /// - Parameter pages: which addresses are wanted; all, unless a list says which.
  init(_ reader: ByteReader, _ origin: Origin, _ receiver: Receiver, pages: ListedPages = ListedPages()) {
    (self.reader, self.origin, self.receiver, self.pages) = (reader, origin, receiver, pages)
  }

  /// Reads the records in order; behind a damaged one it goes on at the next that can be found.
  func read() throws {
    var tool: String?
    var (count, revisits) = (0, 0)
    while true {
      do {
        guard let fields = try next() else { break }
        count += 1
        let kind = fields["warc-type"]?.lowercased() ?? ""
        if kind == "revisit", pages.wants(target(fields)) { revisits += 1 }
        let block = try block(fields, isWanted: kind == "warcinfo" || WARCReader.kinds.contains(kind) && pages.wants(target(fields)))
        if kind == "warcinfo" { tool = software(block) } else if let block { try record(fields, block, tool) }
      } catch let fault as Fault {
        try receiver.problem("record \(count + 1): \(fault.message) (other records were read)", origin)
        guard try reader.resume() else { break }
      }
    }
    if count == 0 { throw Fault("there is no record in this archive; make it again") }
    if revisits > 0 {
      try receiver.problem(
        "\(revisits) records only say that a page was unchanged since another visit (revisit); add the archive of that visit too", origin,
        code: "left-out")
    }
  }

  private func target(_ fields: [String: String]) -> String {
    (fields["warc-target-uri"] ?? "").filter { $0 != "<" && $0 != ">" }
  }

  /// The fields of the next record; nil at the end.
  private func next() throws -> [String: String]? {
    while let (line, _) = try reader.line(limit: WARCReader.head) {
      guard line.starts(with: Array("WARC/".utf8)) else { continue }
      var (lines, size): ([String], Int) = ([], 0)
      while let (line, isCut) = try reader.line(limit: WARCReader.head), !line.isEmpty, line != [13] {
        size += line.count
        if isCut || size > WARCReader.head { throw Fault("its head is too long; make the archive again") }
        lines.append(String(decoding: line, as: UTF8.self))
      }
      return HTTPMessage.fields(lines)
    }
    return nil
  }

  private func block(_ fields: [String: String], isWanted: Bool) throws -> [UInt8]? {
    guard let length = fields["content-length"].flatMap({ Int($0) }), length >= 0 else {
      throw Fault("it doesn't say how long it is; make the archive again")
    }
    guard isWanted, length <= receiver.limits.held else {
      guard try reader.skip(length) else { throw Fault("the archive ends too early; fetch it again") }
      if isWanted {
        try receiver.problem(
          "\(target(fields)) is longer than the \(receiver.limits.held) bytes that are held at once; it was left out", origin)
      }
      return nil
    }
    let bytes = try reader.read(length)
    if bytes.count < length { throw Fault("the archive ends too early; fetch it again") }
    return bytes
  }

  private func software(_ block: [UInt8]?) -> String? {
    let lines = String(decoding: block ?? [], as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    return HTTPMessage.fields(lines)["software"]
  }

  private func record(_ fields: [String: String], _ block: [UInt8], _ tool: String?) throws {
    let address = target(fields)
    var part = origin
    part.path += "!/" + address
    (part.address, part.received, part.tool, part.isHeap) = (address, fields["warc-date"], tool, true)
    var facts: [String: JSONValue] = [:]
    facts["record"] = fields["warc-record-id"].map { .string($0.filter { $0 != "<" && $0 != ">" }) }
    facts["digest"] = (fields["warc-payload-digest"] ?? fields["warc-block-digest"]).map(JSONValue.string)
    part.extra["warc"] = .object(facts)
    do { try content(fields, block, part) } catch let fault as Fault {
      try receiver.problem(fault.message + " (other records were read)", part)
    }
  }

  private func content(_ fields: [String: String], _ block: [UInt8], _ part: Origin) throws {
    var (part, body, type) = (part, block, fields["content-type"])
    let isAnswer = fields["warc-type"]?.lowercased() == "response"
    if isAnswer {
      guard HTTPMessage.type(type) == "application/http" else { return }
      guard WARCReader.isText(HTTPMessage.sniffed(block)) else { return }
      let message = try HTTPMessage(block, limits: receiver.limits)
      guard (200...299).contains(message.status) else { return }
      (body, type) = (message.body, message.headers["content-type"])
    }
    part.charset = CharsetName.declared(by: type)
    guard let format = format(type, body, isAnswer: isAnswer) else { return }
    pages.note(part.address ?? "")
    try Opener.read(ByteReader(body), as: format, part, receiver)
  }

  /// What of an archive can be a report: pages and feeds; plain text only where somebody made it of a page.
  private func format(_ type: String?, _ body: [UInt8], isAnswer: Bool) -> Format? {
    let type = HTTPMessage.type(type) ?? ""
    if type == "text/plain" { return isAnswer ? nil : .text }
    guard WARCReader.isText(type), let format = Format.of(body.prefix(1 << 16), ending: type.contains("html") ? "html" : "xml") else {
      return nil
    }
    return [.page, .feed, .jsonFeed, .ninjs].contains(format) && (format != .page || type.contains("html") || type.isEmpty) ? format : nil
  }

  private static func isText(_ type: String?) -> Bool {
    guard let type else { return true }
    return type.isEmpty || ["html", "xml", "json", "text/plain", "rss", "atom"].contains { type.contains($0) }
  }
}
