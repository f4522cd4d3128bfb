import Records

/// What makes a place sensitive: kinds of parties, and words in any language.
struct Sensitivity: Sendable {
  private let kinds: Set<String>
  /// Phrases by first word.
  private let phrases: [String: [[String]]]

  init(_ policy: Policy) {
    kinds = Set(policy.sensitiveKinds)
    phrases = Dictionary(grouping: policy.sensitiveWords.values.flatMap { $0 }.map(Words.folded).filter { !$0.isEmpty }) { $0[0] }
  }

  /// Whether a claim tells of such a place.
  func concerns(_ claim: Claim) -> Bool {
    let names = (claim.target + claim.agent).map(\.name) + claim.place.map(\.name) + claim.tolls.compactMap(\.who)
    return (claim.target + claim.agent).contains { kinds.contains($0.kind) } || names.contains(where: concerns)
  }

  private func concerns(_ name: String) -> Bool {
    let words = Words.folded(name)
    return words.indices.contains { index in
      (phrases[words[index]] ?? []).contains { words[index...].starts(with: $0) }
    }
  }
}

/// Coarsens the places of one incident.
struct PlaceCoarsening {
  private let gate: Gate
  private let isSensitive: Bool
  /// What was taken away, each place once.
  private(set) var withheld: [(place: String, rule: Rule, reason: String)] = []

  /// - Parameter claims: all claims of the incident: one that tells of a hospital makes the places of all others sensitive.
  init(gate: Gate, claims: [Claim]) {
    self.gate = gate
    isSensitive = gate.applies(.sensitive) && claims.contains(where: gate.sensitivity.concerns)
  }

  /// The place as it may leave.
  mutating func coarsened(_ place: PlaceValue) -> PlaceValue {
    var place = place
    if place.isDisputed, gate.applies(.disputed) { place.country = nil }
    if place.latitude != nil || place.longitude != nil { locate(&place) }
    if place.precision == "point", gate.applies(.grid) { (place.precision, place.id) = ("area", nil) }
    return place
  }

  private mutating func locate(_ place: inout PlaceValue) {
    guard PlaceCoarsening.isOnEarth(place) else {
      (place.latitude, place.longitude) = (nil, nil)
      return
    }
    let isRegion = ["admin1", "admin2", "country", "sea", "unresolved"].contains(place.precision)
    if gate.applies(.region), isRegion || (place.radius ?? 0) > gate.policy.largestRadius {
      (place.latitude, place.longitude) = (nil, nil)
      return note(place, .region, "a region leaves by name, not as a point in its middle")
    }
    if isSensitive { return hide(&place) }
    if gate.applies(.grid) { round(&place, to: gate.policy.grid, .grid) }
  }

  private static func isOnEarth(_ place: PlaceValue) -> Bool {
    guard let north = place.latitude, let east = place.longitude else { return false }
    return (-90...90).contains(north) && (-180...180).contains(east)
  }

  /// What is near a hospital, school, shelter, camp or place of worship.
  private mutating func hide(_ place: inout PlaceValue) {
    place.id = nil
    guard gate.policy.sensitiveGrid > 0 else {
      (place.latitude, place.longitude, place.radius) = (nil, nil, nil)
      return note(place, .sensitive, "a sensitive place; no coordinates leave")
    }
    round(&place, to: max(gate.policy.sensitiveGrid, gate.policy.grid), .sensitive)
    place.precision = "area"
  }

  private mutating func round(_ place: inout PlaceValue, to grid: Double, _ rule: Rule) {
    let (north, east) = (
      place.latitude.map { PlaceCoarsening.rounded($0, grid) }, place.longitude.map { PlaceCoarsening.rounded($0, grid) }
    )
    if north != place.latitude || east != place.longitude { note(place, rule, "coordinates are rounded to \(grid) degrees") }
    (place.latitude, place.longitude) = (north, east)
    // Half the diagonal of a cell: a degree is 111 km.
    place.radius = max(place.radius ?? 0, (grid * 111 * 0.7072).rounded(.up))
  }

  private mutating func note(_ place: PlaceValue, _ rule: Rule, _ reason: String) {
    if !withheld.contains(where: { $0.place == place.name && $0.rule == rule }) { withheld.append((place.name, rule, reason)) }
  }

  /// The nearest point of the grid, without the noise of binary fractions.
  static func rounded(_ value: Double, _ grid: Double) -> Double {
    ((value / grid).rounded() * grid * 10_000).rounded() / 10_000 + 0  // no negative zero
  }
}
