import Codes
import Gazetteer
import Grammar
import Packs
import Records
import SourceText

/// Makes drafts of claims from the notes of a document.
struct ClaimMaker {
  let language: Language
  let codebook: Codebook
  let document: Document
  let notes: [SentenceNotes]
  let quotes: [Quote]
  let parties: PartyReader

  /// One draft a mention, charges included, in the order of the text.
  func drafts() -> [Draft] {
    var drafts: [Draft] = []
    for note in notes {
      var consumed: Set<Int> = []
      for draft in charged(note, &consumed, order: drafts.count) { drafts.append(draft) }
      for mention in note.mentions where !consumed.contains(mention.head) {
        if let draft = draft(mention, note, order: drafts.count) { drafts.append(draft) }
      }
    }
    return drafts.flatMap { spread($0) }.enumerated().map { order, draft in
      var draft = draft
      draft.order = order
      return draft
    }
  }

  /// Acts in the plural at a list of places are one act a place.
  private func spread(_ draft: Draft) -> [Draft] {
    guard draft.isNominal, draft.isPlural, !draft.isDefinite, draft.places.count > 1, areApart(draft.places),
      draft.places.allSatisfy({ $0.sentence == draft.sentence }),
      let note = note(at: draft.sentence), isList(draft.places, note.tree)
    else { return [draft] }
    return draft.places.map { place in
      var one = draft
      one.places = [place]
      one.date = day(behind: place, note) ?? draft.date
      return one
    }
  }

  /// "à Nice le 14 juillet, à Berlin le 19 décembre": the time right behind a place of a list.
  private func day(behind place: PlaceMention, _ note: SentenceNotes) -> Moment? {
    note.moments.first {
      ($0.tokens.lowerBound - place.tokens.upperBound == 1 || $0.tokens.lowerBound - place.tokens.upperBound == 2)
        && $0.isAside && $0.from != nil && !note.tree.tokens[$0.tokens.lowerBound - 1].shape.contains(.punctuation)
    }
  }

  /// Whether all places are different ones with names of their own.
  private func areApart(_ places: [PlaceMention]) -> Bool {
    let chosen = places.compactMap(\.chosen)
    return chosen.count == places.count && Set(chosen).count == chosen.count
  }

  /// Whether only commas, conjunctions, prepositions and articles stand between the places: "à X, à Y et dans la vallée de Z".
  private func isList(_ places: [PlaceMention], _ tree: Tree) -> Bool {
    let ranges = places.map(\.tokens).sorted { $0.lowerBound < $1.lowerBound }
    guard zip(ranges, ranges.dropFirst()).allSatisfy({ $0.upperBound < $1.lowerBound }) else { return false }
    let gaps = zip(ranges, ranges.dropFirst()).map { $0.upperBound + 1..<$1.lowerBound }
    let isLinked = gaps.last?.contains { tree.tokens[$0].upos == .cconj } ?? false
    return isLinked
      && gaps.allSatisfy { gap in
        gap.contains { tree.tokens[$0].upos == .cconj || tree.tokens[$0].upos == .punct }
          && gap.allSatisfy {
            [.adp, .det, .cconj, .punct].contains(tree.tokens[$0].upos) || language.lists.value("place-type", tree.tokens[$0]) != nil
          }
      }
  }

  // MARK: Plain mentions

