import Codes

extension LedgerTables {
  private typealias Field = ExportTable.Field

  private static let precisions = ["time", "part-of-day", "day", "week", "month", "year", "longer"]
  private static let ladder = Summary.ladder + ["unresolved"]

  private static let date: [Field] = [
    Field("date_from", "first possible day of the happening", .date), Field("date_to", "last possible day", .date),
    Field("date_precision", "how exact the text is about it", values: precisions),
    Field("date_open", "which side of the interval is open", values: ["start", "end"]),
    Field(
      "date_basis", "stated, relative, inherited or taken from the publication", values: ["stated", "relative", "inherited", "publication"]),
  ]

  private static let place: [Field] = [
    Field("place", "the place by the words of the text"), Field("place_id", "geonames:... or constat:..."),
    Field("latitude", "degrees north, on the grid of the policy", .number, minimum: -90, maximum: 90),
    Field("longitude", "degrees east, on the grid of the policy", .number, minimum: -180, maximum: 180),
    Field("place_precision", "what the coordinates stand for", values: ladder),
    Field("radius_km", "how far around them it may be", .number, minimum: 0),
    Field("country", "ISO 3166 alpha-2; empty for disputed places"), Field("disputed", "whether states dispute the place", .boolean),
  ]

  private static let source: [Field] = [
    Field("outlet", "who published the report"), Field("title", "its headline, names replaced"), Field("url", "its address"),
    Field("published", "day of publication", .date), Field("language", "ISO 639-1 code of the report"),
    Field("received", "when the report was received, UTC"), Field("version", "which version of the report", .integer, minimum: 1),
    Field("capture_sha256", "hash of the bytes as received"), Field("text_sha256", "hash of the text"),
    Field("copy_of", "the report that this one repeats"),
  ]

  private static func party(_ name: String, _ about: String) -> [Field] {
    [
      Field(name, about), Field(name + "_id", "ids of the actor index, in the same order"),
      Field(name + "_kind", "kinds, in the same order"),
    ]
  }

  private static let words: [Field] = [
    Field("quote", "the words that it was read from, names replaced"),
    Field("quote_start", "first code point in the report's text", .integer, minimum: 0),
    Field("quote_end", "one past the last", .integer, minimum: 0),
  ]

  private static func count(_ name: String, _ about: String) -> Field { Field(name, about, .integer, minimum: 0) }

  /// Incidents, one row each.
  static let incidents = ExportTable(
    name: "incidents", about: "Happenings, each told by one claim or more",
    fields: [
      Field("incident", "id; it survives merges", required: true),
      Field(
        "grade", "how well it is borne out", required: true, values: ["confirmed", "fair", "weak", "contested", "discounted", "ungraded"]),
      Field("grade_reason", "the rule that gave the grade"), Field("type", "PLOVER type that most tellings have", required: true),
      Field("mode", "its mode"),
    ] + date + place + [
      Field("agent", "those who are said to have done it"), Field("target", "those whom it is said to have hit"),
      count("killed_min", "lowest figure that any telling gives"), count("killed_max", "highest; empty if one is open"),
      count("injured_min", "lowest figure that any telling gives"), count("injured_max", "highest; empty if one is open"),
      count("claims", "claims of this incident"), count("denials", "claims that deny it"),
      count("machine", "claims that no human has seen"),
      count("reports", "reports that tell it"), Field("roots", "those who say so, at the root of the chains"),
      Field("previous", "ids of incidents merged into this one or that it was split from"),
    ], key: ["incident"])

  /// Claims, one row each.
  static let claims = ExportTable(
    name: "claims", about: "Who says that what happened: one claim of one report a row",
    fields: [
      Field("claim", "report/claim", required: true), Field("incident", "the happening", required: true),
      Field("report", "id of the report", required: true), Field("type", "PLOVER type", required: true), Field("mode", "its mode"),
      Field("stance", "how its speaker stands to it", required: true, values: Stance.allCases.map(\.rawValue)),
      Field("review", "machine: no human has seen it", required: true, values: ["accepted", "corrected", "machine"]),
      Field("acled_event_type", "ACLED event type"), Field("acled_sub_event_type", "ACLED sub-event type"),
    ] + party("agent", "who did it") + party("target", "to whom or what") + date + place + [
      Field("means", "weapons and other means"), Field("speakers", "who says so, outermost first, joined by >"),
      Field("root", "the innermost speaker, or the outlet"),
    ] + words + [
      Field("same_as", "another claim of the report about the same"), Field("rule", "the rule of the packs that read it"),
      Field("confidence", "how likely it was read rightly", .number, minimum: 0, maximum: 1),
    ] + source, key: ["claim"], links: [ExportTable.Link(field: "incident", table: "incidents", key: "incident")])

  /// Casualty figures, one row each.
  static let tolls = ExportTable(
    name: "tolls", about: "Casualty figures with their bounds and who gives them; never added up",
    fields: [
      Field("toll", "report/claim/number", required: true), Field("claim", "the claim that gives it", required: true),
      Field("incident", "the happening", required: true),
      Field(
        "kind", "what happened to them", required: true,
        values: ["killed", "injured", "missing", "detained", "displaced", "abducted", "released"]),
      count("min", "at least"), count("max", "at most; empty if open"), count("best", "the figure itself"),
      Field("qualifier", "how it is told", values: ["exact", "at_least", "more_than", "at_most", "about", "range", "vague"]),
      Field("who", "the words for them, names replaced"), Field("population", "civilian, combatant, mixed or unknown"),
      Field("of_which", "figures inside this one"), Field("scope", "incident, cumulative, update or partial"),
      Field("since", "since when a cumulative figure counts", .date), Field("as_of", "until when it counts", .date),
      Field("speakers", "who gives it, outermost first, joined by >"),
    ] + words, key: ["toll"],
    links: [
      ExportTable.Link(field: "claim", table: "claims", key: "claim"),
      ExportTable.Link(field: "incident", table: "incidents", key: "incident"),
    ])
}
