import Codes
import Records
import SourceText

/// One incident of a dossier.
struct DossierArticle {
  let fields: DossierFields
  let summary: Summary
  let grid: Grid
  let number: Int

  private var labels: Labels { fields.labels }
  private var incident: Incident { fields.published.incident }

  init(published: PublishedIncident, labels: Labels, grid: Grid, number: Int) {
    fields = DossierFields(labels: labels, published: published, anchor: "i\(number)")
    (summary, self.grid, self.number) = (Summary(published), grid, number)
  }

  var html: HTML {
    let sections: [HTML] = [
      section("versions", [denials, DossierVersions(fields: fields).html]),
      section("tolls", [DossierTolls(fields: fields).html ?? .tag("p", labels["tolls.none"])]),
      section("map", [DossierMap(fields: fields, grid: grid).html]), section("sources", [DossierSources(fields: fields).html]),
      incident.reasons.isEmpty ? .group([]) : section("reasons", [reasons]),
    ]
    return .tag(
      "article", ["aria-labelledby": fields.anchor],
      [.tag("h2", ["id": fields.anchor], [.text("\(number). "), headline]), facts] + sections)
  }

  private func section(_ key: String, _ content: [HTML]) -> HTML {
    let id = fields.anchor + "-" + key
    return .tag("section", ["aria-labelledby": id], [.tag("h3", ["id": id], labels[key])] + content)
  }

  /// Act, place and days, as far as they are told.
  private var headline: HTML {
    let place = summary.places.first.map { [HTML.text(" · "), fields.words($0.name)] } ?? []
    let date = summary.date.map { [HTML.text(" · " + labels.days($0))] } ?? []
    let stances = summary.isTold ? [] : summary.stances.flatMap { [HTML.text(" "), fields.mark("stance", $0)] }
    return .group([.text(summary.codings.first.map(labels.act) ?? labels["none"])] + place + date + stances)
  }

  private var facts: HTML {
    let machine = incident.members.count { $0.review == nil }
    let rule = [HTML.text(" " + labels["rule." + incident.grade.rawValue])]
    let reason = incident.gradeReason.isEmpty ? [] : [HTML.tag("span", ["class": "rule"], [.tag("bdi", incident.gradeReason)])]
    let isMixed = machine > 0 && machine < incident.members.count
    let seen =
      isMixed
      ? labels.filled("seen.machine", labels.grouped(machine), labels.grouped(incident.members.count))
      : labels[machine == 0 ? "seen.all" : "seen.none"]
    let voices = Set(summary.tellings.map { fields.published.voice(of: $0).key }).count
    let copies = fields.reports.count { $0.copyOf != nil }
    let told =
      [labels.count(voices, "voice"), labels.count(fields.reports.count, "report")] + (copies == 0 ? [] : [labels.count(copies, "copy")])
    let names = [incident.id] + incident.previous.map { labels.filled("formerly", $0) }
    return .tag(
      "dl", ["class": "facts"],
      [
        .term([.text(labels["grade"])], [fields.mark("grade", incident.grade.rawValue)] + rule + reason),
        .term([.text(labels["standing"])], [fields.mark("standing", summary.review), .text(" " + seen)]),
        .term([.text(labels["voices"])], [.text(told.joined(separator: ", "))]),
        .term([.text(labels["id"])], [.tag("code", names.joined(separator: ", "))]),
      ])
  }

  /// Who denies, before anything else is read.
  private var denials: HTML {
    let voices = Version.all(fields.published).filter(\.isDenial).map { fields.words($0.root.name) }
    guard !voices.isEmpty else { return .group([]) }
    let list = voices.enumerated().flatMap { index, voice in (index == 0 ? [] : [HTML.text(", ")]) + [voice] }
    return .tag("p", ["class": "denials"], [.tag("b", labels["denials"]), .text(" ")] + list)
  }

  private var reasons: HTML {
    let items = incident.reasons.map { reason in
      HTML.tag(
        "li",
        [
          fields.source(reason.one.report), .text(" + "), fields.source(reason.other.report),
          .text(" "), .tag("bdi", reason.because.joined(separator: "; ")),
        ])
    }
    return .group([.tag("p", labels["reasons.about"]), .tag("ul", ["class": "reasons"], items)])
  }
}

/// The reports of an incident with their hashes.
struct DossierSources {
  let fields: DossierFields
  private var labels: Labels { fields.labels }

  var html: HTML {
    .tag(
      "ol", ["class": "sources"], fields.reports.map { .tag("li", ["id": "\(fields.anchor)-s\(fields.numbers[$0.id] ?? 0)"], entry($0)) })
  }

  private func entry(_ report: PublishedReport) -> [HTML] {
    let title = report.title.map { [HTML.tag("cite", [fields.words($0, of: report)])] } ?? []
    let day = report.published.map { [HTML.tag("time", ["datetime": $0.description], labels.day($0))] } ?? []
    let outlet = [HTML.tag("b", [fields.words(report.outlet ?? report.input)])]
    let copy = report.copyOf.map { original in [HTML.text(labels["copyof"] + " "), known(original)] }.map { [HTML.group($0)] } ?? []
    let version = report.version > 1 ? [HTML.text(labels.filled("version", "\(report.version)"))] : []
    let line = [outlet, title, day, version, copy].filter { !$0.isEmpty }.map { HTML.group($0) }
    return [.tag("p", line.enumerated().flatMap { ($0.offset == 0 ? [] : [HTML.text(", ")]) + [$0.element] })] + address(report) + [
      hashes(report)
    ]
  }

  private func known(_ report: String) -> HTML { fields.numbers[report] == nil ? .text(labels["another"]) : fields.source(report) }

  private func address(_ report: PublishedReport) -> [HTML] {
    guard let url = report.url else { return [] }
    let words = IRI.web(url).map { HTML.tag("a", ["href": $0, "rel": "noreferrer"], url) } ?? .tag("bdi", url)
    return [.tag("p", ["class": "address"], [words])]
  }

  private func hashes(_ report: PublishedReport) -> HTML {
    let text = report.sha256.map { [HTML.term([.text(labels["hash.text"])], [.tag("code", $0)])] } ?? []
    return .tag(
      "dl", ["class": "hashes"],
      [.term([.text(labels["received"])], [.text(report.received)])] + text
        + [.term([.text(labels["hash.capture"])], [.tag("code", report.capture)])])
  }
}