  private func draft(_ mention: Mention, _ note: SentenceNotes, order: Int) -> Draft? {
    if container(of: mention, note) != nil || isBackdrop(mention, note.tree) { return nil }
    var (mention, stance) = foretold(mention, note)
    var speakers = note.voice.speakers(of: mention)
    speakers = withQuote(mention, note, speakers)
    if speakers.isEmpty, let source = sourceBehind(note) ?? note.label { speakers = [source] }
    if let last = speakers.indices.last, speakers[last].channel == nil, let channel = channelBehind(note) {
      speakers[last].channel = channel
    }
    if let condemning = condemnation(of: mention, note) {
      if mention.isDefinite { speakers.removeAll { $0.phrase.head == condemning } } else if stance == .reported { stance = .alleged }
    }
    let isSpeech = codebook.entry(for: mention.type)?.isSpeech == true
    if isSpeech { speakers.removeAll { speaker in mention.agent.contains { same($0, speaker.phrase) } } }
    for speaker in speakers.reversed() {
      guard let changed = speaker.stance, changed != .alleged || !note.voice.isOver(mention) else { continue }
      stance = stance == .denied && changed == .denied ? .reported : stance == .planned && changed != .denied ? stance : changed
      break
    }
    mention = withContent(mention, note)
    if !isSpeech, let own = speakers.last, stance == .reported || stance == .confirmed || stance == .alleged, isOwn(mention, own, note) {
      if mention.agent.isEmpty || mention.agent[0].isPronoun { mention.agent = [own.phrase] }
      stance = .claimed
    }
    if stance == .denied, speakers.isEmpty, isAbsence(mention, note) { return nil }
    return build(mention, note, stance: stance, speakers: speakers, order: order)
  }

  /// "No shots were fired.", "Aucune attaque n'a eu lieu.": that nobody did anything is no happening, if nobody says so.
  private func isAbsence(_ mention: Mention, _ note: SentenceNotes) -> Bool {
    mention.agent.isEmpty && mention.target.isEmpty && note.voice.isNegated(mention)
  }

  /// The token of who condemns an act: "dénonce la suspension" takes the act for granted, "dénonce une agression" tells it as an accusation.
  private func condemnation(of mention: Mention, _ note: SentenceNotes) -> Int? {
    let tree = note.tree
    guard mention.isNominal, tree.tokens[mention.head].relation == .obj else { return nil }
    let outer = note.mentions.first { $0.type.rawValue == "ACCUSE" && $0.tokens.contains(tree.tokens[mention.head].head) }
    return outer?.agent.first { $0.sentence == note.index }?.head
  }

  private func saidOnly(_ mention: Mention, _ note: SentenceNotes) -> Coding? {
    note.voice.outlook(of: mention).flatMap { codebook.coding(of: mention.type, mode: mention.mode, as: $0) }
  }

  /// "on the sidelines of a summit": an act of speech by nobody to nobody that only sets the scene of something else.
  private func isBackdrop(_ mention: Mention, _ tree: Tree) -> Bool {
    mention.isNominal && mention.agent.isEmpty && mention.target.isEmpty && codebook.entry(for: mention.type)?.isSpeech == true
      && [.obl, .nmod, .compound].contains(tree.tokens[mention.head].relation) && !mention.tokens.contains { tree.isVerb($0) }
  }

  /// Who says that he will or won't do something has done nothing yet but say so: the codebook tells which act of speech that is.
  private func foretold(_ mention: Mention, _ note: SentenceNotes) -> (Mention, Stance) {
    guard let coding = saidOnly(mention, note) else { return (mention, note.voice.stance(of: mention)) }
    var mention = mention
    (mention.type, mention.mode) = (coding.type, coding.mode)
    return (mention, .reported)
  }

  /// A speaker whose quotation holds the act comes last in the chain.
  private func withQuote(_ mention: Mention, _ note: SentenceNotes, _ chain: [SpeakerMention]) -> [SpeakerMention] {
    let at = note.tree.tokens[mention.head].span
    guard let quote = quotes.first(where: { $0.span.contains(at) }), let speaker = quote.speaker, quote.span.count > 12 else {
      return chain
    }
    if chain.contains(where: { same($0.phrase, speaker.phrase) }) { return chain }
    return [speaker] + chain
  }

  /// "La revendication tient dans un communiqué mis en ligne sur sa chaîne Telegram.": a next sentence that only tells where it was said.
  private func channelBehind(_ note: SentenceNotes) -> (rule: Int, span: Span)? {
    guard let next = self.note(at: note.index + 1), next.paragraph == note.paragraph else {
      return nil
    }
    let tokens = next.tree.tokens
    guard tokens.contains(where: { language.lists.has("message-noun", $0) }) else { return nil }
    for start in tokens.indices {
      guard let match = language.channelIndex.matches(at: start, in: tokens).first else { continue }
      let owner = (max(0, start - 2)..<start).contains { language.lists.has("possessive", tokens[$0]) }
      if owner { return (match.rule, next.tree.span(next.tree.phrase(start))) }
    }
    return nil
  }

