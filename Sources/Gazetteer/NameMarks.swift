public import Grammar

/// Marks the tokens of a sentence with what the lists of places and actors say about them.
public struct NameMarker: Sendable {
  private let places: PlaceIndex
  private let actors: NameIndex
  private let demonyms: NameIndex
  private let actorMarks: [NameMark]
  private let language: String

  /// A marker for the names as one language writes them.
  public init(places: PlaceIndex, actors: ActorIndex, actorNames: NameIndex, demonyms: NameIndex, language: String) {
    (self.places, self.actors, self.demonyms, self.language) = (places, actorNames, demonyms, language)
    actorMarks = actors.actors.map { NameMarker.groupKinds.contains($0.kind) ? .group : .organisation }
  }

  /// Kinds of actors that are armed or political groups.
  public static let groupKinds: Set = ["rebel", "militia", "gang", "party"]

  /// One mark a token.
  ///
  /// - Parameter bytes: those of the document.
  public func marks(_ sentence: Sentence, of bytes: [UInt8]) -> [NameMark] {
    let tokens = sentence.tokens
    var marks = [NameMark](repeating: [], count: tokens.count)
    add(tokens, &marks) { index in
      actors.match(at: index, in: tokens).map { match in (match.values.reduce(NameMark()) { $0.union(actorMarks[$1]) }, match.end) }
    }
    add(tokens, &marks) { index in
      places.match(at: index, in: tokens, of: bytes, language: language).map { match in
        let isKnown = match.candidates.contains { places.facts($0.place).population >= 300_000 }
        return (isKnown ? [.place, .knownPlace] : .place, match.end)
      }
    }
    for index in tokens.indices where demonyms.match(at: index, in: tokens) != nil { marks[index].insert(.demonym) }
    return marks
  }

  private func add(_ tokens: [Token], _ marks: inout [NameMark], _ match: (Int) -> (mark: NameMark, end: Int)?) {
    var index = 0
    while index < tokens.count {
      guard tokens[index].shape.contains(.capitalised), let found = match(index) else {
        index += 1
        continue
      }
      for at in index..<found.end { marks[at].formUnion(at > index ? found.mark.union(.inside) : found.mark) }
      marks[found.end - 1].insert(.end)
      index = found.end
    }
  }
}
