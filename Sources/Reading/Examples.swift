import Codes
public import Gazetteer
import Grammar
public import Packs
public import SourceText

/// Runs the `yes` and `no` examples of a language's packs through the reader.
public struct ExampleRunner {
  private let language: Language
  private let reader: Reader

  /// A runner for one of the reader's languages; nil if it doesn't have it.
  public init?(_ reader: Reader, language code: String) {
    guard let language = reader.languages[code] else { return nil }
    self.language = language
    self.reader = reader
  }

  /// The day on which all examples are published.
  public static let published = "2024-11-12"

  /// One example and what is wrong with it, if anything.
  public struct Outcome: Sendable {
    /// The rule.
    public let rule: String
    /// File and line.
    public let file: String
    /// Line of the example.
    public let line: Int
    /// A sentence that says what is wrong; nil if all is well.
    public let fault: String?
  }

  /// All outcomes, in the order of the files.
  public func outcomes() -> [Outcome] {
    var out: [Outcome] = []
    for (number, deed) in language.deedRules.enumerated() { out += run(deed.head) { deedFault($0, $1, number) } }
    for (number, cue) in language.speech.cues.enumerated() { out += run(cue.head) { cueFault($0, $1, number) } }
    for (number, charge) in language.speech.charges.enumerated() { out += run(charge.head) { chargeFault($0, $1, number) } }
    for (number, frame) in language.speech.frames.enumerated() { out += run(frame.head) { frameFault($0, $1, number) } }
    for (number, channel) in language.speech.channels.enumerated() {
      out += run(channel.head) { wordFault($0, $1, number, "channel", language.channelIndex) }
    }
    for (number, means) in language.meansRules.enumerated() { out += run(means.head) { meansFault($0, $1, number) } }
    for (head, rule) in language.moments.examples { out += run(head) { momentFault($0, $1, rule) } }
    return out
  }

  private func run(_ head: RuleHead, _ check: (Example, [SentenceNotes]) -> String?) -> [Outcome] {
    head.examples.map { example in
      Outcome(rule: head.id, file: head.file, line: example.line, fault: check(example, notes(example)))
    }
  }

  private func notes(_ example: Example) -> [SentenceNotes] {
    let document = Document(id: "example", text: example.text.plain, published: ExampleRunner.published, language: language.code)
    return reader.reading(of: document, in: language).notes(language.analyzer.tagged(document))
  }

  // MARK: Faults

