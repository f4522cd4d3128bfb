import Codes
import Records
import SourceText

extension Summary {
  /// Precisions of places from the most exact on.
  static let ladder = ["point", "settlement", "area", "admin2", "admin1", "country", "sea"]
  /// How exact a place is: 0 for the most exact.
  static func rung(_ place: PlaceValue) -> Int { ladder.firstIndex(of: place.precision) ?? ladder.count }
  /// Kinds of tolls in the order of columns.
  static let tollKinds = ["killed", "injured", "missing", "abducted", "detained", "displaced", "released"]

  /// Types with their modes, the one told most often first.
  var codings: [String] {
    let counts = Dictionary(tellings.map { ($0.claim.coding, 1) }, uniquingKeysWith: +)
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// Where it happened by all tellings, each place once, the most exact first.
  var places: [PlaceValue] {
    var seen: Set<String> = []
    let told = tellings.flatMap(\.claim.place)
    let all = (told.filter { $0.basis != "inherited" } + told.filter { $0.basis == "inherited" }).filter { seen.insert($0.key).inserted }
    return all.enumerated().sorted { (Summary.rung($0.element), $0.offset) < (Summary.rung($1.element), $1.offset) }.map(\.element)
  }

  /// How the claims stand to the happening, each stance once.
  var stances: [String] { Stance.allCases.filter { stance in incident.members.contains { $0.claim.stance == stance } }.map(\.rawValue) }

  /// `machine`, `accepted`, `corrected`, `rejected`; `mixed` if the claims differ.
  var review: String {
    let reviews = Set(incident.members.map(\.standing))
    return reviews.count == 1 ? reviews.first ?? "" : "mixed"
  }

  /// Ids of the reports, sorted.
  var reports: [String] { Set(incident.members.map(\.report)).sorted() }
}

extension Member {
  /// Whether it tells the happening as having happened.
  var isTold: Bool { claim.stance != .denied && claim.stance != .planned && review?.verdict != .rejected }
}

extension PlaceValue {
  /// What makes it the same place.
  var key: String { id ?? name.lowercased() }
}
