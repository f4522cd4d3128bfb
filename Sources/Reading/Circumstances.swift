import Codes
import Gazetteer
import Grammar
import Packs
import Records
import SourceText

/// Weapons, dates and places of an act.
extension ClaimMaker {
  /// Weapons named in the act's clause; the first with a mode gives the mode if the act word has none.
  func addMeans(_ draft: inout Draft, _ mention: Mention, _ note: SentenceNotes) {
    guard draft.type.rawValue == "ASSAULT" else { return }
    let tree = note.tree
    for start in tree.tokens.indices {
      guard let match = language.meansIndex.matches(at: start, in: tree.tokens).first else { continue }
      let head = match.tokens.first { !match.tokens.contains(tree.tokens[$0].head) } ?? start
      if match.tokens.count == 1, tree.isVerb(head) { continue }
      guard isNear(head, mention, tree) else { continue }
      let reader = DeedReader(language, tree, sentence: note.index, parties: parties)
      guard reader.holds(language.meansConditions[match.rule], head) else { continue }
      draft.means.append((match.rule, tree.span(match.tokens[0]...match.tokens[match.tokens.count - 1])))
      if draft.mode == nil { draft.mode = language.meansRules[match.rule].mode }
      if language.classes.classes(of: head, in: tree.tokens) & language.people != 0
        || language.kinds.classes(of: head, in: tree.tokens) != 0
      {
        continue
      }
      draft.agent = draft.agent.flatMap { match.tokens.contains($0.head) ? owners(of: $0, note) : [$0] }
      if draft.target.count > 1 { draft.target.removeAll { match.tokens.contains($0.head) } }
    }
  }

  /// Whose a weapon is: "des avions de l'armée", "Saudi warplanes", "the army's tanks"; a weapon by itself is no party.
  private func owners(of weapon: NounPhrase, _ note: SentenceNotes) -> [NounPhrase] {
    guard weapon.sentence == note.index else { return [] }
    let tree = note.tree
    let below = tree.prepositional(language.genitive, of: weapon.head) + tree.fillers(.owner, of: weapon.head)
    let isPeople = { (index: Int) in
      tree.tokens[index].upos == .propn || language.classes.classes(of: index, in: tree.tokens) & language.people != 0
        || language.kinds.classes(of: index, in: tree.tokens) != 0
    }
    let named = below.filter { isPeople($0) && !isPlace($0, note) }.compactMap { parties.phrase($0, in: tree, sentence: note.index) }
    if !named.isEmpty { return named }
    let before = tree.fillers(.adjective, of: weapon.head) + tree.fillers(.compound, of: weapon.head)
    let tellsWhose = before.contains { isPeople($0) || language.demonyms.match(at: $0, in: tree.tokens) != nil }
    return tellsWhose || weapon.actor != nil ? [weapon] : []
  }

  private func isPlace(_ index: Int, _ note: SentenceNotes) -> Bool {
    note.places.contains { $0.tokens.contains(index) && $0.role == "location" }
  }

  /// Whether a token belongs to the act's clause: below it, or among the parties, within a few steps.
  private func isNear(_ index: Int, _ mention: Mention, _ tree: Tree) -> Bool {
    if mention.tokens.contains(index) { return true }
    var steps = 0
    for (governor, via) in tree.governors(of: index) {
      if mention.tokens.contains(governor) { return via != .parataxis && via != .conj || steps > 0 }
      if [.relative, .parataxis, .advcl, .ccomp].contains(via) { return false }
      steps += 1
      if steps > 3 { return false }
    }
    let light = tree.isVerb(mention.head) ? nil : tree.lightVerb(of: mention.head)
    return light.map { tree.governors(of: index).prefix(2).map(\.index).contains($0) } ?? false
  }

