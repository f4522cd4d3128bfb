public import SourceText

/// The grammar of one language: sentences, tokens, word classes, heads, dictionary forms.
public struct Analyzer: Sendable {
  /// ISO 639-1 code.
  public let language: String
  /// Its spelling.
  public let rules: TokenRules
  private let model: GrammarModel?
  private var lemmas: Lemmatizer
  private let names: Set<Word>
  private let intransitives: Set<Word>

  /// An analyser; without a model there are tokens and sentences, but no word classes and heads.
  ///
  /// - Parameters:
  ///   - verbs: verbs that packs name, so that each of their forms is found even if no treebank has it.
  ///   - nouns: nouns that packs name: a verb form spelled like one is left to the tagger.
  ///   - intransitives: verbs that packs use without an object.
  ///   - names: names of one word that are no common word, so that they are known at the start of a sentence too.
  public init(
    language: String, rules: TokenRules, paradigms: Paradigms = Paradigms(), model: GrammarModel? = nil, verbs: [String] = [],
    nouns: [String] = [], intransitives: [String] = [], names: Set<Word> = []
  ) {
    self.language = language
    self.rules = rules
    self.model = model
    self.names = names
    self.intransitives = Set(intransitives.map { Word($0) })
    lemmas = model?.lemmas ?? Lemmatizer()
    for noun in nouns {
      lemmas.packNouns[Word(Folding.fold(noun)), default: []].formUnion([])
      lemmas.packNouns[Word(Folding.fold(noun + "s")), default: []].formUnion(.plural)
    }
    for verb in verbs.sorted() {
      for (form, inflection) in paradigms.forms(of: Folding.fold(verb)) {
        let word = Word(form)
        if let known = lemmas.packForms[word] {
          lemmas.packForms[word] = (known.lemma, known.inflection.union(inflection))
        } else {
          lemmas.packForms[word] = (Lemmatizer.Lemma(Folding.fold(verb)), inflection)
        }
      }
    }
  }

  /// The sentences of a document with their tokens, not yet analysed.
  public func sentences(of document: Document) -> [Sentence] {
    let sentences = Segmenter(document.bytes, rules: rules).sentences(tokens(of: document))
    return model.map { SentenceStream(network: $0.network, document: document).cut(sentences) } ?? sentences
  }

  /// The tokens of a document, sentences not told apart.
  public func tokens(of document: Document) -> [Token] {
    var tokenizer = Tokenizer(document.bytes, rules: rules)
    return tokenizer.run()
  }

  /// Adds heads and relations to a sentence that `tag` has seen; without a model it does nothing.
  ///
  /// - Parameter plan: what stands aside or is parsed by itself, so that the parser meets plainer stretches.
  public func parse(_ sentence: inout Sentence, of document: Document, plan: ParsePlan = ParsePlan()) {
    guard let model else { return }
    for index in plan.finite where sentence.tokens[index].upos == .verb { sentence.tokens[index].inflection = [.finite, .past] }
    let rows = sentence.rows ?? SentenceStream(network: model.network, document: document).rows(sentence)
    let tags = sentence.tokens.map { model.tags.index(of: $0.upos, $0.inflection) ?? model.tags.index(of: $0.upos) ?? 0 }
    PlannedParse(
      plan: plan,
      run: { kept in
        let clause = model.network.clause(rows.rows(kept), tags: kept.map { tags[$0] })
        let heads = Arborescence.heads(model.network.arcs(clause))
        return (heads, model.network.relations(clause, heads: heads).map { model.relations[$0] })
      }
    ).apply(to: &sentence.tokens)
  }

  /// The sentences of a document, tagged.
  public func tagged(_ document: Document) -> [Sentence] {
    var sentences = sentences(of: document)
    for index in sentences.indices { tag(&sentences[index], of: document) }
    return sentences
  }

  /// The sentences of a document, tagged and parsed as they stand.
  public func analysed(_ document: Document) -> [Sentence] { parsed(tagged(document), of: document) }

  /// Tagged sentences of a document, parsed as they stand.
  public func parsed(_ tagged: [Sentence], of document: Document) -> [Sentence] {
    var sentences = tagged
    for index in sentences.indices { parse(&sentences[index], of: document) }
    return sentences
  }

  /// The surface words of a name or phrase, as texts of this language write them.
  public func words(_ text: String) -> [Word] {
    tokens(of: Document(id: "", text: text)).map(\.form)
  }

  /// The dictionary form of a token, as a string.
  public func lemma(_ token: Token, of document: Document) -> String {
    lemmas.lemma(Folding.fold(document.bytes[token.span.start..<token.span.end]), token.upos)
  }

  /// The dictionary form of a word in a given class.
  public func lemma(_ text: String, _ upos: UPOS) -> String { lemmas.lemma(Folding.fold(Array(text.utf8)[...]), upos) }

  /// Tags that spelling alone decides: listed words, and known names with a capital.
  private func fixed(_ sentence: Sentence, _ tags: TagSet) -> [Int: UInt8] {
    var known: [Int: UInt8] = [:]
    for (index, token) in sentence.tokens.enumerated() {
      if Analyzer.marks.contains(token.form) {
        known[index] = tags.index(of: .punct)
      } else if let upos = rules.fixed[token.form], upos != .propn || token.shape.contains(.capitalised) {
        known[index] = tags.index(of: upos)
      } else if token.shape.contains(.capitalised), names.contains(token.form) {
        known[index] = tags.index(of: .propn)
      } else if model?.vocabulary.contains(token.form) == false, index > 0 || !token.shape.contains(.capitalised) {
        known[index] = packTag(token, tags)
      }
    }
    return known
  }

