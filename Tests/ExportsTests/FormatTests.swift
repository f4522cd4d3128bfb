import Codes
import Records
import SourceText
import Support
import Testing

@testable import Exports

/// An incident told by two, denied by one, with everything that tables show.
private enum Case {
  static let sheets: [Sheet] = {
    var one = Sheet(
      "r1", "The Plateau Front said it attacked the army post near Gao, killing dozens.", title: "=Front, \"attacks\" post")
    let (front, army, gao) = (
      one.party("The Plateau Front", id: "constat:actor/front", kind: "rebel"),
      one.party("army", id: "constat:actor/army", kind: "military"),
      one.place("Gao", 16.2717, -0.0447)
    )
    var dozens = Toll(kind: "killed", min: 24, max: nil, best: 24, qualifier: "vague", who: "soldiers", evidence: one.evidence("dozens"))
    dozens.population = "combatant"
    one.claim("attacked", .claimed) {
      ($0.agent, $0.target, $0.place, $0.tolls, $0.mode) = ([front], [army], [gao], [dozens], "firearms")
      $0.speakers = [Speaker(party: front, channel: nil, cue: nil)]
      $0.acled = AcledRow(eventType: "Battles", subEventType: "Armed clash")
    }
    var two = Sheet(
      "r2", "An attack near Gao killed 15, residents said. The army denies any attack.", outlet: "Herald", url: "https://herald.example/1")
    let (residents, forces, town) = (
      two.party("residents", kind: "civilian"), two.party("The army", id: "constat:actor/army", kind: "military"),
      two.place("Gao", 16.27, -0.04)
    )
    let toll = Toll(kind: "killed", min: 15, max: 15, best: 15, qualifier: "exact", who: nil, evidence: two.evidence("15"))
    two.claim("attack") {
      ($0.target, $0.place, $0.tolls) = ([forces], [town], [toll])
      $0.speakers = [Speaker(party: residents, channel: nil, cue: nil)]
      $0.acled = AcledRow(eventType: "Battles", subEventType: "Armed clash")
    }
    two.claim("any attack", .denied) { $0.speakers = [Speaker(party: forces, channel: nil, cue: nil)] }
    return [one, two]
  }()

  /// The files of a format, after the case and `more`.
  static func files(_ exporter: some Exporter, _ more: [Sheet] = []) -> (files: [String: String], leftOut: [String: Int]) {
    var (exporter, bytes) = (exporter, [String: [UInt8]]())
    var pieces = exporter.begin()
    for sheets in [sheets] + more.map({ [$0] }) {
      let reports = Dictionary(uniqueKeysWithValues: sheets.map { ($0.report.id, $0.report) })
      if let published = Gate.late().admit(.of(sheets), reports: reports).published { pieces += exporter.add(published) }
    }
    for piece in pieces + exporter.end() { bytes[piece.path, default: []] += piece.bytes }
    return (bytes.mapValues { String(decoding: $0, as: UTF8.self) }, exporter.leftOut)
  }

  /// The cells of a row by the names of their columns; for tables whose cells hold no line feeds.
  static func row(_ file: String?, _ index: Int) -> [String: String] {
    let lines = (file ?? "").split(separator: "\n").map { cells(String($0)) }
    guard lines.count > index else { return [:] }
    return Dictionary(uniqueKeysWithValues: zip(lines[0], lines[index]))
  }

  private static func cells(_ line: String) -> [String] {
    var (cells, cell, isQuoted, last) = ([String](), "", false, Character(" "))
    for next in line {
      if next == "\"" {
        if !isQuoted, last == "\"", !cell.isEmpty { cell.append(next) }
        isQuoted.toggle()
      } else if next == ",", !isQuoted {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(next)
      }
      last = next
    }
    return cells + [cell]
  }
}

@Suite("Tables") struct FormatTests {
  private static let codebook = Codebook(entries: [])

  @Test("csv: incidents, claims, tolls") func csv() {
    let files = Case.files(CSVExporter(codebook: Self.codebook)).files
    #expect(files.keys.sorted() == ["claims.csv", "incidents.csv", "tolls.csv"])
    let incident = Case.row(files["incidents.csv"], 1)
    #expect(incident["killed_min"] == "15")
    #expect(incident["killed_max"] == "")
    #expect(incident["denials"] == "1")
    #expect(incident["roots"] == "The Plateau Front; residents")
    let claim = Case.row(files["claims.csv"], 1)
    #expect(claim["claim"] == "r1/c1")
    #expect(claim["title"] == "'=Front, \"attacks\" post")
    #expect(claim["quote"] == "attacked")
    #expect(claim["latitude"] == "16.3")
    #expect(Case.row(files["claims.csv"], 3)["stance"] == "denied")
    #expect(Case.row(files["tolls.csv"], 1)["max"] == "")
  }

  @Test("hxl: hashtags in the second row") func hxl() {
    let file = Case.files(RowExporter(HXLFormat())).files["hxl.csv"]
    #expect(HXLFormat.tags.allSatisfy { $0.hasPrefix("#") && !$0.contains(" ") })
    #expect(Case.row(file, 1)["killed_min"] == "#affected+killed+min")
    let row = Case.row(file, 2)
    #expect(row["claimant"] == "The Plateau Front; residents")
    #expect(row["denied_by"] == "The army")
    #expect(row["quote"]?.contains("[denied] The army: \"") == true)
    #expect(row["reported"] == "2024-11-12")
  }

