import Scoring
public import SourceText

/// Sentences for tests that want ordinary text.
public enum Sentences {
  /// The sentences of all gold samples in one language, roughly cut.
  public static func of(_ language: String) -> [String] {
    Shared.gold.filter { $0.gold.document.language == language }
      .flatMap { $0.gold.document.text.split(whereSeparator: { $0 == "\n" }) }
      .flatMap { $0.split(separator: ". ") }.map { $0.hasSuffix(".") ? String($0) : $0 + "." }
  }

  /// A document of shuffled sentences.
  public static func shuffled(_ language: String, _ count: Int, _ random: inout Generator) -> Document {
    let all = of(language)
    let text = (0..<count).map { _ in all[random.number(below: all.count)] + (random.number(below: 4) == 0 ? "\n\n" : " ") }.joined()
    return Document(id: "shuffled", text: text, published: "2024-11-12", language: language)
  }

  /// Sentences with words left out, doubled, swapped and strewn with marks and numbers, as bad conversions leave them; cut off anywhere.
  public static func broken(_ language: String, _ count: Int, _ random: inout Generator) -> Document {
    let strewn = [
      "«", "»", ",", ":", "\"", "(", ")", ".", "—", "et", "and", "de", "to", "entre", "between", "1000", "5", "1er", "lundi", "\n\n", "à",
      "%",
    ]
    var words = shuffled(language, count, &random).text.split(separator: " ").map(String.init)
    for _ in 0..<3 * count {
      let at = random.number(below: words.count)
      switch random.number(below: 4) {
      case 0 where words.count > 2: words.remove(at: at)
      case 1: words.insert(strewn[random.number(below: strewn.count)], at: at)
      case 2: words.swapAt(at, random.number(below: words.count))
      default: words.insert(words[at], at: random.number(below: words.count))
      }
    }
    words.removeLast(random.number(below: words.count))
    return Document(id: "broken", text: words.joined(separator: " "), published: "2024-11-12", language: language)
  }
}
