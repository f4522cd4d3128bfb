import SourceText

/// A number as it was read.
public struct Number: Sendable {
  /// What it is worth.
  public var value: Double
  /// The token after it.
  public var end: Int
  /// What its first figure is times: 1000 in "trois mille", 1 if it is no plain product.
  public var factor = 1.0
  /// The last scale word in it: a million in "3 millions et demi"; 1 if there is none.
  var scale = 1.0
}

extension Numerals {
  /// The number that starts at a token, in figures, words or both; nil if there is none.
  ///
  /// `joined` says whether "and" may stand in it, as in "vingt et un": between the ends of a range it may not. `isOneTold` says that an
  /// article before it has told its first figure, as in "a million two hundred".
  public func number(at start: Int, in tokens: [Token], bytes: [UInt8], joined: Bool = true, isOneTold: Bool = false) -> Number? {
    let token = tokens[start]
    guard token.shape.contains(.number) || token.shape.contains(.hyphenated) || parts[token.form] != nil || compounds[token.form] != nil
    else { return nil }
    var reading = NumberReading(numerals: self, joined: joined)
    reading.fill(from: start, tokens, bytes)
    guard var number = reading.number(isOneTold: isOneTold) else { return nil }
    if joined, let half = half(behind: number, in: tokens) { number = half }
    return decimals(of: number, in: tokens, bytes: bytes) ?? number
  }

  /// The same for counts: nil where the number is not whole.
  public func whole(at start: Int, in tokens: [Token], bytes: [UInt8]) -> (value: Int, end: Int)? {
    guard let number = number(at: start, in: tokens, bytes: bytes), let value = Int(exactly: number.value) else { return nil }
    return (value, number.end)
  }

  /// "un million et demi", "two and a half".
  private func half(behind number: Number, in tokens: [Token]) -> Number? {
    var at = number.end
    guard at + 1 < tokens.count, joins.contains(tokens[at].form) else { return nil }
    at += isA(.article, tokens[at + 1].form) ? 2 : 1
    guard at < tokens.count, isA(.half, tokens[at].form) else { return nil }
    let half = Number(value: number.value + number.scale / 2, end: at + 1)
    guard number.scale == 1, at + 1 < tokens.count, case .scale(let scale)? = parts[tokens[at + 1].form] else { return half }
    return Number(value: half.value * scale, end: at + 2)
  }

  /// "deux cents virgule zéro cinq": figures read out behind the mark.
  private func decimals(of number: Number, in tokens: [Token], bytes: [UInt8]) -> Number? {
    guard number.end + 1 < tokens.count, isA(.point, tokens[number.end].form) else { return nil }
    var at = number.end + 1
    var unit = 1.0
    while at + 1 < tokens.count, case .unit(0)? = parts[tokens[at].form] { (at, unit) = (at + 1, unit / 10) }
    guard let behind = whole(at: at, in: tokens, bytes: bytes), behind.value >= 0 else { return nil }
    let digits = String(behind.value).utf8.count
    for _ in 0..<digits { unit /= 10 }
    return Number(value: number.value + Double(behind.value) * unit, end: behind.end)
  }
}

/// One attempt to read number words: pieces of tokens, then chunks below a thousand, then scales.
struct NumberReading {
  private enum Value { case part(Numerals.Part), figure(Double), join }
  private struct Piece {
    let value: Value
    /// The token after it, and whether it ends its token.
    let end: Int
    let isLast: Bool
    /// Whether it is a number without a figure before it ("mille").
    var isBare = false
  }
  private struct Spelling {
    let word: Word
    var figure: Double?
    let end: Int
    var isLast = true
  }
  private static let longest = 24

  let numerals: Numerals
  let joined: Bool
  private var pieces: [Piece] = []

  init(numerals: Numerals, joined: Bool) { (self.numerals, self.joined) = (numerals, joined) }

  // MARK: Pieces

  /// Takes the pieces from a token on, as long as they may belong to a number.
  mutating func fill(from start: Int, _ tokens: [Token], _ bytes: [UInt8]) {
    var words: [Spelling] = []
    var at = start
    while at < tokens.count, words.count < Self.longest {
      let token = tokens[at]
      let span = bytes[token.span.start..<token.span.end]
      if token.shape.contains(.number) {
        guard let value = numerals.figure(span) else { break }
        words.append(Spelling(word: token.form, figure: value, end: at + 1))
      } else if numerals.words.contains(token.form) {
        words.append(Spelling(word: token.form, end: at + 1))
      } else if token.shape.contains(.hyphenated), span.count > 1 {
        let inner = span.split(separator: 45, omittingEmptySubsequences: false).map { Word(folding: $0) }
        guard inner.allSatisfy(numerals.words.contains) else { break }
        for (index, word) in inner.enumerated() { words.append(Spelling(word: word, end: at + 1, isLast: index == inner.count - 1)) }
      } else if words.isEmpty || !isHyphen(at, tokens, span) {
        break
      }
      at += 1
    }
    resolve(words)
  }