  private func deedFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int) -> String? {
    let mentions = notes.flatMap { note in note.mentions.filter { $0.deed == rule || $0.joined.contains(rule) }.map { (note, $0) } }
    guard example.shouldFire else { return mentions.isEmpty ? nil : "this \"no\" example fires; add a condition (where ...) or reword it" }
    let marked = example.text.spans("deed")
    let hits = mentions.filter { note, mention in
      marked.isEmpty || marked.contains { span in mention.tokens.contains { note.tree.tokens[$0].span.overlaps(span) } }
    }
    guard let (_, mention) = hits.first else {
      let others = notes.flatMap { note in note.mentions.map { language.deedRules[$0.deed].head.id + " at « \(note.tree.text($0.head)) »" }
      }
      return "this \"yes\" example does not fire" + (others.isEmpty ? "" : "; read instead: " + others.joined(separator: ", "))
    }
    return missing("agent", example, mention.agent.map(\.span)) ?? missing("target", example, mention.target.map(\.span))
  }

  private func missing(_ label: String, _ example: Example, _ spans: [Span]) -> String? {
    let marked = example.text.spans(label)
    guard !marked.isEmpty, !marked.contains(where: { mark in spans.contains { $0.overlaps(mark) } }) else { return nil }
    return "the \(label) is not found" + (spans.isEmpty ? "" : " (read: \(spans.map { quote($0, example) }.joined(separator: ", ")))")
  }

  private func quote(_ span: Span, _ example: Example) -> String {
    "« \(Document(id: "", text: example.text.plain).text(of: span) ?? "") »"
  }

  private func cueFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int) -> String? {
    let found = notes.flatMap { note in note.voice.cueTokens.filter { $0.1.rule == rule }.map { (note, $0.0, $0.1) } }
    let spoken = found.filter { note, at, match in note.voice.speaksHere(match, at: at, note) }
    guard example.shouldFire else { return spoken.isEmpty ? nil : "this \"no\" example fires; add a condition (where ...) or reword it" }
    guard !found.isEmpty else { return "the cue is not found" }
    let speakers = found.compactMap { note, at, match in note.voice.speaker(match, at: at)?.phrase.span }
    return missing("speaker", example, speakers)
  }

  private func chargeFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int) -> String? {
    let found = notes.flatMap { note in note.voice.charges.filter { $0.value.rule == rule }.map { (note, $0.key, $0.value) } }
    let charge = language.speech.charges[rule]
    let maker = maker(notes, example)
    let tied = found.filter { note, at, _ in maker.chargedMention(charge, at, note) != nil }
    guard example.shouldFire else { return tied.isEmpty ? nil : "this \"no\" example fires; add a condition (where ...) or reword it" }
    guard !found.isEmpty else { return "the charge is not found" }
    guard let (note, at, _) = tied.first ?? found.first else { return nil }
    if tied.isEmpty && !example.text.spans("deed").isEmpty { return "the act that is charged is not found" }
    return missing("agent", example, maker.parties(charge.agent, at, note).map(\.span))
      ?? missing("speaker", example, maker.parties(charge.speaker, at, note).map(\.span))
  }

  private func maker(_ notes: [SentenceNotes], _ example: Example) -> ClaimMaker {
    let document = notes.first?.tree.document ?? Document(id: "", text: example.text.plain)
    let parties = PartyReader(language: language, actors: reader.actors, document: document)
    return ClaimMaker(language: language, codebook: reader.codebook, document: document, notes: notes, quotes: [], parties: parties)
  }

  private func frameFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int) -> String? {
    let stance = language.speech.frames[rule].stance
    let framed = notes.flatMap { note in note.mentions.filter { note.voice.frame(above: $0) == rule } }
    guard example.shouldFire else { return framed.isEmpty ? nil : "this \"no\" example fires; reword it" }
    if !framed.isEmpty { return nil }
    let stances = notes.flatMap { note in note.mentions.map { note.voice.stance(of: $0).rawValue } }
    if stances.contains(stance.rawValue) { return nil }
    return "no act is \(stance.rawValue) here"
      + (stances.isEmpty ? "; no act was found at all" : " (read: \(stances.joined(separator: ", ")))")
  }

  private func wordFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int, _ label: String, _ index: PhraseIndex) -> String? {
    guard example.shouldFire else { return nil }
    let spans = notes.flatMap { note in
      note.tree.tokens.indices.flatMap { start in
        index.matches(at: start, in: note.tree.tokens).filter { $0.rule == rule }.map { _ in note.tree.tokens[start].span }
      }
    }
    return missing(label, example, spans)
  }

  private func meansFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int) -> String? {
    var spans: [Span] = []
    for note in notes {
      let deeds = DeedReader(language, note.tree, sentence: note.index, parties: note.voice.parties)
      for start in note.tree.tokens.indices {
        guard let match = language.meansIndex.matches(at: start, in: note.tree.tokens).first, match.rule == rule else { continue }
        let head = match.tokens.first { !match.tokens.contains(note.tree.tokens[$0].head) } ?? start
        if deeds.holds(language.meansConditions[rule], head) { spans.append(note.tree.tokens[start].span) }
      }
    }
    guard example.shouldFire else { return spans.isEmpty ? nil : "this \"no\" example fires; add a condition (where ...) or reword it" }
    return missing("means", example, spans)
  }

  private func momentFault(_ example: Example, _ notes: [SentenceNotes], _ rule: Int) -> String? {
    let id = language.moments.rules[rule].id
    let found = notes.flatMap(\.moments)
    let all = found + found.flatMap(\.expressions)
    guard example.shouldFire else { return all.contains { $0.rule == id } ? "this \"no\" example fires; reword it" : nil }
    for mark in example.text.marks {
      let near = all.filter { $0.span.overlaps(mark.span) }
      guard let best = near.first(where: { $0.span == mark.span }) ?? near.first else { return "the time expression is not found" }
      if !near.contains(where: { says($0, mark.labels[0]) }) {
        let days = "\(best.from?.description ?? "")..\(best.to?.description ?? "")"
        return "read as \(best.value), \(days) instead of \(mark.labels[0])"
      }
    }
    return nil
  }

  /// Whether a moment has this TIMEX3 value, or is this day or interval.
  private func says(_ moment: Moment, _ label: String) -> Bool {
    let (from, to) = (moment.from?.description ?? "", moment.to?.description ?? "")
    return label == moment.value || label == from && from == to || label == from + ".." + to
  }
}
