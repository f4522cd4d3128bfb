import Codes
import SourceText

/// How the accounts of two reports agree: points, and each reason in plain words.
struct Comparison {
  /// Sum of the points.
  private(set) var points = 0.0
  /// What speaks for one happening.
  private(set) var because: [String] = []
  /// Whether something rules it out.
  private(set) var isExcluded = false

  /// Points from which two accounts are taken to tell one happening.
  static let enough = 4.5

  /// Points above what is needed, cut at both ends so that no single pair decides over many.
  var margin: Double { isExcluded ? -4 : min(3, max(-4, points - Comparison.enough)) }

  /// How strongly they agree, from 0 to 1.
  var weight: Double { isExcluded ? 0 : min(1, max(0, points / 9)) }

  init(_ a: Facts, _ b: Facts) {
    isExcluded = a.family != b.family || a.isPlanned != b.isPlanned
    let steps: [(inout Comparison) -> Void] = [
      { $0.compareDays(a, b) }, { $0.comparePlaces(a, b) }, { $0.compareModes(a, b) },
      { $0.compare(a.targets, b.targets, "target", Points.target) },
      { $0.compare(a.agents, b.agents, "agent", a.isOfStates ? Points.actor : Points.agent) },
      { $0.compareCounts(a, b) },
    ]
    for step in steps where !isExcluded { step(&self) }
  }

  mutating func exclude() { isExcluded = true }

  mutating func add(_ value: Double, _ reason: String? = nil) {
    points += value
    if let reason { because.append(reason) }
  }
}

/// What agreement and disagreement weigh.
enum Points {
  static let sameDay = 2.0, sharedDays = 1.0, nextDay = -0.5, undated = -0.4
  static let sameTown = 3.0, sameName = 2.5, neighbours = 0.3, sameArea = 1.8, inside = 1.5, sameCountry = 0.5
  static let inherited = -0.4, aside = -0.7
  static let sameMode = 0.7, otherMode = -1.5, otherType = -1.0, sameMeans = 0.5
  struct Side { let same: Double, name: Double, word: Double, kind: Double, other: Double }
  static let target = Side(same: 1.0, name: 1.5, word: 1.0, kind: 0.5, other: -1.0)
  static let agent = Side(same: 1.0, name: 1.0, word: 0.5, kind: 0.3, other: -0.5)
  /// For acts that are known by who does them.
  static let actor = Side(same: 2.0, name: 1.7, word: 0.5, kind: 0.3, other: -1.5)
  /// Added where two words of a name agree.
  static let longName = 0.5
  static let sameCount = 1.0, sameSmallCount = 0.5, nearCount = 0.3, farCount = -0.7, absurdCount = -1.5
}

// MARK: Days

extension Comparison {
  private mutating func compareDays(_ a: Facts, _ b: Facts) {
    guard let one = a.days, let other = b.days else { return exclude() }
    guard one.overlaps(other) else {
      let gap = max(one.lowerBound, other.lowerBound) - min(one.upperBound, other.upperBound)
      guard gap == 1, a.hasDay, b.hasDay, !(a.isFirm && b.isFirm) else { return exclude() }
      return add(Points.nextDay, "days next to each other, one of them not stated")
    }
    let shared = one.clamped(to: other)
    points += (a.isDated ? 0 : Points.undated) + (b.isDated ? 0 : Points.undated)
    if one.count == 1, other.count == 1 {
      add(Points.sameDay, "same day (\(Day(number: shared.lowerBound)))")
    } else if max(one.count, other.count) <= Telling.longest {
      add(
        max(one.count, other.count) == 2 ? (Points.sameDay + Points.sharedDays) / 2 : Points.sharedDays,
        "days in common (\(Comparison.words(shared)))")
    } else if one == other {
      add(Points.sharedDays, "same period (\(Comparison.words(shared)))")
    } else {
      exclude()
    }
  }

  private static func words(_ days: ClosedRange<Int>) -> String {
    let (from, to) = (Day(number: days.lowerBound), Day(number: days.upperBound))
    return from == to ? "\(from)" : "\(from) to \(to)"
  }
}

// MARK: Places

extension Comparison {
  private mutating func comparePlaces(_ a: Facts, _ b: Facts) {
    let best = Comparison.nearest(a, b)
    let name = a.placeName(in: b.targets) ?? b.placeName(in: a.targets)
    if let name, Points.sameName > best?.points ?? 0 {
      add(Points.sameName, "one names as target what the other names as place (\(name))")
    } else if let best {
      best.points < 0 ? exclude() : add(best.points, best.reason)
    }
  }
}

extension Comparison {
  /// How near the places are that agree best. Where the scenes lie apart it says nothing that both name a third place, as the head of a dispatch does.
  private static func nearest(_ a: Facts, _ b: Facts) -> Nearness? {
    let scenes = a.scenes.flatMap { one in b.scenes.map { Nearness(one, 0, $0, 0) } }
    let areApart = !scenes.isEmpty && scenes.allSatisfy { $0.points < 0 }
    let pairs = a.places.flatMap { one -> [Nearness] in
      b.places.compactMap { other in
        if areApart, !a.isScene(one), !b.isScene(other) { return nil }
        return Nearness(one, a.weight(of: one), other, b.weight(of: other))
      }
    }
    return pairs.max { $0.points < $1.points }
  }
}

/// How near two places are, for what their precision allows.
struct Nearness {
  let points: Double
  let reason: String

  /// Two places with what is to be taken off for each if they agree.
  init(_ a: Telling.Spot, _ weight: Double, _ b: Telling.Spot, _ other: Double) {
    let (agreement, words) = Nearness.judge(a, b)
    (points, reason) = (agreement > 0 ? agreement + (weight + other) : agreement, words)
  }

