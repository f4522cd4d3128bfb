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
    let clause = items.filter { inClause($0.tokens, mention, tree) }
    let pool = clause.isEmpty ? items : clause
    return pool.min { distance($0.tokens, mention.head, tree) < distance($1.tokens, mention.head, tree) }?.item
  }

  /// The date of an act: the one of its clause; behind or beside "two days after", counted from the other act's.
  func date(of mention: Mention, _ note: SentenceNotes) -> Moment? {
    let resolved = note.moments.filter { !$0.isDateline && $0.isAside && ($0.from != nil || $0.to != nil) }.map { soFar($0, note) }
    let items = resolved.filter { !isOfRemark($0, mention, note) }.map { ($0.tokens, $0) }
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

  /// Of times that stand outside the act's clause, days say more than months: "linked to a murder in March, yesterday".
  private func days(
    _ items: [(tokens: ClosedRange<Int>, item: Moment)], _ mention: Mention, _ note: SentenceNotes
  ) -> [(tokens: ClosedRange<Int>, item: Moment)] {
    let days = items.filter { $0.item.from != nil && $0.item.from == $0.item.to }
    return days.isEmpty || items.contains { inClause($0.tokens, mention, note.tree) } ? items : days
  }

  /// "le camion, loué deux jours plus tôt": the time of a clause that only describes something is not that of an act outside it.
  private func isOfRemark(_ moment: Moment, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    let head = moment.tokens.first { !moment.tokens.contains(tree.tokens[$0].head) } ?? moment.tokens.lowerBound
    let above = [head] + tree.governors(of: head).map(\.index)
    let acts = above.prefix { index in !note.mentions.contains { $0.tokens.contains(index) } }
    let shared = Set([mention.head] + tree.governors(of: mention.head).map(\.index))
    guard acts.count == above.count || !shared.isDisjoint(with: above[acts.count...].prefix(1)) else { return false }
    return acts.contains { [.relative, .acl].contains(tree.tokens[$0].relation) && !shared.contains($0) }
      && !mention.tokens.contains { above.contains($0) }
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

  private func inClause(_ range: ClosedRange<Int>, _ mention: Mention, _ tree: Tree) -> Bool {
    let head = range.first { !range.contains(tree.tokens[$0].head) } ?? range.lowerBound
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
      if let place = note.places.first(where: { $0.tokens.contains(head) && $0.role != "demonym" }) {
        found.insert(place, at: 0)
      } else if let phrase = parties.phrase(head, in: note.tree, sentence: note.index) {
        found.insert(
          PlaceMention(
            sentence: note.index, tokens: head...head, span: phrase.span, role: "location", isLocated: true), at: 0)
      }
    }
    return found
  }

  private func settings(of mention: Mention, _ note: SentenceNotes) -> [PlaceMention] {
    let all = note.places.filter { $0.role == "location" && !isOfEarlierAct($0, mention, note) }
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

  /// Places with those that go on with them, and a town of the sentence if they are only its country.
  private func address(_ sure: [PlaceMention], in own: [PlaceMention], _ all: [PlaceMention], _ note: SentenceNotes) -> [PlaceMention] {
    let address = own.filter { place in sure.contains { $0.span == place.span || isOneAddress(place, $0, note) } }
    let towns = all.filter { place in !isHome(place, note) && sure.allSatisfy { lies(place, in: $0) } }
    return address + towns.filter { town in !address.contains { $0.span == town.span } }
  }

  /// "les miliciens de la Nyonga", "la police d'Orlando": where people come from need not be where they act.
  private func isHome(_ place: PlaceMention, _ note: SentenceNotes) -> Bool {
    guard let governor = note.tree.governors(of: head(of: place, note.tree)).first?.index else { return false }
    let classes = language.classes.classes(of: governor, in: note.tree.tokens)
    if classes & language.classes.mask(["building", "place"]) != 0 { return false }
    return classes & language.people != 0 || language.kinds.classes(of: governor, in: note.tree.tokens) != 0
  }

  /// Whether a preposition of place leads to a place, or the act itself, or a verb, or nothing at all ("France : attaque à Valence").
  private func isWhere(_ place: PlaceMention, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    let head = head(of: place, tree)
    guard !place.isLocated, let governor = tree.governors(of: head).first?.index else { return true }
    if tree.children[head].contains(where: { language.lists.has("party-preposition", tree.tokens[$0]) }) { return false }
    return mention.tokens.contains(governor) || tree.isVerb(governor)
  }

  private func isCountry(_ place: PlaceMention) -> Bool { place.chosen.map { language.places.facts($0).kind == .country } ?? false }

  private func head(of place: PlaceMention, _ tree: Tree) -> Int {
    place.tokens.first { !place.tokens.contains(tree.tokens[$0].head) } ?? place.tokens.lowerBound
  }

  /// "après l'attentat de Berlin": a place of another act that this one only follows.
  private func isOfEarlierAct(_ place: PlaceMention, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    let act = tree.governors(of: head(of: place, tree)).first { governor in note.mentions.contains { $0.head == governor.index } }?.index
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
