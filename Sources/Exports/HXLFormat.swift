import Codes
import Records

/// One row an incident with HXL hashtags in the second row.
struct HXLFormat: RowFormat {
  private typealias Field = ExportTable.Field

  private static let columns: [(field: ExportTable.Field, tag: String)] = [
    (Field("event_id", "id of the incident; it survives merges", required: true), "#event+id"),
    (Field("event_type", "PLOVER type", required: true), "#event+type"), (Field("event_subtype", "PLOVER mode"), "#event+subtype"),
    (Field("date_start", "first possible day", .date), "#date+start"), (Field("date_end", "last possible day", .date), "#date+end"),
    (Field("date_precision", "how exact the text is about it"), "#meta+date+precision"),
    (Field("agent", "who is said to have done it"), "#group+name+agent"),
    (Field("target", "whom it is said to have hit"), "#group+name+target"),
    (Field("place", "the place by the words of the text"), "#loc+name"), (Field("admin1_code", "left empty: names only"), "#adm1+code"),
    (Field("country_code", "ISO 3166 alpha-2; empty for disputed places"), "#country+code"),
    (Field("latitude", "degrees north, rounded", .number, minimum: -90, maximum: 90), "#geo+lat"),
    (Field("longitude", "degrees east, rounded", .number, minimum: -180, maximum: 180), "#geo+lon"),
    (Field("geo_precision", "what the coordinates stand for"), "#geo+precision"),
    (Field("killed_min", "lowest figure that anybody gives", .integer, minimum: 0), "#affected+killed+min"),
    (Field("killed_max", "highest; empty if one is open", .integer, minimum: 0), "#affected+killed+max"),
    (Field("injured_min", "lowest figure that anybody gives", .integer, minimum: 0), "#affected+injured+min"),
    (Field("injured_max", "highest; empty if one is open", .integer, minimum: 0), "#affected+injured+max"),
    (Field("killed_civilians_min", "lowest figure for civilians", .integer, minimum: 0), "#affected+killed+civilians+min"),
    (Field("grade", "how well it is borne out", required: true), "#status+grade"),
    (Field("review", "machine: no human has seen one of its claims", values: ["accepted", "machine"]), "#status+review"),
    (Field("source", "outlets"), "#meta+source"), (Field("url", "addresses"), "#meta+url"),
    (Field("claimant", "who says so, at the root of the chains"), "#meta+claimant"), (Field("denied_by", "who denies it"), "#meta+denial"),
    (Field("quote", "every claim with its stance, who says so and its words, names replaced"), "#meta+quote"),
    (Field("reported", "first day of publication", .date), "#date+reported"),
  ]

  static let table = ExportTable(
    name: "hxl", about: "Incidents with HXL hashtags in the second row", fields: columns.map(\.field), key: ["event_id"])
  static let tags = columns.map(\.tag)

  func row(of published: PublishedIncident, _ summary: Summary) -> RowOrReason {
    let (lead, date, place) = (summary.lead.claim, summary.date, summary.place)
    let (killed, injured) = (summary.bounds("killed"), summary.bounds("injured"))
    let isMachine = summary.incident.members.contains { $0.review == nil }
    return .row([
      .text(summary.incident.id), .text(lead.type.rawValue), .optional(lead.mode), .optional(date?.from), .optional(date?.to),
      .optional(date?.precision), LedgerTables.names(summary.parties(\.agent)), LedgerTables.names(summary.parties(\.target)),
      .optional(place?.name), .none, .optional(place?.country), .optional(place?.latitude), .optional(place?.longitude),
      .optional(place?.precision), .optional(killed.min), .optional(killed.max), .optional(injured.min), .optional(injured.max),
      .optional(summary.bounds("killed") { $0.population == "civilian" }.min), .text(summary.incident.grade.rawValue),
      .text(isMachine ? "machine" : "accepted"), LedgerTables.list(summary.outlets(published)),
      LedgerTables.list(summary.addresses(published)),
      LedgerTables.list(summary.roots(published)), LedgerTables.list(summary.deniers(published)), .text(published.notes),
      .optional(published.reports.values.compactMap(\.published).min()),
    ])
  }
}
