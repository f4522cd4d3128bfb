import Foundation

/// The earth as a sphere.
enum Sphere {
  /// Kilometres between two points given in degrees.
  static func distance(_ latitude: Double, _ longitude: Double, _ otherLatitude: Double, _ otherLongitude: Double) -> Double {
    let (north, south) = (radians(latitude), radians(otherLatitude))
    let (up, along) = (sin((south - north) / 2), sin(radians(otherLongitude - longitude) / 2))
    return 2 * 6371 * asin(min(1, (up * up + cos(north) * cos(south) * along * along).squareRoot()))
  }

  private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
