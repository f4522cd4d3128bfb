public import Codes
public import Records
public import SourceText

/// What a mark of a gold text says about a claim.
public enum GoldField: String, CaseIterable, Sendable {
  /// The act words.
  case deed
  /// The parties, the place, and whoever says so.
  case agent, target, place, speaker
}

/// A casualty figure that should be read.
public struct GoldToll: Hashable, Sendable {
  /// killed, injured, missing, detained, displaced, abducted, released.
  public let kind: String
  /// At least; nil for an open side.
  public let min: Int?
  /// At most; nil for an open side.
  public let max: Int?
  /// The exact words.
  public let quote: String
  /// Who gives the figure, if it differs from the claim's speaker.
  public let speaker: String?
  /// Since when a cumulative figure counts.
  public let since: Day?
}

/// A claim that should be read.
public struct GoldClaim: Sendable {
  /// `c1`, `c2`, ...
  public let id: String
  /// Debatable: finding it is neither rewarded nor punished.
  public let isOptional: Bool
  /// One of the codebook's types.
  public let type: EventType
  /// A mode of that type.
  public let mode: String?
  /// How its speaker stands to it.
  public let stance: Stance
  /// First and last possible day; nil where the text tells no time.
  public let days: ClosedRange<Day>?
  /// The words for the channel.
  public let channel: String?
  /// Figures of this happening.
  public let tolls: [GoldToll]
  /// Id of another claim about the same happening.
  public let sameAs: String?
  /// The marked mentions; several of one field are alternatives.
  public let marks: [GoldField: [Span]]
  /// Line of the file.
  public let line: Int
}

/// Something that the text says is not told.
public struct GoldUndisclosed: Hashable, Sendable {
  /// target, toll, ...
  public let what: String
  /// The exact words.
  public let quote: String
}

/// A text and what should be read from it, as a `.gold` file holds them.
public struct GoldDocument: Sendable {
  /// The text without marks.
  public let document: Document
  /// Whether all claims are named; otherwise further readings are no errors.
  public let isComplete: Bool
  /// The claims in the order of the file.
  public let claims: [GoldClaim]
  /// Figures of no single happening.
  public let tolls: [GoldToll]
  /// Partisan wording, exact words.
  public let loaded: [String]
  /// What the text says is not told.
  public let undisclosed: [GoldUndisclosed]
  /// The file, as shown in messages.
  public let file: String
}

extension Document {
  /// Every place where these words stand, byte for byte; overlapping ones too.
  package func spans(of words: String) -> [Span] {
    let needle = Array(words.utf8)
    guard let first = needle.first, needle.count <= bytes.count else { return [] }
    return (0...bytes.count - needle.count).compactMap { start in
      guard bytes[start] == first, bytes[start..<start + needle.count].elementsEqual(needle) else { return nil }
      return Span(start, start + needle.count)
    }
  }
}

extension GoldDocument {
  /// The bare document as an input line: id, text, published, outlet, language.
  public var input: JSON {
    let told = [("published", document.publishedText), ("outlet", document.outlet), ("language", document.language)]
    return .object(
      [("id", .string(document.id)), ("text", .string(document.text))] + told.compactMap { key, value in value.map { (key, .string($0)) } })
  }
}
