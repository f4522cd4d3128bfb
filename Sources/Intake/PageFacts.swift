import CXML

/// What the elements of a page say of its report: meta tags, links, headings, times.
struct PageFacts {
  private var metas: [String: String] = [:]
  private var properties: [String: String] = [:]
  private var times: [String] = []
  private(set) var scripts: [String] = []
  private(set) var canonical: String?
  private(set) var heading: String?
  private var pageTitle: String?
  private var lang: String?

  init(_ root: Node) {
    lang = root.attribute("lang") ?? root.attribute("xml:lang")
    root.walk { node in
      note(node)
      return true
    }
  }

  private mutating func note(_ node: Node) {
    switch node.name {
    case "meta": meta(node)
    case "link": if node.attribute("rel")?.lowercased() == "canonical", canonical == nil { canonical = node.attribute("href") }
    case "script": if node.attribute("type")?.lowercased().contains("ld+json") == true { scripts.append(node.text) }
    case "title": if pageTitle == nil, node.pointee.parent?.name == "head" { pageTitle = node.words }
    case "h1": if heading == nil { heading = node.words }
    case "time": if let time = node.attribute("datetime") { times.append(time) }
    default: break
    }
    if let property = node.attribute("itemprop")?.lowercased(), properties[property] == nil {
      properties[property] = node.attribute("content") ?? node.attribute("datetime") ?? (property == "headline" ? node.words : nil)
    }
  }

  private mutating func meta(_ node: Node) {
    guard let content = node.attribute("content"), content.contains(where: { !$0.isWhitespace }) else { return }
    for key in ["property", "name", "http-equiv"] {
      if let name = node.attribute(key)?.lowercased(), metas[name] == nil {
        metas[name] = Fragment.line(content)
      }
    }
  }

  private func meta(_ names: String...) -> String? { names.lazy.compactMap { metas[$0] }.first }

  /// Titles, best first.
  var title: String? {
    meta("og:title", "twitter:title", "dc.title", "dcterms.title", "headline") ?? properties["headline"] ?? heading ?? pageTitle
  }

  /// Dates of publication, best first.
  var dates: [String] {
    let names = [
      "article:published_time", "og:article:published_time", "article:published", "datepublished", "date", "dc.date", "dc.date.issued",
      "dcterms.date", "dcterms.created", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
      "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "citation_publication_date",
    ]
    return names.compactMap { metas[$0] } + [properties["datepublished"]].compactMap { $0 } + times
  }

  /// When it was last changed.
  var modified: String? { meta("article:modified_time", "og:updated_time", "last-modified") ?? properties["datemodified"] }

  /// Who publishes it.
  var outlet: String? { meta("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher") }

  /// The language that the page declares.
  var language: String? { lang ?? meta("og:locale", "content-language", "language", "dc.language", "dcterms.language") }

  /// The address that the page gives as its own.
  var address: String? { canonical ?? meta("og:url") }
}
