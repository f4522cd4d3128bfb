import Grammar
import SourceText

/// What a number counts, told by the words around it.
extension TollReader {
  /// The noun that a number counts: its governor to the right, else the next noun; the number itself if it stands alone.
  func counted(_ quantity: Quantity, _ tree: Tree) -> Int {
    if isMore(quantity.end, tree), isLastOfPhrase(quantity.end, tree) { return quantity.end }
    for number in quantity.tokens.reversed() {
      var head = tree.tokens[number].head
      while head > quantity.tokens.upperBound, [.compound, .amod].contains(tree.tokens[head].relation), tree.tokens[head].head > head,
        !(head..<tree.tokens[head].head).contains(where: { tree.tokens[$0].upos == .punct })
      {
        head = tree.tokens[head].head
      }
      if head > quantity.tokens.upperBound, [.nummod, .det, .advmod, .amod, .nmod].contains(tree.tokens[number].relation),
        [.noun, .propn, .pron, .adj, .num].contains(tree.tokens[head].upos)
      {
        return head
      }
    }
    var at = quantity.end
    while at < tree.tokens.count, at < quantity.end + 4 {
      let token = tree.tokens[at]
      if token.upos == .noun || token.upos == .propn { return language.isTime(token) ? quantity.tokens.upperBound : at }
      guard [.adp, .det, .adj, .pron].contains(token.upos) else { break }
      at += 1
    }
    return quantity.tokens.upperBound
  }

  /// Whether no noun follows, as in "45 autres près de la gare": the word stands for the people itself.
  private func isLastOfPhrase(_ index: Int, _ tree: Tree) -> Bool {
    guard index + 1 < tree.tokens.count else { return true }
    let next = tree.tokens[index + 1]
    return next.upos == .verb ? kinds(at: index + 1, tree) != nil : ![.noun, .propn, .adj, .num].contains(next.upos)
  }

  /// Which toll a number is; nil if it is none.
  func casualty(of quantity: Quantity, _ note: SentenceNotes, after last: [String]) -> Casualty? {
    let tree = note.tree
    let head = counted(quantity, tree)
    let who: Int? = head > quantity.tokens.upperBound ? head : nil
    if let kinds = partKinds(of: quantity, tree) { return Casualty(kinds: kinds, who: who, end: head, isPart: true) }
    if let kinds = nextTo(quantity, tree) {
      return befallen(kinds, head, who, quantity, note) ?? Casualty(kinds: kinds, who: nil, end: quantity.end)
    }
    if head < quantity.end + 3, isThing(head, tree), kinds(at: head, tree) == nil { return nil }
    if let casualty = told(by: head, who, quantity, tree) {
      return befallen(casualty.kinds, head, who, quantity, note) ?? casualty
    }
    if isUpdated(quantity, note) { return update(quantity, note) }
    if quantity.max == 0, isCasualtyNoun(head, tree) { return Casualty(kinds: ["killed", "injured"], who: nil, end: head) }
    if let casualty = done(to: head, who, quantity, note) { return casualty }
    guard who == nil || isPerson(head, tree) else { return nil }
    return behindNoun(quantity, who, tree) ?? governed(head, who, quantity, tree) ?? behindVerb(quantity, who, note) ?? against(
      quantity, who, tree, last)
      ?? linear(quantity, who, tree)
  }

  /// "trois drones abattus", "300 oiseaux morts": what is counted is nobody.
  private func isThing(_ index: Int, _ tree: Tree) -> Bool {
    let classes = language.classes.classes(of: index, in: tree.tokens)
    return classes & language.people == 0
      && classes & language.classes.mask(["vehicle", "building", "place", "weapon", "animal", "machine"]) != 0
  }

  // MARK: Ways to tell it

  /// "8 dead", "douze blessés": the word right behind the number.
  private func nextTo(_ quantity: Quantity, _ tree: Tree) -> [String]? {
    guard quantity.end < tree.tokens.count, [.noun, .adj].contains(tree.tokens[quantity.end].upos) || !tree.hasObjectBehind(quantity.end)
    else { return nil }
    return kinds(at: quantity.end, tree)
  }

  /// "a libéré 39 prisonniers": what befalls people who are called after what befell them before.
  private func befallen(_ kinds: [String], _ head: Int, _ who: Int?, _ quantity: Quantity, _ note: SentenceNotes) -> Casualty? {
    guard kinds.allSatisfy({ ["detained", "displaced", "abducted"].contains($0) }), note.tree.tokens[head].upos == .noun,
      let act = done(to: head, who, quantity, note) ?? governed(head, who, quantity, note.tree), act.kinds != kinds, act.isOfAct
    else { return nil }
    return act
  }

