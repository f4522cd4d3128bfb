import Codes
import Records

/// One printable page that needs no script and nothing from elsewhere: what each voice says of a happening, side by side, with quotes, sources, figures, a map,
/// the grade and the method.
public struct DossierExporter: Exporter {
  /// What a dossier is told besides its incidents.
  public struct Settings: Sendable {
    /// The language of the labels, as `lang` names it.
    public var language: String
    /// Words of the page by key (`dossier.terms` of a language).
    public var labels: [String: String]
    /// Names of countries by ISO 3166 alpha-2 code.
    public var countries: [String: String] = [:]
    /// What is written above all, instead of the label `title`.
    public var title: String?
    /// Software, packs and time.
    public var making: Making
    /// The gate that the incidents come through: its policy is told, and its grid drawn.
    public var gate: Gate
    /// The grid that positions are drawn on, in degrees.
    public var degrees: Double
    /// Settings of a page.
    public init(language: String, labels: [String: String], making: Making, gate: Gate) {
      (self.language, self.labels, self.making, self.gate, degrees) = (language, labels, making, gate, gate.policy.grid)
    }
  }
  private let settings: Settings
  private let labels: Labels
  private var count = 0
  /// What was left out and why, for the foot of the page; may be set until `end()`.
  public var tally = Tally()

  /// An exporter of one page.
  public init(_ settings: Settings) {
    let countries = settings.countries.map { ("country." + $0.key, $0.value) }
    (self.settings, labels) = (settings, Labels(words: settings.labels.merging(countries) { word, _ in word }))
  }

  /// The head of the page.
  public mutating func begin() -> [Piece] {
    let head = HTML.tag(
      "head",
      [
        .tag("meta", ["charset": "utf-8"], []),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"], []),
        .tag("meta", ["name": "referrer", "content": "no-referrer"], []),
        .tag("meta", ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"], []),
        .tag("title", title), .style(DossierStyle.sheet),
      ])
    let skip = HTML.tag("a", ["class": "skip", "href": "#incidents"], labels["skip"])
    let open = "<!DOCTYPE html>\n" + HTML.opening("html", ["lang": settings.language]) + head.markup + HTML.opening("body", [:])
    return [piece(open + skip.markup + header.markup + HTML.opening("main", ["id": "incidents"]))]
  }

  /// The article of an incident.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    count += 1
    let article = DossierArticle(published: published, labels: labels, grid: Grid(degrees: settings.degrees), number: count)
    return [piece(article.html.markup)]
  }

  /// Method, policy, and what was left out.
  public mutating func end() -> [Piece] {
    let nothing = count == 0 ? HTML.tag("p", labels["empty"]).markup : ""
    return [piece(nothing + "</main>\n" + footer.markup + "</body>\n</html>\n")]
  }

  private func piece(_ text: String) -> Piece { Piece(path: "dossier.html", bytes: Array(text.utf8)) }

  private var title: String { settings.title ?? labels["title"] }

  private var header: HTML {
    .tag("header", ["class": "page"], [.tag("h1", [.tag("bdi", title)]), .tag("p", ["class": "lead"], labels["lead"])])
  }

  private var footer: HTML {
    let policy = DossierPolicy(labels: labels, gate: settings.gate)
    return .tag(
      "footer", ["class": "page"],
      [
        section("method", ["method.1", "method.2", "method.3", "method.4"].map { .tag("p", labels[$0]) }), section("marks", [marks]),
        section("policy", policy.rules), tally.counts.isEmpty ? .group([]) : section("left", [policy.account(tally)]),
        section("making", made),
      ])
  }

  private var marks: HTML {
    func terms(_ axis: String, _ codes: [String]) -> [HTML] {
      codes.map {
        HTML.term([.tag("span", ["class": "mark \(axis) \($0)"], labels.code(axis, $0))], [.text(labels["about.\(axis).\($0)"])])
      }
    }
    return .tag(
      "dl", ["class": "marks"],
      terms("stance", Stance.allCases.map(\.rawValue)) + terms("standing", ["machine"] + Review.Verdict.allCases.map(\.rawValue)))
  }

  private var made: [HTML] {
    let making = settings.making
    let sentences = [labels.filled("made", making.software)] + (making.at.map { [labels.filled("made.at", $0)] } ?? [])
    let parts = making.parts.map { HTML.term([.text($0.name)], [.tag("code", $0.sha256)]) }
    return [.tag("p", sentences.joined(separator: " ")), parts.isEmpty ? .group([]) : .tag("dl", ["class": "parts"], parts)]
  }

  private func section(_ key: String, _ content: [HTML]) -> HTML {
    .tag("section", ["aria-labelledby": "h-" + key], [.tag("h2", ["id": "h-" + key], labels[key])] + content)
  }
}
