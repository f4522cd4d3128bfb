public import Codes
public import Gazetteer
public import Grammar
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
  /// Says how likely a reading is right, and leaves the unlikely out.
  public var opinion: Opinion
  private let recogniser: LanguageModel

  /// A reader with compiled languages.
  ///
  /// - Parameters:
  ///   - recogniser: tells languages apart, also those that have no pack.
  ///   - opinion: says how likely a reading is right.
  public init(
    languages: [Language], recogniser: LanguageModel, codebook: Codebook, actors: ActorIndex, places: PlaceIndex, opinion: Opinion
  ) {
    self.languages = Dictionary(languages.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    self.codebook = codebook
    self.actors = actors
    self.places = places
    self.opinion = opinion
    self.recogniser = recogniser
  }

  /// The language of a document: as declared, else as recognised; nil if it can't be told or has no pack.
  public func language(of document: Document) -> String? {
    let code = document.language ?? recogniser.recognise(document.bytes).language
    return code.flatMap { languages[$0] == nil ? nil : $0 }
  }

  /// The record of a document. Never fails: what could not be read is a `Problem` of the record.
  public func read(_ document: Document) -> Record { tagged(document).map(read) ?? unread(document) }

  /// The record of a document whose sentences are tagged already.
  public func read(_ tagged: TaggedDocument) -> Record {
    var record = reading(of: tagged.document, in: tagged.language).record(tagged.sentences)
    record.problems += tagged.problems
    return record
  }

  /// A document with its language and its tagged sentences, for all that read it; nil if its language has no pack or can't be told.
  public func tagged(_ document: Document) -> TaggedDocument? {
    let recognition = recognition(of: document)
    guard let code = recognition.language, let language = languages[code] else { return nil }
    let mixture = recognition.other.map { other in
      Problem(
        "mixed-languages",
        "about \(other.percent) % of the text is in another language (\(other.language)) and was read as \(code); "
          + "split the text to read both")
    }
    return TaggedDocument(
      document: document, language: language, sentences: language.analyzer.tagged(document), problems: mixture.map { [$0] } ?? [])
  }

  private func recognition(of document: Document) -> Recognition {
    document.language == nil ? recogniser.recognise(document.bytes) : Recognition(language: document.language)
  }

  private func unread(_ document: Document) -> Record {
    var record = Record(document: document, language: document.language, sentences: 0)
    record.problems.append(unknownLanguage(document, recognition(of: document)))
    return record
  }

  func reading(of document: Document, in language: Language) -> DocumentReading {
    DocumentReading(language: language, document: document, codebook: codebook, actors: actors, places: places, opinion: opinion)
  }

  private func unknownLanguage(_ document: Document, _ recognition: Recognition) -> Problem {
    let list = languages.keys.sorted().joined(separator: ", ")
    if document.bytes.isEmpty { return Problem("empty-text", "the text is empty; nothing was read") }
    if let named = recognition.language {
      return Problem("unknown-language", "there is no pack for the language \"\(named)\"; nothing was read (known are: \(list))")
    }
    let why =
      switch recognition.doubt {
      case .short: "the text is too short to tell"
      case .foreignScript: "its letters belong to no language that is known here"
      default: "no language fits it clearly"
      }
    return Problem(
      "unknown-language", "the language was not recognised: \(why); name it with --language or \"language\" (known are: \(list))")
  }
}

/// A document whose language is known and whose sentences are tagged.
public struct TaggedDocument: Sendable {
  /// The document.
  public let document: Document
  /// Its language.
  public let language: Language
  /// Its sentences, tagged and not yet parsed.
  public let sentences: [Sentence]
  /// What the record should say about its language.
  let problems: [Problem]
}

