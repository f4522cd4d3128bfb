public import Grammar
public import Packs
public import Records
public import SourceText

/// Finds partisan wording; knows nothing of claims, and claims know nothing of it.
public struct ToneReader: Sendable {
  private let terms: [Term]
  private let analyzer: Analyzer
  /// Words of a term as they are looked for.
  private struct Wording: Sendable {
    let words: [Word]
    /// Only participles of this verb are meant.
    var isParticiple = false
    /// A single small word is not meant where it is part of a name.
    let isSmall: Bool
    let term: Int
  }

  /// Wordings by their first word; one that is a participle also by its verb.
  private let byFirst: [Word: [Wording]]
  private let conditions: [[TermCondition]]
  /// What was wrong in the terms file.
  public let problems: [Problem]

  private struct TermCondition: Sendable {
    let mustHold: Bool
    /// Words and phrases by their first word.
    let phrases: [Word: [[Word]]]
  }

  /// A reader for one language's `loaded.terms`.
  public init(file: LineFile, classes: LineFile, path: String, analyzer: Analyzer) {
    var reader = RuleReader(file: file, path: path, codebook: nil)
    terms = reader.terms()
    problems = reader.problems
    self.analyzer = analyzer
    var classReader = RuleReader(file: classes, path: path, codebook: nil)
    let classWords = Dictionary(classReader.classes().map { ($0.name, $0.words) }, uniquingKeysWith: +)
    var byFirst: [Word: [Wording]] = [:]
    for (number, term) in terms.enumerated() {
      for word in term.words {
        let words = analyzer.words(word)
        guard let first = words.first else { continue }
        let isSmall = words.count == 1 && word.first?.isLowercase == true
        byFirst[first, default: []].append(Wording(words: words, isSmall: isSmall, term: number))
        let verb = Word(analyzer.lemma(word, .verb))
        if words.count == 1, verb != first {
          byFirst[verb, default: []].append(Wording(words: [verb], isParticiple: true, isSmall: isSmall, term: number))
        }
      }
    }
    self.byFirst = byFirst.mapValues { found in found.filter { !$0.isParticiple } + found.filter(\.isParticiple) }
    conditions = terms.map { term in
      term.conditions.map { condition in
        let listed = condition.words + condition.classes.flatMap { classWords[$0] ?? [] }
        let phrases = listed.map { analyzer.words($0) }.filter { !$0.isEmpty }
        return TermCondition(mustHold: condition.mustHold, phrases: Dictionary(grouping: phrases) { $0[0] })
      }
    }
  }

  /// The rules, for tables and tests.
  public var rules: [Term] { terms }

  /// The loaded wording of a document, in order; the longest wording wins.
  ///
  /// - Parameter sentences: the document's sentences, tagged.
  public func loadings(in document: Document, _ sentences: [Sentence]) -> [Loading] {
    matches(in: document, sentences).compactMap { match in
      guard let evidence = Evidence(match.span, in: document) else { return nil }
      let term = terms[match.term]
      return Loading(
        category: term.category, about: term.about, voice: match.isQuoted ? "speaker" : "outlet", neutral: term.neutral,
        evidence: [evidence])
    }
  }

  /// The loaded wording of a document that nothing else has read.
  public func loadings(in document: Document) -> [Loading] { loadings(in: document, analyzer.tagged(document)) }

  /// Spans of loaded wording with the number of their rule, in a document that nothing else has read.
  public func matches(in document: Document) -> [(span: Span, term: Int, isQuoted: Bool)] {
    matches(in: document, analyzer.tagged(document))
  }

  private func matches(in document: Document, _ sentences: [Sentence]) -> [(span: Span, term: Int, isQuoted: Bool)] {
    var found: [(span: Span, term: Int, isQuoted: Bool)] = []
    var isQuoted = false
    for sentence in sentences {
      var at = 0
      while at < sentence.tokens.count {
        isQuoted = quoting(sentence.tokens[at], document, isQuoted)
        if let match = longest(at: at, in: sentence.tokens) {
          found.append((Span(sentence.tokens[at].span.start, sentence.tokens[match.end - 1].span.end), match.term, isQuoted))
          at = match.end
        } else {
          at += 1
        }
      }
    }
    return found
  }

