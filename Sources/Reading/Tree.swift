import Gazetteer
import Grammar
import Packs
import SourceText

/// One analysed sentence as a tree, with the questions that rules ask: who is the subject, what stands after "contre".
struct Tree {
  let sentence: Sentence
  let document: Document
  let language: Language
  let children: [[Int]]
  let tokens: [Token]

  init(_ sentence: Sentence, _ document: Document, _ language: Language) {
    let sentence = TreeRepair(language: language).repaired(sentence)
    self.sentence = sentence
    tokens = sentence.tokens
    self.document = document
    self.language = language
    var children = [[Int]](repeating: [], count: sentence.tokens.count)
    for (index, token) in sentence.tokens.enumerated() where token.head >= 0 && token.head < children.count {
      children[token.head].append(index)
    }
    self.children = children
  }

  func child(of index: Int, _ relations: Set<Relation>) -> Int? { children[index].first { relations.contains(tokens[$0].relation) } }
  func all(of index: Int, _ relations: Set<Relation>) -> [Int] { children[index].filter { relations.contains(tokens[$0].relation) } }

  /// Whether the name of a place that many know starts at a token.
  func namesPlace(_ index: Int) -> Bool { language.places.match(at: index, in: tokens, of: document.bytes, language: language.code) != nil }

  /// The token and its coordinated siblings.
  func coordinated(_ index: Int) -> [Int] { [index] + all(of: index, [.conj]).filter { tokens[$0].upos != .verb } }

  /// The token of a stretch that hangs outside of it.
  func head(of range: ClosedRange<Int>) -> Int { range.first { !range.contains(tokens[$0].head) } ?? range.lowerBound }

  /// Governors from the token upwards, with the relation by which each is reached; cycles and depth are bounded.
  func governors(of index: Int) -> [(index: Int, via: Relation)] {
    var out: [(Int, Relation)] = []
    var at = index
    while tokens[at].head >= 0, out.count < 12 {
      out.append((tokens[at].head, tokens[at].relation))
      at = tokens[at].head
    }
    return out
  }

  func isVerb(_ index: Int) -> Bool { (tokens[index].upos == .verb || tokens[index].upos == .aux) && !isNominalGerund(index) }

  /// "the shelling of the town by the army": a gerund that stands as a noun, with its object behind "of".
  func isNominalGerund(_ index: Int) -> Bool {
    guard tokens[index].inflection.contains(.gerund), language.isHeadLast else { return false }
    if index + 1 < tokens.count, tokens[index + 1].upos == .adp, language.genitive.contains(tokens[index + 1].form) { return true }
    return index > 0
      && (tokens[index - 1].upos == .det || tokens[index - 1].relation == .possessor
        || language.lists.has("possessive-mark", tokens[index - 1]))
  }

  /// Whether a clause that describes something stands here; a gerund tells of the same time as what is around it.
  func isRemark(_ index: Int) -> Bool {
    [.relative, .acl].contains(tokens[index].relation) && !tokens[index].inflection.contains(.gerund)
  }

  /// Whether a semicolon parts two tokens: two sentences in one.
  func areParted(_ a: Int, _ b: Int) -> Bool { tokens[min(a, b)...max(a, b)].contains { $0.form == Tree.semicolon } }

  private static let semicolon = Word(";")

  // MARK: Voice and parties of a verb

  /// "a été retrouvé et arrêté", "sont battus, affamés et torturés": a participle that has auxiliary and subject of the verb it is joined to.
  private func sharesAuxiliary(_ verb: Int) -> Bool {
    let head = tokens[verb].head
    guard tokens[verb].relation == .conj || isListed(verb), head >= 0, head < verb, isVerb(head),
      child(of: verb, [.nsubj, .passiveSubject, .aux, .passiveAux, .cop, .obj]) == nil
    else { return false }
    return child(of: head, [.passiveAux]) != nil || isListed(head) && sharesAuxiliary(head)
  }

  /// "battus, **affamés** et torturés": a participle in the middle of a list, which the parse takes for a clause of its own.
  private func isListed(_ verb: Int) -> Bool {
    tokens[verb].relation == .advcl && verb > 0 && tokens[verb - 1].form == Word(",") && tokens[verb].inflection.contains(.pastParticiple)
      && child(of: verb, [.conj]) != nil
  }

