import Grammar
import Packs
import SourceText

/// Mends who is the predicate of a clause and what is its subject and object, where word order and form leave no doubt.
extension TreeRepair {
  private static let nouns: Set<UPOS> = [.noun, .propn]

  private func children(_ head: Int, _ tokens: [Token]) -> [Int] { tokens.indices.filter { tokens[$0].head == head } }

  private func has(_ relations: Set<Relation>, _ head: Int, _ tokens: [Token]) -> Bool {
    tokens.contains { $0.head == head && relations.contains($0.relation) }
  }

  /// Gives a token the place of another one, which hangs on it from now on.
  private func promote(_ child: Int, over head: Int, _ relation: Relation, _ tokens: inout [Token]) {
    (tokens[child].head, tokens[child].relation) = (tokens[head].head, tokens[head].relation)
    (tokens[head].head, tokens[head].relation) = (child, relation)
  }

  /// "A lawyer | alleged that ...", "A column | surrendered.": a bare participle behind the noun is the past tense of a sentence without another verb.
  func mendPast(_ index: Int, _ tokens: inout [Token]) {
    let noun = tokens[index].head
    guard !language.isBareParticiplePassive, tokens[index].upos == .verb, tokens[index].inflection.contains(.pastParticiple),
      noun >= 0, noun < index, tokens[noun].head < 0, TreeRepair.nouns.contains(tokens[noun].upos), tokens[0].shape.contains(.capitalised),
      endsSentence(tokens) || has([.ccomp], index, tokens), !has([.agentOblique, .aux, .passiveAux], index, tokens),
      !has([.cop, .case, .aux], noun, tokens), !hasFiniteVerb(beside: index, tokens)
    else { return }
    promote(index, over: noun, .nsubj, &tokens)
    tokens[index].inflection = [.finite, .past]
  }

  /// "a, ce jeudi, | lancé", "a depuis quelques mois | renforcé": an auxiliary far before its participle is no verb of its own.
  func mendSplit(_ index: Int, _ tokens: inout [Token]) {
    let host = tokens[index].head
    guard host >= 0 else { return }
    let first = language.moments.isListed(.part, tokens[host]) ? tokens[host].head : host
    guard first >= 0, first < index, tokens[index].inflection.contains(.pastParticiple), language.lists.has("auxiliary", tokens[first]),
      !has([.nsubj, .passiveSubject, .aux, .passiveAux, .mark, .cc], index, tokens),
      !children(first, tokens).contains(where: { $0 > first && isGoverned($0, tokens) })
    else { return }
    tokens[index].head = first
    promote(index, over: first, language.lists.has("passive", tokens[first]) ? .passiveAux : .aux, &tokens)
    tokens[first].upos = .aux
    for child in children(first, tokens) { tokens[child].head = index }
  }

  /// "des attaques | djihadistes": where the head stands first, a noun right before another one does not qualify it.
  func mendQualifier(_ index: Int, _ tokens: inout [Token]) {
    let next = tokens[index].head
    guard !language.isHeadLast, next == index + 1, tokens[index].upos == .noun, tokens[next].upos == .noun,
      !language.deedIndex.matches(at: index, in: tokens).isEmpty
    else { return }
    promote(index, over: next, .amod, &tokens)
    for child in children(next, tokens) where child < index { tokens[child].head = index }
  }

  /// Whether a token is what a verb has as its object or says of its subject; times are not.
  private func isGoverned(_ index: Int, _ tokens: [Token]) -> Bool {
    [.obj, .cop, .ccomp].contains(tokens[index].relation) && !language.isTime(tokens[index]) && !language.isUnitOfTime(tokens[index])
      && !language.moments.isListed(.part, tokens[index])
  }

  private func endsSentence(_ tokens: [Token]) -> Bool { tokens.last.map { $0.form == Word(".") } ?? false }

