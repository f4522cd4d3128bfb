import Grammar
import SourceText

/// A count of the text with its bounds.
struct Quantity: Sendable {
  /// Tokens of the number and its qualifiers.
  let tokens: ClosedRange<Int>
  /// The token after the number itself, where the counted thing stands.
  let end: Int
  var min: Int?
  var max: Int?
  var qualifier: String

  var best: Int? { qualifier == "vague" ? min : min == max ? min : min ?? max }

  /// The upper end of a range by itself.
  var last: Quantity { Quantity(tokens: tokens, end: end, min: max, max: max, qualifier: "exact") }
}

extension Language {
  /// The counts of a sentence; `taken` marks tokens that belong to time expressions.
  func quantities(in tokens: [Token], bytes: [UInt8], taken: Set<Int>) -> [Quantity] {
    var found: [Quantity] = []
    var at = 0
    while at < tokens.count {
      if !taken.contains(at), let quantity = quantity(at: at, tokens, bytes), !quantity.tokens.contains(where: taken.contains) {
        if let last = found.last, last.tokens.upperBound >= quantity.tokens.lowerBound {
          at = quantity.tokens.upperBound + 1
          continue
        }
        found.append(quantity)
        at = Swift.max(quantity.tokens.upperBound + 1, at + 1)
      } else {
        at += 1
      }
    }
    return found
  }

  /// The words before a number that only bound it ("plus de", "at least"): they stand aside in the parse.
  func bounds(_ quantities: [Quantity], in sentence: Sentence) -> Set<Int> {
    var found: Set<Int> = []
    for quantity in quantities where quantity.qualifier != "range" {
      guard let number = quantity.tokens.first(where: { sentence.tokens[$0].upos == .num || sentence.tokens[$0].shape.contains(.number) })
      else { continue }
      found.formUnion(quantity.tokens.lowerBound..<number)
    }
    return found
  }

