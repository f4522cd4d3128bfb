import Grammar
import Packs
import SourceText

/// The name of a word list, hashed where it is written.
struct ListName: ExpressibleByStringLiteral, Hashable, Sendable {
  fileprivate let key: Word
  init(stringLiteral name: StaticString) { key = name.withUTF8Buffer { Word(folding: $0) } }
  fileprivate init(_ name: String) { key = Word(name) }
}

/// The word lists of a language's `grammar.rules` that syntax and places need.
struct GrammarLists: Sendable {
  private var words: [ListName: Set<Word>] = [:]
  private var phrases: [ListName: [[Word]]] = [:]
  private var values: [ListName: [Word: String]] = [:]
  private var spelled: [ListName: [String]] = [:]
  private(set) var problems: [Problem] = []

  init(file: LineFile, analyzer: Analyzer) {
    problems = file.problems
    for entry in file.entries where entry.keyword == "grammar" {
      for field in entry.fields {
        let name = ListName(field.key)
        for item in field.list where item != "-" {
          if let equals = item.firstIndex(of: "=") {
            values[name, default: [:]][Word(item[..<equals])] = String(item[item.index(after: equals)...])
          } else {
            words[name, default: []].insert(Word(item))
            spelled[name, default: []].append(item)
            phrases[name, default: []].append(analyzer.words(item))
          }
        }
      }
    }
  }

  /// The single words under a key.
  subscript(key: ListName) -> Set<Word> { words[key] ?? [] }

  /// Whether the list has the token's form or lemma.
  func has(_ key: ListName, _ token: Token) -> Bool {
    guard let set = words[key] else { return false }
    return set.contains(token.form) || set.contains(token.lemma)
  }

  /// The value after `=` for the token.
  func value(_ key: ListName, _ token: Token) -> String? {
    guard let table = values[key] else { return nil }
    return table[token.form] ?? table[token.lemma]
  }

  /// All values under a key.
  func table(_ key: ListName) -> [Word: String] { values[key] ?? [:] }

  /// The entries under a key as they are written.
  func names(_ key: ListName) -> [String] { spelled[key] ?? [] }

  /// Phrases of several words under a key.
  func phrases(_ key: ListName) -> [[Word]] { phrases[key] ?? [] }
}

/// Word classes (`@person`, `@weapon`) by word and by pair of words.
struct ClassTable: Sendable {
  private var numbers: [String: Int] = [:]
  private var single: [Word: UInt64] = [:]
  private var pairs: [UInt64: UInt64] = [:]
  private let isHeadLast: Bool

  /// - Parameter isHeadLast: whether the second of two words is the one that they are about ("armed **man**"); it has their class too.
  init(_ classes: [WordClass], analyzer: Analyzer, isHeadLast: Bool) {
    self.isHeadLast = isHeadLast
    for entry in classes {
      let number = numbers[entry.name] ?? numbers.count
      numbers[entry.name] = number
      for word in entry.words {
        let cut = analyzer.words(word)
        if cut.count == 1 {
          single[cut[0], default: 0] |= 1 << UInt64(number)
        } else if cut.count == 2 {
          let words = word.split(separator: " ").map { Phrase.Part.lemmas(String($0), analyzer) }
          guard words.count == 2 else { continue }
          for (a, b) in words[0].union([cut[0]]).flatMap({ a in words[1].union([cut[1]]).map { (a, $0) } }) {
            pairs[ClassTable.pair(a, b), default: 0] |= 1 << UInt64(number)
          }
        }
      }
    }
  }

  private static func pair(_ a: Word, _ b: Word) -> UInt64 { (a.hash &* 31) ^ b.hash }

  /// The bits of some classes.
  func mask(_ names: [String]) -> UInt64 {
    names.reduce(0) { bits, name in numbers[name].map { bits | 1 << UInt64($0) } ?? bits }
  }

  /// The classes of a token, by itself and with its neighbour for words of two parts.
  func classes(of index: Int, in tokens: [Token]) -> UInt64 { ofPairs(of: index, in: tokens) | alone(tokens[index]) }

  /// The classes of the longest word that a token belongs to: an armed man is no plain man.
  func closest(of index: Int, in tokens: [Token]) -> UInt64 {
    let ofPairs = ofPairs(of: index, in: tokens)
    return ofPairs != 0 ? ofPairs : alone(tokens[index])
  }

  private func alone(_ token: Token) -> UInt64 { (single[token.lemma] ?? 0) | (single[token.form] ?? 0) }

  private func ofPairs(of index: Int, in tokens: [Token]) -> UInt64 {
    ofPair(at: index, in: tokens) | (isHeadLast && index > 0 ? ofPair(at: index - 1, in: tokens) : 0)
  }

  private func ofPair(at index: Int, in tokens: [Token]) -> UInt64 {
    guard index + 1 < tokens.count else { return 0 }
    let (token, next) = (tokens[index], tokens[index + 1])
    var bits: UInt64 = 0
    for a in [token.form, token.lemma] {
      for b in [next.form, next.lemma] { bits |= pairs[ClassTable.pair(a, b)] ?? 0 }
    }
    return bits
  }

  /// Names of all classes, sorted.
  var all: [String] { numbers.keys.sorted() }

  /// Names of the classes in a mask.
  func names(_ mask: UInt64) -> [String] { numbers.filter { mask & (1 << UInt64($0.value)) != 0 }.map(\.key).sorted() }
}

/// A condition of a rule, compiled.
struct CompiledCondition: Sendable {
  let place: Place
  let mustHold: Bool
  let anything: Bool
  let words: Set<Word>
  let phrases: [[Set<Word>]]
  let classes: UInt64
  let preposition: [Word]

  init(_ condition: Condition, analyzer: Analyzer, classes: ClassTable) {
    place = condition.place
    mustHold = condition.mustHold
    anything = condition.anything
    let cut = condition.words.map { analyzer.words($0) }
    words = Set(
      zip(condition.words, cut).filter { $1.count == 1 }.flatMap { text, words in
        condition.place == .modifier ? Phrase.Part.lemmas(text, analyzer).union(words) : Set(words)
      })
    phrases = zip(condition.words, cut).filter { $1.count > 1 }.map { text, words in
      let parts = text.split(separator: " ").map(String.init)
      return words.enumerated().map { index, word in
        parts.count == words.count ? Phrase.Part.lemmas(parts[index], analyzer).union([word]) : [word]
      }
    }
    self.classes = classes.mask(condition.classes)
    if case .preposition(let text) = condition.place { preposition = analyzer.words(text) } else { preposition = [] }
  }
}
