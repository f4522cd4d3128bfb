import SourceText

/// Finds the verb of a clause in which the tagger saw none: forms that only a verb has ("affirment"), and in languages whose past tense
/// and participle look alike past tenses ("factions accused the army of ...") and verbs that look like nouns ("forces shell a hospital").
struct ClauseRepair {
  let rules: TokenRules
  /// How a form of a verb that packs name may be inflected; nil for other forms.
  let verb: (Word) -> Inflection?
  /// Whether packs name the form as a noun.
  let isNoun: (Word) -> Bool
  /// Whether the form belongs to a verb that packs use without object only ("marched").
  let isIntransitive: (Word) -> Bool

  func apply(to tokens: inout [Token]) {
    var start = 0
    for end in tokens.indices where end == tokens.count - 1 || isBoundary(end, tokens) {
      repair(start..<end + 1, &tokens)
      start = end + 1
    }
  }

  private func isBoundary(_ index: Int, _ tokens: [Token]) -> Bool {
    tokens[index].upos == .sconj || rules.subordinators.contains(tokens[index].form) || ClauseRepair.marks.contains(tokens[index].form)
  }

  private static let marks = Set([":", ";", "—", "–"].map { Word($0) })

  private func repair(_ clause: Range<Int>, _ tokens: inout [Token]) {
    for index in clause.dropFirst().dropLast() where isAdjective(index, tokens) || isCounted(index, clause, tokens) {
      (tokens[index].upos, tokens[index].inflection) = (.adj, [])
    }
    for index in clause where tellsQuote(index, tokens) { (tokens[index].upos, tokens[index].inflection) = (.verb, .finite) }
    if rules.repairsClauses { for index in clause { mend(index, clause, &tokens) } }
    if rules.repairsClauses, let first = clause.first, opensNoun(first, clause, tokens) {
      (tokens[first].upos, tokens[first].inflection) = (.adj, [])
    }
    for index in clause where rules.repairsClauses && isPassive(index, clause, tokens) {
      (tokens[index].upos, tokens[index].inflection) = (.verb, [.past, .pastParticiple])
    }
    guard clause.count > 2, !clause.contains(where: { tokens[$0].inflection.contains(.finite) }) else { return }
    if let verb = clause.first(where: { isOnlyVerb($0, clause, tokens) }) {
      (tokens[verb].upos, tokens[verb].inflection) = (.verb, .finite)
    }
    guard rules.repairsClauses, !clause.contains(where: { tokens[$0].inflection.contains(.finite) }) else { return }
    if let past = clause.first(where: { isPast($0, clause, tokens) }) {
      tokens[past].inflection = [.finite, .past]
    } else if !clause.contains(where: { tokens[$0].upos == .verb || tokens[$0].upos == .aux }),
      let present = clause.first(where: { isPresent($0, clause, tokens) })
    {
      (tokens[present].upos, tokens[present].inflection) = (.verb, .finite)
    }
  }

  /// Single words that the tagger gets wrong: "to have arrested", "of killing sixteen herders", "Bomb explodes".
  private func mend(_ index: Int, _ clause: Range<Int>, _ tokens: inout [Token]) {
    if tokens[index].upos == .noun, index > 0, isCapital(index, tokens),
      isName(index - 1, clause, tokens) || isName(index + 1, clause, tokens)
    {
      (tokens[index].upos, tokens[index].inflection) = (.propn, [])
    }
    guard index + 1 < clause.upperBound else { return }
    let next = tokens[index + 1]
    if tokens[index].upos == .verb, tokens[index].inflection.contains(.finite), next.upos == .verb, isNoun(tokens[index].form),
      verb(tokens[index].form) == nil, next.inflection.contains(.past)
    {
      (tokens[index].upos, tokens[index].inflection) = (.noun, .plural)
      if next.inflection.contains(.pastParticiple), startsObject(index + 2, clause, tokens) {
        tokens[index + 1].inflection = [.finite, .past]
      }
      return
    }
    if tokens[index].upos == .verb, rules.auxiliaries.contains(tokens[index].form), next.upos == .verb,
      next.inflection.contains(.pastParticiple)
    {
      tokens[index].upos = .aux
    } else if tokens[index].upos == .noun, index > clause.lowerBound, tokens[index - 1].upos == .adp, [.det, .num].contains(next.upos),
      verb(tokens[index].form)?.contains(.gerund) == true
    {
      (tokens[index].upos, tokens[index].inflection) = (.verb, .gerund)
    } else if tokens[index].upos == .verb, index == clause.lowerBound, tokens[index].inflection.contains(.gerund), next.upos == .adp,
      isNoun(tokens[index].form)
    {
      (tokens[index].upos, tokens[index].inflection) = (.noun, [])
    } else if tokens[index].upos == .verb, index == clause.lowerBound, next.upos == .verb, next.inflection.contains(.finite),
      !next.inflection.contains(.past), isNoun(tokens[index].form)
    {
      (tokens[index].upos, tokens[index].inflection) = (.noun, [])
    }
  }

