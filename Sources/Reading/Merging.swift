import Codes
import Gazetteer
import Grammar
import Packs
import Records
import SourceText

/// Joins drafts that tell the same happening, and links those told by others.
struct Merger {
  let maker: ClaimMaker
  let gazetteer: PlaceIndex

  /// The drafts that remain, in the order of the text.
  func merged(_ drafts: [Draft]) -> [Draft] {
    var kept: [Draft] = []
    for draft in drafts {
      if let index = best(for: draft, among: kept, sameVoice: true) {
        absorb(draft, into: &kept[index])
      } else {
        var draft = draft
        if let index = answered(by: draft, among: kept) ?? best(for: draft, among: kept, sameVoice: false) {
          draft.sameAs = kept[index].sameAs ?? kept[index].order
          inherit(from: kept[index], into: &draft)
        }
        kept.append(draft)
      }
    }
    return kept
  }

  /// The telling that "denied it" or "claimed responsibility" is about.
  private func answered(by draft: Draft, among kept: [Draft]) -> Int? {
    draft.answers.flatMap { words in kept.lastIndex { $0.trigger.contains(words) } }
  }

  private func best(for draft: Draft, among kept: [Draft], sameVoice: Bool) -> Int? {
    var found: (index: Int, score: Int)?
    for index in kept.near(draft.sentence) {
      let other = kept[index]
      guard other.type == draft.type, other.trigger != draft.trigger else { continue }
      let isLike = isCompatible(draft, other)
      let isDeath = !sameVoice && isSameDeath(draft, other)
      guard isDeath || isLike && isSameVoice(draft, other) == sameVoice else { continue }
      let score = signals(draft, other) + (isDeath ? Merger.death : 0)
      if score >= threshold(draft), score >= found?.score ?? 0 { found = (index, score) }
    }
    return found?.index
  }

  /// People die once: who names the same ones killed tells the same killing, whatever he says of when and by whom.
  private func isSameDeath(_ a: Draft, _ b: Draft) -> Bool {
    let areKillings = [a, b].allSatisfy { draft in maker.language.deeds[draft.deed].deed.tolls.contains { $0.kind == "killed" } }
    return areKillings && a.target.contains { x in isNamed(x) && b.target.contains { isNamed($0) && maker.same(x, $0) } }
  }

  /// As many points as any two tellings need.
  private static let death = 3

  /// Whether a phrase has a name that is not that of a people.
  private func isNamed(_ phrase: NounPhrase) -> Bool {
    guard let note = maker.note(at: phrase.sentence), phrase.head < note.tree.tokens.count else { return false }
    return note.tree.tokens[phrase.head].upos == .propn && (phrase.country == nil || phrase.key.count > 1)
  }

  private func isSameVoice(_ a: Draft, _ b: Draft) -> Bool {
    guard a.stance == b.stance else { return false }
    if a.speakers.isEmpty || b.speakers.isEmpty { return a.speakers.isEmpty == b.speakers.isEmpty }
    return a.speakers.contains { x in b.speakers.contains { maker.same(x.phrase, $0.phrase) } }
  }

  /// How sure two tellings must be of the same thing: a new indefinite act needs more than a definite one.
  private func threshold(_ draft: Draft) -> Int {
    if draft.isNominal { return draft.isDefinite ? 2 : 3 }
    return isCasualtyOnly(draft) ? 2 : 3
  }

  private func isCasualtyOnly(_ draft: Draft) -> Bool {
    draft.agent.allSatisfy { $0.isPronoun || isVague($0) } && draft.mode == nil && !maker.language.deeds[draft.deed].deed.tolls.isEmpty
  }

  // MARK: Compatibility

  private func isCompatible(_ a: Draft, _ b: Draft) -> Bool {
    areModesCompatible(a.mode, b.mode) && areDatesCompatible(a.date, b.date) && arePlacesCompatible(a.places, b.places)
      && arePartiesCompatible(a.agent, b.agent)
      && !(a.isNominal && b.target.contains { maker.isAuthor($0) })
      && (a.isDefinite || isCasualtyOnly(a) || arePartiesCompatible(a.target, b.target) || a.sentence == b.sentence)
  }

  private static let families: [Set<String>] = [
    ["explosives", "suicide-attack"], ["clash", "territory", "firearms", "heavy-weapons"], ["aerial", "drone"],
    ["targeted", "firearms", "explosives"],
  ]

  private func areModesCompatible(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b, a != b else { return true }
    return Merger.families.contains { $0.contains(a) && $0.contains(b) }
  }

  private func areDatesCompatible(_ a: Moment?, _ b: Moment?) -> Bool {
    guard let a, let b else { return true }
    return a.mayBe(b)
  }

  private func arePlacesCompatible(_ a: [PlaceMention], _ b: [PlaceMention]) -> Bool {
    guard !a.isEmpty, !b.isEmpty else { return true }
    return a.contains { x in b.contains { isSamePlace(x, $0) } }
  }