  /// The tag of a word that no treebank has but one list of the packs only, as a verb or as a noun.
  private func packTag(_ token: Token, _ tags: TagSet) -> UInt8? {
    switch (lemmas.packForms[token.form], lemmas.packNouns[token.form]) {
    case (let verb?, nil): token.shape.contains(.capitalised) ? nil : tags.index(of: .verb, verb.inflection)
    case (nil, let noun?): token.shape.contains(.capitalised) ? nil : tags.index(of: .noun, noun) ?? tags.index(of: .noun)
    default: nil
    }
  }

  private static let marks = Set(["«", "»", "“", "”", "\"", "(", ")", ",", ".", ":", ";", "!", "?", "…", "–", "—"].map { Word($0) })

  /// Adds word classes, inflection and dictionary forms.
  public func tag(_ sentence: inout Sentence, of document: Document) {
    guard let model else { return }
    let folded = FoldedTokens(sentence.tokens, document.bytes)
    let rows = sentence.rows ?? SentenceStream(network: model.network, document: document).rows(sentence)
    let known = fixed(sentence, model.tags)
    for (index, likely) in model.network.tags(rows).enumerated() {
      let tag = known[index] ?? likely
      let before: UPOS? = index > 0 ? sentence.tokens[index - 1].upos : nil
      setClass(&sentence.tokens[index], model.tags.upos[Int(tag)], model.tags.inflection[Int(tag)], before: before)
    }
    setFirst(&sentence.tokens)
    setNouns(&sentence.tokens)
    ClauseRepair(
      rules: rules, verb: { lemmas.packForms[$0]?.inflection }, isNoun: { lemmas.packNouns[$0] != nil },
      isIntransitive: { form in lemmas.packForms[form].map { intransitives.contains($0.lemma.word) } ?? false }
    ).apply(to: &sentence.tokens)
    for index in sentence.tokens.indices { setLemma(&sentence.tokens[index], folded[index]) }
  }

  /// A capital at the start of a sentence makes no name of a noun that packs name.
  private func setFirst(_ tokens: inout [Token]) {
    guard let first = tokens.first, first.upos == .propn, let noun = lemmas.packNouns[first.form], !names.contains(first.form),
      !first.shape.contains(.allCapitals), tokens.count > 1, !tokens[1].shape.contains(.capitalised)
    else { return }
    (tokens[0].upos, tokens[0].inflection) = (.noun, noun)
  }

  /// "un opposant", "cent prisonniers", "par un inconnu": a word of people that packs name is a noun where an article or a number ends before it and no noun follows.
  private func setNouns(_ tokens: inout [Token]) {
    for index in tokens.indices.dropFirst() {
      guard [.verb, .adj].contains(tokens[index].upos), tokens[index].inflection.isDisjoint(with: [.finite, .infinitive]),
        let noun = lemmas.packNouns[tokens[index].form], isArticle(tokens[index - 1]) || opensParticiple(index, tokens)
      else { continue }
      let next: UPOS? = index + 1 < tokens.count ? tokens[index + 1].upos : nil
      guard next != .noun, next != .propn, tokens[index].upos == .verb || next != .adj else { continue }
      (tokens[index].upos, tokens[index].inflection) = (.noun, noun)
    }
  }

  private func isArticle(_ token: Token) -> Bool { token.upos == .det || token.upos == .num }

  /// "de déplacés": a participle right behind a preposition.
  private func opensParticiple(_ index: Int, _ tokens: [Token]) -> Bool {
    tokens[index - 1].upos == .adp && tokens[index].upos == .verb && tokens[index].inflection.contains(.pastParticiple)
  }

  /// Corrects two habits of the tagger: participles of known verbs as adjectives, and nouns behind an article as verbs.
  private func setClass(_ token: inout Token, _ upos: UPOS, _ inflection: Inflection, before: UPOS?) {
    (token.upos, token.inflection) = (upos, inflection)
    if upos == .adj, lemmas.packForms[token.form]?.inflection.contains(.pastParticiple) == true {
      (token.upos, token.inflection) = (.verb, .pastParticiple)
    }
    if token.upos == .verb || token.upos == .aux, before == .det, inflection.contains(.finite) {
      (token.upos, token.inflection) = (.noun, [])
    }
  }

  private func setLemma(_ token: inout Token, _ folded: ArraySlice<UInt8>) {
    if token.upos != .det, token.shape.contains(.contraction), let plain = rules.contractions[token.form] {
      token.lemma = plain
    } else if token.upos != .punct && token.upos != .propn {
      token.lemma = lemmas.word(folded, token.upos)
    }
  }
}

/// The folded spellings of a sentence's tokens, one after the other.
struct FoldedTokens {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ tokens: [Token], _ text: [UInt8]) {
    ends.reserveCapacity(tokens.count)
    if let first = tokens.first, let last = tokens.last { bytes.reserveCapacity(last.span.end - first.span.start) }
    text.withUnsafeBufferPointer { text in
      for token in tokens {
        Folding.each(UnsafeBufferPointer(rebasing: text[token.span.start..<token.span.end])) { bytes.append($0) }
        ends.append(bytes.count)
      }
    }
  }

  subscript(index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }
}
