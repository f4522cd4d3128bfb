import Codes
import Records
import SourceText

/// The 31 columns of ACLED's export, in its order. What we don't know stays empty.
struct AcledFormat: RowFormat {
  let codebook: Codebook
  /// Names of countries by ISO 3166 alpha-2 code.
  let countries: [String: String]

  private typealias Field = ExportTable.Field
  static let table = ExportTable(
    name: "acled", about: "Incidents in the columns of ACLED's export; fatalities are the lowest figure that anybody gives",
    fields: [
      Field("event_id_cnty", "id of the incident", required: true), Field("event_date", "first possible day", .date, required: true),
      Field("year", "its year", .integer, required: true),
      Field("time_precision", "1 day, 2 week, 3 month", .integer, required: true, minimum: 1, maximum: 3),
      Field("disorder_type", "as ACLED groups its types"), Field("event_type", "ACLED event type", required: true),
      Field("sub_event_type", "ACLED sub-event type", required: true), Field("actor1", "first of those who are said to have done it"),
      Field("assoc_actor_1", "the others"),
      Field("inter1", "1 state, 2 rebels, 3 political militia, 5 rioters, 6 protesters, 7 civilians, 8 other"),
      Field("actor2", "first of those whom it is said to have hit"), Field("assoc_actor_2", "the others"), Field("inter2", "as inter1"),
      Field("interaction", "inter1 and inter2, the smaller first; 0 for nobody"),
      Field("civilian_targeting", "if all targets are civilians"),
      Field("iso", "left empty"), Field("region", "left empty"), Field("country", "name, else ISO 3166 alpha-2; empty for disputed places"),
      Field("admin1", "if the place is one"), Field("admin2", "if the place is one"), Field("admin3", "left empty"),
      Field("location", "the place by the words of the text"),
      Field("latitude", "degrees north, rounded", .number, minimum: -90, maximum: 90),
      Field("longitude", "degrees east, rounded", .number, minimum: -180, maximum: 180),
      Field("geo_precision", "1 town, 2 near a town or small region, 3 larger region", .integer, minimum: 1, maximum: 3),
      Field("source", "outlets"),
      Field("source_scale", "left empty"), Field("notes", "every claim with its stance, who says so and its words, names replaced"),
      Field("fatalities", "lowest figure; tens 10, dozens 12, hundreds 100; empty if nobody counts", .integer, minimum: 0),
      Field("tags", "grade of the incident; denied; machine"),
      Field("timestamp", "when the last report was received, seconds of Unix", .integer),
    ], key: ["event_id_cnty"])

  func row(of published: PublishedIncident, _ summary: Summary) -> RowOrReason {
    guard summary.isTold else { return .none("only denied or planned") }
    guard let lead = summary.tellings.first(where: { $0.claim.acledRow(codebook) != nil }), let acled = lead.claim.acledRow(codebook) else {
      return .none("no ACLED type")
    }
    guard let date = summary.date, let day = date.from ?? date.to, let precision = AcledFormat.timePrecision(date) else {
      return .none("no date to the month")
    }
    let place = summary.place
    let sides = [summary.parties(\.agent), summary.parties(\.target)]
    let inter = AcledFormat.inter(sides, acled, at: place?.country)
    return .row([
      .text(summary.incident.id), .day(day), .whole(day.civil.year), .whole(precision), .optional(AcledFormat.disorder(acled)),
      .text(acled.eventType), .text(acled.subEventType), .optional(sides[0].first?.name),
      LedgerTables.names(Array(sides[0].dropFirst())), .optional(inter[0]), .optional(sides[1].first?.name),
      LedgerTables.names(Array(sides[1].dropFirst())), .optional(inter[1]), .optional(AcledFormat.interaction(inter, sides)),
      AcledFormat.hitsCivilians(sides[1], acled) ? .text("Civilian targeting") : .none, .none, .none,
      .optional(place?.country.map { countries[$0] ?? $0 }), place?.precision == "admin1" ? .optional(place?.name) : .none,
      place?.precision == "admin2" ? .optional(place?.name) : .none, .none, .optional(place?.name), .optional(place?.latitude),
      .optional(place?.longitude), .optional(place.flatMap(AcledFormat.geoPrecision)), LedgerTables.list(summary.outlets(published)), .none,
      .text(published.notes), .optional(summary.tolls("killed").map(AcledFormat.fatalities).min()), .text(AcledFormat.tags(summary)),
      .optional(published.reports.values.compactMap { Instant($0.received)?.seconds }.max()),
    ])
  }