  /// The item of the act's own clause, else the only one of the sentence, else the nearest before it.
  func nearest<Item>(_ items: [(tokens: ClosedRange<Int>, item: Item)], _ mention: Mention, _ note: SentenceNotes) -> Item? {
    let tree = note.tree
    let own = mention.isNominal ? items.filter { isBelow($0.tokens, mention, tree) } : []
    let clause = own.isEmpty ? items.filter { inClause($0.tokens, mention, tree) } : own
    let pool = clause.isEmpty ? items : clause
    return pool.min { distance($0.tokens, mention.head, tree) < distance($1.tokens, mention.head, tree) }?.item
  }

  /// Whether something hangs on an act noun through nouns only: "la mort de dix ouvriers à leur siège, mardi".
  private func isBelow(_ range: ClosedRange<Int>, _ mention: Mention, _ tree: Tree) -> Bool {
    let head = tree.head(of: range)
    for (governor, _) in tree.governors(of: head) {
      if mention.tokens.contains(governor) { return true }
      if tree.isVerb(governor) { return false }
    }
    return false
  }

  /// The date of an act: the one of its clause; behind or beside "two days after", counted from the other act's.
  func date(of mention: Mention, _ note: SentenceNotes) -> Moment? {
    let resolved = note.moments.filter { !$0.isDateline && $0.isAside && ($0.from != nil || $0.to != nil) }.map { soFar($0, note) }
    let items = resolved.filter { !isOfRemark($0.tokens, mention, note) && !isOfCount($0.tokens, mention, note.tree) }.map {
      ($0.tokens, $0)
    }
    guard let link = note.moments.first(where: { $0.daysAfterAct != nil }), let days = link.daysAfterAct,
      let anchor = note.mentions.map(\.head).filter({ $0 > link.tokens.upperBound }).min()
    else { return nearest(days(items, mention, note), mention, note).map { closer($0, resolved) } }
    let isAnchor = mention.head == anchor
    let own = resolved.filter { moment in
      let isInside = anchorPart(anchor, link, note).contains(moment.tokens.lowerBound)
      return isInside == isAnchor
    }
    if let own = nearest(own.map { ($0.tokens, $0) }, mention, note) { return own }
    let other = nearest(items, mention, note)
    return (other ?? published(link)).map { shifted($0, by: isAnchor ? -days : days) }
  }

  /// "le bilan de l'attaque a été porté à dix morts lundi": the day on which a figure changed is not that of the act.
  private func isOfCount(_ range: ClosedRange<Int>, _ mention: Mention, _ tree: Tree) -> Bool {
    let numerals = language.numerals
    let above = tree.governors(of: mention.head).map(\.index)
    guard let place = above.prefix(2).firstIndex(where: { numerals.lists["measure"]?.contains(tree.tokens[$0].lemma) == true }),
      place + 1 < above.count, numerals.lists["update"]?.contains(tree.tokens[above[place + 1]].lemma) == true
    else { return false }
    let (count, verb) = (above[place], above[place + 1])
    return count < verb ? !(count..<verb).contains(range.lowerBound) : !isDirectlyBelow(range, mention, tree)
  }

  /// Of times that stand outside the act's clause, days say more than months: "linked to a murder in March, yesterday".
  private func days(
    _ items: [(tokens: ClosedRange<Int>, item: Moment)], _ mention: Mention, _ note: SentenceNotes
  ) -> [(tokens: ClosedRange<Int>, item: Moment)] {
    let days = items.filter { $0.item.from != nil && $0.item.from == $0.item.to }
    return days.isEmpty || items.contains { inClause($0.tokens, mention, note.tree) } ? items : days
  }

