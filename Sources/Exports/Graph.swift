import Records
import SourceText

extension JSON {
  /// An object without the fields that have no value.
  static func sparse(_ fields: [(String, JSON?)]) -> JSON { .object(fields.compactMap { field in field.1.map { (field.0, $0) } }) }
  /// A string that may be missing.
  static func maybe(_ text: String?) -> JSON? { text.map(JSON.string) }
  /// Strings; nil for none.
  static func maybe(_ texts: [String]) -> JSON? { texts.isEmpty ? nil : .list(texts.map(JSON.string)) }
  /// A reference to a node of linked data.
  static func node(_ iri: String) -> JSON { .object([("@id", .string(iri))]) }
  /// References; nil for none.
  static func nodes(_ iris: [String]) -> JSON? { iris.isEmpty ? nil : .list(iris.map(node)) }
}

/// A JSON-LD document written node by node, a line each.
struct GraphFile {
  let path: String
  let context: JSON
  private var isFirst = true

  init(path: String, context: JSON) { (self.path, self.context) = (path, context) }

  /// The context and the beginning of the graph.
  func head() -> Piece { Piece(path: path, bytes: Array("{\"@context\": ".utf8) + context.compact() + Array(",\n\"@graph\": [".utf8)) }

  /// Nodes.
  mutating func lines(_ nodes: [JSON]) -> Piece {
    var bytes: [UInt8] = []
    for node in nodes {
      bytes += Array((isFirst ? "\n" : ",\n").utf8) + node.compact()
      isFirst = false
    }
    return Piece(path: path, bytes: bytes)
  }

  /// The end of the graph.
  func foot() -> Piece { Piece(path: path, bytes: Array("\n]}\n".utf8)) }
}

extension PublishedReport {
  /// Its name in linked data, one for each version.
  var iri: String { IRI.own("report", id, String(version)) }
  /// Where its text can be found: its address, else its own name.
  var source: String { IRI.web(url) ?? iri }
  /// The words of a claim's act with some around them.
  func passage(of claim: Claim) -> String? { claim.trigger.first.flatMap { excerpt($0) }?.passage }
}

extension Member {
  /// Its name in linked data.
  var iri: String { IRI.own("claim", report, claim.id) }
}

extension Excerpt {
  /// The words before the quote; `…` where the text goes on.
  var before: String { (prefix.unicodeScalars.count < start ? "…" : "") + prefix }

  /// The words after the quote; `…` unless they end a sentence.
  var after: String {
    guard let last = suffix.last, last.isLetter || last.isNumber else { return suffix }
    return suffix + "…"
  }

  /// The quote among the words around it; nil where words stay behind.
  var passage: String? { exact.isEmpty ? nil : before + exact + after }
}
