import Grammar
import SourceText

/// What stands aside in a sentence before it is parsed: dates, saying clauses between commas, appositions, the frame of a cleft.
/// The parser then meets plainer sentences.
struct Outline {
  /// The cuts for the parser.
  private(set) var plan = ParsePlan()
  private let tokens: [Token]
  private let language: Language
  private let document: Document

  init(_ sentence: Sentence, moments: Set<Int>, language: Language, document: Document) {
    (tokens, self.language, self.document) = (sentence.tokens, language, document)
    plan.aside = moments.union(cleft()).union(tokens.indices.filter { language.isQuote(tokens[$0]) })
    plan.parts = parts()
    let sayings = segments().filter { isSaying($0) && hasContent(outside: $0) }.map { withSubject($0) }
    var insertions = sayings.map { ParsePlan.Insertion($0, .saying) }
    if !language.isBareParticiplePassive { plan.finite = Set(sayings.compactMap { loneParticiple($0) }) }
    for (range, kind) in brackets().map({ ($0, isAside($0) ? ParsePlan.Insertion.Kind.saying : .nominal) })
      + appositions().map({ ($0, ParsePlan.Insertion.Kind.nominal) })
      + (fronted() + adverbials() + subordinates()).map({ ($0, .adverbial) }) + participles().map({ ($0, .leading) })
    where !insertions.contains(where: { $0.range.overlaps(range) }) {
      insertions.append(ParsePlan.Insertion(range, kind))
    }
    for range in insertions.map(\.range) {
      plan.aside.formUnion(
        [range.lowerBound - 1, range.upperBound + 1].filter { $0 >= 0 && $0 < tokens.count - 1 && tokens[$0].shape.contains(.punctuation) })
    }
    insertions.sort { $0.range.lowerBound < $1.range.lowerBound }
    let kept = tokens.count - plan.aside.count - insertions.reduce(0) { $0 + $1.range.count }
    plan.insertions =
      kept > 1
      ? insertions.filter { insertion in
        plan.parts.isEmpty
          || plan.parts.contains { $0.range.contains(insertion.range.lowerBound) && $0.range.contains(insertion.range.upperBound) }
      } : []
  }

  // MARK: Parts

  /// Headings, and what stands before and behind each colon and semicolon.
  private func parts() -> [ParsePlan.Part] {
    var parts = headings().map { ParsePlan.Part($0, .dislocated) }
    let first = parts.last.map { $0.range.upperBound + 1 } ?? 0
    let cuts = tokens.indices.filter { index in
      index > first && index + 1 < tokens.count && tokens[index].upos == .punct && (isByte(index, [58, 59]) || startsClause(index + 1))
    }
    var start = first
    for end in cuts + [tokens.count - 1] where end >= start {
      parts.append(
        ParsePlan.Part(start...end, start == first ? .root : isByte(start - 1, [58]) ? .parataxis : isByte(start - 1, [59]) ? .list : .conj)
      )
      start = end + 1
    }
    return parts.count < 2 ? [] : parts
  }

  /// Whether a coordinated clause with a subject of its own starts behind a comma: ", et quatre soldats ont été blessés".
  private func startsClause(_ index: Int) -> Bool {
    guard tokens[index - 1].form == Word(","), tokens[index].upos == .cconj, index + 2 < tokens.count else { return false }
    let verb = (index + 1..<min(tokens.count, index + 10)).first {
      tokens[$0].upos == .verb || tokens[$0].upos == .aux || tokens[$0].shape.contains(.punctuation) || tokens[$0].upos == .sconj
    }
    guard let verb, verb > index + 1, tokens[verb].inflection.contains(.finite), !language.lists.has("clitic", tokens[index + 1]) else {
      return false
    }
    let hasSubject = (index + 1..<verb).contains { [.noun, .propn, .pron].contains(tokens[$0].upos) } && tokens[index + 1].upos != .adp
    let before = tokens[..<(index - 1)].reversed().prefix { !isBoundary($0) }
    return hasSubject && before.contains { $0.inflection.contains(.finite) }
  }