  func isPassive(_ verb: Int) -> Bool {
    if language.lists.has("never-passive", tokens[verb]) || isReflexive(verb) { return false }
    if child(of: verb, [.passiveAux]) != nil { return true }
    let hasAuxiliary = child(of: verb, [.aux]) != nil
    if child(of: verb, [.passiveSubject, .agentOblique]) != nil, !hasAuxiliary || child(of: verb, [.obj]) == nil {
      let copula = child(of: verb, [.aux]).map { language.lists.has("copula", tokens[$0]) } ?? true
      if copula { return true }
    }
    let isReduced =
      tokens[verb].relation == .acl && tokens[verb].inflection.contains(.past) && child(of: verb, [.nsubj, .obj, .aux]) == nil
    guard tokens[verb].inflection.contains(.pastParticiple) || isReduced else { return false }
    if sharesAuxiliary(verb) { return isPassive(tokens[verb].head) }
    if !language.isBareParticiplePassive, let own = child(of: verb, [.nsubj]), own < verb { return false }
    if tokens[verb].relation == .acl || tokens[verb].relation == .amod { return !hasAuxiliary }
    let hasAux = child(of: verb, [.aux, .cop]) != nil
    if !language.isBareParticiplePassive, child(of: verb, [.nsubj, .obj]) != nil { return false }
    return !hasAux && (tokens[verb].relation == .root || tokens[verb].relation == .parataxis || tokens[verb].relation == .appos)
  }

  private func isReflexive(_ verb: Int) -> Bool {
    children[verb].contains { $0 < verb && tokens[$0].upos == .pron && language.lists.has("reflexive", tokens[$0]) }
  }

  private static let subjects: Set<Relation> = [.nsubj, .passiveSubject, .csubj]

  /// Tokens of the grammatical subject: its own, that of the verb it is coordinated with, its controller's, or the noun that it modifies.
  func grammaticalSubject(_ verb: Int, depth: Int = 0) -> [Int] {
    if language.lists.has("impersonal", tokens[verb]) { return [] }
    if let own = child(of: verb, Tree.subjects) { return [antecedent(own)] }
    guard depth < 4 else { return [] }
    let head = tokens[verb].head
    guard head >= 0 else { return [] }
    if tokens[verb].relation == .cop { return subjectOfPredicate(head, depth: depth + 1) }
    switch tokens[verb].relation {
    case .conj where isVerb(head): return grammaticalSubject(head, depth: depth + 1)
    case .xcomp, .advcl, .ccomp, .obl, .parataxis:
      if tokens[verb].relation == .parataxis || tokens[verb].inflection.contains(.finite) && tokens[verb].relation != .xcomp { return [] }
      if tokens[verb].relation == .xcomp, let object = child(of: head, [.obj, .iobj]), tokens[object].upos != .pron { return [object] }
      let isPredicate = tokens[verb].relation == .xcomp && child(of: head, [.cop]) != nil
      return isVerb(head) || isPredicate ? grammaticalSubject(head, depth: depth + 1) : []
    case .acl, .relative, .amod, .appos:
      if isVerb(head), isPassive(head) { return grammaticalSubject(head, depth: depth + 1) }
      return tokens[verb].inflection.contains(.infinitive) ? [] : [head]
    default: return []
    }
  }

  /// The subject of a predicate with a copula: its own, or that of the verb it depends on ("dit être à l'origine de ...").
  private func subjectOfPredicate(_ predicate: Int, depth: Int) -> [Int] {
    if let own = child(of: predicate, Tree.subjects) { return [antecedent(own)] }
    let verb = tokens[predicate].head
    guard verb >= 0, isVerb(verb), [.xcomp, .ccomp, .obl, .advcl].contains(tokens[predicate].relation) else { return [] }
    return grammaticalSubject(verb, depth: depth)
  }

