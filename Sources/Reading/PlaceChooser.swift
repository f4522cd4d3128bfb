import Gazetteer
import SourceText

/// What speaks for one place among namesakes.
struct PlaceReasons: OptionSet, Sendable, Equatable {
  let rawValue: UInt16
  /// The document names its country, or a neighbour of it.
  static let country = PlaceReasons(rawValue: 1)
  static let neighbour = PlaceReasons(rawValue: 2)
  /// The name right behind the comma holds it; a region of the sentence does; one of the document does.
  static let inNext = PlaceReasons(rawValue: 4)
  static let inSentence = PlaceReasons(rawValue: 8)
  static let inDocument = PlaceReasons(rawValue: 16)
  /// Another place of the document is close.
  static let near = PlaceReasons(rawValue: 32)
  /// A word of type fits it, or does not.
  static let type = PlaceReasons(rawValue: 64)
  static let otherType = PlaceReasons(rawValue: 128)
  /// The name is one of its rarer ones.
  static let rare = PlaceReasons(rawValue: 256)
  /// It is the capital of its country.
  static let capital = PlaceReasons(rawValue: 512)
  /// A region whose town of the same name is meant unless something tells otherwise.
  static let seat = PlaceReasons(rawValue: 1024)
  /// Another place of the document is so close that one would go there for the day.
  static let close = PlaceReasons(rawValue: 8192)
  /// The preposition goes with such places.
  static let mark = PlaceReasons(rawValue: 2048)
  /// It holds the place named right before: "Atlanta, en Géorgie".
  static let holder = PlaceReasons(rawValue: 4096)

  /// What is known of the place from its surroundings.
  static let context: PlaceReasons = [.country, .inNext, .inSentence, .inDocument, .near, .close, .type]

  /// Each reason in words, with its weight in powers of ten of people.
  static let all: [(reason: PlaceReasons, weight: Double, words: String)] = [
    (.country, 1.6, "country of the document"), (.neighbour, 0.4, "neighbour of a country of the document"),
    (.inNext, 4, "inside the place named next"), (.inSentence, 1.2, "inside a region of the sentence"),
    (.inDocument, 0.8, "inside a region of the document"), (.near, 0.8, "near another place of the document"),
    (.close, 1.6, "close to another place of the document"), (.type, 1.5, "word of type"), (.otherType, -2.5, "another word of type"),
    (.rare, -3, "rarer name"),
    (.capital, 1.3, "capital"),
    (.seat, -1.6, "its town has the same name"), (.mark, 1.2, "preposition"),
    (.holder, 2, "holds the place named before"),
  ]

  /// The reasons in words.
  var words: [String] { PlaceReasons.all.filter { contains($0.reason) }.map(\.words) }

  /// The weights added up; of the surroundings only the strongest counts.
  var weight: Double {
    var (sum, around) = (0.0, 0.0)
    for (reason, weight, _) in PlaceReasons.all where contains(reason) {
      if PlaceReasons.around.contains(reason) { around = max(around, weight) } else { sum += weight }
    }
    return sum + around
  }
  private static let around: PlaceReasons = [.inNext, .inSentence, .inDocument, .near, .close]
}

/// Chooses among namesakes.
///
/// A place counts as many points as its people have digits, and those of the reasons that speak for it: countries that the document
/// names, regions that hold it, places close by, words of type. Two rounds: what is settled in the first helps in the second.
struct PlaceChooser {
  let language: Language
  let gazetteer: PlaceIndex
  let document: Document
  /// Kilometres within which places of one document support each other.
  private static let nearby = 120.0
  private static let closeby = 40.0
  /// People that a town has at least for which nothing speaks but its name, and one whose name is rare or whose word of type does not fit.
  private static let leastAlone = 3_000
  private static let leastDoubtful = 100_000
  /// People of a place where nobody counted them.
  private static let uncounted = 1_000

  /// Ranks the candidates of all mentions of a document and chooses the best where one is good enough.
  func resolve(_ mentions: inout [PlaceMention]) {
    guard mentions.contains(where: { !$0.candidates.isEmpty }) else { return }
    var setting = Setting()
    for mention in mentions { vote(mention, &setting) }
    for _ in 0..<2 {
      for index in mentions.indices where !mentions[index].candidates.isEmpty { rank(index, &mentions, setting) }
      agree(&mentions)
      setting.settled = settled(mentions)
    }
  }

