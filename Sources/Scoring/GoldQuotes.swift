import SourceText

/// The entries of a gold file that quote the text.
extension GoldReader {
  /// `killed 3 3 « trois morts » by « la police » since 2024-01-01`
  mutating func toll(_ value: String, _ line: Int) -> GoldToll? {
    let kinds = ["killed", "injured", "missing", "detained", "displaced", "abducted", "released"]
    let parts = GoldReader.parts(value)
    let bounds = parts.dropFirst().prefix(2).compactMap(GoldReader.bound)
    guard parts.count >= 4, bounds.count == 2, case .word(let kind) = parts[0], kinds.contains(kind), case .quote(let quote) = parts[3]
    else {
      report(
        line, "a toll is written \"toll KIND MIN MAX « words »\", \"-\" for an open side, KIND one of: \(kinds.joined(separator: ", "))")
      return nil
    }
    if case (let min?, let max?) = (bounds[0], bounds[1]), min > max {
      report(line, "the least figure, \(min), is above the greatest, \(max); swap them")
    }
    checkWords(quote, line)
    let (speaker, since) = source(Array(parts.dropFirst(4)), line)
    return GoldToll(kind: kind, min: bounds[0], max: bounds[1], quote: quote, speaker: speaker, since: since)
  }

  /// What may stand behind the words of a toll: `by « speaker »`, `since DATE`.
  private mutating func source(_ parts: [Part], _ line: Int) -> (speaker: String?, since: Day?) {
    var (speaker, since): (String?, Day?) = (nil, nil)
    for index in stride(from: 0, to: parts.count, by: 2) {
      let value = index + 1 < parts.count ? parts[index + 1] : nil
      switch (parts[index], value) {
      case (.word("by"), .quote(let name)?): speaker = name
      case (.word("since"), .word(let day)?) where Day(day) != nil: since = Day(day)
      default: report(line, "after the words of a toll may stand only \"by « speaker »\" and \"since 2024-11-12\"")
      }
    }
    if let speaker { checkWords(speaker, line) }
    return (speaker, since)
  }

  /// A number, or nothing for `-`; nil if it is neither.
  private static func bound(_ part: Part) -> Int?? {
    guard case .word(let word) = part else { return nil }
    if word == "-" { return .some(nil) }
    return Int(word).flatMap { $0 >= 0 ? .some($0) : nil }
  }

  /// The words in « » of a line; a line without any is reported with the form that it should have.
  mutating func quotes(_ value: String, _ line: Int, form: String) -> [String] {
    let quotes = GoldReader.parts(value).compactMap { part in
      if case .quote(let words) = part { words } else { nil }
    }
    if quotes.isEmpty { report(line, "there are no words in « »; write \"\(form)\"") }
    for quote in quotes { checkWords(quote, line) }
    return quotes
  }

  /// Reports words that the text does not hold.
  mutating func checkWords(_ words: String, _ line: Int) {
    if document.spans(of: words).isEmpty {
      report(line, "the text does not hold « \(words) »; copy the words from the text, letter by letter")
    }
  }

  /// A word of a line, or the words between « and ».
  private enum Part {
    case word(String), quote(String)
  }

  private static func parts(_ value: String) -> [Part] {
    var parts: [Part] = []
    var rest = value.drop(while: \.isWhitespace)
    while let first = rest.first {
      if first == "«", let close = rest.firstIndex(of: "»") {
        parts.append(.quote(Words.trimmed(rest[..<close].dropFirst())))
        rest = rest[close...].dropFirst()
      } else {
        let word = rest.prefix { !$0.isWhitespace && ($0 != "«" || $0 == first) }
        parts.append(.word(String(word)))
        rest = rest[word.endIndex...]
      }
      rest = rest.drop(while: \.isWhitespace)
    }
    return parts
  }
}

/// Stretches of a line.
enum Words {
  /// Without the spaces around.
  static func trimmed(_ text: Substring) -> String {
    let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
    return String(text[..<end].drop(while: \.isWhitespace))
  }
}
