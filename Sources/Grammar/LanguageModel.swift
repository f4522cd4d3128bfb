/// What was recognised of a text's language.
public struct Recognition: Equatable, Sendable {
  /// Why no language is named.
  public enum Doubt: Equatable, Sendable {
    /// Too few letters to tell.
    case short
    /// Most letters belong to no language of the model.
    case foreignScript
    /// No language fits, or two fit equally well.
    case unclear
  }
  /// ISO 639-1 code of the language that prevails; nil where it can't be told.
  public var language: String?
  /// Why it can't be told.
  public var doubt: Doubt?
  /// A second language of a larger part of the text, and that part in per cent of the letters.
  public var other: (language: String, percent: Int)?

  /// What was recognised.
  public init(language: String? = nil, doubt: Doubt? = nil) { (self.language, self.doubt) = (language, doubt) }

  /// Two recognitions that say the same.
  public static func == (a: Recognition, b: Recognition) -> Bool {
    a.language == b.language && a.doubt == b.doubt && a.other?.language == b.other?.language && a.other?.percent == b.other?.percent
  }
}

/// Tells languages apart by their letters and sequences of up to four letters.
///
/// Method: naive Bayes over character n-grams inside words (Cavnar and Trenkle 1994 use the same n-grams, Dunning 1994 the same sums).
public struct LanguageModel: Sendable {
  /// Version of the file format.
  public static let version = 2
  static let magic: [UInt8] = Array("CSTLANG\0".utf8)
  /// Weights of an n-gram: bits above the floor, in eighths.
  let grams: LinearModel
  /// Mean weight of an n-gram in texts of each language, in sixteenths.
  let typical: [UInt32]
  /// The letters of all its languages.
  let letters: Set<UInt32>

  private let rows: [(key: UInt32, row: [(label: UInt8, weight: Int8)])]

  package init(
    languages: [String], rows: [(key: UInt32, row: [(label: UInt8, weight: Int8)])], typical: [UInt32], letters: Set<UInt32>
  ) {
    grams = LinearModel(classes: languages, weights: rows)
    (self.rows, self.typical, self.letters) = (rows, typical, letters)
  }

  /// ISO 639-1 codes of the languages it knows.
  public var languages: [String] { grams.classes }

  /// Reads a model file.
  ///
  /// - Throws: `ModelError`, whose description is a sentence with a way out.
  public init(bytes: [UInt8]) throws(ModelError) {
    var reader = try ModelFile.open(bytes, magic: LanguageModel.magic, version: LanguageModel.version)
    let classes = try reader.strings()
    guard classes.count <= 100 else { throw .corrupt("\(classes.count) languages") }
    var weights: [(key: UInt32, row: [(label: UInt8, weight: Int8)])] = []
    for _ in 0..<Int(try reader.uint32()) {
      let key = try reader.uint32()
      let cells = try reader.bytes8()
      var row: [(label: UInt8, weight: Int8)] = []
      for at in stride(from: cells.startIndex, to: cells.endIndex - 1, by: 2) {
        guard Int(cells[at]) < classes.count else { throw .corrupt("class number") }
        row.append((cells[at], Int8(bitPattern: cells[at + 1])))
      }
      weights.append((key, row))
    }
    rows = weights
    grams = LinearModel(classes: classes, weights: weights)
    typical = try reader.array(of: UInt32.self, grams.classes.count)
    letters = Set(try reader.array(of: UInt32.self, Int(try reader.uint32())))
  }

  /// The bytes of the model file.
  public func bytes() -> [UInt8] {
    var body = ByteWriter()
    body.strings(grams.classes)
    body.uint32(UInt32(rows.count))
    for (key, row) in rows {
      body.uint32(key)
      body.out.append(UInt8(row.count * 2))
      for cell in row { body.out += [cell.label, UInt8(bitPattern: cell.weight)] }
    }
    for value in typical { body.uint32(value) }
    body.uint32(UInt32(letters.count))
    for letter in letters.sorted() { body.uint32(letter) }
    return ModelFile.bytes(body, magic: LanguageModel.magic, version: LanguageModel.version)
  }