  @Test("acled: its columns, its order, its fatalities") func acled() {
    let columns = """
      event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,\
      interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,\
      fatalities,tags,timestamp
      """
    let format = AcledFormat(codebook: Self.codebook, countries: ["ML": "Country"])
    let result = Case.files(RowExporter(format))
    #expect(result.files["acled.csv"]?.split(separator: "\n").first.map(String.init) == columns)
    let row = Case.row(result.files["acled.csv"], 1)
    #expect(row["fatalities"] == "12", "dozens, not the 15 of somebody else")
    #expect(row["inter1"] == "2")
    #expect(row["interaction"] == "12")
    #expect(row["country"] == "Country")
    #expect(row["time_precision"] == "1")
    #expect(row["disorder_type"] == "Political violence")
    #expect(row["tags"] == "grade=fair; denied")
  }

  @Test("ged: its columns, its figures, and what it leaves out") func ged() {
    let columns = """
      id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,gwnoa,side_a,side_b_new_id,gwnob,side_b,\
      number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,\
      longitude,geom_wkt,priogrid_gid,country,iso3,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,\
      deaths_unknown,low,best,high
      """
    var none = Sheet("r3", "Rebels attacked a post.")
    none.claim("attacked")
    var alone = Sheet("r4", "Gunmen fired; 3 died.")
    let gunmen = alone.party("Gunmen", kind: "gang")
    let three = Toll(kind: "killed", min: 3, max: 3, best: 3, qualifier: "exact", who: nil, evidence: alone.evidence("3"))
    alone.claim("fired") { ($0.agent, $0.target, $0.tolls) = ([gunmen], [gunmen], [three]) }
    let result = Case.files(RowExporter(GedFormat(countries: [:])), [none, alone])
    #expect(result.files["ged.csv"]?.split(separator: "\n").first.map(String.init) == columns)
    let row = Case.row(result.files["ged.csv"], 1)
    #expect([row["low"], row["best"], row["high"]] == ["15", "15", "24"])
    #expect(row["type_of_violence"] == "1")
    #expect(row["side_a"] == "army")
    #expect(row["side_b"] == "The Plateau Front")
    #expect(row["source_original"] == "The Plateau Front; residents")
    #expect(row["geom_wkt"] == "POINT (0 16.3)")
    #expect(result.leftOut == ["no death": 1, "no organised armed actor, or no other side": 1])
  }

  @Test("jsonl: claims as the record has them") func jsonl() throws {
    let lines = Case.files(JSONLinesExporter(codebook: Self.codebook)).files["incidents.jsonl"]?.split(separator: "\n") ?? []
    #expect(lines.count == 1)
    let line = String(try #require(lines.first))
    #expect(line.hasPrefix("{\"constat\": \"1\", \"incident\": \"i1\""))
    #expect(line.contains("\"quote\": \"dozens\""))
    #expect(line.contains("\"reviewer\": null"))
  }

  @Test("every row has a cell a field, whatever the ledger", arguments: 0..<60) func widths(_ seed: UInt64) {
    let ledger = RandomLedger(seed: seed)
    guard let published = Gate.late(.internal).admit(ledger.incident, reports: ledger.reports).published else { return }
    for table in LedgerTables(codebook: Self.codebook).tables(of: published) {
      #expect(table.rows.allSatisfy { $0.count == table.fields.count }, "\(table.name)")
    }
    let summary = Summary(published)
    func check(_ row: RowOrReason, _ table: ExportTable) {
      if case .row(let cells) = row { #expect(cells.count == table.fields.count, "\(table.name)") }
    }
    check(HXLFormat().row(of: published, summary), HXLFormat.table)
    check(AcledFormat(codebook: Self.codebook, countries: [:]).row(of: published, summary), AcledFormat.table)
    check(GedFormat(countries: [:]).row(of: published, summary), GedFormat.table)
  }
}

@Suite("Data packages") struct DataPackageTests {
  @Test("tell files, fields, the policy, what it changed, and what stayed behind") func package() throws {
    var policy = Policy.project
    policy.hoursAfterEvent = 0
    let overrides = [try Override("region", reason: "asked for by the editor")]
    var export = Export(format: .ged, exporter: RowExporter(GedFormat(countries: [:])), gate: .late(.public, overrides, policy: policy))
    _ = export.begin()
    for sheets in [Case.sheets, [Sheet("r9", "Nothing.")]] {
      let reports = Dictionary(uniqueKeysWithValues: sheets.map { ($0.report.id, $0.report) })
      _ = export.add(.of(sheets), reports: reports)
    }
    let header = DataPackage.Header(name: "Mon Été", title: "t", created: "2025-06-01T00:00:00Z", software: "constat 1", licence: nil)
    let file = DataPackage.File(path: "ged.csv", bytes: 10, sha256: "ab")
    let json = String(decoding: DataPackage(header, of: export, files: [file], defaults: .project).json.compact(), as: UTF8.self)
    for part in [
      "\"name\": \"mon-ete\"", "\"hash\": \"sha256:ab\"", "\"name\": \"source_original\", \"type\": \"string\"", "\"primaryKey\": [\"id\"]",
      "\"incidents\": 1, \"claims\": 3", "{\"what\": \"incident\", \"reason\": \"source\", \"count\": 1}", "\"time.after_event\": 0",
      "\"changed\": [\"time.after_event\"]", "{\"rule\": \"region\", \"reason\": \"asked for by the editor\"}",
      "{\"title\": \"Herald\", \"reports\": 1}",
    ] { #expect(json.contains(part), "\(part)") }
  }
}
