import Gazetteer
import Grammar
import SourceText

/// Words that point at a place without naming it: "dans la ville", "in the capital", "à la frontière biélorusse".
///
/// They are circumstances of acts and no names, so they stand in claims and not in the notes of places.
struct PlaceReferences {
  let reader: PlaceReader
  private var language: Language { reader.language }

  /// Adds the references of a document, each with the place it stands for, if one was told.
  func add(to notes: inout [SentenceNotes]) {
    var told: [String: PlaceMention] = [:]
    for index in notes.indices {
      let (note, named) = (notes[index], notes[index].places)
      var all: [PlaceMention] = []
      var next = 0
      for at in note.tree.tokens.indices {
        while next < named.count, named[next].tokens.lowerBound <= at {
          for kind in kinds(of: named[next]) { told[kind] = named[next] }
          all.append(named[next])
          next += 1
        }
        if let reference = reference(at, note, told) { all.append(reference) }
      }
      notes[index].places = all
    }
  }

  private func reference(_ at: Int, _ note: SentenceNotes, _ told: [String: PlaceMention]) -> PlaceMention? {
    let (tree, token) = (note.tree, note.tree.tokens[at])
    guard token.upos == .noun, !token.shape.contains(.capitalised), let kind = language.lists.value("place-word", token),
      !note.places.contains(where: { $0.tokens.contains(at) || $0.role != "demonym" && isNameOf(at, $0, tree) })
    else { return nil }
    let people = note.places.first { $0.role == "demonym" && isBeside(at, $0, tree) }
    guard people != nil || isDefinite(at, tree) && !PlaceReferences.parts.contains(kind) else { return nil }
    let meant = people ?? told[kind]
    let range = people.map { min($0.tokens.lowerBound, at)..<max($0.tokens.upperBound, at) + 1 } ?? at..<at + 1
    var found = reader.mention(range, [], tree, note.index)
    if people == nil { found.antecedent = meant?.span }
    (found.chosen, found.typed, found.isReference) = (meant?.chosen, nil, true)
    return found
  }

  /// Kinds of words that need a people beside them to be somewhere.
  private static let parts: Set<String> = ["border"]

  /// "la ville de Gao", "Kano state", "the Belarus border": the word belongs to a name beside it.
  private func isNameOf(_ at: Int, _ place: PlaceMention, _ tree: Tree) -> Bool {
    let (first, last) = (min(at, place.tokens.upperBound), max(at, place.tokens.lowerBound))
    guard last > first, last - first <= 4 else { return false }
    return (first + 1..<last).allSatisfy { language.isGenitive(tree.tokens[$0]) || [.det, .adj].contains(tree.tokens[$0].upos) }
  }

  /// "la frontière biélorusse", "the Syrian capital".
  private func isBeside(_ at: Int, _ people: PlaceMention, _ tree: Tree) -> Bool {
    people.tokens.lowerBound == at + 1 && tree.tokens[at + 1].upos == .adj || people.tokens.upperBound + 1 == at
  }

  /// The kinds of words that may stand for a place that is told.
  private func kinds(of mention: PlaceMention) -> [String] {
    guard let chosen = mention.chosen, mention.role != "part-of-name" else { return [] }
    switch reader.gazetteer.facts(chosen).kind {
    case .country: return ["country"]
    case _ where mention.role == "demonym": return []
    case .settlement: return reader.gazetteer.isCapital(chosen) ? ["settlement", "capital"] : ["settlement"]
    case .admin1, .admin2: return ["region"]
    default: return []
    }
  }

  private func isDefinite(_ at: Int, _ tree: Tree) -> Bool {
    guard at > 0, !tree.tokens[at].inflection.contains(.plural) else { return false }
    let before = tree.tokens[at - 1].upos == .adj && at > 1 ? tree.tokens[at - 2] : tree.tokens[at - 1]
    return language.lists.has("definite", before) || language.lists.has("demonstrative", before)
  }
}
