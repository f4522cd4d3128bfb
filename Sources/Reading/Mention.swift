import Codes
import Gazetteer
import Grammar
import Packs
import SourceText

/// One act word of the text with its parties, before claims are made of it.
struct Mention: Sendable {
  let sentence: Int
  /// The token that stands for the act in the tree.
  let head: Int
  /// The act words.
  var tokens: [Int]
  /// Number of the deed rule.
  let deed: Int
  /// Numbers of the rules that were joined into this one.
  var joined: [Int] = []
  var type: EventType
  var mode: String?
  var agent: [NounPhrase] = []
  var target: [NounPhrase] = []
  /// Places that the rule's own function gives.
  var placeHeads: [Int] = []
  /// Kinds of toll and the tokens of those counted.
  var tolls: [(kind: String, head: Int)] = []
  var stance: Stance = .reported
  var isNominal = false
  var isDefinite = false
  var isPlural = false
  /// Words of the same clause that were taken as weapons: rule of the means and its token.
  var means: [(rule: Int, tokens: [Int])] = []
  var speakers: [SpeakerMention] = []
  /// The speaker says of itself that it did it, or somebody charges somebody.
  var charge: Int?
  /// Whether the act is only the content of another act (a threat to attack).
  var isEmbedded = false
  /// Further act words merged into this one, in other sentences.
  var extra: [Span] = []
}

/// A link of the attribution chain as found in the text.
struct SpeakerMention: Sendable {
  var phrase: NounPhrase
  var cue: Span?
  var stance: Stance?
  var channel: (rule: Int, span: Span)?
  /// Whether the speaker speaks about its own act if no other agent is told.
  var mayOwn = true
  /// Whether it is the speaker of a whole stretch of a transcript, named once.
  var isLabel = false
}

/// Finds act words and their parties in one sentence.
struct DeedReader {
  let language: Language
  let tree: Tree
  let sentence: Int
  let parties: PartyReader
  /// Tokens of time expressions: they are no parties.
  let times: Set<Int>
  let tokens: [Token]

  init(_ language: Language, _ tree: Tree, sentence: Int, parties: PartyReader, times: Set<Int> = []) {
    (self.language, self.tree, self.sentence, self.parties, self.times) = (language, tree, sentence, parties, times)
    tokens = tree.tokens
  }

  /// The acts of the sentence in order, those told twice by verb and noun joined.
  func mentions() -> [Mention] {
    var chosen: [Int: (match: PhraseIndex.Match, score: Int)] = [:]
    for start in tokens.indices {
      for match in language.deedIndex.matches(at: start, in: tokens) {
        let head = head(of: match)
        guard !isPartOfName(head), !isAttribute(head, of: match), !isLabel(head), !isDate(head), !isOtherReflexive(match),
          !isHelper(match), !hasActBefore(match),
          holds(language.deeds[match.rule].conditions, head, match.tokens, isLenient: language.deeds[match.rule].deed.mode == nil)
        else { continue }
        let score = self.score(match)
        if let before = chosen[head], before.score >= score { continue }
        chosen[head] = (match, score)
      }
    }
    var mentions = chosen.sorted { $0.key < $1.key }.map { mention($0.value.match, head: $0.key) }
    let all = mentions
    let acts = Set(all.filter(\.isNominal).flatMap(\.tokens))
    for index in mentions.indices { mentions[index].agent.removeAll { acts.contains($0.head) } }
    mentions.removeAll { inner in
      all.contains { $0.tokens.count > inner.tokens.count && Set(inner.tokens).isSubset(of: $0.tokens) && $0.type == inner.type }
    }
    return joined(mentions.filter { !befallsNobody($0) })
  }

  /// "Personne n'a été blessé": a figure of nobody, and no act.
  private func befallsNobody(_ mention: Mention) -> Bool {
    guard !mention.tolls.isEmpty, tree.isVerb(mention.head) else { return false }
    return (tree.logicalObject(mention.head) + tree.children[mention.head]).contains { language.isNobody($0, in: tokens) }
  }

