import Grammar
import SourceText

/// Speakers who stand alone at the edge of a line: "Police: ...", "[Mayor Iris Orban] ...", "... (ONU)", "... - army".
extension VoiceReader {
  /// The speaker at an edge of the sentence.
  func edgeSpeaker() -> SpeakerMention? { label() ?? trailingLabel().flatMap { teller(in: $0, cue: nil) } }

  /// The speaker before a colon or in square brackets.
  func label() -> SpeakerMention? {
    if let bracketed = bracketLabel() { return bracketed }
    guard let colon = tree.tokens.indices.prefix(6).first(where: { tree.tokens[$0].form == Word(":") }), colon > 0,
      colon + 1 < tree.tokens.count
    else { return nil }
    return teller(in: 0...colon - 1, cue: tree.span(colon...colon))
  }

  /// "[Speech] [President Iris Orban] ...": who is named in the square brackets at the start of a sentence, or behind those that announce a speech.
  func bracketLabel() -> SpeakerMention? {
    let brackets = brackets()
    var isOpen = brackets.first?.lowerBound == 1
    for (place, words) in brackets.enumerated() {
      if place > 0, brackets[place - 1].upperBound + 3 != words.lowerBound { isOpen = false }
      if isOpen, var speaker = teller(in: words, cue: tree.span(words)) {
        (speaker.mayOwn, speaker.isLabel) = (false, true)
        return speaker
      }
      if words.contains(where: { language.lists.has("speech-noun", tree.tokens[$0]) }) { isOpen = true }
    }
    return nil
  }

  /// "[Communique] [National information center]": who is named in some words in the square brackets at the start, where those before announced a text.
  func announcedLabel() -> SpeakerMention? {
    guard let words = brackets().first, words.lowerBound == 1, words.count > 1, tree.tokens[1].shape.contains(.capitalised),
      tree.tokens[1].upos != .adp, let phrase = parties.phrase(tree.head(of: words), in: tree, sentence: sentence), !phrase.isPronoun
    else { return nil }
    return SpeakerMention(phrase: phrase, cue: tree.span(words), mayOwn: false, isLabel: true)
  }

  /// Whether the sentence ends with square brackets that announce a text.
  var announcesText: Bool {
    guard let words = brackets().last, words.upperBound + 2 == tree.tokens.count else { return false }
    return words.contains { language.lists.has("speech-noun", tree.tokens[$0]) }
  }

  /// "[end recording]": whether square brackets end what somebody says.
  var endsLabel: Bool { brackets().contains { words in words.contains { language.lists.has("speech-end", tree.tokens[$0]) } } }

  /// The words between square brackets.
  private func brackets() -> [ClosedRange<Int>] {
    let tokens = tree.tokens
    return tokens.indices.filter { tokens[$0].form == Word("[") }.compactMap { open in
      let close = tokens[open...].prefix(16).firstIndex { $0.form == Word("]") }
      return close.flatMap { open + 1 < $0 ? open + 1...$0 - 1 : nil }
    }
  }

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
    var isAnnounced = false
    for index in indices {
      let note = self[index]
      defer { isAnnounced = note.voice.announcesText }
      let author = isAnnounced ? note.voice.announcedLabel() : nil
      if let own = note.voice.label() ?? author {
        self[index].ownLabel = own
        current = (own, note.paragraph, author != nil || note.voice.bracketLabel() != nil)
      } else if let last = current, last.isBracketed || last.paragraph == note.paragraph {
        var label = last.label
        (label.mayOwn, label.isLabel) = (false, true)
        self[index].label = label
      }
      if note.voice.endsLabel { current = nil }
    }
  }
}
