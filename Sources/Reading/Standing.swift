import Codes
import Grammar
import Packs
import Records

/// How an act stands in its clause: negation, mood and tense, words that frame it.
extension VoiceReader {
  /// The stance that the clause itself gives to the act.
  func stance(of mention: Mention) -> Stance {
    if isNegated(mention) { return mood(mention.head) == .planned ? .planned : .denied }
    var stance = mention.stance
    for verb in [mention.head] + mention.tokens.filter({ $0 != mention.head && tree.isVerb($0) }) {
      if let own = mood(verb, beside: mention.tokens) {
        stance = own
        break
      }
    }
    if stance == .reported, let framed = framed(mention) ?? hearsay(mention) ?? untold(mention) { stance = framed }
    return stance
  }

  /// Whether somebody is said to be going to do the act himself, or not to: "will send doctors", "plans to withdraw", "won't talk".
  func outlook(of mention: Mention) -> Outlook? {
    guard !mention.agent.isEmpty, let verb = ([mention.head] + mention.tokens).first(where: { tree.isVerb($0) }), !tree.isPassive(verb),
      isForetold(verb, beside: mention.tokens) || isDeclined(mention, verb)
    else { return nil }
    return isNegated(mention) || isUnwilling(verb) ? .refused : .announced
  }

  /// "n'ont pas accepté de libérer les otages": a negated word of will that is part of the act's own words.
  private func isDeclined(_ mention: Mention, _ verb: Int) -> Bool {
    mention.tokens.contains(verb) && mention.tokens.count > 1 && isWill(verb) && isNegated(mention)
  }

  private func isWill(_ index: Int) -> Bool { language.lists.has("announce", tokens[index]) || language.lists.has("will", tokens[index]) }

  /// "ne veut pas négocier", "is not ready to withdraw": the infinitive of a will that is denied.
  private func isUnwilling(_ verb: Int) -> Bool {
    let governor = tokens[verb].head
    guard governor >= 0, tokens[verb].relation == .xcomp, tokens[verb].inflection.contains(.infinitive), isWill(governor) else {
      return false
    }
    let around = tree.children[governor] + tree.all(of: governor, [.aux, .cop]).flatMap { tree.children[$0] }
    return around.contains { language.lists.has("negation", tokens[$0]) && ![.obj, .nsubj].contains(tokens[$0].relation) }
  }