  private func isBoundary(_ token: Token) -> Bool {
    token.upos == .sconj || language.lists.has("relative", token) || token.form == Word(":") || token.form == Word(";")
  }

  private func isByte(_ index: Int, _ bytes: Set<UInt8>) -> Bool {
    tokens[index].span.count == 1 && bytes.contains(document.bytes[tokens[index].span.start])
  }

  // MARK: Saying clauses

  /// Stretches between commas or closing quotation marks and the next comma or the end.
  private func segments() -> [ClosedRange<Int>] {
    let cuts = tokens.indices.filter { tokens[$0].shape.contains(.punctuation) && language.isCut(tokens[$0]) }
    var out: [ClosedRange<Int>] = []
    for (place, cut) in cuts.enumerated() {
      let end = place + 1 < cuts.count ? cuts[place + 1] - 1 : tokens.count - 1
      let last = end == tokens.count - 1 && tokens[end].shape.contains(.punctuation) ? end - 1 : end
      if cut + 1 <= last, last - cut <= 16 { out.append(cut + 1...last) }
    }
    return out
  }

  /// A segment with one verb, a verb of saying, that stands first ("a indiqué la police") or last ("a monitor said"), and no "that".
  private func isSaying(_ segment: ClosedRange<Int>) -> Bool {
    let verbs = segment.filter { tokens[$0].upos == .verb && !tokens[$0].inflection.contains(.infinitive) }
    guard let verb = verbs.first, verbs.count == 1 || verbs.dropFirst().allSatisfy({ !tokens[$0].inflection.contains(.finite) }) else {
      return false
    }
    let isCue = language.cueIndex.matches(at: verb, in: tokens).contains { $0.phrase.kind == .verb }
    let hasContent = segment.contains { tokens[$0].upos == .sconj || language.lists.has("relative", tokens[$0]) }
    guard isCue, !hasContent, tokens[verb].inflection.isDisjoint(with: [.gerund, .infinitive]) else { return false }
    let before = segment.prefix { $0 < verb }.filter { ![.aux, .adv, .part].contains(tokens[$0].upos) }
    let nouns = segment.filter { [.noun, .propn, .pron].contains(tokens[$0].upos) }
    guard !nouns.isEmpty else { return false }
    if before.isEmpty {
      return nouns.contains { $0 > verb && !plan.aside.contains($0) && !isBehindPreposition($0, from: verb) }
        || segment.lowerBound < verb && nouns.contains { $0 < verb }
    }
    let behind = segment.filter { $0 > verb && [.noun, .propn].contains(tokens[$0].upos) }
    let startsWithNoun = [.det, .noun, .propn, .pron, .adj, .num].contains(tokens[segment.lowerBound].upos)
    return startsWithNoun && (behind.isEmpty || tokens[min(verb + 1, segment.upperBound)].upos == .adp)
  }

  /// "The Sons, who hold the hills, denied ...": behind a relative clause or a noun phrase between commas the verb goes on with its subject.
  private func isBehindInsertion(_ segment: ClosedRange<Int>) -> Bool {
    let close = segment.lowerBound - 1
    guard close > 2, isPause(close), !language.isQuote(tokens[close - 1]), let open = (1..<close - 1).last(where: { isPause($0) }) else {
      return false
    }
    let isClause =
      tokens[open + 1..<close].contains { $0.inflection.contains(.finite) } && !language.lists.has("relative", tokens[open + 1])
    return !isClause && !tokens[..<open].contains { $0.upos == .verb || $0.upos == .aux }
  }

  /// "the mission announced": a participle without auxiliary, in a segment that says something, is a past tense.
  private func loneParticiple(_ segment: ClosedRange<Int>) -> Int? {
    guard let verb = segment.first(where: { tokens[$0].upos == .verb }), tokens[verb].inflection.contains(.pastParticiple) else {
      return nil
    }
    return segment.contains { $0 < verb && tokens[$0].upos == .aux } ? nil : verb
  }

