/// Finds the report in a page.
struct PageBody {
  private let root: Node
  private let byName: Bool
  /// Characters of prose inside each element.
  private var prose: [Node: Int] = [:]
  private var articles: [Node] = []
  private var mains: [Node] = []
  private var bodies: [Node] = []

  init(_ root: Node, byName: Bool) {
    (self.root, self.byName) = (root, byName)
    _ = weigh(root, insideArticle: false)
  }

  /// The paragraphs of the report, without the one that repeats the title.
  func paragraphs(title: String?) -> [Paragraph] {
    let (node, isArticle) = place()
    var found = PageText.paragraphs(of: node, isArticle: isArticle, byName: byName).filter(\.isProse)
    let heading = title.map(PageBody.folded)
    found.removeAll { PageBody.folded($0.text) == heading }
    while found.last?.kind == .heading { found.removeLast() }
    return found
  }

  /// Letters and digits only: how titles are compared.
  static func folded(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// The element that holds the report: declared, else `<article>`, else the smallest with most of the prose.
  private func place() -> (Node, isArticle: Bool) {
    let all = prose[root] ?? 0
    func best(_ nodes: [Node], _ share: Int) -> Node? {
      guard let node = nodes.max(by: { prose[$0, default: 0] < prose[$1, default: 0] }) else { return nil }
      return prose[node, default: 0] * 10 >= all * share && prose[node, default: 0] > 0 ? node : nil
    }
    if let article = best(articles, 4) { return (article, true) }
    if let body = best(bodies, 4) { return (body, true) }
    return (narrowed(best(mains, 3) ?? root), false)
  }

  /// The smallest element inside with four fifths of the prose.
  private func narrowed(_ node: Node) -> Node {
    var node = node
    while let child = node.elements.first(where: { prose[$0, default: 0] * 10 >= prose[node, default: 0] * 8 && prose[$0, default: 0] > 0 }
    ),
      child.name != "p"
    {
      node = child
    }
    return node
  }

  private mutating func weigh(_ node: Node, insideArticle: Bool) -> Int {
    guard node.isElement, !Boilerplate.isBoilerplate(node, insideArticle: insideArticle, byName: byName) else { return 0 }
    let name = node.name
    let isArticle = name == "article" || node.attribute("role")?.lowercased() == "article"
    if isArticle { articles.append(node) }
    if name == "main" || node.attribute("role")?.lowercased() == "main" { mains.append(node) }
    if node.attribute("itemprop")?.lowercased().contains("articlebody") == true { bodies.append(node) }
    var sum = 0
    if name == "p" || name == "blockquote" {
      sum = PageText.paragraphs(of: node, isArticle: true, byName: byName).filter { $0.text.count >= 25 && !$0.isPointer }.map {
        $0.text.count - $0.linked
      }.reduce(0, +)
    } else {
      for child in node.children { sum += weigh(child, insideArticle: insideArticle || isArticle) }
      if sum == 0 || name == "div" || name == "td" { sum += loose(node) }
    }
    prose[node] = sum
    return sum
  }

  /// Characters that stand in an element itself, where they are many enough to be prose.
  private func loose(_ node: Node) -> Int {
    let own = node.children.compactMap { $0.content.map { Fragment.line($0).count } }.reduce(
      0, +)
    return own >= 120 ? own : 0
  }
}
