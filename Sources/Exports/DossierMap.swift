import Records

/// A small map of tiles on a graticule: no tiles, no coast, and nothing finer than the grid of the policy.
struct DossierMap {
  let fields: DossierFields
  let grid: Grid
  private var labels: Labels { fields.labels }

  var html: HTML {
    let places = Summary(fields.published).places
    let drawn = places.compactMap { place in grid.tile(of: place).map { (place, $0) } }
    let list = HTML.tag("ul", ["class": "places"], places.map { place in .tag("li", [number(place, drawn), fields.place(place)]) })
    guard let view = MapView(drawn.map(\.1)) else {
      return .group([.tag("p", labels[places.isEmpty ? "map.nowhere" : "map.none"]), places.isEmpty ? .group([]) : list])
    }
    let caption = HTML.tag("figcaption", [.tag("p", labels["map.caption"]), list])
    return .tag("figure", ["class": "map"], [picture(view, drawn), caption])
  }

  private func number(_ place: PlaceValue, _ drawn: [(PlaceValue, Tile)]) -> HTML {
    guard let index = drawn.firstIndex(where: { $0.0.key == place.key }) else { return .group([]) }
    return .group([.tag("span", ["class": "key"], "\(index + 1)"), .text(" ")])
  }

  private func picture(_ view: MapView, _ drawn: [(PlaceValue, Tile)]) -> HTML {
    let title = labels.filled("map.title", drawn.map(\.0.name).joined(separator: ", "))
    return .tag(
      "svg", ["viewBox": "0 0 \(MapView.width) \(MapView.height)", "role": "img", "aria-label": title],
      [.tag("rect", ["class": "sea", "width": "\(MapView.width)", "height": "\(MapView.height)"], [])] + graticule(view)
        + drawn.enumerated().flatMap { cell(view, $0.element.1, number: $0.offset + 1) } + [scale(view)])
  }

  private func graticule(_ view: MapView) -> [HTML] {
    let meridians = view.meridians.flatMap { degree in
      let x = MapView.digits(view.x(degree))
      return [
        HTML.tag("line", ["x1": x, "x2": x, "y1": "0", "y2": "\(MapView.height)"], []),
        .tag("text", ["x": x, "y": "\(MapView.height - 4)", "dx": "3"], degrees(MapView.wrapped(degree), "east", "west")),
      ]
    }
    let parallels = view.parallels.flatMap { degree in
      let y = MapView.digits(view.y(degree))
      return [
        HTML.tag("line", ["x1": "0", "x2": "\(MapView.width)", "y1": y, "y2": y], []),
        // Near the lower edge stand the names of the meridians.
        view.y(degree) < Double(MapView.height - 18)
          ? .tag("text", ["x": "4", "y": y, "dy": "-3"], degrees(degree, "north", "south")) : .group([]),
      ]
    }
    return meridians + parallels
  }

  private func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
    Cell.digits(abs(value)) + "°" + (value == 0 ? "" : labels.code("compass", value > 0 ? positive : negative))
  }

  private func cell(_ view: MapView, _ cell: Tile, number: Int) -> [HTML] {
    let (left, right) = (view.x(cell.west), view.x(cell.east))
    let (top, bottom) = (view.y(cell.north), view.y(cell.south))
    return [
      .tag(
        "rect",
        [
          "class": "cell", "x": MapView.digits(left), "y": MapView.digits(top), "width": MapView.digits(right - left),
          "height": MapView.digits(bottom - top),
        ], []),
      .tag("text", ["class": "number", "x": MapView.digits(right), "y": MapView.digits(top), "dx": "3", "dy": "3"], "\(number)"),
    ]
  }

  private func scale(_ view: MapView) -> HTML {
    let (kilometres, length) = view.bar
    let (right, y) = (Double(MapView.width) - 12, 16.0)
    let line = HTML.tag(
      "line",
      [
        "class": "scale", "x1": MapView.digits(right - length), "x2": MapView.digits(right), "y1": MapView.digits(y),
        "y2": MapView.digits(y),
      ], [])
    let words = HTML.tag(
      "text", ["class": "scale", "x": MapView.digits(right), "y": MapView.digits(y + 14), "text-anchor": "end"], "\(kilometres) km")
    return .group([line, words])
  }
}

/// Which part of the world a map shows, and where a degree lies on it: equal steps of latitude, longitude narrowed as at its middle.
struct MapView {
  static let width = 480
  static let height = 300
  private let middle: (latitude: Double, longitude: Double)
  /// Picture units for a degree of latitude, and of longitude.
  private let unit: (latitude: Double, longitude: Double)

  /// A view around tiles; nil without any. Cells on both sides of the antimeridian are shown together.
  init?(_ tiles: [Tile]) {
    guard let first = tiles.first else { return nil }
    let shifts = tiles.map { Self.near($0.longitude, first.longitude) }
    let (west, east) = (shifts.min() ?? 0, shifts.max() ?? 0)
    let (south, north) = (tiles.map(\.south).min() ?? 0, tiles.map(\.north).max() ?? 0)
    let centre = (latitude: (south + north) / 2, longitude: (west + east) / 2)
    let narrowing = max(0.1, Grid.cosine(centre.latitude))
    let (height, width) = (tiles.map(\.height).max() ?? 0, tiles.map(\.width).max() ?? 0)
    let tall = max(1, (north - south) * 1.5 + height)
    let broad = max(1, ((east - west) * 1.4 + width * 2) * narrowing)
    let scale = min(Double(Self.height) / tall, Double(Self.width) / broad)
    (middle, unit) = (centre, (scale, scale * narrowing))
  }

  func x(_ longitude: Double) -> Double {
    Double(Self.width) / 2 + (Self.near(longitude, middle.longitude) - middle.longitude) * unit.longitude
  }
  func y(_ latitude: Double) -> Double { Double(Self.height) / 2 - (latitude - middle.latitude) * unit.latitude }

  var meridians: [Double] { lines(around: middle.longitude, span: Double(Self.width) / unit.longitude) }
  var parallels: [Double] { lines(around: middle.latitude, span: Double(Self.height) / unit.latitude).filter { abs($0) <= 90 } }

  /// A round length in kilometres of about a fifth of the width, and its picture units.
  var bar: (kilometres: Int, length: Double) {
    let unitsPerKilometre = unit.latitude / Grid.kilometres
    let most = Double(Self.width) / 4 / unitsPerKilometre
    let kilometres = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].last { Double($0) <= most } ?? 1
    return (kilometres, Double(kilometres) * unitsPerKilometre)
  }

  private func lines(around middle: Double, span: Double) -> [Double] {
    let step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].first { span / $0 <= 6 } ?? 45
    let first = Int(((middle - span / 2) / step).rounded(.up))
    let last = Int(((middle + span / 2) / step).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// The same meridian, counted so that it lies within half a turn of another.
  private static func near(_ longitude: Double, _ other: Double) -> Double {
    longitude - other > 180 ? longitude - 360 : longitude - other < -180 ? longitude + 360 : longitude
  }

  static func wrapped(_ longitude: Double) -> Double { longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude }

  static func digits(_ value: Double) -> String { JSON.digits((value * 10).rounded() / 10) }
}
