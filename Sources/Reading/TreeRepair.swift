import Grammar
import Packs
import SourceText

/// Mends what a tree can't be: a passive with the wrong auxiliary, a verb with two subjects, a noun as preposition.
struct TreeRepair {
  let language: Language

  func repaired(_ sentence: Sentence) -> Sentence {
    var sentence = sentence
    for index in sentence.tokens.indices {
      leaveMark(index, &sentence.tokens)
      mend(index, &sentence.tokens)
    }
    return sentence
  }

  private func mend(_ index: Int, _ tokens: inout [Token]) {
    switch tokens[index].relation {
    case .passiveAux: mendAuxiliary(index, &tokens)
    case .aux: mendAuxiliarySubject(index, &tokens)
    case .advcl:
      mendContent(index, &tokens)
      mendPurpose(index, &tokens)
    case .nsubj, .passiveSubject:
      if mendQuality(index, &tokens) { return }
      mendWhom(index, &tokens)
      mendBetween(index, &tokens)
      mendSetting(index, &tokens)
      mendSubject(index, &tokens)
      mendBystanders(index, &tokens)
    case .advmod:
      mendAdverb(index, &tokens)
      mendTrue(index, &tokens)
    case .cop: mendCopula(index, &tokens)
    case .case:
      mendParticle(index, &tokens)
      mendNoun(index, &tokens)
      mendGerund(index, &tokens)
    case .conj:
      mendParticiple(index, &tokens)
      mendCounted(index, &tokens)
      mendPhrase(index, &tokens)
    case .acl: mendClause(index, &tokens)
    case .nummod: mendNumber(index, &tokens)
    case .obl:
      mendTarget(index, &tokens)
      mendFronted(index, &tokens)
      mendPartitive(index, &tokens)
      mendPlural(index, &tokens)
      mendDivided(index, &tokens)
    case .nmod, .amod, .flat, .appos:
      mendModifier(index, &tokens)
    case .compound:
      mendRecipient(index, &tokens)
      mendVerbName(index, &tokens)
      mendRun(index, &tokens)
      mendArticle(index, &tokens)
      mendCompound(index, &tokens)
      mendDirection(index, &tokens)
    case .obj:
      mendTeller(index, &tokens)
      mendSpliced(index, &tokens)
      mendFronted(index, &tokens)
      mendMarked(index, &tokens)
      mendDative(index, &tokens)
    case .xcomp:
      mendPurpose(index, &tokens)
      mendSplit(index, &tokens)
    case .parataxis, .ccomp: mendSplit(index, &tokens)
    case .relative:
      mendReport(index, &tokens)
      mendTold(index, &tokens)
      mendReduced(index, &tokens)
    default: break
    }
  }

  private func mendClause(_ index: Int, _ tokens: inout [Token]) {
    mendDescribed(index, &tokens)
    mendPast(index, &tokens)
    mendPlan(index, &tokens)
    mendVictims(index, &tokens)
    mendSplit(index, &tokens)
    mendReached(index, &tokens)
  }

  private func mendModifier(_ index: Int, _ tokens: inout [Token]) {
    if tokens[index].relation == .amod { mendQualifier(index, &tokens) }
    mendBare(index, &tokens)
    mendVictim(index, &tokens)
    mendPriced(index, &tokens)
    mendUniform(index, &tokens)
    mendVerbName(index, &tokens)
    mendAdjective(index, &tokens)
    mendOrder(index, &tokens)
    mendPerfect(index, &tokens)
  }

