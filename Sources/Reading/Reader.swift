public import Codes
public import Gazetteer
public import Grammar
public import Packs
public import Records
public import SourceText

/// Reads claims from documents: Document -> Segments -> Notes -> Statements -> Claims.
///
/// A pure function on values: the same document gives the same record, whatever was read before.
public struct Reader: Sendable {
  /// The languages it knows, by code.
  public let languages: [String: Language]
  let codebook: Codebook
  let actors: ActorIndex
  let places: PlaceIndex
  private let frequent: [Word: [String]]

  /// A reader with compiled languages.
  ///
  /// - Parameter frequent: very frequent words by language code, also of languages that have no pack.
  public init(languages: [Language], frequent: [WordClass], codebook: Codebook, actors: ActorIndex, places: PlaceIndex) {
    self.languages = Dictionary(languages.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    self.codebook = codebook
    self.actors = actors
    self.places = places
    var table: [Word: [String]] = [:]
    for entry in frequent {
      for word in entry.words { table[Word(word), default: []].append(entry.name) }
    }
    self.frequent = table
  }

  /// The language of a document: as declared, else the one whose most frequent words it holds most; nil if that one has no pack.
  public func language(of document: Document) -> String? {
    let code = document.language ?? recognised(document)
    return code.flatMap { languages[$0] == nil ? nil : $0 }
  }

  /// The language whose frequent words make the largest share of the text's head; nil if there are hardly any.
  func recognised(_ document: Document) -> String? {
    let head = Document(id: "", text: String(decoding: document.bytes.prefix(6000), as: UTF8.self))
    var counts: [String: Int] = [:]
    var total = 0
    for word in head.text.split(whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "’" }) {
      total += 1
      for part in [word[...]] + Reader.elided(word) {
        for code in frequent[Word(part)] ?? [] { counts[code, default: 0] += 1 }
      }
    }
    guard total > 0, let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
    return best.value * 100 >= total * 5 ? best.key : nil
  }

  /// "l'attaque" also counts as "l'".
  private static func elided(_ word: Substring) -> [Substring] {
    guard let mark = word.firstIndex(where: { $0 == "'" || $0 == "’" }), word.distance(from: word.startIndex, to: mark) < 4 else {
      return []
    }
    return [word[...mark]]
  }

  /// The record of a document. Never fails: what could not be read is a `Problem` of the record.
  public func read(_ document: Document) -> Record {
    guard let code = language(of: document), let language = languages[code] else {
      var record = Record(document: document, language: document.language, sentences: 0)
      record.problems.append(unknownLanguage(document))
      return record
    }
    return read(document, in: language, language.analyzer.tagged(document))
  }

  /// The record of a document whose sentences are tagged already.
  public func read(_ document: Document, in language: Language, _ sentences: [Sentence]) -> Record {
    reading(of: document, in: language).record(sentences)
  }

  func reading(of document: Document, in language: Language) -> DocumentReading {
    DocumentReading(language: language, document: document, codebook: codebook, actors: actors, places: places)
  }

  private func unknownLanguage(_ document: Document) -> Problem {
    let list = languages.keys.sorted().joined(separator: ", ")
    if document.bytes.isEmpty { return Problem("empty-text", "the text is empty; nothing was read") }
    if let named = document.language ?? recognised(document) {
      return Problem("unknown-language", "there is no pack for the language \"\(named)\"; nothing was read (known are: \(list))")
    }
    return Problem("unknown-language", "the language was not recognised; name it with --language or \"language\" (known are: \(list))")
  }
}

/// One document on its way through the stages.
struct DocumentReading {
  let language: Language
  let document: Document
  let codebook: Codebook
  let actors: ActorIndex
  let places: PlaceIndex

  private var parties: PartyReader { PartyReader(language: language, actors: actors, document: document) }

  func record(_ tagged: [Sentence]) -> Record {
    var sentences = tagged
    var record = Record(document: document, language: language.code, sentences: sentences.count)
    if document.published == nil {
      let code = document.publishedText == nil ? "no-publication-date" : "bad-publication-date"
      let text =
        document.publishedText.map { "\"\($0)\" is no date; write it as 2024-11-12" } ?? "no publication date; give one with --published"
      record.problems.append(Problem(code, text + ": relative dates stay unresolved"))
    }
    var calendar = Calendar(published: document.published)
    var notes = self.notes(&sentences, &calendar)
    DomainFilter(language: language, codebook: codebook, parties: parties).apply(&notes)
    resolvePlaces(&notes)
    let quotes = attributedQuotes(sentences, notes)
    let maker = ClaimMaker(language: language, codebook: codebook, document: document, notes: notes, quotes: quotes, parties: parties)
    let drafts = Merger(maker: maker, gazetteer: places).merged(maker.drafts())
    var assembly = Assembly(maker: maker, gazetteer: places, drafts: drafts)
    assembly.run()
    record.claims = assembly.claims
    record.tolls = assembly.tolls
    record.undisclosed = UndisclosedReader(language: language, document: document).undisclosed(notes)
    record.problems += calendar.problems
    return record
  }

