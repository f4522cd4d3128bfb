public import Grammar
public import Packs
public import SourceText

/// A place of the gazetteer.
public struct GazetteerPlace: Sendable {
  /// `geonames:...` or `constat:place/...`.
  public let id: String
  /// Best name.
  public let name: String
  /// Degrees north.
  public let latitude: Double
  /// Degrees east.
  public let longitude: Double
  /// ISO 3166 alpha-2.
  public let country: String?
  /// settlement, area, admin1, admin2, country, sea.
  public let precision: String
  /// Kilometres.
  public let radius: Double
  /// People, for choosing among namesakes.
  public let population: Int
  /// Whether states dispute it.
  public let isDisputed: Bool
}

/// A country with the words for its people.
public struct Country: Sendable {
  /// ISO 3166 alpha-2.
  public let code: String
  /// Neighbours' codes.
  public let neighbours: [String]
}

/// Places and demonyms by name.
public struct PlaceIndex: Sendable {
  /// All places; countries first.
  public private(set) var places: [GazetteerPlace] = []
  /// Countries by code.
  public private(set) var countries: [String: Country] = [:]
  /// Names that languages cut in different ways, with the number of their place.
  private var marked: [(name: Substring, place: Int)] = []
  private var plain = NameIndex()
  /// Names of one word of countries, regions and large cities; short ones are left out, since many are common words too.
  public private(set) var plainNames: Set<Word> = []
  private var adjectives: [(word: Substring, country: Int)] = []
  /// Codes of the countries in the order of their table.
  public private(set) var countryCodes: [String] = []
  /// What was wrong in the tables.
  public private(set) var problems: [Problem] = []

  /// Reads the three tables.
  public init(countries: (String, [UInt8]), overlay: (String, [UInt8]), cities: (String, [UInt8])) {
    readCountries(Table(path: countries.0, bytes: countries.1, columns: 11))
    readOverlay(Table(path: overlay.0, bytes: overlay.1, columns: 11))
    readCities(Table(path: cities.0, bytes: cities.1, columns: 7))
    plain.seal()
  }

  private mutating func readCountries(_ table: Table) {
    problems += table.problems
    for row in table.rows {
      let code = String(row.cells[0])
      countries[code] = Country(code: code, neighbours: row.names(10).map(String.init))
      add(
        GazetteerPlace(
          id: "constat:country/" + code, name: String(row.names(4).first ?? row.cells[0]), latitude: Double(row.cells[1]) ?? 0,
          longitude: Double(row.cells[2]) ?? 0, country: code, precision: "country", radius: Double(row.cells[3]) ?? 0,
          population: 100_000_000,
          isDisputed: false), row.names(4) + row.names(5))
      for word in Set(row.names(6) + row.names(7) + row.names(8)) { adjectives.append((word, countryCodes.count)) }
      countryCodes.append(code)
    }
  }

  private mutating func readOverlay(_ table: Table) {
    problems += table.problems
    for row in table.rows {
      let precision =
        switch row.cells[1] {
        case "admin1": "admin1"
        case "admin2": "admin2"
        case "sea", "strait": "sea"
        default: "area"
        }
      add(
        GazetteerPlace(
          id: String(row.cells[0]), name: String(row.names(7).first ?? row.cells[0]), latitude: Double(row.cells[3]) ?? 0,
          longitude: Double(row.cells[4]) ?? 0, country: row.text(2), precision: precision, radius: Double(row.cells[5]) ?? 10,
          population: 5_000_000, isDisputed: row.cells[6] == "1"), row.names(7) + row.names(8))
    }
  }

  private mutating func readCities(_ table: Table) {
    problems += table.problems
    for row in table.rows {
      add(
        GazetteerPlace(
          id: "geonames:" + row.cells[0], name: String(row.cells[1]), latitude: Double(row.cells[2]) ?? 0,
          longitude: Double(row.cells[3]) ?? 0,
          country: row.text(4), precision: "settlement", radius: 10, population: Int(row.cells[5]) ?? 0, isDisputed: false),
        [row.cells[1]] + row.names(6))
    }
  }

  private mutating func add(_ place: GazetteerPlace, _ alternatives: [Substring]) {
    for name in alternatives {
      if let words = NameCutter.plainWords(name) {
        plain.add(words, places.count)
      } else {
        marked.append((name, places.count))
      }
      if place.population >= 300_000, name.utf8.count >= 5, !name.contains(" ") { plainNames.insert(Word(name)) }
    }
    places.append(place)
  }

  /// The names as one language writes them.
  public func index(_ cutter: NameCutter) -> NameIndex {
    var index = NameIndex(common: plain)
    for (name, place) in marked { index.add(cutter.words(name), place) }
    index.seal()
    return index
  }

  /// Numbers of countries in `countryCodes` by adjective or demonym.
  public func demonyms(_ cutter: NameCutter) -> NameIndex {
    var index = NameIndex()
    for (word, country) in adjectives { index.add(cutter.words(word), country) }
    index.seal()
    return index
  }
}
