import SourceText

/// What a page tells about its article by schema.org's NewsArticle and its kin (JSON-LD).
struct Story {
  var title: String?
  var published: String?
  var modified: String?
  var outlet: String?
  var language: String?
  var url: String?
  var body: String?
  var byline: String?

  /// The article among all that the scripts of a page describe; nil if there is none.
  init?(scripts: [String], depth: Int) {
    let things = scripts.compactMap { Story.value($0, depth: depth) }.flatMap { Story.things($0) }
    guard let article = things.first(where: Story.isArticle) else { return nil }
    /// A thing that is only named by its id stands elsewhere on the page.
    func whole(_ value: JSONValue) -> JSONValue {
      guard let first = value.list.first, case .object(let fields) = first, fields.count == 1, let id = fields["@id"] else { return value }
      return things.first { $0["@id"] == id && !$0["name"].isNull } ?? value
    }
    title = Story.text(article["headline"]) ?? Story.text(article["name"])
    published = Story.text(article["datePublished"]) ?? Story.text(article["dateCreated"])
    modified = Story.text(article["dateModified"])
    outlet = Story.text(whole(article["publisher"])) ?? Story.text(whole(article["sourceOrganization"]))
    language = Story.text(article["inLanguage"])
    url = Story.address(article["url"]) ?? Story.address(article["mainEntityOfPage"])
    body = Story.text(article["articleBody"])
    byline = article["author"].list.compactMap { Story.text(whole($0)) }.joined(separator: ", ")
    if byline?.isEmpty == true { byline = nil }
  }

  private static func value(_ script: String, depth: Int) -> JSONValue? {
    let start = script.utf8.firstIndex { $0 == 0x7B || $0 == 0x5B } ?? script.startIndex
    let end = script.utf8.lastIndex { $0 == 0x7D || $0 == 0x5D } ?? script.startIndex
    guard start < end else { return nil }
    // a line break inside a string is an error that many pages make
    let bytes = script.utf8[start...end].map { $0 < 32 ? 32 : $0 }
    return JSONText.depth(bytes) > depth ? nil : JSONText.value(bytes)
  }

  /// All things that a value describes, outer ones first.
  private static func things(_ value: JSONValue) -> [JSONValue] {
    switch value {
    case .list(let items): return items.flatMap(things)
    case .object:
      return [value] + ["@graph", "mainEntity", "mainEntityOfPage", "publisher"].flatMap { things(value[$0]) }
    default: return []
    }
  }

  private static func isArticle(_ value: JSONValue) -> Bool {
    value["@type"].list.compactMap(\.words).contains { $0.hasSuffix("Article") || $0.hasSuffix("Posting") && $0 != "JobPosting" }
  }

  /// A string, or the name or value of a thing.
  private static func text(_ value: JSONValue) -> String? {
    guard let first = value.list.first else { return nil }
    if let text = first.filled { return plain(text) }
    return (first["name"].list.first?.filled ?? first["@value"].filled ?? first["alternateName"].filled).map(plain)
  }

  private static func address(_ value: JSONValue) -> String? {
    guard let first = value.list.first else { return nil }
    return Address.absolute(first.filled ?? first["@id"].filled ?? first["url"].filled)
  }

  /// Strings of pages often hold entities and tags.
  private static func plain(_ text: String) -> String {
    text.contains("&") && text.contains(";") || text.contains("<") ? Fragment.text(text) : text
  }
}
