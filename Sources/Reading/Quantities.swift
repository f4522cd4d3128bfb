import Grammar
import SourceText

/// An amount of the text with its bounds.
struct Quantity: Sendable {
  /// Tokens of the number and its qualifiers.
  var tokens: ClosedRange<Int>
  /// The token after the number itself, where the counted thing stands.
  var end: Int
  /// Lowest and highest amount; an open side is nil.
  var min: Double?
  var max: Double?
  /// exact, at_least, more_than, at_most, about, range, vague; article for "un", which is a count only where casualties are counted.
  var qualifier: String
  /// What the first figure is times (1000 in "trois mille"): in "deux à trois mille" it holds for both.
  var factor = 1.0

  /// An exact amount.
  init(_ value: Double, _ tokens: ClosedRange<Int>, end: Int, qualifier: String = "exact") {
    (self.tokens, self.end, self.min, self.max, self.qualifier) = (tokens, end, value, value, qualifier)
  }

  /// A number of the text.
  init(_ number: Number, from start: Int) {
    self.init(number.value, start...number.end - 1, end: number.end)
    factor = number.factor
  }

  /// An amount that is open or between two ends.
  init(_ tokens: ClosedRange<Int>, end: Int, min: Double?, max: Double?, qualifier: String) {
    (self.tokens, self.end, self.min, self.max, self.qualifier) = (tokens, end, min, max, qualifier)
  }

  /// The figure that stands for it: of a vague amount the lowest.
  var best: Double? { qualifier == "vague" ? min : min == max ? min : min ?? max }

  /// The amount as a count of people, whose bounds are whole; nil for shares and negative amounts.
  ///
  /// "43,603" is no fraction of a person where commas are decimal: the mark is one of thousands.
  var people: (min: Int?, max: Int?, best: Int?)? {
    let bounds = [min, max].compactMap { $0 }
    guard bounds.allSatisfy({ $0 == 0 || $0 >= 1 }) else { return nil }
    let unit = bounds.allSatisfy { $0 == $0.rounded() } ? 1.0 : 1000.0
    func whole(_ value: Double?) -> Int? { value.flatMap { Int(exactly: ($0 * unit).rounded()) } }
    return (whole(min), whole(max), whole(best))
  }

  /// The upper end of a range by itself.
  var last: Quantity { Quantity(tokens, end: end, min: max, max: max, qualifier: "exact") }
}

extension Language {
  /// The amounts of a sentence; `taken` marks tokens that belong to time expressions.
  func quantities(in tokens: [Token], bytes: [UInt8], taken: Set<Int>) -> [Quantity] {
    let reader = QuantityReader(numerals: numerals, tokens: tokens, bytes: bytes)
    var found: [Quantity] = []
    var at = 0
    while at < tokens.count {
      guard numerals.mayStart(tokens[at]), let quantity = reader.quantity(at: at), reader.isFree(quantity, of: taken) else {
        at += 1
        continue
      }
      if let last = found.last, quantity.tokens.lowerBound <= last.tokens.lowerBound, last.tokens.upperBound < quantity.tokens.upperBound {
        found.removeLast()
      }
      let isNew = found.last.map { $0.tokens.upperBound < quantity.tokens.lowerBound } ?? true
      if isNew, !reader.closed(&found, by: quantity) { found.append(quantity) }
      at = Swift.max(quantity.tokens.upperBound, at) + 1
    }
    return found
  }

  /// The words before a number that only bound it ("plus de", "at least", "de 20 à"): they stand aside in the parse.
  func bounds(_ quantities: [Quantity], in sentence: Sentence) -> Set<Int> {
    var found: Set<Int> = []
    for quantity in quantities {
      let numbers = quantity.tokens.filter { sentence.tokens[$0].upos == .num || sentence.tokens[$0].shape.contains(.number) }
      guard let number = quantity.qualifier == "range" ? numbers.last : numbers.first else { continue }
      found.formUnion(quantity.tokens.lowerBound..<number)
    }
    return found
  }
}

