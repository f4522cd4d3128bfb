import Foundation

/// Words of names without case and accents, so that spellings of several outlets and languages meet.
enum Words {
  /// Lower case, plain letters, one space between words: « Côte-d'Or » is "cote d or".
  static func folded(_ text: String) -> String { split(text).map(\.word).joined(separator: " ") }

  /// The words of four letters and more, each once, in order: short ones are mostly articles and prepositions, in any language.
  static func content(_ text: String) -> [String] { unique(split(text).map(\.word).filter(isLong)) }

  /// Those of them that begin with a capital.
  static func proper(_ text: String) -> [String] { unique(split(text).filter { $0.isCapital && isLong($0.word) }.map(\.word)) }

  private static func isLong(_ word: String) -> Bool { word.utf8.count >= 4 }

  private static func unique(_ words: [String]) -> [String] { Array(Set(words)).sorted() }

  private static func split(_ text: String) -> [(word: String, isCapital: Bool)] {
    var words: [(word: String, isCapital: Bool)] = []
    var (word, isCapital) = ("", false)
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      let properties = scalar.properties
      if properties.generalCategory == .nonspacingMark { continue }
      if properties.isAlphabetic || properties.numericType != nil {
        if word.isEmpty { isCapital = properties.isUppercase }
        word += plain[scalar] ?? properties.lowercaseMapping
      } else if !word.isEmpty {
        words.append((word, isCapital))
        word = ""
      }
    }
    if !word.isEmpty { words.append((word, isCapital)) }
    return words
  }

  /// Letters that no decomposition makes plain.
  private static let plain: [Unicode.Scalar: String] = [
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ß": "ss", "đ": "d", "Đ": "d", "ı": "i", "İ": "i",
  ]
}