  // MARK: ACLED's conventions

  private static func timePrecision(_ date: DateValue) -> Int? {
    guard date.open == nil, let from = date.from ?? date.to, let to = date.to ?? date.from else { return nil }
    switch to.number - from.number {
    case ...0: return 1
    case 1...6: return 2
    case 7...31: return 3
    default: return nil
    }
  }

  private static func geoPrecision(_ place: PlaceValue) -> Int? {
    switch place.precision {
    case "point", "settlement": 1
    case "area": (place.radius ?? 1000) <= 25 ? 2 : 3
    case "admin2": 2
    case "admin1", "country", "sea": 3
    default: nil
    }
  }

  /// Vague plurals stand for two of their unit in the record; ACLED counts one: 10 for "tens", 12 for "dozens", 100 for "hundreds".
  private static func fatalities(_ toll: Toll) -> Int { toll.qualifier == "vague" && toll.lowest >= 20 ? toll.lowest / 2 : toll.lowest }

  private static func disorder(_ row: AcledRow) -> String? {
    let (political, demonstrations) = ("Political violence", "Demonstrations")
    switch (row.eventType, row.subEventType) {
    case ("Protests", "Excessive force against protesters"): return political + "; " + demonstrations
    case ("Protests", _), ("Riots", "Violent demonstration"): return demonstrations
    case ("Riots", _), ("Battles", _), ("Explosions/Remote violence", _), ("Violence against civilians", _): return political
    case ("Strategic developments", _): return row.eventType
    default: return nil
    }
  }

  private static let civilians: Set = ["civilian", "media", "medical", "ngo", "party", "religious", "education", "refugee", "business"]

  private static func hitsCivilians(_ targets: [Party], _ row: AcledRow) -> Bool {
    row.eventType == "Violence against civilians" || (!targets.isEmpty && targets.allSatisfy { civilians.contains($0.kind) })
  }

  /// ACLED's numbers for the two sides; nil for a kind that none fits.
  private static func inter(_ sides: [[Party]], _ row: AcledRow, at country: String?) -> [Int?] {
    let crowd = row.eventType == "Protests" ? 6 : row.eventType == "Riots" ? 5 : nil
    return sides.enumerated().map { index, side in
      guard let party = side.first else { return nil }
      if let crowd, index == 0, civilians.contains(party.kind) || party.kind == "unknown" { return crowd }
      switch party.kind {
      case "military", "police", "government", "judiciary":
        if let own = party.country, let country, own != country { return 8 }
        return 1
      case "rebel": return 2
      case "militia", "gang": return 3
      case "igo": return 8
      default: return civilians.contains(party.kind) ? 7 : nil
      }
    }
  }

  private static func interaction(_ inter: [Int?], _ sides: [[Party]]) -> String? {
    let numbers = zip(inter, sides).map { number, side in side.isEmpty ? 0 : number }
    guard let one = numbers[0], let other = numbers[1], one + other > 0 else { return nil }
    return one == 0 || other == 0 ? "\(max(one, other))0" : "\(min(one, other))\(max(one, other))"
  }

  private static func tags(_ summary: Summary) -> String {
    var tags = ["grade=" + summary.incident.grade.rawValue]
    if summary.incident.members.contains(where: { $0.claim.stance == .denied }) { tags.append("denied") }
    if summary.incident.members.contains(where: { $0.review == nil }) { tags.append("machine") }
    return tags.joined(separator: "; ")
  }
}