  /// Whether a finite verb stands outside what hangs on a token.
  private func hasFiniteVerb(beside index: Int, _ tokens: [Token]) -> Bool {
    tokens.indices.contains { other in
      guard tokens[other].inflection.contains(.finite) else { return false }
      var at = other
      while at >= 0, at != index { at = tokens[at].head }
      return at != index
    }
  }

  /// "Men believed to be rebels | shot a colonel": a past tense with an object behind what people are believed to be is the verb of the sentence.
  func mendDescribed(_ index: Int, _ tokens: inout [Token]) {
    let predicate = tokens[index].head
    guard !language.isBareParticiplePassive, tokens[index].inflection.contains(.past) || tokens[index].inflection.contains(.pastParticiple),
      predicate >= 0, predicate < index, has([.cop], predicate, tokens), has([.obj], index, tokens), tokens[predicate].relation == .xcomp
    else { return }
    let belief = tokens[predicate].head
    guard belief >= 0, tokens[belief].head < 0, !has([.aux, .passiveAux], belief, tokens),
      let people = children(belief, tokens).first(where: { $0 < belief && [.nsubj, .passiveSubject].contains(tokens[$0].relation) })
    else { return }
    promote(index, over: belief, .acl, &tokens)
    (tokens[people].head, tokens[people].relation) = (index, .nsubj)
    (tokens[belief].head, tokens[belief].inflection) = (people, .pastParticiple)
    tokens[index].inflection = [.finite, .past]
  }

  /// "La police | dément avoir ...", "Le Front | dément l'attaque": a finite verb is no adverb of what stands behind it.
  func mendAdverb(_ index: Int, _ tokens: inout [Token]) {
    let complement = tokens[index].head
    guard tokens[index].upos == .verb, tokens[index].inflection.contains(.finite), complement > index,
      [.verb, .noun].contains(tokens[complement].upos), !tokens[complement].inflection.contains(.finite),
      !has([.case], complement, tokens)
    else { return }
    let noun = tokens[complement].head
    guard noun >= 0, noun < index, TreeRepair.nouns.contains(tokens[noun].upos) else { return }
    promote(index, over: noun, .nsubj, &tokens)
    (tokens[complement].head, tokens[complement].relation) = (index, tokens[complement].upos == .verb ? .xcomp : .obj)
  }

  /// "were | about to bomb": what has the copula is the predicate, the infinitive its complement.
  func mendCopula(_ index: Int, _ tokens: inout [Token]) {
    let predicate = tokens[index].head
    guard predicate > index, [.mark, .case, .advmod].contains(tokens[predicate].relation), tokens[predicate].head > predicate else {
      return
    }
    let verb = tokens[predicate].head
    guard tokens[verb].upos == .verb, tokens[verb].inflection.contains(.infinitive) else { return }
    promote(predicate, over: verb, .xcomp, &tokens)
    tokens[predicate].upos = .adj
    for child in children(verb, tokens) where child < predicate { tokens[child].head = predicate }
  }

  /// "il n'est pas | vrai que": an adjective behind the copula is the predicate.
  func mendTrue(_ index: Int, _ tokens: inout [Token]) {
    let copula = tokens[index].head
    guard tokens[index].upos == .adj, copula >= 0, copula < index, tokens[copula].upos == .verb,
      language.lists.has("copula", tokens[copula]),
      !has([.obj], copula, tokens), index + 1 < tokens.count, language.lists.has("content-mark", tokens[index + 1])
    else { return }
    promote(index, over: copula, .cop, &tokens)
    tokens[copula].upos = .aux
    for child in children(copula, tokens) { tokens[child].head = index }
  }

