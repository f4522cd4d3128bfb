import Codes
import Gazetteer
import Grammar
import Packs
import SourceText

/// Who says it and how it stands: cues, charges, frames, negation and mood in one sentence.
struct VoiceReader {
  let language: Language
  let tree: Tree
  let sentence: Int
  let parties: PartyReader
  let tokens: [Token]
  let cues: [Int: PhraseIndex.Match]
  let frames: [Int: PhraseIndex.Match]
  let charges: [Int: PhraseIndex.Match]

  init(_ language: Language, _ tree: Tree, sentence: Int, parties: PartyReader) {
    (self.language, self.tree, self.sentence, self.parties) = (language, tree, sentence, parties)
    tokens = tree.tokens
    let deeds = DeedReader(language, tree, sentence: sentence, parties: parties)
    cues = VoiceReader.longest(language.cueIndex, language.cueConditions, deeds)
    frames = VoiceReader.longest(language.frameIndex, language.frameConditions, deeds)
    charges = VoiceReader.longest(language.chargeIndex, language.chargeConditions, deeds)
  }

  private static func longest(_ index: PhraseIndex, _ conditions: [[CompiledCondition]], _ deeds: DeedReader) -> [Int: PhraseIndex.Match] {
    var found: [Int: PhraseIndex.Match] = [:]
    for start in deeds.tree.tokens.indices {
      let match = index.matches(at: start, in: deeds.tree.tokens).first { deeds.holds(conditions[$0.rule], start, $0.tokens) }
      guard let match else { continue }
      let head = match.phrase.kind == .noun ? deeds.head(of: match) : start
      if found[head].map({ $0.tokens.count < match.tokens.count }) ?? true { found[head] = match }
    }
    return found
  }

