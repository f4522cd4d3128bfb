import Grammar
import SourceText

/// A stretch between quotation marks.
struct Quote: Sendable {
  let span: Span
  var speaker: SpeakerMention?
}

/// Finds quotations and who speaks them.
struct QuoteReader {
  let document: Document
  let sentences: [Sentence]

  /// The quotations of the text: « », “ ”, and straight marks in pairs inside one paragraph.
  func quotes() -> [Quote] {
    var found: [Quote] = []
    var open: (mark: UInt32, start: Int, paragraph: Int)?
    for sentence in sentences {
      for token in sentence.tokens where token.shape.contains(.punctuation) {
        let mark = scalar(token)
        if let start = open, closes(mark, start.mark) {
          found.append(Quote(span: Span(start.start, token.span.start), speaker: nil))
          open = nil
        } else if mark == 0xAB || mark == 0x201C || mark == 34 {
          open = (mark, token.span.end, sentence.paragraph)
        }
        if let start = open, sentence.paragraph > start.paragraph { open = mark == 0xAB || mark == 0x201C ? open : nil }
      }
    }
    return found
  }

  private func closes(_ mark: UInt32, _ open: UInt32) -> Bool {
    open == 0xAB && mark == 0xBB || open == 0x201C && mark == 0x201D || open == 34 && mark == 34
  }

  private func scalar(_ token: Token) -> UInt32 {
    let bytes = document.bytes
    let first = UInt32(bytes[token.span.start])
    if first < 0x80 { return first }
    if first < 0xE0, token.span.count >= 2 { return (first & 31) << 6 | UInt32(bytes[token.span.start + 1]) & 63 }
    guard token.span.count >= 3 else { return first }
    return (first & 15) << 12 | (UInt32(bytes[token.span.start + 1]) & 63) << 6 | UInt32(bytes[token.span.start + 2]) & 63
  }
}

/// Gives each quotation its speaker: the saying verb of its sentence that stands nearest outside of it, or of the sentence after or before.
struct QuoteAttribution {
  let sentences: [Sentence]
  /// Saying verbs with a speaker, in text order.
  let speakers: [(at: Int, sentence: Int, mention: SpeakerMention)]

  func attributed(_ quotes: [Quote]) -> [Quote] {
    var last: (speaker: SpeakerMention, paragraph: Int)?
    return quotes.map { quote in
      var quote = quote
      quote.speaker = nearest(to: quote.span)
      let paragraph = sentences.last { $0.span.start <= quote.span.start }?.paragraph ?? 0
      if quote.speaker == nil, let last, last.paragraph == paragraph { quote.speaker = last.speaker }
      if let speaker = quote.speaker { last = (speaker, paragraph) }
      return quote
    }
  }

  private func nearest(to span: Span) -> SpeakerMention? {
    let outside = speakers.filter { !span.contains(Span($0.at, $0.at)) && !($0.at > span.start && $0.at < span.end) }
    guard let first = sentences.firstIndex(where: { $0.span.end > span.start }),
      let last = sentences.lastIndex(where: { $0.span.start < span.end })
    else { return nil }
    let near = outside.filter { ($0.sentence >= first && $0.sentence <= last) || ($0.sentence == last + 1 && $0.at - span.end < 40) }
    return near.min { distance($0.at, span) < distance($1.at, span) }?.mention
  }

  private func distance(_ at: Int, _ span: Span) -> Int { at >= span.end ? at - span.end : span.start - at + 5 }
}
