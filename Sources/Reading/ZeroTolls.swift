import Grammar
import Records
import SourceText

/// Figures of nobody: "sans faire de victimes", "nobody was hurt".
extension TollReader {
  /// Tolls of zero that no number word tells.
  func zeroTolls(in note: SentenceNotes) -> [TollNote] {
    let tree = note.tree
    let causes = language.numerals.lists["cause"] ?? []
    return tree.tokens.indices.flatMap { index -> [TollNote] in
      let token = tree.tokens[index]
      if token.upos == .verb || token.upos == .aux, causes.contains(token.lemma), isNegated(index, tree),
        let noun = casualtyNoun(behind: index, tree)
      {
        return zeros(noun.kinds, index...noun.index, note)
      }
      guard language.isNobody(index, in: tree.tokens), let verb = verbOfNobody(index, tree), let kinds = zeroKinds(at: verb, tree) else {
        return []
      }
      return zeros(kinds, min(index, verb)...max(index, verb), note)
    }
  }

  private func zeros(_ kinds: [String], _ range: ClosedRange<Int>, _ note: SentenceNotes) -> [TollNote] {
    guard let evidence = Evidence(note.tree.span(range), in: document) else { return [] }
    return kinds.map { kind in
      let toll = Toll(kind: kind, min: 0, max: 0, best: 0, qualifier: "exact", who: nil, evidence: [evidence])
      return TollNote(toll: toll, sentence: note.index, token: range.upperBound, paragraph: note.paragraph, speakers: [])
    }
  }

  private func isNegated(_ verb: Int, _ tree: Tree) -> Bool {
    (max(0, verb - 4)..<min(tree.tokens.count, verb + 3)).contains { index in
      index != verb && language.lists.has("negation", tree.tokens[index]) && tree.tokens[index].upos != .det
        && !(min(index, verb)..<max(index, verb)).contains { tree.tokens[$0].shape.contains(.punctuation) }
    }
  }

  /// The first noun of casualties behind a verb, articles and "de" between.
  private func casualtyNoun(behind verb: Int, _ tree: Tree) -> (kinds: [String], index: Int)? {
    for index in verb + 1..<max(verb + 1, min(tree.tokens.count, verb + 6)) {
      let token = tree.tokens[index]
      if token.upos == .noun || token.upos == .adj, let kinds = zeroKinds(at: index, tree) { return (kinds, index) }
      guard [.adp, .det, .adv, .part, .pron].contains(token.upos), token.upos != .num else { return nil }
    }
    return nil
  }

  private func zeroKinds(at index: Int, _ tree: Tree) -> [String]? {
    isCasualtyNoun(index, tree) ? ["killed", "injured"] : kinds(at: index, tree)
  }

  /// The verb of casualties whose subject or object is nobody.
  private func verbOfNobody(_ index: Int, _ tree: Tree) -> Int? {
    let head = tree.tokens[index].head
    if head >= 0, tree.isVerb(head), kinds(at: head, tree) != nil { return head }
    return (max(0, index - 5)..<min(tree.tokens.count, index + 6)).first { tree.tokens[$0].upos == .verb && kinds(at: $0, tree) != nil }
  }
}

extension Language {
  /// "nobody", "personne" without an article.
  func isNobody(_ index: Int, in tokens: [Token]) -> Bool {
    guard lists["nobody"].contains(tokens[index].form) else { return false }
    return index == 0 || ![.det, .num, .adj].contains(tokens[index - 1].upos)
  }
}
