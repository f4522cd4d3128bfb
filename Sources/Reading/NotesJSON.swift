import Gazetteer
public import Grammar
public import Records
public import SourceText

/// The layers under the claims, as `constat notes` prints them.
public struct NotesReader: Sendable {
  private let reader: Reader

  /// Names of the layers.
  public static let layers = ["tokens", "trees", "names", "times", "places", "quantities", "attributions"]

  /// Notes of documents that `reader` can read.
  public init(_ reader: Reader) { self.reader = reader }

  /// One object a document, as `Docs/notes.schema.json` says.
  public func json(_ document: Document, layers: Set<String>) -> JSON {
    let offsets = CodePointOffsets(document)
    func at(_ span: Span) -> [(String, JSON)] {
      [("start", .int(offsets.codePoint(at: span.start))), ("end", .int(offsets.codePoint(at: span.end)))]
    }
    var fields: [(String, JSON)] = [("constat", .string("1")), ("id", .string(document.id))]
    guard let code = reader.language(of: document), let language = reader.languages[code] else {
      return .object(fields + [("language", .null), ("sentences", .list([]))])
    }
    let names = layers.contains("names") ? named(document, language) : []
    func spans(_ sentences: [Sentence]) -> (String, JSON) { ("sentences", .list(sentences.map { .object(at($0.span)) })) }
    if layers == ["names"] {
      return .object(fields + [("language", .string(code)), spans(names), ("names", self.names(names, at))])
    }
    let tagged = language.analyzer.tagged(document)
    let parsed = layers.contains("tokens") ? language.analyzer.parsed(tagged, of: document) : []
    if layers == ["tokens"] {
      return .object(fields + [("language", .string(code)), spans(parsed), ("tokens", .list(tokens(parsed, document, language, at)))])
    }
    let reading = reader.reading(of: document, in: language)
    let isNote = reading.calendar(tagged).isNote
    func times(_ moments: [Moment]) -> (String, JSON) {
      let found = moments.flatMap { isNote ? [$0] : $0.expressions }.filter { $0.type != "NONE" }
      return ("times", .list(found.map { time($0, at) }))
    }
    if layers == ["times"] {
      return .object(fields + [("language", .string(code)), spans(tagged), times(reading.moments(tagged))])
    }
    let notes = reading.notes(tagged)
    fields.append(("language", .string(code)))
    fields.append(spans(notes.map(\.tree.sentence)))
    if layers.contains("tokens") { fields.append(("tokens", .list(tokens(parsed, document, language, at)))) }
    if layers.contains("trees") { fields.append(("trees", .list(tokens(notes.map(\.tree.sentence), document, language, at)))) }
    if layers.contains("names") { fields.append(("names", self.names(names, at))) }
    if layers.contains("times") { fields.append(times(notes.flatMap(\.moments))) }
    if layers.contains("places") { fields.append(("places", .list(notes.flatMap { $0.places.map { place($0, document, at) } }))) }
    if layers.contains("quantities") {
      fields.append(
        ("quantities", .list(notes.flatMap { note in note.quantities.filter { $0.qualifier != "article" }.map { quantity($0, note, at) } }))
      )
    }
    if layers.contains("attributions") {
      let attributions = AttributionReader(quotes: reading.attributedQuotes(tagged, notes), codebook: reader.codebook)
      fields.append(("attributions", .list(notes.flatMap { attributions.attributions($0).map { attribution($0, at) } })))
    }
    return .object(fields)
  }

  /// The sentences of a document with their names, and nothing else read.
  private func named(_ document: Document, _ language: Language) -> [Sentence] {
    var sentences = language.analyzer.sentences(of: document)
    language.names?.read(&sentences, of: document, marks: language.nameMarks(document))
    return sentences
  }

  private func names(_ sentences: [Sentence], _ at: (Span) -> [(String, JSON)]) -> JSON {
    .list(
      sentences.flatMap { sentence in
        sentence.names.map { name in
          let span = Span(sentence.tokens[name.tokens.lowerBound].span.start, sentence.tokens[name.tokens.upperBound - 1].span.end)
          return .object(at(span) + [("label", .string(name.label.code)), ("id", .null)])
        }
      })
  }