  /// The words of saying in order.
  var cueTokens: [(Int, PhraseIndex.Match)] { cues.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  /// Whether a cue says something in this sentence: it has a content, a quotation or an act below it.
  func speaksHere(_ cue: PhraseIndex.Match, at index: Int, _ note: SentenceNotes) -> Bool {
    guard speaker(cue, at: index) != nil else { return false }
    if cue.phrase.kind == .preposition { return true }
    if tree.child(of: index, [.ccomp, .parataxis]) != nil || tokens[index].relation == .parataxis { return true }
    return note.mentions.contains { mention in
      mention.head != index && tree.governors(of: mention.head).contains { $0.index == index }
        && (!isQuotative(cue) || isQuoted(mention.head, from: index))
    }
  }

  // MARK: Who says it

  /// The chain of speakers of an act, outermost first.
  func speakers(of mention: Mention) -> [SpeakerMention] {
    var chain: [SpeakerMention] = []
    var seen: Set<Int> = []
    func add(_ speaker: SpeakerMention?, at cue: Int) {
      guard let speaker, seen.insert(cue).inserted,
        !chain.contains(where: { $0.phrase.head == speaker.phrase.head && $0.phrase.sentence == sentence })
      else { return }
      chain.insert(speaker, at: 0)
    }
    var below = mention.head
    var isRemark = false
    for (governor, via) in tree.governors(of: mention.head) {
      if let cue = cues[governor], governor != mention.head, !mention.tokens.contains(governor), reaches(cue, governor, via, below) {
        let isKept = !(mention.isNominal && mention.isDefinite && isUnsaid(governor))
        if isKept { add(speaker(cue, at: governor).flatMap { aside($0, below, isRemark) }, at: governor) }
      }
      for child in tree.children[below]
      where tokens[child].relation == .parataxis || tokens[child].relation == .advcl || tokens[child].relation == .dep {
        if let cue = cues[child], child != mention.head, isIncise(child) { add(speaker(cue, at: child), at: child) }
      }
      if via == .relative || via == .acl && !isCueNoun(governor), !tokens[below].inflection.contains(.infinitive) { isRemark = true }
      below = governor
    }
    for child in tree.children[below] where [.parataxis, .dep, .advcl, .discourse, .conj].contains(tokens[child].relation) {
      if let cue = cues[child], child != mention.head, isIncise(child) { add(speaker(cue, at: child), at: child) }
    }
    if chain.isEmpty, isPerfectInfinitive(mention.head),
      let (at, cue) = cues.filter({ $0.key < mention.head && $0.value.phrase.kind == .verb && !isQuotative($0.value) }).max(by: {
        $0.key < $1.key
      })
    {
      add(speaker(cue, at: at), at: at)
    }
    for (at, cue) in cues.sorted(by: { $0.key < $1.key }) where cue.phrase.kind == .preposition {
      if governsClause(at, mention) { add(prepositional(cue, at: at), at: at) }
    }
    if chain.isEmpty, let edge = edgeSpeaker(), !mention.agent.contains(where: { $0.head == edge.phrase.head }) { chain = [edge] }
    return chain
  }

  /// "avoir attaqué", "to have attacked": what a word of saying takes, however far the parse put it.
  func isPerfectInfinitive(_ verb: Int) -> Bool {
    tree.isVerb(verb) && !tokens[verb].inflection.contains(.infinitive)
      && tree.all(of: verb, [.aux, .passiveAux]).contains { tokens[$0].inflection.contains(.infinitive) }
  }

  /// What a clause on the speaker itself tells is not said by it ("la police, qui a tiré, annonce ..."); what a remark inside the content
  /// takes for granted keeps its stance ("doubts that the man who was arrested ...").
  private func aside(_ speaker: SpeakerMention, _ below: Int, _ isRemark: Bool) -> SpeakerMention? {
    guard below != speaker.phrase.head else { return nil }
    var speaker = speaker
    if isRemark { speaker.stance = nil }
    return speaker
  }

  /// Whether a cue above the act has it in its content.
  private func reaches(_ cue: PhraseIndex.Match, _ governor: Int, _ via: Relation, _ below: Int) -> Bool {
    switch via {
    case _ where isQuotative(cue) && !isQuoted(below, from: governor): return false
    case .xcomp where language.lists.has("light", tokens[governor]): return false
    case .ccomp, .xcomp, .parataxis: return true
    case .advcl:
      return tokens[below].inflection.isDisjoint(with: [.finite]) && tokens[below].inflection.contains(.infinitive) && opensContent(below)
    case .obl: return cue.phrase.kind != .preposition && opensContent(below)
    case .obj where language.lists.has("performative", tokens[governor]): return false
    case .obj, .passiveSubject, .acl, .nmod: return cue.phrase.kind != .preposition
    default: return false
    }
  }

  func isQuotative(_ cue: PhraseIndex.Match) -> Bool { language.speech.cues[cue.rule].isQuotative }

  /// Whether a quotation mark or a colon stands between a word of saying and what hangs on it.
  func isQuoted(_ content: Int, from cue: Int) -> Bool {
    tokens[min(content, cue)..<max(content, cue)].contains { language.isQuote($0) || $0.form == Word(":") }
  }

  /// "spoke about the attack", not "spoke after the attack": whether the preposition before a complement, if there is one, leads to what is said.
  func opensContent(_ complement: Int) -> Bool {
    leadsTo(complement, "content-preposition")
  }

  /// Whether the prepositions before a complement are of a list, or those of content.
  func leadsTo(_ complement: Int, _ list: ListName) -> Bool {
    tree.all(of: complement, [.case, .mark]).filter { tokens[$0].upos == .adp }.allSatisfy {
      language.lists.has(list, tokens[$0]) || language.lists.has("content-preposition", tokens[$0])
    }
  }

  /// A saying verb beside the clause: after a comma or a quotation mark.
  private func isIncise(_ verb: Int) -> Bool {
    guard tree.isVerb(verb), tree.child(of: verb, [.mark]) == nil else { return false }
    let isDescription = tree.isPassive(verb) && tree.all(of: verb, [.aux, .passiveAux]).isEmpty
    let hasOwnContent =
      tokens[verb].inflection.contains(.gerund) && tree.child(of: verb, [.obj, .ccomp, .xcomp]) != nil
    guard !isDescription, !hasOwnContent else { return false }
    return !tree.logicalSubject(verb).isEmpty || subjectBehind(verb) != nil
  }

  /// The speaker of a cue verb or noun.
  func speaker(_ cue: PhraseIndex.Match, at index: Int) -> SpeakerMention? {
    let rule = language.speech.cues[cue.rule]
    let isUnsaid = isUnsaid(index)
    if isUnsaid, rule.stance == .denied || rule.stance == .confirmed { return nil }
    let stance = isUnsaid ? .denied : rule.stance
    var heads: [Int]
    switch cue.phrase.kind {
    case .preposition: return prepositional(cue, at: index)
    case .noun:
      heads =
        tree.prepositional(language.genitive, of: index).filter { !isAct($0) } + tree.fillers(.owner, of: index)
        + tree.fillers(.adjective, of: index).filter { tokens[$0].upos == .propn }
      if heads.isEmpty, let verb = tellingVerb(of: index) { heads = tree.logicalSubject(verb).filter { $0 != index } }
    default:
      heads = rule.speaker.isEmpty ? goesOn(index) ?? tree.logicalSubject(index) : rule.speaker.flatMap { tree.fillers($0, of: index) }
    }
    if heads.isEmpty, tree.isVerb(index), let behind = subjectBehind(index) { heads = [behind] }
    guard let head = heads.first, let phrase = parties.phrase(head, in: tree, sentence: sentence), mayTell(head) else { return nil }
    if phrase.isPronoun, language.lists.has("vague-subject", tokens[head]), tree.isVerb(index), !isPersonal(head) { return nil }
    if phrase.isPronoun, language.lists.has("interlocutor", tokens[head]) { return nil }
    if tree.children[head].contains(where: { tokens[$0].relation == .det && language.lists.has("negation", tokens[$0]) }) { return nil }
    return SpeakerMention(phrase: phrase, cue: cueSpan(cue), stance: stance, channel: channel(around: index))
  }

  /// ", he said, adding that ...", "rejected the plan, saying that ...": behind a comma whoever said or did what stands before it says more.
  private func goesOn(_ verb: Int) -> [Int]? {
    guard verb > 1, tokens[verb].inflection.contains(.gerund), tokens[verb - 1].form == Word(","), tree.child(of: verb, [.nsubj]) == nil
    else {
      return nil
    }
    let saying = cues.keys.filter { $0 < verb && tokens[$0].relation == .parataxis && cues[$0]?.phrase.kind == .verb }.max()
    let above = tree.governors(of: verb).first {
      tree.isVerb($0.index) && tokens[$0.index].inflection.isDisjoint(with: [.gerund, .infinitive])
    }
    guard let said = saying ?? above?.index, !tree.isPassive(said) else { return nil }
    let subject = tree.logicalSubject(said)
    return subject.isEmpty ? subjectBehind(said).map { [$0] } : subject
  }

  /// "made the announcement of ...", "a publié un communiqué": the verb whose subject says what the noun names.
  private func tellingVerb(of noun: Int) -> Int? {
    guard tokens[noun].relation == .obj else { return nil }
    if let light = tree.lightVerb(of: noun) { return light }
    let verb = tokens[noun].head
    return verb >= 0 && language.lists.has("telling-verb", tokens[verb]) ? verb : nil
  }

  /// Whether a noun of saying stands at a token.
  func isCueNoun(_ index: Int) -> Bool { cues[index]?.phrase.kind == .noun }

  /// "l'annonce du début de l'offensive": what is announced, not who announces it.
  private func isAct(_ noun: Int) -> Bool {
    ([noun] + tree.all(of: noun, [.nmod])).contains { !language.deedIndex.matches(at: $0, in: tokens).isEmpty }
      && language.classes.classes(of: noun, in: tokens) & language.people == 0
  }

  /// Nouns and pronouns may tell; acts, weapons and adverbs can't.
  private func mayTell(_ head: Int) -> Bool {
    guard [.noun, .propn, .pron, .x, .num, .adj].contains(tokens[head].upos), !language.isTime(tokens[head]) else { return false }
    if cues[head]?.phrase.kind == .noun { return true }
    let isAct = language.deedIndex.matches(at: head, in: tokens).contains { $0.phrase.kind == .noun && $0.tokens.count >= 1 }
    return !isAct && language.classes.classes(of: head, in: tokens) & language.classes.mask(["weapon", "disaster"]) == 0
  }

  private func isPersonal(_ head: Int) -> Bool { tokens[head].relation != .expl }

  /// "n'a pas dit", "has yet to claim", "no group claimed": whether a word of saying says that something was not said.
  func isUnsaid(_ index: Int) -> Bool {
    let probe = Mention(sentence: sentence, head: index, tokens: [index], deed: 0, type: EventType(rawValue: ""))
    return tree.children[index].contains { language.lists.has("negation", tokens[$0]) && tokens[$0].relation != .obj } || isNegated(probe)
      || frame(above: probe).map { language.speech.frames[$0].stance == .denied } ?? false
  }

  /// After a quotation the subject may follow the verb, with other complements between.
  private func subjectBehind(_ verb: Int) -> Int? {
    var at = verb + 1
    while at < tokens.count, at < verb + 12 {
      if [.noun, .propn].contains(tokens[at].upos), !language.isTime(tokens[at]) {
        let head =
          tokens[at].head > verb && tokens[at].head < at + 5 && [.noun, .propn].contains(tokens[tokens[at].head].upos)
          ? tokens[at].head : at
        if tree.child(of: head, [.case]) == nil { return head }
      }
      if tokens[at].upos == .sconj || tokens[at].upos == .verb { return nil }
      at += 1
    }
    return nil
  }

  private func prepositional(_ cue: PhraseIndex.Match, at index: Int) -> SpeakerMention? {
    let last = cue.tokens[cue.tokens.count - 1]
    var head = tokens[last].head
    if cue.tokens.count > 1, tokens[last].upos == .noun, let phrase = parties.phrase(last, in: tree, sentence: sentence) {
      return SpeakerMention(phrase: phrase, cue: cueSpan(cue), stance: language.speech.cues[cue.rule].stance, channel: nil, mayOwn: false)
    }
    if head > last, tree.isVerb(head), tree.isVerb(last), let object = tree.child(of: last, [.obj]) { head = object }
    if head <= last { head = tokens[index].head }
    if head <= last { head = (last + 1..<min(tokens.count, last + 6)).first { [.noun, .propn, .pron].contains(tokens[$0].upos) } ?? -1 }
    guard head > last, !tree.isVerb(head), !language.lists.has("relative", tokens[head]),
      let phrase = parties.phrase(head, in: tree, sentence: sentence)
    else { return nil }
    guard isTeller(phrase, head), mayTell(head) else { return nil }
    return SpeakerMention(
      phrase: phrase, cue: cueSpan(cue), stance: language.speech.cues[cue.rule].stance, channel: channel(around: head), mayOwn: false)
  }

  /// "selon la police", not "selon les cas": anything but an abstract noun, unless that is itself a word of saying.
  private func isTeller(_ phrase: NounPhrase, _ head: Int) -> Bool {
    if phrase.actor != nil || phrase.kind != "unknown" || phrase.isPronoun || cues[head]?.phrase.kind == .noun { return true }
    let things = language.classes.mask(["abstract", "business", "machine", "disaster", "animal", "sport"])
    return language.classes.classes(of: head, in: tokens) & things == 0
  }

  /// Whether a prepositional cue covers the act: the same sentence, no quotation mark between, nearest clause.
  private func governsClause(_ at: Int, _ mention: Mention) -> Bool {
    let between = at < mention.head ? at..<mention.head : mention.head..<at
    return !between.contains { language.isStrongBreak(tokens[$0], tree.document) } && !isBackground(mention.head, of: at)
  }

  /// "Malgré l'attaque, la ville est calme, selon le maire": an adjunct before the clause that a source is told for.
  private func isBackground(_ act: Int, of cue: Int) -> Bool {
    let clause = tree.governors(of: cue).dropFirst().first?.index ?? tokens[cue].head
    var below = act
    for (governor, via) in tree.governors(of: act) {
      if governor == clause { return act < clause && clause < cue && [.obl, .advcl].contains(via) && !opensContent(below) }
      below = governor
    }
    return false
  }

  private func cueSpan(_ cue: PhraseIndex.Match) -> Span {
    Span(tokens[cue.tokens[0]].span.start, tokens[cue.tokens[cue.tokens.count - 1]].span.end)
  }

  /// A medium named among the complements of the cue.
  private func channel(around index: Int) -> (rule: Int, span: Span)? {
    for start in tokens.indices {
      guard let match = language.channelIndex.matches(at: start, in: tokens).first else { continue }
      let head = match.tokens.first { !match.tokens.contains(tokens[$0].head) } ?? start
      let isBelow = tree.governors(of: head).prefix(4).contains { $0.index == index }
      guard isBelow else { continue }
      return (match.rule, tree.span(tree.phrase(head)))
    }
    return nil
  }
}

extension Language {
  /// A word for a day or month: "Tuesday", "today".
  func isTime(_ token: Token) -> Bool {
    moments.lists[.weekday]?[token.form] != nil || moments.lists[.offset]?[token.form] != nil
      || moments.lists[.month]?[token.form] != nil && (!moments.needsCapital || token.shape.contains(.capitalised))
  }

  /// "years", "heures": what durations are counted in.
  func isUnitOfTime(_ token: Token) -> Bool {
    token.upos == .noun && moments.isListed(.unit, token)
  }

  /// A semicolon or a full stop inside the sentence.
  func isStrongBreak(_ token: Token, _ document: Document) -> Bool {
    token.upos == .punct && (document.bytes[token.span.start] == 59 || document.bytes[token.span.start] == 46 && token.span.count == 1)
  }
}
