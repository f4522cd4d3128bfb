import Gazetteer
import Grammar
import Records
import SourceText

/// How place names stand in their sentence, and their value in the record.
extension PlaceReader {
  /// The mention of a name with its role.
  func mention(
    _ range: Range<Int>, _ candidates: [PlaceCandidate], _ tree: Tree, _ sentence: Int, typed: String? = nil
  ) -> PlaceMention {
    let tokens = range.lowerBound...range.upperBound - 1
    let typed = typed ?? typeWord(before: range.lowerBound, tree)
    let isLocated = typed != nil || self.isLocated(tokens, tree)
    return PlaceMention(
      sentence: sentence, tokens: tokens, span: tree.span(tokens),
      candidates: candidates.map { PlaceChoice(place: $0.place, isRare: $0.isRare) }, role: role(tokens, tree, isLocated: isLocated),
      typed: typed, isLocated: isLocated, mark: mark(before: range.lowerBound, tree))
  }

  /// Whether a locative preposition stands before the name (articles and words of type may stand between).
  func isLocated(_ range: ClosedRange<Int>, _ tree: Tree) -> Bool {
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

  private func mark(before start: Int, _ tree: Tree) -> PlaceMark? {
    guard start > 0 else { return nil }
    let form = tree.tokens[start - 1].form
    return language.lists["town-preposition"].contains(form) ? .town : language.lists["region-preposition"].contains(form) ? .region : nil
  }

  /// "la province de X", "X province".
  func typeWord(before start: Int, _ tree: Tree) -> String? {
    var at = start - 1
    while at >= 0, start - at < 4 {
      if let type = language.lists.value("place-type", tree.tokens[at]) { return type }
      guard language.isGenitive(tree.tokens[at]) || tree.tokens[at].upos == .det else { return nil }
      at -= 1
    }
    return nil
  }

  private func role(_ range: ClosedRange<Int>, _ tree: Tree, isLocated: Bool) -> String {
    let head = tree.head(of: range)
    if isNameOfThing(range, tree) { return "part-of-name" }
    if typeWord(before: range.lowerBound, tree) == nil, isPartOfName(range, tree) { return "part-of-name" }
    if isAgent(head, tree) { return "metonymic" }
    if isLocated { return "location" }
    switch tree.tokens[head].relation {
    case .nsubj, .passiveSubject, .agentOblique: return "metonymic"
    default: return "location"
    }
  }

  /// "la rue de Lyon", "les accords d'Évian", "the Marburg virus".
  private func isNameOfThing(_ range: ClosedRange<Int>, _ tree: Tree) -> Bool {
    let (at, next) = (range.lowerBound, range.upperBound + 1)
    return language.isHeadLast && next < tree.tokens.count && isNamedAfterPlace(tree.tokens[next])
      || at > 1 && language.isGenitive(tree.tokens[at - 1]) && isNamedAfterPlace(tree.tokens[at - 2])
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

  // MARK: The record

  /// The value of the record.
  func value(_ mention: PlaceMention, basis: String) -> PlaceValue? {
    let evidence = [mention.span, mention.antecedent].compactMap { $0 }.compactMap { Evidence($0, in: document) }
    guard let name = evidence.last?.quote else { return nil }
    guard let chosen = mention.chosen else {
      return PlaceValue(
        name: name, id: nil, latitude: nil, longitude: nil, precision: "unresolved", radius: nil, country: nil, isDisputed: false,
        basis: basis, evidence: evidence)
    }
    let place = gazetteer.place(chosen)
    return PlaceValue(
      name: name, id: place.id, latitude: place.latitude, longitude: place.longitude, precision: place.precision, radius: place.radius,
      country: place.country, isDisputed: place.isDisputed, basis: basis, evidence: evidence)
  }
}
