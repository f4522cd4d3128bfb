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

  /// Where sentences and lines of a text end; an abbreviation may count as an end.
  static func sentenceEnds(_ bytes: [UInt8]) -> [Int] {
    let ends: Set<UInt8> = [10, 33, 46, 63]
    return bytes.indices.filter { ends.contains(bytes[$0]) && ($0 + 1 == bytes.count || [10, 13, 32].contains(bytes[$0 + 1])) }
  }

  private static func isLong(_ word: String) -> Bool { word.utf8.count >= 4 }

  private static func unique(_ words: [String]) -> [String] { Array(Set(words)).sorted() }

  private static func split(_ text: String) -> [(word: String, isCapital: Bool)] {
    var words: [(word: String, isCapital: Bool)] = []
    var (word, isCapital) = ("", false)
    for scalar in text.unicodeScalars {
      switch letter(scalar) {
      case .mark: continue
      case .letter(let plain):
        if word.isEmpty { isCapital = scalar.properties.isUppercase }
        word.unicodeScalars.append(contentsOf: plain)
      case .gap where !word.isEmpty:
        words.append((word, isCapital))
        word = ""
      case .gap: continue
      }
    }
    if !word.isEmpty { words.append((word, isCapital)) }
    return words
  }

  /// What a character is inside a name.
  private enum Kind {
    case letter(String.UnicodeScalarView), mark, gap
  }

  private static func letter(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 97...122, 48...57: .letter(String(scalar).unicodeScalars)
    case 65...90: .letter(String(Unicode.Scalar(UInt8(scalar.value + 32))).unicodeScalars)
    case 0..<0xC0, 0xD7, 0xF7, 0x2000..<0x2070: .gap
    case 0xC0..<0x180: .letter(plain(latin[Int(scalar.value) - 0xC0], scalar))
    case 0x1E00..<0x1F00: .letter(plain(latinAdditional[Int(scalar.value) - 0x1E00], scalar))
    case 0x300..<0x370, 0x2BB...0x2BF: .mark
    default: scalar.properties.isAlphabetic ? .letter(scalar.properties.lowercaseMapping.unicodeScalars) : .gap
    }
  }

  /// A letter of the tables; one without a plain form stays as it is.
  private static func plain(_ byte: UInt8, _ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    byte == UInt8(ascii: ".") ? scalar.properties.lowercaseMapping.unicodeScalars : String(Unicode.Scalar(byte)).unicodeScalars
  }

  /// Plain letters for the code points from U+00C0 to U+017F.
  private static let latin = Array(
    ("aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
      + "gggghhhhiiiiiiiiiiiijjkkkllllll..llnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
  /// Plain letters for the code points from U+1E00 to U+1EFF.
  private static let latinAdditional = Array(
    ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
      + "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
      + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......").utf8)
}

extension [Int] {
  /// How many of sorted numbers come first, by a test that holds for the first ones only.
  func partitioned(_ isFirst: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isFirst(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
