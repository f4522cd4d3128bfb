import Codes
import Grammar
import SourceText

/// Who says what by which words: one attribution of the text.
struct Attribution {
  let source: Span?
  let cue: Span?
  /// Stretches of the text, in order.
  let content: [Span]
}

/// Gathers the attributions of a sentence: words of saying, acts of speech, and names that stand before a colon.
struct AttributionReader {
  let quotes: [Quote]
  let codebook: Codebook

  func attributions(_ note: SentenceNotes) -> [Attribution] {
    let voice = note.voice
    var found = voice.allSpeakers().map { at, mention in
      let told = voice.content(of: at)
      let quoted = quotes.filter { $0.speaker?.cue != nil && $0.speaker?.cue == mention.cue }.map(\.span)
      let content = told.map { [$0] } ?? (quoted.isEmpty ? [voice.rest(beside: at, mention)].compactMap { $0 } : [])
      return Attribution(source: mention.phrase.span, cue: mention.cue, content: AttributionReader.joined(content + quoted))
    }
    for mention in note.mentions where codebook.entry(for: mention.type)?.isSpeech == true && note.tree.isVerb(mention.head) {
      guard let agent = mention.agent.first, agent.sentence == note.index, let cue = words(mention, note.tree),
        !found.contains(where: { $0.cue?.overlaps(cue) ?? false })
      else { continue }
      let speaker = SpeakerMention(phrase: agent, cue: cue, stance: nil, channel: nil)
      let content = voice.content(of: mention.head) ?? voice.rest(beside: mention.head, speaker)
      found.append(Attribution(source: agent.span, cue: cue, content: content.map { [$0] } ?? []))
    }
    if let label = note.ownLabel, let colon = label.cue, let last = note.tree.tokens.last, last.span.start > colon.end {
      found.append(Attribution(source: label.phrase.span, cue: colon, content: [Span(colon.end, last.span.end)]))
    }
    return found
  }

  /// The first run of an act's words.
  private func words(_ mention: Mention, _ tree: Tree) -> Span? {
    guard let first = mention.tokens.min() else { return nil }
    let last = (first..<tree.tokens.count).prefix { mention.tokens.contains($0) }.last ?? first
    return tree.span(first...last)
  }

  /// Stretches in order, those that overlap made one.
  private static func joined(_ spans: [Span]) -> [Span] {
    var out: [Span] = []
    for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = out.last, span.start <= last.end {
        out[out.count - 1] = Span(last.start, max(last.end, span.end))
      } else {
        out.append(span)
      }
    }
    return out
  }
}

extension VoiceReader {
  /// Every word of saying of the sentence that has a speaker; a noun only where a clause tells what is said.
  func allSpeakers() -> [(at: Int, mention: SpeakerMention)] {
    cueTokens.compactMap { at, match in
      let isTelling =
        match.phrase.kind == .verb || match.phrase.kind == .preposition || match.phrase.kind == .noun && contentClause(of: at) != nil
      guard isTelling, !isQuotative(match) || isBesideQuotation(at), let mention = speaker(match, at: at) else { return nil }
      return (at, mention)
    }
  }

  /// Whether its sentence holds a quotation mark, or a colon behind a word.
  private func isBesideQuotation(_ index: Int) -> Bool {
    tree.tokens.indices.contains { language.isQuote(tree.tokens[$0]) || $0 > index && tree.tokens[$0].form == Word(":") }
  }

  /// The head of the clause that a word of saying introduces.
  private func contentClause(of index: Int) -> Int? {
    if tree.isVerb(index) {
      if let clause = tree.child(of: index, [.ccomp, .xcomp, .parataxis]) { return clause }
      return tree.tokens[index].relation == .parataxis && tree.tokens[index].head >= 0 ? tree.tokens[index].head : nil
    }
    return tree.all(of: index, [.acl, .ccomp]).first { clause in
      tree.all(of: clause, [.mark]).contains { language.lists.has("content-mark", tree.tokens[$0]) }
    }
  }

  /// The stretch of the clause that a word of saying introduces.
  func content(of index: Int) -> Span? {
    guard let clause = contentClause(of: index) else { return nil }
    let inside = tree.tokens.indices.filter { token in
      token == clause
        || tree.governors(of: token).contains { $0.index == clause } && token != index
          && !tree.governors(of: token).prefix { $0.index != clause }.contains { $0.index == index }
    }
    guard let first = inside.first, let last = inside.last else { return nil }
    return tree.span(first...last)
  }

  /// Where the parse shows no content: what stands behind the word of saying and its speaker, else what stands before them.
  func rest(beside index: Int, _ speaker: SpeakerMention) -> Span? {
    let tokens = tree.tokens
    let isBreak = { (at: Int) in language.isStrongBreak(tokens[at], tree.document) }
    let start = tokens.indices.prefix(index).last(where: isBreak).map { $0 + 1 } ?? 0
    let end = tokens.indices.suffix(from: index).first(where: isBreak) ?? tokens.count
    let isWord = { (at: Int) in !tokens[at].shape.contains(.punctuation) }
    let taken = tokens.indices.filter {
      $0 == index || tokens[$0].span.overlaps(speaker.phrase.span) || speaker.cue.map(tokens[$0].span.overlaps) ?? false
    }
    guard let first = taken.first, let last = taken.last else { return nil }
    let behind = (min(last + 1, end)..<end).filter(isWord)
    let before = (start..<max(start, first)).filter(isWord)
    let isFronted = before.count < 3 || tree.isVerb(index) && behind.count > 2
    let words = isFronted && !behind.isEmpty ? behind : before
    guard let low = words.first, let high = words.last else { return nil }
    return tree.span(low...high)
  }
}
