import Codes
import Records

/// One report's account of one happening: its tellings of it taken together.
struct Account {
  /// The tellings, by their order in the text.
  let members: [Telling]
  /// What they tell.
  let facts: Facts

  /// An account; the tellings are of one report.
  init(_ tellings: [Telling]) {
    members = tellings.sorted { ($0.order, $0.key) < ($1.order, $1.key) }
    facts = Facts(members)
  }

  /// The first member: the one by which the account is named.
  var key: ClaimKey { members.first?.key ?? ClaimKey(report: "", claim: "") }
}

/// All that counts when accounts are compared; reports that tell the same in the same words have the same facts.
struct Facts: Hashable {
  /// The family of the act, and the types it is told as.
  let family: String, types: Set<EventType>
  /// Whether such acts are known by who does them.
  let isOfStates: Bool
  /// The days on which all members can be true.
  let days: ClosedRange<Int>?
  /// Whether a member states the day, and whether one states it whole.
  let isDated: Bool, isFirm: Bool
  /// Places of the members that state one; if none does, the inherited ones.
  let places: [Telling.Spot]
  /// Those of them that are the scene of a member.
  let scenes: [Telling.Spot]
  /// Whether a member gives or inherits a day.
  let hasDay: Bool
  /// Groups of the modes.
  let modes: Set<String>
  /// Who did it, and to whom.
  let agents: Parties, targets: Parties
  /// Kinds of weapons.
  let means: Set<String>
  /// Figures, without parts of others.
  let counts: [Telling.Count]
  /// Whether it lies ahead in all that is said.
  let isPlanned: Bool
  /// Whether the report tells it as its news.
  let isNews: Bool

  /// What some tellings of one report say together, in the order of the text.
  init(_ members: [Telling]) {
    (family, types) = (members.first.map { Family.name($0.type) } ?? "", Set(members.map(\.type)))
    isOfStates = members.first.map { Family.isOfStates($0.type) } ?? false
    let firm = members.filter(\.isFirm)
    let dated = members.filter { $0.time?.isStated ?? false }
    (isDated, isFirm) = (!dated.isEmpty, !firm.isEmpty)
    days = Facts.days(!firm.isEmpty ? firm : !dated.isEmpty ? dated : members)
    let spots = members.flatMap(\.places)
    let stated = spots.filter(\.isStated)
    places = Facts.unique(stated.isEmpty ? spots : stated)
    let marks = Set(spots.filter(\.isScene).map(\.mark))
    scenes = places.filter { marks.contains($0.mark) }
    hasDay = members.contains { $0.time != nil }
    modes = Set(members.compactMap { $0.mode.flatMap(Family.group) })
    (agents, targets) = (Parties(members.flatMap(\.agents)), Parties(members.flatMap(\.targets)))
    means = Set(members.flatMap(\.means))
    counts = members.flatMap(\.counts).filter { $0.scope != "partial" }.map { count in
      var count = count
      count.kind = Family.counted(count.kind)
      return count
    }
    isPlanned = members.allSatisfy { $0.stance == .planned }
    isNews = members.contains(where: \.isNews)
  }

  /// What orders facts whatever reports hold them: where two groups are equally near, ids of reports must not decide.
  var order: String {
    let parts: [[String]] = [
      [days.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "", isNews ? "" : "later"], places.map { "\($0.mark) \($0.isStated)" },
      scenes.map(\.mark),
      types.map(\.rawValue).sorted(), modes.sorted(), means.sorted(), agents.order, targets.order,
      counts.map { "\($0.kind) \($0.min ?? -1) \($0.max ?? -1) \($0.scope)" }, ["\(isDated) \(isFirm) \(hasDay) \(isPlanned)"],
    ]
    return parts.map { $0.joined(separator: ",") }.joined(separator: "|")
  }

  /// The days that all intervals share; if they share none, those of the shortest.
  private static func days(_ members: [Telling]) -> ClosedRange<Int>? {
    let spans = members.compactMap(\.span).sorted { ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound) }
    guard let first = spans.first else { return nil }
    return spans.dropFirst().reduce(first) { shared, next in shared.overlaps(next) ? shared.clamped(to: next) : shared }
  }

  private static func unique(_ spots: [Telling.Spot]) -> [Telling.Spot] {
    var seen: Set<String> = []
    return spots.filter { seen.insert($0.mark).inserted }
  }
}

/// The agents or the targets of an account.
struct Parties: Hashable {
  /// Ids of the actor index.
  let ids: Set<String>
  /// Kinds that say something.
  let kinds: Set<String>
  /// Long words of their names.
  let words: Set<String>
  /// Words with a capital.
  let proper: Set<String>

  init(_ sides: [Telling.Side]) {
    ids = Set(sides.compactMap(\.id))
    kinds = Set(sides.map(\.kind).filter { $0 != "unknown" })
    words = Set(sides.flatMap(\.words))
    proper = Set(sides.flatMap(\.proper))
  }

  /// All of it, sorted.
  var order: [String] { [ids, kinds, words, proper].map { $0.sorted().joined(separator: " ") } }

  /// Words of names that both have, and that one of them writes as a name; nil if there are none.
  func names(sharedWith other: Parties) -> [String]? {
    let names = proper.intersection(other.words).union(other.proper.intersection(words))
    return names.isEmpty ? nil : names.sorted()
  }

  /// Whether nobody is known.
  var isEmpty: Bool { ids.isEmpty && kinds.isEmpty && words.isEmpty }
}
