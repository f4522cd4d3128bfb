public import Codes
public import SourceText

/// Where a party stands to an act word: a grammatical function or a preposition of the language.
public enum Place: Hashable, Sendable {
  /// The logical subject (also "by X" of a passive), the logical object (also the subject of a passive), an indirect object.
  case subject, object, indirect
  /// A relational adjective, a possessor, a noun before the noun.
  case adjective, owner, compound
  /// Any adjective or complement of the word itself; any word of the sentence.
  case modifier, sentence
  /// A preposition, in dictionary form.
  case preposition(String)

  /// The function with this name; every other word is a preposition.
  public init(_ name: String) {
    switch name {
    case "subject": self = .subject
    case "object": self = .object
    case "iobj": self = .indirect
    case "adjective": self = .adjective
    case "owner": self = .owner
    case "compound": self = .compound
    case "modifier": self = .modifier
    case "sentence": self = .sentence
    default: self = .preposition(name)
    }
  }
}

/// A condition on what may stand somewhere.
public struct Condition: Sendable {
  /// Where.
  public let place: Place
  /// Whether one of the words must stand there (`is`) or none may (`not`).
  public let mustHold: Bool
  /// Words in dictionary form.
  public let words: [String]
  /// Names of word classes, without `@`.
  public let classes: [String]
  /// Whether anything will do (`@any`).
  public let anything: Bool
  /// Line of the pack file.
  public let line: Int
}

/// The words that a rule looks for.
public struct Patterns: Sendable {
  /// Verbs and verb phrases.
  public var verbs: [String] = []
  /// Nouns and noun phrases.
  public var nouns: [String] = []
  /// Adjectives.
  public var adjectives: [String] = []
  /// Adverbs and fixed phrases.
  public var adverbs: [String] = []
  /// Prepositions.
  public var prepositions: [String] = []
}

/// What all rules have.
public struct RuleHead: Sendable {
  /// `fr/assault/attaquer`.
  public let id: String
  /// File as shown in messages.
  public let file: String
  /// Line of the entry.
  public let line: Int
  /// Its examples.
  public let examples: [Example]
}

/// An act word, its type and the places of its parties.
public struct Deed: Sendable {
  /// Id, file, line, examples.
  public let head: RuleHead
  /// Its words.
  public let patterns: Patterns
  /// Type of the codebook.
  public let type: EventType
  /// Mode, if the words tell it.
  public let mode: String?
  /// The ACLED row, if the words tell more of it than type and mode.
  public let acled: AcledRow?
  /// Stance, if the words tell it.
  public let stance: Stance?
  /// Where the agent stands, first found wins.
  public let agent: [Place]
  /// Where the target stands.
  public let target: [Place]
  /// Function with both sides in coordination.
  public let both: [Place]
  /// Function that is a place.
  public let place: [Place]
  /// Kind of toll and the function of the counted people.
  public let tolls: [(kind: String, place: Place)]
  /// Conditions, all must hold.
  public let conditions: [Condition]
}

/// Words that say that somebody says.
public struct Cue: Sendable {
  /// Id, file, line, examples.
  public let head: RuleHead
  /// Its words.
  public let patterns: Patterns
  /// Where the speaker stands, if not where the kind of word tells: "quoted an engineer as saying".
  public let speaker: [Place]
  /// Stance that the cue gives to what is said, if it changes it.
  public let stance: Stance?
  /// Whether it says something only beside a quotation: "continue", "go on".
  public let isQuotative: Bool
  /// Conditions, all must hold.
  public let conditions: [Condition]
}

/// Words that tie a deed to somebody.
public struct Charge: Sendable {
  /// Id, file, line, examples.
  public let head: RuleHead
  /// Its words.
  public let patterns: Patterns
  /// Where the act stands.
  public let deed: [Place]
  /// Who is said to have done it.
  public let agent: [Place]
  /// Who says so.
  public let speaker: [Place]
  /// Stance of the claim.
  public let stance: Stance
  /// Conditions, all must hold.
  public let conditions: [Condition]
}

/// Words without a speaker that change how an embedded act stands.
public struct Frame: Sendable {
  /// Id, file, line, examples.
  public let head: RuleHead
  /// Its words.
  public let patterns: Patterns
  /// The stance they give.
  public let stance: Stance
  /// Conditions, all must hold.
  public let conditions: [Condition]
}

/// A list of words with a kind: channels, means.
public struct Lexeme: Sendable {
  /// Id, file, line, examples.
  public let head: RuleHead
  /// The words in dictionary form.
  public let words: [String]
  /// Kind for the record.
  public let kind: String
  /// For means: the ASSAULT mode implied.
  public let mode: String?
  /// Conditions, all must hold.
  public let conditions: [Condition]
}

/// One partisan wording.
public struct Term: Sendable {
  /// Id, file, line, examples.
  public let head: RuleHead
  /// The wordings in dictionary form.
  public let words: [String]
  /// delegitimising, glorifying, ...
  public let category: String
  /// What it is about.
  public let about: String
  /// Neutral counterpart.
  public let neutral: String?
  /// Conditions, all must hold.
  public let conditions: [Condition]
}

/// A named class of words.
public struct WordClass: Sendable {
  /// Its name, without `@`.
  public let name: String
  /// Its words in dictionary form.
  public let words: [String]
}
