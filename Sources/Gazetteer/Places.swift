public import Grammar
import Packs
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

/// A place that has a name in the text, and how good the name is.
public struct PlaceCandidate: Hashable, Sendable {
  /// Number of the place.
  public let place: Int
  /// Whether the name is a rarer spelling or a name in another language.
  public let isRare: Bool
  /// A candidate.
  public init(place: Int, isRare: Bool) { (self.place, self.isRare) = (place, isRare) }
}

/// Places and demonyms by name: our own tables in memory, GeoNames in a mapped file.
///
/// Places are numbered: those of the tables first, countries before others, then those of the file. The columns of names in the tables are
/// in the order of the file's languages.
public struct PlaceIndex: Sendable {
  private var own: [GazetteerPlace] = []
  private var ownFacts: [PlaceFacts] = []
  private var keys: [UInt64: [(place: Int32, languages: UInt8)]] = [:]
  private let file: PlaceFile?
  /// Neighbours by the numbers that `PlaceFacts.country` has.
  private var neighbours: [UInt16: [UInt16]] = [:]
  /// First words of names that begin with a small letter ("bande de Gaza").
  private var smallStarts: Set<Word> = []
  /// Names that are all capitals ("US"): small letters don't write them.
  private var acronyms: Set<UInt64> = []
  /// Names of one word of countries, regions and large cities; short ones are left out, since many are common words too.
  public private(set) var plainNames: Set<Word> = []
  private var adjectives: [(word: Substring, place: Int)] = []
  /// Words for peoples that are written small somewhere ("russe"); all others need their capital ("US", not "us").
  private var smallAdjectives: Set<Word> = []
  /// Capitals of countries.
  private var capitals: Set<Int> = []
  /// Codes of the countries in the order of their table: a country's number is that of its place.
  public private(set) var countryCodes: [String] = []
  /// What was wrong in the tables.
  public private(set) var problems: [Problem] = []

  /// People that a place has at least whose name is known to many readers.
  public static let familiar = 15_000
  private static let largest = 7

  /// Reads the tables and takes the file.
  ///
  /// - Parameter peoples: words for the people of regions and continents.
  public init(countries: (String, [UInt8]), overlay: (String, [UInt8]), peoples: (String, [UInt8]), file: PlaceFile?) {
    self.file = file
    let table = Table(path: countries.0, bytes: countries.1, columns: 11)
    readCountries(table)
    readOverlay(Table(path: overlay.0, bytes: overlay.1, columns: 11))
    readPeoples(peoples.0, Table(path: peoples.0, bytes: peoples.1, columns: 3))
    plainNames.formUnion(file?.knownWords ?? [])
    findCapitals(table)
  }

  // MARK: Reading

  private mutating func readCountries(_ table: Table) {
    problems += table.problems
    for row in table.rows {
      let code = String(row.cells[0])
      neighbours[PlaceIndex.number(code)] = row.names(10).map { PlaceIndex.number($0) }
      addAdjectives(row.names(6) + row.names(7) + row.names(8), countryCodes.count)
      countryCodes.append(code)
      add(
        GazetteerPlace(
          id: "constat:country/" + code, name: String(row.names(4).first ?? row.cells[0]), latitude: Double(row.cells[1]) ?? 0,
          longitude: Double(row.cells[2]) ?? 0, country: code, precision: "country", radius: Double(row.cells[3]) ?? 0,
          population: 100_000_000, isDisputed: false), .country, PlaceNames(all: [], each: [row.names(4), row.names(5)], rare: []))
    }
  }

  private mutating func readOverlay(_ table: Table) {
    problems += table.problems
    for row in table.rows {
      let kind: PlaceKind =
        switch row.cells[1] {
        case "admin1": .admin1
        case "admin2": .admin2
        case "sea", "strait": .sea
        default: .area
        }
      add(
        GazetteerPlace(
          id: String(row.cells[0]), name: String(row.names(7).first ?? row.cells[0]), latitude: Double(row.cells[3]) ?? 0,
          longitude: Double(row.cells[4]) ?? 0, country: row.text(2), precision: kind.name, radius: Double(row.cells[5]) ?? 10,
          population: 5_000_000, isDisputed: row.cells[6] == "1"), kind,
        PlaceNames(all: row.names(9), each: [row.names(7), row.names(8)], rare: []))
    }
  }

