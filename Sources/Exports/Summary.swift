import Codes
import Records
import SourceText

/// What exports tell of an incident as a whole; nothing here is averaged or made up.
struct Summary: Sendable {
  let incident: Incident
  /// Members that tell it as having happened; all of them if none does.
  let tellings: [Member]

  init(_ published: PublishedIncident) {
    incident = published.incident
    let told = incident.members.filter(\.isTold)
    tellings = told.isEmpty ? incident.members : told
  }

  /// Whether at least one member tells it as having happened.
  var isTold: Bool { incident.members.contains(where: \.isTold) }

  /// The type and mode that most tellings have; of equals the first.
  var lead: Member {
    let top = mostFrequent(tellings.map(\.claim.coding))
    return tellings.first { $0.claim.coding == top } ?? tellings[0]
  }

  private func mostFrequent(_ values: [String]) -> String? {
    let counts = Dictionary(grouping: values, by: { $0 }).mapValues(\.count)
    return values.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }.flatMap { top in values.first { counts[$0] == counts[top] } }
  }

  /// The narrowest date, of equals the first.
  var date: DateValue? {
    tellings.compactMap(\.claim.date).filter { $0.from != nil || $0.to != nil }.min { Summary.width($0) < Summary.width($1) }
  }

  private static func width(_ date: DateValue) -> Int {
    guard date.open == nil, let from = date.from, let to = date.to else { return Int.max }
    return to.number - from.number
  }

  /// The most precise place, of equals the first.
  var place: PlaceValue? {
    tellings.compactMap(\.claim.place.first).min { (Summary.rung($0), $0.radius ?? 1e6) < (Summary.rung($1), $1.radius ?? 1e6) }
  }

  /// Parties of the tellings, each once, in the order of the members.
  func parties(_ side: KeyPath<Claim, [Party]>) -> [Party] {
    var seen: Set<String> = []
    return tellings.flatMap { $0.claim[keyPath: side] }.filter { seen.insert($0.id ?? $0.name).inserted }
  }

  /// Figures of this happening by those who tell it as having happened, without totals and parts.
  func tolls(_ kind: String) -> [Toll] {
    (isTold ? tellings : []).flatMap(\.claim.tolls).filter {
      $0.kind == kind && ($0.scope == "incident" || $0.scope == "update") && $0.isCounted
    }
  }

  /// The lowest and the highest figure that anybody gives; the highest is open if somebody says "more than".
  func bounds(_ kind: String, where holds: (Toll) -> Bool = { _ in true }) -> (min: Int?, max: Int?) {
    let tolls = tolls(kind).filter(holds)
    return (tolls.map(\.lowest).min(), tolls.contains { $0.max == nil } ? nil : tolls.compactMap(\.max).max())
  }

  /// Who says so: the innermost speaker of each telling, or its outlet.
  func roots(_ published: PublishedIncident) -> [String] { roots(of: tellings, published) }

  /// Who denies it.
  func deniers(_ published: PublishedIncident) -> [String] { roots(of: incident.members.filter { $0.claim.stance == .denied }, published) }

  private func roots(of members: [Member], _ published: PublishedIncident) -> [String] {
    var seen: Set<String> = []
    return members.compactMap { published.root(of: $0) }.filter { seen.insert($0).inserted }
  }

  /// Outlets, each once.
  func outlets(_ published: PublishedIncident) -> [String] { distinct(published) { $0.outlet } }
  /// Addresses, each once.
  func addresses(_ published: PublishedIncident) -> [String] { distinct(published) { $0.url } }

  private func distinct(_ published: PublishedIncident, _ value: (PublishedReport) -> String?) -> [String] {
    var seen: Set<String> = []
    return incident.members.compactMap { published.reports[$0.report].flatMap(value) }.filter { seen.insert($0).inserted }
  }
}

extension Toll {
  /// Whether it gives a figure.
  var isCounted: Bool { min != nil || max != nil || best != nil }
  /// The least that it says: nothing for "at most".
  var lowest: Int { min ?? (qualifier == "at_most" ? 0 : best ?? 0) }
  /// The most that it says for sure: its lower bound where it is open.
  var highest: Int { max ?? best ?? min ?? 0 }
}

extension PublishedIncident {
  /// The innermost speaker of a claim, or its outlet.
  func root(of member: Member) -> String? { member.claim.speakers.last?.party.name ?? reports[member.report]?.outlet }

  /// Every claim in short, denials too: its stance, who says so, the words with some around them; `machine` where no human has seen it.
  var notes: String {
    incident.members.map { member in
      let marks = [member.claim.stance.rawValue] + (member.review == nil ? [member.standing] : [])
      let words = reports[member.report]?.passage(of: member.claim)
      let quote = words.map { "\"" + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") + "\"" }
      return "[" + marks.joined(separator: ", ") + "] " + [root(of: member), quote].compactMap { $0 }.joined(separator: ": ")
    }.joined(separator: " | ")
  }
}