  /// "Battle Street", « Saisie »: an act word with a capital inside a name or a title, in a sentence that has small words.
  private func isPartOfName(_ index: Int) -> Bool {
    guard index > 0, tokens[index].shape.contains(.capitalised), !tree.isVerb(index), !tokens[index].shape.contains(.lineStart),
      tokens.count(where: { $0.shape.contains(.capitalised) }) * 2 < tokens.count
    else { return false }
    let (before, after) = (tokens[index - 1], index + 1 < tokens.count ? tokens[index + 1] : tokens[index - 1])
    if language.isQuote(before), language.isQuote(after) { return true }
    let isName = { (token: Token, place: Int) in
      token.shape.contains(.capitalised) && [.noun, .propn].contains(token.upos) && place > 0 && !language.isTime(token)
    }
    return isName(before, index - 1) || index + 1 < tokens.count && isName(after, index + 1)
  }

  /// "27 March": the name of a month is no act.
  private func isDate(_ index: Int) -> Bool {
    times.contains(index) && !tree.isVerb(index) && tokens[index].shape.contains(.capitalised) && !tokens[index].shape.contains(.lineStart)
  }

  /// "the ousted president", "a UN-backed force": a participle before its noun tells what somebody is, unless it tells of violence.
  private func isEpithet(_ index: Int, of match: PhraseIndex.Match) -> Bool {
    let isParticiple = !tokens[index].inflection.isDisjoint(with: [.pastParticiple, .gerund]) || tokens[index].upos == .adj
    guard isParticiple, match.tokens.count == 1 else { return false }
    let (host, deed) = (tokens[index].head, language.deeds[match.rule].deed)
    guard host > index, [.amod, .compound].contains(tokens[index].relation) else { return false }
    if isBehindHyphen(index) { return true }
    let opensPhrase = index == 0 || [.det, .adj, .adv, .num, .adp].contains(tokens[index - 1].upos)
    return opensPhrase && !isViolent(deed) && !tree.children[index].contains { ![.punct, .adv].contains(tokens[$0].upos) }
  }

  private func isViolent(_ deed: Deed) -> Bool { deed.type.rawValue == "ASSAULT" && deed.mode != "territory" }

  private func isBehindHyphen(_ index: Int) -> Bool {
    index > 0 && tokens[index - 1].form == Word("-") && tokens[index - 1].span.end == tokens[index].span.start
  }

  /// "le Golan occupé": a participle without a complement that only qualifies a named place tells no happening.
  private func isAttribute(_ index: Int, of match: PhraseIndex.Match) -> Bool {
    if isEpithet(index, of: match) { return true }
    let host = tokens[index].head
    guard tree.isVerb(index) || tokens[index].upos == .adj,
      tokens[index].inflection.contains(.pastParticiple) || tokens[index].upos == .adj,
      [.acl, .amod].contains(tokens[index].relation), host >= 0, !tree.children[index].contains(where: { tokens[$0].upos != .punct })
    else { return false }
    let between = min(index, host)..<max(index, host)
    let names = between.filter { tokens[$0].upos == .propn }
    return names.contains { tree.namesPlace($0) }
  }

  /// "le RAID", "riot police": an acronym, or a noun that only tells what kind of people or thing the next one is.
  private func isLabel(_ index: Int) -> Bool {
    guard !tree.isVerb(index) else { return false }
    let token = tokens[index]
    if token.shape.contains(.allCapitals), token.span.count > 1, tokens.count(where: { $0.shape.contains(.allCapitals) }) * 3 < tokens.count
    {
      return true
    }
    let host = token.head
    guard language.isHeadLast, token.relation == .compound, host == index + 1, tokens[host].upos == .noun else { return false }
    let things = language.classes.mask(["armed", "group", "vehicle", "weapon"])
    return language.classes.classes(of: host, in: tokens) & things != 0
  }

