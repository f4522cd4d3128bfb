import Gazetteer
import Grammar
import Records
import SourceText

/// What phrases stand for that name nobody by themselves: pronouns, "le groupe", "l'auteur de l'attaque".
extension ClaimMaker {
  /// The phrase that a pronoun stands for; a word for a group with the name of the one it stands for.
  ///
  /// - Parameter speaker: who says it, for pronouns of the first person.
  func resolved(_ phrase: NounPhrase, speaker: NounPhrase? = nil) -> NounPhrase {
    guard phrase.isPronoun else { return named(phrase) }
    guard let tree = note(of: phrase)?.tree, language.lists.has("first-person", tree.tokens[phrase.head]) else { return antecedent(phrase) }
    if let speaker, speaker.span != phrase.span { return resolved(speaker) }
    if let told = lastSpeaker(before: phrase) { return told }
    let acting = antecedent(phrase)
    return acting.actor != nil || isActingName(acting) ? acting : phrase
  }

  private func isActingName(_ phrase: NounPhrase) -> Bool {
    guard let token = note(of: phrase)?.tree.tokens[phrase.head] else { return false }
    return token.upos == .propn && token.relation == .nsubj && token.name?.label != .person
  }

  /// Who spoke last before "we", in a text that goes on in somebody's words.
  private func lastSpeaker(before phrase: NounPhrase) -> NounPhrase? {
    let near = notes(upTo: phrase.sentence, reach: ClaimMaker.memory).reversed()
    return near.lazy.compactMap { note in
      note.voice.allSpeakers().map(\.mention.phrase).last {
        !$0.isPronoun && $0.span.end <= phrase.span.start && ($0.actor != nil || $0.kind != "unknown" || isActingName($0))
      }
    }.first
  }

  /// What a pronoun stands for: the last named party that acted or spoke before it; in somebody's very words not who says them.
  private func antecedent(_ phrase: NounPhrase) -> NounPhrase {
    let speaker = quotes.first { $0.span.contains(phrase.span) }?.speaker?.phrase
    for note in notes(upTo: phrase.sentence, reach: 40).reversed() {
      for index in note.tree.tokens.indices.reversed() {
        let token = note.tree.tokens[index]
        guard token.span.start < phrase.span.start, !language.isNobody(index, in: note.tree.tokens),
          token.relation == .nsubj || token.relation == .passiveSubject,
          token.upos == .noun || token.upos == .propn, let found = parties.phrase(index, in: note.tree, sentence: note.index)
        else { continue }
        if let speaker, same(found, speaker) { continue }
        // "rebels captured it": a subject is not what its own verb's object stands for.
        guard note.index < phrase.sentence || token.head != note.tree.tokens[phrase.head].head else { continue }
        let isPlace = note.places.contains { $0.tokens.contains(index) && $0.role != "demonym" }
        if namesPeople(index, note.tree) || found.actor != nil || token.upos == .propn && !isPlace { return named(found) }
      }
    }
    return phrase
  }

  /// Whether a noun or one before it in a compound names people: "police sources", not "the riposte of the soldiers".
  private func namesPeople(_ index: Int, _ tree: Tree) -> Bool {
    ([index] + tree.all(of: index, [.compound])).contains {
      language.kinds.classes(of: $0, in: tree.tokens) != 0 || language.classes.classes(of: $0, in: tree.tokens) & language.people != 0
    }
  }

  // MARK: Groups

  /// Sentences within which "le groupe" stands for one that was named.
  private static let memory = 5

  /// "le groupe", "cette organisation": with the name of the group that is near and that the report tells most of.
  private func named(_ phrase: NounPhrase) -> NounPhrase {
    guard phrase.actor == nil, let note = note(of: phrase), isBareGroup(phrase.head, note.tree) else { return phrase }
    let told = notes(upTo: phrase.sentence, reach: 3 * ClaimMaker.memory)
      .flatMap { groups(in: $0) }.filter { $0.phrase.span.end <= phrase.span.start }
    let near = told.reversed().filter { phrase.sentence - $0.phrase.sentence <= ClaimMaker.memory }
    let weight = { (group: NounPhrase) in told.reduce(0) { $0 + (same($1.phrase, group) ? $1.acts ? 3 : 1 : 0) } }
    var best: (phrase: NounPhrase, weight: Int)?
    for group in near where weight(group.phrase) > best?.weight ?? 0 { best = (group.phrase, weight(group.phrase)) }
    guard let group = best?.phrase else { return phrase }
    var named = phrase
    (named.actor, named.country) = (group.actor, group.country)
    if group.kind != "unknown" { named.kind = group.kind }
    named.others += [group.span] + group.others
    return named
  }

