import Grammar
import SourceText

/// Speakers who stand alone at the edge of a line: "Police: ...", "[Mayor Iris Orban] ...", "... (ONU)", "... - army".
extension VoiceReader {
  /// The speaker at an edge of the sentence.
  func edgeSpeaker() -> SpeakerMention? { label() ?? trailingLabel().flatMap { teller(in: $0, cue: nil) } }

  /// The speaker before a colon or in square brackets at the start of the sentence.
  func label() -> SpeakerMention? {
    guard let (range, mark) = leadingLabel() else { return nil }
    return teller(in: range, cue: tree.span(mark...mark))
  }

  /// Whether the sentence starts with a label in square brackets, as those who speak are marked in transcripts.
  var isBracketed: Bool { tree.tokens.first?.form == Word("[") }

  private static let tellers: Set = [
    "police", "military", "government", "igo", "ngo", "media", "medical", "judiciary", "rebel", "militia", "party",
  ]

  /// Who is named by a stretch without verb: a party of a kind that tells, or a person by name.
  private func teller(in range: ClosedRange<Int>, cue: Span?) -> SpeakerMention? {
    let tokens = tree.tokens
    guard !range.contains(where: { tree.isVerb($0) }),
      let head = range.first(where: { !range.contains(tokens[$0].head) && [.noun, .propn, .x].contains(tokens[$0].upos) }),
      let phrase = parties.phrase(head, in: tree, sentence: sentence)
    else { return nil }
    let isKnown = VoiceReader.tellers.contains(phrase.kind) && (phrase.kind != "government" || !tree.namesPlace(range.lowerBound))
    let isPerson = tokens[head].name?.label == .person || range.contains { tokens[$0].name?.label == .person && tokens[$0].head == head }
    guard isKnown || isPerson else { return nil }
    return SpeakerMention(phrase: phrase, cue: cue, stance: nil, channel: nil, mayOwn: true)
  }

  /// The words before the mark that ends a label, and the mark.
  private func leadingLabel() -> (words: ClosedRange<Int>, mark: Int)? {
    let tokens = tree.tokens
    let closing = Word(isBracketed ? "]" : ":")
    let first = isBracketed ? 1 : 0
    guard let mark = tokens.indices.prefix(isBracketed ? 12 : 6).first(where: { tokens[$0].form == closing }), mark > first,
      mark + 1 < tokens.count
    else { return nil }
    return (first...mark - 1, mark)
  }

  private func trailingLabel() -> ClosedRange<Int>? {
    let tokens = tree.tokens
    guard var end = tokens.indices.last, end > 3 else { return nil }
    if tokens[end].form == Word(".") { end -= 1 }
    let isClosed = tokens[end].form == Word(")")
    guard
      let open = (max(1, end - 5)..<end).last(where: {
        VoiceReader.openers.contains(tokens[$0].form) && tokens[$0].shape.contains(.spaceBefore)
      }),
      (tokens[open].form == Word("(")) == isClosed, open + 1 <= (isClosed ? end - 1 : end)
    else { return nil }
    return open + 1...(isClosed ? end - 1 : end)
  }

  private static let openers = Set(["(", "-", "–", "—"].map { Word($0) })
}

extension [SentenceNotes] {
  /// Gives each sentence of a transcript the speaker by whose label its paragraph starts; a label in square brackets holds until the next one.
  mutating func passLabels() {
    var current: (label: SpeakerMention, paragraph: Int, isBracketed: Bool)?
    for index in indices {
      let note = self[index]
      if let own = note.voice.label() {
        self[index].ownLabel = own
        current = (own, note.paragraph, note.voice.isBracketed)
      } else if let last = current, last.isBracketed || last.paragraph == note.paragraph {
        self[index].label = last.label
      }
    }
  }
}