  private func isForetold(_ verb: Int, beside own: [Int]) -> Bool {
    if let mark = tree.child(of: verb, [.mark]), language.lists.has("condition", tokens[mark]) { return false }
    if isUnwilling(verb) { return true }
    let group = [verb] + tree.all(of: verb, [.aux]).filter { !own.contains($0) }
    if group.contains(where: { tokens[$0].inflection.contains(.future) || language.lists.has("future", tokens[$0]) }) { return true }
    if group.contains(where: { language.lists.has("possible", tokens[$0]) && tokens[$0].upos == .aux }) {
      return group.count == 2 && !tokens[verb].inflection.contains(.pastParticiple)
    }
    let governor = tokens[verb].head
    guard governor >= 0, tokens[verb].relation == .xcomp else { return false }
    if language.lists.has("announce", tokens[governor]) { return true }
    return language.lists.has("planned-verb", tokens[governor]) && tokens[verb].inflection.contains(.infinitive)
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

  /// "it was confirmed that ...", "the attack was not confirmed": a word of saying in the passive changes how the act stands, whoever says it;
  /// what nobody has confirmed is alleged.
  private func untold(_ mention: Mention) -> Stance? {
    for (governor, via) in tree.governors(of: mention.head).prefix(1) {
      guard let cue = cues[governor], cue.phrase.kind == .verb, let stance = language.speech.cues[cue.rule].stance else { continue }
      let isTold = [.passiveSubject, .nsubj].contains(via) && tree.isPassive(governor) || [.ccomp, .csubj, .xcomp].contains(via)
      guard isTold else { return nil }
      if isUnsaid(governor) { return stance == .confirmed ? .alleged : nil }
      return tree.isPassive(governor) && speaker(cue, at: governor) == nil ? stance : nil
    }
    return nil
  }

  /// Words of negation on the head of an act or its auxiliary.
  private func negations(_ mention: Mention) -> [Int] {
    let auxiliaries = tree.all(of: mention.head, [.aux])
    return (tree.children[mention.head] + auxiliaries.flatMap { tree.children[$0] }).filter {
      language.lists.has("negation", tokens[$0]) && tokens[$0].relation != .obj
    }
  }

  /// Whether somebody says that an act was not done: the own words of a refusal ("will not hand over") deny nothing.
  func isNegated(_ mention: Mention) -> Bool {
    if tree.isVerb(mention.head) {
      if !negations(mention).allSatisfy({ mention.tokens.contains($0) }) { return true }
      let parts = (mention.agent + mention.target).map(\.head) + tree.logicalObject(mention.head) + tree.logicalSubject(mention.head)
      return parts.contains { part in
        ([part] + tree.all(of: part, [.compound])).contains { hasNegatingArticle($0) }
      }
    }
    if hasNegatingArticle(mention.head) { return true }
    return (mention.tokens + [carrier(of: mention.head)].compactMap { $0 }).contains {
      tree.isVerb($0) && tree.children[$0].contains { language.lists.has("negation", tokens[$0]) && tokens[$0].upos != .det }
    }
  }

  /// "no attack", "aucune attaque".
  private func hasNegatingArticle(_ noun: Int) -> Bool {
    tree.all(of: noun, [.det]).contains { language.lists.has("negation", tokens[$0]) }
  }

  /// The verb that says of an act noun that it was or happened: "there has not been an attack", "l'attaque n'a pas eu lieu".
  private func carrier(of noun: Int) -> Int? {
    let verb = tokens[noun].head
    guard verb >= 0, tree.isVerb(verb) else { return nil }
    let exists = tree.child(of: verb, [.expl]) != nil && [.obj, .nsubj].contains(tokens[noun].relation)
    return exists ? verb : tree.eventVerb(of: noun)
  }

  /// What mood, tense and auxiliaries tell: conditional = hearsay, future or if-clause = planned.
  ///
  /// - Parameter own: the act's own words: in "will not hand over" the future puts nothing off.
  private func mood(_ head: Int, beside own: [Int] = []) -> Stance? {
    guard tree.isVerb(head) || tree.child(of: head, [.cop]) != nil else { return lightMood(head) }
    let auxiliaries = tree.all(of: head, [.aux, .passiveAux, .cop]).filter { !own.contains($0) }
    let group = [head] + auxiliaries
    if let mark = tree.child(of: head, [.mark]), language.lists.has("condition", tokens[mark]), tokens[head].relation == .advcl {
      return asked(head, mark) ?? .planned
    }
    if tokens[head].inflection.contains(.infinitive),
      tree.all(of: head, [.mark]).contains(where: { language.lists.has("doubt-clause", tokens[$0]) })
    {
      return .planned
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
      if language.lists.has("possible", tokens[governor]) {
        if tree.child(of: governor, [.aux]) != nil { return mood(governor) }
        return tree.child(of: head, [.aux]) == nil ? .planned : mood(governor) ?? .alleged
      }
      if tokens[governor].upos == .aux || language.lists.has("possible", tokens[governor]) { return mood(governor) }
    }
    if [.conj, .advcl].contains(tokens[head].relation), governor >= 0, tree.isVerb(governor), auxiliaries.isEmpty,
      tokens[head].inflection.isDisjoint(with: [.finite]),
      tokens[head].relation == .conj || !tokens[head].inflection.contains(.pastParticiple),
      !tree.children[head].contains(where: { language.lists.has("event-link", tokens[$0]) })
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
      if let match = frames[governor], !mention.tokens.contains(governor), governs(match, governor, via, at) {
        return isDone(mention.head, under: governor, match) ? nil : match.rule
      }
      guard isTransparent(governor, via), !isGiven(mention, at, via, governor), !isOver(mention) else { return nil }
      at = governor
    }
    return nil
  }

  /// "think that it is linked to an attack | that occurred earlier": whoever says when or where an act happened takes it for a fact.
  func isOver(_ mention: Mention) -> Bool {
    mention.isNominal
      && (tree.all(of: mention.head, [.acl, .relative, .amod]) + mention.tokens).contains { index in
        tree.isVerb(index) && !tokens[index].inflection.isDisjoint(with: [.pastParticiple, .past])
          && language.lists.has("happened", tokens[index]) && !isNegated(mention)
      }
  }

  /// "planned and conducted attacks", "doit comparaître pour avoir attaqué", "tried to kill": an act that is over or was begun, whatever is
  /// planned beside it.
  private func isDone(_ act: Int, under frame: Int, _ match: PhraseIndex.Match) -> Bool {
    let isPast = tree.isVerb(act) && tree.all(of: act, [.aux]).contains { tokens[$0].inflection.contains(.infinitive) }
    if isPast, !tokens[act].inflection.contains(.infinitive), language.speech.frames[match.rule].stance == .planned { return true }
    if language.lists.has("possible", tokens[frame]), tree.child(of: frame, [.aux]) != nil, mood(frame) == nil { return true }
    if language.lists.has("attempt", tokens[frame]), mood(frame) == nil { return true }
    return tokens[act].relation == .obj && tokens[act].head == frame
      && tree.children[frame].contains { tokens[$0].relation == .conj && tree.isVerb($0) && $0 < act && frames[$0] == nil }
  }

  /// "wants an inquiry into the attack", "demands the end of the blockade": an act that a noun under a frame takes for granted.
  private func isGiven(_ mention: Mention, _ at: Int, _ via: Relation, _ governor: Int) -> Bool {
    guard via == .nmod else { return false }
    let isOf = tree.hasCase(at, language.genitive)
    return !isOf || language.lists.has("end-noun", tokens[governor])
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
    case .conj where tree.isVerb(at) && tree.isVerb(governor): return false
    case .xcomp, .ccomp, .csubj, .obj, .nmod, .acl, .conj:
      return match.phrase.kind != .adverb && !(via == .acl && tokens[at].inflection.contains(.pastParticiple))
    case .obl, .advcl: return !tokens[at].inflection.contains(.finite) && match.phrase.kind == .verb && leadsTo(at, "aim-preposition")
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
}
