import Gazetteer
import Grammar
import SourceText

/// A place name of the text, with the way it stands in its sentence.
struct PlaceMention: Sendable {
  let sentence: Int
  let tokens: ClosedRange<Int>
  let span: Span
  /// Gazetteer places with this name; when they were ranked, the likeliest first.
  var candidates: [PlaceChoice] = []
  var chosen: Int?
  /// location, metonymic, demonym, part-of-name.
  var role: String
  /// Precision told by a word of type ("la province de"), if any.
  var typed: String?
  /// Whether a preposition of place or a word of type stands before it.
  var isLocated = false
  /// Whether it is a word like "la ville" that names no place by itself, and where the place is named that it stands for, if anywhere.
  var isReference = false
  var antecedent: Span?
  /// The kind of place that the preposition right before it goes with ("à Québec", "au Québec"), if it tells.
  var mark: PlaceMark?
}

extension PlaceMention {
  /// Whether it stands for a place that the text has not told.
  var isOpen: Bool { isReference && chosen == nil }
}

/// Kinds of places that prepositions tell apart.
enum PlaceMark: Sendable { case town, region }

/// A place that a mention may mean, with what speaks for it.
struct PlaceChoice: Sendable, Equatable {
  let place: Int
  /// Whether the name is a rarer one of this place.
  let isRare: Bool
  var score = 0.0
  var reasons: PlaceReasons = []
}

/// Finds place names and the way they stand: names that the names model takes for places, and names of the gazetteer.
struct PlaceReader {
  let language: Language
  let gazetteer: PlaceIndex
  let document: Document

  /// The place names of a sentence, those of peoples included; not yet resolved.
  func places(in tree: Tree, sentence: Int, taken: [ClosedRange<Int>]) -> [PlaceMention] {
    let names = tree.sentence.names
    var found: [PlaceMention] = []
    var next = 0
    var at = 0
    while at < tree.tokens.count {
      while next < names.count, names[next].tokens.upperBound <= at { next += 1 }
      let name = next < names.count ? names[next] : nil
      let mention = mention(at, name, tree, sentence)
      if let mention, !taken.contains(where: { $0.overlaps(mention.tokens) }) {
        found.append(mention)
        at = mention.tokens.upperBound + 1
      } else if let name, name.label != .place, name.tokens.contains(at) {
        at = name.tokens.upperBound
      } else {
        at += 1
      }
    }
    return found
  }

  private typealias Name = (tokens: Range<Int>, label: NameLabel)

  private func mention(_ at: Int, _ name: Name?, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    if let typed = typedName(at, tree, sentence) { return typed }
    if let name, name.tokens.contains(at) {
      guard name.tokens.lowerBound == at || name.label == .place else { return nil }
      return name.label == .place
        ? placeName(at..<name.tokens.upperBound, tree, sentence) : foreignName(name, tree, sentence)
    }
    if let free = free(at, name, tree, sentence) { return free }
    return people(at, tree, sentence)
  }

  // MARK: Names that the model calls places

  private func placeName(_ range: Range<Int>, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let tokens = tree.tokens
    if range.count == 1, isCommon(tokens[range.lowerBound]) || hasTitle(range.lowerBound, tokens) { return nil }
    if let match = match(range.lowerBound, tree, least: 0), match.end >= range.upperBound {
      if isActor(range, tree), !match.candidates.contains(where: { isLarge($0) }) { return nil }
      return mention(range.lowerBound..<match.end, match.candidates, tree, sentence)
    }
    if let people = people(range.lowerBound, tree, sentence), people.tokens.upperBound + 1 == range.upperBound { return people }
    guard range.contains(where: { tokens[$0].shape.contains(.capitalised) }) else { return nil }
    if let inner = inner(range, tree, sentence) { return inner }
    let unknown = mention(range, [], tree, sentence)
    return unknown.isLocated && !range.contains { language.lists.has("person-title", tokens[$0]) } ? unknown : nil
  }

  /// A name that is known only in part: "Nyanza Province", "northern Iraq", "Republic of Armenia", "Kandahar Operation"; that of a thing
  /// that is named after a place is none.
  private func inner(_ range: Range<Int>, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let tokens = tree.tokens
    let first = match(range.lowerBound, tree, least: 0)
    if let type = language.lists.value("place-type", tokens[range.upperBound - 1]), let first, first.end == range.upperBound - 1 {
      return mention(range, first.candidates, tree, sentence, typed: type)
    }
    if range.count > 2, language.isGenitive(tokens[range.lowerBound + 1]), isNamedAfterPlace(tokens[range.lowerBound]) {
      var thing = mention(range, [], tree, sentence)
      thing.role = "part-of-name"
      return thing
    }
    for start in range.dropFirst() where isLight(tokens[start - 1]) || language.isGenitive(tokens[start - 1]) {
      guard let match = match(start, tree, least: 0), match.end == range.upperBound else { continue }
      let fitting = match.candidates.filter { isLight(tokens[start - 1]) || gazetteer.facts($0.place).kind != .settlement }
      if !fitting.isEmpty { return mention(range, fitting, tree, sentence) }
    }
    guard let first = match(range.lowerBound, tree, least: PlaceIndex.familiar), first.candidates.contains(where: { isLarge($0) }),
      first.end > range.lowerBound + 1 || !isCommon(tokens[range.lowerBound])
    else { return nil }
    return mention(range.lowerBound..<first.end, first.candidates, tree, sentence)
  }

