/// A paragraph of a page.
struct Paragraph {
  /// What it stands in.
  enum Kind { case heading, paragraph, item, loose }
  var kind: Kind
  var text: String
  /// Characters of the text that are links.
  var linked: Int
  /// Characters before the first link.
  var lead: Int

  /// Whether it ends as sentences do.
  var isSentence: Bool {
    guard let last = text.last(where: { !"\"'»”’) \u{A0}\u{202F}]".contains($0) }) else { return false }
    return ".!?…。؟".contains(last)
  }

  /// Whether it mainly leads elsewhere: "Read also: ..."
  var isPointer: Bool {
    let count = text.count
    if linked * 10 >= count * 6, count < 250 { return true }
    return lead < 30 && lead + linked >= count - 2 && text.prefix(lead).contains(":")
  }

  /// Whether it can be a part of a report.
  var isProse: Bool {
    if isPointer || text.hasPrefix("©") || !text.contains(where: \.isLetter) { return false }
    switch kind {
    case .heading: return text.count < 300
    case .paragraph: return isSentence || text.count >= 25
    case .item: return isSentence || text.count >= 40
    case .loose: return isSentence && text.count >= 20 || text.count >= 80
    }
  }
}

/// Makes paragraphs of a part of a page: blocks end one, white space becomes single spaces.
struct PageText {
  private static let blocks: Set = [
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "pre", "hr", "center", "body", "html", "details", "summary",
  ]
  private(set) var paragraphs: [Paragraph] = []
  private var open = ""
  private var (linked, lead, linkDepth) = (0, -1, 0)
  private var kinds: [Paragraph.Kind] = [.loose]
  private let isArticle: Bool
  private let byName: Bool

  /// The paragraphs inside `root` without boilerplate; `isArticle` if that is known to be a report.
  static func paragraphs(of root: Node, isArticle: Bool, byName: Bool) -> [Paragraph] {
    var text = PageText(isArticle: isArticle, byName: byName)
    for child in root.children { text.add(child) }
    text.close()
    return text.paragraphs
  }

  private init(isArticle: Bool, byName: Bool) { (self.isArticle, self.byName) = (isArticle, byName) }

  private mutating func add(_ node: Node) {
    if let content = node.content { return append(content) }
    guard node.isElement, !Boilerplate.isBoilerplate(node, insideArticle: isArticle, byName: byName) else { return }
    let name = node.name
    if name == "br" { return lineBreak() }
    if name == "sup", node.text.contains("[") { return }
    guard PageText.blocks.contains(name) else { return inline(node, isLink: name == "a") }
    close()
    kinds.append(kind(name))
    for child in node.children { add(child) }
    close()
    kinds.removeLast()
  }

  private mutating func inline(_ node: Node, isLink: Bool) {
    if isLink {
      if lead < 0 { lead = open.count }
      linkDepth += 1
    }
    for child in node.children { add(child) }
    if isLink { linkDepth -= 1 }
  }

  private func kind(_ name: String) -> Paragraph.Kind {
    switch name {
    case "p", "blockquote", "pre": .paragraph
    case "h1", "h2", "h3", "h4", "h5", "h6": .heading
    case "li", "dd", "dt": .item
    default: kinds.last == .paragraph ? .paragraph : .loose
    }
  }

  private mutating func append(_ content: String) {
    let before = open.unicodeScalars.count
    for scalar in content.unicodeScalars {
      switch scalar {
      case " ", "\t", "\n", "\r", "\u{C}":
        if let last = open.unicodeScalars.last, last != " ", last != "\n" { open.unicodeScalars.append(" ") }
      case "\u{AD}", "\u{200B}", "\u{FEFF}": break
      default: open.unicodeScalars.append(scalar)
      }
    }
    if linkDepth > 0 { linked += open.unicodeScalars.count - before }
  }

  /// One break is a new line, two are a new paragraph.
  private mutating func lineBreak() {
    while open.last == " " { open.removeLast() }
    if open.last == "\n" { close() } else if !open.isEmpty { open.append("\n") }
  }

  private mutating func close() {
    while let last = open.last, last == " " || last == "\n" { open.removeLast() }
    if !open.isEmpty {
      paragraphs.append(Paragraph(kind: kinds.last ?? .loose, text: open, linked: linked, lead: lead < 0 ? open.count : lead))
    }
    (open, linked, lead) = ("", 0, -1)
  }
}
