import Codes
import Records

/// Whether two claims of one report tell one happening.
enum SameReport {
  /// What the pair speaks: above 0 for one happening; nil if that is ruled out.
  static func margin(_ a: Telling, _ b: Telling) -> Double? {
    guard a.type == b.type, (a.stance == .planned) == (b.stance == .planned), let days = days(a, b), let places = places(a, b) else {
      return nil
    }
    let isLinked = a.isLinked(to: b)
    let points = days + places + (isLinked ? 2.5 : 0) + modes(a, b) + targets(a, b) + counts(a, b)
    return Family.isDeed(a.type) ? points - 1 : points - 1 + words(a, b)
  }

  /// Days of which one was taken over from the other sentence say little.
  private static func days(_ a: Telling, _ b: Telling) -> Double? {
    guard let one = a.time, let other = b.time else { return 0.3 }
    let (first, second) = (one.from...one.to, other.from...other.to)
    guard first.overlaps(second) else { return nil }
    if first == second { return one.isStated && other.isStated ? 1 : 0.8 }
    return max(first.count, second.count) > Telling.longest ? nil : 0.3
  }

  private static func places(_ a: Telling, _ b: Telling) -> Double? {
    guard let one = a.places.first, let other = b.places.first else { return 0.3 }
    let marks = Set(a.places.map(\.mark))
    if b.places.contains(where: { marks.contains($0.mark) }) { return 0.8 }
    if !one.isStated || !other.isStated { return 0.2 }
    return one.isTown && other.isTown ? nil : 0
  }

  private static func modes(_ a: Telling, _ b: Telling) -> Double {
    guard let one = a.mode.flatMap(Family.group), let other = b.mode.flatMap(Family.group) else { return 0.1 }
    return one == other ? 0.5 : -1
  }

  private static func targets(_ a: Telling, _ b: Telling) -> Double {
    let (one, other) = (Parties(a.targets), Parties(b.targets))
    if !one.words.isDisjoint(with: other.words) { return 0.5 }
    return one.kinds.isEmpty || other.kinds.isEmpty || !one.kinds.isDisjoint(with: other.kinds) ? 0 : -0.4
  }

  /// Two figures of one kind by one speaker are two happenings, unless one is a part of the other.
  private static func counts(_ a: Telling, _ b: Telling) -> Double {
    let firsts = a.counts.filter { $0.scope == "incident" }
    let isOther = b.counts.contains { count in
      count.scope == "incident" && firsts.contains { $0.kind == count.kind && $0.min != count.min && a.root == b.root }
    }
    return isOther ? -0.8 : 0
  }

  /// Acts of speech have no place; who speaks must be the same.
  private static func words(_ a: Telling, _ b: Telling) -> Double {
    let (one, other) = (Parties(a.agents), Parties(b.agents))
    return one.ids.isDisjoint(with: other.ids) && one.words.isDisjoint(with: other.words) ? -2 : 0.5
  }
}

extension Telling {
  /// Whether reading took one for another telling of the other.
  func isLinked(to other: Telling) -> Bool { sameAs == other.key.claim || other.sameAs == key.claim }
}