  /// "L'information émane du ministère.": a next sentence that tells where the one before comes from.
  private func sourceBehind(_ note: SentenceNotes) -> SpeakerMention? {
    guard let next = self.note(at: note.index + 1), next.paragraph == note.paragraph else { return nil }
    let tree = next.tree
    for verb in tree.tokens.indices.prefix(8) where language.lists.has("source-verb", tree.tokens[verb]) {
      guard let noun = tree.tokens.indices.prefix(verb).first(where: { language.lists.has("source-noun", tree.tokens[$0]) }) else {
        continue
      }
      let heads = language.lists.phrases("origin").flatMap { tree.prepositional($0, of: verb) }
      guard noun < verb, let phrase = heads.compactMap({ parties.phrase($0, in: tree, sentence: next.index) }).first else { continue }
      return SpeakerMention(
        phrase: phrase, cue: tree.span(noun...verb), stance: nil, channel: next.voice.channelBelow(verb), mayOwn: false)
    }
    return nil
  }

  func same(_ a: NounPhrase, _ b: NounPhrase) -> Bool {
    if a.span.overlaps(b.span) { return true }
    if let x = a.actor, let y = b.actor { return x == y }
    return !a.key.isEmpty && (a.key.isSubset(of: b.key) || b.key.isSubset(of: a.key))
  }

  /// Whether words are somebody's very words, where "they" are others.
  func isInQuote(_ span: Span) -> Bool { quotes.contains { $0.span.contains(span) } }

  /// Whether the speaker tells of its own act: the same party, "we", or an infinitive without another subject.
  private func isOwn(_ mention: Mention, _ speaker: SpeakerMention, _ note: SentenceNotes) -> Bool {
    if let agent = mention.agent.first {
      if same(agent, speaker.phrase) || speaker.mayOwn && isOnSide(agent.head, agent.sentence, of: speaker, note) { return true }
      guard agent.sentence == note.index else { return false }
      if isOurs(agent, note) { return true }
      return agent.isPronoun && speaker.mayOwn && !isInQuote(note.tree.tokens[mention.head].span)
        && language.lists.has("pronoun", note.tree.tokens[agent.head])
    }
    if note.voice.isPerfectInfinitive(mention.head) { return speaker.mayOwn }
    if speaker.mayOwn, !mention.isNominal, let doer = note.tree.logicalSubject(mention.head).first,
      isOnSide(doer, note.index, of: speaker, note)
    {
      return true
    }
    guard speaker.mayOwn, mention.isNominal else { return false }
    if note.tree.children[mention.head].contains(where: { language.lists.has("possessive", note.tree.tokens[$0]) }) { return true }
    guard ClaimMaker.sides.contains(speaker.phrase.kind) else { return false }
    let announced = announced(mention.head, note)
    let token = note.tree.tokens[announced]
    guard token.head >= 0, token.head < mention.head, [.obj, .passiveSubject, .nsubj, .xcomp].contains(token.relation) else { return false }
    let isTold = speaker.cue.map { $0.overlaps(note.tree.tokens[token.head].span) || $0.overlaps(token.span) } ?? false
    return note.tree.isVerb(token.head) && (isTold || note.tree.logicalSubject(token.head).isEmpty)
  }

  static let sides: Set<String> = ["police", "military", "rebel", "militia", "government", "gang"]

  /// "its jets", "ses combattants": arms, vehicles, groups and armed people of the speaker's; of a speaker who is one side of a conflict all people.
  private func isOnSide(_ doer: Int, _ sentence: Int, of speaker: SpeakerMention, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    guard sentence == note.index, doer < tree.tokens.count, speaker.phrase.sentence < note.index || speaker.phrase.head != doer,
      tree.children[doer].contains(where: { language.lists.has("possessive", tree.tokens[$0]) })
    else { return false }
    let isSide = ClaimMaker.sides.contains(speaker.phrase.kind)
    let own = language.classes.mask(["armed", "group", "vehicle", "weapon"]) | (isSide ? language.people : 0)
    return language.classes.classes(of: doer, in: tree.tokens) & own != 0
  }

