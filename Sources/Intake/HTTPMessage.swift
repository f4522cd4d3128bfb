/// An answer of a web server as archives keep it.
struct HTTPMessage {
  let status: Int
  let headers: [String: String]
  /// The body, unpacked.
  let body: [UInt8]

  /// - Throws: a `Fault` if the body can't be unpacked.
  init(_ bytes: [UInt8], limits: Limits) throws {
    let (head, rest) = HTTPMessage.cut(bytes)
    let lines = head.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    guard let first = lines.first, first.hasPrefix("HTTP/") else {
      throw Fault("this is no answer of a web server; make the archive again")
    }
    status = first.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    headers = HTTPMessage.fields(lines.dropFirst())
    body = (200...299).contains(status) ? try HTTPMessage.unpacked(rest, headers, limits) : []
  }

  /// Fields of a header by name in small letters; a line that starts with white space goes on with the field before.
  static func fields(_ lines: some Sequence<String>) -> [String: String] {
    var (fields, name): ([String: String], String?) = ([:], nil)
    for line in lines {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }).joined(separator: " ")
      if line.first == " " || line.first == "\t" {
        if let name { fields[name, default: ""] += " " + words }
      } else if let colon = words.firstIndex(of: ":") {
        let key = words[..<colon].lowercased()
        if fields[key] == nil { fields[key] = String(words[words.index(after: colon)...].drop { $0 == " " }) }
        name = key
      }
    }
    return fields
  }

  /// The media type without parameters, in small letters.
  static func type(_ field: String?) -> String? { field?.split(separator: ";").first?.lowercased().filter { $0 != " " } }

  private static func cut(_ bytes: [UInt8]) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
    var at = 0
    while let end = bytes[at...].firstIndex(of: 10) {
      var next = end + 1
      if next < bytes.count, bytes[next] == 13 { next += 1 }
      if next < bytes.count, bytes[next] == 10 { return (bytes[..<end], bytes[(next + 1)...]) }
      at = end + 1
    }
    return (bytes[...], [])
  }

  private static func unpacked(_ body: ArraySlice<UInt8>, _ headers: [String: String], _ limits: Limits) throws -> [UInt8] {
    let isChunked = headers["transfer-encoding"]?.lowercased().contains("chunked") == true
    let bytes = isChunked ? joined(body) ?? Array(body) : Array(body)
    switch headers["content-encoding"]?.lowercased() {
    case nil, "", "identity": return bytes
    case "gzip", "x-gzip":
      // Some archivers unpack the body and leave the field.
      return bytes.starts(with: [0x1F, 0x8B]) ? try inflated(bytes, .gzip, limits) : bytes
    case "deflate": return try inflated(bytes, bytes.first.map { $0 & 15 == 8 } == true ? .gzip : .deflate, limits)
    case let other?:
      if Charset.decode(bytes) != nil, String(validating: bytes, as: UTF8.self) != nil { return bytes }
      throw Fault("this answer is packed by \(other.prefix(20)), which isn't read; archive the page without it")
    }
  }

  private static func inflated(_ bytes: [UInt8], _ packing: Inflater.Packing, _ limits: Limits) throws -> [UInt8] {
    guard let body = try ByteReader(Inflater(ByteReader(bytes), packing, limits: limits)).all(limit: limits.held) else {
      throw Fault("this answer grows to more than the \(limits.held) bytes that are held at once; it was left out")
    }
    return body
  }

  /// Chunks joined; nil if the bytes are no chunks, as where an archiver joined them already.
  private static func joined(_ body: ArraySlice<UInt8>) -> [UInt8]? {
    var (out, at): ([UInt8], Int) = ([], body.startIndex)
    while let end = body[at...].firstIndex(of: 10) {
      let digits = String(decoding: body[at..<end].prefix { $0 != 59 && $0 != 13 && $0 != 32 }, as: UTF8.self)
      guard digits.count <= 8, let size = Int(digits, radix: 16), size >= 0 else { return nil }
      if size == 0 { return out }
      let start = end + 1
      guard start + size <= body.endIndex else { return out + body[start...] }
      out += body[start..<start + size]
      at = start + size
      while at < body.endIndex, body[at] == 13 || body[at] == 10 { at += 1 }
    }
    return at == body.startIndex ? nil : out
  }
}

extension HTTPMessage {
  /// The media type that the head of an answer names, without unpacking it.
  static func sniffed(_ bytes: [UInt8]) -> String? {
    let lines = cut(bytes).head.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    return type(fields(lines.dropFirst())["content-type"])
  }
}
