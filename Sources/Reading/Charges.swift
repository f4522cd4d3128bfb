import Codes
import Gazetteer
import Grammar
import Packs
import Records
import SourceText

/// Claims by which somebody ties an act to somebody: revendiquer, accuser, attribuer.
extension ClaimMaker {
  /// Claims by which somebody ties an act to somebody: revendiquer, accuser, attribuer.
  func charged(_ note: SentenceNotes, _ consumed: inout Set<Int>, order: Int) -> [Draft] {
    var found: [Draft] = []
    for (at, match) in note.voice.charges.sorted(by: { $0.key < $1.key }) {
      let rule = language.speech.charges[match.rule]
      guard let mention = chargedMention(rule, at, note), !consumed.contains(mention.head) else {
        if [.claimed, .denied].contains(rule.stance), let draft = orphan(rule, at, match, note, order: order + found.count) {
          found.append(draft)
        }
        continue
      }
      guard codebook.entry(for: mention.type)?.isSpeech == false else { continue }
      let agent = parties(rule.agent, at, note).filter { phrase in !note.mentions.contains { $0.tokens.contains(phrase.head) } }
      if rule.stance == .claimed, isOfOthers(mention, agent, note) { continue }
      var copy = mention
      let keepsOwn =
        rule.stance == .denied && !mention.isNominal
        && (note.tree.isPassive(mention.head) || !mention.agent.isEmpty && !mention.agent[0].isPronoun)
      if !agent.isEmpty, !keepsOwn { copy.agent = agent }
      copy.target.removeAll { target in agent.contains { same($0, target) } }
      let speakers = speakers(rule, at, match, note)
      if [.claimed, .denied].contains(rule.stance), note.voice.isUnsaid(at) { continue }
      let outer = outer(at, note)
      let stance = stance(of: rule, under: outer.last, &copy)
      let chain = outer.filter { link in !speakers.contains { $0.phrase.head == link.phrase.head } } + speakers
      var draft = build(copy, note, stance: stance, speakers: chain, order: order + found.count)
      draft.trigger += spans(match.tokens, note.tree)
      found.append(draft)
      if consumes(rule, mention, at, note) { consumed.insert(mention.head) }
    }
    return found
  }

  /// "rejected accusations that ..." denies what is charged; "said it was behind the attack" claims it.
  private func stance(of rule: Charge, under speaker: SpeakerMention?, _ mention: inout Mention) -> Stance {
    guard let speaker else { return rule.stance }
    if speaker.stance == .denied, [.alleged, .reported].contains(rule.stance) { return .denied }
    guard rule.stance == .reported, speaker.mayOwn, ClaimMaker.sides.contains(speaker.phrase.kind),
      mention.agent.first.map({ $0.isPronoun || same($0, speaker.phrase) }) ?? true
    else { return rule.stance }
    mention.agent = [speaker.phrase]
    return .claimed
  }

  /// "admitted that soldiers killed them": an act whose clause names other people than those who own up to something.
  private func isOfOthers(_ mention: Mention, _ owners: [NounPhrase], _ note: SentenceNotes) -> Bool {
    guard !owners.isEmpty, !mention.isNominal || note.tree.lightVerb(of: mention.head) != nil else { return false }
    let others = mention.agent.filter { !$0.isPronoun && $0.sentence == note.index && !isOurs($0, note) }
    return !others.isEmpty && !others.contains { agent in owners.contains { same(agent, $0) || $0.isPronoun } }
  }

  /// "our fighters", "we": the speaker's own side.
  func isOurs(_ phrase: NounPhrase, _ note: SentenceNotes) -> Bool {
    let words = note.tree.children[min(phrase.head, note.tree.tokens.count - 1)] + [phrase.head]
    return words.contains { $0 < note.tree.tokens.count && language.lists.has("own", note.tree.tokens[$0]) }
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

  /// "a revendiqué", "denied responsibility" without the act in its clause: the last act told before.
  private func orphan(_ rule: Charge, _ at: Int, _ match: PhraseIndex.Match, _ note: SentenceNotes, order: Int) -> Draft? {
    guard !note.voice.isUnsaid(at), note.tree.child(of: at, [.ccomp, .xcomp]) == nil,
      rule.stance == .claimed || standsAlone(at, match, note)
    else { return nil }
    let agent = parties(rule.agent, at, note)
    let earlier = notes.prefix { $0.index <= note.index }.flatMap(\.mentions).last {
      $0.type.rawValue == "ASSAULT" && !($0.sentence == note.index && $0.head >= at)
    }
    guard !agent.isEmpty, let earlier, let origin = self.note(at: earlier.sentence) else { return nil }
    if rule.stance == .denied, note.index - earlier.sentence > 2 || isOfSaying(agent, note) || isToldBelow(at, note) { return nil }
    var copy = earlier
    if rule.stance == .claimed || copy.agent.isEmpty { copy.agent = agent }
    var draft = build(copy, origin, stance: rule.stance, speakers: speakers(rule, at, match, note), order: order)
    draft.trigger = spans(match.tokens, note.tree) + draft.trigger
    draft.sentence = note.index
    draft.answers = spans(earlier.tokens, origin.tree).first
    return draft
  }

  /// "a charge Tehran denied": what is denied, and nobody.
  private func isOfSaying(_ phrases: [NounPhrase], _ note: SentenceNotes) -> Bool {
    phrases.contains { phrase in
      let noun = note.tree.tokens[phrase.head]
      return language.lists.has("source-noun", noun) || language.lists.has("message-noun", noun)
    }
  }

  /// "a nié toute implication dans l'enlèvement": an act below the words of denial is the one that is denied.
  private func isToldBelow(_ at: Int, _ note: SentenceNotes) -> Bool {
    note.mentions.contains { mention in
      mention.type.rawValue == "ASSAULT" && note.tree.governors(of: mention.head).contains { $0.index == at }
    }
  }

  /// "The army denied it.", "a démenti l'information": whether words of denial have no object but one that points back to what was told.
  private func standsAlone(_ at: Int, _ match: PhraseIndex.Match, _ note: SentenceNotes) -> Bool {
    let tree = note.tree
    if tree.child(of: at, [.ccomp, .xcomp]) != nil { return false }
    return tree.logicalObject(at).allSatisfy { object in
      match.tokens.contains(object) || tree.tokens[object].upos == .pron || language.lists.has("source-noun", tree.tokens[object])
        || language.lists.has("message-noun", tree.tokens[object])
    }
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

  func speakers(_ rule: Charge, _ at: Int, _ match: PhraseIndex.Match, _ note: SentenceNotes) -> [SpeakerMention] {
    let cue = spans(match.tokens, note.tree).first
    let tellers = parties(rule.speaker, at, note).filter { phrase in !note.mentions.contains { $0.tokens.contains(phrase.head) } }
    return tellers.prefix(1).map { SpeakerMention(phrase: $0, cue: cue, stance: rule.stance, channel: note.voice.channelBelow(at)) }
  }

  /// Speakers above the charge itself: "selon l'AFP, X accuse Y de ...".
  func outer(_ at: Int, _ note: SentenceNotes) -> [SpeakerMention] {
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