  /// "announced the start of the offensive", "made the announcement of the strikes": the noun above an act by which a verb takes it.
  func announced(_ act: Int, _ note: SentenceNotes) -> Int {
    var at = act
    for (governor, via) in note.tree.governors(of: act) {
      guard via == .nmod, language.lists.has("phase-noun", note.tree.tokens[governor]) || note.voice.isCueNoun(governor) else { break }
      at = governor
    }
    return at
  }

  private static let containing: Set<String> = ["THREATEN", "REQUEST", "REJECT", "AGREE", "CONCEDE", "SUPPORT"]

  /// The threat, demand or promise whose content an act is; such an act is no happening of its own.
  private func container(of mention: Mention, _ note: SentenceNotes) -> Mention? {
    for (governor, via) in note.tree.governors(of: mention.head) {
      if [.relative, .parataxis, .nsubj, .passiveSubject].contains(via) || note.tree.areParted(governor, mention.head) { return nil }
      if via == .advcl && note.tree.tokens[mention.head].inflection.contains(.finite) { return nil }
      if let outer = note.mentions.first(where: { $0.tokens.contains(governor) && $0.head != mention.head }) {
        if via == .conj, governor == outer.head { continue }
        return contains(outer, mention, note) ? outer : nil
      }
    }
    return note.mentions.first { outer in
      outer.head != mention.head && ClaimMaker.containing.contains(outer.type.rawValue) && outer.tokens.contains(mention.head)
        && outer.tokens.count > 1
    }
  }

  /// Whether an act is the content of the one above it: what is demanded, promised, refused, what a protest is for, which siege is lifted; "arrived for talks" is one act.
  private func contains(_ outer: Mention, _ mention: Mention, _ note: SentenceNotes) -> Bool {
    let isSpeech = codebook.entry(for: mention.type)?.isSpeech == true
    if outer.type == mention.type { return isSpeech && (mention.isNominal || !outer.tokens.allSatisfy { !mention.tokens.contains($0) }) }
    let isAim = outer.type.rawValue == "PROTEST" && isSpeech && !note.tree.tokens[mention.head].inflection.contains(.finite)
    let isEnded = outer.type.rawValue == "RETREAT" && mention.isNominal && note.tree.logicalObject(outer.head).contains(mention.head)
    return isAim || isEnded || ClaimMaker.containing.contains(outer.type.rawValue) || saidOnly(outer, note) != nil
  }

  /// A threat or demand without a party of its own is directed at the party of its content.
  private func withContent(_ mention: Mention, _ note: SentenceNotes) -> Mention {
    guard ClaimMaker.containing.contains(mention.type.rawValue), mention.target.isEmpty else { return mention }
    var mention = mention
    let content = note.mentions.first { $0.head != mention.head && container(of: $0, note)?.head == mention.head }
    guard let content else { return asking(mention, note) }
    let asked = mention.type.rawValue == "REQUEST" ? content.agent.filter { agent in !mention.agent.contains { same($0, agent) } } : []
    mention.target = asked.isEmpty ? content.target : asked
    return mention
  }

  /// "I request that the citizens cooperate": a demand is directed at the subject of its content.
  private func asking(_ mention: Mention, _ note: SentenceNotes) -> Mention {
    guard mention.type.rawValue == "REQUEST", let clause = note.tree.child(of: mention.head, [.ccomp]) else { return mention }
    var mention = mention
    let subject = (note.tree.logicalSubject(clause).first ?? note.tree.logicalObject(clause).first).flatMap {
      parties.phrase($0, in: note.tree, sentence: note.index)
    }
    if let subject, !subject.isPronoun { mention.target = [subject] }
    return mention
  }

