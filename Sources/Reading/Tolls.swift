import Codes
import Grammar
import Packs
import Records
import SourceText

/// A figure of the text and where it stands.
struct TollNote {
  var toll: Toll
  let sentence: Int
  let token: Int
  let paragraph: Int
  var speakers: [SpeakerMention]
  /// Whether it is a part of a figure that another sentence tells.
  var isPart = false
}

/// What a number counts: the kinds of toll, the word for those who were hit, and the last token that tells it.
struct Casualty {
  var kinds: [String]
  var who: Int?
  var end: Int
  /// Whether it is a part of a figure that another sentence tells.
  var isPart = false
  /// Whether an act that was read, or a participle on the counted word, tells it, and not the words around.
  var isOfAct = false

  /// Whether other members of a list share it: "trois soldats et deux civils ont été tués", not "trois soldats et deux morts".
  var isShared: Bool { who != nil && !isPart }

  init(kinds: [String], who: Int?, end: Int, isPart: Bool = false, isOfAct: Bool = false) {
    (self.kinds, self.who, self.end, self.isPart, self.isOfAct) = (kinds, who, end, isPart, isOfAct)
  }

  /// What another member of a list tells of these people.
  init(sharing other: Casualty, who: Int) { self.init(kinds: other.kinds, who: who, end: who, isOfAct: other.isOfAct) }
}

/// Reads casualty figures.
struct TollReader {
  let language: Language
  let document: Document
  let parties: PartyReader

  /// The figures of one sentence.
  func tolls(in note: SentenceNotes) -> [TollNote] {
    var found: [TollNote] = []
    for (quantity, casualty) in zip(note.quantities, casualties(in: note)) {
      guard let casualty, quantity.qualifier != "article" || isCountedAlone(quantity, casualty, note.tree) else { continue }
      found += casualty.kinds.compactMap { toll(quantity, $0, casualty, note) }
    }
    return described(subgrouped(found, note), note) + zeroTolls(in: note)
  }

  /// What each amount of a sentence counts; the members of a list share what is told of one of them.
  private func casualties(in note: SentenceNotes) -> [Casualty?] {
    var found: [Casualty?] = []
    for (index, quantity) in note.quantities.enumerated() {
      let last = found.compactMap { $0 }.last?.kinds ?? []
      found.append(isInside(index, note) ? nil : casualty(of: quantity, note, after: last))
    }
    var shared: Set<Int> = []
    for index in found.indices.dropLast().reversed() where found[index] == nil {
      guard let next = found[index + 1], let link = link(index, index + 1, note), link.isAnd || shared.contains(index + 1) else { continue }
      found[index] = next.isShared ? Casualty(sharing: next, who: link.first) : nil
      if found[index] != nil { shared.insert(index) }
    }
    for index in found.indices.dropFirst() where found[index] == nil {
      guard let before = found[index - 1], before.isShared, let link = link(index - 1, index, note), !isSubject(link.second, note.tree)
      else { continue }
      found[index] = Casualty(sharing: before, who: link.second)
    }
    return found
  }

  /// "aucun des 12 passagers", "cinq membres d'une famille": a number inside what another one counts.
  private func isInside(_ index: Int, _ note: SentenceNotes) -> Bool {
    guard index > 0 else { return false }
    let (tree, before, quantity) = (note.tree, note.quantities[index - 1], note.quantities[index])
    let between = before.end..<max(before.end, quantity.tokens.lowerBound)
    let isOfNone = before.max == 0 && !between.isEmpty && between.allSatisfy { [.adp, .det].contains(tree.tokens[$0].upos) }
    let (outer, inner) = (counted(before, tree), counted(quantity, tree))
    let isOfPeople =
      before.qualifier != "article" && outer > before.tokens.upperBound && isPerson(outer, tree)
      && tree.tokens[inner].relation == .nmod && tree.tokens[inner].head == outer
      && language.isGenitive(tree.tokens[quantity.tokens.lowerBound - 1])
    return isOfNone || isOfPeople
  }

