import Codes
import Records
import SourceText
import Support

@testable import Linking

/// Tellings, claims and reports for the tests, made of few words.
enum World {
  /// A telling in one line; what is left out is not told.
  static func telling(
    _ report: String, _ claim: String = "c1", type: String = "ASSAULT", mode: String? = nil, stance: Stance = .reported, day: Int? = 20_000,
    at place: Telling.Spot? = town("gava", 12.0, 2.0), agent: Telling.Side? = nil, target: Telling.Side? = nil, killed: Int? = nil,
    root: String = "police", language: String = "fr", source: String? = nil, isNews: Bool = true
  ) -> Telling {
    let time = day.map { Telling.Time(from: $0, to: $0, isOpen: false, isStated: true) }
    let counts = killed.map { [Telling.Count(kind: "killed", min: $0, max: $0, scope: "incident")] } ?? []
    let (places, agents, targets) = ([place].compactMap(\.self), [agent].compactMap(\.self), [target].compactMap(\.self))
    return Telling(
      key: ClaimKey(report: report, claim: claim), order: Int(claim.dropFirst()) ?? 0, type: EventType(rawValue: type), mode: mode,
      stance: stance, time: time, places: places, agents: agents, targets: targets, means: [], counts: counts,
      root: Telling.Root(id: root, name: root, isOutlet: false), outlet: "outlet", language: language, published: day.map { $0 + 1 },
      source: source ?? report, sameAs: nil, isNews: isNews)
  }

  /// A town with a radius of ten kilometres.
  static func town(_ name: String, _ latitude: Double, _ longitude: Double) -> Telling.Spot {
    Telling.Spot(
      id: "place:" + name, name: name, latitude: latitude, longitude: longitude, radius: 10, precision: "settlement", country: "XX",
      isStated: true, isScene: true)
  }

  /// An actor or a thing hit.
  static func side(_ name: String, kind: String = "unknown", id: String? = nil) -> Telling.Side {
    let words = name.lowercased().split(separator: " ").map(String.init).sorted()
    return Telling.Side(id: id, kind: kind, words: words, proper: name.first?.isUppercase ?? false ? words : [])
  }

  /// Tellings of reports about a crowded corner of the world: few towns, few days, so that nearly everything is nearly alike.
  static func crowd(_ reports: Int, seed: UInt64) -> [Telling] {
    var random = Generator(seed: seed)
    let towns = [town("gava", 12.0, 2.0), town("beli", 12.1, 2.05), town("soro", 12.45, 2.3), town("maru", 13.9, 2.3)]
    let modes: [String?] = [nil, nil, "aerial", "explosives", "firearms"]
    let targets = [nil, side("market", kind: "civilian"), side("barracks", kind: "military"), side("school", kind: "civilian")]
    return (0..<reports).flatMap { report in
      (1...(1 + random.number(below: 3))).map { claim in
        var one = telling(
          "r\(report)", "c\(claim)", type: random.number(below: 6) == 0 ? "PROTEST" : "ASSAULT", mode: modes[random.number(below: 5)],
          day: 20_000 + random.number(below: 4), at: random.number(below: 9) == 0 ? nil : towns[random.number(below: 4)],
          target: targets[random.number(below: 4)], killed: random.number(below: 3) == 0 ? nil : 1 + random.number(below: 12))
        one.time?.isStated = random.number(below: 4) > 0
        one.stance = random.number(below: 12) == 0 ? .planned : .reported
        return one
      }
    }
  }

  /// A report with a text of its own.
  static func report(_ id: String, _ text: String = "text", published: String = "2024-11-12", outlet: String? = "outlet") -> Report {
    Report(
      id: id, document: Document(id: "in/" + id, text: text, published: published, outlet: outlet, language: "fr"), version: 1, capture: "",
      origin: "", received: "")
  }
}
