public import Grammar

/// Bytes that stay where they are as long as somebody holds them: a mapped file, or a copy.
public final class Memory: @unchecked Sendable {
  let raw: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes over bytes that nobody changes any more; `release` gives them back.
  public init(_ raw: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    (self.raw, self.release) = (raw, release)
  }

  /// A copy of some bytes.
  public convenience init(copying bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyBytes(from: bytes)
    self.init(UnsafeRawBufferPointer(copy)) { $0.deallocate() }
  }

  deinit { release(raw) }

  @inline(__always)
  func load<Number: FixedWidthInteger>(_ at: Int, as: Number.Type) -> Number {
    Number(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: Number.self))
  }
}

/// Settlements and regions by name: a file that is mapped and searched where it lies; no object a place is made at the start.
///
/// Body, all numbers little-endian:
/// - 6 counts, UInt32: places, names, countries, bytes of text, known words, languages; then two letters a country, two a language;
/// - 26 bytes a place: GeoNames id UInt32, latitude and longitude Int32 in 1e-4 degrees, people UInt32, name (offset in the text,
///   24 bits, and length, 8 bits), region of the first level (number of its place, `none` for none) in 24 bits with the kind above,
///   country UInt8, radius in km UInt8 up to 200 and then in steps of 20;
/// - 65,537 UInt32: where the names of each bucket (upper 16 bits of the key) begin;
/// - 8 bytes a name, sorted by key: the next 32 bits of the key, then the place in 24 bits, with the highest bit set for rarer names, and
///   from the bit of 2^24 on a bit for each language that uses the name;
/// - 8 bytes a known word: hashes of the one-word names of large cities, which the tagger takes for names;
/// - the text: best names, UTF-8.
///
/// Two keys that differ share these 48 bits about once in 500 million look-ups.
public struct PlaceFile: Sendable {
  /// Version of the file format.
  public static let version = 1
  static let magic: [UInt8] = Array("CSTPLAC\0".utf8)
  static let rowSize = 26
  static let buckets = 1 << 16
  static let noRegion: UInt32 = 0xFF_FFFF

  /// Kinds by the number that stands in the file.
  static let kinds = ["settlement", "admin1", "admin2"]

  private let memory: Memory
  /// Codes of the languages whose names are told apart, in the order of their bits.
  let languages: [String]
  /// Number of places.
  let count: Int
  private let names: Int
  private let countries: Int
  private let rows: Int
  private let starts: Int
  private let entries: Int
  private let text: Int
  private let known: Int

  /// Looks at the frame and the counts of a file.
  ///
  /// - Throws: `ModelError` for a file of another kind or version and for one whose bytes were changed.
  public init(_ memory: Memory) throws(ModelError) {
    let body = try ModelFile.body(of: memory.raw, magic: PlaceFile.magic, version: PlaceFile.version)
    guard memory.raw.count >= body + 24 else { throw .corrupt("ends at byte \(memory.raw.count)") }
    self.memory = memory
    count = Int(memory.load(body, as: UInt32.self))
    names = Int(memory.load(body + 4, as: UInt32.self))
    let codes = Int(memory.load(body + 8, as: UInt32.self))
    let spoken = Int(memory.load(body + 20, as: UInt32.self))
    countries = body + 24
    rows = countries + codes * 2 + spoken * 2
    starts = rows + count * PlaceFile.rowSize
    entries = starts + (PlaceFile.buckets + 1) * 4
    known = entries + names * 8
    text = known + Int(memory.load(body + 16, as: UInt32.self)) * 8
    let length = Int(memory.load(body + 12, as: UInt32.self))
    guard codes <= 256, spoken <= 7, text + length == memory.raw.count, names == Int(memory.load(entries - 4, as: UInt32.self)) else {
      throw .corrupt("its counts don't fit its length")
    }
    let first = countries + codes * 2
    languages = (0..<spoken).map { String(decoding: memory.raw[first + $0 * 2..<first + $0 * 2 + 2], as: UTF8.self) }
  }

