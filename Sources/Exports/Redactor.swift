import SourceText

/// Replaces the names of one report's persons, and positions written out, in its strings and in stretches of its text.
struct Redactor: Sendable {
  let document: Document
  let offsets: CodePointOffsets
  /// Names as they are looked for.
  let names: Names
  /// Names with their parts, for running text and headlines.
  let parts: Names
  /// Where names stand that are to be replaced, with their placeholders.
  let hidden: [(span: Span, label: String)]
  /// Where names stand that stay.
  let kept: [Span]
  /// Whether written positions are replaced too.
  let hidesPositions: Bool
  let quotes: Bool
  let context: Int

  /// The string with names replaced; `isRunning` for sentences, where parts of names count too.
  func redact(_ text: String, isRunning: Bool = false) -> String {
    let words = Words(text)
    let stretches = Redactor.joined((isRunning ? parts : names).matches(in: words).map { Stretch($0, words) } + positions(in: words))
    return stretches.isEmpty ? text : Redactor.replaced(words, 0..<words.scalars.count, stretches)
  }

  private func positions(in words: Words) -> [Stretch] {
    hidesPositions ? WrittenPositions.ranges(in: words.scalars).map { Stretch($0, WrittenPositions.label) } : []
  }

  /// The address; only its origin if the rest holds a name.
  func redact(url: String) -> String {
    let words = Words(Redactor.decoded(url))
    guard !parts.matches(in: words, anyCase: true).isEmpty || !positions(in: words).isEmpty else { return url }
    let pieces = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard pieces.count >= 3, pieces[0].hasSuffix(":"), pieces[1].isEmpty else { return "" }
    let origin = pieces[0...2].joined(separator: "/") + "/"
    return parts.matches(in: Words(origin), anyCase: true).isEmpty ? origin : ""
  }

  /// The words of evidence with some words around them; nil for evidence of another text.
  func excerpt(_ evidence: Evidence) -> Excerpt? {
    guard document.text(of: evidence.span) == evidence.quote else { return nil }
    let start = offsets.codePoint(at: evidence.span.start)
    let end = offsets.codePoint(at: evidence.span.end)
    guard quotes else { return Excerpt(exact: "", prefix: "", suffix: "", start: start, end: end, isRedacted: true) }
    let window = Window(document, around: evidence.span, points: context + 200)
    let words = Words(window.text)
    let stretches = found(in: words, from: window.start)
    let exact = window.exact
    let inside = stretches.filter { $0.range.overlaps(exact) }
    let before = stretches.filter { $0.range.upperBound <= exact.lowerBound }
    let after = stretches.filter { $0.range.lowerBound >= exact.upperBound }
    let left = inside.first.map { min($0.range.lowerBound, exact.lowerBound) } ?? exact.lowerBound
    let right = inside.last.map { max($0.range.upperBound, exact.upperBound) } ?? exact.upperBound
    let (first, last) = words.whole(max(0, left - context), left, right, min(words.scalars.count, right + context))
    return Excerpt(
      exact: Redactor.replaced(words, left..<right, inside), prefix: Redactor.replaced(words, first..<left, before),
      suffix: Redactor.replaced(words, right..<last, after), start: start, end: end, isRedacted: !inside.isEmpty)
  }

  /// Scalars to replace.
  private struct Stretch {
    var range: Range<Int>
    let label: String
    init(_ match: Names.Match, _ words: Words) {
      range = words.words[match.words.lowerBound].range.lowerBound..<words.words[match.words.upperBound - 1].range.upperBound
      label = match.label
    }
    init(_ range: Range<Int>, _ label: String) { (self.range, self.label) = (range, label) }
  }

  /// What to replace in a stretch of the document that begins at a byte: mentions by their place, names by their words.
  private func found(in words: Words, from start: Int) -> [Stretch] {
    var places: [Int] = []
    var byte = start
    for scalar in words.scalars {
      places.append(byte)
      byte += UTF8.width(scalar)
    }
    func scalar(at byte: Int) -> Int {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] < byte { low = middle + 1 } else { high = middle }
      }
      return low
    }
    var all = hidden.filter { $0.span.start < byte && $0.span.end > start }
      .map { Stretch(scalar(at: $0.span.start)..<scalar(at: $0.span.end), $0.label) }
    let staying = kept.filter { $0.start < byte && $0.end > start }.map { scalar(at: $0.start)..<scalar(at: $0.end) }
    for match in parts.matches(in: words) {
      let stretch = Stretch(match, words)
      let isKept =
        match.words.count == 1
        && staying.contains { $0.lowerBound <= stretch.range.lowerBound && stretch.range.upperBound <= $0.upperBound }
      if !isKept { all.append(stretch) }
    }
    return Redactor.joined(all + positions(in: words))
  }

  /// From left to right without overlaps; what overlaps is joined under the first label.
  private static func joined(_ stretches: [Stretch]) -> [Stretch] {
    var out: [Stretch] = []
    for next in stretches.sorted(by: { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }) {
      if let last = out.last, next.range.lowerBound < last.range.upperBound {
        out[out.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, next.range.upperBound)
      } else {
        out.append(next)
      }
    }
    return out
  }

  /// The words of a range; a stretch that its edge cuts is replaced as a whole.
  private static func replaced(_ words: Words, _ range: Range<Int>, _ stretches: [Stretch]) -> String {
    var (text, at) = ("", range.lowerBound)
    for stretch in stretches where stretch.range.upperBound > range.lowerBound && stretch.range.lowerBound < range.upperBound {
      if stretch.range.lowerBound > at { text += words.text(at..<stretch.range.lowerBound) }
      text += stretch.label
      at = max(at, stretch.range.upperBound)
    }
    return at < range.upperBound ? text + words.text(at..<range.upperBound) : text
  }

  /// `%C3%A9` as the letter that it stands for.
  private static func decoded(_ url: String) -> String {
    var (bytes, rest) = ([UInt8](), Array(url.utf8)[...])
    while let next = rest.popFirst() {
      if next == 37, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(next)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A stretch of a text around some words.
private struct Window {
  let text: String
  /// First byte.
  let start: Int
  /// The words themselves, in scalars of `text`.
  let exact: Range<Int>

  init(_ document: Document, around span: Span, points: Int) {
    let bytes = document.bytes
    var (low, high) = (span.start, span.end)
    for _ in 0..<points where low > 0 {
      low -= 1
      while low > 0, bytes[low] & 0xC0 == 0x80 { low -= 1 }
    }
    for _ in 0..<points where high < bytes.count {
      high += 1
      while high < bytes.count, bytes[high] & 0xC0 == 0x80 { high += 1 }
    }
    start = low
    text = String(decoding: bytes[low..<high], as: UTF8.self)
    let before = bytes[low..<span.start].count { $0 & 0xC0 != 0x80 }
    exact = before..<before + bytes[span.start..<span.end].count { $0 & 0xC0 != 0x80 }
  }
}
