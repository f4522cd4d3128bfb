import Records
import SourceText

/// The grid that published positions are rounded to.
struct Grid {
  /// Degrees from one position to the next.
  let degrees: Double

  /// The cell in which a place lies; nil for a place that is wider than a settlement, has no position or no possible one.
  func cell(of place: PlaceValue) -> Cell? {
    guard place.precision == "point" || place.precision == "settlement", let latitude = place.latitude, let longitude = place.longitude,
      latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180
    else { return nil }
    return Cell(latitude: snapped(latitude), longitude: snapped(longitude), degrees: degrees)
  }

  private func snapped(_ value: Double) -> Double { (value / degrees).rounded() * degrees }
}

/// A square of a grid, known by its middle. It says "somewhere in here".
struct Cell: Hashable {
  let latitude: Double
  let longitude: Double
  let degrees: Double

  var south: Double { max(-90, latitude - degrees / 2) }
  var north: Double { min(90, latitude + degrees / 2) }
  var west: Double { longitude - degrees / 2 }
  var east: Double { longitude + degrees / 2 }
}