  /// "trois soldats et deux civils": the counted people of two amounts, if nothing but a comma or an "and" joins them.
  private func link(_ first: Int, _ second: Int, _ note: SentenceNotes) -> (first: Int, second: Int, isAnd: Bool)? {
    let (tree, left, right) = (note.tree, note.quantities[first], note.quantities[second])
    let (one, other) = (counted(left, tree), counted(right, tree))
    let start = right.tokens.lowerBound
    guard one > left.tokens.upperBound, one < start - 1, other > right.tokens.upperBound, isPerson(one, tree), isPerson(other, tree) else {
      return nil
    }
    let isAnd = language.numerals.isA(.betweenAnd, tree.tokens[start - 1].form)
    let inner = one + 1..<start - 1
    guard isAnd || tree.tokens[start - 1].form == Word(","), inner.count < 6,
      inner.allSatisfy({ [.adj, .adp, .det, .noun, .propn].contains(tree.tokens[$0].upos) })
    else { return nil }
    return (one, other, isAnd)
  }

  private func isSubject(_ index: Int, _ tree: Tree) -> Bool {
    [.nsubj, .passiveSubject].contains(tree.tokens[index].relation) && tree.tokens[index].head > index
  }

  /// "un mort" is a count, and so is "un soldat a été tué"; a single person who is held or set free is whom an act hit, and no figure.
  private func isCountedAlone(_ quantity: Quantity, _ casualty: Casualty, _ tree: Tree) -> Bool {
    let head = counted(quantity, tree)
    if !tree.isVerb(head), kinds(at: head, tree) != nil { return true }
    let isSomebody = language.classes.classes(of: head, in: tree.tokens) & language.classes.mask(["person", "armed"]) != 0
    return isSomebody && casualty.isOfAct && casualty.kinds.contains { ["killed", "injured", "missing"].contains($0) }
  }

  private func toll(_ quantity: Quantity, _ kind: String, _ casualty: Casualty, _ note: SentenceNotes) -> TollNote? {
    let tree = note.tree
    let last = min(max(casualty.end, quantity.tokens.upperBound), quantity.tokens.upperBound + 6)
    guard let evidence = Evidence(tree.span(quantity.tokens.lowerBound...last), in: document),
      let count = (isUpdated(quantity, tree) ? quantity.last : quantity).people
    else { return nil }
    let words = casualty.who.flatMap { document.text(of: tree.span(tree.phrase($0))) }
    let qualifier = quantity.qualifier == "article" ? "exact" : quantity.qualifier
    var toll = Toll(kind: kind, min: count.min, max: count.max, best: count.best, qualifier: qualifier, who: words, evidence: [evidence])
    toll.population = population(casualty.who, tree)
    if casualty.isPart {
      toll.scope = "partial"
    } else if updated(quantity, tree) != nil {
      toll.scope = "update"
    }
    return TollNote(
      toll: toll, sentence: note.index, token: quantity.tokens.upperBound, paragraph: note.paragraph, speakers: [], isPart: casualty.isPart)
  }

  /// "est passé de 24 à 31": of a range behind an update verb the last figure counts.
  private func isUpdated(_ quantity: Quantity, _ tree: Tree) -> Bool {
    quantity.qualifier == "range" && language.numerals.isA(.from, tree.tokens[quantity.tokens.lowerBound].form)
      && tree.governors(of: quantity.tokens.upperBound).prefix(3).contains { isUpdate($0.index, tree) }
  }

  private func population(_ who: Int?, _ tree: Tree) -> String {
    guard let who else { return "unknown" }
    let kinds = language.kinds.names(language.kinds.classes(of: who, in: tree.tokens))
    let armed = language.classes.classes(of: who, in: tree.tokens) & language.classes.mask(["armed"]) != 0
    if armed || kinds.contains("military") || kinds.contains("rebel") { return "combatant" }
    return kinds.contains("civilian") ? "civilian" : "unknown"
  }

