import Codes
import Exports
import Records
import SourceText

/// One record on the page: its text with marks, its claims as tables, links between them.
struct DocumentArticle {
  let record: Record
  let number: Int
  private let marks: [Mark]

  init(record: Record, number: Int) {
    (self.record, self.number) = (record, number)
    marks = Mark.all(of: record)
  }

  private var id: String { "d\(number)" }
  private var document: Document { record.document }

  var html: HTML {
    .tag(
      "article", ["id": id, "aria-labelledby": "\(id)-title"],
      [header, .tag("div", ["class": "columns"], [text, .tag("div", ["class": "claims"], claims + outside)])])
  }

  /// Rules that light the words of the claim that is pointed at.
  var litRules: String {
    record.claims.map { "#\(id):has(#\(id)-\($0.id):is(:hover,:target,:focus-within)) .\(id)-\($0.id){background:var(--lit)}\n" }.joined()
  }

  private var header: HTML {
    let terms: [(String, String?)] = [
      ("Outlet", document.outlet), ("Published", document.publishedText ?? "not told"), ("Language", record.language ?? "not known"),
      ("Claims", "\(record.claims.count)"), ("SHA-256", document.sha256),
    ]
    var list = terms.compactMap { term, value in value.map { HTML.term([.text(term)], [.text($0)]) } }
    if let url = document.url { list.append(.term([.text("Address")], [link(url)])) }
    return .tag("header", [.tag("h2", ["id": "\(id)-title"], document.id), .tag("dl", ["class": "about"], list)])
  }

  /// Only addresses of the web become links.
  private func link(_ url: String) -> HTML {
    let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
    return isWeb ? .tag("a", ["href": url, "rel": "noreferrer noopener"], url) : .text(url)
  }

  // MARK: Text

  private var text: HTML {
    let paragraphs = document.paragraphs
    let pieces = paragraphs.enumerated().map { index, span in
      HTML.tag(
        "p", ["class": index == 0 && isHeadline(span, of: paragraphs.count) ? "headline" : nil],
        html(MarkedPiece.pieces(of: span, marks: marks)))
    }
    return .tag(
      "section", ["class": "text", "lang": record.language ?? "", "dir": "auto", "aria-label": "Text of \(document.id)", "tabindex": "0"],
      pieces)
  }

  /// A first paragraph that ends without a stop, or is the title.
  private func isHeadline(_ span: Span, of paragraphs: Int) -> Bool {
    guard paragraphs > 1, let words = document.text(of: span) else { return false }
    return words == document.title || !(words.last.map { ".!?…:»\"”".contains($0) } ?? true)
  }

  private func html(_ pieces: [MarkedPiece]) -> [HTML] {
    pieces.flatMap { piece -> [HTML] in
      switch piece {
      case .plain(let span): [.text(document.text(of: span) ?? "")]
      case .marked(let number, let span, let inner): html(number, span, inner, depth: piece.depth)
      }
    }
  }

  private func html(_ number: Int, _ span: Span, _ inner: [MarkedPiece], depth: Int) -> [HTML] {
    let mark = marks[number]
    let owners = Wording.unique(mark.labels.compactMap(\.claim)).map { " \(id)-\($0)" }.joined()
    let style = "m \(mark.labels.first?.field.rawValue ?? "") h\(min(depth, 4))" + owners
    let name = span.start == mark.span.start ? "\(id)-m\(number + 1)" : nil
    let element = HTML.tag("mark", ["class": style, "id": name], html(inner))
    return span.end == mark.span.end ? [element, tags(mark, isNext: inner.last?.isMarked == true)] : [element]
  }