  /// "l'attaque par les rebelles | du quartier général", "le bombardement par l'armée | d'une école": whom an act noun hits may stand behind
  /// who did it. Armed people belong to no building, and to nothing that is named for the first time.
  private func mendVictim(_ index: Int, _ tokens: inout [Token]) {
    let doer = tokens[index].head
    guard tokens[index].relation == .nmod, doer > 0, doer < index, tokens[index].upos == .noun, hasMark(index, tokens, language.isGenitive),
      [.nmod, .obl].contains(tokens[doer].relation), tokens[doer].head >= 0, tokens[doer].head < doer,
      hasMark(doer, tokens, { language.lists.has("agent-preposition", $0) })
    else { return }
    let act = tokens[doer].head
    let (armed, things) = (language.classes.mask(["armed", "group"]), language.classes.mask(["building", "vehicle"]))
    guard tokens[act].upos == .noun, language.classes.classes(of: doer, in: tokens) & armed != 0,
      language.classes.classes(of: index, in: tokens) & things != 0 || isNew(index, tokens),
      !tokens.indices.contains(where: { tokens[$0].head == act && tokens[$0].relation == .nmod && hasMark($0, tokens, language.isGenitive) }
      )
    else { return }
    _ = attach(index, to: act, .nmod, &tokens)
  }

  private func hasMark(_ index: Int, _ tokens: [Token], _ fits: (Token) -> Bool) -> Bool {
    tokens.contains { $0.head == index && $0.relation == .case && fits($0) }
  }

  /// Whether a noun has an article or a number that is not definite.
  private func isNew(_ noun: Int, _ tokens: [Token]) -> Bool {
    tokens.contains { $0.head == noun && [.det, .num].contains($0.upos) && !language.lists.has("definite", $0) }
      && !tokens.contains { $0.head == noun && $0.relation == .case && $0.shape.contains(.contraction) }
  }

  /// Gives a token another head, unless that would make a circle.
  func attach(_ child: Int, to head: Int, _ relation: Relation, _ tokens: inout [Token]) -> Bool {
    var at = head
    while at >= 0 {
      if at == child { return false }
      at = tokens[at].head
    }
    (tokens[child].head, tokens[child].relation) = (head, relation)
    return true
  }

  /// Nothing hangs on a comma: what does goes to the noun before it.
  private func leaveMark(_ index: Int, _ tokens: inout [Token]) {
    let mark = tokens[index].head
    guard mark >= 0, tokens[mark].upos == .punct, tokens[index].upos != .punct else { return }
    let noun = tokens[..<min(mark, index)].lastIndex { [.noun, .propn].contains($0.upos) }
    _ = attach(index, to: noun ?? tokens[mark].head, tokens[index].relation, &tokens)
  }

  /// "aient attaqué": only some auxiliaries make a passive.
  private func mendAuxiliary(_ index: Int, _ tokens: inout [Token]) {
    guard !language.lists["passive"].isEmpty, !language.lists.has("passive", tokens[index]) else { return }
    let verb = tokens[index].head
    let hasOther = tokens.indices.contains { tokens[$0].head == verb && $0 != index && language.lists.has("passive", tokens[$0]) }
    tokens[index].relation = .aux
    guard !hasOther else { return }
    for other in tokens.indices where tokens[other].head == verb && tokens[other].relation == .passiveSubject {
      tokens[other].relation = .nsubj
    }
  }

  /// "il est faux que nos troupes aient attaqué": a bare "que" behind a predicate opens its content.
  private func mendContent(_ index: Int, _ tokens: inout [Token]) {
    if mendRelative(index, &tokens) { return }
    let head = tokens[index].head
    guard head >= 0, head < index, [.adj, .verb].contains(tokens[head].upos),
      let mark = (head + 1..<index).first(where: { language.lists.has("content-mark", tokens[$0]) }), mark == head + 1
    else { return }
    tokens[index].relation = .ccomp
  }

  /// "une publicité qui agresse": a clause whose subject is a relative pronoun hangs on the noun before that.
  private func mendRelative(_ index: Int, _ tokens: inout [Token]) -> Bool {
    guard
      let pronoun = tokens.indices.first(where: {
        tokens[$0].head == index && tokens[$0].relation == .nsubj && tokens[$0].upos == .pron && language.lists.has("relative", tokens[$0])
      }), pronoun > 0, pronoun < index, [.noun, .propn].contains(tokens[pronoun - 1].upos)
    else { return false }
    return attach(index, to: pronoun - 1, .relative, &tokens)
  }

