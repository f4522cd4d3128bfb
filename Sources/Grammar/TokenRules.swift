public import Packs
public import SourceText

/// What a language's `tokens.rules` says about its spelling.
public struct TokenRules: Sendable {
  /// Words that end in an apostrophe and are cut after it (l', qu').
  var elisions: Set<Word> = []
  /// Endings that are cut before the hyphen or apostrophe (-t-il, 's, n't), longest first.
  var endings: [[UInt8]] = []
  /// Whether every ending holds a hyphen or an apostrophe, so that plain words need no look at them.
  var endingsNeedMark = true
  /// Words that are never cut (aujourd'hui).
  var whole: Set<Word> = []
  /// One surface token of two words (du) and the preposition in it (de).
  var contractions: [Word: Word] = [:]
  /// Words that keep their full stop, without it.
  var abbreviations: Set<Word> = []
  /// Abbreviations that are followed by a name or a number and never end a sentence.
  var titles: Set<Word> = []
  /// Whether words are cut at inner hyphens.
  var cutsHyphens = false
  /// First parts that keep their hyphen all the same.
  var hyphenPrefixes: Set<Word> = []
  /// Words whose class is always the same (days, months).
  var fixed: [Word: UPOS] = [:]
  /// Words that start an adverbial clause (after, alors que), by their last word.
  public var subordinators: Set<Word> = []
  /// Forms of the auxiliary of the perfect.
  var auxiliaries: Set<Word> = []
  /// Whether past tense and participle look alike, so that a clause may need its verb found again.
  var repairsClauses = false
  /// Very frequent words: one with a capital behind an abbreviation or a bare heading starts a sentence.
  public var frequent: Set<Word> = []
  /// What was wrong in the file.
  public private(set) var problems: [Problem] = []

  /// No rules: words are cut at spaces and punctuation only.
  public init() {}

  /// Reads a `tokens.rules` file.
  public init(file: LineFile) {
    problems = file.problems
    let known: Set = [
      "elision", "ending", "whole", "contraction", "abbreviation", "title", "hyphen", "prefix", "noun", "preposition", "numeral", "proper",
      "frequent", "subordinator", "past", "perfect",
    ]
    for entry in file.entries where entry.keyword != "about" {
      for field in entry.fields {
        let words = field.list
        switch field.key {
        case "elision": elisions.formUnion(words.map { Word($0 + "'") })
        case "ending": endings.append(contentsOf: words.map { Folding.fold(Array($0.utf8)[...]) })
        case "whole": whole.formUnion(words.map { Word($0) })
        case "contraction":
          for pair in words.map({ $0.split(separator: "=") }) where pair.count == 2 { contractions[Word(pair[0])] = Word(pair[1]) }
        case "abbreviation": abbreviations.formUnion(words.map { Word($0) })
        case "title":
          titles.formUnion(words.map { Word($0) })
          abbreviations.formUnion(words.map { Word($0) })
        case "hyphen": cutsHyphens = field.value == "cut"
        case "prefix": hyphenPrefixes.formUnion(words.map { Word($0) })
        case "noun": for word in words { fixed[Word(word)] = .noun }
        case "adverb": for word in words { fixed[Word(word)] = .adv }
        case "preposition": for word in words { fixed[Word(word)] = .adp }
        case "numeral": for word in words { fixed[Word(word)] = .num }
        case "proper": for word in words { fixed[Word(word)] = .propn }
        case "subordinator": subordinators.formUnion(words.map { Word($0) })
        case "perfect": auxiliaries.formUnion(words.map { Word($0) })
        case "past": repairsClauses = field.value == "participle"
        case "frequent": frequent.formUnion(words.map { Word($0) })
        default:
          problems.append(
            Problem(
              "pack", "unknown key \"\(field.key)\"; tokens may have: \(known.sorted().joined(separator: ", "))", file: file.path,
              line: field.line))
        }
      }
    }
    endings.sort { $0.count > $1.count }
    endingsNeedMark = endings.allSatisfy { $0.contains(39) || $0.contains(45) }
  }

  /// Takes the number words of a language as words whose class is always the same.
  public mutating func fix(numerals: [String]) {
    for word in numerals where fixed[Word(word)] == nil { fixed[Word(word)] = .num }
  }
}