  /// "étudiants, meute d'agitateurs, ont manifesté": a noun before its verb is no object where there is no subject.
  func mendFronted(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb > index, tokens[verb].upos == .verb, TreeRepair.nouns.contains(tokens[index].upos), !has([.case], index, tokens),
      index == 0 || tokens[0..<index].allSatisfy({ [.det, .adj, .num, .punct].contains($0.upos) }) || tokens[index].relation == .obj,
      !language.isTime(tokens[index]), !language.isUnitOfTime(tokens[index]), !has([.nsubj, .passiveSubject, .expl], verb, tokens),
      isFinite(verb, tokens)
    else { return }
    tokens[index].relation = .nsubj
  }

  /// "contre une caserne": what stands behind a preposition is no object.
  func mendMarked(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb >= 0, verb < index, tokens[verb].upos == .verb, TreeRepair.nouns.contains(tokens[index].upos),
      tokens.contains(where: { $0.head == index && $0.relation == .case && $0.upos == .adp && !language.isGenitive($0) })
    else { return }
    tokens[index].relation = .obl
  }

  /// "roué de coups | un syndicaliste": a noun with an article and no preposition is the object, not a complement of the noun before.
  func mendBare(_ index: Int, _ tokens: inout [Token]) {
    let host = tokens[index].head
    guard !language.isHeadLast, tokens[index].upos == .noun, host >= 0, host < index, [.obj, .obl].contains(tokens[host].relation),
      tokens[host].head >= 0, tokens[host].head < host, tokens[tokens[host].head].upos == .verb,
      let first = tokens.indices.first(where: { tokens[$0].head == index }), first > host, tokens[first].upos == .det,
      !has([.case], index, tokens), tokens[first - 1].upos == .noun, !language.isUnitOfTime(tokens[index]), !language.isTime(tokens[index])
    else { return }
    let verb = tokens[host].head
    tokens[host].relation = .obl
    _ = attach(index, to: verb, .obj, &tokens)
  }

  /// "neuf habitants du village | tués": what is done to people belongs to the people before the thing or place it was hung on.
  func mendVictims(_ index: Int, _ tokens: inout [Token]) {
    let thing = tokens[index].head
    guard thing >= 0, thing < index, tokens[thing].relation == .nmod, tokens[index].inflection.contains(.pastParticiple),
      language.isBareParticiplePassive, language.classes.classes(of: thing, in: tokens) & language.people == 0,
      isDoneToPeople(index, tokens)
    else { return }
    let whole = tokens[thing].head
    guard whole >= 0, tokens[whole].upos == .noun, language.classes.classes(of: whole, in: tokens) & language.people != 0 else { return }
    tokens[index].head = whole
  }

  /// Whether a word is an act whose object is counted as killed, wounded, freed ...
  private func isDoneToPeople(_ verb: Int, _ tokens: [Token]) -> Bool {
    language.deedIndex.matches(at: verb, in: tokens).contains { match in
      language.deeds[match.rule].deed.tolls.contains { $0.place == .object }
    }
  }

  /// "was dragged from her home and | hacked to death": a past tense without an object that shares its subject with a passive, of an act done
  /// to somebody, is a participle too.
  func mendParticiple(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard !language.isBareParticiplePassive, tokens[index].upos == .verb, tokens[index].inflection.isSuperset(of: [.finite, .past]),
      verb >= 0, verb < index, has([.passiveAux], verb, tokens),
      !has([.nsubj, .passiveSubject, .aux, .passiveAux, .cop, .obj, .ccomp], index, tokens), isDoneToObject(index, tokens)
    else { return }
    tokens[index].inflection = [.past, .pastParticiple]
  }

  /// Whether a word is an act that its subject does to its object.
  private func isDoneToObject(_ verb: Int, _ tokens: [Token]) -> Bool {
    language.deedIndex.matches(at: verb, in: tokens).contains { match in
      let deed = language.deeds[match.rule].deed
      return deed.agent.contains(.subject) && deed.target.contains(.object)
    }
  }