  /// A hyphen between two number words of a language that cuts at hyphens.
  private func isHyphen(_ at: Int, _ tokens: [Token], _ span: ArraySlice<UInt8>) -> Bool {
    span.count == 1 && span.first == 45 && !tokens[at].shape.contains(.spaceBefore) && at + 1 < tokens.count
      && !tokens[at + 1].shape.contains(.spaceBefore) && numerals.words.contains(tokens[at + 1].form)
  }

  /// Makes one piece of "quatre vingt".
  private mutating func resolve(_ words: [Spelling]) {
    var at = 0
    while at < words.count {
      let spelling = words[at]
      if let compound = compound(at, words) {
        at += compound.rest.count
        pieces.append(Piece(value: .part(compound.part), end: words[at].end, isLast: words[at].isLast))
      } else if let figure = spelling.figure {
        pieces.append(Piece(value: .figure(figure), end: spelling.end, isLast: true))
      } else if let part = numerals.parts[spelling.word] {
        let isBare = numerals.isA(.bare, spelling.word)
        pieces.append(Piece(value: .part(part), end: spelling.end, isLast: spelling.isLast, isBare: isBare))
      } else if numerals.joins.contains(spelling.word) {
        pieces.append(Piece(value: .join, end: spelling.end, isLast: spelling.isLast))
      } else {
        return
      }
      at += 1
    }
  }

  private func compound(_ at: Int, _ words: [Spelling]) -> (rest: [Word], part: Numerals.Part)? {
    numerals.compounds[words[at].word]?.first { compound in
      at + compound.rest.count < words.count && compound.rest.indices.allSatisfy { words[at + 1 + $0].word == compound.rest[$0] }
    }
  }

  // MARK: Values

  /// The number at the first piece.
  func number(isOneTold: Bool = false) -> Number? {
    guard var (value, at) = chunk(0) ?? (isOneTold && !pieces.isEmpty ? (1, 0) : nil) else { return nil }
    let figure = small(0)?.value ?? 1
    var isProduct = value == figure || value == figure * 100
    var total = 0.0
    var last = 1.0
    while let (scale, next) = scales(at), total == 0 || scale < last {
      total += value * scale
      (at, last, value) = (next, scale, 0)
      guard let (more, end) = tail(at, below: scale) else { break }
      (value, at, isProduct) = (more, end, false)
    }
    guard at > 0, pieces[at - 1].isLast else { return nil }
    total += value
    return Number(value: total, end: pieces[at - 1].end, factor: isProduct && figure > 0 ? total / figure : 1, scale: last)
  }

  /// Scale words right behind one another ("mille milliards") as one factor.
  private func scales(_ at: Int) -> (value: Double, next: Int)? {
    var (value, next) = (1.0, at)
    while next < pieces.count, case .part(.scale(let scale)) = pieces[next].value { (value, next) = (value * scale, next + 1) }
    return next > at ? (value, next) : nil
  }

  /// What may follow a scale: a chunk below it that no scale as high as it multiplies.
  private func tail(_ at: Int, below limit: Double) -> (value: Double, next: Int)? {
    guard let (value, next) = chunk(skippingJoin(at)), value >= 1 else { return nil }
    let scale = scales(next)?.value ?? 1
    return value * scale < limit ? (value, next) : nil
  }

  /// A number below a thousand, figures, or nothing before a bare "mille".
  private func chunk(_ at: Int) -> (value: Double, next: Int)? {
    guard at < pieces.count else { return nil }
    var (value, next) = small(at) ?? (1, at)
    if next == at, !pieces[at].isBare { return nil }
    guard next < pieces.count, case .part(.hundred) = pieces[next].value else { return (value, next) }
    value *= 100
    next += 1
    guard let (rest, end) = small(skippingJoin(next)), (1..<100).contains(rest), rest == rest.rounded() else { return (value, next) }
    if end < pieces.count, case .part(.hundred) = pieces[end].value { return (value, next) }
    return (value + rest, end)
  }

  /// A unit, a ten with its unit, or figures.
  private func small(_ at: Int) -> (value: Double, next: Int)? {
    guard at < pieces.count else { return nil }
    switch pieces[at].value {
    case .figure(let value): return (value, at + 1)
    case .part(.unit(let value)): return (value, at + 1)
    case .part(.ten(let value, let reach)):
      let next = skippingJoin(at + 1)
      guard let unit = unit(next), unit >= 1, value + unit <= reach, next == at + 1 || numerals.tied.contains(Int(unit)) else {
        return (value, at + 1)
      }
      return (value + unit, next + 1)
    default: return nil
    }
  }

  private func unit(_ at: Int) -> Double? {
    guard at < pieces.count else { return nil }
    switch pieces[at].value {
    case .part(.unit(let value)): return value
    case .figure(let value) where value < 20 && value == value.rounded(): return value
    default: return nil
    }
  }

  /// The piece behind an "and"; inside one token ("vingt-et-un") it belongs to the number in any case.
  private func skippingJoin(_ at: Int) -> Int {
    guard at < pieces.count, case .join = pieces[at].value, joined || !pieces[at].isLast else { return at }
    return at + 1
  }
}
