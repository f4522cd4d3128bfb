extension Numerals {
  /// What a word may do in or around a number; a word may have several roles.
  public struct Role: OptionSet, Sendable {
    /// One bit a role.
    public let rawValue: UInt32
    /// Roles by their bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// "vingt", "cent".
    static let number = Role(rawValue: 1 << 0)
    /// "dizaine".
    public static let collective = Role(rawValue: 1 << 1)
    /// "plusieurs".
    public static let several = Role(rawValue: 1 << 2)
    /// "aucun".
    public static let none = Role(rawValue: 1 << 3)
    /// "un", which is no count by itself.
    public static let article = Role(rawValue: 1 << 4)
    /// "tiers", "cinquième".
    static let part = Role(rawValue: 1 << 5)
    /// The word before the lower end of a range: "entre 20 et 30".
    public static let between = Role(rawValue: 1 << 6)
    /// The same where `range` joins the ends: "de 20 à 30".
    public static let from = Role(rawValue: 1 << 7)
    /// "half a dozen", "un million et demi".
    public static let half = Role(rawValue: 1 << 8)
    /// Roles of words that an amount may start with.
    static let starters: Role = [.number, .collective, .several, .none, .article, .part, .between, .from, .half]
    /// Words that are amounts without a figure before them: "mille", "moitié".
    public static let bare = Role(rawValue: 1 << 9)
    /// "moins 20", "-20".
    public static let minus = Role(rawValue: 1 << 10)
    /// Articles before parts and ordinals: "la moitié".
    public static let determiner = Role(rawValue: 1 << 11)
    /// Adjectives inside a collective: "une bonne dizaine".
    public static let rough = Role(rawValue: 1 << 12)
    /// "de" in "des dizaines de milliers".
    public static let of = Role(rawValue: 1 << 13)
    /// Words before a plural collective: "des dizaines".
    public static let plural = Role(rawValue: 1 << 14)
    /// Words between the ends of a range: "20 à 30".
    public static let range = Role(rawValue: 1 << 15)
    /// The word between the ends behind `between`.
    public static let betweenAnd = Role(rawValue: 1 << 16)
    /// Words between two bounds of one amount: "plus de 20 et moins de 30".
    public static let both = Role(rawValue: 1 << 17)
    /// Words that make another number of what follows: "500 ou plus de 600".
    public static let than = Role(rawValue: 1 << 18)
    /// "virgule" in numbers read out.
    static let point = Role(rawValue: 1 << 19)

    /// Roles by the key of `numbers.rules` that lists their words.
    static let keys: [String: Role] = [
      "between": .between, "from": .from, "half": .half, "bare": .bare, "minus": .minus, "determiner": .determiner, "rough": .rough,
      "of": .of, "plural": .plural, "range": .range, "between-and": .betweenAnd, "both": .both, "than": .than, "point": .point,
      "none": .none, "article": .article,
    ]
  }
}
