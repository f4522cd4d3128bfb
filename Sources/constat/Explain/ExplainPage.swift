import Codes
import Exports
import Records
import SourceText

/// All records on one page that needs no script and nothing from elsewhere.
struct ExplainPage {
  let records: [Record]
  let codebook: Codebook

  var text: String { "<!DOCTYPE html>\n" + page.markup }

  private var page: HTML {
    .tag("html", ["lang": "en"], [head, .tag("body", [skip, header, .tag("main", ["id": "documents"], documents), footer])])
  }

  private var head: HTML {
    let lit = records.indices.map { DocumentArticle(record: records[$0], number: $0 + 1).litRules }.joined()
    return .tag(
      "head",
      [
        .tag("meta", ["charset": "utf-8"], []),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"], []),
        .tag("meta", ["name": "referrer", "content": "no-referrer"], []),
        .tag("meta", ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"], []),
        .tag("title", "Constat: \(title)"), .style(ExplainStyle.sheet + lit),
      ])
  }

  private var title: String { records.count == 1 ? records[0].document.id : Wording.count(records.count, "document") + " explained" }
  private var skip: HTML { .tag("a", ["class": "skip", "href": "#documents"], "Skip to the documents") }

  private var header: HTML {
    let claims = records.reduce(0) { $0 + $1.claims.count }
    let counts = "\(Wording.count(records.count, "document")), \(Wording.count(claims, "claim"))."
    return .tag(
      "header", ["class": "page"],
      [
        .tag("h1", "What was read, and from which words"),
        .tag(
          "p", ["class": "lead"],
          counts + " Read by a machine, reviewed by nobody yet. Names stand here as in the text: for checking, not for publication."),
        contents, legend,
      ])
  }

  private var contents: HTML {
    guard records.count > 1 else { return .group([]) }
    let items = records.enumerated().map { number, record in
      let count = Wording.count(record.claims.count, "claim")
      return HTML.tag(
        "li", [.tag("a", ["href": "#d\(number + 1)"], record.document.id), .text(" "), .tag("span", ["class": "known"], count)])
    }
    return .tag("nav", ["aria-labelledby": "contents"], [.tag("h2", ["id": "contents"], "Documents"), .tag("ol", items)])
  }

  // MARK: Legend

  private var legend: HTML {
    let fields = Field.allCases.map { HTML.term([.tag("span", ["class": "m \($0.rawValue)"], $0.rawValue)], [.text($0.meaning)]) }
    let stances = Stance.allCases.map { HTML.term([.tag("span", ["class": "stance \($0.rawValue)"], $0.rawValue)], [.text($0.meaning)]) }
    let toggle = HTML.tag(
      "p", ["class": "toggle"],
      [.tag("input", ["type": "checkbox", "id": "bare"], []), .text(" "), .tag("label", ["for": "bare"], "Hide the labels in the texts")])
    return .tag(
      "section", ["class": "legend", "aria-labelledby": "legend"],
      [.tag("h2", ["id": "legend"], "How to read the marks"), .tag("dl", fields), .tag("dl", stances), toggle])
  }

  private var documents: [HTML] {
    records.enumerated().map { DocumentArticle(record: $1, number: $0 + 1).html }
  }

  private var footer: HTML {
    .tag("footer", ["class": "page"], [types, .tag("p", "Made by constat \(Root.version). Same input, same bytes out.")])
  }

  /// What the codebook says of the types that stand on this page.
  private var types: HTML {
    let used = Set(records.flatMap { $0.claims.map(\.type) })
    let terms = codebook.entries.filter { used.contains($0.type) }.map { entry in
      HTML.term([.text(entry.type.rawValue)], [.text(entry.definitions["en"] ?? "")], id: "type-\(entry.type.rawValue)")
    }
    return terms.isEmpty ? .group([]) : .group([.tag("h2", "Types of acts"), .tag("dl", ["class": "types"], terms)])
  }
}

extension Field {
  /// What the mark says of its words.
  var meaning: String {
    switch self {
    case .deed: "the act"
    case .agent: "who did it"
    case .target: "to whom or what"
    case .speaker: "who says so"
    case .cue: "the word of saying"
    case .channel: "the medium it is said through"
    case .place: "where"
    case .date: "when"
    case .means: "with what"
    case .toll: "a figure of people hit"
    case .loaded: "partisan wording, kept as framing; it changes no code"
    case .undisclosed: "what the text says is not told"
    }
  }
}

extension Stance {
  /// How the speaker stands to the happening.
  var meaning: String {
    switch self {
    case .reported: "told as fact by its speaker"
    case .claimed: "the speaker says that it did it itself"
    case .alleged: "told with distance: conditional, accused, suspected"
    case .confirmed: "the speaker confirms what others said"
    case .denied: "the speaker says that it did not happen, or did not do it"
    case .planned: "announced, intended, future or hypothetical"
    }
  }
}