  /// The counted noun is a word of casualties, or one hangs on it: "12 soldats tués", "12 soldats qui ont perdu la vie".
  ///
  /// Two kinds are told by "deux soldats enlevés ont été libérés", not by "deux morts et trois soldats enlevés"; the wounded who died are dead.
  private func told(by head: Int, _ who: Int?, _ quantity: Quantity, _ tree: Tree) -> Casualty? {
    for index in [head] + tree.children[head].filter({ $0 > head && tree.tokens[$0].relation != .conj }) {
      guard let kinds = kinds(at: index, tree) else { continue }
      let isMember = index == head || tree.tokens[head].relation == .conj
      let more = isMember ? [] : (governed(head, who, quantity, tree)?.kinds ?? []).filter { !kinds.contains($0) }
      let all = more.contains("killed") && kinds == ["injured"] ? more : kinds + more
      return Casualty(kinds: all, who: index == head ? nil : who, end: index, isOfAct: true)
    }
    for number in Set([head, quantity.tokens.lowerBound, quantity.tokens.upperBound]) {
      for verb in tree.all(of: number, [.relative, .acl]) {
        if let kinds = phraseKinds(around: verb, tree) { return Casualty(kinds: kinds, who: who, end: max(head, verb), isOfAct: true) }
      }
    }
    return nil
  }

  /// An act that was read counts it: "a arrêté 12 pêcheurs".
  private func done(to head: Int, _ who: Int?, _ quantity: Quantity, _ note: SentenceNotes) -> Casualty? {
    let tree = note.tree
    for mention in note.mentions {
      let toll = mention.tolls.first {
        $0.head == head || $0.head == quantity.tokens.upperBound
          || tree.coordinated($0.head).contains(head)
            && !(min(mention.head, head) + 1..<max(mention.head + 1, head)).contains(where: tree.isVerb)
      }
      guard let toll else { continue }
      let more = coordinated(mention.head, tree).filter { $0 != toll.kind }
      return Casualty(kinds: [toll.kind] + more, who: who, end: max(head, mention.tokens.max() ?? head), isOfAct: true)
    }
    return nil
  }

  /// The verb or noun above it is a word of casualties.
  private func governed(_ head: Int, _ who: Int?, _ quantity: Quantity, _ tree: Tree) -> Casualty? {
    let above = tree.governors(of: head).filter { !quantity.tokens.contains($0.index) }.prefix(2)
    for (governor, via) in above {
      guard [.nsubj, .passiveSubject, .obj, .obl, .iobj, .nmod, .conj, .xcomp].contains(via) else { break }
      if via == .obl && tree.isPassive(governor) || via == .nsubj && isDoing(governor, tree) { break }
      let kinds = kinds(at: governor, tree).map { $0 + coordinated(governor, tree) } ?? phraseKinds(around: governor, tree)
      let isOfAct = tree.isVerb(governor) && governor == above.first?.index
      if let kinds { return Casualty(kinds: kinds, who: who, end: max(head, governor), isOfAct: isOfAct) }
    }
    return nil
  }

  /// "l'arrestation de 14 autres": the number stands right behind the noun.
  private func behindNoun(_ quantity: Quantity, _ who: Int?, _ tree: Tree) -> Casualty? {
    let start = quantity.tokens.lowerBound
    guard who != nil, start > 1, language.isGenitive(tree.tokens[start - 1]), tree.tokens[start - 2].upos == .noun,
      let kinds = kinds(at: start - 2, tree)
    else { return nil }
    return Casualty(kinds: kinds, who: who, end: who ?? start)
  }

  /// "en a blessé 45 autres", "tuant douze d'entre eux": the number stands right behind the verb.
  private func behindVerb(_ quantity: Quantity, _ who: Int?, _ note: SentenceNotes) -> Casualty? {
    let tree = note.tree
    let isAlone =
      quantity.end >= tree.tokens.count || tree.tokens[quantity.end].upos != .noun
      || note.moments.contains { $0.tokens.contains(quantity.end) }
    var verb = quantity.tokens.lowerBound - 1
    while verb >= 0, tree.tokens[verb].upos == .adv { verb -= 1 }
    guard who != nil || isAlone, verb >= 0, tree.isVerb(verb), let kinds = kinds(at: verb, tree) else { return nil }
    return Casualty(kinds: kinds, who: who, end: who ?? quantity.tokens.upperBound)
  }

