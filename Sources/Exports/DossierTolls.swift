import Codes
import Records
import SourceText

/// The figures of a happening: lowest and highest with who says so, then every figure by day.
struct DossierTolls {
  let fields: DossierFields

  private struct Figure {
    let member: Member
    let toll: Toll
  }
  private var labels: Labels { fields.labels }

  /// Nothing where nobody gives a figure.
  var html: HTML? {
    let figures = fields.published.incident.members.flatMap { member in member.claim.tolls.map { Figure(member: member, toll: $0) } }
    guard !figures.isEmpty else { return nil }
    let kinds = Dictionary(grouping: figures, by: \.toll.kind)
    let order = kinds.keys.sorted { (rank($0), $0) < (rank($1), $1) }
    let head = ["figure", "counter", "asof", "words"].map { HTML.tag("th", ["scope": "col"], labels[$0]) }
    return .tag(
      "div", ["class": "wide"],
      [
        .tag(
          "table", ["class": "tolls"],
          [.tag("caption", labels["tolls.caption"]), .tag("thead", [.tag("tr", head)])] + order.map { group($0, kinds[$0] ?? []) })
      ])
  }

  private func rank(_ kind: String) -> Int { Summary.tollKinds.firstIndex(of: kind) ?? Summary.tollKinds.count }

  private func group(_ kind: String, _ figures: [Figure]) -> HTML {
    let counted = figures.filter { $0.member.isTold && ($0.toll.scope == "incident" || $0.toll.scope == "update") }
    let low = counted.min { $0.toll.low < $1.toll.low }
    let high = counted.max { $0.toll.highest < $1.toll.highest }
    let summary = [low.map { bound("lowest", $0) }, high.map { bound("highest", $0) }].compactMap { $0 }
    let title = HTML.tag("th", ["colspan": "4", "scope": "rowgroup"], [.text(labels.code("toll", kind))] + summary)
    return .tag("tbody", [.tag("tr", [title])] + figures.map(row))
  }

  private func bound(_ key: String, _ figure: Figure) -> HTML {
    .tag(
      "span", ["class": "bound"],
      [.text(labels[key] + " "), .tag("b", labels.figure(figure.toll)), .text(" ("), counter(figure), .text(")")])
  }

  /// Who gives the figure: its own speaker, else the root of the claim.
  private func counter(_ figure: Figure) -> HTML {
    fields.words(figure.toll.speakers.last?.party.name ?? fields.published.voice(of: figure.member).name)
  }

  private func row(_ figure: Figure) -> HTML {
    let report = fields.published.reports[figure.member.report]
    let day = (figure.toll.asOf ?? report?.published).map { HTML.text(labels.day($0)) } ?? fields.nothing
    let stance = figure.member.isTold ? HTML.group([]) : .group([.text(" "), fields.mark("stance", figure.member.claim.stance.rawValue)])
    return .tag(
      "tr",
      [
        .tag("td", [fields.toll(figure.toll)]), .tag("td", [counter(figure), stance]), .tag("td", [day]),
        .tag("td", [fields.quote(figure.toll.evidence.first, of: figure.member)]),
      ])
  }
}

extension Toll {
  /// The lowest number that fits the words; 0 where only an upper bound is told.
  fileprivate var low: Int { min ?? (max == nil ? best ?? 0 : 0) }
}
