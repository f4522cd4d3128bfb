import Codes
import Foundation
public import SourceText

/// Reads the public JSON of version 1 back into values, the way `RecordWriter` wrote it.
///
/// Every quote is compared with the text again: a record that doesn't belong to this document can't be read.
public struct RecordReader {
  private let document: Document
  private let places: BytePlaces

  /// A reader for the records of one document.
  public init(document: Document) {
    self.document = document
    places = BytePlaces(document)
  }

  /// One claim.
  ///
  /// - Throws: a `Problem` if the JSON is not a claim of the contract or a quote differs from the text.
  public func claim(_ json: [UInt8]) throws(Problem) -> Claim { try read(json, as: ClaimJSON.self) { try $0.value(self) } }

  /// A list of tolls.
  ///
  /// - Throws: as `claim(_:)`.
  public func tolls(_ json: [UInt8]) throws(Problem) -> [Toll] { try read(json, as: [TollJSON].self) { try $0.map { try $0.value(self) } } }

  /// A list of loadings.
  ///
  /// - Throws: as `claim(_:)`.
  public func loadings(_ json: [UInt8]) throws(Problem) -> [Loading] {
    try read(json, as: [LoadingJSON].self) { try $0.map { try $0.value(self) } }
  }

  /// A list of persons.
  ///
  /// - Throws: as `claim(_:)`.
  public func persons(_ json: [UInt8]) throws(Problem) -> [Person] {
    try read(json, as: [PersonJSON].self) { try $0.map { try $0.value(self) } }
  }

  /// A whole record, as `constat read` prints it; ids, text and dates are those of the document.
  ///
  /// - Throws: as `claim(_:)`.
  public func record(_ json: [UInt8]) throws(Problem) -> Record {
    try read(json, as: RecordJSON.self) { raw in
      var record = Record(document: document, language: raw.document.language, sentences: raw.document.sentences)
      record.claims = try raw.claims.map { try $0.value(self) }
      record.tolls = try raw.tolls.map { try $0.value(self) }
      record.loadings = try raw.loadings.map { try $0.value(self) }
      record.undisclosed = try raw.undisclosed.map { Undisclosed(what: $0.what, evidence: try evidence($0.evidence)) }
      record.persons = try (raw.persons ?? []).map { try $0.value(self) }
      return record
    }
  }

  private func read<Raw: Decodable, Value>(_ json: [UInt8], as type: Raw.Type, _ make: (Raw) throws -> Value) throws(Problem) -> Value {
    do {
      return try make(JSONDecoder().decode(type, from: Data(json)))
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem("record", "this is no record of version 1 (Docs/record.schema.json): \(error); read the document again")
    }
  }

  func evidence(_ raw: [EvidenceJSON]) throws(Problem) -> [Evidence] {
    var all: [Evidence] = []
    for item in raw { all.append(try evidence(item)) }
    return all
  }

  func evidence(_ raw: EvidenceJSON) throws(Problem) -> Evidence {
    let span = Span(places.byte(at: raw.start), places.byte(at: raw.end))
    guard let evidence = Evidence(span, in: document), evidence.quote == raw.quote else {
      throw Problem(
        "evidence", "the words at \(raw.start) to \(raw.end) of \(document.id) are not \"\(raw.quote)\"; read the document again")
    }
    return evidence
  }
}

/// Where each code point of a text begins, in bytes.
private struct BytePlaces {
  private static let stride = 64
  private let bytes: [UInt8]
  private var marks: [Int] = []

  init(_ document: Document) {
    bytes = document.bytes
    var points = 0
    for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if points % BytePlaces.stride == 0 { marks.append(index) }
      points += 1
    }
  }

  /// The byte at which a code point begins; -1 outside the text.
  func byte(at point: Int) -> Int {
    guard point >= 0 else { return -1 }
    guard point / BytePlaces.stride < marks.count else { return point == marks.count * BytePlaces.stride ? bytes.count : -1 }
    var (index, points) = (marks[point / BytePlaces.stride], point - point % BytePlaces.stride)
    while points < point {
      guard index < bytes.count else { return -1 }
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
      points += 1
    }
    return index
  }
}

// MARK: The shapes of the JSON

struct EvidenceJSON: Decodable { let start: Int, end: Int, quote: String }

private struct PartyJSON: Decodable {
  let name: String, id: String?, kind: String, country: String?, evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> Party {
    Party(name: name, id: id, kind: kind, country: country, evidence: try reader.evidence(evidence))
  }
}

private struct PlaceJSON: Decodable {
  let name: String, id: String?, lat: Double?, lon: Double?, precision: String, radius_km: Double?, country: String?
  let disputed: Bool, basis: String?, evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> PlaceValue {
    PlaceValue(
      name: name, id: id, latitude: lat, longitude: lon, precision: precision, radius: radius_km, country: country, isDisputed: disputed,
      basis: basis ?? "stated", evidence: try reader.evidence(evidence))
  }
}

