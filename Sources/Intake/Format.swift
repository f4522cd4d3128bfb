/// The formats that are read, told by content first, then by the ending of the name.
enum Format: Equatable {
  case lines, text, page, feed, jsonFeed, telegram, ninjs, warc, gzip, zip

  /// Endings of the files of a folder that are read.
  static let endings: Set = ["txt", "jsonl", "ndjson", "html", "htm", "xhtml", "xml", "rss", "atom", "json", "warc", "gz", "wacz"]

  /// The ending of a name in small letters.
  static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? Substring(path)
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  /// The format of bytes with this head; nil if it is none of them.
  static func of(_ head: ArraySlice<UInt8>, ending: String) -> Format? {
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if head.starts(with: Array("PK\u{3}\u{4}".utf8)) || head.starts(with: Array("PK\u{5}\u{6}".utf8)) { return .zip }
    if head.starts(with: Array("WARC/".utf8)) { return .warc }
    if ending == "jsonl" || ending == "ndjson" { return .lines }
    let start = start(head)
    if let markup = markup(start, ending) { return markup }
    if ending == "txt" { return .text }
    if start.first == 0x7B || start.first == 0x5B, let shape = shape(start) { return shape }
    switch ending {
    case "html", "htm", "xhtml": return .page
    case "json", "xml", "rss", "atom", "warc", "gz", "wacz": return nil
    default: return start.isEmpty || start.first == 0x7B ? .lines : nil
    }
  }

  /// The head from the first byte that says something, as UTF-8.
  private static func start(_ head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = head
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]), let text = Charset.decode(Array(head))?.text {
      bytes = Array(text.utf8)[...]
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return bytes.drop { $0 <= 32 }
  }

  private static func markup(_ start: ArraySlice<UInt8>, _ ending: String) -> Format? {
    guard start.first == 0x3C else { return nil }
    let text = String(decoding: start.prefix(4096), as: UTF8.self).lowercased()
    func has(_ tag: String) -> Bool { text.contains(tag + " ") || text.contains(tag + ">") || text.contains(tag + "\n") }
    if has("<!doctype html") || has("<html") { return .page }
    if has("<rss") || has("<feed") || has(":feed") || has("<rdf:rdf") { return .feed }
    return ["txt", "xml", "rss", "atom"].contains(ending) ? nil : .page
  }

  /// A JSON text that is one of the known kinds, by the keys at its head.
  private static func shape(_ start: ArraySlice<UInt8>) -> Format? {
    let isList = start.first == 0x5B
    let keys = JSONHead.keys(isList ? start.dropFirst().drop { $0 <= 32 } : start)
    if keys.contains("uri"), !keys.isDisjoint(with: JSONHead.ninjs) { return .ninjs }
    if isList { return nil }
    if keys.contains("text") { return .lines }
    if keys.contains("version"), !keys.isDisjoint(with: JSONHead.jsonFeed) { return .jsonFeed }
    if keys.contains("messages") || keys.contains("chats") || keys.isSuperset(of: ["about", "personal_information"]) { return .telegram }
    return nil
  }
}

/// The keys of an object, as far as the head of its text tells them.
enum JSONHead {
  static let ninjs: Set = [
    "headlines", "bodies", "headline", "body_text", "body_html", "body_xhtml", "versionCreated", "versioncreated", "pubStatus", "pubstatus",
    "representationType", "representationtype", "standard",
  ]
  static let jsonFeed: Set = ["items", "feed_url", "home_page_url"]

  /// Keys of the outermost object.
  static func keys(_ text: ArraySlice<UInt8>) -> Set<String> {
    var (keys, depth, word): (Set<String>, Int, [UInt8]?) = ([], 0, nil)
    var last: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if let open = word {
        if isEscaped {
          isEscaped = false
        } else if byte == 92 {
          isEscaped = true
        } else if byte == 34 {
          (last, word) = (open, nil)
          continue
        }
        word?.append(byte)
      } else if byte == 34 {
        word = []
      } else if byte | 0x20 == 0x7B {
        depth += 1
      } else if byte | 0x20 == 0x7D {
        depth -= 1
        if depth == 0 { break }
      } else if byte == 58, depth == 1 {
        keys.insert(String(decoding: last, as: UTF8.self))
      }
    }
    return keys
  }
}
