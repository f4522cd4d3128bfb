import Grammar
import SourceText

/// A piece of a token as time patterns see it: "14h30" is three of them, "juin-août" too.
struct TimePiece: Sendable {
  let form: Word
  let span: Span
  /// The token it belongs to.
  let token: Int
  /// What a figure without marks is worth; -1 for all else.
  var figure = -1
  /// Whether no space stands before it.
  let isGlued: Bool
}

/// The pieces of a sentence's tokens.
struct TimeLine {
  let tokens: [Token]
  let bytes: [UInt8]
  private(set) var pieces: [TimePiece] = []
  /// The first piece of every token.
  private(set) var firstPiece: [Int] = []

  /// Cuts the tokens; `known` are the words that patterns ask for, which are cut out of compounds and never cut themselves.
  init(_ tokens: [Token], bytes: [UInt8], known: Set<Word>) {
    (self.tokens, self.bytes) = (tokens, bytes)
    pieces.reserveCapacity(tokens.count + 8)
    for (index, token) in tokens.enumerated() {
      firstPiece.append(pieces.count)
      if token.shape.contains(.number) {
        cutFigures(index)
      } else if token.shape.contains(.hyphenated), !known.contains(token.form), holdsKnown(token.span, known) {
        cut(index)
      } else {
        whole(index)
      }
    }
  }

  private mutating func whole(_ index: Int) {
    let token = tokens[index]
    pieces.append(
      TimePiece(
        form: token.form, span: token.span, token: index, isGlued: !token.shape.contains(.spaceBefore)))
  }

  /// Whether one of the parts between hyphens is known.
  private func holdsKnown(_ span: Span, _ known: Set<Word>) -> Bool {
    bytes[span.start..<span.end].split(separator: 45).contains { known.contains(Word(folding: $0)) }
  }

  /// Figures apart from letters and marks; groups of three behind commas, points or spaces ("12 000") stay one piece that is no plain figure.
  private mutating func cutFigures(_ index: Int) {
    let span = tokens[index].span
    if isGrouped(span) { return whole(index) }
    if bytes[span.start..<span.end].allSatisfy(TimeLine.isDigit) {
      whole(index)
      pieces[pieces.count - 1].figure = figure(span)
    } else {
      cut(index)
    }
  }

  private func isGrouped(_ span: Span) -> Bool {
    let run = bytes[span.start..<span.end]
    let groups = run.split(whereSeparator: { !TimeLine.isDigit($0) })
    let marks = run.filter { !TimeLine.isDigit($0) }
    return groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 } && (groups.first?.count ?? 9) <= 3
      && marks.allSatisfy { $0 == 32 || $0 == 44 || $0 == 46 || $0 >= 0x80 }
  }

  /// A run of figures, a run of letters, or one mark after the other.
  private mutating func cut(_ index: Int) {
    let token = tokens[index]
    var at = token.span.start
    while at < token.span.end {
      let start = at
      if bytes[at] == 32 || bytes[at] == 0xC2 || bytes[at] == 0xE2 { at += 1 + trailing(at, token.span.end) }
      let from = at
      while at < token.span.end, kind(bytes[at]) == kind(bytes[from]), kind(bytes[at]) != 2 || at == from { at += 1 }
      guard at > from else { continue }
      let form = Word(folding: bytes[from..<at])
      let span = Span(from, at)
      var piece = TimePiece(
        form: form, span: span, token: index,
        isGlued: start == from && (start > token.span.start || !token.shape.contains(.spaceBefore)))
      if TimeLine.isDigit(bytes[from]) { piece.figure = figure(span) }
      pieces.append(piece)
    }
  }

  private func trailing(_ at: Int, _ end: Int) -> Int {
    var next = at + 1
    while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next - at - 1
  }

  /// 0 figure, 1 letter, 2 mark.
  private func kind(_ byte: UInt8) -> Int {
    if TimeLine.isDigit(byte) { return 0 }
    return byte >= 0x80 || byte | 32 >= 97 && byte | 32 <= 122 ? 1 : 2
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private func figure(_ span: Span) -> Int {
    guard span.count <= 6 else { return -1 }
    return bytes[span.start..<span.end].reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  /// The tokens of some pieces.
  func tokens(_ range: Range<Int>) -> ClosedRange<Int> { pieces[range.lowerBound].token...pieces[range.upperBound - 1].token }

  /// The first piece behind a token.
  func pieceBehind(token: Int) -> Int { token + 1 < firstPiece.count ? firstPiece[token + 1] : pieces.count }

  /// Whether a piece is a mark.
  func isMark(_ piece: Int) -> Bool { kind(bytes[pieces[piece].span.start]) == 2 }

  /// Whether a mark stands between two pieces without spaces, as in "11:30" and "7-6".
  func binds(_ piece: Int) -> Bool { pieces[piece].isGlued && piece + 1 < pieces.count && pieces[piece + 1].isGlued }

  /// Whether a piece starts its token.
  func startsToken(_ piece: Int) -> Bool { firstPiece[pieces[piece].token] == piece }

  /// Whether a piece is written with a capital.
  func isCapital(_ piece: Int) -> Bool {
    let first = bytes[pieces[piece].span.start]
    return first >= 65 && first <= 90 || first >= 0x80 && tokens[pieces[piece].token].shape.contains(.capitalised)
  }
}