  private static func judge(_ a: Telling.Spot, _ b: Telling.Spot) -> (Double, String) {
    if let id = a.id, id == b.id {
      if a.isTown { return (Points.sameTown, "same place (\(a.name))") }
      return (a.isRegion ? Points.sameArea : Points.sameCountry, "same \(a.isRegion ? "region" : "country") (\(a.name))")
    }
    if a.name == b.name {
      let isTown = a.isTown || b.isTown || a.latitude == nil || b.latitude == nil
      return (isTown ? Points.sameName : Points.sameArea, "places of one name (\(a.name))")
    }
    if let distance = a.distance(to: b) { return judge(distance, a, b) }
    if let country = a.country, country == b.country { return (0, "same country (\(country))") }
    return (a.country != nil && b.country != nil ? -1 : 0, "places of which one is not known")
  }

  private static func judge(_ distance: Double, _ a: Telling.Spot, _ b: Telling.Spot) -> (Double, String) {
    let words = "places \(Int(distance.rounded())) km apart"
    if a.isTown, b.isTown {
      if distance < 2 { return (Points.sameTown, words) }
      return distance <= a.radius + b.radius ? (Points.neighbours, words + ", within their precision") : (-1, words)
    }
    let reach = a.radius + b.radius
    guard distance <= max(reach, 30), a.country == nil || b.country == nil || a.country == b.country else { return (-1, words) }
    let isWide = a.precision == "country" || b.precision == "country"
    return (isWide ? Points.sameCountry : Points.inside, words + ", within their precision")
  }
}

extension Facts {
  /// A place of which the other only says that it was hit: "the attack on Sokoura".
  fileprivate func placeName(in targets: Parties) -> String? {
    if targets.proper.isEmpty { return nil }
    return places.map(\.name).filter { !targets.proper.isDisjoint(with: $0.split(separator: " ").map(String.init)) }.min()
  }

  /// What is taken off where a place agrees that stands in another sentence than the act, or behind the scene.
  fileprivate func weight(of place: Telling.Spot) -> Double {
    (place.isStated ? 0 : Points.inherited) + (place.isTown && !isScene(place) ? Points.aside : 0)
  }

  fileprivate func isScene(_ place: Telling.Spot) -> Bool { scenes.contains { $0.mark == place.mark } }
}

extension Telling.Spot {
  /// Id, or the name of a place without one.
  var mark: String { id ?? name }

  /// Whether it is a region of a country.
  var isRegion: Bool { precision != "country" && precision != "sea" }

  /// Kilometres along the great circle; nil if one of the places has no coordinates.
  func distance(to other: Telling.Spot) -> Double? {
    guard let latitude, let longitude, let south = other.latitude, let east = other.longitude else { return nil }
    return Sphere.distance(latitude, longitude, south, east)
  }
}

// MARK: What happened to whom

extension Comparison {
  private mutating func compareModes(_ a: Facts, _ b: Facts) {
    if a.types.isDisjoint(with: b.types) { add(Points.otherType) }
    if a.modes.isEmpty || b.modes.isEmpty { return }
    let shared = a.modes.intersection(b.modes)
    guard let mode = shared.min() else { return add(Points.otherMode) }
    add(Points.sameMode, "same kind of force (\(mode))")
    if let weapon = a.means.intersection(b.means).min() { add(Points.sameMeans, "same weapon (\(weapon))") }
  }

  private mutating func compare(_ a: Parties, _ b: Parties, _ what: String, _ points: Points.Side) {
    if a.isEmpty || b.isEmpty { return }
    if let id = a.ids.intersection(b.ids).min() {
      add(points.same, "same \(what) (\(id))")
    } else if let name = a.names(sharedWith: b) {
      add(name.count > 1 ? points.name + Points.longName : points.name, "same \(what) by name (\(name.joined(separator: " ")))")
    } else if let word = a.words.intersection(b.words).min() {
      add(points.word, "\(what)s share a word (\(word))")
    } else if let kind = a.kinds.intersection(b.kinds).min() {
      add(points.kind, "\(what)s of one kind (\(kind))")
    } else if !a.kinds.isEmpty, !b.kinds.isEmpty {
      add(points.other)
    }
  }

  private mutating func compareCounts(_ a: Facts, _ b: Facts) {
    for kind in Set(a.counts.map(\.kind)).intersection(b.counts.map(\.kind)).sorted() {
      let (ones, others) = (a.counts.filter { $0.kind == kind }, b.counts.filter { $0.kind == kind })
      if ones.isEmpty || others.isEmpty { continue }
      let best = ones.flatMap { one in others.map { Agreement(one, $0) } }.max { $0.points < $1.points }
      if let best { add(best.points, best.points > 0 ? "\(kind): \(best.words)" : nil) }
    }
  }
}

/// How far two figures agree.
private struct Agreement {
  let points: Double
  let words: String

  init(_ a: Telling.Count, _ b: Telling.Count) {
    let (one, other) = (a.min ?? a.max ?? 0, b.min ?? b.max ?? 0)
    let (low, high) = (min(one, other), max(one, other))
    if high == 0 {
      (points, words) = (0, "")
    } else if low == high {
      (points, words) = (low > 2 ? Points.sameCount : Points.sameSmallCount, "\(low) in both")
    } else if Double(high) <= 1.7 * Double(low) + 1 {
      (points, words) = (Points.nearCount, "\(low) and \(high), not far apart")
    } else {
      (points, words) = (Double(high) > 4 * Double(low) + 2 ? Points.absurdCount : Points.farCount, "\(low) and \(high)")
    }
  }
}
