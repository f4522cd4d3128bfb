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
  private let tokens: [Token]
  private let cues: [Int: PhraseIndex.Match]
  private let frames: [Int: PhraseIndex.Match]
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

  // MARK: How the act stands

  /// The stance that the clause itself gives to the act.
  func stance(of mention: Mention) -> Stance {
    if isNegated(mention) { return mood(mention.head) == .planned ? .planned : .denied }
    var stance = mention.stance
    for verb in [mention.head] + mention.tokens.filter({ $0 != mention.head && tree.isVerb($0) }) {
      if let own = mood(verb) {
        stance = own
        break
      }
    }
    if stance == .reported, let framed = framed(mention) ?? hearsay(mention) { stance = framed }
    return stance
  }

  /// "reportedly": an adverb of saying on the act or its verb.
  private func hearsay(_ mention: Mention) -> Stance? {
    let around =
      mention.tokens.flatMap { tree.children[$0] }
      + (tokens[mention.head].head >= 0 && mention.isNominal ? tree.children[tokens[mention.head].head] : [])
    for child in around {
      if let cue = cues[child], cue.phrase.kind == .adverb, let stance = language.speech.cues[cue.rule].stance { return stance }
    }
    return nil
  }

  /// Whether somebody is said to be going to do the act himself, or not to: "will send doctors", "plans to withdraw", "won't talk".
  func outlook(of mention: Mention) -> Outlook? {
    guard !mention.agent.isEmpty, let verb = ([mention.head] + mention.tokens).first(where: { tree.isVerb($0) }), !tree.isPassive(verb),
      isForetold(verb)
    else { return nil }
    return isNegated(mention) ? .refused : .announced
  }

  private func isForetold(_ verb: Int) -> Bool {
    if let mark = tree.child(of: verb, [.mark]), language.lists.has("condition", tokens[mark]) { return false }
    let group = [verb] + tree.all(of: verb, [.aux])
    if group.contains(where: { tokens[$0].inflection.contains(.future) || language.lists.has("future", tokens[$0]) }) { return true }
    if group.contains(where: { language.lists.has("possible", tokens[$0]) && tokens[$0].upos == .aux }) {
      return group.count == 2 && !tokens[verb].inflection.contains(.pastParticiple)
    }
    let governor = tokens[verb].head
    guard governor >= 0, tokens[verb].relation == .xcomp else { return false }
    if language.lists.has("announce", tokens[governor]) { return true }
    return language.lists.has("planned-verb", tokens[governor]) && tokens[verb].inflection.contains(.infinitive)
  }

  private func isNegated(_ mention: Mention) -> Bool {
    let around =
      tree.children[mention.head] + tree.children[mention.head].filter { tokens[$0].relation == .aux }.flatMap { tree.children[$0] }
    let verbs = around.filter { language.lists.has("negation", tokens[$0]) && tokens[$0].relation != .obj }
    if tree.isVerb(mention.head) {
      if !verbs.isEmpty { return true }
      let parts = (mention.agent + mention.target).map(\.head) + tree.logicalObject(mention.head) + tree.logicalSubject(mention.head)
      return parts.contains { part in
        ([part] + tree.all(of: part, [.compound])).flatMap { tree.children[$0] }.contains {
          tokens[$0].relation == .det && language.lists.has("negation", tokens[$0])
        }
      }
    }
    if tree.children[mention.head].contains(where: { tokens[$0].relation == .det && language.lists.has("negation", tokens[$0]) }) {
      return true
    }
    return mention.tokens.contains {
      tree.isVerb($0) && tree.children[$0].contains { language.lists.has("negation", tokens[$0]) && tokens[$0].upos != .det }
    }
  }

  /// What mood, tense and auxiliaries tell: conditional = hearsay, future or if-clause = planned.
  private func mood(_ head: Int) -> Stance? {
    guard tree.isVerb(head) || tree.child(of: head, [.cop]) != nil else { return lightMood(head) }
    let auxiliaries = tree.all(of: head, [.aux, .passiveAux, .cop])
    let group = [head] + auxiliaries
    if let mark = tree.child(of: head, [.mark]), language.lists.has("condition", tokens[mark]), tokens[head].relation == .advcl {
      return asked(head, mark) ?? .planned
    }
    if let mark = tree.child(of: head, [.mark]), language.lists.has("doubt-clause", tokens[mark]),
      [.ccomp, .csubj].contains(tokens[head].relation) || !language.lists.has("condition", tokens[mark])
    {
      return .alleged
    }
    if group.contains(where: { tokens[$0].inflection.contains(.conditional) }) {
      let hasCondition = tree.children[head].contains { child in
        tokens[child].relation == .advcl && tree.children[child].contains { language.lists.has("condition", tokens[$0]) }
      }
      return hasCondition ? .planned : .alleged
    }
    if group.contains(where: { tokens[$0].inflection.contains(.future) })
      || auxiliaries.contains(where: { language.lists.has("future", tokens[$0]) })
    {
      return .planned
    }
    if auxiliaries.contains(where: { language.lists.has("possible", tokens[$0]) }) {
      let isPerfect = auxiliaries.count > 1 || tokens[head].inflection.contains(.pastParticiple)
      return isPerfect ? .alleged : .planned
    }
    let governor = tokens[head].head
    if tokens[head].inflection.contains(.infinitive), governor >= 0, tokens[head].relation == .xcomp {
      if language.lists.has("planned-verb", tokens[governor]) { return .planned }
      if language.lists.has("possible", tokens[governor]) { return mood(governor) ?? .planned }
      if tokens[governor].upos == .aux || language.lists.has("possible", tokens[governor]) { return mood(governor) }
    }
    if tokens[head].relation == .conj, governor >= 0, tree.isVerb(governor), auxiliaries.isEmpty, !tokens[head].inflection.contains(.finite)
    {
      return mood(governor)
    }
    return nil
  }

  /// "on ignore si": the frame above a clause whose conjunction belongs to it.
  private func asked(_ head: Int, _ mark: Int) -> Stance? {
    guard let match = frames[tokens[head].head], match.tokens.contains(mark) else { return nil }
    return language.speech.frames[match.rule].stance
  }

  private func lightMood(_ noun: Int) -> Stance? {
    let head = tokens[noun].head
    guard head >= 0, tree.isVerb(head), [.nsubj, .passiveSubject, .obj].contains(tokens[noun].relation) else { return nil }
    let isCarried = language.lists.has("light", tokens[head]) || language.lists.has("event", tokens[head]) || tokens[noun].relation != .obj
    return isCarried ? mood(head) : nil
  }

  /// A frame word above the act, beside it or on its agent.
  private func framed(_ mention: Mention) -> Stance? { frame(above: mention).map { language.speech.frames[$0].stance } }

  /// The number of the frame that an act stands under: its governor, or the one above a light or modal verb.
  func frame(above mention: Mention) -> Int? {
    let modifiers =
      tree.children[mention.head].filter { mayModify($0, mention.head) }
      + mention.agent.flatMap { $0.isPronoun ? [] : tree.all(of: $0.head, [.amod, .acl, .appos]) }
    for child in modifiers {
      if let match = frames[child], isModifier(match) { return match.rule }
    }
    var at = mention.head
    for (governor, via) in tree.governors(of: mention.head).prefix(3) {
      if let match = frames[governor], !mention.tokens.contains(governor), governs(match, governor, via, at) { return match.rule }
      guard isTransparent(governor, via) else { return nil }
      at = governor
    }
    return nil
  }

  /// A clause beside the act is no part of it; an adjective ("interpellé, soupçonné de ...") tells of its people where the act is a verb.
  private func mayModify(_ child: Int, _ head: Int) -> Bool {
    ![.conj, .parataxis, .ccomp].contains(tokens[child].relation) && (frames[child]?.phrase.kind != .adjective || !tree.isVerb(head))
  }

  private func isModifier(_ match: PhraseIndex.Match) -> Bool {
    let kind = match.phrase.kind
    return kind == .adjective || kind == .adverb || kind == .any
  }

  private func governs(_ match: PhraseIndex.Match, _ governor: Int, _ via: Relation, _ at: Int) -> Bool {
    switch via {
    case .xcomp, .ccomp, .csubj, .obj, .nmod, .acl, .conj:
      return match.phrase.kind != .adverb && !(via == .acl && tokens[at].inflection.contains(.pastParticiple))
    case .obl, .advcl: return !tokens[at].inflection.contains(.finite) && match.phrase.kind == .verb
    case .nsubj, .passiveSubject: return tree.isVerb(governor) && (tree.isPassive(governor) || match.phrase.kind == .adjective)
    default: return false
    }
  }

  /// Light verbs, auxiliaries and infinitives in a chain let a frame above them reach the act.
  private func isTransparent(_ governor: Int, _ via: Relation) -> Bool {
    switch via {
    case .obj, .xcomp, .nmod, .conj, .passiveSubject, .acl:
      return language.lists.has("light", tokens[governor]) || tokens[governor].upos == .aux || via == .conj || via == .xcomp || via == .nmod
    default: return false
    }
  }

  /// Whether a cue says something in this sentence: it has a content, a quotation or an act below it.
  func speaksHere(_ cue: PhraseIndex.Match, at index: Int, _ note: SentenceNotes) -> Bool {
    guard speaker(cue, at: index) != nil else { return false }
    if cue.phrase.kind == .preposition { return true }
    if tree.child(of: index, [.ccomp, .parataxis]) != nil || tokens[index].relation == .parataxis { return true }
    return note.mentions.contains { mention in mention.head != index && tree.governors(of: mention.head).contains { $0.index == index } }
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
    for (governor, via) in tree.governors(of: mention.head) {
      if let cue = cues[governor], governor != mention.head, !mention.tokens.contains(governor), reaches(cue, governor, via, below) {
        add(speaker(cue, at: governor), at: governor)
      }
      for child in tree.children[below]
      where tokens[child].relation == .parataxis || tokens[child].relation == .advcl || tokens[child].relation == .dep {
        if let cue = cues[child], child != mention.head, isIncise(child) { add(speaker(cue, at: child), at: child) }
      }
      below = governor
    }
    for child in tree.children[below] where [.parataxis, .dep, .advcl, .discourse, .conj].contains(tokens[child].relation) {
      if let cue = cues[child], child != mention.head, isIncise(child) { add(speaker(cue, at: child), at: child) }
    }
    if chain.isEmpty, isPerfectInfinitive(mention.head),
      let (at, cue) = cues.filter({ $0.key < mention.head && $0.value.phrase.kind == .verb }).max(by: { $0.key < $1.key })
    {
      add(speaker(cue, at: at), at: at)
    }
    for (at, cue) in cues.sorted(by: { $0.key < $1.key }) where cue.phrase.kind == .preposition {
      if governsClause(at, mention) { add(prepositional(cue, at: at), at: at) }
    }
    if chain.isEmpty, let edge = edgeSpeaker(), !mention.agent.contains(where: { $0.head == edge.phrase.head }) { chain = [edge] }
    return chain
  }

  /// "Police: ...", "... (ONU)", "... - army": who stands alone at the edge of a headline and can tell.
  private func edgeSpeaker() -> SpeakerMention? {
    let tellers: Set = ["police", "military", "government", "igo", "ngo", "media", "medical", "judiciary", "rebel", "militia", "party"]
    for range in [leadingLabel(), trailingLabel()].compactMap({ $0 }) where !range.contains(where: { tree.isVerb($0) }) {
      guard let head = range.first(where: { !range.contains(tokens[$0].head) && [.noun, .propn, .x].contains(tokens[$0].upos) }),
        let phrase = parties.phrase(head, in: tree, sentence: sentence), tellers.contains(phrase.kind),
        phrase.kind != "government" || !tree.namesPlace(range.lowerBound)
      else { continue }
      return SpeakerMention(phrase: phrase, cue: nil, stance: nil, channel: nil, mayOwn: true)
    }
    return nil
  }

  private func leadingLabel() -> ClosedRange<Int>? {
    guard let colon = tokens.indices.prefix(6).first(where: { tokens[$0].form == Word(":") }), colon > 0 else { return nil }
    return 0...colon - 1
  }

  private func trailingLabel() -> ClosedRange<Int>? {
    guard var end = tokens.indices.last, end > 3 else { return nil }
    if tokens[end].form == Word(".") { end -= 1 }
    let isClosed = tokens[end].form == Word(")")
    guard
      let open = (max(1, end - 5)..<end).last(where: {
        VoiceReader.openers.contains(tokens[$0].form) && tokens[$0].shape.contains(.spaceBefore)
      }),
      (tokens[open].form == Word("(")) == isClosed, open + 1 <= (isClosed ? end - 1 : end)
    else { return nil }
    return open + 1...(isClosed ? end - 1 : end)
  }

  private static let openers = Set(["(", "-", "–", "—"].map { Word($0) })

  /// "avoir attaqué", "to have attacked": what a word of saying takes, however far the parse put it.
  func isPerfectInfinitive(_ verb: Int) -> Bool {
    tree.isVerb(verb) && tree.all(of: verb, [.aux, .passiveAux]).contains { tokens[$0].inflection.contains(.infinitive) }
  }

  /// Whether a cue above the act has it in its content.
  private func reaches(_ cue: PhraseIndex.Match, _ governor: Int, _ via: Relation, _ below: Int) -> Bool {
    switch via {
    case .xcomp where language.lists.has("light", tokens[governor]): return false
    case .ccomp, .xcomp, .parataxis: return true
    case .obj, .passiveSubject, .obl, .acl, .nmod, .advcl:
      if via == .advcl { return tokens[below].inflection.contains(.finite) == false && tokens[below].inflection.contains(.infinitive) }
      if via == .obj, language.lists.has("performative", tokens[governor]) { return false }
      return cue.phrase.kind != .preposition
    default: return false
    }
  }

  /// A saying verb beside the clause: after a comma or a quotation mark.
  private func isIncise(_ verb: Int) -> Bool {
    guard tree.isVerb(verb), tree.child(of: verb, [.mark]) == nil else { return false }
    return !tree.logicalSubject(verb).isEmpty || subjectBehind(verb) != nil
  }

  /// The speaker of a cue verb or noun.
  func speaker(_ cue: PhraseIndex.Match, at index: Int) -> SpeakerMention? {
    let rule = language.speech.cues[cue.rule]
    let stance = isDenied(index) ? .denied : rule.stance
    var heads: [Int]
    switch cue.phrase.kind {
    case .preposition: return prepositional(cue, at: index)
    case .noun:
      heads =
        tree.prepositional(language.genitive, of: index).filter { !isAct($0) } + tree.fillers(.owner, of: index)
        + tree.fillers(.adjective, of: index).filter { tokens[$0].upos == .propn }
      if heads.isEmpty, tokens[index].relation == .obj, let light = tree.lightVerb(of: index) {
        heads = tree.logicalSubject(light).filter { $0 != index }
      }
    default: heads = tree.logicalSubject(index)
    }
    if heads.isEmpty, tree.isVerb(index), let behind = subjectBehind(index) { heads = [behind] }
    guard let head = heads.first, let phrase = parties.phrase(head, in: tree, sentence: sentence), mayTell(head) else { return nil }
    if phrase.isPronoun, language.lists.has("vague-subject", tokens[head]), tree.isVerb(index), !isPersonal(head) { return nil }
    return SpeakerMention(phrase: phrase, cue: cueSpan(cue), stance: stance, channel: channel(around: index))
  }

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

  private func isDenied(_ verb: Int) -> Bool {
    tree.children[verb].contains { language.lists.has("negation", tokens[$0]) && tokens[$0].relation != .obj }
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
    guard head > last, !tree.isVerb(head), let phrase = parties.phrase(head, in: tree, sentence: sentence) else { return nil }
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
    return !between.contains { language.isStrongBreak(tokens[$0], tree.document) }
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
  /// A day or month word.
  func isTime(_ token: Token) -> Bool {
    moments.lists[.weekday]?[token.form] != nil
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