  /// « s'attaquer », « se tuer »: a verb with its reflexive pronoun is another word than the plain verb of a rule.
  private func isOtherReflexive(_ match: PhraseIndex.Match) -> Bool {
    let start = match.tokens[0]
    return match.phrase.kind == .verb && !match.phrase.isReflexive && tokens[start].upos == .verb
      && Phrase.hasPronoun(of: language.lists["always-reflexive"], before: start, in: tokens)
  }

  /// "has held talks": an auxiliary is the verb of no phrase that lacks what it helps.
  private func isHelper(_ match: PhraseIndex.Match) -> Bool {
    let start = match.tokens[0]
    return match.phrase.kind == .verb && [.aux, .passiveAux].contains(tokens[start].relation) && !match.tokens.contains(tokens[start].head)
  }

  /// "an attack was launched": an act noun that is the subject of a passive tells the act itself.
  private func hasActBefore(_ match: PhraseIndex.Match) -> Bool {
    match.tokens.contains { word in
      word < match.tokens[0] && language.deedIndex.matches(at: word, in: tokens).contains { $0.phrase.kind == .noun }
    }
  }

  /// The word of the match that governs the others.
  func head(of match: PhraseIndex.Match) -> Int {
    if match.phrase.kind == .verb, tokens[match.tokens[0]].relation != .aux { return match.tokens[0] }
    return match.tokens.first { !match.tokens.contains(tokens[$0].head) } ?? match.tokens[0]
  }

  /// What a match is worth against others at its head; a phrase whose object stands before its verb yields to a
  /// rule that asks for that object.
  private func score(_ match: PhraseIndex.Match) -> Int {
    let deed = language.deeds[match.rule]
    let needs = deed.conditions.count { $0.mustHold }
    let behind = match.tokens.count { $0 >= match.tokens[0] }
    let words = behind < match.tokens.count ? behind - 1 : behind
    return words * 8 + (deed.deed.mode == nil ? 0 : 2) + needs * 2
  }

  // MARK: Parties

  private func mention(_ match: PhraseIndex.Match, head: Int) -> Mention {
    let deed = language.deeds[match.rule].deed
    var mention = Mention(sentence: sentence, head: head, tokens: match.tokens, deed: match.rule, type: deed.type, mode: deed.mode)
    mention.isNominal = !tree.isVerb(head)
    mention.isPlural = tokens[head].inflection.contains(.plural) || (mention.isNominal && tokens[head].form != tokens[head].lemma)
    mention.isDefinite = mention.isNominal && isDefinite(head)
    let words = [head] + match.tokens.filter { $0 != head }
    var used = Set(words)
    (mention.agent, mention.target) = sides(deed, words, &used)
    if isConsequence(head), mention.mode == nil || !isOwnDoing(head, mention.agent) { mention.agent = [] }
    for place in deed.place { mention.placeHeads += fillers(place, of: words) }
    for toll in deed.tolls {
      for filler in tree.fillers(toll.place, of: head) { mention.tolls.append((toll.kind, filler)) }
    }
    if let stance = deed.stance { mention.stance = stance }
    return mention
  }

  /// ", killing six people": what the act before it led to; whatever the parse hangs it on did not do it.
  private func isConsequence(_ head: Int) -> Bool {
    guard tokens[head].inflection.contains(.gerund), head > 0 else { return false }
    if tokens[head - 1].upos == .cconj, let first = tokens[..<head].lastIndex(where: { $0.inflection.contains(.gerund) }),
      isConsequence(first)
    {
      return true
    }
    return tokens[head - 1].form == Word(",")
      || head > 1 && tokens[head - 2].form == Word(",") && !tokens[head - 1].shape.contains(.capitalised)
  }

