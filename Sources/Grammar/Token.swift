public import SourceText

/// Word classes of Universal Dependencies.
public enum UPOS: UInt8, CaseIterable, Sendable {
  /// The 17 classes.
  case adj, adp, adv, aux, cconj, det, intj, noun, num, part, pron, propn, punct, sconj, sym, verb, x
  /// `NOUN`.
  public var name: String { String(describing: self).uppercased() }
}

/// Relations of Universal Dependencies, with the subtypes that rules need.
public enum Relation: UInt8, CaseIterable, Sendable {
  /// Relations without subtypes.
  case root, acl, advcl, advmod, amod, appos, aux, `case`, cc, ccomp, clf, compound, conj, cop, csubj, dep, det, discourse, dislocated,
    expl, fixed, flat, goeswith, iobj, list, mark, nmod, nsubj, nummod, obj, obl, orphan, parataxis, punct, reparandum, vocative, xcomp
  /// Subtypes: passive subject and auxiliary, agent of a passive, relative clause, possessor.
  case passiveSubject, passiveAux, agentOblique, relative, possessor, clausalPassiveSubject

  /// `nsubj:pass`.
  public var name: String {
    switch self {
    case .passiveSubject: "nsubj:pass"
    case .passiveAux: "aux:pass"
    case .agentOblique: "obl:agent"
    case .relative: "acl:relcl"
    case .possessor: "nmod:poss"
    case .clausalPassiveSubject: "csubj:pass"
    default: String(describing: self)
    }
  }

  /// The relation with this name; unknown subtypes are dropped, unknown relations are `dep`.
  public init(name: String) {
    if let exact = Relation.byName[name] {
      self = exact
    } else {
      self = Relation.byName[String(name.prefix { $0 != ":" })] ?? .dep
    }
  }
  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// Inflection that rules ask for.
public struct Inflection: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt16
  /// A set of bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Forms of the verb.
  public static let finite = Inflection(rawValue: 1)
  /// Infinitive.
  public static let infinitive = Inflection(rawValue: 2)
  /// Past participle.
  public static let pastParticiple = Inflection(rawValue: 4)
  /// Present participle or gerund.
  public static let gerund = Inflection(rawValue: 8)
  /// Conditional mood.
  public static let conditional = Inflection(rawValue: 16)
  /// Subjunctive mood.
  public static let subjunctive = Inflection(rawValue: 32)
  /// Imperative mood.
  public static let imperative = Inflection(rawValue: 64)
  /// Future tense.
  public static let future = Inflection(rawValue: 128)
  /// Past tense (finite).
  public static let past = Inflection(rawValue: 256)
  /// Imperfect tense.
  public static let imperfect = Inflection(rawValue: 512)
  /// Plural.
  public static let plural = Inflection(rawValue: 1024)
}

/// How a token is written.
public struct Shape: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt16
  /// A set of bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// First letter is a capital.
  public static let capitalised = Shape(rawValue: 1)
  /// All letters are capitals.
  public static let allCapitals = Shape(rawValue: 2)
  /// Starts with a digit.
  public static let number = Shape(rawValue: 4)
  /// Neither letters nor digits.
  public static let punctuation = Shape(rawValue: 8)
  /// White space or the start of the text before it.
  public static let spaceBefore = Shape(rawValue: 16)
  /// A line starts with it.
  public static let lineStart = Shape(rawValue: 32)
  /// A paragraph starts with it.
  public static let paragraphStart = Shape(rawValue: 64)
  /// One surface token of two syntactic words (du = de + le).
  public static let contraction = Shape(rawValue: 128)
  /// An abbreviation written with its full stop.
  public static let abbreviation = Shape(rawValue: 256)
  /// A hyphen inside.
  public static let hyphenated = Shape(rawValue: 512)
}

/// One surface token.
public struct Token: Sendable {
  /// Bytes of the text.
  public var span: Span
  /// Folded form.
  public var form: Word
  /// Dictionary form.
  public var lemma: Word
  /// Word class.
  public var upos: UPOS = .x
  /// Inflection.
  public var inflection: Inflection = []
  /// Index of the governing token in the sentence, -1 for the root.
  public var head = -1
  /// Relation to the governing token.
  public var relation: Relation = .dep
  /// How it is written.
  public var shape: Shape
  /// Its part in a name; nil outside of names, and before they were read.
  public var name: NamePart?
  /// A token without analysis.
  public init(span: Span, form: Word, shape: Shape) {
    self.span = span
    self.form = form
    self.lemma = form
    self.shape = shape
  }
}

extension Token {
  /// Whether it is a closing quotation mark, or a straight one.
  public var isClosingQuote: Bool { Token.closingQuotes.contains(form) }
  private static let closingQuotes = Set(["»", "”", "\""].map { Word($0) })
}

/// One sentence with its tokens.
public struct Sentence: Sendable {
  /// Bytes of the text.
  public let span: Span
  /// Its tokens in order.
  public var tokens: [Token]
  /// Which paragraph of the text, from 0.
  public let paragraph: Int
  /// What the network knows about its tokens, tokens x H; nil without a model and in very long documents.
  package var rows: Matrix?
  /// A sentence.
  public init(span: Span, tokens: [Token], paragraph: Int) {
    self.span = span
    self.tokens = tokens
    self.paragraph = paragraph
  }
}
