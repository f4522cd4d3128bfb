public import Records
public import SourceText

extension Record {
  /// Every evidence of the record, with the name of the field that it stands in.
  public var evidences: [(field: String, evidence: Evidence)] {
    var all: [(field: String, evidence: Evidence)] = []
    func add(_ field: String, _ evidence: [Evidence]) { all += evidence.map { (field, $0) } }
    func add(_ toll: Toll) {
      add("toll", toll.evidence)
      add("of_which", toll.subgroups.flatMap(\.evidence))
      toll.speakers.forEach(add)
    }
    func add(_ speaker: Speaker) {
      add("speaker", speaker.party.evidence)
      add("channel", speaker.channel?.evidence ?? [])
      add("cue", speaker.cue.map { [$0] } ?? [])
    }
    for claim in claims {
      add("trigger", claim.trigger)
      add("agent", claim.agent.flatMap(\.evidence))
      add("target", claim.target.flatMap(\.evidence))
      add("place", claim.place.flatMap(\.evidence))
      add("date", claim.date?.evidence ?? [])
      add("means", claim.means.flatMap(\.evidence))
      claim.tolls.forEach(add)
      claim.speakers.forEach(add)
    }
    tolls.forEach(add)
    add("loading", loadings.flatMap(\.evidence))
    add("undisclosed", undisclosed.flatMap(\.evidence))
    add("persons", persons.flatMap(\.evidence))
    return all
  }

  /// What does not hold that must hold of every record; empty for a good one.
  public var faults: [String] {
    var faults: [String] = []
    for (field, evidence) in evidences where document.text(of: evidence.span) != evidence.quote || evidence.quote.isEmpty {
      faults.append("\(field): « \(evidence.quote) » does not stand at \(evidence.span)")
    }
    if claims.map(\.id) != (1...max(1, claims.count)).map({ "c\($0)" }).prefix(claims.count).map({ $0 }) {
      faults.append("ids are not c1, c2, ...")
    }
    for claim in claims {
      if claim.trigger.isEmpty { faults.append("\(claim.id) has no act words") }
      if let other = claim.sameAs, other == claim.id || !claims.contains(where: { $0.id == other }) {
        faults.append("\(claim.id) is the same as no claim")
      }
      if !(0...1).contains(claim.confidence) { faults.append("\(claim.id) has a confidence of \(claim.confidence)") }
      if let from = claim.date?.from, let to = claim.date?.to, from > to { faults.append("\(claim.id) ends before it begins") }
      for toll in claim.tolls + tolls {
        if let min = toll.min, let max = toll.max, min > max { faults.append("\(toll.kind) \(min) > \(max)") }
      }
    }
    return faults
  }
}