  /// The notes of the sentence that a phrase stands in.
  private func note(of phrase: NounPhrase) -> SentenceNotes? {
    guard let note = note(at: phrase.sentence), phrase.head < note.tree.tokens.count else { return nil }
    return note
  }

  /// The notes of a sentence, whose index is its place among them: a text takes time in proportion to its length.
  func note(at sentence: Int) -> SentenceNotes? {
    notes.indices.contains(sentence) ? notes[sentence] : nil
  }

  /// The notes of a sentence and of some before it.
  private func notes(upTo sentence: Int, reach: Int) -> ArraySlice<SentenceNotes> {
    notes[max(0, min(notes.count, sentence - reach))..<max(0, min(notes.count, sentence + 1))]
  }

  /// Whether a word for a group stands with nothing that tells which.
  private func isBareGroup(_ head: Int, _ tree: Tree) -> Bool {
    let token = tree.tokens[head]
    guard token.upos == .noun, !token.shape.contains(.capitalised), language.lists.has("group-word", token) else { return false }
    return isDefinite(head, tree)
      && tree.phrase(head).allSatisfy { index in
        index == head || [.det, .adj].contains(tree.tokens[index].upos) && language.demonyms.match(at: index, in: tree.tokens) == nil
      }
  }

  /// Whether a phrase has a definite article.
  private func isDefinite(_ head: Int, _ tree: Tree) -> Bool {
    tree.phrase(head).contains { tree.tokens[$0].upos == .det && language.lists.has("definite", tree.tokens[$0]) }
  }

  /// The names of organisations in a sentence that are no authorities and no media, and whether they act in it.
  private func groups(in note: SentenceNotes) -> [(phrase: NounPhrase, acts: Bool)] {
    let tree = note.tree
    return tree.sentence.names.compactMap { name in
      guard name.label == .organisation || name.label == .group,
        let inner = name.tokens.first(where: { !name.tokens.contains(tree.tokens[$0].head) }),
        language.demonyms.match(at: inner, in: tree.tokens) == nil
      else { return nil }
      let host = tree.tokens[inner].head
      let isNamed =
        host >= 0 && [.appos, .flat, .nmod].contains(tree.tokens[inner].relation) && language.lists.has("group-word", tree.tokens[host])
      let head = isNamed ? host : inner
      guard let phrase = parties.phrase(head, in: tree, sentence: note.index), ClaimMaker.armed.contains(phrase.kind) else { return nil }
      return (phrase, [.nsubj, .passiveSubject].contains(tree.tokens[head].relation))
    }
  }

  private static let armed: Set<String> = ["rebel", "militia", "gang", "party", "unknown"]

  // MARK: Authors

  /// Phrases that name people by an act that they did, in the order of the text, with their place in it.
  func authors() -> [(phrase: NounPhrase, start: Int)] {
    notes.flatMap { note in
      note.tree.tokens.indices.compactMap { index in
        guard isAuthor(index, note), let phrase = parties.phrase(index, in: note.tree, sentence: note.index) else { return nil }
        return (phrase, phrase.span.start)
      }
    }
  }

  /// Whether a phrase names somebody by an act of theirs: what is done to them is another act.
  func isAuthor(_ phrase: NounPhrase) -> Bool { note(of: phrase).map { isAuthor(phrase.head, $0) } ?? false }

  private func isAuthor(_ index: Int, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    guard tree.tokens[index].upos == .noun, isDefinite(index, tree) else { return false }
    if language.lists.has("attacker", tree.tokens[index]) { return true }
    guard language.lists.has("author", tree.tokens[index]) else { return false }
    return tree.prepositional(language.genitive, of: index).contains { below in note.mentions.contains { $0.tokens.contains(below) } }
  }

  // MARK: Figures

  /// "12 personnes": people of whom nothing but their number is told.
  func isBareFigure(_ phrase: NounPhrase) -> Bool {
    guard let tree = note(of: phrase)?.tree, language.lists.has("bare-people", tree.tokens[phrase.head]) else { return false }
    return tree.phrase(phrase.head).allSatisfy { index in
      index == phrase.head || [.num, .det, .adp, .adv, .part].contains(tree.tokens[index].upos)
        || language.numerals.vague[tree.tokens[index].lemma] != nil || language.lists.has("bare-people", tree.tokens[index])
    }
  }
}