  /// What is known of a place without building strings.
  @inline(__always)
  func facts(_ number: Int) -> PlaceFacts {
    let at = rows + number * PlaceFile.rowSize
    let region = memory.load(at + 20, as: UInt32.self)
    let radius = memory.load(at + 25, as: UInt8.self)
    return PlaceFacts(
      latitude: Double(memory.load(at + 4, as: Int32.self)) / 10_000, longitude: Double(memory.load(at + 8, as: Int32.self)) / 10_000,
      country: memory.load(countries + Int(memory.load(at + 24, as: UInt8.self)) * 2, as: UInt16.self),
      kind: PlaceKind(rawValue: UInt8(truncatingIfNeeded: region >> 24)) ?? .settlement,
      population: Int(memory.load(at + 12, as: UInt32.self)), radius: radius <= 200 ? Double(radius) : Double(radius - 200) * 20 + 200,
      region: region & PlaceFile.noRegion == PlaceFile.noRegion ? -1 : Int(region & PlaceFile.noRegion))
  }

  /// One-word names of large cities.
  var knownWords: [Word] { stride(from: known, to: text, by: 8).map { Word(hash: memory.load($0, as: UInt64.self)) } }

  /// GeoNames id of a place.
  func id(_ number: Int) -> UInt32 { memory.load(rows + number * PlaceFile.rowSize, as: UInt32.self) }

  /// Best name of a place.
  func name(_ number: Int) -> String {
    let place = memory.load(rows + number * PlaceFile.rowSize + 16, as: UInt32.self)
    let from = text + Int(place & 0xFF_FFFF)
    return String(decoding: memory.raw[from..<min(memory.raw.count, from + Int(place >> 24))], as: UTF8.self)
  }

  /// Places with this key; for each the languages that use the name, in bits.
  @inline(__always)
  func each(_ key: UInt64, _ body: (_ number: Int, _ languages: UInt8) -> Void) {
    let bucket = Int(key >> 48)
    let wanted = UInt32(truncatingIfNeeded: key >> 16)
    var at = Int(memory.load(starts + bucket * 4, as: UInt32.self))
    let end = min(names, Int(memory.load(starts + bucket * 4 + 4, as: UInt32.self)))
    while at < end {
      let found = memory.load(entries + at * 8, as: UInt32.self)
      if found > wanted { return }
      if found == wanted {
        let value = memory.load(entries + at * 8 + 4, as: UInt32.self)
        let number = Int(value & 0xFF_FFFF)
        if number < count { body(number, UInt8(value >> 24)) }
      }
      at += 1
    }
  }
}

/// Kinds of places by which they are chosen.
public enum PlaceKind: UInt8, Sendable {
  /// A town or village; a region of the first and the second level; a country; any other area; a sea.
  case settlement, admin1, admin2, country, area, sea

  /// The word of the public record.
  public var name: String { String(describing: self) }
}

/// What choosing among namesakes asks of a place.
public struct PlaceFacts: Sendable {
  /// Degrees north.
  public let latitude: Double
  /// Degrees east.
  public let longitude: Double
  /// Two letters of ISO 3166 in one number; 0 for no country.
  public let country: UInt16
  /// What it is.
  public let kind: PlaceKind
  /// People; an estimate by kind where nobody counted.
  public let population: Int
  /// Kilometres.
  public let radius: Double
  /// Number of the region of the first level in the index; -1 if it is not known.
  public let region: Int

  /// Facts of a place.
  public init(
    latitude: Double, longitude: Double, country: UInt16, kind: PlaceKind, population: Int, radius: Double, region: Int
  ) {
    (self.latitude, self.longitude, self.country, self.kind) = (latitude, longitude, country, kind)
    (self.population, self.radius, self.region) = (population, radius, region)
  }

  /// Kilometres to a point: great circle, sphere of 6,371 km.
  public func kilometres(to other: PlaceFacts) -> Double {
    let radian = Double.pi / 180
    let middle = (latitude + other.latitude) / 2 * radian
    var east = abs(longitude - other.longitude)
    if east > 180 { east = 360 - east }
    let x = east * radian * cosine(middle)
    let y = (latitude - other.latitude) * radian
    return 6371 * (x * x + y * y).squareRoot()
  }

  /// A cosine for angles of less than a quarter turn: the series of Taylor to the eighth power, the same on every machine.
  private func cosine(_ angle: Double) -> Double {
    let square = angle * angle
    return max(0, 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56))))
  }
}

