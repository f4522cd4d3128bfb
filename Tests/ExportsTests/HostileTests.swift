import Codes
import Foundation
import Records
import SourceText
import Support
import Testing

@testable import Exports

/// Incidents whose every string tries to break out of the file that it is written to.
private struct Hostile {
  var generator: Generator
  private static let pieces = [
    "</title>", "<script>alert(1)</script>", "\"", "'", "\\", "\\u0022", "&amp;", "&", "&#0;", "]]>", "<!--", "--!>", "</style>", "\u{0}",
    "\u{7}", "\u{1B}[2J",
    "\u{85}", "\u{202E}", "\u{2066}", "\u{200F}", "\u{2028}", "\u{FFFE}", "🕊️", "👩‍👩‍👧", "e\u{301}\u{301}", "مرحبا", "\r\n", "\t", "{}", "${x}",
    "{{x}}", "%00",
    "`", "=1+1", "onload=x", "javascript:alert(1)", " ", "a", "Ж", "\u{10FFFF}", "\u{E000}",
  ]

  mutating func string() -> String {
    (0...generator.number(below: 5)).map { _ in Self.pieces[generator.number(below: Self.pieces.count)] }.joined()
  }

  mutating func maybe() -> String? { generator.number(below: 4) == 0 ? nil : string() }

  mutating func sheet(_ id: String) -> Sheet {
    var sheet = Sheet(
      string() + id, "x" + string() + "trigger" + string(), outlet: maybe(),
      url: generator.number(below: 2) == 0 ? maybe() : "https://a.example/" + string(),
      language: maybe(), title: maybe())
    sheet.report.version = 1 + generator.number(below: 3)
    sheet.report.copyOf = maybe()
    let names = (0..<9).map { _ in string() }
    let number = generator.number(below: 9) == 0 ? Double.nan : Double(generator.number(below: 4000)) / 10 - 200
    let trigger = sheet.evidence("trigger")
    let parties = names.prefix(3).map { Party(name: $0, id: names[3], kind: names[4], country: names[5], evidence: trigger) }
    let toll = Toll(
      kind: names[6], min: generator.number(below: 9), max: nil, best: nil, qualifier: names[7], who: names[8], evidence: trigger)
    let day = Day(number: 18_000 + generator.number(below: 2000))
    let stance = Stance.allCases[generator.number(below: Stance.allCases.count)]
    sheet.claim("trigger", stance, review: generator.number(below: 2) == 0 ? nil : .corrected) { claim in
      (claim.mode, claim.agent, claim.target, claim.lemma) = (names[0], [parties[0]], [parties[1]], names[2])
      claim.place = [
        PlaceValue(
          name: names[1], id: names[2], latitude: number / 2, longitude: number, precision: names[0].isEmpty ? "point" : "settlement",
          radius: number,
          country: names[4], isDisputed: true, basis: names[5], evidence: trigger)
      ]
      claim.date = DateValue(from: day, to: nil, precision: names[3], open: names[4], basis: names[5], evidence: trigger)
      claim.means = [MeansValue(name: names[7], kind: names[8], evidence: trigger)]
      claim.speakers = [Speaker(party: parties[2], channel: Channel(name: names[0], kind: names[1], evidence: trigger), cue: trigger.first)]
      claim.tolls = [toll]
    }
    return sheet
  }

  mutating func incident() -> PublishedIncident? {
    let sheets = (0...generator.number(below: 6)).map { sheet("\($0)") }
    var incident = Incident.of(sheets, id: string())
    incident.gradeReason = string()
    incident.previous = [string()]
    let keys = incident.members.map { ClaimKey(report: $0.report, claim: $0.claim.id) }
    incident.reasons = zip(keys, keys.dropFirst()).map { Reason(one: $0, other: $1, because: [string()], weight: 1) }
    return Gate.late(.internal).admit(incident, reports: Dictionary(uniqueKeysWithValues: sheets.map { ($0.report.id, $0.report) }))
      .published
  }
}