  private func quantity(at start: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Quantity? {
    if let range = between(start, tokens, bytes) { return range }
    guard var core = core(at: start, tokens, bytes) else { return nil }
    if let range = range(after: core, tokens, bytes) { core = range }
    return qualified(core, tokens)
  }

  /// A number, a collective ("une vingtaine"), a vague plural ("des dizaines"), "plusieurs", or none.
  private func core(at start: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Quantity? {
    let token = tokens[start]
    if let value = numerals.vague[token.form] ?? numerals.vague[token.lemma], let collective = collective(value, start, tokens, bytes) {
      return collective
    }
    if numerals.articles.contains(token.form), start + 1 < tokens.count, numerals.vague[tokens[start + 1].form] != nil { return nil }
    if start > 0, numerals.none.contains(tokens[start - 1].form) { return nil }
    if let half = half(start, tokens) { return half }
    if let span = figures(start, tokens, bytes) { return span }
    if let number = numerals.number(at: start, in: tokens, bytes: bytes), number.end < tokens.count,
      let unit = numerals.vague[tokens[number.end].form] ?? numerals.vague[tokens[number.end].lemma], unit < 100
    {
      let value = number.value * unit
      return Quantity(tokens: start...number.end, end: number.end + 1, min: value, max: value, qualifier: "exact")
    }
    if let number = numerals.number(at: start, in: tokens, bytes: bytes), !numerals.articles.contains(token.form) || number.end > start + 1
    {
      return Quantity(tokens: start...number.end - 1, end: number.end, min: number.value, max: number.value, qualifier: "exact")
    }
    if let least = numerals.several[token.form] {
      if start + 1 < tokens.count, let value = numerals.vague[tokens[start + 1].form] ?? numerals.vague[tokens[start + 1].lemma] {
        return Quantity(tokens: start...start + 1, end: start + 2, min: 2 * value, max: nil, qualifier: "vague")
      }
      return Quantity(tokens: start...start, end: start + 1, min: least, max: nil, qualifier: "vague")
    }
    if numerals.none.contains(token.form) {
      return Quantity(tokens: start...start, end: start + 1, min: 0, max: 0, qualifier: "exact")
    }
    if numerals.articles.contains(token.form) {
      return Quantity(tokens: start...start, end: start + 1, min: 1, max: 1, qualifier: "article")
    }
    return nil
  }

  /// "half a dozen".
  private func half(_ start: Int, _ tokens: [Token]) -> Quantity? {
    guard start + 2 < tokens.count, numerals.lists["half"]?.contains(tokens[start].form) == true,
      numerals.articles.contains(tokens[start + 1].form),
      let value = numerals.vague[tokens[start + 2].form]
    else { return nil }
    return Quantity(tokens: start...start + 2, end: start + 3, min: value / 2, max: value / 2, qualifier: "exact")
  }

  /// "5-7" in one word.
  private func figures(_ start: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Quantity? {
    guard tokens[start].shape.contains(.number), tokens[start].shape.contains(.hyphenated) else { return nil }
    let parts = bytes[tokens[start].span.start..<tokens[start].span.end].split(separator: 45, omittingEmptySubsequences: false)
    let values = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard parts.count == 2, values.count == 2, values[0] < values[1] else { return nil }
    return Quantity(tokens: start...start, end: start + 1, min: values[0], max: values[1], qualifier: "range")
  }

  private func collective(_ value: Int, _ start: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Quantity? {
    let before = start > 0 ? tokens[start - 1] : nil
    if let before, numerals.articles.contains(before.form) {
      return Quantity(tokens: start - 1...start, end: start + 1, min: value, max: value, qualifier: "about")
    }
    if let before, start > 0, let count = numerals.number(at: start - 1, in: tokens, bytes: bytes),
      before.shape.contains(.number) || count.end == start
    {
      return Quantity(tokens: start - 1...start, end: start + 1, min: count.value * value, max: count.value * value, qualifier: "exact")
    }
    let isPlural = tokens[start].inflection.contains(.plural) || tokens[start].form != tokens[start].lemma
    guard isPlural else { return nil }
    let first =
      before.map { numerals.lists["plural"]?.contains($0.form) == true || numerals.several[$0.form] != nil } == true ? start - 1 : start
    return Quantity(tokens: first...start, end: start + 1, min: 2 * value, max: nil, qualifier: "vague")
  }

  private func between(_ start: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Quantity? {
    let isBetween = numerals.lists["between"]?.contains(tokens[start].form) == true
    let isFrom = numerals.lists["from"]?.contains(tokens[start].form) == true
    guard isBetween || isFrom, start + 2 < tokens.count, let low = numerals.number(at: start + 1, in: tokens, bytes: bytes),
      low.end + 1 < tokens.count
    else { return nil }
    let joins = isBetween ? numerals.lists["between-and"] : numerals.lists["range"]
    guard joins?.contains(tokens[low.end].form) == true, let high = numerals.number(at: low.end + 1, in: tokens, bytes: bytes),
      high.value > low.value
    else { return nil }
    return Quantity(tokens: start...high.end - 1, end: high.end, min: low.value, max: high.value, qualifier: "range")
  }

  private func range(after low: Quantity, _ tokens: [Token], _ bytes: [UInt8]) -> Quantity? {
    guard low.qualifier == "exact", let min = low.min, low.end + 1 < tokens.count,
      numerals.lists["range"]?.contains(tokens[low.end].form) == true,
      let high = numerals.number(at: low.end + 1, in: tokens, bytes: bytes), high.value > min,
      !numerals.articles.contains(tokens[low.end + 1].form)
    else { return nil }
    return Quantity(tokens: low.tokens.lowerBound...high.end - 1, end: high.end, min: min, max: high.value, qualifier: "range")
  }

  /// Looks at the words before the number: at least, more than, about.
  private func qualified(_ core: Quantity, _ tokens: [Token]) -> Quantity {
    var start = core.tokens.lowerBound
    if start > 0, core.qualifier == "exact" || core.qualifier == "about", numerals.articles.contains(tokens[start - 1].form),
      core.qualifier == "about"
    {
      start -= 1
    }
    for (name, words) in numerals.qualifiers where start >= words.count {
      let from = start - words.count
      guard words.indices.allSatisfy({ tokens[from + $0].form == words[$0] || words.count == 1 && tokens[from + $0].lemma == words[$0] })
      else { continue }
      if words.count == 1, numerals.articles.contains(words[0]) { continue }
      return bounded(core, name, from)
    }
    return core
  }

  private func bounded(_ core: Quantity, _ name: String, _ from: Int) -> Quantity {
    var (min, max, qualifier) = (core.min, core.max, core.qualifier)
    switch name {
    case "at-least": (max, qualifier) = (nil, "at_least")
    case "more-than": (max, qualifier) = (nil, "more_than")
    case "at-most": (min, max, qualifier) = (nil, core.max ?? core.min, "at_most")
    default: if qualifier == "exact" { qualifier = "about" }
    }
    return Quantity(tokens: from...core.tokens.upperBound, end: core.end, min: min, max: max, qualifier: qualifier)
  }
}
