import Codes
import Records
import SourceText
import Support

@testable import Exports

/// A made-up incident with reports, and what must be known of it to tell whether something leaked.
struct RandomLedger {
  /// Somebody whose name is looked for in the bytes: every word of it is found nowhere else.
  struct Someone {
    let words: [String]
    let standing: Person.Standing
    var name: String { words.joined(separator: " ") }
  }
  var incident = Incident(id: "i", members: [])
  var reports: [String: Report] = [:]
  private(set) var people: [Someone] = []
  /// A word that only the sentence of a claim holds, by claim.
  private(set) var marks: [ClaimKey: String] = [:]
  /// The coordinates as they were before the gate.
  private(set) var coordinates: [Double] = []
  /// Somebody of an earlier report whom the reading of this one missed.
  private var missed: Someone?
  private let seed: UInt64
  private var random: Generator
  private var count = 0

  static let now = "2026-03-20T12:00:00Z"
  static let today = Day(year: 2026, month: 3, day: 20)?.number ?? 0

  init(seed: UInt64) {
    (self.seed, random) = (seed, Generator(seed: seed))
    incident.id = "incident-\(seed)"
    for _ in 0...random.number(below: 4) { addReport() }
    incident.members.sort { ($0.report, $0.claim.id) < ($1.report, $1.claim.id) }
    for (one, other) in zip(incident.members, incident.members.dropFirst()) {
      incident.reasons.append(
        Reason(
          one: ClaimKey(report: one.report, claim: one.claim.id), other: ClaimKey(report: other.report, claim: other.claim.id),
          because: ["both name " + (people.isEmpty ? "nobody" : spelled(pick(people)))], weight: 0.5))
    }
    incident.grade = pick(Grade.allCases)
    incident.gradeReason = people.isEmpty ? "two roots" : "told by " + pick(people).name
  }

  // MARK: Chance

  private mutating func chance(_ of: Int) -> Bool { random.number(below: of) == 0 }

  private mutating func pick<Item>(_ items: [Item]) -> Item { items[random.number(below: items.count)] }

  /// A word found nowhere else: letters of its own, sometimes accented, beginning with a capital.
  private mutating func word() -> String {
    let (heads, bodies) = (["Q", "X", "Z", "K", "Ç", "É"], ["a", "o", "é", "ï", "u"])
    var word = pick(heads)
    for _ in 0..<4 { word += pick(bodies) + pick(["x", "q", "zh", "kw", "ñ"]) }
    return word + pick(["el", "ov", "ia", "ün"])
  }

  // MARK: Reports

  private mutating func addReport() {
    count += 1
    var own: [Someone] = []
    for _ in 0..<random.number(below: 4) {
      own.append(Someone(words: (0...random.number(below: 2)).map { _ in word() }, standing: pick(Person.Standing.allCases)))
    }
    if let known = people.randomElement(using: &random), chance(3), known.standing == .protected { own.append(known) }
    missed = people.filter { $0.standing == .protected && !own.map(\.name).contains($0.name) }.randomElement(using: &random)
    people += own
    let hidden = own.filter { $0.standing != .office }
    let claims = (0...random.number(below: 2)).map { _ in "zwm\(random.number(below: 900_000) + 100_000)mwz" }
    let id = hidden.isEmpty || !chance(6) ? "r\(seed)-\(count)" : "note-\(seed)-\(count)-" + pick(hidden).name
    let document = self.document(own, claims, hidden)
    let day = Day(number: RandomLedger.today - random.number(below: 8))
    var report = Report(
      id: id, document: document, version: 1, capture: "\(seed)a\(count)c0ffee00c0ffee00c0ffee",
      origin: "/in/" + (hidden.first?.name ?? "x"),
      received: "\(day)T23:59:59Z")
    report.isPublic = !chance(7)
    for person in own {
      report.persons.append(Person(name: person.name, standing: person.standing, evidence: mentions(person, in: document)))
    }
    reports[id] = report
    for (index, mark) in claims.enumerated() { addClaim(mark, "c\(index + 1)", report, hidden) }
  }

  /// A text in which each claim has its sentence, far from the others, and people are named in full, by one name, in capitals, over a line break.
  private mutating func document(_ people: [Someone], _ claims: [String], _ hidden: [Someone]) -> Document {
    var text = ""
    for mark in claims {
      let named = people.isEmpty ? "someone" : spelled(pick(people))
      let other = missed?.name ?? (people.isEmpty ? "nobody" : spelled(pick(people)))
      text +=
        "A long way before it there is some filler to keep apart. \(named) \(mark) \(other)\(position()). And as much filler stands behind it as well.\n"
    }
    let headline = hidden.isEmpty ? "Quiet day" : "Day of " + spelled(pick(hidden))
    let day = Day(number: RandomLedger.today - random.number(below: 8))
    let published = pick([nil, "\(day)", "\(day)T10:00:00Z", "\(day)T14:30:00+02:00", "\(day)T09:10:00-05:00", "\(day)T23:10:00Z"])
    let slug = hidden.isEmpty ? "quiet" : pick(hidden).words.joined(separator: "-").lowercased()
    return Document(
      id: "input \(count) " + (hidden.first?.name ?? ""), text: text, published: published,
      outlet: chance(8) ? nil : "Outlet zwo\(count)owz" + (hidden.isEmpty || chance(2) ? "" : " of " + pick(hidden).name),
      url: "https://outlet\(count).example/2026/" + slug
        + (chance(5) ? "?at=\(Cell.number(coordinates.last ?? 1).shown),\(Cell.number(coordinates.first ?? 1).shown)" : "?id=1"),
      language: pick(["en", "fr", "xx"]), title: headline, sha256: "5ha")
  }

