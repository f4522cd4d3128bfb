import Codes
import Records
import SourceText

/// How values of the record are said to people: in the table, the explanation and the summary alike.
enum Wording {
  /// `ASSAULT/drone`.
  static func type(_ claim: Claim) -> String { claim.type.rawValue + (claim.mode.map { "/" + $0 } ?? "") }

  /// `2024-11-12`, `2024-11-01 to 2024-11-12`, `since 2023-10-07`, `until 2023-10-07`, `an untold day`.
  static func date(_ date: DateValue) -> String {
    switch (date.from, date.to, date.open) {
    case (let from?, _, "end"?): "since \(from)"
    case (_, let to?, "start"?): "until \(to)"
    case (let from?, let to?, _): from == to ? "\(from)" : "\(from) to \(to)"
    case (let from?, nil, _): "since \(from)"
    case (nil, let to?, _): "until \(to)"
    case (nil, nil, _): "a day that stays open"
    }
  }

  /// `Aden [settlement, YE]`, `Golan [area, disputed]`, `Tarazá [unresolved]`.
  static func place(_ place: PlaceValue) -> String {
    let parts = [place.precision] + (place.country.map { [$0] } ?? []) + (place.isDisputed ? ["disputed"] : [])
    return "\(place.name) [\(parts.joined(separator: ", "))]"
  }

  /// The place in the heading of what some claims tell: the first exact one, else the first.
  static func scene(_ claims: [Claim]) -> String {
    let all = claims.flatMap(\.place)
    return (all.first { $0.precision == "point" || $0.precision == "settlement" } ?? all.first).map(place) ?? "no place told"
  }

  /// `killed 17`, `injured at least 5`, `killed 20 or more (vague)`; a figure since a day says so.
  static func toll(_ toll: Toll) -> String {
    let since = toll.since.map { " since \($0)" } ?? ""
    let scope = toll.scope == "incident" ? "" : " (\(toll.scope))"
    return "\(toll.kind) \(bounds(toll))\(since)\(scope)"
  }

  /// The figure in words.
  static func bounds(_ toll: Toll) -> String {
    switch (toll.min, toll.max, toll.qualifier) {
    case (let min?, let max?, "about") where min == max: "about \(min)"
    case (let min?, let max?, _) where min == max: "\(min)"
    case (let min?, let max?, _): "\(min) to \(max)"
    case (let min?, nil, "more_than"): "more than \(min)"
    case (let min?, nil, "at_least"): "at least \(min)"
    case (let min?, nil, _): "\(min) or more"
    case (nil, let max?, _): "at most \(max)"
    case (nil, nil, _): "no figure"
    }
  }

  /// What weighed most for and against a reading: `for it: told again, agent rebel; against it: verb infinitive`; nil if nothing did.
  static func weighings(_ claim: Claim) -> String? {
    func heaviest(_ label: String, _ sign: Double) -> String? {
      let traits = claim.weighings.filter { $0.trait != "any" && $0.weight * sign >= 0.15 }.prefix(3).map(\.trait)
      return traits.isEmpty ? nil : label + " it: " + traits.joined(separator: ", ")
    }
    let sides = [heaviest("for", 1), heaviest("against", -1)].compactMap { $0 }
    return sides.isEmpty ? nil : sides.joined(separator: "; ")
  }

  /// The chain from the outermost speaker to the root: `the ministry › two officers (Telegram)`.
  static func chain(_ speakers: [Speaker]) -> String { speakers.map(speaker).joined(separator: " › ") }

  /// A speaker with the channel it speaks through.
  static func speaker(_ speaker: Speaker) -> String { speaker.party.name + (speaker.channel.map { " (\($0.name))" } ?? "") }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  /// The names without repetitions, in the order of their first.
  static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { kept, name in if !kept.contains(name) { kept.append(name) } }
  }

  /// `1 claim`, `2 claims`.
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// At most two decimals, none where they are nought.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let decimals = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return (hundredths < 0 ? "-" : "") + "\(whole)\(decimals)"
  }
}