  /// "», juge un diplomate", "», écrit l'armée": behind a quotation and a comma, before its subject, a form that a known verb may have.
  private func tellsQuote(_ index: Int, _ tokens: [Token]) -> Bool {
    guard index > 1, index + 1 < tokens.count, tokens[index - 1].form == Word(","), tokens[index - 2].isClosingQuote,
      let form = verb(tokens[index].form), !form.isDisjoint(with: [.finite, .pastParticiple])
    else { return false }
    return [.det, .noun, .propn, .pron].contains(tokens[index + 1].upos)
  }

  private func isCapital(_ index: Int, _ tokens: [Token]) -> Bool { tokens[index].shape.contains(.capitalised) }

  private func isName(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    clause.contains(index) && tokens[index].upos == .propn && isCapital(index, tokens)
  }

  /// "was hurt": a participle of a known verb, tagged as a noun behind an auxiliary.
  private func isPassive(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard index > clause.lowerBound, [.noun, .adj].contains(tokens[index].upos), tokens[index - 1].upos == .aux else { return false }
    let isLast = index + 1 == clause.upperBound || ![.noun, .propn].contains(tokens[index + 1].upos)
    return isLast && verb(tokens[index].form)?.contains(.pastParticiple) == true
  }

  /// "de prétendus étudiants": a participle between a preposition and a noun.
  private func isAdjective(_ index: Int, _ tokens: [Token]) -> Bool {
    tokens[index].upos == .verb && tokens[index].inflection.contains(.pastParticiple) && !tokens[index].inflection.contains(.finite)
      && tokens[index - 1].upos == .adp && tokens[index + 1].upos == .noun
  }

  /// "as masked gunmen open fire": a past form that opens a clause before its plural noun, where a present verb agrees with that noun.
  private func opensNoun(_ first: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard clause.count > 3, tokens[first].upos == .verb, tokens[first].inflection.contains(.past), tokens[first + 1].upos == .noun,
      tokens[first + 1].inflection.contains(.plural)
    else { return false }
    return isPresent(first + 2, clause, tokens)
  }

  /// "executed five | captured soldiers": behind a number, before a noun and behind the clause's verb no past tense stands.
  private func isCounted(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    rules.repairsClauses && tokens[index].upos == .verb && tokens[index].inflection.contains(.past) && tokens[index - 1].upos == .num
      && tokens[index + 1].upos == .noun && clause.contains { $0 < index && tokens[$0].inflection.contains(.finite) }
  }

  /// A word tagged as a noun whose form is a finite verb of the packs and none of their nouns, behind its subject.
  private func isOnlyVerb(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard tokens[index].upos == .noun, index > clause.lowerBound, !tokens[index].shape.contains(.capitalised),
      [.noun, .propn, .pron, .adj, .adv].contains(tokens[index - 1].upos), let form = verb(tokens[index].form), !isNoun(tokens[index].form)
    else { return false }
    return form.contains(.finite) && form.isDisjoint(with: [.infinitive, .pastParticiple])
  }

  /// A participle between a noun and an object.
  private func isPast(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard tokens[index].upos == .verb, tokens[index].inflection.contains(.pastParticiple), noun(before: index, clause, tokens) != nil else {
      return false
    }
    return startsObject(index + 1, clause, tokens) || isIntransitive(tokens[index].form)
  }

  /// A known verb, tagged as a noun, that agrees with the noun before it and has an object.
  private func isPresent(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard [.noun, .adj].contains(tokens[index].upos), !tokens[index].shape.contains(.capitalised), let form = verb(tokens[index].form),
      form.contains(.finite), let subject = noun(before: index, clause, tokens), subject == index - 1,
      startsObject(index + 1, clause, tokens) || opensContent(index + 1, clause, tokens)
    else { return false }
    let first = clause.first { [.noun, .propn].contains(tokens[$0].upos) } ?? subject
    let isPlural = tokens[first].inflection.contains(.plural)
    return form.contains(.infinitive) ? isPlural || form.contains(.past) : !isPlural
  }

  private func noun(before index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Int? {
    var at = index - 1
    while at >= clause.lowerBound, tokens[at].upos == .adv { at -= 1 }
    let isStated = at > clause.lowerBound && tokens[at].upos == .adj && tokens[at - 1].upos == .adp
    guard at >= clause.lowerBound, isStated || [.noun, .propn, .pron].contains(tokens[at].upos) else { return nil }
    return clause.prefix { $0 <= at }.contains { tokens[$0].upos == .adp } && tokens[clause.lowerBound].upos == .adp ? nil : at
  }

  /// "that" and its like, no conjunction of time or cause.
  private func opensContent(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    index < clause.upperBound && tokens[index].upos == .sconj && !rules.subordinators.contains(tokens[index].form)
  }

  private func startsObject(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard index < clause.upperBound else { return false }
    return [.det, .num, .propn, .noun, .pron, .adj].contains(tokens[index].upos)
  }
}
