import SourceText

/// Reads a document through the network, stretch by stretch, and finds starts of sentences that spelling alone does not show.
struct SentenceStream {
  /// Tokens that are read at once, about: as far as a word may look.
  private static let longest = 400
  /// Larger documents don't keep the rows of all their tokens; `Analyzer.tag` makes them again.
  private static let keptBytes = 400_000
  /// How sure it must be that a sentence starts where spelling shows none.
  private static let leastScore: Float = 0.5

  let network: Network
  let document: Document

  /// The sentences that spelling shows, cut further, with the rows of their tokens.
  func cut(_ sentences: [Sentence]) -> [Sentence] {
    var out: [Sentence] = []
    var at = 0
    while at < sentences.count {
      var end = at + 1
      var count = sentences[at].tokens.count
      while end < sentences.count, !startsLine(sentences[end]), count + sentences[end].tokens.count <= SentenceStream.longest {
        count += sentences[end].tokens.count
        end += 1
      }
      out += read(sentences[at..<end])
      at = end
    }
    return out
  }

  /// Rows of one sentence read by itself.
  func rows(_ sentence: Sentence) -> Matrix { network.stream(words([sentence])) }

  private func startsLine(_ sentence: Sentence) -> Bool {
    sentence.tokens.first.map { !$0.shape.isDisjoint(with: [.lineStart, .paragraphStart]) } ?? true
  }

  private func words(_ sentences: ArraySlice<Sentence>) -> [WordRows] {
    sentences.flatMap { sentence in
      let folded = FoldedTokens(sentence.tokens, document.bytes)
      return sentence.tokens.enumerated().map { WordRows($1, folded: folded[$0], isFirst: $0 == 0) }
    }
  }

  private func read(_ sentences: ArraySlice<Sentence>) -> [Sentence] {
    let rows = network.stream(words(sentences))
    let scores = network.starts(rows)
    var out: [Sentence] = []
    var base = 0
    for sentence in sentences {
      let count = sentence.tokens.count
      let starts = [0] + (1..<max(1, count)).filter { scores[base + $0] > SentenceStream.leastScore && mayStart(sentence.tokens, $0) }
      for (start, end) in zip(starts, starts.dropFirst() + [count]) {
        let tokens = Array(sentence.tokens[start..<end])
        guard let first = tokens.first, let last = tokens.last else { continue }
        var part = Sentence(span: Span(first.span.start, last.span.end), tokens: tokens, paragraph: sentence.paragraph)
        if document.bytes.count <= SentenceStream.keptBytes { part.rows = rows.rows(base + start..<base + end) }
        out.append(part)
      }
      base += count
    }
    return out
  }

  /// Only a word with a space before it starts a sentence, or a mark that opens one.
  private func mayStart(_ tokens: [Token], _ index: Int) -> Bool { tokens[index].shape.contains(.spaceBefore) }
}
