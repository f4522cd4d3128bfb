import Codes
import Grammar
import SourceText

/// What about a draft tells a true reading from a false one, as plain words: its kind and rule, its grammar, what is told of it, where it
/// stands in the text. The traits name no word of the text and no language.
struct TraitReader {
  let maker: ClaimMaker
  /// Material acts by the sentence that tells them.
  private let acts: [Int: Int]
  private let count: Int

  init(maker: ClaimMaker, drafts: [Draft]) {
    self.maker = maker
    let material = drafts.filter { maker.codebook.entry(for: $0.type)?.isMaterial == true }
    acts = Dictionary(material.map { ($0.sentence, 1) }, uniquingKeysWith: +)
    count = material.count
  }

  /// The traits of one draft, each once.
  func traits(of draft: Draft) -> [String] {
    let type = "type \(draft.type.rawValue)"
    let form = draft.isNominal ? "noun" : "verb"
    return ["any", type, "\(type), \(form)", "rule \(draft.rule)", "mode \(draft.mode ?? "none")", form]
      + parties("agent", draft.agent, draft.type) + parties("target", draft.target, draft.type) + setting(draft) + telling(draft)
      + grammar(draft) + surroundings(draft)
  }

  // MARK: What is told

  private func parties(_ role: String, _ phrases: [NounPhrase], _ type: EventType) -> [String] {
    guard let first = phrases.first(where: { !$0.isPronoun }) else { return [phrases.isEmpty ? "\(role) none" : "\(role) pronoun"] }
    return ["\(role) \(first.actor == nil ? "unnamed" : "named")", "\(role) \(first.kind)", "\(role) \(first.kind), \(type.rawValue)"]
  }

  private func setting(_ draft: Draft) -> [String] {
    var traits = ["place \(draft.places.isEmpty ? "none" : draft.placeBasis)"]
    guard let date = draft.date else { return traits + ["day none"] }
    traits.append("day \(draft.dateBasis ?? date.basis)")
    if let to = date.to, let published = maker.document.published { traits.append("day \(age(to, published))") }
    return traits
  }

  private func age(_ day: Day, _ published: Day) -> String {
    if published < day { return "ahead" }
    return published <= day.adding(days: 14) ? "fresh" : published <= day.adding(days: 400) ? "past" : "long past"
  }

  private func telling(_ draft: Draft) -> [String] {
    var traits = ["stance \(draft.stance.rawValue)", draft.speakers.isEmpty ? "own voice" : "speaker"]
    if !draft.tolls.isEmpty { traits.append("toll") }
    if !draft.means.isEmpty { traits.append("means") }
    traits.append(draft.trigger.count > 1 ? "told again" : "told once")
    if draft.sameAs != nil { traits.append("told by others") }
    return traits
  }

  // MARK: How it stands

  private func grammar(_ draft: Draft) -> [String] {
    guard let note = maker.note(at: draft.told.sentence), draft.told.head < note.tree.tokens.count else {
      return []
    }
    let token = note.tree.tokens[draft.told.head]
    var traits = ["hangs as \(token.relation.name)"] + forms(draft, token)
    traits += Set(note.tree.governors(of: draft.told.head).prefix(4).map(\.via)).filter { Self.clauses.contains($0) }
      .map { "below \($0.name)" }.sorted()
    if isBelowAct(draft, note) { traits.append("below an act") }
    traits.append(note.tree.tokens.count < 12 ? "short sentence" : note.tree.tokens.count > 34 ? "long sentence" : "sentence")
    return traits
  }

  private static let clauses: Set<Relation> = [.advcl, .ccomp, .xcomp, .acl, .relative, .parataxis, .conj, .appos, .compound, .nmod]

  private func forms(_ draft: Draft, _ token: Token) -> [String] {
    guard !draft.isNominal else {
      return ["noun \(draft.isDefinite ? "definite" : "indefinite")\(draft.isPlural ? ", plural" : "")"]
    }
    let named: [(Inflection, String)] = [
      (.infinitive, "infinitive"), (.pastParticiple, "participle"), (.gerund, "gerund"), (.future, "future"), (.conditional, "conditional"),
      (.past, "past"), (.imperfect, "imperfect"), (.finite, "finite"),
    ]
    return ["verb \(named.first { token.inflection.contains($0.0) }?.1 ?? "bare")"]
  }

  private func isBelowAct(_ draft: Draft, _ note: SentenceNotes) -> Bool {
    note.tree.governors(of: draft.told.head).contains { governor in
      note.mentions.contains { $0.head != draft.told.head && $0.tokens.contains(governor.index) }
    }
  }

  // MARK: Where it stands

  private func surroundings(_ draft: Draft) -> [String] {
    let position = draft.sentence == 0 ? "title" : draft.sentence <= 3 ? "lead" : draft.sentence <= 12 ? "body" : "far down"
    let beside = min(acts[draft.sentence] ?? 0, 3)
    let share = Double(count) / Double(max(maker.notes.count, 1))
    let density = share < 0.06 ? "rare" : share < 0.15 ? "few" : share < 0.4 ? "many" : "crowded"
    return [
      position, "acts in the sentence \(beside)", "acts in the text \(density)",
      "acts in the text \(count == 1 ? "one" : count < 4 ? "some" : "more")",
    ]
  }
}