  /// Words for streets, treaties, diseases, which are named after places.
  func isNamedAfterPlace(_ token: Token) -> Bool { language.lists["named-after-place"].contains(token.form) }

  private func hasTitle(_ at: Int, _ tokens: [Token]) -> Bool { at > 0 && language.lists.has("person-title", tokens[at - 1]) }

  private func isActor(_ range: Range<Int>, _ tree: Tree) -> Bool {
    language.actors.match(at: range.lowerBound, in: tree.tokens)?.end == range.upperBound
  }

  /// "in Imam Sahib district": where the word of type stands last, it makes a place of the name before it.
  private func typedName(_ at: Int, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let tokens = tree.tokens
    guard language.isHeadLast, at == 0 || !isNamePart(tokens[at - 1]), isNamePart(tokens[at]) else { return nil }
    let end = tokens[at...].firstIndex { !isNamePart($0) } ?? tokens.count
    guard end < tokens.count, end - at < 5, !tokens[end].shape.contains(.capitalised), !tokens[end].inflection.contains(.plural),
      let type = language.lists.value("place-type", tokens[end]), isLocated(at...end - 1, tree) || tokens[at].name?.label == .place
    else { return nil }
    let found = match(at, tree, least: 0).flatMap { $0.end >= end ? $0.candidates : nil } ?? []
    var mention = mention(at..<end, found, tree, sentence, typed: type)
    mention.role = "location"
    return mention
  }

  private func isNamePart(_ token: Token) -> Bool {
    token.shape.contains(.capitalised) && token.upos == .propn && !token.shape.contains(.punctuation) && !isCommon(token)
  }

  /// "Sud", "Centre", "Market": a direction or a kind of place by itself is no name.
  private func isCommon(_ token: Token) -> Bool {
    language.lists.has("direction", token) || language.lists.has("site", token) || language.lists.value("place-type", token) != nil
  }

  /// Directions and articles that the model takes into a name: "northern Iraq".
  private func isLight(_ token: Token) -> Bool { language.lists.has("direction", token) || token.upos == .det }

  // MARK: Names that the model calls something else

  /// A country that is taken for an organisation, and places inside of names.
  private func foreignName(_ name: Name, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let range = name.tokens
    guard let match = match(range.lowerBound, tree, least: PlaceIndex.familiar) else {
      let people = people(range.lowerBound, tree, sentence)
      return people.flatMap { $0.tokens.upperBound + 1 == range.upperBound ? $0 : nil } ?? placeAtEnd(name, tree, sentence)
    }
    if match.end == range.upperBound {
      return isPlaceAfterAll(name, match.candidates, tree) ? mention(range, match.candidates, tree, sentence) : nil
    }
    guard name.label != .person, match.end < range.upperBound, match.candidates.contains(where: { isLarge($0) }) else { return nil }
    var part = mention(range.lowerBound..<match.end, match.candidates, tree, sentence)
    part.role = "part-of-name"
    return part
  }

  private func isPlaceAfterAll(_ name: Name, _ candidates: [PlaceCandidate], _ tree: Tree) -> Bool {
    let range = name.tokens
    if range.count == 1, isCommon(tree.tokens[range.lowerBound]) { return false }
    if name.label != .person, isAddress(range.upperBound, tree) { return true }
    let isLocated = self.isLocated(range.lowerBound...range.upperBound - 1, tree) || range.count > 1
    return candidates.contains { isLarge($0) } && (name.label != .person || isLocated)
  }

  /// "l'hôpital de Bunia", "le ministère du Mali": the name of an institution ends with its place; that of a site is where it stands.
  private func placeAtEnd(_ name: Name, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let tokens = tree.tokens
    guard name.label == .organisation, !language.isHeadLast, !tokens[name.tokens.lowerBound].shape.contains(.capitalised) else {
      return nil
    }
    for start in name.tokens.dropFirst() where language.isGenitive(tokens[start - 1]) {
      guard let match = match(start, tree, least: PlaceIndex.familiar), match.end == name.tokens.upperBound else { continue }
      var place = mention(start..<match.end, match.candidates, tree, sentence)
      if !language.lists.has("site", tokens[name.tokens.lowerBound]) { place.role = "part-of-name" }
      return place
    }
    return nil
  }

  /// Countries, regions and large cities.
  private func isLarge(_ candidate: PlaceCandidate) -> Bool {
    let facts = gazetteer.facts(candidate.place)
    return !candidate.isRare && (facts.kind != .settlement || facts.population >= 100_000)
  }

