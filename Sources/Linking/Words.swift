import Foundation

/// Words of names without case and accents, so that spellings of several outlets and languages meet.
enum Words {
  /// Lower case, plain letters, one space between words: « Côte-d'Or » is "cote d or".
  static func folded(_ text: String) -> String { split(text).map(\.word).joined(separator: " ") }

  /// The words of four letters and more, each once, in order: short ones are mostly articles and prepositions, in any language.
  static func content(_ text: String) -> [String] { unique(split(text).map(\.word).filter(isLong)) }

  /// Those of them that are written with a capital for their own sake: not the first word of a sentence, and no text in capitals.
  static func proper(_ text: String, beginsSentence: Bool = false) -> [String] {
    let words = split(text)
    if words.count > 1, !text.unicodeScalars.contains(where: \.properties.isLowercase) { return [] }
    return unique(words.dropFirst(beginsSentence ? 1 : 0).filter { $0.isCapital && isLong($0.word) }.map(\.word))
  }

  /// Whether what stands before a place in a text is the end of a sentence, of a line or of nothing.
  static func beginsSentence(_ start: Int, in bytes: [UInt8]) -> Bool {
    let blanks: Set<UInt8> = [32, 9, 0xC2, 0xA0, 34, 39, 40]
    guard let before = bytes[..<max(0, min(start, bytes.count))].last(where: { !blanks.contains($0) }) else { return true }
    return [10, 13, 33, 46, 58, 63].contains(before)
  }

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