  private func tokens(_ sentences: [Sentence], _ document: Document, _ language: Language, _ at: (Span) -> [(String, JSON)]) -> [JSON] {
    var base = 0
    var out: [JSON] = []
    for sentence in sentences {
      for token in sentence.tokens {
        let form = document.text(of: token.span) ?? ""
        let lemma = token.upos == .propn || token.upos == .punct ? form : language.analyzer.lemma(token, of: document)
        out.append(
          .object(
            at(token.span) + [
              ("form", .string(form)), ("lemma", .string(lemma)), ("upos", .string(token.upos.name)),
              ("feats", .string(token.inflection.features)),
              ("head", .int(token.head < 0 ? -1 : base + token.head)), ("deprel", .string(token.relation.name)),
            ]))
      }
      base += sentence.tokens.count
    }
    return out
  }

  private func time(_ moment: Moment, _ at: (Span) -> [(String, JSON)]) -> JSON {
    .object(
      at(moment.span) + [
        ("type", .string(moment.type)), ("value", .string(moment.value)),
      ] + (moment.mod.map { [("mod", JSON.string($0))] } ?? []) + [
        ("from", .optional(moment.from?.description)), ("to", .optional(moment.open == "end" ? nil : moment.to?.description)),
        ("anchor", .string(moment.anchor)),
      ])
  }

  private func place(_ mention: PlaceMention, _ document: Document, _ at: (Span) -> [(String, JSON)]) -> JSON {
    let chosen = mention.chosen.map { reader.places.place($0) }
    let candidates = mention.candidates.prefix(5).map { choice -> JSON in
      let place = reader.places.place(choice.place)
      let why = [place.precision == "settlement" ? "population \(place.population)" : place.precision] + choice.reasons.words
      return .object([
        ("id", .string(place.id)), ("name", .string(place.name)), ("score", .number((choice.score * 100).rounded() / 100)),
        ("why", .string(why.joined(separator: "; "))),
      ])
    }
    return .object(
      at(mention.span) + [
        ("name", .string(document.text(of: mention.span) ?? "")), ("id", .optional(chosen?.id)), ("lat", .optional(chosen?.latitude)),
        ("lon", .optional(chosen?.longitude)), ("country", .optional(chosen?.country)),
        ("precision", .string(chosen?.precision ?? "unresolved")),
        ("role", .string(mention.role)), ("candidates", .list(Array(candidates))),
      ])
  }

  private func quantity(_ quantity: Quantity, _ note: SentenceNotes, _ at: (Span) -> [(String, JSON)]) -> JSON {
    .object(
      at(note.tree.span(quantity.tokens)) + [
        ("min", amount(quantity.min)), ("max", amount(quantity.max)), ("qualifier", .string(quantity.qualifier)), ("unit", .null),
      ])
  }

  /// A whole amount without a point, any other with all its digits; null for an open side.
  private func amount(_ value: Double?) -> JSON {
    guard let value else { return .null }
    return Int(exactly: value).map(JSON.int) ?? .literal("\(value)")
  }

  private func attribution(_ found: Attribution, _ at: (Span) -> [(String, JSON)]) -> JSON {
    func pairs(_ spans: [Span]) -> JSON { .list(spans.map { .list(at($0).map(\.1)) }) }
    return .object([
      ("source", pairs([found.source].compactMap { $0 })), ("cue", pairs([found.cue].compactMap { $0 })), ("content", pairs(found.content)),
    ])
  }
}

extension Inflection {
  /// Features as Universal Dependencies write them, `_` for none.
  var features: String {
    var parts: [String] = []
    if contains(.conditional) { parts.append("Mood=Cnd") }
    if contains(.imperative) { parts.append("Mood=Imp") }
    if contains(.subjunctive) { parts.append("Mood=Sub") }
    if contains(.plural) { parts.append("Number=Plur") }
    if contains(.future) { parts.append("Tense=Fut") }
    if contains(.imperfect) { parts.append("Tense=Imp") }
    if contains(.past) || contains(.pastParticiple) { parts.append("Tense=Past") }
    if contains(.finite) { parts.append("VerbForm=Fin") }
    if contains(.gerund) { parts.append("VerbForm=Ger") }
    if contains(.infinitive) { parts.append("VerbForm=Inf") }
    if contains(.pastParticiple) { parts.append("VerbForm=Part") }
    return parts.isEmpty ? "_" : parts.joined(separator: "|")
  }
}