  /// "163 rebelles tués, contre onze soldats": the other side of a figure.
  private func against(_ quantity: Quantity, _ who: Int?, _ tree: Tree, _ last: [String]) -> Casualty? {
    let start = quantity.tokens.lowerBound
    guard !last.isEmpty, let who, start > 1, tree.tokens[start - 2].form == Word(","),
      language.numerals.lists["against"]?.contains(tree.tokens[start - 1].form) == true
    else { return nil }
    return Casualty(kinds: last, who: who, end: who)
  }

  /// A casualty word next to the number: "55 blessées", "40 autres ont été blessés"; no verb or number may stand between.
  private func linear(_ quantity: Quantity, _ who: Int?, _ tree: Tree) -> Casualty? {
    for at in quantity.end..<max(quantity.end, min(tree.tokens.count, quantity.end + 5)) {
      if let kinds = kinds(at: at, tree) { return isDoing(at, tree) ? nil : Casualty(kinds: kinds, who: who, end: at) }
      if [.punct, .cconj, .num].contains(tree.tokens[at].upos) { return nil }
    }
    return nil
  }

  // MARK: Updates

  func isUpdate(_ verb: Int, _ tree: Tree) -> Bool { isListed("update", tree.tokens[verb]) }

  private func isListed(_ key: String, _ token: Token) -> Bool {
    language.numerals.lists[key].map { $0.contains(token.lemma) || $0.contains(token.form) } == true
  }

  func updated(_ quantity: Quantity, _ tree: Tree) -> (verb: Int, measure: Int)? {
    let measures = language.numerals.lists["measure"] ?? []
    let above = tree.governors(of: quantity.tokens.upperBound).prefix(5)
    let own = above.firstIndex { [.nsubj, .passiveSubject].contains($0.via) } ?? above.endIndex
    guard let verb = above[..<own].first(where: { isUpdate($0.index, tree) })?.index,
      let measure = tree.tokens.indices.first(where: { measures.contains(tree.tokens[$0].lemma) && abs($0 - verb) < 25 })
    else { return nil }
    return (verb, measure)
  }

  private func isUpdated(_ quantity: Quantity, _ note: SentenceNotes) -> Bool { updatedKinds(quantity, note) != nil }

  /// "le nombre de tués est passé à 14"; nothing for the figure that it leaves behind ("up from five", "contre 65 la veille").
  private func update(_ quantity: Quantity, _ note: SentenceNotes) -> Casualty? {
    let start = quantity.tokens.lowerBound
    if quantity.qualifier != "range", start > 0, isLeft(behind: note.tree.tokens[start - 1]) { return nil }
    return updatedKinds(quantity, note).map { Casualty(kinds: $0, who: nil, end: quantity.tokens.upperBound) }
  }

  private func isLeft(behind token: Token) -> Bool { language.numerals.isA(.from, token.form) || isListed("against", token) }

  /// The number behind an update verb counts what its subject is about.
  private func updatedKinds(_ quantity: Quantity, _ note: SentenceNotes) -> [String]? {
    let tree = note.tree
    guard let (verb, measure) = updated(quantity, tree) else { return nil }
    let about = tree.tokens.indices.filter { index in
      measure < verb
        ? (measure...verb).contains(index) || tree.children[measure].contains(index)
        : (measure + 1..<measure + 4).contains(index) || tree.governors(of: index).prefix(5).contains { $0.index == measure }
    }
    for index in about {
      if let mention = note.mentions.first(where: { $0.tokens.contains(index) && !$0.tolls.isEmpty }) { return [mention.tolls[0].kind] }
      if let kinds = kinds(at: index, tree) { return kinds }
    }
    if quantity.end < tree.tokens.count, let kinds = kinds(at: quantity.end, tree) { return kinds }
    return language.numerals.lists["deaths"]?.contains(tree.tokens[measure].lemma) == true ? ["killed"] : nil
  }

  // MARK: Words of casualties

