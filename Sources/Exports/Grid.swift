import Records

/// The grid that published positions are rounded to.
struct Grid {
  /// Degrees from one position to the next.
  let degrees: Double
  /// A degree of latitude.
  static let kilometres = 111.2

  /// A grid; steps of nothing or less become the default.
  init(degrees: Double) { self.degrees = degrees > 0 && degrees.isFinite ? degrees : 0.1 }

  /// Where on the map a place may lie: its cell of the grid, or the box around its radius if that is wider. Nil for a place without a possible position, and
  /// for a region, whose middle nobody named.
  func tile(of place: PlaceValue) -> Tile? {
    guard ["point", "settlement", "area"].contains(place.precision), let latitude = place.latitude, let longitude = place.longitude,
      latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180
    else { return nil }
    let radius = place.radius.flatMap { $0.isFinite ? $0 : nil } ?? 0
    let isWide = radius > (degrees * Grid.kilometres * 0.7072).rounded(.up)
    let height = isWide ? 2 * radius / Grid.kilometres : degrees
    let width = isWide ? height / max(0.02, Grid.cosine(latitude)) : degrees
    return Tile(
      latitude: snapped(latitude), longitude: snapped(longitude), height: height, width: min(width, 359),
      isPoint: !isWide || place.precision == "settlement")
  }

  private func snapped(_ value: Double) -> Double { (value / degrees).rounded() * degrees }

  /// The cosine of degrees up to 90, by its series: the same digits on every machine.
  static func cosine(_ degrees: Double) -> Double {
    let square = (degrees * .pi / 180) * (degrees * .pi / 180)
    return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56)))
  }
}

/// A box of degrees, known by its middle. It says "somewhere in here".
struct Tile: Hashable {
  let latitude: Double
  let longitude: Double
  let height: Double
  let width: Double
  /// Whether it is exact enough to be drawn as a point: not wider than the grid, or a town.
  let isPoint: Bool

  var south: Double { max(-90, latitude - height / 2) }
  var north: Double { min(90, latitude + height / 2) }
  var west: Double { longitude - width / 2 }
  var east: Double { longitude + width / 2 }
}
