/// Parts of a page that are no part of the report: menus, sharing, adverts, comments, captions.
///
/// Told by what HTML means and by the words that makers of pages use for classes and ids.
enum Boilerplate {
  private static let elements: Set = [
    "script", "style", "noscript", "template", "nav", "aside", "footer", "figure", "figcaption", "button", "select", "textarea",
    "input", "label", "svg", "math", "iframe", "object", "embed", "video", "audio", "canvas", "map", "menu", "dialog", "head", "address",
    "picture", "img",
  ]
  private static let roles: Set = [
    "navigation", "banner", "contentinfo", "complementary", "dialog", "alertdialog", "search", "menu", "menubar", "toolbar", "tablist",
    "form",
  ]
  /// Words of classes and ids; a part of a name between hyphens, underscores and capitals.
  private static let words: Set = [
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "sidebar", "footer", "masthead", "cookie", "cookies", "consent",
    "gdpr", "rgpd", "share", "sharing", "shares", "social", "socials", "newsletter", "subscribe", "subscription", "promo",
    "promotion", "advert", "advertisement", "ads", "ad", "adsbygoogle", "sponsor", "sponsored", "related", "recommended", "recommendations",
    "recirculation", "outbrain", "taboola", "comments", "comment", "disqus", "popup", "modal", "overlay", "caption", "credit",
    "credits", "tags", "taglist", "byline", "author", "authors", "signature", "timestamp", "pubdate", "readtime", "toolbar",
    "pagination", "pager", "screenreader", "banner", "teasers", "readmore", "trending",
    "player", "gallery", "slideshow", "carousel", "copyright", "toc",
  ]
  /// Pairs of words of classes and ids.
  private static let pairs: Set = [
    "read more", "read also", "read next", "see also", "more from", "most read", "most popular", "article info", "article meta",
    "entry meta", "post meta", "publish date", "publication date", "published date", "date published", "reading time", "pull quote",
    "also read", "sr only", "visually hidden", "skip link", "skip to",
  ]
  /// Words of layout that stand on whole pages: next to them no other word counts.
  private static let frames: Set = ["html", "body", "main"]

  /// Whether a reader should pass over an element.
  ///
  /// - Parameter byName: whether classes and ids count; a page whose report stands in a `share-box` needs them not to.
  static func isBoilerplate(_ node: Node, insideArticle: Bool, byName: Bool) -> Bool {
    let name = node.name
    if elements.contains(name) { return true }
    if name == "header", !insideArticle { return true }
    if let role = node.attribute("role")?.lowercased(), roles.contains(role) { return true }
    if isHidden(node) { return true }
    if !byName || frames.contains(name) || name == "article" || node.attribute("itemprop")?.lowercased() == "articlebody" { return false }
    return [node.attribute("class"), node.attribute("id")].compactMap { $0 }.contains { $0.utf8.count < 500 && names($0) }
  }

  private static func isHidden(_ node: Node) -> Bool {
    if node.attribute("hidden") != nil || node.attribute("aria-hidden")?.lowercased() == "true" { return true }
    guard let style = node.attribute("style")?.lowercased() else { return false }
    let bare = style.filter { $0 != " " }
    return bare.contains("display:none") || bare.contains("visibility:hidden")
  }

  private static func names(_ value: String) -> Bool {
    value.split(whereSeparator: \.isWhitespace).contains { token in
      let parts = parts(token)
      // "has-sidebar", "no-comments", "with-ads": said of what stands beside
      if ["has", "no", "with", "without", "is", "js"].contains(parts.first) { return false }
      return parts.contains(where: words.contains) || zip(parts, parts.dropFirst()).contains { pairs.contains("\($0) \($1)") }
    }
  }

  private static func parts(_ token: Substring) -> [String] {
    var (parts, part, wasSmall) = ([String](), "", false)
    for letter in token {
      let isWord = letter.isLetter || letter.isNumber
      if !isWord || letter.isUppercase && wasSmall {
        if !part.isEmpty { parts.append(part.lowercased()) }
        part = ""
      }
      if isWord { part.append(letter) }
      wasSmall = letter.isLowercase
    }
    return part.isEmpty ? parts : parts + [part.lowercased()]
  }
}
