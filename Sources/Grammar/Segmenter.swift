import SourceText

/// Groups tokens into sentences and paragraphs.
struct Segmenter {
  /// Longer sentences are cut, so that one line of a huge file can't exhaust the memory.
  static let longest = 250
  private let bytes: [UInt8]
  private let rules: TokenRules
  private let isWrapped: Bool

  init(_ bytes: [UInt8], rules: TokenRules) {
    self.bytes = bytes
    self.rules = rules
    isWrapped = Segmenter.looksWrapped(bytes)
  }

  /// Whether the lines of the text were broken by a typesetter (most inner lines between 50 and 85 bytes).
  static func looksWrapped(_ bytes: [UInt8]) -> Bool {
    let lines = bytes.prefix(20_000).split(separator: 10).map(\.count)
    guard lines.count >= 4 else { return false }
    let middling = lines.filter { (50...85).contains($0) }.count
    return middling * 10 >= lines.count * 6 && !lines.contains { $0 > 100 }
  }

  /// The sentences, in order.
  func sentences(_ tokens: [Token]) -> [Sentence] {
    var sentences: [Sentence] = []
    var open: [Token] = []
    var paragraph = 0
    func close() {
      guard let first = open.first, let last = open.last else { return }
      sentences.append(Sentence(span: Span(first.span.start, last.span.end), tokens: open, paragraph: paragraph))
      open.removeAll(keepingCapacity: true)
    }
    for index in tokens.indices {
      let token = tokens[index]
      if !open.isEmpty {
        if token.shape.contains(.paragraphStart) {
          close()
          paragraph += 1
        } else if breaksLine(token, after: open) || ends(open, before: token, tokens, index) || open.count >= Self.longest {
          close()
        }
      }
      open.append(token)
    }
    close()
    return sentences
  }

  /// A single line break ends a sentence, except in typeset text and before a small letter.
  private func breaksLine(_ token: Token, after open: [Token]) -> Bool {
    guard token.shape.contains(.lineStart), !isWrapped else { return false }
    return token.shape.contains(.capitalised) || token.shape.contains(.number) || token.shape.contains(.punctuation)
  }

  private func ends(_ open: [Token], before next: Token, _ tokens: [Token], _ index: Int) -> Bool {
    guard next.shape.contains(.spaceBefore), let last = lastContent(open) else { return false }
    if closesQuote(next) { return false }
    if followsBareLine(last, next, tokens, index) { return true }
    let mark = bytes[last.span.end - 1]
    if last.shape.contains(.abbreviation) { return endsAfterAbbreviation(last, next) }
    guard last.shape.contains(.punctuation) else { return false }
    let isEllipsis = last.span.count == 3 && bytes[last.span.start] == 0xE2 && bytes[last.span.end - 1] == 0xA6
    guard mark == 46 || mark == 33 || mark == 63 || isEllipsis else { return false }
    if startsSentence(next) { return true }
    guard opensQuote(next), index + 1 < tokens.count else { return false }
    return startsSentence(tokens[index + 1]) || mark != 46
  }

  /// A heading without a full stop: behind a content word a capitalised function word ("Les", "In") that starts no name.
  private func followsBareLine(_ last: Token, _ next: Token, _ tokens: [Token], _ index: Int) -> Bool {
    guard next.shape.contains(.capitalised), !next.shape.contains(.allCapitals) || next.span.count == 1, rules.frequent.contains(next.form),
      index + 1 < tokens.count, !tokens[index + 1].shape.contains(.capitalised), !tokens[index + 1].shape.contains(.punctuation)
    else { return false }
    return !last.shape.contains(.punctuation) && !last.shape.contains(.abbreviation) && !rules.frequent.contains(last.form)
  }

  /// The last token that is no closing quote or bracket.
  private func lastContent(_ open: [Token]) -> Token? {
    open.last { !closesQuote($0) }
  }

  private func startsSentence(_ token: Token) -> Bool {
    token.shape.contains(.capitalised) || token.shape.contains(.number) || isDash(token)
  }

  private func endsAfterAbbreviation(_ last: Token, _ next: Token) -> Bool {
    guard next.shape.contains(.capitalised) else { return false }
    let bare = Word(folding: bytes[last.span.start..<last.span.end - 1])
    if rules.titles.contains(bare) || last.span.count <= 2 { return false }
    return rules.frequent.contains(next.form)
  }

  private func isDash(_ token: Token) -> Bool {
    token.shape.contains(.punctuation) && (bytes[token.span.start] == 45 || scalar(token) == 0x2013 || scalar(token) == 0x2014)
  }

  private func scalar(_ token: Token) -> UInt32 { Scalars.decode(bytes[...], at: token.span.start).scalar }

  private func closesQuote(_ token: Token) -> Bool {
    guard token.shape.contains(.punctuation) else { return false }
    switch scalar(token) {
    case 0xBB, 0x201D, 41, 93: return true
    case 34: return !token.shape.contains(.spaceBefore)
    default: return false
    }
  }

  private func opensQuote(_ token: Token) -> Bool {
    guard token.shape.contains(.punctuation) else { return false }
    return [0xAB, 0x201C, 34, 40, 91].contains(scalar(token))
  }
}
