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
}