  /// "that troops had withdrawn": what hangs on an auxiliary belongs to its verb.
  private func mendAuxiliarySubject(_ index: Int, _ tokens: inout [Token]) {
    for child in tokens.indices where tokens[child].head == index && [.nsubj, .obj, .obl, .mark].contains(tokens[child].relation) {
      _ = attach(child, to: tokens[index].head, tokens[child].relation, &tokens)
    }
  }

  /// "We, | the workers of the plant, denounce": a noun between commas behind a pronoun names who that is.
  private func namesPronoun(_ index: Int, _ verb: Int, _ tokens: inout [Token]) -> Bool {
    guard index > 1, [.noun, .propn].contains(tokens[index].upos), tokens[verb - 1].form == Word(","),
      let pronoun = tokens[..<index].lastIndex(where: { $0.upos == .pron && $0.head == verb }), pronoun + 1 < index,
      tokens[pronoun + 1].form == Word(",")
    else { return false }
    return attach(index, to: pronoun, .appos, &tokens)
  }

  /// "Le gouverneur accuse la Brigade": a second subject behind the verb is its object.
  private func mendSubject(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb >= 0, tokens[verb].upos == .verb else { return }
    if index + 1 < verb, tokens[index + 1].head == verb, tokens[index + 1].relation == tokens[index].relation,
      [.noun, .propn].contains(tokens[index].upos), tokens[index + 1].upos == .noun, language.isHeadLast
    {
      _ = attach(index, to: index + 1, .compound, &tokens)
      return
    }
    if index < verb,
      let other = tokens.indices.first(where: { $0 > index && $0 < verb && tokens[$0].head == verb && tokens[$0].relation == .nsubj }),
      (index + 1..<other).contains(where: { language.lists.has("relative-object", tokens[$0]) })
    {
      tokens[index].relation = .obj
      return
    }
    if index < verb, namesPronoun(index, verb, &tokens) || joinsPair(index, verb, &tokens) { return }
    mendVoice(index, verb, &tokens)
    guard verb < index else { return }
    let siblings = tokens.indices.filter { tokens[$0].head == verb && $0 != index }
    let hasSubject = siblings.contains { $0 < verb && [.nsubj, .passiveSubject].contains(tokens[$0].relation) && tokens[$0].upos != .pron }
    let hasObject = siblings.contains { tokens[$0].relation == .obj }
    if hasSubject, !hasObject { tokens[index].relation = .obj }
  }

  /// "entre le gouvernement et des séparatistes": of two subjects before a verb, the one behind "and" belongs to the noun before that.
  private func joinsPair(_ index: Int, _ verb: Int, _ tokens: inout [Token]) -> Bool {
    guard tokens[..<index].contains(where: { $0.head == verb && $0.relation == .nsubj }) else { return false }
    var link = index - 1
    while link > 0,
      [.det, .adj, .num].contains(tokens[link].upos) || tokens[link].upos == .adp && tokens[link].shape.contains(.contraction)
    { link -= 1 }
    guard link > 0, tokens[link].upos == .cconj, let noun = tokens[..<link].lastIndex(where: { [.noun, .propn].contains($0.upos) }) else {
      return false
    }
    return attach(index, to: noun, .conj, &tokens)
  }

  /// A passive subject without passive auxiliary, beside another one: "que des hommes ont enlevé".
  private func mendVoice(_ index: Int, _ verb: Int, _ tokens: inout [Token]) {
    guard tokens[index].relation == .passiveSubject, !language.lists["passive"].isEmpty else { return }
    let helpers = tokens.indices.filter { tokens[$0].head == verb && [.aux, .passiveAux].contains(tokens[$0].relation) }
    if !helpers.isEmpty, !helpers.contains(where: { language.lists.has("passive", tokens[$0]) }) { tokens[index].relation = .nsubj }
  }

