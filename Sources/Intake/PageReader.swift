import SourceText

/// A web page is one report: its article with title, date, outlet and language.
struct PageReader {
  private let bytes: [UInt8]
  private let origin: Origin
  private let receiver: Receiver
  private let facts: PageFacts
  private let story: Story?
  private let root: Node

  /// Reads a page; one without an article is a problem, in a heap of files it is passed over.
  static func read(_ bytes: [UInt8], _ origin: Origin, _ receiver: Receiver) throws {
    let declared = origin.charset ?? CharsetName.declared(in: bytes)
    guard let (text, _) = Charset.decode(bytes, declared: declared) else {
      throw Fault("this page is no text in a known character set; save it again as UTF-8")
    }
    guard let page = Markup.page(text) else { throw Fault("this page is empty; save it again") }
    if ChatPage.isChat(text) { throw Fault(ChatPage.refusal) }
    try withExtendedLifetime(page) {
      let reader = PageReader(bytes: bytes, origin: origin, receiver: receiver, root: page.root)
      if page.isCut { try receiver.problem("this page is nested so deep that it can't be read to its end; save its text as .txt", origin) }
      try reader.arrive()
    }
  }

  private init(bytes: [UInt8], origin: Origin, receiver: Receiver, root: Node) {
    (self.bytes, self.origin, self.receiver, self.root) = (bytes, origin, receiver, root)
    facts = PageFacts(root)
    story = Story(scripts: facts.scripts, depth: receiver.limits.depth)
  }

  private func arrive() throws {
    let outlet = story?.outlet ?? facts.outlet
    let title = title(outlet)
    let text = body(title)
    guard text.count >= 60 else {
      if origin.isHeap { return }
      throw Fault("no article was found in this page; save its text as .txt")
    }
    let url = Address.absolute(facts.address, base: origin.address) ?? story?.url ?? Address.absolute(origin.address)
    let finding = Finding(
      id: origin.isHeap ? url ?? origin.path : origin.stem, text: Fragment.join(title, text), title: title, published: published,
      outlet: outlet ?? receiver.defaults.outlet ?? Address.host(url), url: url, language: Language.code(story?.language ?? facts.language),
      extra: extra)
    try receiver.arrive(finding, bytes: bytes, mediaType: "text/html", origin)
  }

  /// The title without the name of the outlet behind it.
  private func title(_ outlet: String?) -> String? {
    guard let title = (story?.title ?? facts.title).map(Fragment.line) else { return nil }
    for mark in [" - ", " | ", " – ", " — ", " : ", " • "] {
      guard let cut = title.ranges(of: mark).last else { continue }
      let tail = PageBody.folded(String(title[cut.upperBound...]))
      if tail == outlet.map(PageBody.folded) || tail == Address.host(origin.address).map(PageBody.folded) {
        return String(title[..<cut.lowerBound])
      }
    }
    return title
  }

  /// The paragraphs of the page; the body that schema.org tells where the page shows much less.
  private func body(_ title: String?) -> String {
    var paragraphs = PageBody(root, byName: true).paragraphs(title: title)
    if length(paragraphs) < 200 {
      let more = PageBody(root, byName: false).paragraphs(title: title)
      if length(more) > 2 * length(paragraphs) { paragraphs = more }
    }
    let told = story?.body.map(Fragment.plain) ?? ""
    return told.count > 2 * length(paragraphs) ? told : paragraphs.map(\.text).joined(separator: "\n\n")
  }

  private func length(_ paragraphs: [Paragraph]) -> Int { paragraphs.map(\.text.count).reduce(0, +) }

  /// The first date that can be read; else one that can't, to say so.
  private var published: String? {
    let dates = ([story?.published].compactMap { $0 } + facts.dates).map { ($0, DateText.read($0, years: receiver.limits.years)) }
    for case (_, .date(let date)) in dates { return date }
    return dates.first { $0.1 == .absurd }?.0
  }

  private var extra: [String: JSONValue] {
    var page: [String: JSONValue] = [:]
    if let modified = story?.modified ?? facts.modified { page["modified"] = .string(modified) }
    if let byline = story?.byline { page["byline"] = .string(byline) }
    return page.isEmpty ? [:] : ["page": .object(page)]
  }
}

/// Codes of languages as pages and feeds write them.
enum Language {
  /// `fr` of `fr-FR`, `fr_CA` or `FR`; nil for what is no code of two letters.
  static func code(_ text: String?) -> String? {
    guard let head = text?.split(whereSeparator: { "-_, ;".contains($0) }).first, head.count == 2,
      head.allSatisfy({ $0.isASCII && $0.isLetter })
    else { return nil }
    return head.lowercased()
  }
}

/// Character sets that a text declares itself.
enum CharsetName {
  /// By `<meta charset>`, `<meta http-equiv>` or the XML declaration.
  static func declared(in bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096).map { $0 < 128 ? $0 : 63 }, as: UTF8.self).lowercased()
    if head.hasPrefix("<?xml"), let declaration = head.firstRange(of: "?>"), let name = value("encoding", head[..<declaration.lowerBound]) {
      return name
    }
    return value("charset", head[...])
  }

  /// By a media type, e.g. `text/html; charset=windows-1251`.
  static func declared(by mediaType: String?) -> String? { mediaType.flatMap { value("charset", $0.lowercased()[...]) } }

  private static func value(_ key: String, _ text: Substring) -> String? {
    guard let found = text.firstRange(of: key) else { return nil }
    let rest = text[found.upperBound...].drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    let name = rest.dropFirst().drop { " \"'".contains($0) }.prefix { $0.isLetter || $0.isNumber || "-_:".contains($0) }
    return name.isEmpty ? nil : String(name)
  }
}

/// Chats that were exported as pages: they can't be told apart into public and private ones.
enum ChatPage {
  static func isChat(_ text: String) -> Bool { text.contains("class=\"page_wrap\"") && text.contains("class=\"history\"") }
  static let refusal =
    "this is a chat exported as a page, which doesn't say whether it is public; export it again as JSON (\"machine-readable\") and name its result.json"
}