  /// ", | whom men in uniform abducted": a relative pronoun heads nothing; the clause hangs on the noun before it.
  func mendWhom(_ index: Int, _ tokens: inout [Token]) {
    let pronoun = tokens[index].head
    guard pronoun > 0, pronoun < index, tokens[index].relation == .nsubj, tokens[pronoun].upos == .pron,
      language.lists.has("relative-object", tokens[pronoun]), tokens[pronoun].head >= 0, tokens[pronoun].head < pronoun,
      let verb = tokens.indices.first(where: { $0 > index && tokens[$0].head == index && [.acl, .relative].contains(tokens[$0].relation) })
    else { return }
    (tokens[verb].head, tokens[verb].relation) = (tokens[pronoun].head, .relative)
    tokens[verb].inflection = [.finite, .past]
    tokens[index].head = verb
    (tokens[pronoun].head, tokens[pronoun].relation) = (verb, .obj)
  }

  /// "accused of | abducting two surveyors", "killing two and | wounding a woman": a gerund behind a preposition or another one is a verb
  /// with its object.
  func mendGerund(_ index: Int, _ tokens: inout [Token]) {
    let (noun, mark) = (tokens[index].head, index - 1)
    guard tokens[index].upos == .verb, tokens[index].inflection.contains(.gerund), noun > index, mark >= 0,
      [.adp, .cconj].contains(tokens[mark].upos), tokens[mark].head == noun
    else { return }
    let isCoordinated = tokens[mark].upos == .cconj
    promote(index, over: noun, .obj, &tokens)
    if isCoordinated || tokens[index].relation != .nmod { tokens[index].relation = isCoordinated ? .conj : .advcl }
    (tokens[mark].head, tokens[mark].relation) = (index, isCoordinated ? .cc : .mark)
  }

  /// "took three guards | hostage", "a bomb | minutes before": a plural behind a number, or a unit of time, ends the noun phrase.
  func mendRun(_ index: Int, _ tokens: inout [Token]) {
    let host = tokens[index].head
    guard language.isHeadLast, host == index + 1, host + 1 < tokens.count, tokens[host].head >= 0, tokens[host].head < index,
      tokens[host].relation == .obj, tokens[index].upos == .noun, tokens[host].upos == .noun
    else { return }
    let isCounted =
      index > 0 && tokens[index - 1].upos == .num && tokens[index].inflection.contains(.plural)
      && !tokens[host].inflection.contains(.plural)
    let isMoment = language.isUnitOfTime(tokens[host]) && [.adp, .sconj, .adv].contains(tokens[host + 1].upos)
    guard isCounted || isMoment else { return }
    for child in children(host, tokens) where child < index { tokens[child].head = index }
    (tokens[index].head, tokens[index].relation) = (tokens[host].head, .obj)
    tokens[host].relation = isCounted ? .xcomp : .obl
  }

  /// "sealed off | the old town": a particle that belongs to the words of an act leads to no complement; what stands behind it is the object.
  func mendParticle(_ index: Int, _ tokens: inout [Token]) {
    let (verb, noun) = (index - 1, tokens[index].head)
    guard language.lists.has("particle", tokens[index]), verb >= 0, noun > index, tokens[noun].head == verb, tokens[noun].relation == .obl,
      [.verb, .aux].contains(tokens[verb].upos), !has([.obj, .passiveAux, .passiveSubject], verb, tokens),
      language.deedIndex.matches(at: verb, in: tokens).contains(where: { $0.phrase.kind == .verb && $0.tokens.contains(index) })
    else { return }
    (tokens[index].head, tokens[index].relation) = (verb, .compound)
    tokens[noun].relation = .obj
  }

  /// "lent the government | 200 million dollars": behind a verb of giving, a number or article inside a compound starts the second object.
  func mendRecipient(_ index: Int, _ tokens: inout [Token]) {
    let thing = tokens[index].head
    guard thing > index + 1, tokens[thing].relation == .obj, [.num, .det].contains(tokens[index + 1].upos), isGiven(thing, index, tokens)
    else { return }
    for child in children(thing, tokens) where child < index { tokens[child].head = index }
    (tokens[index].head, tokens[index].relation) = (tokens[thing].head, .iobj)
  }