/// Reads the amounts of one sentence.
struct QuantityReader {
  let numerals: Numerals
  let tokens: [Token]
  let bytes: [UInt8]

  /// The amount that starts at a token, with the words that bound it.
  func quantity(at start: Int) -> Quantity? {
    if let range = between(start) { return range }
    guard var core = core(at: start) else { return nil }
    if let range = range(after: core) { core = range }
    core = qualified(core)
    return core.qualifier == "ordinal" ? nil : core
  }

  /// Whether an amount is no part of a time; the "year" of "de 1000 à 5000" is none.
  func isFree(_ quantity: Quantity, of taken: Set<Int>) -> Bool {
    let shared = quantity.tokens.filter(taken.contains)
    guard !shared.isEmpty else { return true }
    let low = quantity.tokens.lowerBound
    return quantity.qualifier == "range" && shared == [low, low + 1] && (has(.from, low) || has(.between, low))
  }

  private func number(at start: Int, joined: Bool = true) -> Number? {
    start < tokens.count ? numerals.number(at: start, in: tokens, bytes: bytes, joined: joined) : nil
  }

  private func has(_ role: Numerals.Role, _ index: Int) -> Bool { tokens.indices.contains(index) && numerals.isA(role, tokens[index].form) }

  // MARK: The amount itself

  /// A fraction, a collective ("une vingtaine"), a number, a vague plural ("des dizaines"), "plusieurs", none, or an article.
  ///
  /// An article counts one in "un des rebelles".
  private func core(at start: Int) -> Quantity? {
    if has(.none, start - 1) { return nil }
    if let amount = part(start) ?? share(start) ?? rough(start) ?? counted(start) ?? many(start) ?? ordinal(start) { return amount }
    if has(.none, start) { return Quantity(0, start...start, end: start + 1) }
    guard has(.article, start) else { return nil }
    let isCount = start + 1 == tokens.count ? tokens[start].shape.contains(.spaceBefore) : has(.of, start + 1)
    return Quantity(1, start...start, end: start + 1, qualifier: isCount ? "exact" : "article")
  }

  /// "la moitié", "un quart", "trois cinquièmes", "deux sur trois": a part of a whole.
  private func share(_ start: Int) -> Quantity? {
    guard start < tokens.count else { return nil }
    if has(.bare, start) || has(.determiner, start - 1), let whole = denominator(start, isCounted: false) {
      return Quantity(1 / whole, (has(.determiner, start - 1) ? start - 1 : start)...start, end: start + 1)
    }
    let article: (value: Double, end: Int)? = has(.article, start) ? (1, start + 1) : nil
    guard let number = article ?? number(at: start).map({ ($0.value, $0.end) }), number.end < tokens.count, number.value >= 1
    else { return nil }
    if let whole = denominator(number.end, isCounted: number.value > 1) {
      return Quantity(number.value / whole, start...number.end, end: number.end + 1)
    }
    for words in numerals.phrases["out-of"] ?? [] where follows(words, at: number.end) {
      guard let whole = self.number(at: number.end + words.count), whole.value > number.value,
        numerals.bound(before: start, in: tokens) == nil
      else { continue }
      return Quantity(number.value / whole.value, start...whole.end - 1, end: whole.end)
    }
    return nil
  }

  /// The number that a word of parts divides by, if it is none of a contest ("quart de finale").
  private func denominator(_ index: Int, isCounted: Bool) -> Double? {
    guard let value = numerals.denominator(index, in: tokens, isCounted: isCounted) else { return nil }
    return (numerals.phrases["no-share"] ?? []).contains { follows($0, at: index + 1) } ? nil : value
  }

  /// "half a dozen", "a half dozen", "half a million".
  private func part(_ start: Int) -> Quantity? {
    let half = has(.article, start) ? start + 1 : start
    guard has(.half, half) else { return nil }
    let noun = has(.article, half + 1) ? half + 2 : half + 1
    guard noun < tokens.count, let value = numerals.worth(tokens[noun]) else { return nil }
    return Quantity(value / 2, start...noun, end: noun + 1)
  }

