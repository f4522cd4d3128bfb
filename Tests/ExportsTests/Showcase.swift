import Codes
import Records
import SourceText
import Support

@testable import Exports

/// Published incidents that between them hold what a format must be able to tell; all names are invented.
enum Showcase {
  /// A format's files by path.
  static func files(_ exporter: some Exporter, _ incidents: [PublishedIncident] = incidents) -> [String: [UInt8]] {
    var exporter = exporter
    var files: [String: [UInt8]] = [:]
    for piece in exporter.begin() + incidents.flatMap({ exporter.add($0) }) + exporter.end() {
      files[piece.path, default: []] += piece.bytes
    }
    return files
  }

  static let making = Making(
    software: "constat test", parts: [(name: "packs", sha256: String(repeating: "0a", count: 32))], at: "2025-06-01T00:00:00Z")

  /// Words of the dossier from a language's file.
  static func labels(_ language: String) -> [String: String] {
    var labels: [String: String] = [:]
    let lines = Project.text("Knowledge/languages/\(language)/words/dossier.terms").split(separator: "\n")
    for line in lines.drop(while: { $0 != "labels dossier" }).dropFirst() where line.hasPrefix("  ") {
      let words = line.dropFirst(2).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      if words.count == 2 { labels[String(words[0])] = String(words[1].drop { $0 == " " }) }
    }
    return labels
  }

  static func dossier(_ language: String) -> DossierExporter {
    let settings = DossierExporter.Settings(language: language, labels: labels(language), making: making, gate: gate)
    var exporter = DossierExporter(settings)
    exporter.tally.add("incident", Rule.review.rawValue, count: 2)
    exporter.tally.add("coordinate", Rule.grid.rawValue, count: 1200)
    return exporter
  }

  private static let gate = Gate.late(.internal)

  /// All of them, through the project's gate.
  static let incidents: [PublishedIncident] = [drones, clinic, threat, island, crowd].compactMap { incident, reports in
    gate.admit(incident, reports: reports).published
  }

  private typealias Case = (Incident, [String: Report])

  private static func joined(_ id: String, _ sheets: [Sheet], _ grade: Grade, _ reason: String) -> Case {
    var incident = Incident.of(sheets, id: id)
    (incident.grade, incident.gradeReason) = (grade, reason)
    let keys = incident.members.map { ClaimKey(report: $0.report, claim: $0.claim.id) }
    incident.reasons = zip(keys, keys.dropFirst()).map {
      Reason(one: $0, other: $1, because: ["same day (2024-11-10)", "places 4 km apart"], weight: 0.9)
    }
    return (incident, Dictionary(uniqueKeysWithValues: sheets.map { ($0.report.id, $0.report) }))
  }

  private static func toll(
    _ sheet: Sheet, _ words: String, _ kind: String, _ min: Int?, _ max: Int?, _ qualifier: String = "exact", who: String? = nil
  ) -> Toll {
    Toll(kind: kind, min: min, max: max, best: min ?? max, qualifier: qualifier, who: who, evidence: sheet.evidence(words))
  }

  private static func speaker(_ sheet: Sheet, _ name: String, kind: String, cue: String, channel: (String, String)? = nil) -> Speaker {
    Speaker(
      party: sheet.party(name, kind: kind), channel: channel.map { Channel(name: $0.0, kind: $0.1, evidence: sheet.evidence($0.0)) },
      cue: sheet.evidence(cue).first)
  }

  // MARK: Cases