  /// Whether a segment that starts with its verb leaves a clause beside it; else it is the clause.
  private func hasContent(outside segment: ClosedRange<Int>) -> Bool {
    guard tokens[segment.lowerBound].upos == .verb || tokens[segment.lowerBound].upos == .aux else { return true }
    if isBehindInsertion(segment) { return false }
    return tokens.indices.contains {
      !segment.contains($0) && (tokens[$0].upos == .verb || tokens[$0].upos == .aux || language.isQuote(tokens[$0]))
    }
  }

  /// ", the mayor, Odette Ngaya, told reporters": a saying verb that stands first, with the noun phrases before its commas.
  private func withSubject(_ segment: ClosedRange<Int>) -> ClosedRange<Int> {
    guard tokens[segment.lowerBound].upos == .verb, tokens[segment.lowerBound].inflection.contains(.finite),
      !language.isBareParticiplePassive
    else { return segment }
    var start = segment.lowerBound
    for _ in 0..<2 {
      guard start > 1, isPause(start - 1), let comma = tokens[..<(start - 1)].lastIndex(where: { language.isCut($0) }),
        start - 1 - comma <= 8, [.det, .noun, .propn, .pron].contains(tokens[comma + 1].upos),
        !(comma + 1..<start - 1).contains(where: { tokens[$0].upos == .verb || tokens[$0].upos == .aux })
      else { break }
      start = comma + 1
    }
    return start...segment.upperBound
  }

  /// Whether a preposition stands before a noun's article and adjectives.
  private func isBehindPreposition(_ noun: Int, from start: Int) -> Bool {
    var at = noun - 1
    while at > start, [.adj, .num, .noun, .propn].contains(tokens[at].upos), !plan.aside.contains(at) { at -= 1 }
    if at > start, tokens[at].upos == .det { at -= 1 }
    return at > start && tokens[at].upos == .adp
  }

  // MARK: Appositions

  /// Whether only marks stand behind a range.
  private func isLast(_ range: ClosedRange<Int>) -> Bool {
    !tokens[(range.upperBound + 1)...].contains { !$0.shape.contains(.punctuation) }
  }

  /// Whether a bracket stands for itself: at the end, behind no noun, or with a clause of its own.
  private func isAside(_ range: ClosedRange<Int>) -> Bool { isLast(range) || !isNounEnd(range.lowerBound - 2) || isClause(range) }

  /// "(the figure is not final)": a sentence of its own, not "(which is not final)".
  private func isClause(_ range: ClosedRange<Int>) -> Bool {
    clauseVerb(from: range.lowerBound).map { range.contains($0) } ?? false && !language.lists.has("relative", tokens[range.lowerBound])
  }

  /// What stands in brackets behind a noun, and in square ones, which an editor put there, behind anything.
  private func brackets() -> [ClosedRange<Int>] {
    tokens.indices.dropFirst().compactMap { open in
      guard isByte(open, [91]) || isByte(open, [40]) && isNounEnd(open - 1), let close = bracketEnd(open), close > open + 1 else {
        return nil
      }
      return open + 1...close - 1
    }
  }

  /// The mark that closes a bracket.
  private func bracketEnd(_ open: Int) -> Int? {
    (open + 1..<min(tokens.count, open + 14)).first { isByte($0, isByte(open, [91]) ? [93] : [41]) }
  }

  // MARK: Headings