  /// The kinds of toll of a single word of casualties.
  func kinds(at index: Int, _ tree: Tree) -> [String]? {
    let matches = language.casualties.matches(at: index, in: tree.tokens).filter { $0.tokens.count == 1 }
    guard let rule = matches.first?.rule, !isStricken(index, tree) else { return nil }
    let inflection = tree.tokens[index].inflection
    let isPurpose = inflection.contains(.infinitive) && !inflection.contains(.finite) && tree.tokens[index].relation == .acl
    return tree.tokens[index].upos == .verb && isPurpose ? nil : [language.casualtyKinds[rule]]
  }

  /// "il a été victime d'un vol": who is said to be a victim of something may live.
  private func isStricken(_ index: Int, _ tree: Tree) -> Bool {
    isCasualtyNoun(index, tree) && tree.child(of: index, [.cop, .passiveAux]) != nil && tree.child(of: index, [.nmod, .obl]) != nil
  }

  /// "perdre la vie", "lost their lives" around a verb.
  private func phraseKinds(around verb: Int, _ tree: Tree) -> [String]? {
    language.casualties.matches(at: verb, in: tree.tokens).first { $0.tokens.count > 1 }.map { [language.casualtyKinds[$0.rule]] }
  }

  /// "killed and wounded": kinds of the verbs that share the people of a verb.
  private func coordinated(_ verb: Int, _ tree: Tree) -> [String] {
    tree.all(of: verb, [.conj]).filter { other in
      tree.isVerb(other) && tree.children[other].contains { language.numerals.isA(.betweenAnd, tree.tokens[$0].form) }
        && tree.child(of: other, [.nsubj, .passiveSubject, .aux, .passiveAux]) == nil && !tree.hasObjectBehind(other)
        && !(verb..<other).contains { tree.tokens[$0].upos == .num || tree.tokens[$0].shape.contains(.number) }
    }.flatMap { kinds(at: $0, tree) ?? [] }
  }

  /// Whether the subject of a verb of casualties is who did it: "the force captured two men", "the blast killed at least ten", not "two died".
  private func isDoing(_ verb: Int, _ tree: Tree) -> Bool {
    guard tree.isVerb(verb), !tree.isPassive(verb), !isListed("suffer", tree.tokens[verb]) else { return false }
    if let object = tree.child(of: verb, [.obj, .xcomp]),
      object < verb || !(verb..<object).contains(where: { tree.tokens[$0].upos == .adp })
    {
      return object > verb
    }
    if tree.hasObjectBehind(verb) { return !(tree.tokens[verb + 1].relation == .obl && tree.tokens[verb + 1].head == verb) }
    return (verb + 2..<max(verb + 2, min(tree.tokens.count, verb + 6))).contains { index in
      tree.tokens[index].upos == .num && language.numerals.bound(before: index, in: tree.tokens)?.start == verb + 1
    }
  }

  func isCasualtyNoun(_ index: Int, _ tree: Tree) -> Bool { isListed("casualties", tree.tokens[index]) }

  private func isMore(_ index: Int, _ tree: Tree) -> Bool {
    index < tree.tokens.count && language.numerals.lists["more"]?.contains(tree.tokens[index].lemma) == true
  }

  func isPerson(_ index: Int, _ tree: Tree) -> Bool {
    language.classes.classes(of: index, in: tree.tokens) & language.people != 0 || tree.tokens[index].upos == .propn
      || tree.tokens[index].upos == .pron || isMore(index, tree)
  }

  // MARK: Parts of a figure told before

  /// "Parmi les blessés figurent deux policiers": the kinds of which a number that counts people tells a part.
  func partKinds(of quantity: Quantity, _ tree: Tree) -> [String]? {
    let head = counted(quantity, tree)
    guard head > quantity.tokens.upperBound, isPerson(head, tree) else { return nil }
    for words in language.numerals.phrases["among"] ?? [] {
      for at in max(0, quantity.tokens.lowerBound - 8)..<min(tree.tokens.count, head + 8) where tree.has(words, startingAt: at) {
        let number = at + words.count
        let noun = number < tree.tokens.count && tree.tokens[number].upos == .num ? number + 1 : number
        guard noun < tree.tokens.count, noun != head, quantity.end != noun, let kinds = kinds(at: noun, tree) else { continue }
        return kinds
      }
    }
    return nil
  }
}

extension Tree {
  /// Whether a phrase starts at a token.
  func has(_ words: [Word], startingAt start: Int) -> Bool {
    start >= 0 && start + words.count <= tokens.count && words.indices.allSatisfy { tokens[start + $0].form == words[$0] }
  }
}