  // MARK: Recognition

  /// How many bytes of a text are looked at.
  static let horizon = 12_000
  /// Letters of a piece that is judged by itself.
  static let piece = 80
  /// Share of the letters, in per cent, from which a second language is worth a word.
  static let worthAWord = 20

  /// The language of a text: the one of most of its pieces, and a second one that has a larger part in it.
  ///
  /// ```swift
  /// model.recognise(Array("Des miliciens ont attaqué le village.".utf8)).language   // "fr"
  /// model.recognise(Array("Paris 2016".utf8)).doubt                                  // .short
  /// ```
  public func recognise(_ text: [UInt8]) -> Recognition {
    var whole = Stretch(classes: grams.classes.count)
    var shares = [Int](repeating: 0, count: grams.classes.count)
    var part = Stretch(classes: grams.classes.count)
    func close() {
      if part.letters >= LanguageModel.piece / 2, let language = verdict(part).language,
        let index = grams.classes.firstIndex(of: language)
      {
        shares[index] += part.letters
      }
      whole.add(part)
      part = Stretch(classes: grams.classes.count)
    }
    var scanner = GramScanner()
    scanner.words(text.prefix(LanguageModel.horizon)) { word, ends in
      part.count(word, self, &scanner.list)
      if ends && part.letters >= LanguageModel.piece { close() }
    }
    close()
    return joined(verdict(whole), shares, letters: whole.letters)
  }

  private func joined(_ whole: Recognition, _ shares: [Int], letters: Int) -> Recognition {
    let total = shares.reduce(0, +)
    let ranked = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
    guard total > 0, let first = ranked.first, whole.doubt != .foreignScript else { return whole }
    var result = Recognition(language: grams.classes[first])
    if whole.language == nil && shares[first] * 2 < letters { result = whole }
    if let second = ranked.dropFirst().first, shares[second] * 100 >= total * LanguageModel.worthAWord {
      result.other = (grams.classes[second], shares[second] * 100 / total)
    }
    return result
  }

  /// The verdict on a stretch as a whole.
  func verdict(_ stretch: Stretch) -> Recognition {
    let count = stretch.telling
    guard count.letters >= 8 else { return Recognition(doubt: .short) }
    if count.foreign * 10 >= count.letters * 4 { return Recognition(doubt: .foreignScript) }
    let ranked = count.scores.indices.sorted { (count.scores[$1], $0) < (count.scores[$0], $1) }
    let (first, second) = (count.scores[ranked[0]], ranked.count > 1 ? count.scores[ranked[1]] : 0)
    let margin = Int(first - second)
    if margin < LanguageModel.margin { return Recognition(doubt: count.letters < 20 ? .short : .unclear) }
    if Int(first) * 100 < Int(typical[ranked[0]]) * count.grams * LanguageModel.familiar / 16 { return Recognition(doubt: .unclear) }
    return Recognition(language: grams.classes[ranked[0]])
  }

  /// Eighths of a bit by which the best language must lead.
  static let margin = 8 * 10
  /// Per cent of the typical weight that the best language must reach.
  static let familiar = 80
}

extension LanguageModel {
  /// The summed weight of a word's n-grams for one language, and how many they are.
  package func weight(of word: GramWord, language: Int) -> (weight: Int, grams: Int) {
    var count = GramCount(classes: grams.classes.count)
    var list = GramScanner().list
    count.count(word, self, &list)
    return (Int(count.scores[language]), count.grams)
  }
}

/// Weights of the n-grams of a stretch, summed by language.
struct GramCount {
  var scores: [Int32]
  var letters = 0
  /// Letters that no language of the model uses.
  var foreign = 0
  var grams = 0

  init(classes: Int) { scores = [Int32](repeating: 0, count: classes) }

  /// Adds one word.
  mutating func count(_ word: GramWord, _ model: LanguageModel, _ list: inout FeatureList) {
    word.grams(into: &list)
    model.grams.score(&list, into: &scores)
    grams += list.count
    letters += word.letters
    for letter in 0..<word.letters where !model.letters.contains(word.gram(letter + 1, 1)) { foreign += 1 }
  }