  /// "gave the militia | 4,000 rifles": of two objects behind a verb of giving, the first one is who gets the second.
  func mendDative(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard let thing = tokens.indices.first(where: { $0 > index && tokens[$0].head == verb && tokens[$0].relation == .obj }),
      isGiven(thing, index, tokens), !language.isTime(tokens[thing]), !language.isUnitOfTime(tokens[thing])
    else { return }
    tokens[index].relation = .iobj
  }

  /// Whether a verb of giving stands before a recipient, and governs the thing given.
  private func isGiven(_ thing: Int, _ recipient: Int, _ tokens: [Token]) -> Bool {
    let verb = tokens[thing].head
    return verb >= 0 && verb < recipient && TreeRepair.nouns.contains(tokens[recipient].upos) && language.lists.has("giving", tokens[verb])
  }

  /// "from the air | a school": an article inside a compound starts another noun phrase.
  func mendArticle(_ index: Int, _ tokens: inout [Token]) {
    let host = tokens[index].head
    guard host > index + 1, tokens[host].head >= 0, tokens[tokens[host].head].upos == .verb, tokens[host].head < index,
      tokens[index].upos == .noun, tokens[index + 1].upos == .det, tokens[index + 1].head == host
    else { return }
    let verb = tokens[host].head
    for child in children(host, tokens) where child < index { tokens[child].head = index }
    (tokens[index].head, tokens[index].relation) = (verb, has([.case], index, tokens) ? .obl : .obj)
    tokens[host].relation = .obj
  }

  /// "forces | shell a hospital": a noun right before a finite verb is no compound with it, a name right behind it no part of it.
  func mendVerbName(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb >= 0, tokens[verb].upos == .verb, tokens[verb].inflection.contains(.finite), TreeRepair.nouns.contains(tokens[index].upos),
      !tokens.contains(where: {
        $0.head == verb && $0.relation == .case && !language.analyzer.rules.subordinators.contains($0.form)
      })
    else { return }
    if index + 1 == verb, !has([.nsubj, .passiveSubject], verb, tokens) {
      tokens[index].relation = .nsubj
    } else if index == verb + 1, !has([.obj], verb, tokens) {
      tokens[index].relation = .obj
    }
  }

  /// "nine bystanders injured": an act on people without an object is told of those it was done to.
  func mendBystanders(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard !language.isBareParticiplePassive, verb == index + 1, tokens[verb].upos == .verb,
      !has([.obj, .ccomp, .xcomp, .aux, .passiveAux, .iobj], verb, tokens), tokens[verb].inflection.contains(.past),
      verb + 1 == tokens.count || [.punct, .adp].contains(tokens[verb + 1].upos),
      tokens.contains(where: { $0.head == index && $0.relation == .nummod }),
      isDoneToPeople(verb, tokens)
    else { return }
    tokens[index].relation = .passiveSubject
    tokens[verb].inflection = [.past, .pastParticiple]
  }

  /// "huit morts et cent | blessés": a participle behind a number that goes on with a noun is a noun.
  func mendCounted(_ index: Int, _ tokens: inout [Token]) {
    let first = tokens[index].head
    guard first >= 0, first < index, tokens[first].upos == .noun, tokens[index].upos == .verb,
      tokens[index].inflection.contains(.pastParticiple), tokens[index - 1].upos == .num, !has([.aux, .passiveAux, .nsubj], index, tokens)
    else { return }
    (tokens[index].upos, tokens[index].inflection) = (.noun, .plural)
  }