  /// "forces searched a village, detaining two men": what people do who act in the clause before.
  private func isOwnDoing(_ head: Int, _ agent: [NounPhrase]) -> Bool {
    let verb = tokens[head].head
    guard let first = agent.first, verb >= 0, tree.isVerb(verb), !tree.isPassive(verb) else { return false }
    return tree.logicalSubject(verb).contains(first.head)
      && language.classes.classes(of: first.head, in: tokens) & language.people != 0
  }

  private func isDefinite(_ head: Int) -> Bool {
    tree.children[head].contains {
      tokens[$0].upos == .det && !tokens[$0].shape.contains(.contraction) && language.lists.has("definite", tokens[$0])
        && !language.lists.has("indefinite", tokens[$0])
    }
      || tree.children[head].contains { tokens[$0].relation == .possessor }
  }

  /// - Parameter words: the act's head first, then its other words.
  private func sides(_ deed: Deed, _ words: [Int], _ used: inout Set<Int>) -> (agent: [NounPhrase], target: [NounPhrase]) {
    let head = words[0]
    var agent: [NounPhrase] = []
    for place in deed.both {
      let told = fillers(place, of: words + [tree.eventVerb(of: head)].compactMap { $0 })
      let pair = tree.pair(told, place, of: head).compactMap { person($0) }
      if pair.count >= 2 { return ([pair[0]], Array(pair.dropFirst())) }
      if agent.isEmpty { agent = pair }
    }
    if !agent.isEmpty {
      let target = first(deed.target, words, used.union(agent.map(\.head)))
      return (agent, target.isEmpty ? agent : target)
    }
    agent = first(deed.agent, words, used)
    if agent.isEmpty, !tree.isVerb(head), let light = tree.lightVerb(of: head) { agent = carrier(light, head) }
    if agent.isEmpty, let verb = tree.verbOfMeans(head) { agent = carrier(verb, head).filter { namesPeople($0.head) } }
    if agent.isEmpty, !tree.isVerb(head) {
      let marked = language.lists.phrases("agent-preposition").flatMap { tree.prepositional($0, of: head) }
      agent = marked.flatMap { tree.coordinated($0) }.compactMap { person($0) }
    }
    if agent.isEmpty, let host = stateOf(head) { agent = [host] }
    agent = agent.filter { !isCasualties($0) && !isScene($0, of: head) && !(isDone(deed) && isThing($0)) }
    used.formUnion(agent.map(\.head))
    var target = first(deed.target, words, used)
    if target.isEmpty, !tree.isVerb(head), let light = tree.lightVerb(of: head) { target = first(deed.target, [light], used.union(words)) }
    if target.isEmpty {
      target = sufferers(of: head).filter { !used.contains($0) }.flatMap { tree.coordinated($0) }.compactMap { person($0) }
    }
    return (agent, target.filter { phrase in !agent.contains { $0.head == phrase.head } && !isStray(phrase, of: head) })
  }

  /// A pronoun that a preposition far behind an act noun leads to is no party of it.
  private func isStray(_ phrase: NounPhrase, of noun: Int) -> Bool {
    phrase.isPronoun && !tree.isVerb(noun) && !tree.governors(of: phrase.head).prefix(2).contains { $0.index == noun }
      && tokens[noun].head != tokens[phrase.head].head
  }

  /// "la mairie a été la cible d'une attaque", "the convoy came under attack": the subject of what says that it suffers the act.
  private func sufferers(of noun: Int) -> [Int] {
    let host = tokens[noun].head
    guard !tree.isVerb(noun), host >= 0, tokens[noun].relation == .nmod, language.lists.has("sufferer", tokens[host]) else { return [] }
    if tree.child(of: host, [.cop]) != nil { return tree.all(of: host, [.nsubj]).map { tree.antecedent($0) } }
    let verb = tokens[host].head
    return verb >= 0 && tree.isVerb(verb) && tokens[host].relation == .obj ? tree.logicalSubject(verb) : []
  }

