import CXML

/// An element, text or other part of a parsed page or feed.
typealias Node = UnsafeMutablePointer<xmlNode>

/// A page or an entry of a feed, parsed by libxml2: without network, without entities of its own, mended where it is broken.
final class Markup {
  private let document: xmlDocPtr
  let root: Node
  /// Whether the parser stopped before the end: the page is nested too deep.
  private(set) var isCut = false

  private init?(_ document: xmlDocPtr?) {
    guard let document else { return nil }
    guard let root = xmlDocGetRootElement(document) else {
      xmlFreeDoc(document)
      return nil
    }
    (self.document, self.root) = (document, root)
  }

  deinit { xmlFreeDoc(document) }

  /// A page; nil if there is nothing in it.
  static func page(_ text: String) -> Markup? {
    let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
    guard let parser = htmlNewParserCtxt() else { return nil }
    defer { htmlFreeParserCtxt(parser) }
    return parse(text) { bytes, count in
      let page = Markup(htmlCtxtReadMemory(parser, bytes, count, nil, "UTF-8", Int32(options | HTML_PARSE_IGNORE_ENC.rawValue)))
      page?.isCut = parser.pointee.disableSAX != 0
      return page
    }
  }

  /// An XML text without a document type; nil if nothing can be made of it.
  static func xml(_ text: String) -> Markup? {
    let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue
    return parse(text) { bytes, count in
      Markup(xmlReadMemory(bytes, count, nil, "UTF-8", Int32(options | XML_PARSE_IGNORE_ENC.rawValue)))
    }
  }

  private static func parse(_ text: String, _ body: (UnsafePointer<CChar>, Int32) -> Markup?) -> Markup? {
    var text = text.replacing("\0", with: "")
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress, let count = Int32(exactly: bytes.count), count > 0 else { return nil }
      return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { body($0, count) }
    }
  }
}

extension Node {
  /// Whether it is an element.
  var isElement: Bool { pointee.type == XML_ELEMENT_NODE }

  /// Its name in small letters without prefix; empty for what is no element.
  var name: String {
    guard isElement, let name = pointee.name else { return "" }
    let text = String(cString: name).lowercased()
    return text.lastIndex(of: ":").map { String(text[text.index(after: $0)...]) } ?? text
  }

  /// The prefix of its name.
  var prefix: String {
    guard isElement else { return "" }
    if let prefix = pointee.ns?.pointee.prefix { return String(cString: prefix).lowercased() }
    let text = pointee.name.map { String(cString: $0) } ?? ""
    return text.firstIndex(of: ":").map { text[..<$0].lowercased() } ?? ""
  }

  /// Its parts in order.
  var children: NodeList { NodeList(node: pointee.children) }

  /// Its elements in order.
  var elements: [Node] { children.filter(\.isElement) }

  /// The value of an attribute; nil without one.
  func attribute(_ name: String) -> String? {
    guard isElement, let value = xmlGetNoNsProp(self, name) ?? xmlGetProp(self, name) else { return nil }
    defer { constat_xml_free(value) }
    return String(cString: value)
  }

  /// The text of a text part; nil for other parts.
  var content: String? {
    switch pointee.type {
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: return pointee.content.map { String(cString: $0) } ?? ""
    default: return nil
    }
  }

  /// All text inside, as it stands.
  var text: String {
    if let content { return content }
    return children.map(\.text).joined()
  }

  /// All text inside with single spaces; nil if there is none.
  var words: String? {
    let words = Fragment.line(text)
    return words.isEmpty ? nil : words
  }

  /// Calls `body` with this element and those inside it in order, until it answers false for one: then those inside that one are passed over.
  func walk(_ body: (Node) -> Bool) {
    guard isElement, body(self) else { return }
    for child in children { child.walk(body) }
  }

  /// The markup of what is inside, as text.
  var inner: String {
    guard let buffer = xmlBufferCreate() else { return "" }
    defer { xmlBufferFree(buffer) }
    for child in children { xmlNodeDump(buffer, pointee.doc, child, 0, 0) }
    return xmlBufferContent(buffer).map { String(cString: $0) } ?? ""
  }
}

/// Neighbouring parts.
struct NodeList: Sequence, IteratorProtocol {
  var node: Node?
  mutating func next() -> Node? {
    defer { node = node?.pointee.next }
    return node
  }
}