  /// "sentenced three journalists to ten years": a noun with a number or an article is no preposition.
  private func mendNoun(_ index: Int, _ tokens: inout [Token]) {
    let host = tokens[index].head
    guard tokens[index].upos == .noun, host > index, tokens[host].head >= 0, tokens[host].head < index,
      tokens[tokens[host].head].upos == .verb,
      tokens[host].relation == .obj,
      tokens.indices.contains(where: { tokens[$0].head == index && [.det, .nummod, .amod].contains(tokens[$0].relation) })
    else { return }
    let verb = tokens[host].head
    guard attach(index, to: verb, .obj, &tokens) else { return }
    tokens[host].relation = .obl
    for mark in index + 1..<host where tokens[mark].upos == .adp { _ = attach(mark, to: host, .case, &tokens) }
  }

  /// "bombed a school in Taze township": with a preposition between them two nouns are no compound.
  private func mendCompound(_ index: Int, _ tokens: inout [Token]) {
    let head = tokens[index].head
    guard head > index + 1, (index + 1..<head).contains(where: { tokens[$0].upos == .adp }),
      let verb = tokens[..<index].lastIndex(where: { $0.upos == .verb }),
      !tokens.indices.contains(where: { tokens[$0].head == verb && tokens[$0].relation == .obj })
    else { return }
    if attach(index, to: verb, .obj, &tokens) { _ = attach(head, to: index, .nmod, &tokens) }
  }

  /// "les courageux étudiants": of two nouns side by side the one that names people is the head.
  private func mendOrder(_ index: Int, _ tokens: inout [Token]) {
    let first = index - 1
    guard !language.isHeadLast, first >= 0, tokens[index].head == first, tokens[index].upos == .noun, tokens[first].upos == .noun,
      language.classes.classes(of: index, in: tokens) & language.people != 0, language.classes.classes(of: first, in: tokens) == 0,
      language.kinds.classes(of: first, in: tokens) == 0, language.deedIndex.matches(at: first, in: tokens).isEmpty
    else { return }
    (tokens[index].head, tokens[index].relation) = (tokens[first].head, tokens[first].relation)
    for child in tokens.indices where tokens[child].head == first { tokens[child].head = index }
    (tokens[first].head, tokens[first].relation) = (index, .amod)
  }

  /// "douze d'entre eux", "two of the men": a number with a preposition behind it is the head.
  private func mendNumber(_ index: Int, _ tokens: inout [Token]) {
    let whole = tokens[index].head
    guard whole > index + 1, tokens[index + 1].upos == .adp, tokens[whole].head >= 0,
      language.isGenitive(tokens[index + 1])
    else { return }
    let (head, relation) = (tokens[whole].head, tokens[whole].relation)
    let isObject = head < index && tokens[head].upos == .verb && [.advcl, .obl, .ccomp, .xcomp].contains(relation)
    guard attach(index, to: head, isObject ? .obj : relation, &tokens) else { return }
    (tokens[whole].head, tokens[whole].relation) = (index, .nmod)
  }

  /// The first preposition of a noun phrase.
  private func opening(_ index: Int, _ tokens: [Token]) -> Int? {
    tokens.indices.first { tokens[$0].head == index && tokens[$0].relation == .case }
  }

  /// "douze | d'entre eux": what stands behind a number and a genitive preposition belongs to the number.
  private func mendPartitive(_ index: Int, _ tokens: inout [Token]) {
    guard let open = opening(index, tokens), open > 0, open < index,
      language.isGenitive(tokens[open]), tokens[open - 1].upos == .num, tokens[open - 1].head == tokens[index].head
    else { return }
    _ = attach(index, to: open - 1, .nmod, &tokens)
  }