  /// Whether a deed is done to somebody: words and papers can accuse or demand, but not strike.
  private func isDone(_ deed: Deed) -> Bool { ["ASSAULT", "COERCE"].contains(deed.type.rawValue) }

  /// "one of the explosives", "the war": what cannot act.
  private func isThing(_ phrase: NounPhrase) -> Bool {
    let head = tokens[phrase.head].upos == .num ? tree.child(of: phrase.head, [.nmod, .obl]) ?? phrase.head : phrase.head
    let classes = language.classes.classes(of: head, in: tokens)
    let things = language.classes.mask(["weapon", "abstract", "disaster", "accident"])
    return phrase.actor == nil && phrase.kind == "unknown" && classes & things != 0
      && classes & (language.people | language.classes.mask(["vehicle"])) == 0
  }

  /// "les dockers en grève", "nurses on strike": people in the state that an act noun tells.
  private func stateOf(_ noun: Int) -> NounPhrase? {
    let host = tokens[noun].head
    guard !tree.isVerb(noun), host >= 0, host < noun, tokens[noun].relation == .nmod, [.noun, .propn].contains(tokens[host].upos),
      tree.children[noun].contains(where: { tokens[$0].relation == .case && language.lists.has("state-preposition", tokens[$0]) }),
      language.classes.classes(of: host, in: tokens) & language.people != 0
    else { return nil }
    return person(host)
  }

  /// "l'attaque de Bamako": a place behind an act noun and a bare genitive is where it happened, unless an actor has that name.
  private func isScene(_ phrase: NounPhrase, of noun: Int) -> Bool {
    guard !tree.isVerb(noun), phrase.actor == nil, phrase.head > noun, tokens[phrase.head].upos == .propn,
      tree.namesPlace(phrase.head), phrase.head == tree.phrase(phrase.head).lowerBound
    else { return false }
    let mark = tokens[phrase.head - 1]
    return mark.upos == .adp && !mark.shape.contains(.contraction)
      && !language.lists["agent-preposition"].contains(mark.lemma)
  }

  /// "ten people dead": those counted did nothing.
  private func isCasualties(_ phrase: NounPhrase) -> Bool {
    tree.phrase(phrase.head).contains { index in
      index != phrase.head && [.adj, .verb].contains(tokens[index].upos)
        && language.casualties.matches(at: index, in: tokens).contains { $0.tokens.count == 1 }
    }
  }

  /// The subject of the light verb acts, unless the verb means to suffer.
  private func carrier(_ light: Int, _ noun: Int) -> [NounPhrase] {
    if language.lists.has("suffer", tokens[light]) && !language.lists.has("light", tokens[light]) { return [] }
    return tree.logicalSubject(light).filter { $0 != noun }.flatMap { tree.coordinated($0) }.compactMap { person($0) }
  }

  private func first(_ places: [Place], _ words: [Int], _ used: Set<Int>) -> [NounPhrase] {
    for place in places {
      let found = fillers(place, of: words).filter { !used.contains($0) && !isDirection($0) && mayFill(place, $0) }
      let people = found.flatMap { tree.coordinated($0) }.compactMap { person($0) }
      if !people.isEmpty { return people }
    }
    return []
  }

  /// "le nord", but not "un centre de recrutement".
  private func isDirection(_ index: Int) -> Bool {
    guard language.lists.has("direction", tokens[index]) else { return false }
    let place = language.classes.mask(["place"])
    return !tree.children[index].contains {
      tokens[$0].relation == .nmod && tokens[$0].upos == .noun && language.classes.classes(of: $0, in: tokens) & place == 0
    }
  }

  /// Adjectives must name people; behind "near" or "in" a town is where it happened and no party.
  private func mayFill(_ place: Place, _ index: Int) -> Bool {
    if place == .adjective { return namesPeople(index) }
    guard case .preposition(let word) = place, language.isBeside(word) else { return true }
    return tokens[index].upos != .propn || !tree.namesPlace(index)
  }