  /// "principalement des femmes et des enfants": groups without figures behind a toll.
  private func described(_ tolls: [TollNote], _ note: SentenceNotes) -> [TollNote] {
    var tolls = tolls
    let tokens = note.tree.tokens
    for words in language.numerals.phrases["mostly"] ?? [] {
      for start in tokens.indices.dropLast(words.count) where words.indices.allSatisfy({ tokens[start + $0].form == words[$0] }) {
        guard !note.quantities.contains(where: { $0.tokens.lowerBound == start + words.count }),
          let whole = tolls.lastIndex(where: { $0.token < start && start - $0.token < 8 })
        else { continue }
        tolls[whole].toll.subgroups += groups(from: start + words.count, note.tree)
      }
    }
    return tolls
  }

  /// The people of a list that starts at a token, up to a number, a verb or another mark than a comma.
  private func groups(from start: Int, _ tree: Tree) -> [Subgroup] {
    var found: [Subgroup] = []
    let people = language.classes.mask(["person", "armed"])
    for index in start..<min(tree.tokens.count, start + 8) {
      let token = tree.tokens[index]
      guard [.det, .adp, .adj, .cconj, .noun].contains(token.upos) || token.form == Word(",") else { break }
      guard token.upos == .noun else { continue }
      guard language.classes.classes(of: index, in: tree.tokens) & people != 0, let evidence = Evidence(token.span, in: document) else {
        break
      }
      found.append(Subgroup(group: tree.text(index), min: nil, max: nil, evidence: [evidence]))
    }
    return found
  }

  /// "dont neuf femmes" belongs to the figure before it; a number among them is also a figure of its own, a partial one
  /// unless something else befell them ("dont 300 ont été relâchées").
  private func subgrouped(_ tolls: [TollNote], _ note: SentenceNotes) -> [TollNote] {
    var tolls = tolls
    var parts: [TollNote] = []
    for index in partIndices(note) {
      let quantity = note.quantities[index]
      let own = tolls.filter { $0.token == quantity.tokens.upperBound }
      tolls.removeAll { $0.token == quantity.tokens.upperBound }
      let head = counted(quantity, note.tree)
      guard let owner = tolls.lastIndex(where: { $0.token < quantity.tokens.lowerBound }), let count = quantity.people,
        let evidence = Evidence(note.tree.span(quantity.tokens.lowerBound...max(head, quantity.tokens.upperBound)), in: document)
      else { continue }
      let whole = tolls[owner].toll
      tolls[owner].toll.subgroups.append(Subgroup(group: note.tree.text(head), min: count.min, max: count.max, evidence: [evidence]))
      let who = head > quantity.tokens.upperBound ? head : nil
      let others = own.filter { $0.toll.kind != whole.kind }
      parts += others
      guard others.isEmpty, quantity.qualifier != "article",
        var part = toll(quantity, whole.kind, Casualty(kinds: [], who: who, end: head), note)
      else { continue }
      part.toll.scope = "partial"
      part.toll.who = who.map { note.tree.text($0) }
      parts.append(part)
    }
    return tolls + parts
  }

  /// The amounts that tell parts, and those that a list joins to them: "dont cinq policiers et trois civils".
  private func partIndices(_ note: SentenceNotes) -> [Int] {
    note.quantities.indices.reduce(into: []) { found, index in
      let isJoined = index > 0 && found.last == index - 1 && link(index - 1, index, note).map { !isSubject($0.second, note.tree) } == true
      if isJoined || isPart(note.quantities[index], note) { found.append(index) }
    }
  }

  /// "dont neuf femmes", "eleven of them women".
  private func isPart(_ quantity: Quantity, _ note: SentenceNotes) -> Bool {
    (language.numerals.phrases["of-which"] ?? []).contains { words in
      note.tree.has(words, startingAt: quantity.tokens.lowerBound - words.count) || note.tree.has(words, startingAt: quantity.end)
    }
  }
}
