import SourceText

/// A stretch of text as nested marks: where two marks cross, the later one is cut in two.
indirect enum MarkedPiece {
  case plain(Span)
  /// Number of the mark, the part of it that stands here, what is inside.
  case marked(Int, Span, [MarkedPiece])

  /// How many marks stand inside one another here.
  var depth: Int {
    guard case .marked(_, _, let inner) = self else { return 0 }
    return 1 + (inner.map(\.depth).max() ?? 0)
  }

  var isMarked: Bool { depth > 0 }

  /// The pieces of `span` with all marks that touch it.
  static func pieces(of span: Span, marks: [Mark]) -> [MarkedPiece] {
    let parts = marks.indices.compactMap { number in part(number, marks[number].span, in: span) }
    return pieces(of: span, parts)
  }

  private typealias Part = (mark: Int, span: Span)

  private static func part(_ mark: Int, _ span: Span, in other: Span) -> Part? {
    let common = Span(max(span.start, other.start), min(span.end, other.end))
    return common.isEmpty ? nil : (mark, common)
  }

  private static func pieces(of span: Span, _ parts: [Part]) -> [MarkedPiece] {
    var waiting = parts.sorted { ($0.span.start, $1.span.end) < ($1.span.start, $0.span.end) }
    var pieces: [MarkedPiece] = []
    var at = span.start
    while !waiting.isEmpty {
      let first = waiting.removeFirst()
      if at < first.span.start { pieces.append(.plain(Span(at, first.span.start))) }
      let inner = waiting.compactMap { part($0.mark, $0.span, in: first.span) }
      pieces.append(.marked(first.mark, first.span, self.pieces(of: first.span, inner)))
      at = first.span.end
      waiting = waiting.compactMap { part($0.mark, $0.span, in: Span(at, span.end)) }
    }
    if at < span.end { pieces.append(.plain(Span(at, span.end))) }
    return pieces
  }
}

extension Document {
  /// The paragraphs: stretches between empty lines, without blanks around them.
  var paragraphs: [Span] {
    var paragraphs: [Span] = []
    var start: Int?
    var end = 0
    var newlines = 0
    for (index, byte) in bytes.enumerated() {
      let isBlank = byte == 32 || byte == 9 || byte == 13
      if byte == 10 { newlines += 1 }
      if isBlank || byte == 10 { continue }
      if newlines > 1, let first = start {
        paragraphs.append(Span(first, end))
        start = nil
      }
      newlines = 0
      start = start ?? index
      end = index + 1
    }
    return paragraphs + (start.map { [Span($0, end)] } ?? [])
  }
}