  /// "le camion, loué deux jours plus tôt", "la base qu'elle avait perdue en mai": what a clause tells that only describes something, or
  /// that tells another act, is not told of an act outside it.
  private func isOfRemark(_ range: ClosedRange<Int>, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    let head = tree.head(of: range)
    let above = [head] + tree.governors(of: head).map(\.index)
    let shared = Set([mention.head] + tree.governors(of: mention.head).map(\.index) + mention.tokens)
    let clauses = above.filter { tree.isRemark($0) && !shared.contains($0) }
    let act = above.first { index in note.mentions.contains { $0.tokens.contains(index) } }
    if let act, !shared.contains(act) { return clauses.contains(act) }
    guard mention.tokens.contains(where: { above.contains($0) }) else { return !clauses.isEmpty }
    return range.upperBound < mention.head
      && clauses.contains { tellsBefore($0, tree) && isInside(range, $0, tree) && !mention.tokens.contains(tree.tokens[$0].head) }
  }

  /// Whether nothing between a verb and what stands behind it ends its clause: "des hommes armés ont, mardi soir, attaqué".
  private func isInside(_ range: ClosedRange<Int>, _ verb: Int, _ tree: Tree) -> Bool {
    verb < range.lowerBound
      && !tree.tokens[verb + 1..<range.lowerBound].contains { $0.upos == .aux || $0.form == Word(",") || $0.inflection.contains(.finite) }
  }

  /// "loué", "qui avait été libéré": a clause that describes something by what came before; "menée", "survenue" only carry an act.
  private func tellsBefore(_ verb: Int, _ tree: Tree) -> Bool {
    tree.tokens[verb].inflection.contains(.pastParticiple) && !language.lists.has("light", tree.tokens[verb])
      && !language.lists.has("event", tree.tokens[verb])
  }

  /// The tokens that tell the act behind "two days after": up to the mark or verb that goes on with the sentence.
  private func anchorPart(_ anchor: Int, _ link: Moment, _ note: SentenceNotes) -> Range<Int> {
    let tokens = note.tree.tokens
    let comma = (anchor..<tokens.count).first { tokens[$0].form == Word(",") && $0 + 1 < tokens.count && tokens[$0 + 1].upos != .adp }
    return link.tokens.upperBound..<(comma ?? tokens.count)
  }

  /// "ce week-end, samedi": a day beside a longer time that holds it says it closer.
  private func closer(_ moment: Moment, _ others: [Moment]) -> Moment {
    guard let from = moment.from, let to = moment.to, from < to else { return moment }
    return others.first {
      guard let first = $0.from, first == $0.to else { return false }
      let gap = $0.tokens.lowerBound - moment.tokens.upperBound
      return from <= first && first <= to && (1...2).contains(gap)
    } ?? moment
  }

  /// "this week" of what has happened ends with the day of publication.
  private func soFar(_ moment: Moment, _ note: SentenceNotes) -> Moment {
    guard moment.basis == "relative", let published = document.published, let from = moment.from, let to = moment.to, from <= published,
      to > published, !language.isFuture(around: moment.tokens, note.tree.tokens)
    else { return moment }
    var moment = moment
    moment.to = published
    return moment
  }

  private func published(_ link: Moment) -> Moment? {
    var moment = link
    (moment.from, moment.to, moment.anchor) = (document.published, document.published, "publication")
    return document.published == nil ? nil : moment
  }

  private func shifted(_ moment: Moment, by days: Int) -> Moment {
    var moment = moment
    moment.from = moment.from?.adding(days: days)
    moment.to = moment.to?.adding(days: days)
    moment.basis = "relative"
    return moment
  }

  /// Whether a stretch hangs on the act's own words: "l'attaque menée mardi".
  private func isDirectlyBelow(_ range: ClosedRange<Int>, _ mention: Mention, _ tree: Tree) -> Bool {
    range.contains { !range.contains(tree.tokens[$0].head) && mention.tokens.contains(tree.tokens[$0].head) }
  }

  private func inClause(_ range: ClosedRange<Int>, _ mention: Mention, _ tree: Tree) -> Bool {
    let head = tree.head(of: range)
    return clause(of: head, tree) == clause(of: mention.head, tree)
      || tree.governors(of: head).contains { mention.tokens.contains($0.index) }
  }