  /// What stands before the first word that is told: the dateline up to its dash, and labels of an editor, "[Report] [Text]".
  private func headings() -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var at = 0
    if let dash = datelineEnd() {
      found.append(0...dash)
      at = dash + 1
    }
    while at < tokens.count, isByte(at, [91]), let close = bracketEnd(at), close > at + 1, close + 1 < tokens.count,
      ![.verb, .aux].contains(tokens[close + 1].upos)
    {
      found.append(at...close)
      at = close + 1
    }
    return found
  }

  /// The dash behind a dateline: names with a date or an agency in brackets and no verb, "GOMA, 5 mars (AFP) —".
  private func datelineEnd() -> Int? {
    guard let first = tokens.first, first.upos == .propn || first.shape.contains(.capitalised),
      let dash = tokens.indices.prefix(24).dropFirst(2).first(where: { language.isDash(tokens[$0]) }), dash + 2 < tokens.count,
      isByte(dash - 1, [41]) || plan.aside.contains(dash - 1)
    else { return nil }
    return tokens[..<dash].contains { $0.upos == .verb || $0.upos == .aux } ? nil : dash
  }

  /// Appositions and relative clauses between the commas behind a subject: ", bras armé de la résistance,".
  private func appositions() -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var at = 1
    while at < tokens.count {
      guard let close = closing(at) else {
        at += 1
        continue
      }
      found.append(at + 1...close - 1)
      at = close + 1
    }
    return found + starts.compactMap { lastApposition(from: $0) }
  }

  /// "..., by the "second army", the Russian army": a noun phrase alone behind the last comma of a stretch.
  private func lastApposition(from start: Int) -> ClosedRange<Int>? {
    let end = stretchEnd(start)
    guard let pause = (start..<max(start, end)).last(where: { isPause($0) }), pause > start, end - pause <= 8, isNounEnd(pause - 1),
      [.det, .propn].contains(tokens[pause + 1].upos), !plan.aside.contains(pause + 1),
      !(pause + 1...end).contains(where: { [.verb, .aux, .cconj, .num].contains(tokens[$0].upos) || isPause($0) })
    else { return nil }
    let isList = (start..<pause).contains { isPause($0) && $0 + 1 < pause && tokens[$0 + 1].upos == tokens[pause + 1].upos }
    return isList ? nil : pause + 1...end
  }

  /// The comma or dash that ends the apposition opened by the mark at `open`.
  private func closing(_ open: Int) -> Int? {
    guard isPause(open), isNounEnd(open - 1), isSubjectBefore(open) else { return nil }
    for close in open + 2..<max(open + 2, min(tokens.count - 1, open + 22)) where tokens[close].form == tokens[open].form {
      let range = open + 1...close - 1
      if resumes(close + 1), isApposition(range) { return close }
      if !language.lists.has("relative", tokens[open + 1]) { return nil }
    }
    return nil
  }

  private func isPause(_ index: Int) -> Bool { Outline.pauses.contains(tokens[index].form) }
  private static let pauses = Set([",", "–", "—"].map { Word($0) })

  private func isNounEnd(_ index: Int) -> Bool {
    let token = tokens[index]
    return [.noun, .propn, .adj, .x].contains(token.upos) || token.shape.contains(.punctuation) && isByte(index, [41])
      || token.isClosingQuote
  }

  /// Whether no verb stands between the start of the clause and a token, but a noun does.
  private func isSubjectBefore(_ index: Int) -> Bool {
    var hasNoun = false
    for at in (0..<index).reversed() {
      let token = tokens[at]
      if token.upos == .verb || token.upos == .aux { return false }
      if token.upos == .sconj || isPause(at) || isByte(at, [58, 59]) { break }
      if token.upos == .noun || token.upos == .propn { hasNoun = !plan.aside.contains(at) || hasNoun }
    }
    return hasNoun
  }

  /// Whether a clause goes on with its verb at a token.
  private func resumes(_ index: Int) -> Bool {
    var at = index
    while at < tokens.count, at < index + 4,
      [.adv, .part].contains(tokens[at].upos) || language.lists.has("clitic", tokens[at]) || plan.aside.contains(at)
    { at += 1 }
    guard at < tokens.count else { return false }
    return tokens[at].upos == .aux || tokens[at].upos == .verb && tokens[at].inflection.contains(.finite)
  }

  private func isApposition(_ range: ClosedRange<Int>) -> Bool {
    let first = tokens[range.lowerBound]
    let isReduced = first.upos == .verb && range.count > 1 && language.lists.has("agent-preposition", tokens[range.lowerBound + 1])
    let finite = range.dropFirst(isReduced ? 1 : 0).count { tokens[$0].upos == .verb && tokens[$0].inflection.contains(.finite) }
    if language.lists.has("relative", first) { return finite > 0 || range.contains { tokens[$0].upos == .aux || tokens[$0].upos == .verb } }
    guard finite == 0, !range.contains(where: { tokens[$0].upos == .aux }) else { return false }
    return [.det, .noun, .propn, .adj, .num, .verb].contains(first.upos) && !range.contains { tokens[$0].upos == .cconj && isPause($0 - 1) }
  }

  // MARK: Adverbials

  /// Starts of the stretches that are parsed by themselves.
  private var starts: [Int] { plan.parts.isEmpty ? [0] : plan.parts.map(\.range.lowerBound) }

  /// Prepositional phrases at the start of a stretch, up to their comma: "À Sake, l'armée a ...".
  private func fronted() -> [ClosedRange<Int>] {
    starts.compactMap { start in
      guard start + 3 < tokens.count, tokens[start].upos == .adp || tokens[start].shape.contains(.contraction), !plan.aside.contains(start),
        let comma = (start + 1..<min(tokens.count - 1, start + 14)).first(where: { isPause($0) || tokens[$0].upos == .verb }),
        isPause(comma),
        [.det, .noun, .propn, .pron, .num, .adj, .adv].contains(tokens[comma + 1].upos)
      else { return nil }
      return start...comma - 1
    }
  }

  /// "Enlevé dimanche par des inconnus, le maire ...": a participle phrase before the noun that it is about.
  private func participles() -> [ClosedRange<Int>] {
    starts.compactMap { start in
      guard start + 3 < tokens.count, tokens[start].upos == .verb,
        tokens[start].inflection.contains(.pastParticiple) && !tokens[start].inflection.contains(.finite),
        let comma = (start + 1..<min(tokens.count - 2, start + 18)).first(where: { isPause($0) || tokens[$0].inflection.contains(.finite) }
        ),
        isPause(comma), clauseVerb(from: comma + 1) != nil
      else { return nil }
      return start...comma - 1
    }
  }

  /// Adverbial clauses with a subject and a verb of their own, at the start of a stretch up to a comma, or at its end.
  private func subordinates() -> [ClosedRange<Int>] {
    tokens.indices.compactMap { index in
      guard isSubordinator(index), let verb = clauseVerb(from: index + 1) else { return nil }
      let first = firstWord(of: index)
      let end = stretchEnd(index)
      guard starts.contains(first) else {
        let hasVerb = (startOfStretch(index)..<first).contains { tokens[$0].inflection.contains(.finite) }
        let goesOn = (verb + 1..<max(verb + 1, end)).contains {
          isPause($0) && $0 + 1 < tokens.count && tokens[$0 + 1].inflection.contains(.finite)
        }
        return hasVerb && !goesOn && first <= end ? first...end : nil
      }
      guard let comma = (verb + 1..<max(verb + 1, end)).first(where: { isPause($0) && clauseVerb(from: $0 + 1) != nil }) else { return nil }
      return first...comma - 1
    }
  }

  private func isSubordinator(_ index: Int) -> Bool {
    if language.analyzer.rules.subordinators.contains(tokens[index].form) { return true }
    return index > 0 && language.lists.has("subordinator-end", tokens[index])
      && language.lists.has("before-subordinator", tokens[index - 1])
  }

  /// "alors que", "two days after": the first word of a conjunction of several words.
  private func firstWord(of index: Int) -> Int {
    var first = index
    while first > startOfStretch(index), tokens[first - 1].upos == .sconj || language.lists.has("before-subordinator", tokens[first - 1]) {
      first -= 1
    }
    return first
  }

  /// The finite verb of a clause that starts with its subject at a token.
  private func clauseVerb(from start: Int) -> Int? {
    var hasSubject = false
    for at in start..<max(start, min(tokens.count, start + 14)) {
      if tokens[at].inflection.contains(.finite) { return hasSubject ? at : nil }
      switch tokens[at].upos {
      case .noun, .propn, .pron: hasSubject = true
      case .det, .adj, .num, .adv, .adp, .part, .cconj, .aux: break
      default: if !plan.aside.contains(at) { return nil }
      }
    }
    return nil
  }

  private func startOfStretch(_ index: Int) -> Int { starts.last { $0 <= index } ?? 0 }

  /// The last token of the stretch around a token, its full stop left out.
  private func stretchEnd(_ index: Int) -> Int {
    let end = plan.parts.first { $0.range.contains(index) }?.range.upperBound ?? tokens.count - 1
    return (0...end).last { !tokens[$0].shape.contains(.punctuation) } ?? end
  }

  /// Prepositional phrases between the commas behind a verb: ", dans un communiqué publié lundi,".
  private func adverbials() -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    for open in tokens.indices.dropFirst() where isPause(open) && (found.last?.upperBound ?? 0) < open {
      if open + 2 < tokens.count, tokens[open + 1].inflection.contains(.gerund) {
        found.append(open + 1...consequenceEnd(open + 1))
        continue
      }
      if let end = circumstances(behind: open) {
        found.append(open + 1...end)
        continue
      }
      guard isVerbEnd(open - 1), open + 1 < tokens.count, tokens[open + 1].upos == .adp else { continue }
      guard let close = (open + 2..<max(open + 2, min(tokens.count - 1, open + 18))).first(where: { tokens[$0].form == tokens[open].form })
      else {
        continue
      }
      let isPlain = !(open + 1..<close).contains { tokens[$0].inflection.contains(.finite) || tokens[$0].upos == .sconj }
      if isPlain, tokens[close + 1].upos != .cconj { found.append(open + 1...close - 1) }
    }
    return found
  }

  /// "le pilonnage, mardi à Nyala, d'un entrepôt": when and where, between a noun and its complement.
  private func circumstances(behind open: Int) -> Int? {
    guard isNounEnd(open - 1), open + 2 < tokens.count else { return nil }
    let starts = plan.aside.contains(open + 1) || tokens[open + 1].upos == .adp
    guard starts else { return nil }
    for close in open + 2..<max(open + 2, min(tokens.count - 1, open + 14)) where isPause(close) {
      let next = tokens[close + 1]
      let isComplement =
        language.isGenitive(next)
        || language.lists["agent-preposition"].contains(next.lemma)
      if isComplement { return (open + 1..<close).contains { tokens[$0].upos == .verb || tokens[$0].upos == .aux } ? nil : close - 1 }
    }
    return nil
  }

  /// The last token of ", blessant quatre soldats": before the next pause or the end.
  private func consequenceEnd(_ start: Int) -> Int {
    let end = (start + 1..<tokens.count).first { isPause($0) || isByte($0, [58, 59, 46, 33, 63]) } ?? tokens.count
    return end - 1
  }

  /// Whether a token, dates before it left out, is a verb.
  private func isVerbEnd(_ index: Int) -> Bool {
    var at = index
    while at > 0, plan.aside.contains(at) { at -= 1 }
    return tokens[at].upos == .verb
  }

  // MARK: Clefts

  /// "It was X that ...", "Ce sont X qui ...": the pronoun, the copula and the relative.
  private func cleft() -> Set<Int> {
    for start in tokens.indices.dropLast(3) where language.lists.has("cleft", tokens[start]) {
      guard language.lists.has("copula", tokens[start + 1]) else { continue }
      for index in start + 2..<min(tokens.count, start + 14) {
        if tokens[index].upos == .verb { break }
        if language.lists.has("relative-object", tokens[index]), index > start + 2 { return [start, start + 1] }
        if language.lists.has("relative", tokens[index]), index > start + 2 { return [start, start + 1, index] }
      }
    }
    return []
  }
}

extension Language {
  /// A comma or a closing quotation mark.
  func isCut(_ token: Token) -> Bool { token.form == Word(",") || token.isClosingQuote }

  /// Any quotation mark.
  func isQuote(_ token: Token) -> Bool { token.isClosingQuote || token.form == Word("«") || token.form == Word("“") }
}
