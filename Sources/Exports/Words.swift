/// A string cut into words, folded so that case, accents, apostrophes and hyphens don't hide a name.
struct Words: Sendable {
  /// One word: letters and digits without a break.
  struct Word: Sendable {
    /// Small letters without accents.
    let folded: String
    /// Where it stands among the scalars.
    let range: Range<Int>
    /// Whether it could begin a name: its first letter is no small one.
    let isCapital: Bool
  }
  let scalars: [Unicode.Scalar]
  let words: [Word]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var words: [Word] = []
    var start: Int?
    for (index, scalar) in scalars.enumerated() {
      let isLetter = Words.isPart(scalar)
      if isLetter, start == nil { start = index }
      if !isLetter, let first = start {
        words.append(Words.word(scalars, first..<index))
        start = nil
      }
    }
    if let start { words.append(Words.word(scalars, start..<scalars.count)) }
    self.words = words
  }

  /// The folded words alone.
  static func folded(_ text: String) -> [String] { Words(text).words.map(\.folded) }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private static func word(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Word {
    var folded = ""
    for scalar in scalars[range] { folded += fold(scalar) }
    return Word(folded: folded, range: range, isCapital: !scalars[range.lowerBound].properties.isLowercase)
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (48...57).contains(scalar.value) || (65...90).contains(scalar.value) || (97...122).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark,
      .decimalNumber:
      return true
    case .format: return true  // soft hyphens and joiners stand inside words
    default: return false
    }
  }

  /// The small letter without accents: the one that the scalar's name gives before " WITH "; nothing for marks.
  private static func fold(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return scalar.properties.lowercaseMapping }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .modifierLetter: return ""
    default: break
    }
    guard let name = scalar.properties.name, let with = name.split(separator: " ").firstIndex(of: "WITH") else {
      return scalar.properties.lowercaseMapping
    }
    let base = name.split(separator: " ")[with - 1]
    return base.count <= 2 ? base.lowercased() : scalar.properties.lowercaseMapping
  }
}
