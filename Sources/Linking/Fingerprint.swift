public import SourceText

/// What a text consists of, in 512 bytes: two texts with nearly the same runs of words have nearly the same fingerprint (MinHash, Broder 1997).
public struct Fingerprint: Codable, Sendable, Equatable {
  /// How many least values are kept: the likeness is known to some three hundredths.
  static let width = 128
  /// Values in one band: two texts of which eight of ten runs are shared have a band in common in all but one of ten million cases.
  static let band = 4
  /// Words in a run.
  private static let run = 3
  /// Likeness from which a text is a copy.
  public static let copy = 0.8

  private let least: [UInt32]

  /// The fingerprint of a document's text; layout, case, accents and punctuation don't count.
  public init(_ document: Document) { self.init(document.text) }

  /// The fingerprint of a text.
  public init(_ text: String) {
    var least = [UInt32](repeating: .max, count: Fingerprint.width)
    for shingle in Fingerprint.shingles(text) {
      var state = shingle
      for index in least.indices {
        state = Fingerprint.mix(state &+ 0x9E37_79B9_7F4A_7C15)
        least[index] = min(least[index], UInt32(truncatingIfNeeded: state >> 32))
      }
    }
    self.least = least
  }

  /// How much of the runs of words of both texts they share, from 0 to 1.
  public func likeness(to other: Fingerprint) -> Double {
    guard least.count == other.least.count, !least.isEmpty else { return 0 }
    return Double(zip(least, other.least).count { $0 == $1 }) / Double(least.count)
  }

  /// Keys of which a copy shares at least one.
  public var bands: [String] {
    stride(from: 0, to: least.count, by: Fingerprint.band).map { start in
      let hash = least[start..<min(start + Fingerprint.band, least.count)].reduce(UInt64(start)) { Fingerprint.mix($0 ^ UInt64($1)) }
      return String(start / Fingerprint.band, radix: 36) + ":" + String(hash, radix: 36)
    }
  }

  /// The fingerprint as bytes, to be stored.
  public var bytes: [UInt8] { least.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } } }

  /// A fingerprint from its bytes; nil if there are not as many as it has.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 * Fingerprint.width else { return nil }
    least = (0..<Fingerprint.width).map { place in (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[4 * place + $1]) << UInt32(8 * $1) } }
  }

  /// Runs of three words; a text that is shorter is one run.
  private static func shingles(_ text: String) -> Set<UInt64> {
    let words = Words.folded(text).utf8.split(separator: 32).map {
      $0.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    guard words.count > run else { return [words.reduce(0) { mix($0 ^ $1) }] }
    return Set((0...words.count - run).map { start in words[start..<start + run].reduce(0) { mix($0 &* 31 ^ $1) } })
  }

  /// The last steps of SplitMix64 (S. Vigna, public domain).
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Which reports repeat which.
public enum Copies {
  /// A report as far as copies go.
  public struct Text: Sendable {
    /// Id of the report.
    public let report: String
    /// Day of publication; reports without one come last.
    public let published: Day?
    /// What it consists of.
    public let fingerprint: Fingerprint
    /// A text.
    public init(report: String, published: Day?, fingerprint: Fingerprint) {
      (self.report, self.published, self.fingerprint) = (report, published, fingerprint)
    }
    /// Whether one repeats the other nearly word by word.
    public func isAlike(to other: Text) -> Bool { fingerprint.likeness(to: other.fingerprint) >= Fingerprint.copy }
    static func isEarlier(_ a: Text, _ b: Text) -> Bool {
      (a.published?.number ?? .max, a.report) < (b.published?.number ?? .max, b.report)
    }
  }

  /// The one of a text and those that are alike to it that came first: by day of publication, then by name.
  public static func original(of mine: Text, among alike: [Text]) -> Text { alike.reduce(mine) { Text.isEarlier($1, $0) ? $1 : $0 } }

  /// For each report that repeats another the earliest of those that it is alike to; the order of the texts doesn't matter.
  public static func origins(_ texts: [Text]) -> [String: String] {
    var byBand: [String: [Int]] = [:]
    for (index, text) in texts.enumerated() { for band in text.fingerprint.bands { byBand[band, default: []].append(index) } }
    var origins: [String: String] = [:]
    for (index, text) in texts.enumerated() {
      let near = Set(text.fingerprint.bands.flatMap { byBand[$0] ?? [] }).subtracting([index])
      let first = original(of: text, among: near.map { texts[$0] }.filter { $0.isAlike(to: text) })
      if first.report != text.report { origins[text.report] = first.report }
    }
    return origins
  }
}