  /// The noun that a relative pronoun stands for; the token itself if it is none.
  func antecedent(_ index: Int) -> Int {
    guard [.pron, .sconj].contains(tokens[index].upos), language.lists.has("relative", tokens[index]) else { return index }
    let verb = tokens[index].head
    guard verb >= 0, tokens[verb].relation == .relative || tokens[verb].relation == .acl, tokens[verb].head >= 0 else { return index }
    return tokens[verb].head
  }

  /// Whether a noun phrase starts right behind a token.
  func hasObjectBehind(_ index: Int) -> Bool {
    index + 1 < tokens.count && [.det, .num, .noun, .propn].contains(tokens[index + 1].upos)
  }

  /// Who acts: the subject of an active verb, the agent phrase of a passive.
  func logicalSubject(_ verb: Int) -> [Int] {
    guard isPassive(verb) else {
      let found = grammaticalSubject(verb)
      return found.isEmpty && tokens[verb].inflection.isDisjoint(with: [.infinitive, .gerund]) ? subject(before: verb) : found
    }
    let agents = language.lists["agent-preposition"]
    if let agent = child(of: verb, [.agentOblique]),
      agents.isEmpty || children[agent].contains(where: { agents.contains(tokens[$0].lemma) })
    {
      return [agent]
    }
    let marked = children[verb].filter { index in
      [.obl, .nmod].contains(tokens[index].relation)
        && children[index].contains { tokens[$0].relation == .case && agents.contains(tokens[$0].lemma) }
    }
    if let first = marked.first { return [first] }
    return chained(from: verb, agents, limit: 10)
  }

  /// To whom it is done: the object of an active verb, the subject of a passive.
  func logicalObject(_ verb: Int) -> [Int] {
    if isPassive(verb) {
      if let own = child(of: verb, [.passiveSubject, .nsubj]) { return [antecedent(own)] }
      let subject = grammaticalSubject(verb)
      return subject
    }
    if let object = all(of: verb, [.obj]).first(where: { !language.isTime(tokens[$0]) }) { return [antecedent(object)] }
    if let object = relativeObject(verb) { return [object] }
    if tokens[verb].relation == .conj, tokens[verb].head >= 0, isVerb(tokens[verb].head), let shared = child(of: tokens[verb].head, [.obj]),
      shared > verb
    {
      return [shared]
    }
    let behind = nounBehind(verb)
    return behind.isEmpty ? partitive(verb).map { [$0] } ?? [] : behind
  }

  /// "ont volé du bétail": some of a stuff right behind the verb, read as if a preposition led to it.
  private func partitive(_ verb: Int) -> Int? {
    guard verb + 2 < tokens.count, language.isGenitive(tokens[verb + 1]), tokens[verb + 1].shape.contains(.contraction) else { return nil }
    let noun = tokens[verb + 1].head
    return noun > verb && tokens[noun].head == verb && tokens[noun].relation == .obl && tokens[noun].upos == .noun && !namesPlace(noun)
      && !language.isTime(tokens[noun]) ? noun : nil
  }

  /// "the mayor whom gunmen abducted": the noun before a relative clause that has a subject of its own.
  private func relativeObject(_ verb: Int) -> Int? {
    guard [.acl, .relative].contains(tokens[verb].relation), tokens[verb].head >= 0, tokens[verb].head < verb,
      let subject = child(of: verb, [.nsubj]), subject < verb, !language.lists.has("relative", tokens[subject])
    else { return nil }
    let opens = (tokens[verb].head + 1..<subject).contains { language.lists.has("relative-object", tokens[$0]) }
    return opens ? tokens[verb].head : nil
  }

  /// The first noun behind a verb without preposition, before the next verb or mark: an object that the parse missed.
  private func nounBehind(_ verb: Int) -> [Int] {
    var at = verb + 1
    while at < tokens.count, at < verb + 12 {
      let token = tokens[at]
      if token.upos == .verb || token.upos == .sconj || token.upos == .pron || token.shape.contains(.punctuation) && token.form != Word(",")
      {
        return []
      }
      let isFree = [.noun, .propn].contains(token.upos) && !language.isTime(token) && child(of: at, [.case]) == nil
      if isFree, ![.flat, .compound, .conj, .amod, .fixed].contains(token.relation),
        token.head <= at || !tokens[verb].inflection.contains(.finite)
      {
        return token.relation == .nsubj && token.head == verb ? [] : [at]
      }
      if token.shape.contains(.punctuation), at > verb + 1, tokens[at - 1].upos != .propn, tokens[at - 1].upos != .noun { return [] }
      at += 1
    }
    return []
  }

