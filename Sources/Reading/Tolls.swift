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
}

/// Reads casualty figures.
struct TollReader {
  let language: Language
  let document: Document
  let parties: PartyReader

  /// The figures of one sentence.
  func tolls(in note: SentenceNotes) -> [TollNote] {
    var found: [TollNote] = []
    var lastKind: String?
    for quantity in note.quantities {
      guard let (kinds, who, end) = kinds(of: quantity, note, after: lastKind) else { continue }
      if quantity.qualifier == "article" && !isCountedAlone(quantity, note, kinds) { continue }
      for kind in kinds {
        guard let toll = toll(quantity, kind, who, end, note) else { continue }
        found.append(
          TollNote(toll: toll, sentence: note.index, token: quantity.tokens.upperBound, paragraph: note.paragraph, speakers: []))
      }
      lastKind = kinds.first
    }
    return described(subgrouped(found, note), note) + zeroTolls(in: note)
  }

  /// "un soldat a été tué" is a count; "un mort" too; any other "un" is not.
  private func isCountedAlone(_ quantity: Quantity, _ note: SentenceNotes, _ kinds: [String]) -> Bool {
    let head = counted(quantity, note.tree)
    let verb = note.tree.tokens[head].head
    return casualty(head, note.tree) != nil || verb >= 0 && note.mentions.contains { mention in mention.tolls.contains { $0.head == head } }
      || verb >= 0 && casualty(verb, note.tree) != nil && [.nsubj, .passiveSubject, .obj].contains(note.tree.tokens[head].relation)
  }