  /// "une vingtaine", "une bonne dizaine", "a hundred"; also "a hundred and fifty", which is no rough figure.
  private func rough(_ start: Int) -> Quantity? {
    guard has(.article, start), start + 1 < tokens.count else { return nil }
    let noun = has(.rough, start + 1) ? start + 2 : start + 1
    guard noun < tokens.count else { return nil }
    if let value = numerals.collective(tokens[noun]) {
      let number = numerals.number(at: noun, in: tokens, bytes: bytes, isOneTold: true)
      if let number, number.end > noun + 1 { return Quantity(number, from: start) }
      return Quantity(value, start...noun, end: noun + 1, qualifier: "about")
    }
    return nil
  }

  /// A number, and what it counts in: "3 douzaines", "moins 20", ",5".
  private func counted(_ start: Int) -> Quantity? {
    if let figures = figures(start) { return figures }
    guard var number = number(at: start).map({ power($0) ?? mixed($0) ?? $0 }) else { return nil }
    var from = start
    if let leading = leadingFraction(start) { (number.value, from) = (number.value * leading, start - 1) }
    if let sign = sign(before: from) { (number.value, from) = (-number.value, sign) }
    guard !has(.article, from) || number.end > start + 1 else { return nil }
    guard number.end < tokens.count, let unit = numerals.collective(tokens[number.end]), unit < 100 else {
      return Quantity(number, from: from)
    }
    return Quantity(number.value * unit, from...number.end, end: number.end + 1)
  }

  /// "2^10".
  private func power(_ base: Number) -> Number? {
    let sign = base.end + 1
    guard sign < tokens.count, tokens[base.end].form == Word("^"), case let isBelowOne = has(.minus, sign) else { return nil }
    let start = isBelowOne || tokens[sign].form == Word("+") ? sign + 1 : sign
    guard let exponent = number(at: start), let times = Int(exactly: exponent.value), (0...300).contains(times) else { return nil }
    var power = base
    let product = (0..<times).reduce(1.0) { product, _ in product * base.value }
    (power.value, power.end) = (isBelowOne ? 1 / product : product, exponent.end)
    return power
  }

  /// "cinq et trois quarts".
  private func mixed(_ number: Number) -> Number? {
    guard number.end + 1 < tokens.count, has(.betweenAnd, number.end), let part = share(number.end + 1), let value = part.min, value < 1
    else { return nil }
    var sum = number
    (sum.value, sum.end) = (number.value + value, part.end)
    return sum
  }

  /// ",08" is no 8: what the mark before a figure without a whole makes of it.
  private func leadingFraction(_ start: Int) -> Double? {
    guard start > 0, tokens[start].shape.contains(.number), !tokens[start].shape.contains(.spaceBefore),
      numerals.isDecimalMark(bytes[tokens[start - 1].span.start..<tokens[start - 1].span.end]),
      start == 1 || tokens[start - 1].shape.contains(.spaceBefore) || sign(before: start - 1) != nil
    else { return nil }
    var unit = 1.0
    for byte in bytes[tokens[start].span.start..<tokens[start].span.end] where byte >= 48 && byte <= 57 { unit /= 10 }
    return unit
  }

  /// The sign or word before a number that makes it negative.
  private func sign(before start: Int) -> Int? {
    guard start > 0, has(.minus, start - 1), numerals.bound(before: start, in: tokens) == nil else { return nil }
    let isGlued = !tokens[start].shape.contains(.spaceBefore)
    guard tokens[start - 1].shape.contains(.punctuation) else { return isGlued ? nil : start - 1 }
    return isGlued && (start == 1 || tokens[start - 1].shape.contains(.spaceBefore)) ? start - 1 : nil
  }