  /// "revendique | des attaques": right behind a verb that tells an act, or a day behind it, what looks like a contraction is an article.
  private func mendPlural(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard let open = opening(index, tokens), verb < open, open < index,
      tokens[verb + 1..<open].allSatisfy({ language.isTime($0) || $0.upos == .num || $0.upos == .adv }),
      tokens[open].shape.contains(.contraction), language.isGenitive(tokens[open]), tokens[verb].upos == .verb,
      !tokens.contains(where: { $0.head == verb && [.obj, .ccomp, .xcomp].contains($0.relation) }),
      !(language.chargeIndex.matches(at: verb, in: tokens) + language.cueIndex.matches(at: verb, in: tokens)).isEmpty
    else { return }
    tokens[index].relation = .obj
    (tokens[open].upos, tokens[open].relation) = (.det, .det)
  }

  /// "ont été blessés, | quelques dizaines d'autres ont fui": between a comma and a verb without subject stands the subject of that verb.
  private func mendSpliced(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb >= 0, verb < index,
      let next = tokens.indices.first(where: {
        $0 > index && [.verb, .aux].contains(tokens[$0].upos) && tokens[$0].inflection.contains(.finite)
      }),
      next - index < 6,
      !tokens[index..<next].contains(where: { $0.shape.contains(.punctuation) || $0.upos == .sconj || $0.upos == .cconj }),
      let start = tokens[verb..<index].lastIndex(where: { $0.shape.contains(.punctuation) }), index - start < 4
    else { return }
    let other = tokens[next].upos == .aux && tokens[next].head > next ? tokens[next].head : next
    guard tokens[other].head == verb, !tokens.contains(where: { $0.head == other && [.nsubj, .passiveSubject].contains($0.relation) })
    else {
      return
    }
    _ = attach(index, to: other, .nsubj, &tokens)
  }

  /// "le pilonnage, mardi à Nyala, | d'un entrepôt": behind circumstances between commas a genitive goes on with the noun before them.
  private func mendDivided(_ index: Int, _ tokens: inout [Token]) {
    let comma = Word(",")
    guard let open = opening(index, tokens), open > 3, open < index,
      language.isGenitive(tokens[open]), tokens[open - 1].form == comma,
      let first = tokens[..<(open - 2)].lastIndex(where: { $0.form == comma }), first > 0, open - first < 12,
      let noun = tokens[..<first].lastIndex(where: { $0.upos != .adj }), tokens[noun].upos == .noun, tokens[noun].head == tokens[index].head
    else { return }
    _ = attach(index, to: noun, .nmod, &tokens)
  }

  /// "a fuel convoy | south of the town": a direction with a genitive behind it is no part of a compound.
  private func mendDirection(_ index: Int, _ tokens: inout [Token]) {
    let direction = index + 1
    guard direction + 1 < tokens.count, tokens[index].head == direction, tokens[index].upos == .noun,
      language.lists.has("direction", tokens[direction]), language.isGenitive(tokens[direction + 1])
    else { return }
    let (head, relation) = (tokens[direction].head, tokens[direction].relation)
    (tokens[index].head, tokens[index].relation) = (head, relation)
    for child in tokens.indices where tokens[child].head == direction && child < index { tokens[child].head = index }
    (tokens[direction].head, tokens[direction].relation) = (head < 0 ? index : head, .obl)
  }

  /// "son intention | de bombarder": an infinitive behind a word that announces an act belongs to that word.
  private func mendPurpose(_ index: Int, _ tokens: inout [Token]) {
    let mark = index - 1
    guard tokens[index].upos == .verb, mark > 0, tokens[mark].head == index, tokens[mark].relation == .mark,
      [.noun, .adj].contains(tokens[mark - 1].upos), tokens[mark - 1].head == tokens[index].head,
      !language.frameIndex.matches(at: mark - 1, in: tokens).isEmpty
    else { return }
    _ = attach(index, to: mark - 1, .acl, &tokens)
  }

  /// "reports that the army bombed a clinic": a clause that opens with a conjunction is what the noun says, no relative clause.
  private func mendReport(_ index: Int, _ tokens: inout [Token]) {
    let hasObject = tokens.contains { $0.head == index && $0.relation == .obj && $0.upos != .sconj }
    guard
      let mark = tokens.indices.first(where: {
        tokens[$0].head == index && tokens[$0].upos == .sconj && (tokens[$0].relation == .mark || hasObject && tokens[$0].relation == .obj)
      })
    else { return }
    tokens[mark].relation = .mark
    tokens[index].relation = .acl
  }