@Suite("Hostile words") struct HostileTests {
  private static let tags: Set = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "main", "article", "section", "footer", "div",
    "dl", "dt", "dd",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "bdi", "span", "b", "strong", "q", "mark", "code", "cite",
    "time", "figure",
    "figcaption", "svg", "rect", "line", "text",
  ]

  private func incidents(_ seed: UInt64) -> [PublishedIncident] {
    var hostile = Hostile(generator: Generator(seed: seed))
    return (0..<4).compactMap { _ in hostile.incident() }
  }

  @Test("JSON gives back what went in", arguments: UInt64(1)...40) func json(_ seed: UInt64) throws {
    let incidents = incidents(seed)
    #expect(incidents.count == 4)
    var files: [String: [UInt8]] = [:]
    let forms = [ExportFormat.geojson, .timemap, .webannotation, .prov, .schemaorg]
    let settings = ExportSettings(codebook: Codebook(entries: []), gate: .late(.internal), making: Showcase.making, language: "xx")
    for form in forms {
      var exporter = try #require(form.exporter(settings))
      for piece in exporter.begin() + incidents.flatMap({ exporter.add($0) }) + exporter.end() {
        files[piece.path, default: []] += piece.bytes
      }
    }
    let parsed = try files.mapValues { try JSONSerialization.jsonObject(with: Data($0)) }
    let features = (parsed["incidents.geojson"] as? [String: Any])?["features"] as? [[String: Any]] ?? []
    #expect(features.map { $0["id"] as? String } == incidents.map(\.incident.id))
    #expect(features.map { ($0["properties"] as? [String: Any])?["grade_reason"] as? String } == incidents.map(\.incident.gradeReason))
    let authors = ((parsed["sources.json"] as? [String: [String: Any]]) ?? [:]).values.compactMap { $0["author"] as? String }
    #expect(Set(authors) == Set(incidents.flatMap(\.reports.values).map { $0.outlet ?? "" }))
    let annotations = ((parsed["annotations.jsonld"] as? [String: Any])?["first"] as? [String: Any])?["items"] as? [[String: Any]] ?? []
    for annotation in annotations {
      let id = annotation["id"] as? String ?? ""
      #expect(id.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"\"<>\\^`{|}".utf8.contains($0) })
    }
    #expect(!annotations.isEmpty)
  }

  @Test("no word becomes markup", arguments: UInt64(1)...40) func html(_ seed: UInt64) throws {
    let incidents = incidents(seed)
    let page = String(decoding: Showcase.files(Showcase.dossier("en"), incidents)["dossier.html"] ?? [], as: UTF8.self)
    let markup = Markup(page)
    #expect(markup.faults == [])
    #expect(Set(markup.elements.map(\.name)).isSubset(of: Self.tags))
    for (name, attributes) in markup.elements {
      #expect(!attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" || $0 == "style" }, "\(name)")
      if let link = attributes["href"] { #expect(link.hasPrefix("#") || link.hasPrefix("https://a.example/")) }
    }
    let ids = markup.elements.compactMap { $0.attributes["id"] }
    #expect(ids.count == Set(ids).count)
    for incident in incidents {
      #expect(markup.text.contains(HTML.text(incident.incident.gradeReason).visible), "what a human should see is there")
    }
  }
}

extension HTML {
  /// The text as a reader of the page gets it.
  fileprivate var visible: String { Markup("<!DOCTYPE html>\n" + markup).text }
}

@Suite("Labels") struct LabelTests {
  @Test("the languages have words for the same keys") func keys() {
    let all = Shared.languages.map { Set(Showcase.labels($0).keys) }
    #expect(all.count > 1)
    for other in all.dropFirst() { #expect(other.subtracting(["date.first"]) == all[0].subtracting(["date.first"])) }
  }

  @Test("a page shows no bare key", arguments: Shared.languages) func bare(_ language: String) {
    let page = String(decoding: Showcase.files(Showcase.dossier(language))["dossier.html"] ?? [], as: UTF8.self)
    let text = Markup(page).text
    let key = /\b(law|rule|about|stance|toll|kind|precision|month|figure|what|method|date|scope|mode|type)\.\w|\{\}/
    #expect(text.firstMatch(of: key).map { String($0.output.0) } == nil)
  }

  @Test("every type, mode and code of the codebook has a word", arguments: Shared.languages) func codes(_ language: String) {
    let labels = Showcase.labels(language)
    for file in Project.files(in: "Knowledge/codebook", ending: "type.rules") {
      let entries = Project.text(file).split(separator: "\n").filter { $0.hasPrefix("type ") || $0.hasPrefix("mode ") }
      for entry in entries { #expect(labels[String(entry.replacing(" ", with: "."))] != nil, "\(entry)") }
    }
    let codes =
      Stance.allCases.map { "stance." + $0.rawValue } + Grade.allCases.map { "grade." + $0.rawValue }
      + Grade.allCases.map { "rule." + $0.rawValue }
    for key in codes + Rule.allCases.map({ "law." + $0.rawValue }) + Audience.allCases.map({ "audience." + $0.rawValue }) {
      #expect(labels[key] != nil, "\(key)")
    }
  }

  @Test("dates and figures are written as people write them") func values() {
    let labels = Labels(words: Showcase.labels("en"))
    func date(_ from: String?, _ to: String?, _ precision: String, open: String? = nil) -> String {
      labels.date(
        DateValue(
          from: from.flatMap { Day($0) }, to: to.flatMap { Day($0) }, precision: precision, open: open, basis: "stated", evidence: []))
    }
    #expect(date("2024-11-12", "2024-11-12", "day") == "12 November 2024")
    #expect(date("2024-02-01", "2024-02-29", "month") == "February 2024")
    #expect(date("2024-01-01", "2024-12-31", "year") == "2024")
    #expect(date("2024-11-12", nil, "day", open: "end") == "since 12 November 2024 (to the day)")
    #expect(labels.grouped(102_929) == "102\u{202F}929")
    #expect(labels.grouped(1234) == "1234")
  }
}
