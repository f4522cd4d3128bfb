import Codes
import Records
import SourceText

/// The words of a page in the reader's language, and how values are written with them. A code without a word stands as it is.
struct Labels: Sendable {
  let words: [String: String]

  /// The word of a key.
  subscript(_ key: String) -> String { words[key] ?? key }

  /// The word of a code: `code("stance", "claimed")` is the word of `stance.claimed`.
  func code(_ axis: String, _ code: String) -> String { words[axis + "." + code] ?? code }

  /// A type with its mode: `act("ASSAULT/drone")`.
  func act(_ coding: String) -> String {
    let parts = coding.split(separator: "/", maxSplits: 1).map(String.init)
    return parts.enumerated().map { code($0.offset == 0 ? "type" : "mode", $0.element) }.joined(separator: ", ")
  }

  /// The sentence of a key with its gaps (`{}`) filled in order.
  func filled(_ key: String, _ parts: String...) -> String {
    guard let sentence = words[key] else { return ([key] + parts).joined(separator: " ") }
    var out = ""
    var rest = sentence[...]
    for part in parts {
      guard let gap = rest.firstRange(of: "{}") else { break }
      out += rest[..<gap.lowerBound] + part
      rest = rest[gap.upperBound...]
    }
    return out + rest
  }

  /// A count with its word: `report.one`, `report.many`.
  func count(_ number: Int, _ noun: String) -> String { filled(noun + (number == 1 ? ".one" : ".many"), grouped(number)) }

  /// `12 November 2024`, or the ISO form where months have no words.
  func day(_ day: Day) -> String {
    let (year, month, number) = day.civil
    guard let pattern = words["date.pattern"], let name = words["month.\(month)"] else { return day.description }
    let first = number == 1 ? words["date.first"] : nil
    return pattern.replacing("{day}", with: first ?? "\(number)").replacing("{month}", with: name).replacing("{year}", with: "\(year)")
  }

  /// An interval with its precision, and how it was found if nobody stated it.
  func date(_ date: DateValue) -> String {
    let whole = named(date) != nil
    let isPlain = whole || (date.from == date.to && date.open == nil && ["day", "time", "part-of-day"].contains(date.precision))
    let notes =
      (isPlain ? [] : [code("date.precision", date.precision)])
      + (date.basis == "inherited" || date.basis == "publication" ? [code("basis", date.basis)] : [])
    return days(date) + (notes.isEmpty ? "" : " (" + notes.joined(separator: ", ") + ")")
  }

  /// An interval: `November 2024`, `3 November 2024 to 5 November 2024`.
  func days(_ date: DateValue) -> String {
    if let name = named(date) { return name }
    let first = date.open == "start" ? nil : date.from.map(day)
    let last = date.open == "end" ? nil : date.to.map(day)
    return switch (first, last) {
    case (let first?, let last?): first == last ? first : filled("date.between", first, last)
    case (let first?, nil): filled("date.since", first)
    case (nil, let last?): filled("date.until", last)
    case (nil, nil): self["none"]
    }
  }

  /// A whole month or year by its name.
  private func named(_ date: DateValue) -> String? {
    guard date.open == nil, let from = date.from?.civil, let to = date.to?.civil, from.year == to.year, from.day == 1,
      to.day == Day.length(ofMonth: to.month, year: to.year)
    else { return nil }
    if date.precision == "year", from.month == 1, to.month == 12 { return String(from.year) }
    guard date.precision == "month", from.month == to.month, let name = words["month.\(from.month)"] else { return nil }
    return "\(name) \(from.year)"
  }

  /// A figure as it was told: `at least 5`.
  func figure(_ toll: Toll) -> String { figure(toll.qualifier, min: toll.min, max: toll.max, best: toll.best) }

  private func figure(_ qualifier: String, min: Int?, max: Int?, best: Int?) -> String {
    guard let low = min ?? best ?? max else { return self["none"] }
    let high = max ?? best ?? low
    switch qualifier {
    case "range" where low != high: return filled("figure.range", grouped(low), grouped(high))
    case "at_most": return filled("figure.at_most", grouped(high))
    case "exact", "range": return grouped(low)
    default: return filled("figure." + qualifier, grouped(best ?? low))
    }
  }

  /// Digits in groups of three, divided by narrow blanks as ISO 80000 wants it: the same in all languages.
  func grouped(_ number: Int) -> String {
    let digits = Array(String(abs(number)))
    var out = number < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits.count > 4 { out += "\u{202F}" }
      out.append(digit)
    }
    return out
  }
}