  /// What the document says about where it plays.
  private struct Setting {
    var countries: [UInt16: Double] = [:]
    var settled: [(sentence: Int, sense: Sense, place: Int, facts: PlaceFacts)] = []
    var most = 0.0
  }

  private func vote(_ mention: PlaceMention, _ setting: inout Setting) {
    let facts = mention.candidates.map { gazetteer.facts($0.place) }
    let country = facts.first { $0.kind == .country }
    if country != nil, facts.contains(where: { $0.kind != .country && $0.kind != .settlement }) { return }
    guard let voter = country ?? (facts.count == 1 ? facts.first : nil), voter.country != 0 else { return }
    let isAlone = facts.count == 1
    setting.countries[voter.country, default: 0] += country == nil ? 1 : isAlone ? 2 : 1
    setting.most = setting.countries.values.max() ?? 0
  }

  private func rank(_ index: Int, _ mentions: inout [PlaceMention], _ setting: Setting) {
    let mention = mentions[index]
    let next = follower(index, mentions)
    let isList = isCountry(mention.candidates) && isCountry(next ?? [])
    let before = index > 0 && follower(index - 1, mentions) != nil ? mentions[index - 1].candidates : nil
    var ranked = mention.candidates
    for number in ranked.indices {
      let facts = gazetteer.facts(ranked[number].place)
      var reasons = self.reasons(ranked[number], facts, mention, setting)
      if facts.kind == .admin1 || facts.kind == .admin2, mention.typed == nil, hasSeat(facts, ranked[number].place, mention) {
        reasons.insert(.seat)
      }
      if !(isList && facts.kind == .settlement), let next, next.contains(where: { holds($0.place, ranked[number].place, facts) }) {
        reasons.insert(.inNext)
      }
      if facts.kind != .settlement, let before, before.contains(where: { holdsTown(ranked[number].place, $0) }) { reasons.insert(.holder) }
      ranked[number].reasons = reasons
      let share = setting.most > 0 ? (setting.countries[facts.country] ?? 0) / setting.most : 0
      ranked[number].score = points(facts) + reasons.weight + (reasons.contains(.country) ? (share - 1) * 0.8 : 0)
    }
    ranked.sort { ($1.score, $0.place) < ($0.score, $1.place) }
    mentions[index].candidates = ranked
    mentions[index].chosen = ranked.first.flatMap { isGoodEnough($0) ? $0.place : nil }
  }

  /// "Mexico, Canada": names of two countries are a list, no town in its country.
  private func isCountry(_ choices: [PlaceChoice]) -> Bool { choices.contains { !$0.isRare && gazetteer.facts($0.place).kind == .country } }

  private func holdsTown(_ region: Int, _ choice: PlaceChoice) -> Bool {
    let facts = gazetteer.facts(choice.place)
    return !choice.isRare && facts.kind == .settlement && holds(region, choice.place, facts)
  }

  /// Whether a town of a region has the region's name too.
  private func hasSeat(_ facts: PlaceFacts, _ region: Int, _ mention: PlaceMention) -> Bool {
    mention.candidates.contains { other in
      guard other.place != region, !other.isRare else { return false }
      let town = gazetteer.facts(other.place)
      return town.kind == .settlement && town.country == facts.country && town.kilometres(to: facts) < facts.radius + 50
    }
  }

  /// Digits of the number of people; where nobody counted, of a village.
  private func points(_ facts: PlaceFacts) -> Double {
    var (points, people) = (0.0, Double(facts.population == 0 ? PlaceChooser.uncounted : facts.population) + 1)
    while people >= 10 { (points, people) = (points + 1, people / 10) }
    return points + (people - 1) / 9
  }

  private func isGoodEnough(_ choice: PlaceChoice) -> Bool {
    let facts = gazetteer.facts(choice.place)
    if choice.reasons.contains(.otherType), facts.kind == .settlement { return facts.population >= PlaceChooser.leastDoubtful }
    if !choice.reasons.isDisjoint(with: .context) { return true }
    if choice.isRare { return facts.population >= PlaceChooser.leastDoubtful }
    return facts.kind != .admin2 && facts.population >= PlaceChooser.leastAlone
  }

