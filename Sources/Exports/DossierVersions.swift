import Codes
import Records
import SourceText

/// The versions of a happening side by side, a column a voice.
struct DossierVersions {
  let fields: DossierFields
  /// Columns that fit on a sheet of paper.
  private static let width = 4

  private var labels: Labels { fields.labels }

  var html: HTML {
    let versions = Version.all(fields.published)
    let rows = Version.rows(versions, width: Self.width)
    return .group(rows.enumerated().map { index, columns in table(columns, part: rows.count > 1 ? (index + 1, rows.count) : nil) })
  }

  private func table(_ columns: [Version], part: (Int, Int)?) -> HTML {
    let caption = labels["versions"] + (part.map { " (\($0.0)/\($0.1))" } ?? "")
    let head = HTML.tag("tr", [.tag("td", [])] + columns.map(heading))
    return .tag(
      "div", ["class": "wide"],
      [
        .tag(
          "table", ["class": "versions"],
          [
            .tag("caption", caption), .tag("thead", [head]),
            .tag("tbody", rows.map { row($0.key, columns.map($0.value), isCompared: $0.key != "words" && $0.key != "standing") }),
          ])
      ])
  }

  private func heading(_ version: Version) -> HTML {
    let kind = version.root.kind.map { $0 == "unknown" ? [] : [labels.code("kind", $0)] } ?? [labels["outlet"]]
    return .tag(
      "th", ["scope": "col", "class": version.isDenial ? "denial" : nil], [fields.words(version.root.name), fields.note(kind)])
  }

  private func row(_ key: String, _ cells: [HTML], isCompared: Bool) -> HTML {
    let told = Set(cells.map(\.markup)).subtracting([fields.nothing.markup])
    let differs = isCompared && told.count > 1
    let sign: [HTML] =
      differs
      ? [.text(" "), .tag("span", ["class": "differs", "aria-hidden": "true"], "≠"), .tag("span", ["class": "heard"], labels["differs"])] : []
    return .tag("tr", [.tag("th", ["scope": "row"], [.text(labels[key])] + sign)] + cells.map { .tag("td", [$0]) })
  }

  /// The rows from top to bottom: the key of the label, and what stands in a version's cell.
  private var rows: KeyValuePairs<String, (Version) -> HTML> {
    [
      "stance": { fields.list($0.stances.map { fields.mark("stance", $0.rawValue) }) },
      "said": { version in fields.list(version.members.map(fields.chain)) },
      "act": { version in fields.list(version.members.map { .text(labels.act($0.claim.coding)) }) },
      "agent": { version in fields.list(version.members.flatMap(\.claim.agent).map(fields.party)) },
      "target": { version in fields.list(version.members.flatMap(\.claim.target).map(fields.party)) },
      "date": { version in fields.list(version.members.compactMap(\.claim.date).map { .text(labels.date($0)) }) },
      "place": { version in fields.list(version.members.compactMap(\.claim.place.first).map(fields.place)) },
      "means": { version in fields.list(version.members.flatMap(\.claim.means).map { fields.words($0.name) }) },
      "tolls": { version in fields.list(version.members.flatMap(\.claim.tolls).map(fields.toll)) },
      "words": { version in fields.list(version.members.map { quote($0) }) },
      "standing": { version in fields.list(version.members.map { fields.mark("standing", $0.standing) }) },
    ]
  }

  /// A copy of another report is named, its words are not told again.
  private func quote(_ member: Member) -> HTML {
    let report = fields.published.reports[member.report]
    if let original = report?.copyOf, fields.numbers[original] != nil { return fields.source(member.report) }
    return fields.quote(member.claim.trigger.first, of: member)
  }
}