  /// "israélienne", "djihadiste": an adjective that tells whose act it is.
  private func namesPeople(_ index: Int) -> Bool {
    tokens[index].upos == .propn || language.demonyms.match(at: index, in: tokens) != nil
      || language.kinds.classes(of: index, in: tokens) != 0
      || language.classes.classes(of: index, in: tokens) & language.classes.mask(["armed", "group"]) != 0
  }

  /// A noun phrase that may be a party: no weapon, no time, no act.
  private func person(_ index: Int) -> NounPhrase? {
    let token = tokens[index]
    guard !times.contains(index), !language.isTime(token), !language.lists.has("length", token) else { return nil }
    if token.upos == .num, index + 1 < tokens.count, tokens[index + 1].upos == .noun { return person(index + 1) }
    let isPart = token.upos == .num && tree.children[index].contains { [.nmod, .obl].contains(tokens[$0].relation) }
    guard !language.isUnitOfTime(token), isPart || [.noun, .propn, .pron, .adj, .x].contains(token.upos) || token.relation == .amod else {
      return nil
    }
    return parties.phrase(index, in: tree, sentence: sentence)
  }

  // MARK: Joining

  /// A verb whose subject or object is an act of the same type is the same act: "mener une attaque", "l'explosion a tué".
  private func joined(_ mentions: [Mention]) -> [Mention] {
    var mentions = mentions
    var at = 0
    while at < mentions.count {
      let verb = mentions[at]
      guard !verb.isNominal, let noun = mentions.firstIndex(where: { $0.isNominal && $0.type == verb.type && carries(verb, $0) }) else {
        at += 1
        continue
      }
      absorb(verb, into: &mentions[noun])
      mentions.remove(at: at)
    }
    for way in mentions where isWay(way) {
      let verb = tokens[way.head].head
      guard let act = mentions.firstIndex(where: { $0.head == verb && $0.type == way.type && !$0.isNominal }) else { continue }
      mentions[act].tokens = (mentions[act].tokens + way.tokens).sorted()
      mentions[act].tolls += way.tolls
      mentions.removeAll { $0.head == way.head }
    }
    return mentions
  }

  /// « ont bloqué la route en brûlant des pneus »: how an act was done, and none by itself.
  private func isWay(_ mention: Mention) -> Bool {
    tokens[mention.head].inflection.contains(.gerund) && tokens[mention.head].relation == .advcl
      && tree.children[mention.head].contains { tokens[$0].upos == .adp && $0 < mention.head }
  }

  private func carries(_ verb: Mention, _ noun: Mention) -> Bool {
    let around = tree.logicalSubject(verb.head) + tree.logicalObject(verb.head)
    return around.contains(noun.head) || !verb.tolls.isEmpty && isCircumstance(noun.head, of: verb.head)
  }

  /// "tués dans une attaque": an act noun behind a verb of casualties.
  private func isCircumstance(_ noun: Int, of verb: Int) -> Bool {
    tokens[noun].head == verb && tokens[noun].relation == .obl
      && tree.children[noun].contains { tokens[$0].relation == .case && language.lists.has("circumstance", tokens[$0]) }
  }

  private func absorb(_ verb: Mention, into noun: inout Mention) {
    let isObject = tree.logicalObject(verb.head).contains(noun.head)
    let head = noun.head
    let others = { (phrases: [NounPhrase]) in phrases.filter { $0.head != head } }
    if noun.agent.isEmpty {
      noun.agent = others(verb.agent).filter { _ in isObject || language.deeds[verb.deed].deed.agent.contains(.object) }
    }
    if noun.target.isEmpty { noun.target = others(verb.target) }
    if noun.mode == nil { noun.mode = verb.mode }
    noun.tolls += verb.tolls.filter { $0.head != head }
    if noun.stance == .reported { noun.stance = verb.stance }
    noun.tokens = (noun.tokens + verb.tokens).sorted()
    noun.joined.append(verb.deed)
  }
}