  /// Adds what was counted elsewhere.
  mutating func add(_ other: GramCount) {
    for index in scores.indices { scores[index] &+= other.scores[index] }
    letters += other.letters
    foreign += other.foreign
    grams += other.grams
  }
}

/// Words with a capital apart from the others: names tell little about the language around them.
struct Stretch {
  private var plain: GramCount
  private var capitalised: GramCount
  /// Letters of all words.
  var letters: Int { plain.letters + capitalised.letters }

  init(classes: Int) {
    plain = GramCount(classes: classes)
    capitalised = plain
  }

  /// The words without a capital; all words where the others are too few.
  var telling: GramCount {
    if plain.letters >= 16 { return plain }
    var all = capitalised
    all.add(plain)
    return all
  }

  mutating func count(_ word: GramWord, _ model: LanguageModel, _ list: inout FeatureList) {
    if word.isCapitalised { capitalised.count(word, model, &list) } else { plain.count(word, model, &list) }
  }

  mutating func add(_ other: Stretch) {
    plain.add(other.plain)
    capitalised.add(other.capitalised)
  }
}

/// One word, folded, between two spaces.
package struct GramWord {
  var bytes: [UInt8] = []
  /// Where each letter starts, the spaces included.
  var starts: [Int] = []
  /// Whether its first letter is a capital.
  let isCapitalised: Bool
  /// Letters without the spaces.
  package var letters: Int { max(0, starts.count - 3) }
  /// Longest sequence.
  static let longest = 4
  /// Longer words are cut.
  static let limit = 40

  /// A word from its bytes; nil if it has no letters.
  package init?(_ raw: ArraySlice<UInt8>) {
    guard !raw.isEmpty else { return nil }
    isCapitalised = Scalars.isUpper(Scalars.decode(raw, at: raw.startIndex).scalar)
    bytes.append(32)
    raw.withUnsafeBufferPointer { Folding.each($0) { bytes.append($0) } }
    bytes.append(32)
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { starts.append(index) }
    let end = starts.count > GramWord.limit ? starts[GramWord.limit] : bytes.count
    starts = starts.prefix(GramWord.limit) + [end]
  }

  /// The key of the sequence of `length` letters from letter `at` on.
  @inline(__always)
  package func gram(_ at: Int, _ length: Int) -> UInt32 {
    var hash = Word.seed ^ UInt64(length)
    for byte in bytes[starts[at]..<starts[at + length]] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ (hash >> 29)) &* 0x94D0_49BB_1331_11EB
    let key = UInt32(truncatingIfNeeded: hash >> 32)
    return key == 0 ? 1 : key
  }

  /// The keys of all sequences of one to four letters; a space alone is none.
  package func grams(into list: inout FeatureList) {
    list.count = 0
    let count = starts.count - 1
    for at in 0..<count {
      for length in 1...GramWord.longest where at + length <= count {
        if length == 1 && (at == 0 || at == count - 1) { continue }
        list.keys[list.count] = gram(at, length)
        list.count += 1
      }
    }
  }
}

/// Cuts a text into words of letters.
package struct GramScanner {
  package var list = FeatureList(capacity: GramWord.limit * GramWord.longest)
  package init() {}

  /// Calls `body` with each word, and whether a sentence or line may end behind it.
  func words(_ text: ArraySlice<UInt8>, _ body: (GramWord, Bool) -> Void) {
    var start = -1
    var index = text.startIndex
    func close(_ end: Int, _ scalar: UInt32) {
      guard start >= 0, let word = GramWord(text[start..<end]) else { return }
      body(word, scalar == 10 || scalar == 46 || scalar == 33 || scalar == 63 || scalar == 0x61F || scalar == 0x6D4)
      start = -1
    }
    while index < text.endIndex {
      let (scalar, length) = Scalars.decode(text, at: index)
      if Scalars.kind(scalar) == .letter {
        if start < 0 { start = index }
      } else {
        close(index, scalar)
      }
      index += length
    }
    close(min(index, text.endIndex), 10)
  }
}
