/// A piece of a page. Text is escaped when it is written, so no word of a document can become markup.
public indirect enum HTML: Sendable {
  /// Words.
  case text(String)
  /// An element with its attributes and what is in it.
  case element(String, [(name: String, value: String)], [HTML])
  /// Pieces one after the other.
  case group([HTML])
  /// Our own style sheet; never words of a document.
  case style(String)

  /// An element; attributes without a value are left out.
  public static func tag(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ children: [HTML]) -> HTML {
    .element(name, attributes.compactMap { pair in pair.value.map { (pair.key, $0) } }, children)
  }

  /// An element with nothing but text in it.
  public static func tag(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ text: String) -> HTML {
    tag(name, attributes, [.text(text)])
  }

  /// An element without attributes.
  public static func tag(_ name: String, _ children: [HTML]) -> HTML { .element(name, [], children) }
  /// An element with nothing but text in it and no attributes.
  public static func tag(_ name: String, _ text: String) -> HTML { .element(name, [], [.text(text)]) }

  /// A term of a description list and what is said of it.
  public static func term(_ name: [HTML], _ text: [HTML], id: String? = nil) -> HTML {
    tag("div", ["id": id], [tag("dt", name), tag("dd", text)])
  }

  /// The beginning of an element whose end is written later.
  public static func opening(_ name: String, _ attributes: KeyValuePairs<String, String?>) -> String {
    var out = ""
    HTML.write(name, attributes.compactMap { pair in pair.value.map { (pair.key, $0) } }, to: &out)
    return out + "\n"
  }

  /// The page from here down.
  public var markup: String {
    var out = ""
    write(to: &out)
    return out
  }

  private static let withoutEnd: Set = ["meta", "input", "br", "link"]
  private static let blocks: Set = [
    "html", "head", "meta", "title", "body", "main", "header", "footer", "nav", "article", "section", "h1", "h2", "h3", "p", "ul", "ol",
    "li", "dl", "div",
    "table", "caption", "thead", "tbody", "tr",
  ]

  private func write(to out: inout String) {
    switch self {
    case .text(let text): HTML.escape(text, to: &out)
    case .group(let pieces): for piece in pieces { piece.write(to: &out) }
    case .style(let sheet): out += "<style>\n\(sheet)</style>\n"
    case .element(let name, let attributes, let children):
      HTML.write(name, attributes, to: &out)
      for child in children { child.write(to: &out) }
      if !HTML.withoutEnd.contains(name) { out += "</\(name)>" }
      if HTML.blocks.contains(name) { out += "\n" }
    }
  }

  private static func write(_ name: String, _ attributes: [(name: String, value: String)], to out: inout String) {
    out += "<" + name
    for attribute in attributes {
      out += " \(attribute.name)=\""
      escape(attribute.value, to: &out)
      out += "\""
    }
    out += ">"
  }

  private static func escape(_ text: String, to out: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n", "\t": out.unicodeScalars.append(scalar)
      case _ where isSteering(scalar): out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
  /// Control characters and the marks that turn the direction of writing: a page shows that one was there and doesn't obey it.
  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