  // MARK: Notes

  /// The notes of all sentences, places resolved.
  func notes() -> [SentenceNotes] {
    var sentences = language.analyzer.tagged(document)
    var calendar = Calendar(published: document.published)
    var notes = self.notes(&sentences, &calendar)
    resolvePlaces(&notes)
    return notes
  }

  private func notes(_ sentences: inout [Sentence], _ calendar: inout Calendar) -> [SentenceNotes] {
    var notes: [SentenceNotes] = []
    for index in sentences.indices {
      let moments = language.moments(in: sentences[index], of: document, &calendar)
      let taken = Set(moments.flatMap { Array($0.tokens) })
      let quantities = language.quantities(in: sentences[index].tokens, bytes: document.bytes, taken: taken)
      let circumstances = language.adjuncts(moments, in: sentences[index]).union(language.bounds(quantities, in: sentences[index]))
      let outline = Outline(sentences[index], moments: circumstances, language: language, document: document)
      language.analyzer.parse(&sentences[index], of: document, plan: outline.plan)
      let tree = Tree(sentences[index], document, language)
      var note = SentenceNotes(
        index: index, tree: tree, paragraph: sentences[index].paragraph,
        voice: VoiceReader(language, tree, sentence: index, parties: parties))
      note.moments = moments
      note.quantities = quantities
      note.mentions = DeedReader(language, tree, sentence: index, parties: parties, times: taken).mentions()
      let reader = PlaceReader(language: language, gazetteer: places, document: document)
      note.places = reader.places(in: tree, sentence: index, taken: note.moments.map(\.tokens))
      notes.append(note)
    }
    return notes
  }

  private func resolvePlaces(_ notes: inout [SentenceNotes]) {
    var all = notes.flatMap(\.places)
    PlaceReader(language: language, gazetteer: places, document: document).resolve(&all)
    let bySentence = Dictionary(grouping: all, by: \.sentence)
    for index in notes.indices { notes[index].places = bySentence[notes[index].index] ?? [] }
  }

  private func attributedQuotes(_ sentences: [Sentence], _ notes: [SentenceNotes]) -> [Quote] {
    var speakers: [(at: Int, sentence: Int, mention: SpeakerMention)] = []
    for note in notes {
      for (at, mention) in note.voice.allSpeakers() { speakers.append((note.tree.tokens[at].span.start, note.index, mention)) }
    }
    let quotes = QuoteReader(document: document, sentences: sentences).quotes()
    return QuoteAttribution(sentences: sentences, speakers: speakers).attributed(quotes)
  }
}

extension VoiceReader {
  /// Every saying verb or preposition of the sentence that has a speaker.
  func allSpeakers() -> [(at: Int, mention: SpeakerMention)] {
    cueTokens.compactMap { at, match in
      guard match.phrase.kind == .verb || match.phrase.kind == .preposition, let mention = speaker(match, at: at) else { return nil }
      return (at, mention)
    }
  }
}

/// What the text says is not told.
struct UndisclosedReader {
  let language: Language
  let document: Document

  func undisclosed(_ notes: [SentenceNotes]) -> [Undisclosed] {
    var found: [Undisclosed] = []
    for note in notes {
      for (index, token) in note.tree.tokens.enumerated() where token.upos == .verb || token.upos == .adj {
        guard isWithheld(index, note.tree) else { continue }
        let below = note.tree.tokens.indices.filter { $0 == index || note.tree.governors(of: $0).prefix(6).contains { $0.index == index } }
        let whats = Set(
          below.compactMap { language.lists.value("undisclosed-what", note.tree.tokens[$0]) }.flatMap { $0.split(separator: " ") })
        guard !whats.isEmpty, let first = below.first, let last = below.last,
          let evidence = Evidence(note.tree.span(max(first, index - 3)...min(last, index + 8)), in: document)
        else { continue }
        found += whats.sorted().map { Undisclosed(what: String($0), evidence: [evidence]) }
      }
    }
    return found
  }

  private func isWithheld(_ index: Int, _ tree: Tree) -> Bool {
    let token = tree.tokens[index]
    if language.lists.has("undisclosed-word", token) { return true }
    guard language.lists.has("undisclosed-verb", token) else { return false }
    let near = tree.children[index] + tree.children[index].filter { tree.tokens[$0].relation == .aux }.flatMap { tree.children[$0] }
    return near.contains { language.lists.has("negation", tree.tokens[$0]) }
  }
}