  /// "des dizaines de milliers", "plusieurs centaines", "plusieurs".
  private func many(_ start: Int) -> Quantity? {
    let least = numerals.several[tokens[start].form]
    let noun = least == nil ? start : start + 1
    guard noun < tokens.count, var value = numerals.collective(tokens[noun]), least != nil || isPlural(noun) else {
      return least.map { Quantity(start...start, end: start + 1, min: Double($0), max: nil, qualifier: "vague") }
    }
    var end = noun + 1
    while end + 1 < tokens.count, has(.of, end), let more = numerals.collective(tokens[end + 1]), isPlural(end + 1) || more >= 1000 {
      (value, end) = (value * more, end + 2)
    }
    let first = least == nil && has(.plural, start - 1) ? start - 1 : start
    return Quantity(first...end - 1, end: end, min: 2 * value, max: nil, qualifier: "vague")
  }

  private func isPlural(_ index: Int) -> Bool {
    numerals.vague[tokens[index].form] != nil && tokens[index].lemma != tokens[index].form
      || tokens[index].upos != .verb && (tokens[index].inflection.contains(.plural) || tokens[index].form != tokens[index].lemma)
  }

  /// "le dixième", which is an end of a range or no amount at all.
  private func ordinal(_ start: Int) -> Quantity? {
    guard start < tokens.count, has(.determiner, start - 1), let value = numerals.ordinal(tokens[start]) else { return nil }
    return Quantity(value, start - 1...start, end: start + 1, qualifier: "ordinal")
  }

  // MARK: Ranges

