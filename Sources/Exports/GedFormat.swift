import Codes
import Records
import SourceText

/// The columns of UCDP GED as the Humanitarian Data Exchange has them: events with a death and an organised armed actor. What we don't know stays empty.
struct GedFormat: RowFormat {
  /// Names of countries by ISO 3166 alpha-2 code.
  let countries: [String: String]

  private typealias Field = ExportTable.Field
  static let table = ExportTable(
    name: "ged", about: "Incidents in the columns of UCDP GED, those with at least one death and an organised armed actor",
    fields: [
      Field("id", "id of the incident", required: true), Field("year", "year of date_start", .integer, required: true),
      empty("active_year"),
      Field("type_of_violence", "1 state-based, 2 non-state, 3 one-sided", .integer, required: true, minimum: 1, maximum: 3),
      empty("conflict_new_id"), empty("conflict_name"), empty("dyad_new_id"), Field("dyad_name", "the two sides"), empty("side_a_new_id"),
      empty("gwnoa"), Field("side_a", "who is said to have done it; the state, if one side is one", required: true), empty("side_b_new_id"),
      empty("gwnob"), Field("side_b", "the other side", required: true), Field("number_of_sources", "reports", .integer, minimum: 1),
      Field("source_article", "outlet, day and headline of each; denied: it denies it; machine: no human has seen it"),
      Field("source_office", "outlets"), Field("source_date", "first day of publication", .date),
      Field("source_headline", "headlines, names replaced"),
      Field("source_original", "who says so, at the root of the chains"),
      Field("where_prec", "1 town, 2 near it, 3 admin 2, 4 admin 1, 5 area, 6 country, 7 sea", .integer, minimum: 1, maximum: 7),
      Field("where_coordinates", "the place by the words of the text"), Field("adm_1", "if the place is one"),
      Field("adm_2", "if the place is one"),
      Field("latitude", "degrees north, rounded", .number, minimum: -90, maximum: 90),
      Field("longitude", "degrees east, rounded", .number, minimum: -180, maximum: 180), Field("geom_wkt", "the same as well-known text"),
      empty("priogrid_gid"), Field("country", "name, else ISO 3166 alpha-2; empty for disputed places"), empty("iso3"), empty("country_id"),
      empty("region"), Field("event_clarity", "1: one happening", .integer, minimum: 1, maximum: 2),
      Field("date_prec", "1 day, 2 up to six days, 3 week, 4 month, 5 year", .integer, required: true, minimum: 1, maximum: 5),
      Field("date_start", "first possible day", .date, required: true), Field("date_end", "last possible day", .date, required: true),
      count("deaths_a", "left empty: figures are not told by side"), count("deaths_b", "left empty: figures are not told by side"),
      count("deaths_civilians", "best, where the figure is of civilians"), count("deaths_unknown", "best, where it is not"),
      count("low", "lowest figure that anybody gives"), count("best", "the figure that most tell, of equals the lowest"),
      count("high", "highest figure that anybody gives"),
    ], key: ["id"])

  private static func empty(_ name: String) -> ExportTable.Field { ExportTable.Field(name, "left empty") }
  private static func count(_ name: String, _ about: String) -> ExportTable.Field { ExportTable.Field(name, about, .integer, minimum: 0) }

  func row(of published: PublishedIncident, _ summary: Summary) -> RowOrReason {
    guard summary.isTold else { return .none("only denied or planned") }
    let tolls = summary.tolls("killed")
    guard let most = tolls.map(\.highest).max(), most > 0 else { return .none("no death") }
    guard let dyad = Dyad(summary.parties(\.agent), summary.parties(\.target), tolls) else {
      return .none("no organised armed actor, or no other side")
    }
    guard let date = summary.date, let span = GedFormat.span(date) else { return .none("no date to the year") }
    let (place, reports) = (summary.place, published.reports.values.sorted { $0.id < $1.id })
    let best = GedFormat.best(tolls)
    let isOfCivilians = tolls.first { $0.lowest == best }?.population == "civilian"
    return .row(
      [
        .text(summary.incident.id), .whole(span.from.civil.year), .none, .whole(dyad.type), .none, .none, .none,
        .text(dyad.a + " - " + dyad.b), .none, .none, .text(dyad.a), .none, .none, .text(dyad.b), .whole(reports.count),
        .text(published.articles), LedgerTables.list(summary.outlets(published)), .optional(reports.compactMap(\.published).min()),
        LedgerTables.list(reports.compactMap(\.title)), LedgerTables.list(summary.roots(published)),
      ] + location(place) + [
        .whole(1), .whole(span.precision), .day(span.from), .day(span.to), .none, .none, isOfCivilians ? .whole(best) : .none,
        isOfCivilians ? .none : .whole(best), .whole(tolls.map(\.lowest).min() ?? 0), .whole(best), .whole(most),
      ])
  }

