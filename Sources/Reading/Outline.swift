import Grammar
import SourceText

/// What stands aside in a sentence before it is parsed: dates, saying clauses between commas, the frame of a cleft.
/// The parser then meets a plainer sentence.
struct Outline {
  /// Tokens left out of the parse.
  var aside: Set<Int> = []
  /// Saying clauses, parsed by themselves.
  var incises: [ClosedRange<Int>] = []

  init(_ sentence: Sentence, moments: Set<Int>, language: Language) {
    aside = moments
    let tokens = sentence.tokens
    for segment in Outline.segments(tokens, language) where Outline.isSaying(segment, tokens, language) {
      incises.append(segment)
    }
    aside.formUnion(Outline.cleft(tokens, language))
    if incises.reduce(0, { $0 + $1.count }) + aside.count >= tokens.count - 1 { incises = [] }
  }

  /// Stretches between commas or closing quotation marks and the next comma or the end.
  private static func segments(_ tokens: [Token], _ language: Language) -> [ClosedRange<Int>] {
    var cuts: [Int] = []
    for index in tokens.indices where tokens[index].shape.contains(.punctuation) && language.isCut(tokens[index]) { cuts.append(index) }
    var out: [ClosedRange<Int>] = []
    for (place, cut) in cuts.enumerated() {
      let end = place + 1 < cuts.count ? cuts[place + 1] - 1 : tokens.count - 1
      let last = end == tokens.count - 1 && tokens[end].shape.contains(.punctuation) ? end - 1 : end
      if cut + 1 <= last, last - cut <= 16 { out.append(cut + 1...last) }
    }
    return out
  }

  /// A segment with one verb, a verb of saying, that stands first ("a indiqué la police") or last ("a monitor said"), and no "that".
  private static func isSaying(_ segment: ClosedRange<Int>, _ tokens: [Token], _ language: Language) -> Bool {
    let verbs = segment.filter { tokens[$0].upos == .verb && !tokens[$0].inflection.contains(.infinitive) }
    guard let verb = verbs.first, verbs.count == 1 || verbs.dropFirst().allSatisfy({ !tokens[$0].inflection.contains(.finite) }) else { return false }
    let isCue = language.cueIndex.matches(at: verb, in: tokens).contains { $0.phrase.kind == .verb }
    let hasContent = segment.contains { tokens[$0].upos == .sconj || language.lists.has("relative", tokens[$0]) }
    guard isCue, !hasContent, tokens[verb].inflection.isDisjoint(with: [.gerund, .infinitive]) else { return false }
    let before = segment.prefix { $0 < verb }.filter { ![.aux, .adv, .part].contains(tokens[$0].upos) }
    let nouns = segment.filter { [.noun, .propn, .pron].contains(tokens[$0].upos) }
    guard !nouns.isEmpty else { return false }
    if before.isEmpty { return nouns.contains { $0 > verb } || segment.lowerBound < verb }
    let behind = segment.filter { $0 > verb && [.noun, .propn].contains(tokens[$0].upos) }
    let startsWithNoun = [.det, .noun, .propn, .pron, .adj, .num].contains(tokens[segment.lowerBound].upos)
    return startsWithNoun && (behind.isEmpty || tokens[min(verb + 1, segment.upperBound)].upos == .adp)
  }

  /// "It was X that ...", "Ce sont X qui ...": the pronoun, the copula and the relative.
  private static func cleft(_ tokens: [Token], _ language: Language) -> Set<Int> {
    for start in tokens.indices.dropLast(3) where language.lists.has("cleft", tokens[start]) {
      guard language.lists.has("copula", tokens[start + 1]) else { continue }
      for index in start + 2..<min(tokens.count, start + 14) {
        if tokens[index].upos == .verb { break }
        if language.lists.has("relative", tokens[index]), index > start + 2 { return [start, start + 1, index] }
      }
    }
    return []
  }
}

extension Language {
  /// A comma or a closing quotation mark.
  func isCut(_ token: Token) -> Bool { token.form == Word(",") || token.form == Word("»") || token.form == Word("”") || token.form == Word("\"") }
}