  // MARK: Functions of rules

  /// The tokens that stand at a function of the act word.
  func fillers(_ place: Place, of head: Int) -> [Int] {
    switch place {
    case .subject: isVerb(head) || isPredicate(head) ? logicalSubject(head) : isNominalGerund(head) ? nominalSubject(head) : []
    case .object: isVerb(head) ? logicalObject(head) : isNominalGerund(head) ? nominalObject(head) : []
    case .indirect: all(of: head, [.iobj])
    case .adjective: all(of: head, [.amod])
    case .owner: all(of: head, [.possessor])
    case .compound: language.isHeadLast ? all(of: head, [.compound]) + named(before: head) : []
    case .modifier: all(of: head, [.amod, .nmod, .compound, .acl, .appos])
    case .sentence: Array(tokens.indices)
    case .preposition(let word): prepositional(language.prepositions[word] ?? [Word(word)], of: head)
    }
  }

  /// "is ready": an adjective that says something of a subject.
  private func isPredicate(_ index: Int) -> Bool { tokens[index].upos == .adj && child(of: index, [.cop]) != nil }

  private func nominalSubject(_ head: Int) -> [Int] {
    let by = language.lists.phrases("agent-preposition").flatMap { prepositional($0, of: head) }
    return by.isEmpty ? all(of: head, [.possessor]).filter { !language.isTime(tokens[$0]) } : by
  }

  private func nominalObject(_ head: Int) -> [Int] {
    prepositional(language.genitive, of: head)
  }

  private static let complements: Set<Relation> = [
    .obl, .nmod, .agentOblique, .xcomp, .advcl, .ccomp, .acl, .iobj, .obj, .conj, .appos, .possessor,
  ]

  /// Complements with this preposition, by the tree first, else the next such preposition to the right in the clause.
  func prepositional(_ words: [Word], of head: Int) -> [Int] {
    guard let last = words.last else { return [] }
    if isVerb(head), words.count == 1, language.lists["dative-preposition"].contains(last), let recipient = child(of: head, [.iobj]) {
      return [recipient]
    }
    var found = complements(of: head, words).map { antecedent($0) }
    if found.isEmpty, !isVerb(head), let light = lightVerb(of: head) {
      found = complements(of: light, words).filter { words != language.genitive || isNext(to: head, $0) }
    }
    if found.isEmpty, !isVerb(head), words == language.genitive {
      let people = people(behind: head, words)
      return people.isEmpty ? chained(from: head, [last], limit: 1) : people
    }
    if found.isEmpty, words.count == 1, words != language.genitive { return chained(from: head, [last], limit: 16) }
    if found.isEmpty, words.count > 1 { return chained(from: head, phrase: words, limit: 16) }
    return found
  }

  /// Complements of a word with this preposition; of a verb also one that the parse hung on the object and that stands before them.
  private func complements(of head: Int, _ words: [Word]) -> [Int] {
    let own = children[head].filter { Tree.complements.contains(tokens[$0].relation) && hasCase($0, words) }
    guard isVerb(head), words != language.genitive, let object = child(of: head, [.obj]) else { return own }
    let borne = children[object].filter { index in
      tokens[index].relation == .nmod && hasCase(index, words) && own.allSatisfy { index < $0 && tokens[$0].upos == .propn }
    }
    return borne + own
  }

  /// Whether a complement's preposition is the only one between a noun and it.
  private func isNext(to noun: Int, _ complement: Int) -> Bool {
    noun < complement && (noun + 1..<complement).count { tokens[$0].upos == .adp } <= 1
  }

  /// "une attaque à la machette des miliciens": people that the parse hung on the means.
  private func people(behind head: Int, _ words: [Word]) -> [Int] {
    let means = children[head].filter { $0 > head && tokens[$0].relation == .nmod && !hasCase($0, words) }
    return means.flatMap { children[$0] }.filter {
      tokens[$0].relation == .nmod && hasCase($0, words) && language.classes.classes(of: $0, in: tokens) & language.people != 0
    }
  }

