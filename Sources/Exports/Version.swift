import Codes
import Records
import SourceText

/// What one voice says of a happening: the claims of one root that stand alike to it.
struct Version {
  let root: Root
  let members: [Member]
  var claims: [Claim] { members.map(\.claim) }
  /// Whether the voice says that it did not happen, or did not do it.
  var isDenial: Bool { members.first?.claim.stance == .denied }
  /// The stances that occur, each once.
  var stances: [Stance] { Stance.allCases.filter { stance in members.contains { $0.claim.stance == stance } } }

  /// The versions of an incident: claims of responsibility, then denials, then the others; without a claim the denials stand second.
  static func all(_ published: PublishedIncident) -> [Version] {
    var order: [String] = []
    var groups: [String: (root: Root, members: [Member])] = [:]
    for member in published.incident.members {
      let root = published.voice(of: member)
      let key = side(member.claim.stance) + " " + root.key
      if groups[key] == nil { order.append(key) }
      groups[key, default: (root, [])].members.append(member)
    }
    let versions = order.compactMap { groups[$0] }.map { Version(root: $0.root, members: $0.members) }
    let sorted = versions.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    let denials = sorted.filter(\.isDenial)
    let others = sorted.filter { !$0.isDenial }
    let first = max(1, others.prefix { $0.stances.contains(.claimed) }.count)
    return others.prefix(first) + denials + others.dropFirst(first)
  }

  /// Rows of columns of nearly equal number, none longer than `width`.
  static func rows(_ versions: [Version], width: Int) -> [[Version]] {
    let count = (versions.count + width - 1) / max(1, width)
    return (0..<count).map { Array(versions[$0 * versions.count / count..<($0 + 1) * versions.count / count]) }
  }

  private static func side(_ stance: Stance) -> String { stance == .denied || stance == .planned ? stance.rawValue : "told" }

  private static let ranks: [Stance] = [.claimed, .confirmed, .reported, .alleged, .planned, .denied]
  private var rank: Int { Version.ranks.firstIndex { rank in members.contains { $0.claim.stance == rank } } ?? 0 }
}

/// Who says so in the end: the innermost speaker of a chain, or the outlet.
struct Root {
  let name: String
  /// What tells it from others; a name that was replaced means somebody else in each report.
  let key: String
  /// Kind of the speaker; nil for an outlet.
  let kind: String?
}

extension PublishedIncident {
  func voice(of member: Member) -> Root {
    let report = reports[member.report]
    guard let speaker = member.claim.speakers.last?.party else {
      let name = report?.outlet ?? report?.input ?? member.report
      return Root(name: name, key: "outlet " + name.lowercased(), kind: nil)
    }
    let place = speaker.name.contains("[") ? member.report + " " : ""
    return Root(name: speaker.name, key: "speaker " + place + (speaker.id ?? speaker.name.lowercased()), kind: speaker.kind)
  }
}