/// One document on its way through the stages.
struct DocumentReading {
  let language: Language
  let document: Document
  let codebook: Codebook
  let actors: ActorIndex
  let places: PlaceIndex
  let opinion: Opinion

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
    var calendar = calendar(sentences)
    var notes = self.notes(&sentences, &calendar)
    DomainFilter(language: language, codebook: codebook, parties: parties).apply(&notes)
    resolvePlaces(&notes)
    PlaceReferences(reader: PlaceReader(language: language, gazetteer: places, document: document)).add(to: &notes)
    let quotes = attributedQuotes(sentences, notes)
    let maker = ClaimMaker(language: language, codebook: codebook, document: document, notes: notes, quotes: quotes, parties: parties)
    let drafts = Merger(maker: maker, gazetteer: places).merged(maker.drafts())
    var assembly = Assembly(maker: maker, gazetteer: places, opinion: opinion, drafts: drafts)
    assembly.run()
    record.claims = assembly.claims
    record.tolls = assembly.tolls
    record.undisclosed = UndisclosedReader(language: language, document: document).undisclosed(notes)
    record.persons = PersonReader(language: language, document: document, notes: notes).persons()
    record.problems += calendar.problems
    return record
  }

  // MARK: Notes

  /// The notes of all sentences, places resolved.
  func notes(_ tagged: [Sentence]) -> [SentenceNotes] {
    var sentences = tagged
    var calendar = calendar(sentences)
    var notes = self.notes(&sentences, &calendar)
    resolvePlaces(&notes)
    return notes
  }

  /// A calendar for the document: a history when most of the many years it names are past, a note when it is a line of few words.
  func calendar(_ sentences: [Sentence]) -> Calendar {
    let years = sentences.flatMap { $0.tokens.compactMap { year($0) } }
    let now = document.published?.civil.year
    let past = now.map { now in years.count { $0 < now - 1 } } ?? years.count
    let words = sentences.reduce(0) { $0 + $1.tokens.count }
    return Calendar(
      published: document.published,
      isHistory: now == nil || years.count >= 12 && 2 * past >= years.count
        || words > 600 && years.count > 5 && 5 * past >= 4 * years.count,
      isNote: words <= 32 && !sentences.dropFirst().contains { $0.tokens.first?.shape.contains(.lineStart) ?? false },
      feasts: language.moments.feasts)
  }

  /// The times of a document whose sentences are tagged; none of them needs a parse.
  func moments(_ tagged: [Sentence]) -> [Moment] {
    var calendar = calendar(tagged)
    return tagged.indices.flatMap { moments($0, tagged, &calendar) }
  }

  private func moments(_ index: Int, _ sentences: [Sentence], _ calendar: inout Calendar) -> [Moment] {
    if isHeading(index, sentences) { calendar.enter(sentences[index].tokens.compactMap { year($0) }) }
    return language.moments(in: sentences[index], of: document, &calendar)
  }

  /// Whether a sentence is a line of few words without a full stop.
  private func isHeading(_ index: Int, _ sentences: [Sentence]) -> Bool {
    let tokens = sentences[index].tokens
    guard tokens.count <= 14, tokens.first?.shape.contains(.lineStart) ?? false, let last = tokens.last, !last.shape.contains(.punctuation),
      index + 1 < sentences.count
    else { return false }
    return sentences[index + 1].tokens.first?.shape.contains(.lineStart) ?? false
  }

  /// The year that a token of four figures may be.
  private func year(_ token: Token) -> Int? {
    guard token.shape.contains(.number), token.span.count == 4 else { return nil }
    let year = document.bytes[token.span.start..<token.span.end].reduce(0) { $0 * 10 + Int($1) - 48 }
    return (1000...2100).contains(year) ? year : nil
  }

  private func notes(_ sentences: inout [Sentence], _ calendar: inout Calendar) -> [SentenceNotes] {
    var notes: [SentenceNotes] = []
    language.names?.glance(&sentences, of: document, marks: language.nameMarks(document))
    for index in sentences.indices {
      let (moments, quantities) = amounts(sentences[index], moments(index, sentences, &calendar))
      let taken = Set(moments.filter(\.isAside).flatMap { Array($0.tokens) })
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
    notes.passLabels()
    return notes
  }

  /// Moments and quantities of a sentence: a lone figure inside a bounded number ("de 1000 à 5000") is no year, a number inside another moment no amount.
  private func amounts(_ sentence: Sentence, _ moments: [Moment]) -> ([Moment], [Quantity]) {
    func taken(_ moments: [Moment]) -> Set<Int> { Set(moments.filter(\.isAside).flatMap { Array($0.tokens) }) }
    func read(_ taken: Set<Int>) -> [Quantity] { language.quantities(in: sentence.tokens, bytes: document.bytes, taken: taken) }
    let long = taken(moments.filter { $0.tokens.count > 1 })
    let free = read(long)
    let bounded = free.filter { quantity in
      quantity.qualifier != "exact" && quantity.tokens.count > 2
        && !moments.contains { $0.tokens.count > 1 && $0.tokens.overlaps(quantity.tokens) }
    }
    let kept = moments.filter { moment in moment.tokens.count > 1 || !bounded.contains { $0.tokens.contains(moment.tokens.lowerBound) } }
    let busy = taken(kept)
    return (kept, busy == long ? free : read(busy))
  }

  private func resolvePlaces(_ notes: inout [SentenceNotes]) {
    var all = notes.flatMap(\.places)
    PlaceChooser(language: language, gazetteer: places, document: document).resolve(&all)
    var next = 0
    for index in notes.indices {
      let count = notes[index].places.count
      notes[index].places = Array(all[next..<next + count])
      next += count
    }
  }

  /// The quotations of the document with their speakers.
  func attributedQuotes(_ sentences: [Sentence], _ notes: [SentenceNotes]) -> [Quote] {
    var speakers: [(at: Int, sentence: Int, mention: SpeakerMention)] = []
    for note in notes {
      for (at, mention) in note.voice.allSpeakers() { speakers.append((note.tree.tokens[at].span.start, note.index, mention)) }
    }
    let quotes = QuoteReader(document: document, sentences: sentences).quotes()
    return QuoteAttribution(sentences: sentences, speakers: speakers).attributed(quotes)
  }
}

