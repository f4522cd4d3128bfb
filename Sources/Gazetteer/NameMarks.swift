public import Grammar

/// Marks the tokens of a sentence with what the lists of places and actors say about them.
public struct NameMarker: Sendable {
  private let places: NameIndex
  private let actors: NameIndex
  private let demonyms: NameIndex
  private let placeMarks: [NameMark]
  private let actorMarks: [NameMark]

  /// A marker for the names as one language writes them.
  public init(places: PlaceIndex, actors: ActorIndex, placeNames: NameIndex, actorNames: NameIndex, demonyms: NameIndex) {
    (self.places, self.actors, self.demonyms) = (placeNames, actorNames, demonyms)
    placeMarks = places.places.map { $0.population >= 300_000 ? [.place, .knownPlace] : .place }
    actorMarks = actors.actors.map { NameMarker.groupKinds.contains($0.kind) ? .group : .organisation }
  }

  /// Kinds of actors that are armed or political groups.
  public static let groupKinds: Set = ["rebel", "militia", "gang", "party"]

  /// One mark a token.
  public func marks(_ sentence: Sentence) -> [NameMark] {
    let tokens = sentence.tokens
    var marks = [NameMark](repeating: [], count: tokens.count)
    add(actors, tokens, &marks) { actorMarks[$0] }
    add(places, tokens, &marks) { placeMarks[$0] }
    for index in tokens.indices where demonyms.match(at: index, in: tokens) != nil { marks[index].insert(.demonym) }
    return marks
  }

  private func add(_ names: NameIndex, _ tokens: [Token], _ marks: inout [NameMark], _ mark: (Int) -> NameMark) {
    var index = 0
    while index < tokens.count {
      guard tokens[index].shape.contains(.capitalised), let match = names.match(at: index, in: tokens) else {
        index += 1
        continue
      }
      let found = match.values.reduce(NameMark()) { $0.union(mark($1)) }
      for at in index..<match.end { marks[at].formUnion(at > index ? found.union(.inside) : found) }
      marks[match.end - 1].insert(.end)
      index = match.end
    }
  }
}