  func isSamePlace(_ a: PlaceMention, _ b: PlaceMention) -> Bool {
    guard let x = a.chosen.map({ gazetteer.place($0) }), let y = b.chosen.map({ gazetteer.place($0) }) else {
      return a.chosen == nil && b.chosen == nil ? !words(a).isDisjoint(with: words(b)) : true
    }
    if x.id == y.id { return true }
    guard let country = x.country, country == y.country else { return x.country == nil || y.country == nil }
    return x.precision != y.precision && (x.precision != "settlement" || y.precision != "settlement")
  }

  private func words(_ place: PlaceMention) -> Set<String> {
    Set((maker.document.text(of: place.span) ?? "").lowercased().split(separator: " ").map(String.init))
  }

  private func arePartiesCompatible(_ a: [NounPhrase], _ b: [NounPhrase]) -> Bool {
    let named = { (list: [NounPhrase]) in list.filter { !$0.isPronoun } }
    guard !named(a).isEmpty, !named(b).isEmpty else { return true }
    return named(a).contains { x in named(b).contains { maker.same(x, $0) || isVague(x) || isVague($0) || mayBe(x, $0) } }
  }

  /// "gunmen" and "the Dawn Brigade": a phrase without a name may be who is named elsewhere, if both are of one side.
  private func mayBe(_ a: NounPhrase, _ b: NounPhrase) -> Bool {
    let isUnnamed = [a, b].contains { $0.actor == nil && !$0.words.contains(where: \.isUppercase) }
    return isUnnamed && Merger.sides.contains { $0.contains(a.kind) && $0.contains(b.kind) }
  }

  private static let sides: [Set<String>] = [["rebel", "militia", "gang"], ["military", "police"]]

  /// "les assaillants", "l'homme": words that name nobody anew.
  private func isVague(_ phrase: NounPhrase) -> Bool {
    guard phrase.actor == nil, !phrase.words.contains(where: \.isUppercase) else { return false }
    return phrase.key.count <= 1 && phrase.kind != "unknown" || pointsBack(phrase)
  }

  /// "ces assassins sans foi ni loi".
  private func pointsBack(_ phrase: NounPhrase) -> Bool {
    let first = phrase.words.split(separator: " ").first.map { Word($0) }
    return first.map { maker.language.lists["demonstrative"].contains($0) } ?? false
  }

  // MARK: Signals

  private func signals(_ a: Draft, _ b: Draft) -> Int {
    var score = 0
    if a.isDefinite && a.isNominal && !a.isPlural { score += 2 }
    if a.lemma == b.lemma { score += 1 }
    if b.sentence == 0 && a.sentence <= 3 || b.sentence == a.sentence { score += 1 }
    if a.sentence == b.sentence, isCasualtyOnly(a) || isCasualtyOnly(b) { score += 2 }
    if a.sentence - b.sentence <= 2, isCasualtyOnly(a), a.date == nil, a.places.isEmpty { score += 2 }
    if let mode = a.mode, mode == b.mode { score += 1 }
    if a.agent.contains(where: { x in b.agent.contains { maker.same(x, $0) } }) { score += 1 }
    if a.target.contains(where: { x in b.target.contains { maker.same(x, $0) } }) { score += 2 }
    if let from = a.date?.from, from == b.date?.from { score += 1 }
    if a.places.contains(where: { x in b.places.contains { words(x) == words($0) } }) { score += 1 }
    return score
  }

  // MARK: Joining

  private func absorb(_ draft: Draft, into kept: inout Draft) {
    kept.trigger += draft.trigger.filter { !kept.trigger.contains($0) }
    if kept.mode == nil || kept.mode == "explosives" && draft.mode == "suicide-attack" { kept.mode = draft.mode ?? kept.mode }
    kept.isPassing = kept.isPassing && draft.isPassing
    kept.acled = kept.acled ?? draft.acled
    kept.agent = better(kept.agent, draft.agent)
    kept.target = better(kept.target, draft.target)
    kept.places += draft.places.filter { place in
      !kept.places.contains { $0.span == place.span || $0.chosen != nil && $0.chosen == place.chosen }
    }
    if let date = draft.date, kept.date.map({ date.isCloser(than: $0) }) ?? true { kept.date = date }
    kept.means += draft.means
    for speaker in draft.speakers {
      if let known = kept.speakers.firstIndex(where: { maker.same($0.phrase, speaker.phrase) }) {
        kept.speakers[known].channel = kept.speakers[known].channel ?? speaker.channel
      } else {
        kept.speakers.append(speaker)
      }
    }
  }

  private func better(_ a: [NounPhrase], _ b: [NounPhrase]) -> [NounPhrase] {
    let named = a.filter { !$0.isPronoun }
    let more = b.filter { phrase in !phrase.isPronoun && !named.contains { $0.span.overlaps(phrase.span) } }
    return named.isEmpty && more.isEmpty ? (a.isEmpty ? b : a) : named + more
  }

  /// What another telling of the same happening leaves out.
  private func inherit(from other: Draft, into draft: inout Draft) {
    if draft.mode == nil { draft.mode = other.mode }
    if draft.target.isEmpty { draft.target = other.target }
    if draft.agent.isEmpty && draft.stance == .denied { draft.agent = other.agent }
    if draft.places.isEmpty {
      draft.places = other.places
      draft.placeBasis = "inherited"
    }
    if draft.date == nil {
      draft.date = other.date
      draft.dateBasis = "inherited"
    }
  }
}