private struct DateJSON: Decodable {
  let from: String?, to: String?, precision: String, open: String?, basis: String, evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> DateValue {
    DateValue(
      from: from.flatMap { Day($0) }, to: to.flatMap { Day($0) }, precision: precision, open: open, basis: basis,
      evidence: try reader.evidence(evidence))
  }
}

private struct NamedJSON: Decodable { let name: String, kind: String, evidence: [EvidenceJSON] }

private struct SpeakerJSON: Decodable {
  let name: String, id: String?, kind: String, channel: NamedJSON?, cue: EvidenceJSON?, evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> Speaker {
    var medium: Channel?
    if let channel { medium = Channel(name: channel.name, kind: channel.kind, evidence: try reader.evidence(channel.evidence)) }
    var word: Evidence?
    if let cue { word = try reader.evidence(cue) }
    let party = Party(name: name, id: id, kind: kind, country: nil, evidence: try reader.evidence(evidence))
    return Speaker(party: party, channel: medium, cue: word)
  }
}

private struct SubgroupJSON: Decodable { let group: String, min: Int?, max: Int?, evidence: [EvidenceJSON] }

private struct TollJSON: Decodable {
  let kind: String, min: Int?, max: Int?, best: Int?, qualifier: String, who: String?, population: String, of_which: [SubgroupJSON]
  let scope: String, since: String?, as_of: String?, speakers: [SpeakerJSON], evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> Toll {
    var toll = Toll(kind: kind, min: min, max: max, best: best, qualifier: qualifier, who: who, evidence: try reader.evidence(evidence))
    (toll.population, toll.scope) = (population, scope)
    (toll.since, toll.asOf) = (since.flatMap { Day($0) }, as_of.flatMap { Day($0) })
    for part in of_which {
      toll.subgroups.append(Subgroup(group: part.group, min: part.min, max: part.max, evidence: try reader.evidence(part.evidence)))
    }
    for speaker in speakers { toll.speakers.append(try speaker.value(reader)) }
    return toll
  }
}

private struct LoadingJSON: Decodable {
  let category: String, about: String, voice: String, neutral: String?, evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> Loading {
    Loading(category: category, about: about, voice: voice, neutral: neutral, evidence: try reader.evidence(evidence))
  }
}

private struct UndisclosedJSON: Decodable { let what: String, evidence: [EvidenceJSON] }

private struct PersonJSON: Decodable {
  let name: String, standing: String, evidence: [EvidenceJSON]
  func value(_ reader: RecordReader) throws(Problem) -> Person {
    guard let standing = Person.Standing(rawValue: standing) else {
      let known = Person.Standing.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem("record", "\"\(standing)\" is no standing; the standings are \(known)")
    }
    return Person(name: name, standing: standing, evidence: try reader.evidence(evidence))
  }
}

private struct TriggerJSON: Decodable { let lemma: String, evidence: [EvidenceJSON] }

private struct CodesJSON: Decodable {
  struct Row: Decodable { let event_type: String, sub_event_type: String }
  let acled: Row?
}

private struct ClaimJSON: Decodable {
  let id: String, type: String, mode: String?, contexts: [String], codes: CodesJSON, trigger: TriggerJSON
  let agent: [PartyJSON], target: [PartyJSON], place: [PlaceJSON], date: DateJSON?, means: [NamedJSON], tolls: [TollJSON]
  let stance: String, speakers: [SpeakerJSON], same_as: String?, rule: String, confidence: Double

  func value(_ reader: RecordReader) throws(Problem) -> Claim {
    guard let stance = Stance(rawValue: stance) else {
      let known = Stance.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem("record", "\"\(stance)\" is no stance; the stances are \(known)")
    }
    var claim = Claim(
      id: id, type: EventType(rawValue: type), lemma: trigger.lemma, trigger: try reader.evidence(trigger.evidence), stance: stance,
      rule: rule, confidence: confidence)
    (claim.mode, claim.contexts, claim.sameAs) = (mode, contexts, same_as)
    claim.acled = codes.acled.map { AcledRow(eventType: $0.event_type, subEventType: $0.sub_event_type) }
    for item in agent { claim.agent.append(try item.value(reader)) }
    for item in target { claim.target.append(try item.value(reader)) }
    for item in place { claim.place.append(try item.value(reader)) }
    if let date { claim.date = try date.value(reader) }
    for item in means {
      claim.means.append(MeansValue(name: item.name, kind: item.kind, evidence: try reader.evidence(item.evidence)))
    }
    for item in tolls { claim.tolls.append(try item.value(reader)) }
    for item in speakers { claim.speakers.append(try item.value(reader)) }
    return claim
  }
}

private struct HeaderJSON: Decodable { let language: String?, sentences: Int }

private struct RecordJSON: Decodable {
  let document: HeaderJSON, claims: [ClaimJSON], tolls: [TollJSON], loadings: [LoadingJSON], undisclosed: [UndisclosedJSON]
  let persons: [PersonJSON]?
}