  /// The verb (or root) whose clause holds a token; a heading is one by itself.
  private func clause(of index: Int, _ tree: Tree) -> Int {
    var at = index
    while tree.tokens[at].head >= 0, tree.tokens[at].relation != .dislocated {
      if tree.tokens[at].upos == .verb, ![.xcomp, .amod].contains(tree.tokens[at].relation) { return at }
      at = tree.tokens[at].head
    }
    return at
  }

  private func distance(_ range: ClosedRange<Int>, _ head: Int, _ tree: Tree) -> Int {
    let gap = range.contains(head) ? 0 : range.lowerBound > head ? range.lowerBound - head : head - range.upperBound
    let between = range.lowerBound > head ? head..<range.lowerBound : range.upperBound..<max(head, range.upperBound)
    return gap + 12 * between.count { language.isStrongBreak(tree.tokens[$0], document) }
  }

  /// Places of the act's own clause, else of the sentence; those that a preposition of place or the act itself leads to come first.
  func places(of mention: Mention, _ note: SentenceNotes) -> [PlaceMention] {
    var found = settings(of: mention, note)
    for head in mention.placeHeads {
      guard let place = ownPlace(head, note), !found.contains(where: { $0.span == place.span }) else { continue }
      found.insert(place, at: 0)
    }
    return found
  }

  /// "dans la capitale", where no text told which: the place of an act that has no other.
  func site(of mention: Mention, _ note: SentenceNotes) -> [PlaceMention] {
    note.places.filter { $0.isOpen && $0.isLocated && inClause($0.tokens, mention, note.tree) }
  }

  /// The place that a rule's own function gives: a name there or below it, else the words that stand there.
  private func ownPlace(_ head: Int, _ note: SentenceNotes) -> PlaceMention? {
    if let named = note.places.first(where: { $0.tokens.contains(head) && $0.role != "demonym" }) { return named }
    let range = note.tree.phrase(head)
    let isOfPeople = note.places.contains { $0.role == "demonym" && range.contains($0.tokens.lowerBound) }
    guard mayBePlace(head, note.tree) || isOfPeople else { return nil }
    if let inner = note.places.first(where: {
      ($0.chosen != nil || isOfPeople) && $0.role == "location" && range.contains($0.tokens.lowerBound)
    }) {
      return inner
    }
    return isOfPeople
      ? nil
      : parties.phrase(head, in: note.tree, sentence: note.index).map {
        PlaceMention(sentence: note.index, tokens: head...head, span: $0.span, role: "location", isLocated: true)
      }
  }

  /// Whether a word that stands where a rule expects a place may be one: a name, a direction, a word for places and buildings.
  private func mayBePlace(_ head: Int, _ tree: Tree) -> Bool {
    let token = tree.tokens[head]
    return token.upos == .propn || language.lists.has("direction", token) || language.lists.has("site", token)
      || language.classes.classes(of: head, in: tree.tokens) & language.classes.mask(["place", "building"]) != 0
  }

  private func settings(of mention: Mention, _ note: SentenceNotes) -> [PlaceMention] {
    let all = note.places.filter {
      $0.role == "location" && !$0.isOpen && !isOfEarlierAct($0, mention, note) && !isElsewhere($0, mention, note.tree)
    }
    let own = all.filter { inClause($0.tokens, mention, note.tree) }
    let ownSure = own.filter { isWhere($0, mention, note) }
    if codebook.entry(for: mention.type)?.isMaterial != true { return ownSure.filter(\.isLocated) }
    if !ownSure.isEmpty { return address(ownSure, in: own, all, note) }
    let near = own.filter { !isHome($0, note) && !isCountry($0) }
    if !near.isEmpty { return near }
    let sure = all.filter { isWhere($0, mention, note) }
    if !sure.isEmpty { return address(sure, in: sure, all, note) }
    return (own.isEmpty ? all : own).filter { !isCountry($0) }
  }

