import Codes
import Records
import SourceText

/// Writes the values of claims as pieces of a page.
struct DossierFields {
  let labels: Labels
  let published: PublishedIncident
  /// Reports by id with their number on the page.
  let numbers: [String: Int]
  /// What ids of this incident begin with.
  let anchor: String

  init(labels: Labels, published: PublishedIncident, anchor: String) {
    (self.labels, self.published, self.anchor) = (labels, published, anchor)
    var numbers: [String: Int] = [:]
    for member in published.incident.members where published.reports[member.report] != nil && numbers[member.report] == nil {
      numbers[member.report] = numbers.count + 1
    }
    self.numbers = numbers
  }

  /// The reports in the order of their numbers.
  var reports: [PublishedReport] { numbers.sorted { $0.value < $1.value }.compactMap { published.reports[$0.key] } }

  // MARK: Words of texts

  /// Words of a text: kept apart from the writing direction around them, marked with their language.
  func words(_ text: String, of report: PublishedReport? = nil) -> HTML {
    .tag("bdi", ["lang": report.flatMap { Self.tag($0.language) }], text)
  }

  /// A language as an attribute may name it.
  static func tag(_ language: String?) -> String? {
    guard let language, (2...3).contains(language.utf8.count), language.utf8.allSatisfy({ (97...122).contains($0) }) else { return nil }
    return language
  }

  /// `[2]`, linked to the list of sources.
  func source(_ report: String) -> HTML {
    guard let number = numbers[report] else { return .group([]) }
    return .tag("a", ["class": "source", "href": "#\(anchor)-s\(number)", "title": published.reports[report]?.outlet], "[\(number)]")
  }

  /// The words of evidence with some around them; the source alone where words stay behind.
  func quote(_ evidence: Evidence?, of member: Member) -> HTML {
    guard let report = published.reports[member.report] else { return .group([]) }
    guard let excerpt = evidence.flatMap({ report.excerpt($0) }), !excerpt.exact.isEmpty else { return source(member.report) }
    let quote = [HTML.text(excerpt.before), .tag("mark", excerpt.exact), .text(excerpt.after)]
    return .group([.tag("q", ["lang": Self.tag(report.language), "dir": "auto"], quote), .text(" "), source(member.report)])
  }

  // MARK: Values

  /// `machine`, `accepted`, ... as a mark.
  func mark(_ axis: String, _ code: String) -> HTML { .tag("span", ["class": "mark \(axis) \(code)"], labels.code(axis, code)) }

  func party(_ party: Party) -> HTML {
    let notes =
      (party.kind == "unknown" ? [] : [labels.code("kind", party.kind)]) + (party.country.map { [labels.code("country", $0)] } ?? [])
    return .group([words(party.name), note(notes)])
  }

  /// The chain of speakers, outermost first.
  func chain(_ member: Member) -> HTML {
    let report = published.reports[member.report]
    let outlet = words(report?.outlet ?? report?.input ?? member.report)
    let links = member.claim.speakers.flatMap { speaker in
      [HTML.text(" → "), words(speaker.party.name), note(speaker.channel.map { [$0.name] } ?? [])]
    }
    return .group([outlet] + links)
  }

  func place(_ place: PlaceValue) -> HTML {
    let radius = place.radius.flatMap { $0 >= 1 && $0 < 20_000 ? "± " + labels.grouped(Int($0.rounded())) + "\u{A0}km" : nil }
    let notes =
      [labels.code("precision", place.precision)] + (radius.map { [$0] } ?? []) + (place.country.map { [labels.code("country", $0)] } ?? [])
      + (place.isDisputed ? [labels["disputed"]] : []) + (place.basis == "inherited" ? [labels.code("basis", place.basis)] : [])
    return .group([words(place.name), note(notes)])
  }

  func toll(_ toll: Toll) -> HTML {
    let parts = toll.subgroups.map { subgroup in
      HTML.group([
        .text("; " + labels["ofwhich"] + " "), words(subgroup.group),
        .text(labels["colon"] + " " + Toll.figure(subgroup.min, subgroup.max).replacing("..", with: "–")),
      ])
    }
    let who = toll.who.map { [HTML.text(", "), words($0)] } ?? []
    return .group(
      [.text(labels.code("toll", toll.kind) + labels["colon"] + " "), .tag("b", labels.figure(toll))] + who + parts + [note(scope(toll))])
  }

  /// What a figure counts, where that isn't simply this happening.
  func scope(_ toll: Toll) -> [String] {
    (toll.scope == "incident" ? [] : [labels.code("scope", toll.scope)])
      + (toll.since.map { [labels.filled("date.since", labels.day($0))] } ?? [])
  }

  func note(_ parts: [String]) -> HTML {
    parts.isEmpty ? .group([]) : .group([.text(" "), .tag("span", ["class": "note"], "(" + parts.joined(separator: ", ") + ")")])
  }

  /// What is not told: a dash to see, words to hear.
  var nothing: HTML { .group([.tag("span", ["aria-hidden": "true"], "—"), .tag("span", ["class": "heard"], labels["none"])]) }

  /// Several values of one cell, each once; a list where there is more than one.
  func list(_ items: [HTML]) -> HTML {
    var seen: Set<String> = []
    let distinct = items.filter { seen.insert($0.markup).inserted }
    switch distinct.count {
    case 0: return nothing
    case 1: return distinct[0]
    default: return .tag("ul", ["class": "cell"], distinct.map { .tag("li", [$0]) })
    }
  }
}
