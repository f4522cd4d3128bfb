import SourceText

/// What is known about one token when names are read, computed once for both passes.
package struct NameToken: Sendable {
  var form: UInt64
  var suffixes: (UInt64, UInt64, UInt64)
  var prefix: UInt64
  var shape: UInt64
  var fine: UInt64
  var coarse: UInt64
  /// How often lists of given names and surnames have it: two digits.
  var person: UInt64
  var mark: UInt64
  var classes: UInt64
  var isCapitalised: Bool
  var isAllCapitals: Bool
  var isNumber: Bool
  var isPunctuation: Bool
  /// Whether it may be a part of a name.
  package var isCandidate = false
}

/// Makes tokens into what the templates read.
package struct NameSpeller {
  let lexicon: NameLexicon
  let words: NameWords
  /// Whether capitals that only some languages set are taken for small letters.
  let isPlain: Bool
  /// How many words behind a capital may belong to its name.
  let reach: Int

  package init(lexicon: NameLexicon, words: NameWords, isPlain: Bool = false, reach: Int = 9) {
    (self.lexicon, self.words, self.isPlain, self.reach) = (lexicon, words, isPlain, reach)
  }

  /// The tokens of a sentence; `marks` is empty or has one mark a token.
  package func spell(_ sentence: Sentence, _ bytes: [UInt8], _ marks: [NameMark]) -> [NameToken] {
    var tokens = sentence.tokens.enumerated().map { index, token in
      spell(token, bytes[token.span.start..<token.span.end], marks.isEmpty ? 0 : UInt64(marks[index].rawValue))
    }
    if isPlain { NameSpeller.lower(&tokens) }
    NameSpeller.markCandidates(&tokens, within: reach)
    return tokens
  }

  private func spell(_ token: Token, _ raw: ArraySlice<UInt8>, _ mark: UInt64) -> NameToken {
    let folded = Folding.fold(raw)
    let isCapitalised = token.shape.contains(.capitalised)
    let known = lexicon.look(token.form, folded, isCapitalised: isCapitalised)
    return NameToken(
      form: token.shape.contains(.number) ? UInt64(folded.count) : token.form.hash,
      suffixes: (NameSpeller.hash(folded.suffix(2)), NameSpeller.hash(folded.suffix(3)), NameSpeller.hash(folded.suffix(4))),
      prefix: NameSpeller.hash(folded.prefix(3)), shape: NameSpeller.shape(raw), fine: known.fine, coarse: known.coarse,
      person: known.person, mark: mark, classes: words.mask(token.form),
      isCapitalised: isCapitalised, isAllCapitals: token.shape.contains(.allCapitals) && raw.count > 1,
      isNumber: token.shape.contains(.number), isPunctuation: token.shape.contains(.punctuation))
  }

  /// Titles before names, words for peoples, days and months: one language gives them a capital, another does not.
  static func lower(_ tokens: inout [NameToken]) {
    for index in tokens.indices.reversed() where tokens[index].isCapitalised {
      let isTitle = tokens[index].classes & NameWords.titleBit != 0 && index + 1 < tokens.count && tokens[index + 1].isCapitalised
      let isPeople = tokens[index].mark == UInt64(NameMark.demonym.rawValue)
      guard isTitle || isPeople || tokens[index].classes & NameWords.smallBit != 0 else { continue }
      tokens[index].isCapitalised = false
      tokens[index].isAllCapitals = false
      tokens[index].shape = smallShape
      tokens[index].person = 0
    }
  }
  private static let smallShape = shape(Array("aaa".utf8)[...])

  @inline(__always)
  static func hash(_ slice: ArraySlice<UInt8>) -> UInt64 {
    var value = Word.seed
    for byte in slice { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return value
  }

  /// Capitals, small letters, digits and signs, runs shortened: "Jean-Yves" and "Marc-Antoine" are alike.
  static func shape(_ raw: ArraySlice<UInt8>) -> UInt64 {
    var hash = Word.seed
    var (last, run) = (UInt64(0), 0)
    var index = raw.startIndex
    while index < raw.endIndex {
      let (scalar, length) = Scalars.decode(raw, at: index)
      index += length
      let kind: UInt64 =
        switch Scalars.kind(scalar) {
        case .letter: Scalars.isUpper(scalar) ? 1 : 2
        case .digit: 3
        default: UInt64(scalar) + 8
        }
      run = kind == last ? run + 1 : 0
      last = kind
      if run < 2 { hash = (hash ^ kind) &* 0x0000_0100_0000_01B3 }
    }
    return hash
  }

  /// Words with a capital and what stands close behind or right before one; all else is outside of names.
  static func markCandidates(_ tokens: inout [NameToken], within longest: Int) {
    var reach = 0
    for index in tokens.indices {
      if tokens[index].isCapitalised || tokens[index].mark & 0x2F != 0 {
        reach = longest
        if index > 0 { tokens[index - 1].isCandidate = true }
        if index > 1 { tokens[index - 2].isCandidate = true }
      }
      if reach > 0 { tokens[index].isCandidate = true }
      reach -= 1
    }
  }
}

/// What the whole document says about a word.
package struct NameMemory {
  struct Entry {
    var small: UInt16 = 0
    var inner: UInt16 = 0
    var capital: UInt16 = 0
    /// Votes of the first pass, by label and none.
    var votes: (UInt16, UInt16, UInt16, UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0, 0, 0, 0)
  }
  private var entries: [UInt64: Entry] = [:]
  private(set) var hasVotes = false

  package init(_ sentences: [[NameToken]]) {
    for tokens in sentences {
      for (index, token) in tokens.enumerated() where !token.isPunctuation && !token.isNumber {
        guard token.isCandidate || entries[token.form] != nil else { continue }
        if token.isCapitalised {
          entries[token.form, default: Entry()].capital += 1
          if index > 0 && !tokens[index - 1].isPunctuation { entries[token.form, default: Entry()].inner += 1 }
        } else {
          entries[token.form, default: Entry()].small += 1
        }
      }
    }
  }

  /// How the document writes a word: with a capital inside sentences, small, both.
  func habit(_ token: NameToken) -> UInt64 {
    guard let entry = entries[token.form] else { return 0 }
    return (entry.inner > 0 ? 1 : 0) | (entry.small > 0 ? 2 : 0) | (entry.capital > 2 ? 4 : 0)
  }

  /// Remembers what the first pass read.
  package mutating func vote(_ sentences: [[NameToken]], _ labels: [[UInt8]]) {
    hasVotes = true
    for (tokens, labels) in zip(sentences, labels) {
      for (token, label) in zip(tokens, labels) where token.isCapitalised {
        NameMemory.change(&entries[token.form, default: Entry()], NameTags.label(of: label), by: 1)
      }
    }
  }

  private static func change(_ entry: inout Entry, _ label: Int, by step: Int) {
    withUnsafeMutableBytes(of: &entry.votes) { bytes in
      let votes = bytes.bindMemory(to: UInt16.self)
      votes[label] = UInt16(max(0, min(60_000, Int(votes[label]) + step)))
    }
  }

  /// What the other occurrences of a word were read as, most votes first: the label, how sure it is, and the second.
  func opinion(_ token: NameToken, own: UInt8) -> (best: UInt64, sure: UInt64) {
    guard token.isCapitalised, var entry = entries[token.form] else { return (0, 0) }
    NameMemory.change(&entry, NameTags.label(of: own), by: -1)
    return withUnsafeBytes(of: &entry.votes) { bytes in
      let votes = bytes.bindMemory(to: UInt16.self)
      var (best, total) = (0, 0)
      for label in 0..<7 {
        total += Int(votes[label])
        if votes[label] > votes[best] { best = label }
      }
      guard total > 0 else { return (0, 0) }
      return (UInt64(best) + 1, Int(votes[best]) * 3 >= total * 2 ? (total > 2 ? 3 : 2) : 1)
    }
  }
}

/// The tags of tokens: outside, or first, inner, last, only token of a name with a label (Ratinov and Roth 2009).
package enum NameTags {
  package static let outside: UInt8 = 0
  /// How many there are.
  package static let count = 1 + 4 * NameLabel.allCases.count
  static let first: UInt8 = 0
  static let inner: UInt8 = 1
  static let last: UInt8 = 2
  static let only: UInt8 = 3

  /// The tag of a token in a name.
  package static func tag(_ label: NameLabel, isFirst: Bool, isLast: Bool) -> UInt8 {
    let place = isFirst ? (isLast ? only : first) : (isLast ? last : inner)
    return 1 + label.rawValue * 4 + place
  }
  /// 0 for outside, else the label's number and one.
  static func label(of tag: UInt8) -> Int { tag == 0 ? 0 : 1 + (Int(tag) - 1) / 4 }
  private static func place(_ tag: UInt8) -> UInt8 { (tag - 1) % 4 }
  private static func isOpen(_ tag: UInt8) -> Bool { tag != 0 && (place(tag) == first || place(tag) == inner) }

  /// Whether `next` may follow `tag` inside a sentence.
  static func follows(_ tag: UInt8, _ next: UInt8) -> Bool {
    let goesOn = next != 0 && (place(next) == inner || place(next) == last)
    if isOpen(tag) { return goesOn && label(of: tag) == label(of: next) }
    return !goesOn
  }
  /// Whether a sentence may start with it.
  static func starts(_ tag: UInt8) -> Bool { follows(outside, tag) }
  /// Whether a sentence may end with it.
  static func ends(_ tag: UInt8) -> Bool { !isOpen(tag) }
  /// The tags that may stand before each tag.
  static let before: [[UInt8]] = (0..<UInt8(count)).map { next in (0..<UInt8(count)).filter { follows($0, next) } }
  /// The part in a name that a tag says.
  package static func part(_ tag: UInt8) -> NamePart? {
    guard tag != 0, let label = NameLabel(rawValue: (tag - 1) / 4) else { return nil }
    return NamePart(label, isFirst: place(tag) == first || place(tag) == only)
  }
  /// `O`, `B-PER`, ...
  package static func name(_ tag: UInt8) -> String {
    guard tag != 0, let label = NameLabel(rawValue: (tag - 1) / 4) else { return "O" }
    return ["B-", "I-", "L-", "U-"][Int(place(tag))] + label.code
  }
}