  // MARK: Names that the model does not see

  private func free(_ at: Int, _ name: Name?, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let tokens = tree.tokens
    if let match = match(at, tree, least: PlaceIndex.familiar), isName(at..<match.end, tokens) {
      let range = at...match.end - 1
      let reachesName = name.map { $0.tokens.lowerBound < match.end } ?? false
      if reachesName, name?.label != .place || match.end < name?.tokens.upperBound ?? 0 { return nil }
      guard !reachesName, range.count == 1 else { return mention(at..<match.end, match.candidates, tree, sentence) }
      let isLocated = self.isLocated(range, tree) || typeWord(before: at, tree) != nil
      if isCommon(tokens[at]) || hasTitle(at, tokens) { return nil }
      if isLocated || isAddress(match.end, tree) || match.candidates.contains(where: { isLarge($0) }), !isPartOfRun(range, tokens) {
        return mention(at..<match.end, match.candidates, tree, sentence)
      }
      return nil
    }
    return unknown(at, tree, sentence)
  }

  /// "Sake, dans le Nord-Kivu", "Aley (Liban)": a region or country in an aside behind a name.
  private func isAddress(_ end: Int, _ tree: Tree) -> Bool {
    let tokens = tree.tokens
    guard end + 1 < tokens.count, tokens[end].shape.contains(.punctuation), [44, 40].contains(document.bytes[tokens[end].span.start]),
      let next = tokens[(end + 1)...].prefix(4).firstIndex(where: { $0.shape.contains(.capitalised) }),
      tokens[(end + 1)..<next].allSatisfy({ [.adp, .det].contains($0.upos) || $0.shape.contains(.contraction) })
    else { return false }
    return match(next, tree, least: 0)?.candidates.contains { !$0.isRare && gazetteer.facts($0.place).kind != .settlement } ?? false
  }

  /// "le village de Kadrina": a run of capitalised words behind a locative preposition.
  private func unknown(_ at: Int, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    let tokens = tree.tokens
    guard tokens[at].upos == .propn, tokens[at].shape.contains(.capitalised), tokens[at].name == nil else { return nil }
    var end = at
    while end + 1 < tokens.count, tokens[end + 1].shape.contains(.capitalised), tokens[end + 1].upos == .propn,
      tokens[end + 1].name == nil, !tokens[end + 1].shape.contains(.lineStart)
    {
      end += 1
    }
    let range = at...end
    guard !range.contains(where: { language.lists.has("person-title", tokens[$0]) || isCommon(tokens[$0]) }) else { return nil }
    guard typeWord(before: at, tree) != nil || language.names == nil && isLocated(range, tree) || isTownOfVerb(range, tree) else {
      return nil
    }
    return mention(at..<end + 1, match(at, tree, least: 0).flatMap { $0.end == end + 1 ? $0.candidates : nil } ?? [], tree, sentence)
  }

  /// "ont été arrêtés à Cadrine": a name that only the preposition of towns tells, as a circumstance of a verb.
  private func isTownOfVerb(_ range: ClosedRange<Int>, _ tree: Tree) -> Bool {
    guard range.lowerBound > 0, language.lists["town-preposition"].contains(tree.tokens[range.lowerBound - 1].form),
      let head = range.first(where: { !range.contains(tree.tokens[$0].head) }), tree.tokens[head].relation == .obl
    else { return false }
    return tree.tokens[head].head >= 0 && tree.isVerb(tree.tokens[head].head)
  }

  /// Whether another capitalised word stands right beside a name of one word: "Paris Match".
  private func isPartOfRun(_ range: ClosedRange<Int>, _ tokens: [Token]) -> Bool {
    [range.lowerBound - 1, range.upperBound + 1].contains { index in
      tokens.indices.contains(index) && tokens[index].shape.contains(.capitalised) && tokens[index].upos == .propn
        && !tokens[max(index, range.upperBound)].shape.contains(.lineStart) && tokens[index].name == nil
    }
  }

  private func match(_ at: Int, _ tree: Tree, least: Int) -> (candidates: [PlaceCandidate], end: Int)? {
    gazetteer.match(at: at, in: tree.tokens, of: document.bytes, language: language.code, least: least)
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

  // MARK: Peoples

  /// "russe", "the Russian president": the country of a people's name.
  private func people(_ at: Int, _ tree: Tree, _ sentence: Int) -> PlaceMention? {
    guard gazetteer.isPeopleWord(tree.tokens[at]), let match = language.demonyms.match(at: at, in: tree.tokens),
      tree.tokens[at].upos != .verb
    else { return nil }
    let range = at...match.end - 1
    return PlaceMention(
      sentence: sentence, tokens: range, span: tree.span(range),
      candidates: Set(match.values).sorted().map { PlaceChoice(place: $0, isRare: false) }, role: "demonym")
  }
}