  /// "5-7" in one word; a phone number, a score of years or a code is none.
  private func figures(_ start: Int) -> Quantity? {
    guard tokens[start].shape.contains(.number), tokens[start].shape.contains(.hyphenated) else { return nil }
    let parts = bytes[tokens[start].span.start..<tokens[start].span.end].split(separator: 45, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.first != 48 || $0.count == 1 }), !isCode(parts), let low = numerals.figure(parts[0]),
      let high = numerals.figure(parts[1]), low < high
    else { return nil }
    return Quantity(start...start, end: start + 1, min: low, max: high, qualifier: "range")
  }

  /// "555-1234" and "1999-2000": a phone number, two years.
  private func isCode(_ parts: [ArraySlice<UInt8>]) -> Bool {
    let isYears = parts.allSatisfy { $0.count == 4 && ($0.starts(with: [49, 57]) || $0.starts(with: [50, 48])) }
    return isYears || parts[0].count == 3 && parts[1].count == 4
  }

  /// "entre 20 et 30", "de 3 à 5", "between 10 euros and 20 euros".
  private func between(_ start: Int) -> Quantity? {
    let isBetween = has(.between, start)
    guard isBetween || has(.from, start) else { return nil }
    let joins: Numerals.Role = isBetween ? .betweenAnd : .range
    for joined in [false, true] {
      guard let low = end(at: start + 1, joined: joined) else { return nil }
      let unit = has(joins, low.end) ? 0 : 1
      guard has(joins, low.end + unit), let high = end(at: low.end + unit + 1, joined: true) else { continue }
      if unit == 1, high.end >= tokens.count || tokens[high.end].form != tokens[low.end].form { continue }
      if let range = range(low, high, from: start) { return range }
    }
    return nil
  }

  /// An end of a range: a number with its sign, or an ordinal.
  private func end(at start: Int, joined: Bool) -> Quantity? {
    guard start < tokens.count else { return nil }
    if has(.minus, start), let number = number(at: start + 1, joined: joined), sign(before: start + 1) != nil {
      return Quantity(-number.value, start...number.end - 1, end: number.end)
    }
    return number(at: start, joined: joined).map { Quantity($0, from: start) } ?? share(has(.determiner, start) ? start + 1 : start)
      ?? ordinal(has(.determiner, start) ? start + 1 : start)
  }

  /// "20 à 30", "trois ou quatre cents", "10 euros - 20 euros".
  private func range(after low: Quantity) -> Quantity? {
    guard low.qualifier == "exact" else { return nil }
    for unit in [0, 1] where has(.range, low.end + unit) {
      let start = low.end + unit + 1
      guard !has(.article, start), let high = number(at: start).map({ Quantity($0, from: start) }) else { continue }
      if unit == 1, high.end >= tokens.count || tokens[high.end].form != tokens[low.end].form { continue }
      if let range = range(low, high, from: low.tokens.lowerBound) { return range }
    }
    return nil
  }

  /// Both ends as one amount: "deux à trois mille" is 2,000 to 3,000.
  private func range(_ low: Quantity, _ high: Quantity, from start: Int) -> Quantity? {
    guard var min = low.min, let max = high.max, low.min == low.max else { return nil }
    if low.factor == 1, high.factor > 1, min < max / high.factor { min *= high.factor }
    return min < max ? Quantity(start...high.end - 1, end: high.end, min: min, max: max, qualifier: "range") : nil
  }

  // MARK: Bounds

  /// Looks at the words around the number: at least, more than, about, or more.
  private func qualified(_ core: Quantity) -> Quantity {
    var quantity = core
    if let (bound, start) = numerals.bound(before: core.tokens.lowerBound, in: tokens) {
      quantity = bounded(core, bound.name)
      quantity.tokens = start...core.tokens.upperBound
    }
    guard let (bound, end) = boundBehind(quantity) else { return quantity }
    quantity = bounded(quantity, bound)
    quantity.tokens = quantity.tokens.lowerBound...Swift.max(quantity.tokens.upperBound, end - 1)
    return quantity
  }

  /// "500 ou plus" but not "500 ou plus de 600"; also "douze civils au moins", where the bound is not part of the amount's words.
  private func boundBehind(_ quantity: Quantity) -> (name: String, end: Int)? {
    guard quantity.qualifier != "article" else { return nil }
    let isCounted = quantity.end < tokens.count && tokens[quantity.end].upos == .noun
    for start in isCounted ? [quantity.end, quantity.end + 1] : [quantity.end] {
      guard let (bound, end) = numerals.bound(behind: start, in: tokens), number(at: end) == nil,
        number(at: end + 1) == nil || !has(.than, end), end >= tokens.count || ![.adj, .adv].contains(tokens[end].upos)
      else { continue }
      return (bound.name, start == quantity.end ? end : quantity.end)
    }
    return nil
  }

  private func bounded(_ core: Quantity, _ name: String) -> Quantity {
    var bounded = core
    switch name {
    case "at-least": (bounded.min, bounded.max, bounded.qualifier) = (core.min ?? core.max, nil, "at_least")
    case "more-than": (bounded.min, bounded.max, bounded.qualifier) = (core.min, nil, "more_than")
    case "at-most": (bounded.min, bounded.max, bounded.qualifier) = (nil, core.max ?? core.min, "at_most")
    case "about": if core.qualifier == "exact" { bounded.qualifier = "about" }
    default: if core.qualifier == "ordinal" { bounded.qualifier = "exact" }
    }
    return bounded
  }

  /// "plus de 20 et moins de 30": closes the open side of the last amount; says whether it did.
  func closed(_ found: inout [Quantity], by next: Quantity) -> Bool {
    guard let last = found.last else { return false }
    let between = last.tokens.upperBound + 1..<next.tokens.lowerBound
    guard (1...2).contains(between.count), between.allSatisfy({ has(.both, $0) || self.tokens[$0].form == Word(",") }) else { return false }
    let opposite = last.max == nil && next.min == nil || last.min == nil && next.max == nil
    guard opposite, last.qualifier != "vague", next.qualifier != "vague", let min = last.min ?? next.min, let max = last.max ?? next.max,
      min < max
    else { return false }
    let tokens = last.tokens.lowerBound...next.tokens.upperBound
    found[found.count - 1] = Quantity(tokens, end: next.end, min: min, max: max, qualifier: "range")
    return true
  }

  private func follows(_ words: [Word], at start: Int) -> Bool {
    start + words.count <= tokens.count && words.indices.allSatisfy { tokens[start + $0].form == words[$0] }
  }
}
