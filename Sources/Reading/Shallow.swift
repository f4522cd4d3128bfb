import Grammar
import Packs
import SourceText

/// Questions answered from the order of word classes alone, where the parse gave no answer.
extension Tree {
  /// The noun that a preposition at `index` introduces: by the parse, else the noun of the run of words behind it.
  func nounBehind(preposition index: Int) -> Int? {
    let governor = tokens[index].head
    if governor > index, governor < index + 7, isNounlike(governor),
      !(index + 1..<governor).contains(where: { tokens[$0].upos == .adp || tokens[$0].upos == .punct })
    {
      return language.isHeadLast ? lastNoun(from: governor) : governor
    }
    return run(from: index + 1)
  }

  private func lastNoun(from index: Int) -> Int {
    var at = index
    while at + 1 < tokens.count, tokens[at].upos == .noun, tokens[at + 1].upos == .noun { at += 1 }
    return at
  }

  /// The head of the noun phrase that starts at a token: in languages with the head last the last noun of the first run of nouns, else the first noun.
  private func run(from start: Int) -> Int? {
    var at = start
    var found: Int?
    while at < tokens.count, at < start + 8 {
      if isNounlike(at) {
        found = at
        if !language.isHeadLast { return at }
      } else if found != nil
        || ![.det, .adj, .num, .adv, .part, .pron].contains(tokens[at].upos) && !tokens[at].inflection.contains(.pastParticiple)
      {
        return found
      }
      at += 1
    }
    return found
  }

  private func isNounlike(_ index: Int) -> Bool {
    let token = tokens[index]
    return [.noun, .propn, .x].contains(token.upos) || token.shape.contains(.capitalised) && token.upos == .adj
  }

  /// The noun behind a preposition of several words in the clause.
  func chained(from head: Int, phrase words: [Word], limit: Int) -> [Int] {
    for at in head + 1..<max(head + 1, min(tokens.count - words.count, head + limit)) {
      if tokens[at].upos == .verb || language.isStrongBreak(tokens[at], document) { return [] }
      if words.indices.allSatisfy({ tokens[at + $0].form == words[$0] || tokens[at + $0].lemma == words[$0] }) {
        return nounBehind(preposition: at + words.count - 1).map { [$0] } ?? []
      }
    }
    return []
  }

  /// The noun behind one of these prepositions in the chain of prepositional phrases behind a token; it ends at a verb or a strong mark.
  func chained(from head: Int, _ words: Set<Word>, limit: Int) -> [Int] {
    var at = head + 1
    while at < tokens.count, at <= head + limit {
      let token = tokens[at]
      if token.upos == .adp || token.relation == .fixed, words.contains(token.lemma) || words.contains(token.form),
        let noun = nounBehind(preposition: at)
      {
        return [noun]
      }
      if token.upos == .verb, !isPassedOver(at, from: head, words) { return [] }
      if token.upos == .punct, language.isStrongBreak(token, document) { return [] }
      at += 1
    }
    return []
  }

  /// The two sides of an act: coordinated fillers, else the nouns before and behind the next conjunction.
  func pair(_ fillers: [Int], _ place: Place, of head: Int) -> [Int] {
    let sides = fillers.flatMap { coordinated($0) }
    guard sides.count < 2, let only = sides.first ?? behind(place, head) else { return sides }
    let end = isVerb(head) && only < head ? head : tokens.count
    guard let link = (only + 1..<max(only + 1, min(end, only + 12))).first(where: { tokens[$0].upos == .cconj || tokens[$0].upos == .verb })
    else { return [only] }
    guard tokens[link].upos == .cconj, let other = run(from: link + 1), other < end, other != only else { return [only] }
    return [only, other]
  }

  private func behind(_ place: Place, _ head: Int) -> Int? {
    guard case .preposition(let word) = place, let last = (language.prepositions[word] ?? []).last else { return nil }
    return chained(from: head, [last], limit: 8).first
  }

  /// The noun phrase right before a verb, with no mark between: a subject that the parse missed.
  func subject(before verb: Int) -> [Int] {
    var end = verb - 1
    while end >= 0, [.aux, .adv, .part].contains(tokens[end].upos) || language.lists.has("clitic", tokens[end]) { end -= 1 }
    end = beforeInsertion(end)
    guard end >= 0, isNounlike(end) || tokens[end].upos == .adj || tokens[end].isClosingQuote else { return [] }
    var start = end
    while start > 0, end - start < 14, isInPhrase(start - 1) { start -= 1 }
    let heads = (start...end).filter { index in isNounlike(index) && !hasPrepositionBefore(index, from: start) }
    let before = heads.first.map { first in
      language.isHeadLast
        ? heads.last { index in (first...index).allSatisfy { isNounlike($0) || tokens[$0].upos == .adj } } ?? first : first
    }
    guard let found = before, !language.isTime(tokens[found]), tokens[found].relation != .obj || tokens[found].head == verb else {
      return []
    }
    return [found]
  }

  /// Steps back over an insertion between two commas that hangs on what stands before it.
  private func beforeInsertion(_ end: Int) -> Int {
    guard end > 2, tokens[end].form == Word(",") else { return end }
    guard let open = (max(0, end - 22)..<end - 1).last(where: { tokens[$0].form == Word(",") }) else { return end }
    let hangs = (open + 1..<end).contains {
      tokens[$0].head < open && tokens[$0].head >= 0 && [.appos, .acl, .relative, .amod, .parataxis].contains(tokens[$0].relation)
    }
    return hangs ? open - 1 : end
  }

  private func isInPhrase(_ index: Int) -> Bool {
    let token = tokens[index]
    return [.noun, .propn, .x, .adj, .det, .num, .adp, .cconj, .part].contains(token.upos) || language.isQuote(token)
  }

  /// Whether a preposition governs a noun of a phrase that starts at `start`.
  private func hasPrepositionBefore(_ index: Int, from start: Int) -> Bool {
    var at = index - 1
    while at >= start,
      [.det, .adj, .num, .part].contains(tokens[at].upos) || isNounlike(at) && language.isHeadLast || language.isQuote(tokens[at])
    { at -= 1 }
    return at >= 0 && tokens[at].upos == .adp
  }

  /// Participles that a chain of complements goes on behind: "une attaque menée par", "la milice dite X".
  private func isPassedOver(_ index: Int, from head: Int, _ words: Set<Word>) -> Bool {
    let token = tokens[index]
    guard token.inflection.contains(.pastParticiple) else { return false }
    if language.lists.has("light", token) { return !isVerb(head) }
    return token.relation == .acl && words.isDisjoint(with: language.lists["agent-preposition"])
  }

  /// "Houthi drone attack": the name right before the nouns that stand before an act noun.
  func named(before head: Int) -> [Int] {
    var at = head - 1
    while at >= 0, tokens[at].upos == .noun || tokens[at].upos == .adj, !tokens[at].shape.contains(.capitalised), head - at < 4 { at -= 1 }
    guard at >= 0, isNounlike(at), tokens[at].shape.contains(.capitalised), !language.isTime(tokens[at]) else { return [] }
    let governor = tokens[at].head
    return governor >= 0 && governor < at && tokens[at].relation == .flat && isNounlike(governor) ? [governor] : [at]
  }
}
