import Gazetteer
import Grammar
import Records
import SourceText

/// A place name of the text, with the way it stands in its sentence.
struct PlaceMention: Sendable {
  let sentence: Int
  let tokens: ClosedRange<Int>
  let span: Span
  /// Numbers of the gazetteer places with this name.
  let candidates: [Int]
  var chosen: Int?
  /// location, metonymic, part-of-name.
  var role: String
  /// Precision told by a word of type ("la province de"), if any.
  let typed: String?
}

/// Finds and resolves places.
struct PlaceReader {
  let language: Language
  let gazetteer: PlaceIndex
  let document: Document

  /// The place names of a sentence.
  func places(in tree: Tree, sentence: Int, taken: [ClosedRange<Int>]) -> [PlaceMention] {
    var found: [PlaceMention] = []
    var at = 0
    let tokens = tree.tokens
    while at < tokens.count {
      guard let range = nameRange(at, tokens), !taken.contains(where: { $0.overlaps(range) }) else {
        at += 1
        continue
      }
      let candidates =
        language.places.match(at: range.lowerBound, in: tokens).flatMap { $0.end == range.upperBound + 1 ? $0.values : nil } ?? []
      let typed = typeWord(before: range.lowerBound, tree)
      let isLocated = isLocated(range, tree) || typed != nil
      if isLocated || !candidates.isEmpty {
        let role = role(range, tree, isLocated: isLocated)
        found.append(
          PlaceMention(
            sentence: sentence, tokens: range, span: tree.span(range), candidates: candidates, chosen: nil, role: role, typed: typed))
      }
      at = range.upperBound + 1
    }
    return found
  }

  /// A gazetteer name, else a run of capitalised words.
  private func nameRange(_ start: Int, _ tokens: [Token]) -> ClosedRange<Int>? {
    if let match = language.places.match(at: start, in: tokens), isName(start..<match.end, tokens) { return start...match.end - 1 }
    guard tokens[start].upos == .propn, tokens[start].shape.contains(.capitalised) else { return nil }
    var end = start
    while end + 1 < tokens.count, tokens[end + 1].shape.contains(.capitalised), tokens[end + 1].upos == .propn,
      !tokens[end + 1].shape.contains(.lineStart)
    {
      end += 1
    }
    return start...end
  }

  private func isName(_ range: Range<Int>, _ tokens: [Token]) -> Bool {
    let isCapital = range.contains { tokens[$0].shape.contains(.capitalised) }
    guard isCapital || range.count > 2 else { return false }
    guard range.count == 1 else { return true }
    let token = tokens[range.lowerBound]
    if token.upos == .propn { return true }
    let isStart = range.lowerBound == 0 || tokens[range.lowerBound].shape.contains(.lineStart)
    return !isStart && token.shape.contains(.capitalised) && token.upos != .det && token.upos != .adp
  }

  /// Whether a locative preposition stands before the name (articles and words of type may stand between).
  private func isLocated(_ range: ClosedRange<Int>, _ tree: Tree) -> Bool {
    var at = range.lowerBound - 1
    var steps = 0
    while at >= 0, steps < 4 {
      let token = tree.tokens[at]
      if at > 0, language.isGenitive(token) {
        return language.lists.has("before-genitive", tree.tokens[at - 1]) || language.lists.value("place-type", tree.tokens[at - 1]) != nil
      }
      if token.upos == .adp || token.shape.contains(.contraction) {
        return language.lists.has("locative", token) || language.lists.value("place-type", token) != nil
      }
      guard
        token.upos == .det || token.upos == .adj || language.lists.value("place-type", token) != nil
          || language.lists.has("direction", token)
      else { return false }
      at -= 1
      steps += 1
    }
    return false
  }

  /// "la province de X", "X province".
  private func typeWord(before start: Int, _ tree: Tree) -> String? {
    var at = start - 1
    while at >= 0, start - at < 4 {
      if let type = language.lists.value("place-type", tree.tokens[at]) { return type }
      guard tree.tokens[at].upos == .adp || tree.tokens[at].upos == .det || tree.tokens[at].shape.contains(.contraction) else { return nil }
      at -= 1
    }
    return nil
  }