  /// A position written out, as exact as texts give it.
  private mutating func position() -> String {
    guard chance(4) else { return "" }
    let (north, east) = (20.0204 + Double(random.number(below: 400)) / 10, 20.0304 + Double(random.number(below: 400)) / 10)
    coordinates += [north, east]
    return " at " + Cell.number(north).shown + pick([", ", " / ", "; "]) + Cell.number(east).shown
  }

  private mutating func spelled(_ person: Someone) -> String {
    switch random.number(below: 5) {
    case 0: person.words.joined(separator: "\n")
    case 1: person.name.uppercased()
    case 2: person.words[person.words.count - 1]
    case 3: person.words.joined(separator: "-")
    default: person.name
    }
  }

  /// Where a text names somebody, however it spells the name.
  private func mentions(_ person: Someone, in document: Document) -> [Evidence] {
    var found: [Evidence] = []
    for spelling in person.words + [person.name, person.name.uppercased()] + person.words.map({ $0.uppercased() }) {
      let needle = Array(spelling.utf8)
      var at = 0
      while at + needle.count <= document.bytes.count {
        if document.bytes[at..<at + needle.count].elementsEqual(needle), let one = Evidence(Span(at, at + needle.count), in: document) {
          found.append(one)
        }
        at += 1
      }
    }
    return found
  }

  // MARK: Claims

  private mutating func addClaim(_ mark: String, _ id: String, _ report: Report, _ hidden: [Someone]) {
    let text = report.document.bytes
    let needle = Array(mark.utf8)
    let at = (0...text.count - needle.count).first { text[$0..<$0 + needle.count].elementsEqual(needle) } ?? 0
    let words = [
      Evidence(Span(at, at + needle.count), in: report.document),
      Evidence(Span(max(0, at - 3), at + needle.count + 3), in: report.document),
    ]
    var claim = Claim(
      id: id, type: EventType(rawValue: pick(["ASSAULT", "COERCE", "THREATEN"])), lemma: hidden.isEmpty ? "strike" : pick(hidden).words[0],
      trigger: words.compactMap { $0 }, stance: pick(Stance.allCases), rule: "test/rule", confidence: 0.5)
    claim.acled = chance(2) ? AcledRow(eventType: "Battles", subEventType: "Armed clash") : nil
    claim.sameAs = id == "c1" ? "c2" : "c1"
    (claim.agent, claim.target) = ([party(hidden)], [party(hidden), party(hidden)])
    claim.date = date(words.compactMap { $0 })
    claim.place = (0...random.number(below: 1)).map { _ in place(hidden) }
    claim.means = [MeansValue(name: "rifle of " + named(hidden), kind: "firearm", evidence: [])]
    claim.speakers = [
      Speaker(party: party(hidden), channel: Channel(name: "channel of " + named(hidden), kind: "messaging", evidence: []), cue: nil)
    ]
    claim.tolls = [toll(hidden)]
    let review = pick([Review.Verdict?.none] + Review.Verdict.allCases.map(Optional.some) + [.accepted, .accepted])
    incident.members.append(
      Member(
        report: report.id, claim: claim,
        review: review.map { Review(verdict: $0, reviewer: "Rexqviewer", at: RandomLedger.now, reason: "asked " + named(hidden)) }))
    marks[ClaimKey(report: report.id, claim: id)] = mark
  }

  private mutating func named(_ hidden: [Someone]) -> String { hidden.isEmpty ? "nobody" : spelled(pick(hidden)) }

  private mutating func party(_ hidden: [Someone]) -> Party {
    let kind = pick(["rebel", "military", "civilian", "medical", "unknown"])
    let id = pick([nil, "constat:actor/a", "constat:actor/b", "constat:actor/" + named(hidden).lowercased()])
    return Party(name: pick(["the men of ", "brothers of ", ""]) + named(hidden), id: id, kind: kind, country: nil, evidence: [])
  }

  private mutating func toll(_ hidden: [Someone]) -> Toll {
    let dead = random.number(below: 30)
    var toll = Toll(kind: "killed", min: dead, max: dead, best: dead, qualifier: "exact", who: named(hidden), evidence: [])
    toll.subgroups = [Subgroup(group: "children of " + named(hidden), min: 1, max: 1, evidence: [])]
    toll.speakers = [Speaker(party: party(hidden), channel: nil, cue: nil)]
    return toll
  }

  private mutating func date(_ words: [Evidence]) -> DateValue? {
    let from = Day(number: RandomLedger.today - random.number(below: 9))
    let to = from.adding(days: pick([0, 0, 0, 1, 5]))
    let open = pick([nil, nil, nil, "start", "end"])
    return chance(5)
      ? nil
      : DateValue(
        from: open == "start" ? nil : from, to: open == "end" ? nil : to, precision: "day", open: open, basis: "stated", evidence: words)
  }

  private mutating func place(_ hidden: [Someone]) -> PlaceValue {
    // Far from every point of the grids: four decimals that end in 4.
    func coordinate(_ random: inout Generator) -> Double {
      20 + Double(random.number(below: 400)) / 10 + 0.0204 + Double(random.number(below: 5)) / 100
    }
    let (north, east) = (coordinate(&random), coordinate(&random))
    coordinates += [north, east]
    let person = hidden.randomElement(using: &random)?.name
    let name = pick(["Town", "Town", "hospital", "the Camp", person.map { "house of " + $0 } ?? "a house"])
    return PlaceValue(
      name: name, id: "geonames:7" + (person.map { "-" + $0 } ?? ""), latitude: north, longitude: east,
      precision: pick(["point", "settlement", "settlement", "area", "admin1", "country"]), radius: pick([nil, 5, 200]), country: "XQ",
      isDisputed: chance(4),
      basis: "stated", evidence: [])
  }
}