  private func location(_ place: PlaceValue?) -> [Cell] {
    let (north, east) = (Cell.optional(place?.latitude), Cell.optional(place?.longitude))
    let isPoint = place?.latitude != nil && place?.longitude != nil
    return [
      .optional(place.flatMap(GedFormat.wherePrecision)), .optional(place?.name),
      place?.precision == "admin1" ? .optional(place?.name) : .none,
      place?.precision == "admin2" ? .optional(place?.name) : .none, north, east,
      isPoint ? .text("POINT (" + east.shown + " " + north.shown + ")") : .none, .none,
      .optional(place?.country.map { countries[$0] ?? $0 }),
      .none, .none, .none,
    ]
  }

  // MARK: UCDP's conventions

  /// The figure that most tellings give; of equals the lowest.
  private static func best(_ tolls: [Toll]) -> Int {
    let counts = Dictionary(grouping: tolls.map(\.lowest), by: { $0 }).mapValues(\.count)
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }

  private static func span(_ date: DateValue) -> (from: Day, to: Day, precision: Int)? {
    guard date.open == nil, let from = date.from ?? date.to, let to = date.to ?? date.from else { return nil }
    switch to.number - from.number + 1 {
    case ...1: return (from, to, 1)
    case 2...6: return (from, to, 2)
    case 7: return (from, to, 3)
    case 8...31: return (from, to, 4)
    case 32...366: return (from, to, 5)
    default: return nil
    }
  }

  private static func wherePrecision(_ place: PlaceValue) -> Int? {
    switch place.precision {
    case "point", "settlement": 1
    case "area": (place.radius ?? 1000) <= 25 ? 2 : 5
    case "admin2": 3
    case "admin1": 4
    case "country": 6
    case "sea": 7
    default: nil
    }
  }
}

/// The two sides of an event, as UCDP tells them apart.
private struct Dyad {
  let a: String
  let b: String
  /// 1 state-based, 2 non-state, 3 one-sided.
  let type: Int
  private static let states: Set = ["military", "police", "government"]
  private static let groups: Set = ["rebel", "militia", "gang"]

  /// Nil without an organised armed actor on one side, or without anybody on the other.
  init?(_ agents: [Party], _ targets: [Party], _ tolls: [Toll]) {
    func isArmed(_ party: Party) -> Bool { Dyad.states.contains(party.kind) || Dyad.groups.contains(party.kind) }
    let one = agents.first(where: isArmed)
    let other = targets.first { isArmed($0) && ($0.id ?? $0.name) != (one?.id ?? one?.name) }
    if let one, let other {
      let isTurned = !Dyad.states.contains(one.kind) && Dyad.states.contains(other.kind)
      (a, b) = isTurned ? (other.name, one.name) : (one.name, other.name)
      type = Dyad.groups.contains(one.kind) && Dyad.groups.contains(other.kind) ? 2 : 1
    } else if let one,
      targets.contains(where: { $0.kind != "unknown" && !isArmed($0) }) || tolls.contains(where: { $0.population == "civilian" })
    {
      (a, b, type) = (one.name, "Civilians", 3)
    } else {
      return nil
    }
  }
}

extension PublishedIncident {
  /// Outlet, day and headline of each report, marked if all that it says of this is a denial, or unseen by humans.
  fileprivate var articles: String {
    reports.values.sorted { $0.id < $1.id }.map { report in
      let own = incident.members.filter { $0.report == report.id }
      let marks = (own.allSatisfy { $0.claim.stance == .denied } ? ["denied"] : []) + (own.contains { $0.review == nil } ? ["machine"] : [])
      let parts = [report.outlet, report.published?.description, report.title].compactMap { $0 }
      return parts.joined(separator: ", ") + (marks.isEmpty ? "" : " [" + marks.joined(separator: ", ") + "]")
    }.joined(separator: "; ")
  }
}
