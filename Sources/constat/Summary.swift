import Codes
import Records
import SourceText

/// Claims of several documents that seem to be one happening, side by side.
///
/// This is a view for the eye, grouped by type, day and place or target; it grades nothing and decides nothing.
struct Summary {
  private var groups: [Group] = []

  /// Tellings in the order of the input; each joins the first group that it fits, or the one that `same_as` names.
  init(_ tellings: [Told]) {
    var homes: [String: Int] = [:]
    for telling in tellings {
      let same = telling.claim.sameAs.flatMap { homes["\(telling.document)/\($0)"] }
      let home = same ?? groups.firstIndex { $0.fits(telling) } ?? groups.count
      if home == groups.count { groups.append(Group()) }
      groups[home].tellings.append(telling)
      homes["\(telling.document)/\(telling.claim.id)"] = home
    }
  }

  func text(width: Int, ink: Ink) -> String {
    let told = groups.filter { $0.tellings.count > 1 }
    let alone = groups.count - told.count
    var lines = [ink.strong("Happenings told more than once") + " (grouped by type, day and place or target; check it)", ""]
    for group in told { lines += group.lines(width: width, ink: ink) + [""] }
    if told.isEmpty { lines += ["  none", ""] }
    lines.append("Told once: \(Wording.count(alone, "claim")), in the table above.")
    return lines.joined(separator: "\n")
  }
}

/// Tellings that seem to be of one happening.
private struct Group {
  var tellings: [Told] = []

  // MARK: What belongs together

  /// Whether a telling of a document agrees with every member, and shares a place or a target with one.
  func fits(_ telling: Told) -> Bool {
    guard let days = telling.days, tellings.allSatisfy({ agrees($0, telling) }) else { return false }
    return tellings.contains { member in
      guard member.days?.overlaps(days) == true, member.document != telling.document else { return false }
      let isThere = !member.places.isDisjoint(with: telling.places)
      let isApart = !member.places.isEmpty && !telling.places.isEmpty
      return isThere || !isApart && !member.targets.isDisjoint(with: telling.targets)
    }
  }

  /// Modes that reports of one happening take for each other.
  private static let neighbours: [Set<String>] = [
    ["explosives", "suicide-attack", "targeted"], ["clash", "firearms", "heavy-weapons", "territory"], ["aerial", "drone"],
  ]

  /// Nothing told speaks against it: one type, no two unlike modes, no two days.
  private func agrees(_ a: Told, _ b: Told) -> Bool {
    guard a.claim.type == b.claim.type else { return false }
    if let mode = a.claim.mode, let other = b.claim.mode, mode != other,
      !Group.neighbours.contains(where: { $0.isSuperset(of: [mode, other]) })
    {
      return false
    }
    guard let days = a.days, let others = b.days else { return true }
    return days.overlaps(others)
  }

  // MARK: What is said of it

  func lines(width: Int, ink: Ink) -> [String] {
    func row(_ name: String, _ text: String) -> [String] { Columns.row(name, text, indent: 2, name: 14, width: width) }
    let counted = "\(documents == 1 ? tellings[0].documentID : "\(documents) documents"), \(Wording.count(tellings.count, "claim"))"
    let head = "\(types)  \(days)  \(place)"
    return [ink.strong(Columns.printable(head)) + "  (\(counted))"] + voices.flatMap { row($0.name, $0.text) }
      + tolls.flatMap { row($0.name, $0.text) }
  }

  private var documents: Int { Set(tellings.map(\.document)).count }
  private var types: String { Wording.unique(tellings.map { Wording.type($0.claim) }).joined(separator: ", ") }

  private var days: String {
    let known = tellings.compactMap(\.days)
    guard let from = known.map(\.lowerBound).max(), let to = known.map(\.upperBound).min() else { return "no day told" }
    return from == to ? "\(from)" : "\(min(from, to)) to \(max(from, to))"
  }

  private var place: String { Wording.scene(tellings.map(\.claim)) }

  /// `reported by`, `claimed by`, ...: each stance with its voices and where they are read.
  private var voices: [(name: String, text: String)] {
    Stance.allCases.compactMap { stance in
      let told = tellings.filter { $0.claim.stance == stance }
      guard !told.isEmpty else { return nil }
      let names = Wording.unique(told.map(\.voice)).map { voice in
        voice + " (" + told.filter { $0.voice == voice }.map(at).joined(separator: ", ") + ")"
      }
      return (stance == .planned ? "told as planned" : stance.rawValue + " by", names.joined(separator: "; "))
    }
  }

  /// Each kind of toll with its lowest and highest bound, then who gives which figure.
  private var tolls: [(name: String, text: String)] {
    let figures = tellings.flatMap { telling in telling.claim.tolls.map { (telling: telling, toll: $0) } }
    return Wording.unique(figures.map(\.toll.kind)).map { kind in
      let those = figures.filter { $0.toll.kind == kind }
      let low = those.compactMap(\.toll.min).min().map(String.init) ?? "…"
      let high = those.contains { $0.toll.max == nil } ? "…" : those.compactMap(\.toll.max).max().map(String.init) ?? "…"
      let given = those.map { "\(Wording.bounds($0.toll)) by \(giver($0.telling, $0.toll)) (\(at($0.telling)))" }
      let range = low == high ? low : "\(low) to \(high == "…" ? "open" : high)"
      return (kind, those.count == 1 ? given[0] : "\(range): " + Wording.unique(given).joined(separator: "; "))
    }
  }

  private func giver(_ telling: Told, _ toll: Toll) -> String {
    toll.speakers.last.map(Wording.speaker) ?? "\(telling.outlet), own voice"
  }

  private func at(_ telling: Told) -> String { (documents == 1 ? "" : telling.documentID + " ") + telling.claim.id }
}