  /// Whether a noun has this (possibly longer) preposition directly before it.
  func hasCase(_ index: Int, _ words: [Word]) -> Bool {
    for child in children[index] where tokens[child].relation == .case || tokens[child].relation == .mark {
      guard child < index || words.count == 1 else { continue }
      if words.count == 1 {
        if tokens[child].lemma == words[0] || tokens[child].form == words[0] { return true }
      } else if ends(at: child, words) {
        return true
      }
    }
    return false
  }

  private func ends(at index: Int, _ words: [Word]) -> Bool {
    guard index + 1 >= words.count else { return false }
    return words.indices.allSatisfy { offset in
      let token = tokens[index + 1 - words.count + offset]
      return token.form == words[offset] || token.lemma == words[offset]
    }
  }

  /// The light verb that carries an act noun: "mener une attaque", "une attaque a été menée", "l'attaque menée par".
  func lightVerb(of noun: Int) -> Int? {
    let head = tokens[noun].head
    if head >= 0, isVerb(head), [.obj, .passiveSubject, .nsubj, .xcomp, .conj].contains(tokens[noun].relation) || isLightOblique(noun),
      language.lists.has("light", tokens[head]) || language.lists.has("suffer", tokens[head])
        || language.lists.has("performative", tokens[head])
    {
      return head
    }
    if let verb = seriesVerb(of: noun) { return verb }
    return children[noun].first {
      [.acl, .relative].contains(tokens[$0].relation) && isVerb($0) && language.lists.has("light", tokens[$0])
    }
  }

  /// The verb that says of an act noun that it happened: "des combats **ont éclaté**", "the clashes **broke out**".
  func eventVerb(of noun: Int) -> Int? {
    let verb = tokens[noun].head
    guard verb >= 0, isVerb(verb), [.nsubj, .passiveSubject].contains(tokens[noun].relation) else { return nil }
    return language.lists.has("event", tokens[verb]) || isEventPhrase(verb) ? verb : nil
  }

  /// "ont eu lieu", "took place": a verb that says so with its object.
  private func isEventPhrase(_ verb: Int) -> Bool {
    language.lists.phrases("event").contains { words in
      words.count == 2 && words[0] == tokens[verb].lemma
        && (verb + 1..<min(verb + 3, tokens.count)).contains { tokens[$0].lemma == words[1] || tokens[$0].form == words[1] }
    }
  }

  /// "answered with artillery fire", "engaged the position with artillery fire": the active verb that an act noun is the means of.
  func verbOfMeans(_ noun: Int) -> Int? {
    guard !isVerb(noun), [.obl, .nmod].contains(tokens[noun].relation), tokens[noun].head >= 0,
      children[noun].contains(where: { tokens[$0].relation == .case && language.lists.has("means-preposition", tokens[$0]) })
    else { return nil }
    let head = tokens[noun].head
    let verb = tokens[head].relation == .obj ? tokens[head].head : head
    return verb >= 0 && isVerb(verb) && !isPassive(verb) ? verb : nil
  }

  /// "engager une campagne de bombardements": the light verb of a series that an act noun makes.
  private func seriesVerb(of noun: Int) -> Int? {
    let series = tokens[noun].head
    guard series >= 0, series < noun, tokens[noun].relation == .nmod, language.lists.has("series-noun", tokens[series]),
      hasCase(noun, language.genitive), tokens[series].head >= 0, isVerb(tokens[series].head),
      language.lists.has("light", tokens[tokens[series].head])
    else { return nil }
    return tokens[series].head
  }

  /// "procéder à une attaque", not "après une attaque".
  private func isLightOblique(_ noun: Int) -> Bool {
    let marks = tokens[noun].relation == .obl ? all(of: noun, [.case]) : []
    return !marks.isEmpty && marks.allSatisfy { language.lists.has("light-preposition", tokens[$0]) }
  }

  // MARK: Stretches of text

  private static let outside: Set<Relation> = [
    .relative, .parataxis, .conj, .cc, .punct, .ccomp, .advcl, .appos, .acl, .cop, .nsubj, .passiveSubject, .expl, .aux, .passiveAux, .mark,
    .csubj, .obl,
  ]

