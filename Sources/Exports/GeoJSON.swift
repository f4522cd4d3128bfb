import Codes
import Records
import SourceText

/// A FeatureCollection of RFC 7946, an incident a feature.
///
/// A region has no geometry, since its middle would be a place that nobody named; nor has what is wider than the grid, unless cells are asked for.
public struct GeoJSONExporter: Exporter {
  /// How a position is drawn.
  public enum Shape: String, CaseIterable, Sendable {
    /// As the rounded point; what is wider than the grid, and no town, has none.
    case point
    /// As the box in which it lies: a cell of the grid, or what its radius covers.
    case cell
  }
  private let shape: Shape
  private let grid: Grid
  private var isFirst = true

  /// An exporter; `degrees` is the grid of the policy.
  public init(shape: Shape = .point, degrees: Double = 0.1) { (self.shape, grid) = (shape, Grid(degrees: degrees)) }

  /// The head of the collection.
  public mutating func begin() -> [Piece] { [piece("{\"type\": \"FeatureCollection\", \"features\": [")] }

  /// A feature.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    defer { isFirst = false }
    return [Piece(path: Self.path, bytes: Array((isFirst ? "\n" : ",\n").utf8) + feature(published).compact())]
  }

  /// The foot of the collection.
  public mutating func end() -> [Piece] { [piece("\n]}\n")] }

  private static let path = "incidents.geojson"
  private func piece(_ text: String) -> Piece { Piece(path: Self.path, bytes: Array(text.utf8)) }

  private func feature(_ published: PublishedIncident) -> JSON {
    let summary = Summary(published)
    var seen: Set<Tile> = []
    let tiles = summary.places.compactMap(grid.tile).filter { seen.insert($0).inserted }
    return .object([
      ("type", .string("Feature")), ("id", .string(published.incident.id)), ("geometry", geometry(tiles)),
      ("properties", properties(published, summary)),
    ])
  }

  private func geometry(_ tiles: [Tile]) -> JSON {
    func object(_ type: String, _ parts: [JSON]) -> JSON {
      .object([("type", .string(parts.count == 1 ? type : "Multi" + type)), ("coordinates", parts.count == 1 ? parts[0] : .list(parts))])
    }
    let parts =
      switch shape {
      case .point: tiles.filter(\.isPoint).map { JSON.list([.number($0.longitude), .number($0.latitude)]) }
      case .cell: tiles.flatMap(\.polygons)
      }
    return parts.isEmpty ? .null : object(shape == .point ? "Point" : "Polygon", parts)
  }

  private func properties(_ published: PublishedIncident, _ summary: Summary) -> JSON {
    let (incident, date, place) = (published.incident, summary.date, summary.place)
    let tolls = Summary.tollKinds.flatMap { kind in
      let bounds = summary.bounds(kind)
      return [("\(kind)_min", JSON.optional(bounds.min)), ("\(kind)_max", JSON.optional(bounds.max))]
    }
    return .object(
      [
        ("id", .string(incident.id)), ("grade", .string(incident.grade.rawValue)), ("grade_reason", .string(incident.gradeReason)),
        ("review", .string(summary.review)), ("types", strings(summary.codings)), ("stances", strings(summary.stances)),
        ("date_from", .optional(date?.from?.description)), ("date_to", .optional(date?.to?.description)),
        ("date_precision", .optional(date?.precision)), ("place", .optional(place?.name)), ("place_id", .optional(place?.id)),
        ("country", .optional(place?.country)), ("disputed", .bool(summary.places.contains(where: \.isDisputed))),
        ("precision", .optional(place?.precision)), ("radius_km", .optional(place?.radius)), ("roots", strings(summary.roots(published))),
        ("reports", .int(summary.reports.count)),
      ] + tolls)
  }

  private func strings(_ words: [String]) -> JSON { .list(words.map(JSON.string)) }
}

extension Tile {
  /// Rings of a Polygon, counterclockwise; two where the cell crosses the antimeridian.
  fileprivate var polygons: [JSON] {
    if west < -180 { return [ring(west + 360, 180), ring(-180, east)] }
    if east > 180 { return [ring(west, 180), ring(-180, east - 360)] }
    return [ring(west, east)]
  }

  private func ring(_ west: Double, _ east: Double) -> JSON {
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return .list([.list(corners.map { .list([.number($0.0), .number($0.1)]) })])
  }
}
