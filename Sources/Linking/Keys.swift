import Codes

extension Telling {
  /// Keys of which two tellings share at least one if they can tell one happening: a ledger looks only among those.
  ///
  /// Each key holds the kind of act and a day, and then a cell of the map, a name, a figure or an actor: as many as a report has reasons to be found again.
  public var keys: [String] {
    let marks = cells + names + figures + actors
    return Set(stamps.flatMap { stamp in marks.map { stamp + $0 } }).sorted()
  }

  /// Days on which others may place the act: a day that nobody stated may be off by one.
  private var stamps: [String] {
    let family = Family.name(type)
    guard let days = span else { return [] }
    if days.count > Telling.longest { return ["\(family)|\(days.lowerBound)-\(days.upperBound)"] }
    let margin = isFirm || time == nil ? 0 : 1
    return (days.lowerBound - margin...days.upperBound + margin).map { "\(family)|\($0)" }
  }

  /// Days after which an interval is a period, which only meets the same period.
  static let longest = 8

  /// The days it may have happened: the days before publication if the report has none.
  var span: ClosedRange<Int>? {
    if let time { return time.from...time.to }
    return published.map { $0 - 3...$0 }
  }

  /// Whether the report itself gives the day, and gives it whole.
  var isFirm: Bool { time.map { $0.isStated && !$0.isOpen && !$0.isPart } ?? false }

  /// Squares of half a degree that the surroundings of its places touch.
  private var cells: [String] {
    places.filter(\.isTown).flatMap { place -> [String] in
      guard let latitude = place.latitude, let longitude = place.longitude else { return [] }
      let rows = Telling.squares(latitude, reach: 0.13)
      let columns = Telling.squares(longitude, reach: abs(latitude) < 60 ? 0.2 : 0.25)
      return rows.flatMap { row in columns.map { "|@\(row):\($0)" } }
    }
  }

  private static func squares(_ degrees: Double, reach: Double) -> [Int] {
    let (low, high) = (Int(((degrees - reach) * 2).rounded(.down)), Int(((degrees + reach) * 2).rounded(.down)))
    return low == high ? [low] : [low, high]
  }

  /// Names of the places, and names that the target's words hold: "the market of Gressier".
  private var names: [String] {
    let targets = targets.filter { $0.id == nil && !Side.armed.contains($0.kind) }.flatMap(\.proper)
    return (places.filter(\.isRegion).map(\.name) + targets).map { "|n:" + $0 }
  }

  /// Figures with their country: the same number on the same day.
  private var figures: [String] {
    let countries = Set(places.compactMap(\.country))
    return counts.filter { $0.scope != "partial" && $0.min != nil }.flatMap { count -> [String] in
      guard let number = count.min, number > 2 else { return [] }
      return countries.map { "|\($0):\(Family.counted(count.kind))=\(number)" }
    }
  }

  /// Actors, where the place says little or the actor is no army that acts everywhere; of acts of states every word for who does them.
  private var actors: [String] {
    if Family.isOfStates(type) { return agents.flatMap { [$0.id].compactMap(\.self) + $0.words }.map { "|a:" + $0 } }
    let isPlaced = places.contains(where: \.isTown)
    return agents.filter { !isPlaced || !Side.common.contains($0.kind) }.compactMap(\.mark).map { "|a:" + $0 }
  }
}

extension Telling.Spot {
  /// Whether it is a town or smaller, with coordinates.
  var isTown: Bool { latitude != nil && longitude != nil && ["point", "settlement", "area", "admin2"].contains(precision) && radius <= 40 }
}

extension Telling.Side {
  /// Kinds of actors that act in many places on one day.
  static let common: Set<String> = ["military", "police", "government", "civilian", "unknown"]

  /// Kinds whose names are those of states: they say too little of a place.
  static let armed: Set<String> = ["military", "police"]

  /// Id, or the words of a name; nil for those who have none.
  var mark: String? { id ?? (proper.isEmpty ? nil : proper.joined(separator: " ")) }
}