  func build(_ mention: Mention, _ note: SentenceNotes, stance: Stance, speakers: [SpeakerMention], order: Int) -> Draft {
    let tree = note.tree
    let deed = language.deeds[mention.deed].deed
    var draft = Draft(
      order: order, type: mention.type, mode: mention.mode, deed: mention.deed, trigger: spans(mention.tokens, tree),
      told: (note.index, mention.head), lemma: language.analyzer.lemma(tree.tokens[mention.head], of: document), agent: mention.agent,
      target: mention.target, stance: stance,
      speakers: speakers, rule: deed.head.id, sentence: note.index, paragraph: note.paragraph, isNominal: mention.isNominal,
      isDefinite: mention.isDefinite, isPlural: mention.isPlural)
    if codebook.entry(for: mention.type)?.isMaterial == true { draft.agent.removeAll { isMessage($0, note) } }
    draft.isPassing = note.index > 0 && stance != .denied && note.voice.isPassing(mention) && !note.moments.contains(where: \.isAside)
    draft.acled = acled(mention, stance)
    addMeans(&draft, mention, note)
    draft.date = date(of: mention, note)
    draft.places = places(of: mention, note)
    draft.site = site(of: mention, note)
    draft.isTold = happens(mention, tree)
    draft.isSomewhere = !draft.places.isEmpty || !draft.site.isEmpty || note.places.contains { $0.role == "location" && !$0.isOpen }
    return draft
  }

  /// "une vidéo", "a statement": what tells of acts does none.
  private func isMessage(_ phrase: NounPhrase, _ note: SentenceNotes) -> Bool {
    let tokens = note.tree.tokens
    return phrase.sentence == note.index && phrase.actor == nil && tokens[phrase.head].upos == .noun
      && language.classes.classes(of: phrase.head, in: tokens) & language.people == 0
      && !language.channelIndex.matches(at: phrase.head, in: tokens).isEmpty
  }

  /// "une émeute a éclaté", "le défilé a tourné à l'émeute", "this march", "a bomb went off": an act noun whose clause says that it happened or
  /// that points back, or a verb whose subject is a weapon.
  private func happens(_ mention: Mention, _ tree: Tree) -> Bool {
    guard mention.isNominal else {
      let weapon = language.classes.mask(["weapon"])
      return !tree.tokens[mention.head].inflection.contains(.infinitive)
        && tree.logicalSubject(mention.head).contains { language.classes.classes(of: $0, in: tree.tokens) & weapon != 0 }
    }
    let noun = tree.tokens[mention.head]
    if tree.children[mention.head].contains(where: { language.lists.has("demonstrative", tree.tokens[$0]) }) { return true }
    if isSetting(mention.head, tree) { return true }
    guard noun.head >= 0, tree.isVerb(noun.head) else { return false }
    if [.nsubj, .passiveSubject].contains(noun.relation) { return tree.eventVerb(of: mention.head) != nil }
    return language.lists.has("outcome-verb", tree.tokens[noun.head])
  }

  /// "lors d'une émeute", "during the strike": behind some prepositions an act is taken to have happened.
  private func isSetting(_ noun: Int, _ tree: Tree) -> Bool {
    for token in tree.tokens[..<noun].reversed() {
      if language.lists.has("setting", token) { return true }
      guard [.adp, .det, .adj, .adv, .num].contains(token.upos) else { return false }
    }
    return false
  }

  /// The row that the rules of an act give; what is denied or planned has one only if the words themselves say so ("defused").
  func acled(_ mention: Mention, _ stance: Stance) -> AcledRow? {
    let deeds = ([mention.deed] + mention.joined).map { language.deeds[$0].deed }
    let isActual = stance != .denied && stance != .planned
    return deeds.lazy.filter { isActual || $0.stance == stance }.compactMap(\.acled).first
  }

  /// The act words as spans; neighbours are joined.
  func spans(_ tokens: [Int], _ tree: Tree) -> [Span] {
    var runs: [ClosedRange<Int>] = []
    for index in tokens.sorted() {
      if let last = runs.last, index <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs.map { tree.span($0) }
  }
}
