import SourceText

/// Finds the verb of a clause in which the tagger saw none, for languages whose past tense and participle look alike
/// ("factions accused the army of ...") and whose headlines hold verbs that look like nouns ("forces shell a hospital").
struct ClauseRepair {
  let rules: TokenRules
  /// Whether a form may be a finite verb that packs name, in the singular and in the plural.
  let verb: (Word) -> Inflection?

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
    for index in clause where isPassive(index, clause, tokens) { (tokens[index].upos, tokens[index].inflection) = (.verb, [.past, .pastParticiple]) }
    guard clause.count > 2, !clause.contains(where: { tokens[$0].inflection.contains(.finite) }) else { return }
    if let past = clause.first(where: { isPast($0, clause, tokens) }) {
      tokens[past].inflection = [.finite, .past]
    } else if !clause.contains(where: { tokens[$0].upos == .verb || tokens[$0].upos == .aux }),
      let present = clause.first(where: { isPresent($0, clause, tokens) })
    {
      (tokens[present].upos, tokens[present].inflection) = (.verb, .finite)
    }
  }

  /// "was hurt": a participle of a known verb, tagged as a noun behind an auxiliary.
  private func isPassive(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard index > clause.lowerBound, [.noun, .adj].contains(tokens[index].upos), tokens[index - 1].upos == .aux else { return false }
    let isLast = index + 1 == clause.upperBound || ![.noun, .propn].contains(tokens[index + 1].upos)
    return isLast && verb(tokens[index].form)?.contains(.pastParticiple) == true
  }

  /// A participle between a noun and an object.
  private func isPast(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    tokens[index].upos == .verb && tokens[index].inflection.contains(.pastParticiple) && noun(before: index, clause, tokens) != nil
      && startsObject(index + 1, clause, tokens)
  }

  /// A known verb, tagged as a noun, that agrees with the noun before it and has an object.
  private func isPresent(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard tokens[index].upos == .noun, !tokens[index].shape.contains(.capitalised), let form = verb(tokens[index].form),
      form.contains(.finite), let subject = noun(before: index, clause, tokens), subject == index - 1,
      startsObject(index + 1, clause, tokens)
    else { return false }
    let first = clause.first { [.noun, .propn].contains(tokens[$0].upos) } ?? subject
    let isPlural = tokens[first].inflection.contains(.plural)
    return form.contains(.infinitive) ? isPlural : !isPlural
  }

  private func noun(before index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Int? {
    var at = index - 1
    while at >= clause.lowerBound, tokens[at].upos == .adv { at -= 1 }
    guard at >= clause.lowerBound, [.noun, .propn, .pron].contains(tokens[at].upos) else { return nil }
    return clause.prefix { $0 <= at }.contains { tokens[$0].upos == .adp } && tokens[clause.lowerBound].upos == .adp ? nil : at
  }

  private func startsObject(_ index: Int, _ clause: Range<Int>, _ tokens: [Token]) -> Bool {
    guard index < clause.upperBound else { return false }
    return [.det, .num, .propn, .noun, .pron, .adj].contains(tokens[index].upos)
  }
}
