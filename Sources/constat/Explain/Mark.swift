import Records
import SourceText

/// What a stretch of the text was read as.
enum Field: String, CaseIterable {
  case deed, agent, target, speaker, cue, channel, place, date, means, toll, loaded, undisclosed
}

/// A field of a claim, or of the document if it belongs to no claim: `c1.agent`, `c1.toll killed`, `loaded`.
struct Label: Hashable {
  let claim: String?
  let field: Field
  var detail: String?

  /// The field with its detail: `toll killed`.
  var name: String { field.rawValue + (detail.map { " " + $0 } ?? "") }
}

/// A stretch of the text with everything that was read from just these words.
struct Mark {
  let span: Span
  let labels: [Label]

  /// Labels with the claims that share a field before it and the fields of one claim together: `c1.agent+speaker`, `c3,c4.deed`.
  var text: String {
    var order: [String] = []
    var claims: [String: [String]] = [:]
    for label in labels {
      if claims[label.name] == nil { order.append(label.name) }
      if let claim = label.claim { claims[label.name, default: []].append(claim) } else { claims[label.name, default: []] += [] }
    }
    var groups: [(claims: [String], names: [String])] = []
    for name in order {
      let owners = claims[name] ?? []
      if let index = groups.firstIndex(where: { $0.claims == owners }) {
        groups[index].names.append(name)
      } else {
        groups.append((owners, [name]))
      }
    }
    return groups.map { ($0.claims.isEmpty ? "" : $0.claims.joined(separator: ",") + ".") + $0.names.joined(separator: "+") }.joined(
      separator: " ")
  }
}

extension Mark {
  /// The marks of a record in the order of the text, the wider before the narrower.
  static func all(of record: Record) -> [Mark] {
    var labels: [Span: [Label]] = [:]
    func add(_ evidence: [Evidence], _ label: Label) {
      for one in evidence where labels[one.span]?.contains(label) != true { labels[one.span, default: []].append(label) }
    }
    for claim in record.claims { Evidences(claim: claim.id).visit(claim, add) }
    let loose = Evidences(claim: nil)
    for toll in record.tolls { loose.visit(toll, add) }
    for loading in record.loadings { add(loading.evidence, Label(claim: nil, field: .loaded)) }
    for undisclosed in record.undisclosed { add(undisclosed.evidence, Label(claim: nil, field: .undisclosed, detail: undisclosed.what)) }
    return labels.map { Mark(span: $0.key, labels: $0.value) }.sorted { ($0.span.start, $1.span.end) < ($1.span.start, $0.span.end) }
  }
}

/// Walks over all evidence of a claim or a figure.
private struct Evidences {
  let claim: String?
  typealias Visitor = ([Evidence], Label) -> Void

  func visit(_ claim: Claim, _ add: Visitor) {
    add(claim.trigger, label(.deed))
    for party in claim.agent { add(party.evidence, label(.agent)) }
    for party in claim.target { add(party.evidence, label(.target)) }
    for speaker in claim.speakers { visit(speaker, nil, add) }
    for place in claim.place { add(place.evidence, label(.place)) }
    if let date = claim.date { add(date.evidence, label(.date)) }
    for means in claim.means { add(means.evidence, label(.means)) }
    for toll in claim.tolls {
      visit(toll, add, known: claim.speakers)
    }
  }

  func visit(_ toll: Toll, _ add: Visitor, known: [Speaker] = []) {
    add(toll.evidence, label(.toll, toll.kind))
    for group in toll.subgroups { add(group.evidence, label(.toll, "\(toll.kind): \(group.group)")) }
    for speaker in toll.speakers where !known.contains(speaker) { visit(speaker, "of \(toll.kind)", add) }
  }

  private func visit(_ speaker: Speaker, _ detail: String?, _ add: Visitor) {
    add(speaker.party.evidence, label(.speaker, detail))
    if let cue = speaker.cue { add([cue], label(.cue, detail)) }
    if let channel = speaker.channel { add(channel.evidence, label(.channel, detail)) }
  }

  private func label(_ field: Field, _ detail: String? = nil) -> Label { Label(claim: claim, field: field, detail: detail) }
}