/// The names of a place by the languages that use them.
public struct PlaceNames: Sendable {
  /// All languages, and none: a rarer name.
  static let all: UInt8 = 0x7F
  static let rare: UInt8 = 0x80

  let lists: [(names: [Substring], languages: UInt8)]

  /// Names of all languages, of each one (in the order of the tables' columns), and rarer ones.
  public init(all: [Substring], each: [[Substring]], rare: [Substring]) {
    lists = [(all, PlaceNames.all)] + each.enumerated().map { ($0.element, 1 << UInt8($0.offset)) } + [(rare, PlaceNames.rare)]
  }
}

/// Collects places and writes their file.
public struct PlaceFileWriter {
  private var rows: [UInt8] = []
  private var text: [UInt8] = []
  private var keys: [(key: UInt64, value: UInt32)] = []
  private var codes: [UInt16: UInt8] = [:]
  private var order: [UInt16] = []
  private var known: Set<UInt64> = []
  /// Number of places so far.
  public private(set) var count = 0

  private let languages: [String]

  /// A writer without places.
  ///
  /// - Parameter languages: two letters each; those whose names are told apart.
  public init(languages: [String]) { self.languages = languages }

  /// Adds a place; its region has a number below the places' final number, or is nil.
  ///
  /// - Parameters:
  ///   - names: as news in all or one of the languages writes it; `rare`: other spellings.
  ///   - facts: what is known; `region` is the number of its region, -1 for none.
  public mutating func add(id: UInt32, name: String, facts: PlaceFacts, names: PlaceNames) {
    func put<Number: FixedWidthInteger>(_ number: Number) { withUnsafeBytes(of: number.littleEndian) { rows.append(contentsOf: $0) } }
    put(id)
    put(Int32((facts.latitude * 10_000).rounded()))
    put(Int32((facts.longitude * 10_000).rounded()))
    put(UInt32(clamping: facts.population))
    let spelling = Array(name.utf8.prefix(255))
    put(UInt32(text.count) | UInt32(spelling.count) << 24)
    text += spelling
    put((facts.region < 0 ? PlaceFile.noRegion : UInt32(facts.region)) | UInt32(facts.kind.rawValue) << 24)
    put(code(facts.country))
    put(UInt8(min(255, facts.radius <= 200 ? facts.radius : 200 + (facts.radius - 200) / 20)))
    var seen: [UInt64: Int] = [:]
    for (list, languages) in names.lists {
      for name in list {
        let key = PlaceKey(name)
        guard key.count > 1 else { continue }
        if let known = seen[key.value] {
          keys[known].value |= UInt32(languages) << 24
          continue
        }
        seen[key.value] = keys.count
        keys.append((key.value, UInt32(count) | UInt32(languages) << 24))
        if facts.kind == .settlement, facts.population >= 300_000, name.utf8.count >= 5, !name.utf8.contains(32) {
          known.insert(Word(name).hash)
        }
      }
    }
    count += 1
  }

  private mutating func code(_ country: UInt16) -> UInt8 {
    if let known = codes[country] { return known }
    let number = UInt8(min(255, order.count))
    codes[country] = number
    order.append(country)
    return number
  }

  /// The whole file.
  public mutating func bytes() -> [UInt8] {
    keys.sort { ($0.key >> 16, $0.value & 0xFF_FFFF) < ($1.key >> 16, $1.value & 0xFF_FFFF) }
    var out: [UInt8] = []
    func put<Number: FixedWidthInteger>(_ number: Number) { withUnsafeBytes(of: number.littleEndian) { out.append(contentsOf: $0) } }
    for size in [count, keys.count, order.count, text.count, known.count, languages.count] { put(UInt32(size)) }
    for code in order + languages.map({ PlaceIndex.number($0) }) { put(code) }
    out += rows
    var at = 0
    for bucket in 0...PlaceFile.buckets {
      while at < keys.count, Int(keys[at].key >> 48) < bucket { at += 1 }
      put(UInt32(at))
    }
    for (key, value) in keys {
      put(UInt32(truncatingIfNeeded: key >> 16))
      put(value)
    }
    for word in known.sorted() { put(word) }
    return ModelFile.bytes(out + text, magic: PlaceFile.magic, version: PlaceFile.version)
  }
}
