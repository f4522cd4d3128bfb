import Codes
import Grammar
import SourceText

/// Drops act words that tell of no act: figures of speech in paragraphs about other worlds (sport, shows, science, gardens, games ...), and the
/// harm that an accident or a disaster did.
///
/// Signs of another world are weighed against signs of conflict: armed people, known parties to conflicts, figures of casualties, places.
struct DomainFilter {
  let language: Language
  let codebook: Codebook
  let parties: PartyReader

  /// Takes material acts out of the paragraphs where the other world weighs more, and deeds without a doer out of texts about a mishap.
  func apply(_ notes: inout [SentenceNotes]) {
    guard let first = notes.first?.paragraph else { return }
    dropMishaps(&notes)
    let title = notes.filter { $0.paragraph == first }
    for paragraph in Set(notes.map(\.paragraph)).sorted() {
      let here = notes.filter { $0.paragraph == paragraph }
      guard here.contains(where: { !$0.mentions.isEmpty }) else { continue }
      let all = paragraph == first ? here : title + here
      let foreign = foreignWords(all)
      guard foreign > 0, foreign > conflictSigns(all) else { continue }
      for index in notes.indices where notes[index].paragraph == paragraph {
        notes[index].mentions.removeAll(where: mayBeFigurative)
      }
    }
  }

  private func mayBeFigurative(_ mention: Mention) -> Bool {
    if let mode = mention.mode, DomainFilter.literal.contains(mode) { return false }
    return codebook.entry(for: mention.type)?.isMaterial == true || mention.type.rawValue == "THREATEN"
  }

  /// Modes whose words are no figures of speech in any world.
  private static let literal: Set<String> = ["strike", "arrest"]

  // MARK: Mishaps

  /// "Séisme : trois villages détruits": where the lead tells of an accident or a disaster and nobody does anything in the text, harm is no act.
  private func dropMishaps(_ notes: inout [SentenceNotes]) {
    guard notes.prefix(3).contains(where: tellsMishap),
      !notes.contains(where: { note in note.mentions.contains { isDeliberate($0, note.tree) } })
    else { return }
    for index in notes.indices { notes[index].mentions.removeAll { $0.type.rawValue == "ASSAULT" } }
  }

  private func tellsMishap(_ note: SentenceNotes) -> Bool {
    let mishap = language.classes.mask(["accident", "disaster"])
    return note.tree.tokens.indices.contains { language.classes.classes(of: $0, in: note.tree.tokens) & mishap != 0 }
  }

  /// An act that somebody does, or whose word itself tells that somebody does it.
  private func isDeliberate(_ mention: Mention, _ tree: Tree) -> Bool {
    guard ["ASSAULT", "PROTEST"].contains(mention.type.rawValue) else { return false }
    return mention.isNominal || mention.agent.contains { isDoer($0, tree) } || mention.mode != nil && mention.mode != "destroy"
  }

  /// Whether a party may act at all: people, a named one, a pronoun.
  private func isDoer(_ phrase: NounPhrase, _ tree: Tree) -> Bool {
    phrase.isPronoun || phrase.actor != nil || phrase.kind != "unknown" || tree.tokens[phrase.head].upos == .propn
      || language.classes.classes(of: phrase.head, in: tree.tokens) & language.people != 0
  }

  // MARK: Other worlds

  /// Different words of other worlds.
  private func foreignWords(_ notes: [SentenceNotes]) -> Int {
    let other = language.otherWorld
    var words: Set<Word> = []
    for note in notes {
      let parties = Set(note.mentions.flatMap { ($0.agent + $0.target).map(\.head) })
      for index in note.tree.tokens.indices
      where language.classes.classes(of: index, in: note.tree.tokens) & other != 0 && !(parties.contains(index) && isPerson(index, note)) {
        words.insert(note.tree.tokens[index].lemma)
      }
    }
    return words.count
  }

  /// People of other worlds may be the parties of an act: "la chanteuse a été enlevée".
  private func isPerson(_ index: Int, _ note: SentenceNotes) -> Bool {
    language.classes.classes(of: index, in: note.tree.tokens) & language.classes.mask(["person"]) != 0
  }

  private func conflictSigns(_ notes: [SentenceNotes]) -> Int {
    let armed = language.classes.mask(["armed"])
    var signs = 0
    for note in notes {
      let tokens = note.tree.tokens
      signs +=
        2
        * tokens.indices.count {
          tokens[$0].upos == .noun && language.classes.classes(of: $0, in: tokens) & armed != 0 && !isRank($0, tokens)
        }
      for mention in note.mentions {
        let fighting: Set = ["rebel", "military", "police", "militia", "gang"]
        if (mention.agent + mention.target).contains(where: { fighting.contains($0.kind) || $0.actor != nil }) { signs += 2 }
        if !mention.tolls.isEmpty, note.quantities.contains(where: { $0.qualifier != "article" }) { signs += 3 }
        if mention.type.rawValue != "ASSAULT", !mention.agent.isEmpty,
          mention.agent.contains(where: { $0.kind == "government" || $0.kind == "civilian" })
        {
          signs += 1
        }
      }
    }
    let scenes = notes.count { note in note.places.contains { $0.role == "location" && !$0.candidates.isEmpty } }
    return signs + min(scenes, DomainFilter.scenes)
  }

  /// Sentences with a place that count: reports of matches name many towns.
  private static let scenes = 2

  /// Ranks stand in teams and comedies too.
  private func isRank(_ index: Int, _ tokens: [Token]) -> Bool { language.lists.has("person-title", tokens[index]) }
}