  /// "the bombing, | claimed by the rebels,": a past form right before who acts is a participle.
  private func mendReduced(_ index: Int, _ tokens: inout [Token]) {
    guard tokens[index].relation == .relative, tokens[index].inflection.contains(.past), index + 1 < tokens.count,
      language.lists.has("agent-preposition", tokens[index + 1]),
      !tokens.contains(where: { $0.head == index && [.nsubj, .aux, .passiveSubject].contains($0.relation) })
    else { return }
    (tokens[index].relation, tokens[index].inflection) = (.acl, .pastParticiple)
  }

  /// "announced for the first time | that it had ...": a clause with a subject behind "time" is what the verb of saying before it takes.
  private func mendTold(_ index: Int, _ tokens: inout [Token]) {
    let noun = tokens[index].head
    guard tokens[index].relation == .relative, noun > 0, noun + 1 < index, language.lists.has("occasion", tokens[noun]),
      tokens[noun].head >= 0,
      language.lists.has("content-mark", tokens[noun + 1]), tokens[noun + 1].head == index,
      tokens.contains(where: { $0.head == index && $0.relation == .nsubj })
    else { return }
    let verb = tokens[noun].head
    guard verb < noun, language.cueIndex.matches(at: verb, in: tokens).contains(where: { $0.phrase.kind == .verb }),
      attach(index, to: verb, .ccomp, &tokens)
    else { return }
    (tokens[noun + 1].upos, tokens[noun + 1].relation) = (.sconj, .mark)
  }

  /// "has armed | villagers": a participle between an auxiliary and a noun that hangs on it is the verb.
  private func mendPerfect(_ index: Int, _ tokens: inout [Token]) {
    let (noun, helper) = (tokens[index].head, index - 1)
    guard tokens[index].relation == .amod, tokens[index].upos == .verb, tokens[index].inflection.contains(.pastParticiple), noun > index,
      helper >= 0, tokens[helper].upos == .aux, tokens[helper].head == noun || tokens[noun].head == helper
    else { return }
    let top = tokens[noun].head == helper ? helper : noun
    (tokens[index].head, tokens[index].relation) = (tokens[top].head, tokens[top].relation)
    for child in tokens.indices where child != index && (tokens[child].head == helper || tokens[child].head == noun && child < index) {
      tokens[child].head = index
    }
    (tokens[noun].head, tokens[noun].relation) = (index, .obj)
    (tokens[helper].head, tokens[helper].relation) = (index, .aux)
  }

  /// A finite verb, or a participle with its auxiliary.
  func isFinite(_ verb: Int, _ tokens: [Token]) -> Bool {
    tokens[verb].inflection.contains(.finite)
      || tokens[verb].inflection.contains(.pastParticiple) && tokens.contains { $0.head == verb && $0.relation == .aux }
  }

  /// ", say police": behind a verb of saying at the end stands who says it.
  private func mendTeller(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb >= 0, verb < index, tokens[verb].relation == .parataxis || isBehindQuote(verb, tokens), isFinite(verb, tokens),
      !tokens.indices.contains(where: { tokens[$0].head == verb && [.nsubj, .ccomp, .xcomp].contains(tokens[$0].relation) }),
      language.cueIndex.matches(at: verb, in: tokens).contains(where: { $0.phrase.kind == .verb })
    else { return }
    tokens[index].relation = .nsubj
  }

  /// "», écrit", "», a déclaré": a verb that follows a quotation and a comma.
  private func isBehindQuote(_ verb: Int, _ tokens: [Token]) -> Bool {
    var at = verb - 1
    while at > 1, [.aux, .adv, .pron].contains(tokens[at].upos) { at -= 1 }
    return at > 0 && tokens[at].form == Word(",") && tokens[at - 1].isClosingQuote
  }
}
