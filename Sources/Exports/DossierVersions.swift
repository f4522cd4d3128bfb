import Codes
import Records
import SourceText

/// The versions of a happening side by side, a column a voice.
struct DossierVersions {
  let fields: DossierFields
  /// Columns that fit on a sheet of paper.
  private static let width = 4

  /// A row: its label, what stands in a version's cell, and what must agree for voices to agree.
  private struct Row {
    let key: String
    let cell: (Version) -> [HTML]
    var compared: (Version) -> [String] = { _ in [] }
    /// Whether it is left out where no voice tells it.
    var isOptional = false
  }
  private var labels: Labels { fields.labels }

  var html: HTML {
    let versions = Version.all(fields.published)
    let tables = Version.rows(versions, width: Self.width)
    return .group(tables.enumerated().map { index, columns in table(columns, part: tables.count > 1 ? (index + 1, tables.count) : nil) })
  }

  private func table(_ columns: [Version], part: (Int, Int)?) -> HTML {
    let caption = labels["versions.caption"] + (part.map { " (\($0.0)/\($0.1))" } ?? "")
    let head = HTML.tag("tr", [.tag("td", [])] + columns.map(heading))
    let body = rows.filter { row in !row.isOptional || columns.contains { !row.cell($0).isEmpty } }.map { row($0, columns) }
    return .tag(
      "div", ["class": "wide"],
      [.tag("table", ["class": "versions"], [.tag("caption", caption), .tag("thead", [head]), .tag("tbody", body)])])
  }

  private func heading(_ version: Version) -> HTML {
    let kind = version.root.kind.map { $0 == "unknown" ? [] : [labels.code("kind", $0)] } ?? [labels["outlet"]]
    return .tag(
      "th", ["scope": "col", "class": version.isDenial ? "denial" : nil], [fields.words(version.root.name), fields.note(kind)])
  }

  private func row(_ row: Row, _ columns: [Version]) -> HTML {
    let told = Set(columns.map { Set(row.compared($0)) }.filter { !$0.isEmpty })
    let sign: [HTML] =
      told.count > 1
      ? [.text(" "), .tag("span", ["class": "differs", "aria-hidden": "true"], "≠"), .tag("span", ["class": "heard"], labels["differs"])]
      : []
    return .tag(
      "tr", [.tag("th", ["scope": "row"], [.text(labels[row.key])] + sign)] + columns.map { .tag("td", [fields.list(row.cell($0))]) })
  }

  private var rows: [Row] { acts + circumstances + proofs }

  private var acts: [Row] {
    func parties(_ side: KeyPath<Claim, [Party]>) -> (Version) -> [Party] { { $0.claims.flatMap { $0[keyPath: side] } } }
    func key(_ party: Party) -> String { party.id ?? party.name.lowercased() }
    return [
      Row(key: "stance", cell: { $0.stances.map { fields.mark("stance", $0.rawValue) } }, compared: { $0.stances.map(\.rawValue) }),
      Row(key: "said", cell: { $0.members.map(fields.chain) }),
      Row(key: "act", cell: { $0.claims.map { .text(labels.act($0.coding)) } }, compared: { $0.claims.map(\.coding) }),
      Row(key: "agent", cell: { parties(\.agent)($0).map(fields.party) }, compared: { parties(\.agent)($0).map(key) }),
      Row(key: "target", cell: { parties(\.target)($0).map(fields.party) }, compared: { parties(\.target)($0).map(key) }),
    ]
  }

  private var circumstances: [Row] {
    [
      Row(
        key: "date", cell: { distinct($0.claims.compactMap(\.date), by: \.interval, \.basis).map { .text(labels.date($0)) } },
        compared: { $0.claims.compactMap(\.date?.interval) }),
      Row(
        key: "place", cell: { distinct($0.claims.compactMap(\.place.first), by: \.key, \.basis).map(fields.place) },
        compared: { $0.claims.compactMap(\.place.first?.key) }),
      Row(
        key: "means", cell: { $0.claims.flatMap(\.means).map { fields.words($0.name) } },
        compared: { $0.claims.flatMap(\.means).map(\.kind) }, isOptional: true),
      Row(
        key: "tolls", cell: { $0.claims.flatMap(\.tolls).map(fields.toll) },
        compared: { $0.claims.flatMap(\.tolls).map { "\($0.kind) \($0.figure)" } }, isOptional: true),
    ]
  }

  private var proofs: [Row] {
    [
      Row(key: "words", cell: { $0.members.map { quote($0) } }),
      Row(key: "standing", cell: { $0.members.map { fields.mark("standing", $0.standing) } }),
    ]
  }

  /// Each value once; one that is stated rather than taken over from elsewhere, where both are told.
  private func distinct<Value>(_ values: [Value], by key: (Value) -> String, _ basis: (Value) -> String) -> [Value] {
    var seen: Set<String> = []
    let stated = values.filter { basis($0) != "inherited" }
    return (stated + values.filter { basis($0) == "inherited" }).filter { seen.insert(key($0)).inserted }
  }

  /// A copy of another report is named, its words are not told again.
  private func quote(_ member: Member) -> HTML {
    let report = fields.published.reports[member.report]
    if let original = report?.copyOf, fields.numbers[original] != nil { return fields.source(member.report) }
    return fields.quote(member.claim.trigger.first, of: member)
  }
}