  /// The noun that a number counts: its governor to the right, else the next noun; the number itself if it stands alone.
  private func counted(_ quantity: Quantity, _ tree: Tree) -> Int {
    for number in quantity.tokens.reversed() {
      var head = tree.tokens[number].head
      while head > quantity.tokens.upperBound, [.compound, .amod].contains(tree.tokens[head].relation), tree.tokens[head].head > head {
        head = tree.tokens[head].head
      }
      if head > quantity.tokens.upperBound, [.nummod, .det, .advmod, .amod, .nmod].contains(tree.tokens[number].relation),
        !tree.isVerb(head)
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

  /// Which toll a number is, who is counted, and the last token of its words.
  private func kinds(of quantity: Quantity, _ note: SentenceNotes, after last: String?) -> (
    kinds: [String], who: ClosedRange<Int>?, end: Int
  )? {
    let tree = note.tree
    let head = counted(quantity, tree)
    let who: ClosedRange<Int>? = head > quantity.tokens.upperBound ? head...head : nil
    let isPerson = isPerson(head, tree) || head == quantity.tokens.upperBound
    if let kind = nextTo(quantity, tree) { return (kind, nil, quantity.end) }
    for index in [head] + tree.children[head].filter({ $0 > head && tree.tokens[$0].relation != .conj }) {
      if let kind = casualty(index, tree) { return (kind, index == head ? nil : who, index) }
    }
    for number in Set([head, quantity.tokens.lowerBound, quantity.tokens.upperBound]) {
      for verb in tree.all(of: number, [.relative, .acl]) {
        if let kind = phraseCasualty(around: verb, tree) { return (kind, who, max(head, verb)) }
      }
    }
    if let kind = update(quantity, note) { return isBefore(quantity, tree) ? nil : (kind, nil, quantity.tokens.upperBound) }
    if language.numerals.lists["casualties"].map({ $0.contains(tree.tokens[head].lemma) || $0.contains(tree.tokens[head].form) }) == true,
      quantity.max == 0
    {
      return (["killed", "injured"], nil, head)
    }
    for mention in note.mentions {
      if let toll = mention.tolls.first(where: {
        $0.head == head || $0.head == quantity.tokens.upperBound
          || tree.coordinated($0.head).contains(head)
            && !(min(mention.head, head) + 1..<max(mention.head + 1, head)).contains(where: tree.isVerb)
      }) {
        return ([toll.kind], who, max(head, mention.tokens.max() ?? head))
      }
    }
    guard isPerson else { return nil }
    for (governor, via) in tree.governors(of: head).prefix(2) {
      guard [.nsubj, .passiveSubject, .obj, .obl, .iobj, .nmod, .conj].contains(via) else { break }
      if via == .obl && tree.isPassive(governor) { break }
      if let kind = casualty(governor, tree) { return (kind, who, max(head, governor)) }
      if let kind = phraseCasualty(around: governor, tree) { return (kind, who, max(head, governor)) }
    }
    return linear(quantity, head, tree, last).map { ($0.kind, who, $0.end) }
  }

  /// "8 dead", "douze blessés": the word right behind the number.
  private func nextTo(_ quantity: Quantity, _ tree: Tree) -> [String]? {
    guard quantity.end < tree.tokens.count, [.noun, .adj].contains(tree.tokens[quantity.end].upos) || !tree.hasObjectBehind(quantity.end)
    else {
      return nil
    }
    return casualty(quantity.end, tree)
  }

  /// "le nombre de tués est passé à 14": the number behind an update verb counts what its subject is about.
  private func update(_ quantity: Quantity, _ note: SentenceNotes) -> [String]? {
    let tree = note.tree
    let verbs = language.numerals.lists["update"] ?? []
    let measures = language.numerals.lists["measure"] ?? []
    guard
      let verb = tree.governors(of: quantity.tokens.upperBound).prefix(3).first(where: { verbs.contains(tree.tokens[$0.index].lemma) })?
        .index,
      let measure = tree.tokens.indices.first(where: { measures.contains(tree.tokens[$0].lemma) && abs($0 - verb) < 25 })
    else { return nil }
    let about = tree.tokens.indices.filter { index in
      measure < verb
        ? (measure...verb).contains(index) || tree.children[measure].contains(index)
        : tree.governors(of: index).prefix(5).contains { $0.index == measure }
    }
    for index in about {
      if let mention = note.mentions.first(where: { $0.tokens.contains(index) && !$0.tolls.isEmpty }) { return [mention.tolls[0].kind] }
      if let kind = casualty(index, tree) { return kind }
    }
    return quantity.end < tree.tokens.count ? casualty(quantity.end, tree) : nil
  }

  /// "up from five": the figure that an update leaves behind.
  private func isBefore(_ quantity: Quantity, _ tree: Tree) -> Bool {
    let start = quantity.tokens.lowerBound
    return quantity.qualifier != "range" && start > 0 && language.numerals.lists["from"]?.contains(tree.tokens[start - 1].form) == true
  }

  private func isPerson(_ index: Int, _ tree: Tree) -> Bool {
    return language.classes.classes(of: index, in: tree.tokens) & language.people != 0 || tree.tokens[index].upos == .propn
      || tree.tokens[index].upos == .pron
      || language.numerals.lists["more"]?.contains(tree.tokens[index].lemma) == true
  }

  func casualty(_ index: Int, _ tree: Tree) -> [String]? {
    let matches = language.casualties.matches(at: index, in: tree.tokens).filter { $0.tokens.count == 1 }
    guard let rule = matches.first?.rule else { return nil }
    if tree.tokens[index].upos == .verb,
      tree.tokens[index].inflection.contains(.infinitive) && !tree.tokens[index].inflection.contains(.finite),
      tree.tokens[index].relation == .acl
    {
      return nil
    }
    return [language.casualtyKinds[rule]]
  }

  /// "perdre la vie", "lost their lives" around a verb.
  private func phraseCasualty(around verb: Int, _ tree: Tree) -> [String]? {
    language.casualties.matches(at: verb, in: tree.tokens).first { $0.tokens.count > 1 }.map { [language.casualtyKinds[$0.rule]] }
  }

  /// A casualty word next to the number: "55 blessées", "40 autres ont été blessés"; no verb or number may stand between.
  private func linear(_ quantity: Quantity, _ head: Int, _ tree: Tree, _ last: String?) -> (kind: [String], end: Int)? {
    var at = quantity.end
    while at < tree.tokens.count, at < quantity.end + 5 {
      if let kind = casualty(at, tree) { return (kind, at) }
      let token = tree.tokens[at]
      if token.upos == .punct || token.upos == .cconj || token.upos == .num { return nil }
      at += 1
    }
    return nil
  }

  private func toll(_ quantity: Quantity, _ kind: String, _ who: ClosedRange<Int>?, _ end: Int, _ note: SentenceNotes) -> Toll? {
    let tree = note.tree
    let last = min(max(end, quantity.tokens.upperBound), quantity.tokens.upperBound + 6)
    guard let evidence = Evidence(tree.span(quantity.tokens.lowerBound...last), in: document) else { return nil }
    guard let count = (isUpdated(quantity, tree) ? quantity.last : quantity).people else { return nil }
    let words = who.flatMap { document.text(of: tree.span(tree.phrase($0.lowerBound))) }
    let qualifier = quantity.qualifier == "article" ? "exact" : quantity.qualifier
    var toll = Toll(kind: kind, min: count.min, max: count.max, best: count.best, qualifier: qualifier, who: words, evidence: [evidence])
    toll.population = population(who, tree)
    let verbs = language.numerals.lists["update"] ?? []
    if let head = tree.governors(of: quantity.tokens.upperBound).first(where: { tree.isVerb($0.index) })?.index,
      verbs.contains(tree.tokens[head].lemma)
    {
      toll.scope = "update"
    }
    return toll
  }

  /// "est passé de 24 à 31": of a range behind an update verb the last figure counts.
  private func isUpdated(_ quantity: Quantity, _ tree: Tree) -> Bool {
    guard quantity.qualifier == "range", language.numerals.lists["from"]?.contains(tree.tokens[quantity.tokens.lowerBound].form) == true
    else {
      return false
    }
    let verbs = language.numerals.lists["update"] ?? []
    return tree.governors(of: quantity.tokens.upperBound).prefix(3).contains { verbs.contains(tree.tokens[$0.index].lemma) }
  }

  private func population(_ who: ClosedRange<Int>?, _ tree: Tree) -> String {
    guard let index = who?.lowerBound else { return "unknown" }
    let kinds = language.kinds.names(language.kinds.classes(of: index, in: tree.tokens))
    let armed = language.classes.classes(of: index, in: tree.tokens) & language.classes.mask(["armed"]) != 0
    if armed || kinds.contains("military") || kinds.contains("rebel") { return "combatant" }
    return kinds.contains("civilian") ? "civilian" : "unknown"
  }

  /// "principalement des femmes et des enfants": groups without figures behind a toll.
  private func described(_ tolls: [TollNote], _ note: SentenceNotes) -> [TollNote] {
    var tolls = tolls
    let tokens = note.tree.tokens
    for words in language.numerals.phrases["mostly"] ?? [] {
      for start in tokens.indices.dropLast(words.count) where words.indices.allSatisfy({ tokens[start + $0].form == words[$0] }) {
        guard let whole = tolls.lastIndex(where: { $0.token < start && start - $0.token < 8 }) else { continue }
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

  /// "dont neuf femmes" belongs to the figure before it.
  private func subgrouped(_ tolls: [TollNote], _ note: SentenceNotes) -> [TollNote] {
    var tolls = tolls
    var parts: [TollNote] = []
    let markers = language.numerals.phrases["of-which"] ?? []
    for quantity in note.quantities {
      let start = quantity.tokens.lowerBound
      let isPart = markers.contains { words in
        start >= words.count && words.indices.allSatisfy { note.tree.tokens[start - words.count + $0].form == words[$0] }
      }
      guard isPart || isPartBehind(quantity, note) else { continue }
      tolls.removeAll { $0.token == quantity.tokens.upperBound }
      guard let whole = tolls.lastIndex(where: { $0.token < start }) else { continue }
      let head = counted(quantity, note.tree)
      guard let count = quantity.people,
        let evidence = Evidence(note.tree.span(start...max(head, quantity.tokens.upperBound)), in: document)
      else { continue }
      tolls[whole].toll.subgroups.append(
        Subgroup(group: note.tree.text(head), min: count.min, max: count.max, evidence: [evidence]))
      var part = Toll(
        kind: tolls[whole].toll.kind, min: count.min, max: count.max, best: count.best, qualifier: quantity.qualifier,
        who: note.tree.text(head), evidence: [evidence])
      part.scope = "partial"
      part.population = population(head...head, note.tree)
      parts.append(TollNote(toll: part, sentence: note.index, token: quantity.tokens.upperBound, paragraph: note.paragraph, speakers: []))
    }
    return tolls + parts
  }

  /// "eleven of them women".
  private func isPartBehind(_ quantity: Quantity, _ note: SentenceNotes) -> Bool {
    (language.numerals.phrases["of-which"] ?? []).contains { words in
      quantity.end + words.count <= note.tree.tokens.count
        && words.indices.allSatisfy { note.tree.tokens[quantity.end + $0].form == words[$0] }
    }
  }
}