  private func reasons(_ choice: PlaceChoice, _ facts: PlaceFacts, _ mention: PlaceMention, _ setting: Setting) -> PlaceReasons {
    var reasons: PlaceReasons = choice.isRare ? .rare : []
    if gazetteer.isCapital(choice.place) { reasons.insert(.capital) }
    let sense = Sense(mention)
    switch mention.mark {
    case .town: if facts.kind == .settlement { reasons.insert(.mark) }
    case .region: if facts.kind != .settlement { reasons.insert(.mark) }
    case nil: break
    }
    if setting.countries[facts.country] != nil {
      reasons.insert(.country)
    } else if setting.countries.keys.contains(where: { gazetteer.areNeighbours(facts.country, $0) }) {
      reasons.insert(.neighbour)
    }
    if let typed = mention.typed {
      let fits = typed == facts.kind.name || (typed == "admin1" || typed == "admin2") && (facts.kind == .admin1 || facts.kind == .admin2)
      reasons.insert(fits ? .type : (typed == "settlement") != (facts.kind == .settlement) ? .otherType : [])
    }
    for other in setting.settled where other.sense != sense && other.place != choice.place {
      if facts.kind == .settlement || facts.kind == .admin2, holds(other.place, choice.place, facts) {
        reasons.insert(other.sentence == mention.sentence ? .inSentence : .inDocument)
      } else if other.facts.kind == .settlement {
        let distance = facts.kilometres(to: other.facts)
        if distance < PlaceChooser.nearby { reasons.insert(distance < PlaceChooser.closeby ? .close : .near) }
      }
    }
    return reasons
  }

  /// Whether a region holds a place: by its number, by its country's code, else by distance and radius.
  private func holds(_ region: Int, _ place: Int, _ facts: PlaceFacts) -> Bool {
    let outer = gazetteer.facts(region)
    switch outer.kind {
    case .settlement: return false
    case .country: return outer.country == facts.country && facts.kind != .country
    default:
      if region == place || facts.kind == .country || outer.radius <= facts.radius { return false }
      if facts.region == region { return true }
      guard outer.radius < 1_200, outer.country == 0 || outer.country == facts.country else { return false }
      return facts.region < 0 || outer.kind != .admin1 || outer.region < 0
        ? outer.kilometres(to: facts) < outer.radius : false
    }
  }

  /// The candidates of the name right behind a comma or bracket: "Sake, dans le Nord-Kivu", "Tripoli (Liban)".
  private func follower(_ index: Int, _ mentions: [PlaceMention]) -> [PlaceChoice]? {
    guard index + 1 < mentions.count, mentions[index + 1].sentence == mentions[index].sentence, mentions[index + 1].role != "demonym"
    else { return nil }
    let gap = document.bytes[mentions[index].span.end..<max(mentions[index].span.end, mentions[index + 1].span.start)]
    guard gap.count < 24, gap.contains(where: { $0 == 44 || $0 == 40 }) else { return nil }
    return mentions[index + 1].candidates
  }

  /// One name has one sense in a document, unless a word of type tells otherwise.
  private func agree(_ mentions: inout [PlaceMention]) {
    var best: [Sense: PlaceChoice] = [:]
    for mention in mentions {
      guard let first = mention.candidates.first, mention.chosen != nil else { continue }
      let sense = Sense(mention)
      if first.score > best[sense]?.score ?? -.infinity { best[sense] = first }
    }
    for index in mentions.indices {
      if let choice = best[Sense(mentions[index])] { mentions[index].chosen = choice.place }
    }
  }

  /// Mentions with the same candidates and the same word of type have one sense.
  private struct Sense: Hashable {
    let least: Int
    let count: Int
    let typed: String?
    init(_ mention: PlaceMention) {
      least = mention.candidates.map(\.place).min() ?? -1
      count = mention.candidates.count
      typed = mention.typed
    }
  }

  private func settled(_ mentions: [PlaceMention]) -> [(sentence: Int, sense: Sense, place: Int, facts: PlaceFacts)] {
    mentions.compactMap { mention in
      guard let chosen = mention.chosen, mention.role != "demonym" else { return nil }
      return (mention.sentence, Sense(mention), chosen, gazetteer.facts(chosen))
    }
  }
}