  private mutating func readPeoples(_ path: String, _ table: Table) {
    problems += table.problems
    for row in table.rows {
      guard let place = own.firstIndex(where: { $0.id == row.cells[0] }) else {
        problems.append(
          Problem("table", "no place has the id \"\(row.cells[0])\"; see countries.tsv and overlay.tsv", file: path, line: row.line))
        continue
      }
      addAdjectives(row.names(1) + row.names(2), place)
    }
  }

  private mutating func addAdjectives(_ words: [Substring], _ place: Int) {
    for word in Set(words) {
      adjectives.append((word, place))
      if word.unicodeScalars.first?.properties.isLowercase == true { smallAdjectives.insert(Word(word)) }
    }
  }

  /// Marks the settlements that have a country's capital's name and lie in that country.
  private mutating func findCapitals(_ table: Table) {
    for row in table.rows {
      let country = PlaceIndex.number(row.cells[0])
      let named = row.names(9).flatMap { $0.split(separator: "~") }.flatMap { name in
        candidates(PlaceKey(name), least: 0, Writing(), PlaceNames.all).map(\.place).filter {
          facts($0).kind == .settlement && facts($0).country == country
        }
      }
      if let largest = named.max(by: { facts($0).population < facts($1).population }) { capitals.insert(largest) }
    }
  }

  private mutating func add(_ place: GazetteerPlace, _ kind: PlaceKind, _ names: PlaceNames) {
    for (name, languages) in names.lists.flatMap({ list in list.names.map { ($0, list.languages) } }) {
      let key = PlaceKey(name).value
      if let last = keys[key]?.indices.last, keys[key]?[last].place == Int32(own.count) {
        keys[key]?[last].languages |= languages
      } else {
        keys[key, default: []].append((Int32(own.count), languages))
      }
      if let first = name.unicodeScalars.first, first.properties.isLowercase {
        smallStarts.insert(Word(name.prefix { $0 != " " && $0 != "'" && $0 != "’" }))
      }
      if name.utf8.count <= 4, name.allSatisfy({ $0.isUppercase || $0 == "." }) { acronyms.insert(key) }
      if name.utf8.count >= 5, !name.contains(" ") { plainNames.insert(Word(name)) }
    }
    own.append(place)
    ownFacts.append(
      PlaceFacts(
        latitude: place.latitude, longitude: place.longitude, country: place.country.map { PlaceIndex.number($0) } ?? 0, kind: kind,
        population: place.population, radius: place.radius, region: -1))
  }

  /// Two letters as one number.
  public static func number(_ code: some StringProtocol) -> UInt16 {
    let letters = Array(code.utf8)
    return letters.count == 2 ? UInt16(letters[0]) | UInt16(letters[1]) << 8 : 0
  }

  /// The two letters of a number.
  static func code(_ number: UInt16) -> String? {
    number == 0 ? nil : String(decoding: [UInt8(number & 0xFF), UInt8(number >> 8)], as: UTF8.self)
  }

  // MARK: Asking

  /// What is known of a place.
  @inline(__always)
  public func facts(_ number: Int) -> PlaceFacts {
    if number < ownFacts.count { return ownFacts[number] }
    let facts = file?.facts(number - own.count) ?? PlaceFacts.nowhere
    return facts.region < 0 ? facts : facts.numbered(region: facts.region + own.count)
  }

  /// The place for the record.
  public func place(_ number: Int) -> GazetteerPlace {
    guard number >= own.count, let file else { return own[number] }
    let facts = self.facts(number)
    return GazetteerPlace(
      id: "geonames:\(file.id(number - own.count))", name: file.name(number - own.count), latitude: facts.latitude,
      longitude: facts.longitude, country: PlaceIndex.code(facts.country), precision: facts.kind.name, radius: facts.radius,
      population: facts.population, isDisputed: false)
  }

  /// Whether a place is the capital of its country.
  public func isCapital(_ number: Int) -> Bool { capitals.contains(number) }

  /// Whether a word for a people may stand as it is written here.
  public func isPeopleWord(_ token: Token) -> Bool { token.shape.contains(.capitalised) || smallAdjectives.contains(token.form) }

  /// Whether two countries, given as `PlaceFacts.country`, border on each other.
  public func areNeighbours(_ a: UInt16, _ b: UInt16) -> Bool { neighbours[a]?.contains(b) ?? false }

