public import Packs
public import SourceText

/// What a name names.
public enum NameLabel: UInt8, CaseIterable, Sendable {
  /// A person; an organisation; an armed or political group; a place; an event; a product or another thing.
  case person, organisation, group, place, event, other

  /// The label of the public record: `PER`, `ORG`, `GROUP`, `LOC`, `EVENT`, `OTHER`.
  public var code: String {
    switch self {
    case .person: "PER"
    case .organisation: "ORG"
    case .group: "GROUP"
    case .place: "LOC"
    case .event: "EVENT"
    case .other: "OTHER"
    }
  }

  /// The label with this code; nil if there is none.
  public init?(code: some StringProtocol) {
    guard let label = NameLabel.allCases.first(where: { $0.code == code }) else { return nil }
    self = label
  }
}

/// A token's part in a name.
public struct NamePart: Hashable, Sendable {
  /// What the name names.
  public let label: NameLabel
  /// Whether the name starts with this token.
  public let isFirst: Bool
  /// A token's part in a name.
  public init(_ label: NameLabel, isFirst: Bool) { (self.label, self.isFirst) = (label, isFirst) }
}

extension Sentence {
  /// The names of the sentence as ranges of its tokens, in order; empty before names were read.
  public var names: [(tokens: Range<Int>, label: NameLabel)] {
    var names: [(tokens: Range<Int>, label: NameLabel)] = []
    for (index, token) in tokens.enumerated() {
      guard let part = token.name else { continue }
      if !part.isFirst, let last = names.last, last.tokens.upperBound == index, last.label == part.label {
        names[names.count - 1].tokens = last.tokens.lowerBound..<index + 1
      } else {
        names.append((index..<index + 1, part.label))
      }
    }
    return names
  }
}

/// What lists of places and actors say about a token; whoever has the lists sets the marks.
public struct NameMark: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt16
  /// A set of bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// A name of a settlement or area starts here.
  public static let place = NameMark(rawValue: 1)
  /// A place that many have heard of: a country, a region, a large city.
  public static let knownPlace = NameMark(rawValue: 2)
  /// A name of an armed or political group starts here.
  public static let group = NameMark(rawValue: 4)
  /// A name of another organisation starts here.
  public static let organisation = NameMark(rawValue: 8)
  /// Inside one of these, behind its first token.
  public static let inside = NameMark(rawValue: 16)
  /// The last token of one of these.
  public static let end = NameMark(rawValue: 32)
  /// A word for the people of a country.
  public static let demonym = NameMark(rawValue: 64)
  /// A person who is in the lists.
  public static let person = NameMark(rawValue: 128)
}

/// Words of a language that stand before names and in them, by what they tell: `words/names.terms`.
public struct NameWords: Sendable {
  /// Names of the classes, in the order of their bits.
  public static let classes = ["title", "group", "organisation", "place", "event", "locative", "said", "particle", "small"]
  static let titleBit: UInt64 = 1
  static let particleBit: UInt64 = 1 << 7
  static let smallBit: UInt64 = 1 << 8
  /// Groups, organisations, places, events.
  static let thingBits: UInt64 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4
  private var masks: [Word: UInt64] = [:]
  /// What was wrong in the file.
  public private(set) var problems: [Problem] = []

  /// No words.
  public init() {}

  /// Reads a `names.terms` file.
  public init(file: LineFile) {
    problems = file.problems
    for entry in file.entries where entry.keyword != "about" {
      guard entry.keyword == "class", let bit = NameWords.classes.firstIndex(of: entry.name) else {
        problems.append(
          Problem(
            "pack", "unknown entry \"\(entry.keyword) \(entry.name)\"; there are the classes \(NameWords.classes.joined(separator: ", "))",
            file: file.path, line: entry.line))
        continue
      }
      for word in entry.list("words") { masks[Word(word), default: 0] |= 1 << UInt64(bit) }
    }
  }

  /// The classes of a word, a bit each.
  func mask(_ word: Word) -> UInt64 { masks[word] ?? 0 }

  /// Whether a word is in a class.
  package func isIn(_ name: String, _ word: Word) -> Bool {
    guard let bit = NameWords.classes.firstIndex(of: name) else { return false }
    return mask(word) & 1 << UInt64(bit) != 0
  }
}