  /// The labels of a mark, each a link to its claim; `isNext` if those of an inner mark stand right before them.
  private func tags(_ mark: Mark, isNext: Bool) -> HTML {
    let words = (document.text(of: mark.span) ?? "").prefix(60)
    let groups = Wording.unique(mark.labels.map { $0.claim ?? "" })
    let links = groups.map { claim -> HTML in
      let labels = mark.labels.filter { ($0.claim ?? "") == claim }
      let text = (claim.isEmpty ? "" : claim + " ") + labels.map(\.name).joined(separator: ", ")
      let style = "tag \(labels.first?.field.rawValue ?? "")"
      return .tag("a", ["class": style, "href": "#\(id)-\(claim.isEmpty ? "outside" : claim)", "aria-label": "\(text): \(words)"], text)
    }
    return .tag("span", ["class": isNext ? "tags next" : "tags", "lang": "en"], links)
  }

  // MARK: Claims

  private var claims: [HTML] {
    record.claims.isEmpty ? [.tag("p", ["class": "none"], "No claim was read.")] : record.claims.map(section)
  }

  private func section(_ claim: Claim) -> HTML {
    let key = "\(id)-\(claim.id)"
    let heading = HTML.tag(
      "h3",
      [
        .tag("span", ["class": "number"], claim.id), .text(" "),
        .tag("a", ["class": "type", "href": "#type-\(claim.type.rawValue)"], Wording.type(claim)), .text(" "),
        .tag("span", ["class": "stance \(claim.stance.rawValue)"], claim.stance.rawValue),
      ])
    let weighed = Wording.weighings(claim).map { " · \($0)" } ?? ""
    let sure = HTML.tag(
      "p", ["class": "rule"],
      [.text("Confidence \(Wording.number(claim.confidence)) · rule "), .tag("code", claim.rule), .text(weighed)])
    let sentence = HTML.tag("p", ["class": "sentence"], PlainSentence(claim: claim, document: document).text)
    return .tag(
      "section", ["class": "claim", "id": key],
      [heading, sentence, table(Fact.all(of: claim), caption: "Claim \(claim.id): its values and their words"), sure])
  }

  private func table(_ facts: [Fact], caption: String) -> HTML {
    let columns = ["Field", "Value", "Words of the text"].map { HTML.tag("th", ["scope": "col"], $0) }
    return .tag(
      "table", [.tag("caption", caption), .tag("thead", [.tag("tr", columns)]), .tag("tbody", facts.map(row))])
  }

  private func row(_ fact: Fact) -> HTML {
    let words = fact.evidence.enumerated().flatMap { index, evidence -> [HTML] in
      let link = HTML.tag("a", ["class": "words", "href": anchor(evidence), "lang": record.language ?? ""], evidence.quote)
      return index == 0 ? [link] : [.text(" · "), link]
    }
    let detail: [HTML] = fact.detail.isEmpty ? [] : [.text(" "), .tag("span", ["class": "known"], fact.detail)]
    return .tag(
      "tr",
      [
        .tag("th", ["scope": "row"], [.tag("span", ["class": "m \(fact.field.rawValue)"], fact.name)]),
        .tag("td", [.text(fact.value)] + detail), .tag("td", words),
      ])
  }

  private func anchor(_ evidence: Evidence) -> String {
    "#\(id)" + (marks.firstIndex { $0.span == evidence.span }.map { "-m\($0 + 1)" } ?? "")
  }

  // MARK: What belongs to no claim

  private var outside: [HTML] {
    let facts =
      record.tolls.flatMap(Fact.all(of:)) + record.loadings.map(Fact.init(loading:)) + record.undisclosed.map(Fact.init(undisclosed:))
    let problems = record.problems.map { HTML.tag("li", $0.message) }
    if facts.isEmpty, problems.isEmpty { return [] }
    let heading = HTML.tag("h3", "Outside the claims")
    let body = facts.isEmpty ? [] : [table(facts, caption: "Figures, wording and gaps that belong to no claim")]
    let list = problems.isEmpty ? [] : [HTML.tag("ul", ["class": "problems"], problems)]
    return [.tag("section", ["class": "claim", "id": "\(id)-outside"], [heading] + body + list)]
  }
}