/// What the text says is not known or not told.
struct UndisclosedReader {
  let language: Language
  let document: Document

  func undisclosed(_ notes: [SentenceNotes]) -> [Undisclosed] {
    notes.flatMap { note in note.tree.tokens.indices.flatMap { withheld($0, note) } }
  }

  private func withheld(_ index: Int, _ note: SentenceNotes) -> [Undisclosed] {
    let below = isWithheld(index, note) ? subtree(index, note.tree) : isNone(index, note.tree) ? Array(note.tree.phrase(index)) : []
    let whats = Set(below.compactMap { what($0, note.tree) }.flatMap { $0.split(separator: " ") })
    guard !whats.isEmpty, let first = below.first, let last = below.last,
      let evidence = Evidence(note.tree.span(max(first, index - 3)...min(last, index + 8)), in: document)
    else { return [] }
    return whats.sorted().map { Undisclosed(what: String($0), evidence: [evidence]) }
  }

  private func what(_ index: Int, _ tree: Tree) -> String? { language.lists.value("undisclosed-what", tree.tokens[index]) }

  private func subtree(_ index: Int, _ tree: Tree) -> [Int] {
    tree.tokens.indices.filter { $0 == index || tree.governors(of: $0).prefix(6).contains { $0.index == index } }
  }

  /// "n'a pas précisé", "has yet to comment", "unknown".
  private func isWithheld(_ index: Int, _ note: SentenceNotes) -> Bool {
    let token = note.tree.tokens[index]
    guard token.upos == .verb || token.upos == .adj else { return false }
    if language.lists.has("undisclosed-word", token) { return true }
    guard language.lists.has("undisclosed-verb", token) else { return false }
    return note.voice.isUnsaid(index)
  }

  /// "aucune réaction", "no comment": a noun that names what is not told, with a negation as its article.
  private func isNone(_ index: Int, _ tree: Tree) -> Bool {
    tree.tokens[index].upos == .noun && language.lists.has("undisclosed-none", tree.tokens[index])
      && tree.children[index].contains { language.lists.has("negation", tree.tokens[$0]) }
  }
}