  /// The tokens of a noun phrase without relative clauses, appositions and coordinated parts.
  func phrase(_ head: Int) -> ClosedRange<Int> {
    var inside: Set<Int> = [head]
    var open = [head]
    while let index = open.popLast() {
      for child in children[index] {
        let relation = tokens[child].relation
        if Tree.outside.contains(relation) || relation == .case && index == head || isLoose(child, behind: head) { continue }
        inside.insert(child)
        open.append(child)
      }
    }
    var (low, high) = (head, head)
    while low > 0, head - low < 14 {
      if inside.contains(low - 1) || low > 1 && isGap(low - 1) && inside.contains(low - 2) {
        low -= 1
      } else if let before = beforeBracket(low - 1), inside.contains(before) {
        low = before
      } else {
        break
      }
    }
    while high + 1 < tokens.count, high - head < 14,
      inside.contains(high + 1) || high + 2 < tokens.count && isGap(high + 1) && inside.contains(high + 2)
    { high += 1 }
    while high + 1 < tokens.count, high - low < 14, joinsName(high, high + 1) { high += 1 }
    if let article = (low + 1..<max(low + 1, head)).first(where: { tokens[$0].upos == .det && tokens[$0 - 1].upos == .adj }) {
      low = article
    }
    while low < head, isTrim(tokens[low]) { low += 1 }
    while high > head, tokens[high].shape.contains(.punctuation) || tokens[high].relation == .advmod { high -= 1 }
    return low...high
  }

  /// "the ALN [Army of the North] spokesmen": the token before a bracket that ends at a token.
  private func beforeBracket(_ end: Int) -> Int? {
    let marks = [("]", "["), (")", "(")].map { (close: Word($0.0), open: Word($0.1)) }
    guard let mark = marks.first(where: { $0.close == tokens[end].form }) else { return nil }
    let open = (max(1, end - 12)..<max(1, end)).last { tokens[$0].form == mark.open }
    return open.map { $0 - 1 }
  }

  /// "the Pashtun Liberation | Column": capitals side by side are one name.
  private func joinsName(_ left: Int, _ right: Int) -> Bool {
    [left, right].allSatisfy { tokens[$0].shape.contains(.capitalised) && [.noun, .propn, .adj].contains(tokens[$0].upos) }
      && !language.isTime(tokens[right]) && left > 0 && !tokens[right].shape.contains(.lineStart)
  }

  /// A mark or small word inside a phrase that the tree hung elsewhere.
  private func isGap(_ index: Int) -> Bool {
    tokens[index].shape.contains(.punctuation) || [.adp, .det, .cconj, .part].contains(tokens[index].upos)
  }

  private func isTrim(_ token: Token) -> Bool {
    switch token.upos {
    case .adp: !token.shape.contains(.contraction)
    case .sconj, .cconj, .punct: true
    default: token.shape.contains(.punctuation)
    }
  }

  /// A complement behind a comma, one that names a source ("l'armée selon la radio"), or where a thing stands ("une base dans le Golan").
  private func isLoose(_ child: Int, behind head: Int) -> Bool {
    guard child > head else { return false }
    if tokens[head].upos == .noun, namesPlace(child),
      children[child].contains(where: { tokens[$0].relation == .case && language.lists.has("site-preposition", tokens[$0]) })
    {
      return true
    }
    if tokens[head].upos == .noun || tokens[head].upos == .propn, !language.channelIndex.matches(at: child, in: tokens).isEmpty,
      children[child].contains(where: { tokens[$0].relation == .case && !language.isGenitive(tokens[$0]) })
    {
      return true
    }
    return children[child].contains { index in
      index < child
        && (tokens[index].form == Word(",") || tokens[index].relation == .case && language.lists.has("source-preposition", tokens[index]))
    }
  }

  func span(_ range: ClosedRange<Int>) -> Span { Span(tokens[range.lowerBound].span.start, tokens[range.upperBound].span.end) }
  func text(_ index: Int) -> String { document.text(of: tokens[index].span) ?? "" }
}