  /// A claim of responsibility, its denial, a copy, an Arabic report, differing tolls.
  private static var drones: Case {
    var french = Sheet(
      "r1",
      "Le Front du Plateau a affirmé sur Telegram avoir lancé une attaque de drones contre la base de Tessit, tuant au moins 12 soldats. Le ministère de la Défense dément toute attaque à Tessit.",
      outlet: "Le Matin du Fleuve", url: "https://matin.example/a?x=1&y=\"2\"", language: "fr", title: "Attaque revendiquée à Tessit")
    french.claim("attaque de drones", .claimed) { [french] claim in
      claim.mode = "drone"
      claim.agent = [french.party("Le Front du Plateau", id: "constat:actor/fp", kind: "rebel")]
      claim.target = [french.party("la base de Tessit", kind: "military")]
      claim.place = [french.place("Tessit", 15.43, 0.62), french.place("Tessit", 15.43, 0.62, "country")]
      claim.means = [MeansValue(name: "drones", kind: "drone", evidence: french.evidence("drones"))]
      claim.tolls = [toll(french, "au moins 12 soldats", "killed", 12, nil, "at_least", who: "soldats")]
      claim.speakers = [speaker(french, "Le Front du Plateau", kind: "rebel", cue: "a affirmé", channel: ("Telegram", "messaging"))]
    }
    french.claim("toute attaque", .denied, review: .corrected) { [french] claim in
      claim.place = [french.place("Tessit", 15.43, 0.62)]
      claim.speakers = [speaker(french, "Le ministère de la Défense", kind: "government", cue: "dément")]
    }
    let original = french.report.document.text
    var copy = Sheet("r2", original, outlet: "Dépêches du Sud", language: "fr")
    copy.report.copyOf = "r1"
    copy.claim("attaque de drones", .claimed, review: nil) { [copy] claim in
      claim.mode = "drone"
      claim.place = [copy.place("Tessit", 15.43, 0.62)]
      claim.speakers = [speaker(copy, "Le Front du Plateau", kind: "rebel", cue: "a affirmé")]
    }
    var arabic = Sheet(
      "r3", "قال شاهد عيان إن هجوما بطائرات مسيرة على قاعدة تيسيت أسفر عن مقتل 20 شخصا.", outlet: "صحيفة النهر", language: "ar",
      title: "هجوم على تيسيت")
    arabic.report.version = 2
    arabic.claim("هجوما", .alleged, review: nil) { [arabic] claim in
      claim.mode = "drone"
      claim.place = [arabic.place("تيسيت", 15.4, 0.6)]
      var deaths = toll(arabic, "20 شخصا", "killed", 20, 20, who: "شخصا")
      deaths.subgroups = [Subgroup(group: "شخصا", min: 2, max: 2, evidence: arabic.evidence("شخصا"))]
      claim.tolls = [deaths]
    }
    return joined("inc-1", [french, copy, arabic], .contested, "two roots; Le ministère de la Défense denies it")
  }

  /// A sensitive place, private persons, a number no human has seen.
  private static var clinic: Case {
    var sheet = Sheet(
      "r4",
      "Witness Amara Keldon said shells hit the clinic in Vardo on 10 November, wounding about thirty patients. Nurse Ilse Brandt was among them.",
      outlet: "Harbour Post", title: "Clinic hit, says Amara Keldon")
    sheet.person("Amara Keldon", .protected)
    sheet.person("Ilse Brandt", .protected)
    sheet.claim("shells hit", .reported, review: nil) { [sheet] claim in
      claim.mode = "heavy-weapons"
      claim.target = [sheet.party("the clinic", kind: "medical"), sheet.party("Ilse Brandt", kind: "civilian")]
      claim.place = [sheet.place("Vardo", 48.613, 37.541)]
      claim.tolls = [toll(sheet, "about thirty patients", "injured", 30, 30, "about", who: "patients")]
      claim.speakers = [speaker(sheet, "Amara Keldon", kind: "civilian", cue: "said")]
    }
    return joined("inc-2", [sheet], .weak, "one root: Amara Keldon")
  }

  /// Announced only: no place, no date, no figure, no outlet.
  private static var threat: Case {
    var sheet = Sheet("r5", "They will strike the bridges.", published: nil, outlet: nil, language: nil)
    sheet.claim("will strike", .planned) { $0.date = nil }
    return joined("inc-3", [sheet], .ungraded, "")
  }

  /// Both sides of the antimeridian.
  private static var island: Case {
    var sheet = Sheet("r6", "Patrols fired near Tavo and near Reva, the observers report.", outlet: "Ocean Wire")
    sheet.claim("fired") { [sheet] claim in
      claim.place = [
        sheet.place("Tavo", -16.8, 179.98, "point"), sheet.place("Reva", -16.5, -179.9), sheet.place("the observers", 0, 0, "country"),
      ]
      claim.place[1].id = "geonames:2"
      claim.date = DateValue(
        from: Day("2024-11-01"), to: Day("2024-11-30"), precision: "month", open: nil, basis: "inherited", evidence: [])
    }
    return joined("inc/4 <\"é\">", [sheet], .weak, "one root")
  }

  /// More voices than a table has columns, one with a very long name.
  private static var crowd: Case {
    let names =
      ["Coordination of the united assemblies of the northern districts for the defence of the commons", "Harbour Post"]
      + (1...8).map { "Observatory \($0)" }
    let sheets = names.enumerated().map { index, name in
      var sheet = Sheet("r\(index + 10)", "\(name) says \(index + 3) people were killed in the market of Qasr.", outlet: "Wire \(index)")
      sheet.claim("killed", index % 3 == 2 ? .denied : .reported, review: index % 2 == 0 ? .accepted : nil) { [sheet] claim in
        claim.agent = [sheet.party(name, kind: "ngo")]
        claim.place = [sheet.place("Qasr", 31.2 + Double(index / 4) / 2, 44.4)]
        claim.place[0].id = "geonames:\(index / 4)"
        claim.tolls = [toll(sheet, "\(index + 3) people", "killed", index + 3, index + 3)]
        claim.speakers = [speaker(sheet, name, kind: "ngo", cue: "says")]
      }
      return sheet
    }
    return joined("inc-5", sheets, .fair, "ten roots")
  }
}