  private func quoting(_ token: Token, _ document: Document, _ before: Bool) -> Bool {
    guard token.shape.contains(.punctuation) else { return before }
    if ToneReader.openers.contains(token.form) { return true }
    if ToneReader.closers.contains(token.form) { return false }
    return token.form == ToneReader.straight ? !before : before
  }

  private static let openers: Set<Word> = [Word("«"), Word("“")]
  private static let closers: Set<Word> = [Word("»"), Word("”")]
  private static let straight = Word("\"")

  private func longest(at start: Int, in tokens: [Token]) -> (term: Int, end: Int)? {
    var best: (term: Int, end: Int)?
    let token = tokens[start]
    for key in token.form == token.lemma ? [token.form] : [token.form, token.lemma] {
      for candidate in byFirst[key] ?? [] {
        let end = start + candidate.words.count
        guard end <= tokens.count, end > best?.end ?? start,
          !candidate.isParticiple || token.inflection.contains(.pastParticiple),
          !candidate.isSmall || !isInName(start, tokens)
        else { continue }
        if stands(candidate.words, at: start, tokens), holds(candidate.term, start..<end, tokens) { best = (candidate.term, end) }
      }
    }
    return best
  }

  /// "the **Liberation** Front": a word with a capital beside another one, in a sentence that has small words.
  private func isInName(_ index: Int, _ tokens: [Token]) -> Bool {
    func isCapital(_ at: Int) -> Bool {
      tokens.indices.contains(at) && tokens[at].shape.contains(.capitalised) && !tokens[at].shape.contains(.lineStart)
    }
    return index > 0 && isCapital(index) && (index > 1 && isCapital(index - 1) || isCapital(index + 1))
      && tokens.count { $0.shape.contains(.capitalised) } * 2 < tokens.count
  }

  private func stands(_ words: [Word], at start: Int, _ tokens: [Token]) -> Bool {
    start + words.count <= tokens.count
      && words.indices.allSatisfy { tokens[start + $0].form == words[$0] || tokens[start + $0].lemma == words[$0] }
  }

  private func holds(_ term: Int, _ range: Range<Int>, _ tokens: [Token]) -> Bool {
    conditions[term].allSatisfy { condition in
      let hit = tokens.indices.contains { index in
        !range.contains(index)
          && [tokens[index].form, tokens[index].lemma].contains { word in
            condition.phrases[word]?.contains { stands($0, at: index, tokens) } ?? false
          }
      }
      return hit == condition.mustHold
    }
  }
}

extension ToneReader {
  /// One example and what is wrong with it, if anything.
  public struct Outcome: Sendable {
    /// The rule.
    public let rule: String
    /// File.
    public let file: String
    /// Line of the example.
    public let line: Int
    /// A sentence that says what is wrong; nil if all is well.
    public let fault: String?
  }

  /// Runs the examples of all terms.
  public func outcomes(language: String) -> [Outcome] {
    rules.enumerated().flatMap { number, term in
      term.head.examples.map { example in
        let document = Document(id: "example", text: example.text.plain, language: language)
        let found = matches(in: document).filter { $0.term == number }.map(\.span)
        let marked = example.text.spans("loaded")
        let hit = marked.isEmpty ? !found.isEmpty : marked.contains { mark in found.contains { $0.overlaps(mark) } }
        let fault: String? =
          example.shouldFire
          ? (hit ? nil : "this \"yes\" example does not fire")
          : (found.isEmpty ? nil : "this \"no\" example fires; add a condition (where ...) or reword it")
        return Outcome(rule: term.head.id, file: term.head.file, line: example.line, fault: fault)
      }
    }
  }
}
