import SourceText

/// RSS 0.9 to 2.0 and Atom: each entry is a report and a capture of its own.
struct FeedReader {
  private let origin: Origin
  private let receiver: Receiver
  private var scanner: FeedScanner
  private var outlet: String?
  private var language: String?
  private var address: String?

  init(_ bytes: [UInt8], _ origin: Origin, _ receiver: Receiver) throws {
    guard let (text, name) = Charset.decode(bytes, declared: origin.charset ?? CharsetName.declared(in: bytes)) else {
      throw Fault("this feed is no text in a known character set; fetch it again")
    }
    (self.origin, self.receiver) = (origin, receiver)
    scanner = FeedScanner(name == "utf-8" ? Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]) : Array(text.utf8))
    readHead()
  }

  /// Reads the entries in order.
  mutating func read() throws {
    if scanner.declaresEntities {
      try receiver.problem("this feed declares entities of its own; they were not expanded, its entries were read without them", origin)
    }
    var number = 0
    while let bytes = scanner.next() {
      number += 1
      do { try entry(bytes, number) } catch let fault as Fault {
        try receiver.problem("entry \(number): \(fault.message) (other entries were read)", origin)
      }
    }
    if number == 0 { throw Fault("there is no entry in this feed; nothing was read from it") }
  }

  private mutating func readHead() {
    guard let feed = wrapped(scanner.head) else { return }
    defer { withExtendedLifetime(feed) {} }
    let root = feed.root
    let channel = root.elements.first { $0.name == "channel" } ?? root
    let parts = FeedEntry(channel)
    outlet = parts.words("title")
    language = Language.code(parts.words("language") ?? root.attribute("xml:lang") ?? root.attribute("lang"))
    address = parts.link
  }

  private func wrapped(_ part: some Collection<UInt8>) -> Markup? {
    let open = scanner.rootTag.last == 0x3E && scanner.rootTag.dropLast().last == 47 ? [] : Array(scanner.rootTag)
    let bytes = open + Array(part) + (open.isEmpty ? [] : Array("</".utf8) + scanner.rootName + [0x3E])
    return Markup.xml(String(decoding: Entities.mended(bytes), as: UTF8.self))
  }

  private func entry(_ bytes: [UInt8], _ number: Int) throws {
    if FeedScanner.depth(bytes) > receiver.limits.depth { throw Fault("it is nested too deep; correct the feed") }
    guard let feed = wrapped(bytes), let node = feed.root.elements.first(where: { ["item", "entry"].contains($0.name) }) else {
      throw Fault("it is no XML that can be read; fetch the feed again")
    }
    defer { withExtendedLifetime(feed) {} }
    let parts = FeedEntry(node)
    let title = parts.title
    let text = Fragment.join(title, parts.body)
    if text.isEmpty { throw Fault("it has neither title nor text; nothing was read from it") }
    let url = Address.absolute(parts.link, base: address) ?? Address.absolute(parts.id)
    var finding = Finding(id: parts.id ?? url ?? "\(origin.path):\(number)", text: text, title: title, published: parts.published)
    finding.outlet = outlet ?? receiver.defaults.outlet ?? Address.host(url)
    (finding.url, finding.language) = (url, parts.language ?? language)
    finding.name = parts.id.map { "feed " + (Address.host(address) ?? outlet ?? origin.path) + " " + $0 }
    finding.extra = parts.extra
    try receiver.arrive(finding, bytes: bytes, mediaType: "application/xml", origin)
  }
}

/// The parts of an entry of a feed.
struct FeedEntry {
  private let node: Node
  private let parts: [Node]

  init(_ node: Node) { (self.node, parts) = (node, node.elements) }

  private func part(_ name: String, _ prefix: String? = nil) -> Node? {
    parts.first { $0.name == name && (prefix == nil ? !["media", "itunes", "georss", "image"].contains($0.prefix) : $0.prefix == prefix) }
  }

  /// The text of a part.
  func words(_ name: String) -> String? { part(name)?.words }

  /// The id that the feed gave.
  var id: String? { words("guid") ?? words("id") ?? node.attribute("about") }

  /// The title, of which feeds often make HTML.
  var title: String? {
    guard let title = words("title") else { return nil }
    let text = Fragment.line(Fragment.text(title))
    return text.isEmpty ? nil : text
  }

  /// The address of the page.
  var link: String? {
    let links = parts.filter { $0.name == "link" }
    let page = links.first { $0.attribute("href") != nil && [nil, "alternate"].contains($0.attribute("rel")) }
    return links.first { $0.attribute("href") == nil && $0.words != nil }?.words ?? page?.attribute("href") ?? permanent
  }

  private var permanent: String? { part("guid").flatMap { $0.attribute("isPermaLink") == "false" ? nil : Address.absolute($0.words) } }

  /// When it was published.
  var published: String? { words("pubdate") ?? words("published") ?? words("date") ?? words("issued") ?? words("updated") }

  /// The language of the entry.
  var language: String? { Language.code(node.attribute("xml:lang") ?? node.attribute("lang") ?? words("language")) }

  /// The longest of its texts.
  var body: String {
    let texts = [part("encoded"), part("content"), part("description"), part("summary")].compactMap { $0.map(FeedEntry.text) }
    return texts.first { $0.count > 200 } ?? texts.max { $0.count < $1.count } ?? ""
  }

  private static func text(_ node: Node) -> String {
    switch node.attribute("type") {
    case "xhtml"?: Fragment.text(node.inner)
    case "text"?: Fragment.plain(node.text)
    default: Fragment.text(node.elements.isEmpty ? node.text : node.inner)
    }
  }

  /// What else is told.
  var extra: [String: JSONValue] {
    var feed: [String: JSONValue] = [:]
    if let byline = words("creator") ?? part("author")?.elements.first(where: { $0.name == "name" })?.words {
      feed["byline"] = .string(byline)
    }
    if let updated = words("updated") { feed["modified"] = .string(updated) }
    return feed.isEmpty ? [:] : ["feed": .object(feed)]
  }
}
