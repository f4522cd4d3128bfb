import SourceText

/// Cuts a text into surface tokens with exact offsets, in one pass over its bytes.
package struct Tokenizer {
  private let bytes: ArraySlice<UInt8>
  private let rules: TokenRules
  private var tokens: [Token] = []
  private var at: Int
  private var pending: Shape = [.spaceBefore, .lineStart, .paragraphStart]

  init(_ bytes: [UInt8], rules: TokenRules) {
    self.bytes = bytes[...]
    self.rules = rules
    at = 0
  }

  /// All tokens of the text.
  mutating func run() -> [Token] {
    tokens.reserveCapacity(bytes.count / 5)
    while at < bytes.endIndex {
      let (scalar, length) = Scalars.decode(bytes, at: at)
      switch Scalars.kind(scalar) {
      case .space:
        pending.insert(.spaceBefore)
        at += length
      case .newline:
        pending.formUnion(pending.contains(.lineStart) ? [.spaceBefore, .paragraphStart] : [.spaceBefore, .lineStart])
        at += length
      case .digit: takeNumber()
      case .letter: takeWord()
      default: takeMark(scalar, length)
      }
    }
    return tokens
  }

  private func kind(at index: Int) -> Scalars.Kind? {
    guard index < bytes.endIndex else { return nil }
    return Scalars.kind(Scalars.decode(bytes, at: index).scalar)
  }

  /// A token for a known stretch of bytes, with its shape.
  package static func token(_ start: Int, _ end: Int, in bytes: [UInt8], rules: TokenRules) -> Token {
    var tokenizer = Tokenizer(bytes, rules: rules)
    tokenizer.pending = start > 0 && bytes[start - 1] > 32 ? [] : .spaceBefore
    let isMark =
      switch Scalars.kind(Scalars.decode(bytes[...], at: start).scalar) {
      case .letter, .digit: false
      default: true
      }
    tokenizer.emit(start, end, isMark && end - start <= 4 ? .punctuation : [])
    return tokenizer.tokens[0]
  }

  private mutating func emit(_ start: Int, _ end: Int, _ extra: Shape = []) {
    guard end > start else { return }
    let form = Word(folding: bytes[start..<end])
    var shape = extra.union(pending)
    let (first, length) = Scalars.decode(bytes, at: start)
    if Scalars.isUpper(first) {
      shape.insert(.capitalised)
      if isAllCapitals(start + length, end) { shape.insert(.allCapitals) }
    }
    if bytes[start..<end].contains(45) { shape.insert(.hyphenated) }
    if Scalars.kind(first) == .digit { shape.insert(.number) }
    if rules.contractions[form] != nil { shape.insert(.contraction) }
    tokens.append(Token(span: Span(start, end), form: form, shape: shape))
    pending = []
    at = end
  }

  private func isAllCapitals(_ start: Int, _ end: Int) -> Bool {
    var index = start
    var letters = 0
    while index < end {
      let (scalar, length) = Scalars.decode(bytes, at: index)
      if Scalars.kind(scalar) == .letter {
        guard Scalars.isUpper(scalar) else { return false }
        letters += 1
      }
      index += length
    }
    return letters > 0
  }

  // MARK: Numbers

  /// Digits with inner points, commas and (narrow, no-break) spaces before groups of three; letters stuck to them stay (3e, 14h30).
  private mutating func takeNumber() {
    let start = at
    var end = digits(from: at)
    var group = end - start
    while let (next, width) = separator(at: end) {
      let after = digits(from: next)
      let isSpace = width > 1 || bytes[end] == 32
      if isSpace && (group > 3 || after - next != 3) { break }
      if isSpace { group = 3 }
      end = after
    }
    while let kind = kind(at: end), kind == .letter || kind == .digit { end += Scalars.decode(bytes, at: end).length }
    if kind(at: end) == .hyphen, let next = kind(at: end + 1), next == .digit || (next == .letter && end - start < 4 && isUpperAfter(end)) {
      while let kind = kind(at: end), kind == .digit || kind == .hyphen || kind == .letter { end += Scalars.decode(bytes, at: end).length }
    }
    emit(start, end, .number)
  }

  private func isUpperAfter(_ hyphen: Int) -> Bool {
    hyphen + 1 < bytes.endIndex && Scalars.isUpper(Scalars.decode(bytes, at: hyphen + 1).scalar)
  }

  private func digits(from index: Int) -> Int {
    var end = index
    while end < bytes.endIndex, bytes[end] >= 48, bytes[end] <= 57 { end += 1 }
    return end
  }

  /// The index after a separator that stands before a digit, and the separator's width in bytes.
  private func separator(at index: Int) -> (next: Int, width: Int)? {
    guard index < bytes.endIndex else { return nil }
    let (scalar, length) = Scalars.decode(bytes, at: index)
    guard [32, 44, 46, 47, 58, 0xA0, 0x202F].contains(scalar), kind(at: index + length) == .digit else { return nil }
    return (index + length, length)
  }

  // MARK: Words

  private mutating func takeWord() {
    let start = at
    if let end = addressEnd(from: start) { return emit(start, end) }
    var end = start
    while let kind = kind(at: end) {
      let length = Scalars.decode(bytes, at: end).length
      switch kind {
      case .letter, .digit: end += length
      case .hyphen:
        guard let next = self.kind(at: end + length), next == .letter || next == .digit else { return cut(start, end) }
        end += length
      case .apostrophe:
        guard self.kind(at: end + length) == .letter else {
          let stop = end + length
          if rules.elisions.contains(Word(folding: bytes[start..<stop])) { return cut(start, stop) }
          return cut(start, end)
        }
        end += length
      default:
        guard bytes[end] == 46, isInnerPoint(start, end) else { return cut(start, end) }
        end += 1
      }
    }
    cut(start, end)
  }

  /// A point inside an acronym (O.N.U.), an initial with a hyphen (J.-P.) or a domain (constat.org).
  private func isInnerPoint(_ start: Int, _ point: Int) -> Bool {
    guard point + 1 < bytes.endIndex else { return false }
    let next = kind(at: point + 1)
    if next == .hyphen { return point - start <= 2 }
    guard next == .letter || next == .digit else { return false }
    let previous = bytes[max(start, point - 2)..<point]
    let isSingle = point - start == 1 || previous.first == 46 || previous.first == 45
    return isSingle || !Scalars.isUpper(Scalars.decode(bytes, at: point + 1).scalar)
  }

  private func addressEnd(from start: Int) -> Int? {
    let head = bytes[start..<min(start + 8, bytes.endIndex)]
    guard head.starts(with: Array("http://".utf8)) || head.starts(with: Array("https://".utf8)) || head.starts(with: Array("www.".utf8))
    else { return nil }
    var end = start
    while end < bytes.endIndex, bytes[end] > 32, ![34, 41, 62, 93].contains(bytes[end]) { end += 1 }
    while end > start, [46, 44, 59].contains(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Cuts a run of letters at elisions, endings and hyphens, then looks at a full stop behind it.
  private mutating func cut(_ start: Int, _ end: Int) {
    var start = start
    guard hasMark(start, end) || !rules.endingsNeedMark else { return emitStem(start, end, isLast: true) }
    while !rules.whole.contains(Word(folding: bytes[start..<end])), let stop = elisionEnd(start, end) {
      emit(start, stop)
      start = stop
    }
    guard start < end else { return }
    var tail: [(Int, Int)] = []
    var stop = end
    while !rules.whole.contains(Word(folding: bytes[start..<stop])), let from = endingStart(start, stop) {
      tail.append((from, stop))
      stop = from
    }
    emitStem(start, stop, isLast: tail.isEmpty)
    for (from, to) in tail.reversed() { emit(from, to) }
  }

  private func elisionEnd(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end {
      let (scalar, length) = Scalars.decode(bytes, at: index)
      index += length
      if Scalars.kind(scalar) == .apostrophe {
        return rules.elisions.contains(Word(folding: bytes[start..<index])) ? index : nil
      }
    }
    return nil
  }

  private func endingStart(_ start: Int, _ end: Int) -> Int? {
    guard !rules.endingsNeedMark || hasMark(start, end) else { return nil }
    for ending in rules.endings {
      var from = end
      var matched = ending.count
      let folded = Folding.fold(bytes[max(start, end - ending.count - 2)..<end])
      guard folded.count >= ending.count, folded.suffix(ending.count).elementsEqual(ending) else { continue }
      while matched > 0, from > start {
        from -= 1
        while from > start, bytes[from] & 0xC0 == 0x80 { from -= 1 }
        matched -= Folding.fold(bytes[from..<nextScalar(from)]).count
      }
      if from > start { return from }
    }
    return nil
  }

  /// Whether a run holds an apostrophe or a hyphen; typographic ones start with byte E2.
  private func hasMark(_ start: Int, _ end: Int) -> Bool {
    bytes[start..<end].contains { $0 == 39 || $0 == 45 || $0 == 0xE2 || $0 == 0xCA }
  }

  private func nextScalar(_ index: Int) -> Int { index + Scalars.decode(bytes, at: index).length }

  private mutating func emitStem(_ start: Int, _ end: Int, isLast: Bool) {
    if rules.cutsHyphens, cutHyphens(start, end) { return }
    guard isLast, end < bytes.endIndex, bytes[end] == 46, keepsPoint(start, end) else { return emit(start, end) }
    emit(start, end + 1, .abbreviation)
  }

  private mutating func cutHyphens(_ start: Int, _ end: Int) -> Bool {
    guard let hyphen = bytes[start..<end].firstIndex(of: 45), hyphen > start, hyphen + 1 < end else { return false }
    if rules.whole.contains(Word(folding: bytes[start..<end])) || rules.hyphenPrefixes.contains(Word(folding: bytes[start..<hyphen])) {
      return false
    }
    emit(start, hyphen)
    emit(hyphen, hyphen + 1, .punctuation)
    emitStem(hyphen + 1, end, isLast: true)
    return true
  }

  private func keepsPoint(_ start: Int, _ end: Int) -> Bool {
    if rules.abbreviations.contains(Word(folding: bytes[start..<end])) { return true }
    let run = bytes[start..<end]
    if run.contains(46) { return run.count <= 12 && isInnerPoint(start, start + (run.firstIndex(of: 46) ?? start) - start) }
    let isInitial = nextScalar(start) == end && Scalars.isUpper(Scalars.decode(bytes, at: start).scalar)
    guard isInitial, end + 1 < bytes.endIndex else { return false }
    var next = end + 1
    while next < bytes.endIndex, bytes[next] == 32 { next += 1 }
    return next < bytes.endIndex && Scalars.isUpper(Scalars.decode(bytes, at: next).scalar)
  }

  // MARK: Marks

  private mutating func takeMark(_ scalar: UInt32, _ length: Int) {
    var end = at + length
    if Scalars.kind(scalar) == .apostrophe {
      for ending in rules.endings where ending.first == 39 && bytes[end...].starts(with: ending.dropFirst()) {
        let stop = end + ending.count - 1
        if kind(at: stop) != .letter, !pending.contains(.spaceBefore) { return emit(at, stop) }
      }
    }
    if [33, 46, 45, 63, 42, 61, 95].contains(scalar) {
      while end < bytes.endIndex, UInt32(bytes[end]) == scalar { end += 1 }
    }
    emit(at, end, .punctuation)
  }
}
