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

  /// The edges of a stretch from `first` to `last` around the words from `left` to `right`, moved inwards past cut words and blanks.
  func whole(_ first: Int, _ left: Int, _ right: Int, _ last: Int) -> (first: Int, last: Int) {
    func cut(_ edge: Int) -> Range<Int>? { words.first { $0.range.lowerBound < edge && edge < $0.range.upperBound }?.range }
    var (first, last) = (min(left, cut(first)?.upperBound ?? first), max(right, cut(last)?.lowerBound ?? last))
    while first < left, scalars[first].properties.isWhitespace { first += 1 }
    while last > right, scalars[last - 1].properties.isWhitespace { last -= 1 }
    return (first, last)
  }

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

  /// Whether a scalar stands inside words.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 { return (48...57).contains(value) || (65...90).contains(value) || (97...122).contains(value) }
    return letters.indices.contains(Int(value)) ? letters[Int(value)] != nil : Words.folded(scalar) != nil
  }

  /// The small letter without accents; nothing for marks.
  private static func fold(_ scalar: Unicode.Scalar) -> String {
    let value = Int(scalar.value)
    return (letters.indices.contains(value) ? letters[value] : folded(scalar)) ?? ""
  }

  /// What the letters of the Latin script become, by scalar; nil for what is no letter.
  private static let letters: [String?] = (0..<0x250).map { Unicode.Scalar($0).flatMap(folded) }

  /// The small letter without accents, which is the one that the scalar's name gives before " WITH "; nothing for marks; nil for what stands outside of words.
  private static func folded(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .modifierLetter: return ""  // soft hyphens and joiners are formats
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .spacingMark, .decimalNumber: break
    default: return nil
    }
    guard !scalar.isASCII, let name = scalar.properties.name, let with = name.split(separator: " ").firstIndex(of: "WITH") else {
      return scalar.properties.lowercaseMapping
    }
    let base = name.split(separator: " ")[with - 1]
    return base.count <= 2 ? base.lowercased() : scalar.properties.lowercaseMapping
  }
}