  /// Places with the longest name that starts at a token and whose people number at least `least`, and the index after the name.
  ///
  /// - Parameters:
  ///   - bytes: those of the document.
  ///   - language: that of the document; names that only another language uses count as rare.
  public func match(
    at start: Int, in tokens: [Token], of bytes: [UInt8], language: String, least: Int = PlaceIndex.familiar
  ) -> (candidates: [PlaceCandidate], end: Int)? {
    guard tokens[start].shape.contains(.capitalised) || smallStarts.contains(tokens[start].form) else { return nil }
    var key = PlaceKey()
    var best: (candidates: [PlaceCandidate], end: Int)?
    var from = tokens[start].span.start
    var isCapital = false
    let languages = bit(language)
    for index in start..<min(tokens.count, start + PlaceIndex.largest) {
      let token = tokens[index]
      if index > start, token.shape.contains(.lineStart) || token.shape.contains(.punctuation) && !isInside(token, bytes) { break }
      key.add(bytes, from..<token.span.end)
      from = token.span.end
      isCapital = isCapital || hasCapital(token, bytes)
      guard isCapital, key.count > 1, !token.shape.contains(.punctuation) else { continue }
      let writing = Writing(
        isAcronym: index == start && isAcronym(token), isCapitalAtEnd: index == start || hasCapital(token, bytes))
      let found = candidates(key, least: least, writing, languages)
      if !found.isEmpty { best = (found, index + 1) }
    }
    return best
  }

  /// The bit of a language; all bits for one whose names are not told apart.
  private func bit(_ language: String) -> UInt8 { file?.languages.firstIndex(of: language).map { 1 << UInt8($0) } ?? PlaceNames.all }

  /// Whether a capital stands in a word: "ez-Zor".
  private func hasCapital(_ token: Token, _ bytes: [UInt8]) -> Bool {
    token.shape.contains(.capitalised) || bytes[token.span.start..<token.span.end].contains { $0 >= 65 && $0 <= 90 }
  }

  private func isAcronym(_ token: Token) -> Bool { token.shape.contains(.allCapitals) && token.span.count > 1 }

  /// Hyphens, apostrophes and points stand inside of names.
  private func isInside(_ token: Token, _ bytes: [UInt8]) -> Bool {
    token.span.count == 1 ? [45, 39, 46].contains(bytes[token.span.start]) : bytes[token.span.start] == 0xE2
  }

  /// How a name stands in the text.
  private struct Writing {
    /// One word, all capitals.
    var isAcronym = false
    /// Whether its last word has a capital: "Le Port", not "Le port".
    var isCapitalAtEnd = true
  }

  private func candidates(_ key: PlaceKey, least: Int, _ writing: Writing, _ languages: UInt8) -> [PlaceCandidate] {
    let value = key.value
    let isShort = writing.isAcronym && key.count <= 4 && !acronyms.contains(value)
    if isShort && key.count < 4 || !writing.isAcronym && key.count < 4 && acronyms.contains(value) { return [] }
    let least = isShort ? 300_000 : least
    if isShort, keys[value] != nil { return [] }
    var found = (keys[value] ?? []).map { PlaceCandidate(place: Int($0.place), isRare: $0.languages & languages == 0) }
    if !writing.isCapitalAtEnd { return found }
    file?.each(value) { number, used in
      let isRare = used & languages == 0
      let needed = isRare ? max(least, PlaceIndex.familiar) : least
      if needed == 0 || file?.facts(number).population ?? 0 >= needed {
        found.append(PlaceCandidate(place: number + own.count, isRare: isRare))
      }
    }
    return found
  }

  /// Numbers of places by adjective or word for their people; those below `countryCodes.count` are countries.
  public func demonyms(_ cutter: NameCutter) -> NameIndex {
    var index = NameIndex()
    for (word, place) in adjectives { index.add(cutter.words(word), place) }
    index.seal()
    return index
  }
}

extension PlaceFacts {
  static let nowhere = PlaceFacts(latitude: 0, longitude: 0, country: 0, kind: .settlement, population: 0, radius: 0, region: -1)

  func numbered(region: Int) -> PlaceFacts {
    PlaceFacts(
      latitude: latitude, longitude: longitude, country: country, kind: kind, population: population, radius: radius, region: region)
  }
}
