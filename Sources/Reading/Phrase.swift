import Grammar
import Packs
import SourceText

/// The word class that the head of a phrase must have.
enum PhraseKind: Sendable { case verb, noun, adjective, adverb, preposition, any }

/// Words of a rule, compiled for matching against analysed tokens.
struct Phrase: Sendable {
  struct Part: Sendable {
    let form: Word
    let lemma: Word
    /// The dictionary forms as noun, adjective and verb.
    let lemmas: Set<Word>

    init(_ text: String, _ form: Word, _ upos: UPOS, _ analyzer: Analyzer) {
      self.form = form
      lemma = Word(analyzer.lemma(text, upos))
      lemmas = upos == .verb ? [lemma] : Part.lemmas(text, analyzer)
    }

    static func lemmas(_ text: String, _ analyzer: Analyzer) -> Set<Word> {
      Set([.noun, .adj, .verb].map { Word(analyzer.lemma(text, $0)) })
    }

    func matches(_ token: Token) -> Bool { token.form == form || token.lemma == form || lemmas.contains(token.lemma) }
  }
  let kind: PhraseKind
  let parts: [Part]
  let isReflexive: Bool
  private let reflexives: Set<Word>

  /// A phrase; nil if the words are no words.
  init?(_ text: String, _ kind: PhraseKind, _ analyzer: Analyzer, reflexive: Set<Word>) {
    var document = Document(id: "", text: text)
    var tokens = analyzer.tokens(of: document)
    guard let first = tokens.first else { return nil }
    reflexives = reflexive
    isReflexive = kind == .verb && tokens.count > 1 && reflexive.contains(first.form)
    if isReflexive {
      tokens.removeFirst()
      if tokens.count > 1, tokens[0].span.count <= 2 { tokens.removeFirst() }
      document = Document(id: "", text: text)
    }
    self.kind = kind
    parts = tokens.enumerated().map { index, token in
      let word = document.text(of: token.span) ?? ""
      let upos: UPOS = index == 0 && kind == .verb ? .verb : index == 0 && kind == .adjective ? .adj : .noun
      return Part(word, token.form, upos, analyzer)
    }
  }

  /// How far the next word of a verb phrase may stand behind the one before.
  private static let reach = 6

  /// The tokens that this phrase takes when its first word is at `start`; nil if it isn't there.
  func match(at start: Int, in tokens: [Token]) -> [Int]? {
    guard parts[0].matches(tokens[start]), fits(tokens[start]) else { return nil }
    if isReflexive && !hasReflexive(start, tokens) { return nil }
    var (taken, last) = ([start], start)
    for part in parts.dropFirst() {
      let limit = kind == .verb ? Phrase.reach : kind == .noun ? 2 : 1
      if let next = find(part, after: last, limit: limit, tokens) {
        taken.append(next)
        last = next
      } else if tokens[last].upos != .det, let subject = passiveSubject(of: start, tokens), part.matches(tokens[subject]),
        !taken.contains(subject)
      {
        taken.append(subject)
      } else {
        return nil
      }
    }
    return taken
  }

  /// "the rifles were handed over": in the passive the object of a verb phrase stands before its verb.
  private func passiveSubject(of verb: Int, _ tokens: [Token]) -> Int? {
    guard kind == .verb, tokens[verb].inflection.contains(.pastParticiple) else { return nil }
    return (max(0, verb - 2 * Phrase.reach)..<verb).last {
      tokens[$0].head == verb && tokens[$0].relation == .passiveSubject && [.noun, .propn].contains(tokens[$0].upos)
    }
  }

  private func find(_ part: Part, after last: Int, limit: Int, _ tokens: [Token]) -> Int? {
    var at = last + 1
    while at < tokens.count, at <= last + limit {
      if part.matches(tokens[at]), kind != .noun || !tokens[at].inflection.isSuperset(of: [.finite, .past]) { return at }
      if tokens[at].upos == .punct && !tokens[at].shape.contains(.contraction) && tokens[at].form != Word("-") { return nil }
      at += 1
    }
    return nil
  }

  private func fits(_ token: Token) -> Bool {
    switch kind {
    case .verb: token.upos == .verb || token.upos == .aux
    case .noun:
      parts.count > 1
        ? token.upos != .verb || !token.inflection.isDisjoint(with: [.gerund, .pastParticiple])
        : token.upos == .noun || token.upos == .propn
    case .adjective: token.upos == .adj || token.upos == .verb && token.inflection.contains(.pastParticiple) || token.upos == .det
    case .adverb, .preposition, .any: true
    }
  }

  private func hasReflexive(_ start: Int, _ tokens: [Token]) -> Bool { Phrase.hasPronoun(of: reflexives, before: start, in: tokens) }

  /// Whether one of these pronouns stands before a verb, with no other verb between them.
  static func hasPronoun(of words: Set<Word>, before start: Int, in tokens: [Token]) -> Bool {
    let before = max(0, start - 4)..<start
    guard let pronoun = before.last(where: { words.contains(tokens[$0].form) && tokens[$0].upos == .pron }) else { return false }
    return !tokens[pronoun..<start].contains { [.verb, .adp].contains($0.upos) || $0.upos == .punct && !$0.shape.contains(.contraction) }
  }
}

/// Phrases by their first word, with the number of their rule.
struct PhraseIndex: Sendable {
  struct Match { let rule: Int, tokens: [Int], phrase: Phrase }
  private var byFirst: [Word: [(phrase: Phrase, rule: Int)]] = [:]

  mutating func add(_ phrase: Phrase, rule: Int) {
    let head = phrase.parts[0]
    for key in phrase.kind == .adjective ? head.lemmas.union([head.form]) : [head.form, head.lemma] {
      byFirst[key, default: []].append((phrase, rule))
    }
  }

  /// Adds all the words of a rule.
  mutating func add(_ patterns: Patterns, rule: Int, _ analyzer: Analyzer, reflexive: Set<Word>) {
    let lists: [([String], PhraseKind)] = [
      (patterns.verbs, .verb), (patterns.nouns, .noun), (patterns.adjectives, .adjective), (patterns.adverbs, .adverb),
      (patterns.prepositions, .preposition),
    ]
    for (words, kind) in lists {
      for word in words {
        if let phrase = Phrase(word, kind, analyzer, reflexive: reflexive) { add(phrase, rule: rule) }
      }
    }
  }

  /// All matches whose first word is at `start`, longest first.
  func matches(at start: Int, in tokens: [Token]) -> [Match] {
    let token = tokens[start]
    var found: [Match] = []
    if let phrases = byFirst[token.form] { collect(phrases, at: start, in: tokens, &found) }
    if token.lemma != token.form, let phrases = byFirst[token.lemma] { collect(phrases, at: start, in: tokens, &found) }
    return found.count > 1 ? found.sorted { $0.tokens.count > $1.tokens.count } : found
  }

  private func collect(_ phrases: [(phrase: Phrase, rule: Int)], at start: Int, in tokens: [Token], _ found: inout [Match]) {
    for (phrase, rule) in phrases {
      guard let taken = phrase.match(at: start, in: tokens) else { continue }
      if !found.contains(where: { $0.rule == rule && $0.tokens == taken }) {
        found.append(Match(rule: rule, tokens: taken, phrase: phrase))
      }
    }
  }
}
