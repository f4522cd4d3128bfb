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

  /// An analyser; without a model there are tokens and sentences, but no word classes and heads.
  ///
  /// - Parameters:
  ///   - verbs: verbs that packs name, so that each of their forms is found even if no treebank has it.
  ///   - names: names of one word that are no common word, so that they are known at the start of a sentence too.
  public init(language: String, rules: TokenRules, paradigms: Paradigms = Paradigms(), model: GrammarModel? = nil, verbs: [String] = [], names: Set<Word> = []) {
    self.language = language
    self.rules = rules
    self.model = model
    self.names = names
    lemmas = model?.lemmas ?? Lemmatizer()
    for verb in verbs.sorted() {
      for (form, inflection) in paradigms.forms(of: Folding.fold(verb)) {
        let word = Word(form)
        if let known = lemmas.packForms[word] {
          lemmas.packForms[word] = (known.lemma, known.inflection.union(inflection))
        } else {
          lemmas.packForms[word] = (Folding.fold(verb), inflection)
        }
      }
    }
  }

  /// The sentences of a document with their tokens, not yet analysed.
  public func sentences(of document: Document) -> [Sentence] {
    var tokenizer = Tokenizer(document.bytes, rules: rules)
    let tokens = tokenizer.run()
    return Segmenter(document.bytes, rules: rules).sentences(tokens)
  }

  /// Adds word classes, inflection and dictionary forms.
  public func tag(_ sentence: inout Sentence, of document: Document) {
    tag(&sentence, spellings(sentence, document), document)
  }

  /// Adds word classes, inflection, dictionary forms, heads and relations.
  ///
  /// - Parameters:
  ///   - aside: tokens known to be circumstances (dates): they are left out of the parse and hang on the verb before them.
  ///   - clauses: stretches that are parsed by themselves and hang on the root as parataxis (saying clauses between commas).
  public func parse(_ sentence: inout Sentence, of document: Document, aside: Set<Int> = [], clauses: [ClosedRange<Int>] = []) {
    guard let model else { return }
    let words = spellings(sentence, document)
    let tags = sentence.tokens.map { model.tags.index(of: $0.upos, $0.inflection) ?? model.tags.index(of: $0.upos) ?? 0 }
    func run(_ kept: [Int]) -> Int? {
      let parse = Parser(moves: model.moves).parse(kept.map { words[$0] }, kept.map { tags[$0] }, model: model.parser)
      for (place, index) in kept.enumerated() {
        sentence.tokens[index].head = parse.heads[place] < 0 ? -1 : kept[parse.heads[place]]
        sentence.tokens[index].relation = parse.relations[place]
      }
      return kept.first { sentence.tokens[$0].head < 0 }
    }
    let main = sentence.tokens.indices.filter { index in !aside.contains(index) && !clauses.contains { $0.contains(index) } }
    let root = run(main)
    for clause in clauses {
      guard let top = run(clause.filter { !aside.contains($0) }), let root else { continue }
      sentence.tokens[top].head = root
      sentence.tokens[top].relation = .parataxis
    }
    let verbs = main.filter { sentence.tokens[$0].upos == .verb }
    for index in aside {
      sentence.tokens[index].head = verbs.last { $0 < index } ?? verbs.first ?? root ?? -1
      sentence.tokens[index].relation = .obl
    }
  }

  /// The surface words of a name or phrase, as texts of this language write them.
  public func words(_ text: String) -> [Word] {
    var tokenizer = Tokenizer(Array(text.utf8), rules: rules)
    return tokenizer.run().map(\.form)
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
      if let upos = rules.fixed[token.form], upos != .propn || token.shape.contains(.capitalised) {
        known[index] = tags.index(of: upos)
      } else if token.shape.contains(.capitalised), names.contains(token.form) {
        known[index] = tags.index(of: .propn)
      } else if !token.shape.contains(.capitalised), let form = lemmas.packForms[token.form], model?.vocabulary.contains(token.form.hash) == false {
        known[index] = tags.index(of: .verb, form.inflection)
      }
    }
    return known
  }

  private func spellings(_ sentence: Sentence, _ document: Document) -> [Spelling] {
    let clusters = model?.clusters ?? [:]
    return sentence.tokens.enumerated().map { Spelling($1, bytes: document.bytes, clusters: clusters, isFirst: $0 == 0) }
  }

  private func tag(_ sentence: inout Sentence, _ words: [Spelling], _ document: Document) {
    guard let model else { return }
    let tags = Tagger.tag(words, model: model.tagger, fixed: fixed(sentence, model.tags))
    for (index, tag) in tags.enumerated() {
      var upos = model.tags.upos[Int(tag)]
      sentence.tokens[index].inflection = model.tags.inflection[Int(tag)]
      if upos == .adj, lemmas.packForms[sentence.tokens[index].form]?.inflection.contains(.pastParticiple) == true {
        upos = .verb
        sentence.tokens[index].inflection = .pastParticiple
      }
      sentence.tokens[index].upos = upos
      let span = sentence.tokens[index].span
      if upos == .verb || upos == .aux, let known = lemmas.packForms[sentence.tokens[index].form] {
        sentence.tokens[index].lemma = Word(known.lemma)
      } else if upos != .det, let plain = rules.contractions[sentence.tokens[index].form] {
        sentence.tokens[index].lemma = plain
      } else if upos != .punct && upos != .propn {
        sentence.tokens[index].lemma = Word(lemmas.lemma(Folding.fold(document.bytes[span.start..<span.end]), upos))
      }
    }
  }
}
