import Codes
import Records
import SourceText

/// An incident in one line. Disagreement is kept: bounds span what is told, nothing is averaged or added up.
struct Gist {
  /// Type and mode, the one told most often first.
  let types: [String]
  /// The days of those who tell the time most exactly; nil where nobody does.
  let date: DateValue?
  /// Where, each place once, the most exact first.
  let places: [PlaceValue]
  /// Lowest and highest figure by kind.
  let tolls: [String: TollBounds]
  /// How its claims stand to one another.
  let stances: [String]
  /// Who says so, each root once.
  let roots: [String]
  /// `machine`, `accepted`, `corrected`, `rejected`, or `mixed`.
  let review: String

  init(_ published: PublishedIncident) {
    let members = published.incident.members
    let told = members.filter(\.isTold)
    let main = told.isEmpty ? members : told
    types = Gist.ranked(main.map(\.claim.coding))
    date = Gist.date(main.compactMap(\.claim.date))
    places = Gist.places(main.map(\.claim))
    tolls = Gist.tolls(told)
    stances = Stance.allCases.filter { stance in members.contains { $0.claim.stance == stance } }.map(\.rawValue)
    roots = Gist.ranked(members.map { published.root(of: $0).name })
    let reviews = Set(members.map(\.standing))
    review = reviews.count == 1 ? reviews.first ?? "" : "mixed"
  }

  /// Precisions of places from the most exact on.
  static let precisions = ["point", "settlement", "area", "admin2", "admin1", "country", "sea", "unresolved"]
  private static let datePrecisions = ["time", "part-of-day", "day", "week", "month", "year", "longer"]
  /// Kinds of tolls in the order of columns.
  static let tollKinds = ["killed", "injured", "missing", "abducted", "detained", "displaced", "released"]

  /// Each word once, the most frequent first.
  private static func ranked(_ words: [String]) -> [String] {
    let counts = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private static func rank(_ word: String, in ladder: [String]) -> Int { ladder.firstIndex(of: word) ?? ladder.count }

  private static func date(_ dates: [DateValue]) -> DateValue? {
    let known = dates.filter { $0.from != nil || $0.to != nil }
    guard var best = known.min(by: { rank($0.precision, in: datePrecisions) < rank($1.precision, in: datePrecisions) }) else { return nil }
    let equals = known.filter { $0.precision == best.precision && $0.open == best.open }
    best.from = equals.compactMap(\.from).min()
    best.to = equals.compactMap(\.to).max()
    return best
  }

  private static func places(_ claims: [Claim]) -> [PlaceValue] {
    var seen: Set<String> = []
    let all = claims.flatMap(\.place).filter { seen.insert($0.key).inserted }
    return all.enumerated().sorted {
      (rank($0.element.precision, in: precisions), $0.offset) < (rank($1.element.precision, in: precisions), $1.offset)
    }.map(\.element)
  }

  private static func tolls(_ members: [Member]) -> [String: TollBounds] {
    var bounds: [String: TollBounds] = [:]
    for member in members {
      let figures = Dictionary(grouping: member.claim.tolls.filter { $0.scope == "incident" || $0.scope == "update" }, by: \.kind)
      for (kind, tolls) in figures {
        guard let largest = tolls.max(by: { ($0.low, $0.high) < ($1.low, $1.high) }) else { continue }
        bounds[kind] = bounds[kind]?.spanning(TollBounds(largest)) ?? TollBounds(largest)
      }
    }
    return bounds
  }
}

/// The lowest and the highest figure told of one kind.
struct TollBounds: Equatable {
  let low: Int
  let high: Int
  /// Whether somebody says "at least": the true figure may lie above.
  let isOpen: Bool

  init(_ toll: Toll) { (low, high, isOpen) = (toll.low, toll.high, toll.max == nil) }
  private init(low: Int, high: Int, isOpen: Bool) { (self.low, self.high, self.isOpen) = (low, high, isOpen) }

  func spanning(_ other: TollBounds) -> TollBounds {
    TollBounds(low: min(low, other.low), high: max(high, other.high), isOpen: isOpen || other.isOpen)
  }
}

extension Toll {
  /// The lowest number that fits the words; 0 where only an upper bound is told.
  var low: Int { min ?? (max == nil ? best ?? 0 : 0) }
  /// The highest number that is named.
  var high: Int { max ?? best ?? min ?? 0 }
}

extension PlaceValue {
  /// What makes it the same place.
  var key: String { id ?? name.lowercased() }
}

extension Member {
  /// Whether it tells the happening as having happened.
  var isTold: Bool { claim.stance != .denied && claim.stance != .planned && review?.verdict != .rejected }
  /// `machine`, or what a human said of it.
  var standing: String { review?.verdict.rawValue ?? "machine" }
}

/// Who says so in the end: the innermost speaker of a chain, or the outlet.
struct Root: Hashable {
  let name: String
  let key: String
  /// Kind of the speaker; nil for an outlet.
  let kind: String?
}

extension PublishedIncident {
  func root(of member: Member) -> Root {
    let report = reports[member.report]
    guard let speaker = member.claim.speakers.last?.party else {
      let name = report?.outlet ?? report?.input ?? member.report
      return Root(name: name, key: "outlet " + name.lowercased(), kind: nil)
    }
    return Root(name: speaker.name, key: "speaker " + (speaker.id ?? speaker.name.lowercased()), kind: speaker.kind)
  }
}
