import Codes
import Records
import SourceText

/// One value of a claim as a person checks it: what was read, what is known of it, from which words.
struct Fact {
  let field: Field
  let name: String
  let value: String
  var detail = ""
  var evidence: [Evidence] = []
}

extension Fact {
  /// The facts of a claim: the act, its parties, place, day, means, figures and speakers.
  static func all(of claim: Claim) -> [Fact] {
    let act = Fact(
      field: .deed, name: "deed", value: Wording.type(claim), detail: ([claim.lemma] + claim.contexts).joined(separator: "; "),
      evidence: claim.trigger)
    let speakers = claim.speakers.flatMap { Fact.all(of: $0) }
    let parties = claim.agent.map { Fact(party: $0, .agent, "agent") } + claim.target.map { Fact(party: $0, .target, "target") }
    let circumstances = claim.place.map(Fact.init(place:)) + (claim.date.map { [Fact(date: $0)] } ?? [])
    let means = claim.means.map { Fact(field: .means, name: "means", value: $0.name, detail: $0.kind, evidence: $0.evidence) }
    return merged([act] + speakers + parties + circumstances + means + claim.tolls.flatMap(Fact.all(of:)))
  }

  /// Facts that differ in nothing but their words become one with all of them.
  private static func merged(_ facts: [Fact]) -> [Fact] {
    facts.reduce(into: []) { kept, fact in
      let index = kept.firstIndex { ($0.field, $0.name, $0.value, $0.detail) == (fact.field, fact.name, fact.value, fact.detail) }
      if let index, fact.field != .cue { kept[index].evidence += fact.evidence } else { kept.append(fact) }
    }
  }

  /// The figure, then the figures inside it.
  static func all(of toll: Toll) -> [Fact] {
    let who = toll.who.map { ["of: \($0)"] } ?? []
    let population = toll.population == "unknown" ? [] : [toll.population]
    let given = toll.speakers.isEmpty ? "given in the outlet's own voice" : "given by \(Wording.chain(toll.speakers))"
    let asOf = toll.asOf.map { ["as of \($0)"] } ?? []
    let detail = ["min \(text(toll.min)), max \(text(toll.max)), \(toll.qualifier)"] + who + population + [given] + asOf
    let whole = Fact(
      field: .toll, name: "toll", value: Wording.toll(toll), detail: detail.joined(separator: "; "), evidence: toll.evidence)
    let parts = toll.subgroups.map { group in
      Fact(
        field: .toll, name: "of which", value: "\(group.group): \(text(group.min)) to \(text(group.max))", detail: "among the \(toll.kind)",
        evidence: group.evidence)
    }
    return [whole] + parts
  }

  init(loading: Loading) {
    let neutral = loading.neutral.map { ["neutral: \($0)"] } ?? []
    let detail = ["about \(loading.about)", "voice of the \(loading.voice)"] + neutral
    self.init(field: .loaded, name: "loaded", value: loading.category, detail: detail.joined(separator: "; "), evidence: loading.evidence)
  }

  init(undisclosed: Undisclosed) {
    self.init(field: .undisclosed, name: "not told", value: undisclosed.what, evidence: undisclosed.evidence)
  }

  private static func text(_ number: Int?) -> String { number.map(String.init) ?? "open" }

  private static func all(of speaker: Speaker) -> [Fact] {
    var facts = [Fact(party: speaker.party, .speaker, "speaker")]
    if let cue = speaker.cue { facts.append(Fact(field: .cue, name: "cue", value: "word of saying", evidence: [cue])) }
    if let channel = speaker.channel {
      facts.append(Fact(field: .channel, name: "channel", value: channel.name, detail: channel.kind, evidence: channel.evidence))
    }
    return facts
  }

  private init(party: Party, _ field: Field, _ name: String) {
    let detail = [party.kind == "unknown" ? "kind unknown" : party.kind, party.country, party.id].compactMap(\.self)
    self.init(field: field, name: name, value: party.name, detail: detail.joined(separator: "; "), evidence: party.evidence)
  }

  private init(place: PlaceValue) {
    var detail = [place.precision == "unresolved" ? "not in the gazetteer" : place.precision, place.country ?? "no country told"]
    if place.isDisputed { detail.append("disputed") }
    if let latitude = place.latitude, let longitude = place.longitude {
      let radius = place.radius.map { " ± \(Wording.number($0)) km" } ?? ""
      detail.append("\(Wording.number(latitude)), \(Wording.number(longitude))\(radius)")
    }
    if let id = place.id { detail.append(id) }
    if place.basis != "stated" { detail.append(place.basis) }
    self.init(field: .place, name: "place", value: place.name, detail: detail.joined(separator: "; "), evidence: place.evidence)
  }

  private init(date: DateValue) {
    let basis =
      ["relative": "counted from the publication date", "publication": "taken from the publication date"][date.basis] ?? date.basis
    let interval = "from \(date.from?.description ?? "open") to \(date.to?.description ?? "open")"
    let open = date.open.map { ["\($0) open"] } ?? []
    let detail = (date.from == date.to ? [] : [interval]) + [date.precision] + open + [basis]
    self.init(field: .date, name: "date", value: Wording.date(date), detail: detail.joined(separator: "; "), evidence: date.evidence)
  }
}