  private func role(_ range: ClosedRange<Int>, _ tree: Tree, isLocated: Bool) -> String {
    let head = range.first { !range.contains(tree.tokens[$0].head) } ?? range.lowerBound
    if isPartOfName(range, tree) { return "part-of-name" }
    if isAgent(head, tree) { return "metonymic" }
    if isLocated { return "location" }
    switch tree.tokens[head].relation {
    case .nsubj, .passiveSubject, .agentOblique: return "metonymic"
    default: return "location"
    }
  }

  /// "le Front du Levant", "the Savannah Guard": a capitalised word for a group beside the place makes one name of both.
  private func isPartOfName(_ range: ClosedRange<Int>, _ tree: Tree) -> Bool {
    let groups = language.classes.mask(["group", "armed"])
    let isGroup = { (index: Int) in
      tree.tokens.indices.contains(index) && tree.tokens[index].shape.contains(.capitalised)
        && !(index == 0 || tree.tokens[index].shape.contains(.lineStart))
        && language.classes.classes(of: index, in: tree.tokens) & groups != 0
    }
    if language.isHeadLast, isGroup(range.upperBound + 1) { return true }
    var at = range.lowerBound - 1
    while at > 0, tree.tokens[at].upos == .det { at -= 1 }
    guard at > 0, language.isGenitive(tree.tokens[at]) else {
      return false
    }
    return isGroup(at - 1)
  }

  /// "held by Moscow": behind the preposition of agents a place stands for its people.
  private func isAgent(_ head: Int, _ tree: Tree) -> Bool {
    let marks = language.lists["agent-preposition"]
    guard tree.children[head].contains(where: { tree.tokens[$0].relation == .case && marks.contains(tree.tokens[$0].lemma) }) else {
      return false
    }
    let governor = tree.tokens[head].head
    return governor >= 0 && (!tree.isVerb(governor) || tree.isPassive(governor))
  }

  /// Chooses among namesakes: the country that the document names most, then population.
  func resolve(_ mentions: inout [PlaceMention]) {
    var votes: [String: Int] = [:]
    for mention in mentions {
      if let country = mention.candidates.map({ gazetteer.places[$0] }).first(where: { $0.precision == "country" })?.country {
        votes[country, default: 0] += 3
      } else if mention.candidates.count == 1, let country = gazetteer.places[mention.candidates[0]].country {
        votes[country, default: 0] += 1
      }
    }
    for index in mentions.indices {
      mentions[index].chosen = mentions[index].candidates.max { weight($0, votes, mentions[index]) < weight($1, votes, mentions[index]) }
    }
  }

  private func weight(_ candidate: Int, _ votes: [String: Int], _ mention: PlaceMention) -> Double {
    let place = gazetteer.places[candidate]
    var weight = Double(place.population).squareRoot() / 1000
    weight += Double(place.country.flatMap { votes[$0] } ?? 0)
    if let typed = mention.typed, typed == place.precision || (typed == "settlement") == (place.precision == "settlement") { weight += 2 }
    return weight
  }

  /// The value of the record.
  func value(_ mention: PlaceMention, basis: String) -> PlaceValue? {
    guard let evidence = Evidence(mention.span, in: document) else { return nil }
    guard let chosen = mention.chosen else {
      return PlaceValue(
        name: evidence.quote, id: nil, latitude: nil, longitude: nil, precision: "unresolved", radius: nil, country: nil, isDisputed: false,
        basis: basis, evidence: [evidence])
    }
    let place = gazetteer.places[chosen]
    return PlaceValue(
      name: evidence.quote, id: place.id, latitude: place.latitude, longitude: place.longitude, precision: place.precision,
      radius: place.radius,
      country: place.country, isDisputed: place.isDisputed, basis: basis, evidence: [evidence])
  }
}