  /// "la voiture, immatriculée en Ardre, a fini dans un ravin": a place that describes a thing in a clause beside the act's.
  private func isElsewhere(_ place: PlaceMention, _ mention: Mention, _ tree: Tree) -> Bool {
    let above = [tree.head(of: place.tokens)] + tree.governors(of: tree.head(of: place.tokens)).map(\.index)
    guard let remark = above.first(where: { tree.tokens[$0].relation == .acl && tellsBefore($0, tree) }), tree.tokens[remark].head >= 0,
      !mention.tokens.contains(where: { $0 == remark || tree.governors(of: $0).contains { $0.index == remark } })
    else { return false }
    return clause(of: tree.tokens[remark].head, tree) != clause(of: mention.head, tree)
  }

  /// Places with those that go on with them, and a town of the sentence if they are only its country.
  private func address(_ sure: [PlaceMention], in own: [PlaceMention], _ all: [PlaceMention], _ note: SentenceNotes) -> [PlaceMention] {
    let address = own.filter { place in sure.contains { $0.span == place.span || isOneAddress(place, $0, note) } }
    let towns = all.filter { place in !isHome(place, note) && sure.allSatisfy { lies(place, in: $0) } }
    return address + towns.filter { town in !address.contains { $0.span == town.span } }
  }

  /// "les miliciens de la Nyonga", "la police d'Orlando": where people come from need not be where they act.
  private func isHome(_ place: PlaceMention, _ note: SentenceNotes) -> Bool {
    guard let governor = note.tree.governors(of: note.tree.head(of: place.tokens)).first?.index else { return false }
    let classes = language.classes.classes(of: governor, in: note.tree.tokens)
    if classes & language.classes.mask(["building", "place"]) != 0 { return false }
    return classes & language.people != 0 || language.kinds.classes(of: governor, in: note.tree.tokens) != 0
  }

  /// Whether a preposition of place leads to a place, or the act itself, or a verb, or nothing at all ("France : attaque à Valence").
  private func isWhere(_ place: PlaceMention, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    let head = tree.head(of: place.tokens)
    guard !place.isLocated, let governor = tree.governors(of: head).first?.index else { return true }
    if tree.children[head].contains(where: { language.lists.has("party-preposition", tree.tokens[$0]) }) { return false }
    return mention.tokens.contains(governor) || tree.isVerb(governor)
  }

  private func isCountry(_ place: PlaceMention) -> Bool { place.chosen.map { language.places.facts($0).kind == .country } ?? false }

  /// "après l'attentat de Berlin": a place of another act that this one only follows.
  private func isOfEarlierAct(_ place: PlaceMention, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    let act = tree.governors(of: tree.head(of: place.tokens)).first { governor in note.mentions.contains { $0.head == governor.index } }?
      .index
    guard let act, !mention.tokens.contains(act) else { return false }
    return tree.children[act].contains { tree.tokens[$0].relation == .case && language.lists.has("event-link", tree.tokens[$0]) }
  }

  /// Whether a town lies in a country.
  private func lies(_ place: PlaceMention, in outer: PlaceMention) -> Bool {
    guard let inner = place.chosen.map({ language.places.facts($0) }), let outer = outer.chosen.map({ language.places.facts($0) }) else {
      return false
    }
    return inner.kind == .settlement && outer.kind == .country && inner.country == outer.country
  }

  /// "Caracas, Venezuela", "Valence (Drôme)", "Gwoza, in Borno": one name right before or behind the other.
  private func isOneAddress(_ a: PlaceMention, _ b: PlaceMention, _ note: SentenceNotes) -> Bool {
    let first = min(a.tokens.upperBound, b.tokens.upperBound)
    let second = max(a.tokens.lowerBound, b.tokens.lowerBound)
    guard second > first, second - first <= 5 else { return false }
    let gap = first + 1..<second
    return gap.contains { note.tree.tokens[$0].upos == .punct } && !gap.contains { [.verb, .cconj].contains(note.tree.tokens[$0].upos) }
  }
}
