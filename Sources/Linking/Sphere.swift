/// The earth as a sphere; sines are summed here, so that every machine gives the same digits.
enum Sphere {
  /// Kilometres between two points given in degrees: along the great circle up to some thousand kilometres, a little less beyond.
  static func distance(_ latitude: Double, _ longitude: Double, _ otherLatitude: Double, _ otherLongitude: Double) -> Double {
    let (up, along) = (sine((otherLatitude - latitude) / 2), sine((otherLongitude - longitude) / 2))
    let chord = (up * up + sine(90 - latitude) * sine(90 - otherLatitude) * along * along).squareRoot()
    let square = chord * chord
    return 2 * 6371 * chord * (1 + square * (1 / 6 + square * (3 / 40 + square * 15 / 336)))
  }

  /// The sine of an angle between -180 and 180 degrees, by its series.
  private static func sine(_ degrees: Double) -> Double {
    let angle = (degrees > 90 ? 180 - degrees : degrees < -90 ? -180 - degrees : degrees) * .pi / 180
    var (term, sum) = (angle, angle)
    for step in 1...9 {
      term *= -angle * angle / Double(2 * step * (2 * step + 1))
      sum += term
    }
    return sum
  }
}