  /// "against price | rises": behind a preposition and a noun that belongs to it stands a noun.
  func mendPriced(_ index: Int, _ tokens: inout [Token]) {
    guard tokens[index].upos == .verb, tokens[index].inflection.contains(.finite), index > 0, tokens[index - 1].head == index,
      tokens[index - 1].relation == .compound, has([.case], index, tokens)
    else { return }
    (tokens[index].upos, tokens[index].inflection) = (.noun, .plural)
  }

  /// "between two clans and | the police resumed": the second side of "between" is no subject; the noun before the preposition is.
  func mendBetween(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb > index, tokens[verb].relation == .conj, tokens[verb].head >= 0,
      let link = tokens[..<index].lastIndex(where: { $0.upos == .cconj }), link > 1, tokens[link].head == verb,
      !tokens[link..<index].contains(where: { TreeRepair.nouns.contains($0.upos) }),
      let side = tokens[..<link].lastIndex(where: { TreeRepair.nouns.contains($0.upos) }), side == link - 1
    else { return }
    let noun = tokens[verb].head
    guard noun < side, tokens[side].head == noun, TreeRepair.nouns.contains(tokens[noun].upos),
      tokens.contains(where: { $0.head == side && language.numerals.lists["between"]?.contains($0.form) == true })
    else { return }
    tokens[link].head = index
    (tokens[index].head, tokens[index].relation) = (side, .conj)
    promote(verb, over: noun, .nsubj, &tokens)
  }

  /// "l'état-major | burkinabè": an adjective behind a subject is no second subject, nor its head.
  func mendQuality(_ index: Int, _ tokens: inout [Token]) -> Bool {
    let noun = index - 1
    guard noun >= 0, tokens[index].upos == .adj, tokens[noun].upos == .noun, tokens[noun].relation == tokens[index].relation else {
      return false
    }
    if tokens[noun].head == index {
      promote(noun, over: index, .amod, &tokens)
    } else if tokens[noun].head != tokens[index].head {
      return false
    }
    return attach(index, to: noun, .amod, &tokens)
  }

  /// "On the anniversary of the battle, | a unit ambushed": of two subjects with a comma between them the first only tells when or where.
  func mendSetting(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard verb > index, [.noun, .propn, .adv].contains(tokens[index].upos),
      let other = tokens.indices.first(where: {
        $0 > index && $0 < verb && tokens[$0].head == verb && [.nsubj, .passiveSubject].contains(tokens[$0].relation)
      }),
      TreeRepair.nouns.contains(tokens[other].upos), (index + 1..<other).contains(where: { tokens[$0].form == Word(",") })
    else { return }
    tokens[index].relation = .obl
  }

  /// "prend pour | cible des adolescents": right behind a preposition stands no finite verb but a noun; its object is the verb's.
  func mendTarget(_ index: Int, _ tokens: inout [Token]) {
    let verb = tokens[index].head
    guard index > 0, verb >= 0, verb < index, tokens[verb].upos == .verb, tokens[index].upos == .verb,
      tokens[index].inflection.contains(.finite), tokens[index].inflection.isDisjoint(with: [.infinitive, .past]),
      tokens[index - 1].upos == .adp, tokens[index - 1].head == index, !has([.nsubj, .passiveSubject, .aux], index, tokens)
    else { return }
    (tokens[index].upos, tokens[index].inflection, tokens[index].relation) = (.noun, [], .obl)
    tokens[index - 1].relation = .case
    for child in children(index, tokens) where tokens[child].relation == .obj { tokens[child].head = verb }
  }

  /// "de prétendus | étudiants": of an adjective and the noun right behind it the noun is the head.
  func mendAdjective(_ index: Int, _ tokens: inout [Token]) {
    let first = index - 1
    guard first >= 0, tokens[index].head == first, tokens[index].upos == .noun, tokens[first].upos == .adj, !has([.case], index, tokens)
    else { return }
    promote(index, over: first, .amod, &tokens)
    for child in children(first, tokens) { tokens[child].head = index }
  }

