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
    let told = incident.members.filter { ![.denied, .planned].contains($0.claim.stance) }
    tellings = told.isEmpty ? incident.members : told
  }

  /// Whether at least one member tells it as having happened.
  var isTold: Bool { incident.members.contains { ![.denied, .planned].contains($0.claim.stance) } }

  /// The type and mode that most tellings have; of equals the first.
  var lead: Member { tellings.first { code($0) == mostFrequent(tellings.map(code)) } ?? tellings[0] }

  private func code(_ member: Member) -> String { member.claim.type.rawValue + "/" + (member.claim.mode ?? "") }

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
    let ladder = ["point", "settlement", "area", "admin2", "admin1", "country", "sea"]
    func rung(_ place: PlaceValue) -> Int { ladder.firstIndex(of: place.precision) ?? ladder.count }
    return tellings.compactMap(\.claim.place.first).min { (rung($0), $0.radius ?? 1e6) < (rung($1), $1.radius ?? 1e6) }
  }

  /// Parties of the tellings, each once, in the order of the members.
  func parties(_ side: KeyPath<Claim, [Party]>) -> [Party] {
    var seen: Set<String> = []
    return tellings.flatMap { $0.claim[keyPath: side] }.filter { seen.insert($0.id ?? $0.name).inserted }
  }

  /// Figures of this happening by all tellings.
  func tolls(_ kind: String) -> [Toll] { tellings.flatMap(\.claim.tolls).filter { $0.kind == kind && $0.scope != "cumulative" } }

  /// The lowest and the highest figure that anybody gives; the highest is open if somebody says "more than".
  func bounds(_ kind: String, where holds: (Toll) -> Bool = { _ in true }) -> (min: Int?, max: Int?) {
    let tolls = tolls(kind).filter { holds($0) && ($0.min ?? $0.best ?? $0.max) != nil && $0.scope == "incident" }
    let low = tolls.compactMap { $0.min ?? $0.best ?? 0 }.min()
    let isOpen = tolls.contains { $0.max == nil }
    return (low, isOpen ? nil : tolls.compactMap { $0.max ?? $0.best }.max())
  }

  /// Who says so: the innermost speaker of each telling, or its outlet.
  func roots(_ published: PublishedIncident) -> [String] {
    var seen: Set<String> = []
    return tellings.compactMap { $0.claim.speakers.last?.party.name ?? published.reports[$0.report]?.outlet }.filter { seen.insert($0).inserted }
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
