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
      let note = notes.first(where: { $0.index == draft.sentence }), isList(draft.places, note.tree)
    else { return [draft] }
    return draft.places.map { place in
      var one = draft
      one.places = [place]
      return one
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
    if speakers.isEmpty, let source = sourceBehind(note) { speakers = [source] }
    if let last = speakers.indices.last, speakers[last].channel == nil, let channel = channelBehind(note) {
      speakers[last].channel = channel
    }
    let isSpeech = codebook.entry(for: mention.type)?.isSpeech == true
    if isSpeech { speakers.removeAll { speaker in mention.agent.contains { same($0, speaker.phrase) } } }
    for speaker in speakers.reversed() {
      guard let changed = speaker.stance else { continue }
      stance = stance == .denied && changed == .denied ? .reported : stance == .planned && changed != .denied ? stance : changed
      break
    }
    mention = withContent(mention, note)
    if isSpeech {
      speakers.removeAll { speaker in mention.agent.contains { same($0, speaker.phrase) } }
    } else if let own = speakers.last, stance == .reported || stance == .confirmed || stance == .alleged, isOwn(mention, own, note) {
      if mention.agent.isEmpty || mention.agent[0].isPronoun { mention.agent = [own.phrase] }
      stance = .claimed
    }
    return build(mention, note, stance: stance, speakers: speakers, order: order)
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
    guard let next = notes.first(where: { $0.index == note.index + 1 }), next.paragraph == note.paragraph else {
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
    guard let next = notes.first(where: { $0.index == note.index + 1 }), next.paragraph == note.paragraph else { return nil }
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

  /// Whether the speaker tells of its own act: the same party, "we", or an infinitive without another subject.
  private func isOwn(_ mention: Mention, _ speaker: SpeakerMention, _ note: SentenceNotes) -> Bool {
    if let agent = mention.agent.first {
      if same(agent, speaker.phrase) { return true }
      let owners = note.tree.children[min(agent.head, note.tree.tokens.count - 1)] + [agent.head]
      guard agent.sentence == note.index else { return false }
      return owners.contains { $0 < note.tree.tokens.count && language.lists.has("own", note.tree.tokens[$0]) }
        || agent.isPronoun && speaker.mayOwn && language.lists.has("pronoun", note.tree.tokens[agent.head])
    }
    if note.voice.isPerfectInfinitive(mention.head) { return speaker.mayOwn }
    guard speaker.mayOwn, mention.isNominal, ["police", "military", "rebel", "militia", "government", "gang"].contains(speaker.phrase.kind)
    else { return false }
    let parent = note.tree.tokens[mention.head].head
    return parent >= 0 && parent < mention.head
      && [.obj, .passiveSubject, .nsubj, .xcomp].contains(note.tree.tokens[mention.head].relation) && note.tree.isVerb(parent)
  }

  private static let containing: Set<String> = ["THREATEN", "REQUEST", "REJECT", "AGREE", "CONCEDE", "SUPPORT"]

  /// The threat, demand or promise whose content an act is; such an act is no happening of its own.
  private func container(of mention: Mention, _ note: SentenceNotes) -> Mention? {
    for (governor, via) in note.tree.governors(of: mention.head) {
      if [.relative, .parataxis, .nsubj, .passiveSubject].contains(via) { return nil }
      if via == .advcl && note.tree.tokens[mention.head].inflection.contains(.finite) { return nil }
      if let outer = note.mentions.first(where: { $0.tokens.contains(governor) && $0.head != mention.head }) {
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
    guard let content else { return mention }
    let asked = mention.type.rawValue == "REQUEST" ? content.agent.filter { agent in !mention.agent.contains { same($0, agent) } } : []
    mention.target = asked.isEmpty ? content.target : asked
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
    draft.acled = acled(mention, stance)
    addMeans(&draft, mention, note)
    draft.date = date(of: mention, note)
    draft.places = places(of: mention, note)
    draft.isSomewhere = !draft.places.isEmpty || note.places.contains { $0.role == "location" }
    return draft
  }

  /// The row that the rules of an act give; what is denied or planned has one only if the words themselves say so ("defused").
  private func acled(_ mention: Mention, _ stance: Stance) -> AcledRow? {
    let deeds = ([mention.deed] + mention.joined).map { language.deeds[$0].deed }
    let isActual = stance != .denied && stance != .planned
    return deeds.lazy.filter { isActual || $0.stance == stance }.compactMap(\.acled).first
  }

  /// The act words as spans; neighbours are joined.
  private func spans(_ tokens: [Int], _ tree: Tree) -> [Span] {
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

  // MARK: Charges

  /// Claims by which somebody ties an act to somebody: revendiquer, accuser, attribuer.
  private func charged(_ note: SentenceNotes, _ consumed: inout Set<Int>, order: Int) -> [Draft] {
    var found: [Draft] = []
    for (at, match) in note.voice.charges.sorted(by: { $0.key < $1.key }) {
      let rule = language.speech.charges[match.rule]
      guard let mention = chargedMention(rule, at, note), !consumed.contains(mention.head) else {
        if rule.stance == .claimed, let draft = orphan(rule, at, match, note, order: order + found.count) { found.append(draft) }
        continue
      }
      guard codebook.entry(for: mention.type)?.isSpeech == false else { continue }
      var copy = mention
      let agent = parties(rule.agent, at, note).filter { phrase in !note.mentions.contains { $0.tokens.contains(phrase.head) } }
      let keepsOwn =
        rule.stance == .denied && !mention.isNominal
        && (note.tree.isPassive(mention.head) || !mention.agent.isEmpty && !mention.agent[0].isPronoun)
      if !agent.isEmpty, !keepsOwn { copy.agent = agent }
      copy.target.removeAll { target in agent.contains { same($0, target) } }
      let speakers = speakers(rule, at, match, note)
      let isNegated = note.tree.children[at].contains { language.lists.has("negation", note.tree.tokens[$0]) }
      if rule.stance == .claimed && isNegated { continue }
      var draft = build(copy, note, stance: rule.stance, speakers: outer(at, note) + speakers, order: order + found.count)
      draft.trigger += spans(match.tokens, note.tree)
      found.append(draft)
      if consumes(rule, mention, at, note) { consumed.insert(mention.head) }
    }
    return found
  }

  /// A claim of responsibility leaves the outlet's own telling of the act in place, if that is definite or told by itself.
  private func consumes(_ rule: Charge, _ mention: Mention, _ at: Int, _ note: SentenceNotes) -> Bool {
    guard rule.stance == .claimed else { return true }
    let isObject = note.tree.logicalObject(at).contains(mention.head) && !note.tree.isPassive(at)
    return isObject && !mention.isDefinite
  }

  func chargedMention(_ rule: Charge, _ at: Int, _ note: SentenceNotes) -> Mention? {
    for place in rule.deed {
      for filler in note.tree.fillers(place, of: at).flatMap({ note.tree.coordinated($0) }) {
        if let mention = note.mentions.first(where: { $0.tokens.contains(filler) || $0.head == filler }) { return mention }
        if let above = note.mentions.first(where: { mention in
          mention.isNominal && note.tree.governors(of: filler).prefix(2).contains { mention.tokens.contains($0.index) }
        }) {
          return above
        }
        if let below = note.mentions.first(where: { mention in
          note.tree.governors(of: mention.head).prefix(3).contains { $0.index == filler } && mention.head != at
        }) {
          return below
        }
      }
    }
    return note.mentions.first { mention in mention.head > at && !mention.tokens.contains(at) && isContent(of: at, mention, note.tree) }
  }

  /// Whether an act hangs on a charge through complements: "accuse l'armée d'être responsable de l'attaque".
  private func isContent(of charge: Int, _ mention: Mention, _ tree: Tree) -> Bool {
    for (governor, via) in tree.governors(of: mention.head).prefix(5) {
      guard [.xcomp, .ccomp, .obl, .advcl, .acl, .nmod, .obj].contains(via) else { return false }
      if governor == charge { return true }
    }
    return false
  }

  /// "a revendiqué" without the act in its clause: the last act told before.
  private func orphan(_ rule: Charge, _ at: Int, _ match: PhraseIndex.Match, _ note: SentenceNotes, order: Int) -> Draft? {
    if note.tree.children[at].contains(where: { language.lists.has("negation", note.tree.tokens[$0]) }) { return nil }
    let agent = parties(rule.agent, at, note)
    let earlier = notes.prefix { $0.index <= note.index }.flatMap(\.mentions).last {
      $0.type.rawValue == "ASSAULT" && !($0.sentence == note.index && $0.head >= at)
    }
    guard !agent.isEmpty, let earlier, let origin = notes.first(where: { $0.index == earlier.sentence }) else { return nil }
    var copy = earlier
    copy.agent = agent
    var draft = build(copy, origin, stance: rule.stance, speakers: speakers(rule, at, match, note), order: order)
    draft.trigger = spans(match.tokens, note.tree) + draft.trigger
    draft.sentence = note.index
    return draft
  }

  func parties(_ places: [Place], _ at: Int, _ note: SentenceNotes) -> [NounPhrase] {
    for place in places {
      let found = note.tree.fillers(place, of: at).flatMap { note.tree.coordinated($0) }.compactMap {
        parties.phrase($0, in: note.tree, sentence: note.index)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func speakers(_ rule: Charge, _ at: Int, _ match: PhraseIndex.Match, _ note: SentenceNotes) -> [SpeakerMention] {
    let cue = spans(match.tokens, note.tree).first
    let tellers = parties(rule.speaker, at, note).filter { phrase in !note.mentions.contains { $0.tokens.contains(phrase.head) } }
    return tellers.prefix(1).map { SpeakerMention(phrase: $0, cue: cue, stance: rule.stance, channel: note.voice.channelBelow(at)) }
  }

  /// Speakers above the charge itself: "selon l'AFP, X accuse Y de ...".
  private func outer(_ at: Int, _ note: SentenceNotes) -> [SpeakerMention] {
    let probe = Mention(sentence: note.index, head: at, tokens: [at], deed: 0, type: EventType(rawValue: "ACCUSE"))
    return note.voice.speakers(of: probe)
  }
}

extension VoiceReader {
  /// A medium below a token.
  func channelBelow(_ index: Int) -> (rule: Int, span: Span)? {
    for start in tree.tokens.indices {
      guard let match = language.channelIndex.matches(at: start, in: tree.tokens).first else { continue }
      if tree.governors(of: start).prefix(4).contains(where: { $0.index == index }) { return (match.rule, tree.span(tree.phrase(start))) }
    }
    return nil
  }
}