  /// "The Army | plans to capture": a word of packs' verbs between a name and an infinitive is the verb of a sentence without another one.
  func mendPlan(_ index: Int, _ tokens: inout [Token]) {
    let noun = tokens[index].head
    guard language.isHeadLast, tokens[index].inflection.contains(.infinitive), noun > 0, index == noun + 2, tokens[noun].head < 0,
      tokens[noun].upos == .noun, tokens[noun - 1].head == noun, tokens[noun - 1].relation == .compound, tokens[noun - 1].upos == .propn,
      tokens[noun + 1].head == index, tokens[noun + 1].relation == .mark
    else { return }
    var probe = tokens
    (probe[noun].upos, probe[noun].inflection) = (.verb, .finite)
    guard language.frameIndex.matches(at: noun, in: probe).contains(where: { $0.phrase.kind == .verb }) else { return }
    for child in children(noun, tokens) where child < noun - 1 { probe[child].head = noun - 1 }
    probe[noun - 1].relation = .nsubj
    probe[index].relation = .xcomp
    tokens = probe
  }

  /// "a commander and one suspected | insurgent": a number, an adjective and a noun are one phrase, whatever stands between verbs.
  func mendPhrase(_ index: Int, _ tokens: inout [Token]) {
    let (number, noun, head) = (index - 1, index + 1, tokens[index].head)
    guard number > 0, tokens[index].upos == .adj, tokens[number].upos == .num, tokens[number].head == index, head >= 0, head < number,
      noun < tokens.count, tokens[noun].upos == .noun, tokens[noun].head != index
    else { return }
    for child in children(index, tokens) { tokens[child].head = tokens[child].upos == .verb ? head : noun }
    for child in children(noun, tokens) where tokens[child].upos == .verb { tokens[child].head = head }
    let isJoined = tokens[number - 1].upos == .cconj && number > 1 && TreeRepair.nouns.contains(tokens[number - 2].upos)
    (tokens[noun].head, tokens[noun].relation) = (isJoined ? number - 2 : head, isJoined ? .conj : .obj)
    (tokens[index].head, tokens[index].relation) = (noun, .amod)
    (tokens[number].head, tokens[number].relation) = (noun, .nummod)
  }

  /// "men in uniform | kidnap a mayor": a finite verb is no complement of the noun before it; what stands behind the preposition is.
  func mendUniform(_ index: Int, _ tokens: inout [Token]) {
    let (noun, state) = (tokens[index].head, index - 1)
    guard tokens[index].upos == .verb, tokens[index].inflection.contains(.finite), noun >= 0, noun < state - 1,
      TreeRepair.nouns.contains(tokens[noun].upos), tokens[state].head == index, tokens[state].upos == .adj, tokens[state - 1].upos == .adp,
      tokens[state - 1].head == index
    else { return }
    promote(index, over: noun, .nsubj, &tokens)
    (tokens[state].head, tokens[state].relation, tokens[state].upos) = (noun, .nmod, .noun)
    tokens[state - 1].head = state
    for child in children(noun, tokens) where child > index { tokens[child].head = index }
    if let object = children(index, tokens).first(where: { $0 > index && tokens[$0].relation == .nmod && !has([.case], $0, tokens) }) {
      tokens[object].relation = .obj
    }
  }

  /// "ont ouvert le feu, le bilan | atteint six morts": a bare participle that is passive has no object; behind its noun it is the verb.
  func mendReached(_ index: Int, _ tokens: inout [Token]) {
    let noun = tokens[index].head
    guard language.isBareParticiplePassive, noun == index - 1, tokens[index].inflection.contains(.pastParticiple),
      has([.obj], index, tokens), !has([.aux, .passiveAux, .agentOblique], index, tokens),
      [.nsubj, .passiveSubject].contains(tokens[noun].relation)
    else { return }
    promote(index, over: noun, .nsubj, &tokens)
    tokens[index].relation = .parataxis
    tokens[index].inflection = .finite
  }
}
