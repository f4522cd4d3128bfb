import Codes
import Records
import SourceText

/// A claim with the document that holds it: what the summary keeps of a record.
struct Told {
  let claim: Claim
  /// Number of the document in the input; ids of documents may repeat.
  let document: Int
  let documentID: String
  let outlet: String

  static func all(of record: Record, number: Int) -> [Told] {
    let outlet = record.document.outlet ?? record.document.id
    return record.claims.map { Told(claim: $0, document: number, documentID: record.document.id, outlet: outlet) }
  }

  /// First and last possible day, if they lie within a week and no side is open.
  var days: ClosedRange<Day>? {
    guard let date = claim.date, date.open == nil, let from = date.from, let to = date.to, from <= to, to.number - from.number < 7 else {
      return nil
    }
    return from...to
  }

  /// Ids of places that are smaller than a province.
  var places: Set<String> { Set(claim.place.filter { ["point", "settlement", "area", "admin2"].contains($0.precision) }.compactMap(\.id)) }

  /// Ids of the actors hit, or their words.
  var targets: Set<String> { Set(claim.target.map { $0.id ?? $0.name.lowercased() }) }

  /// Who says it: the root of the chain, or the outlet; nobody claims in an outlet's voice.
  var voice: String {
    claim.speakers.last.map(Wording.speaker) ?? (claim.stance == .claimed ? "a speaker that was not read" : "\(outlet), own voice")
  }
}
