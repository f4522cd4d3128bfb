import Codes
import Grammar
import Records
import SourceText

/// Says what an act is about: by its type and mode, by the kinds of its parties, and by words of its own clause.
struct ContextReader {
  let maker: ClaimMaker

  /// The contexts of a draft, sorted by name.
  func contexts(of draft: Draft) -> [String] {
    let kinds = Set((draft.agent + draft.target).map(\.kind))
    let acts = [draft.type.rawValue] + (draft.mode.map { ["\(draft.type.rawValue)/\($0)"] } ?? [])
    let structured = maker.codebook.contexts.filter { !$0.kinds.isDisjoint(with: kinds) || !$0.acts.isDisjoint(with: acts) }.map(\.name)
    return Set(structured).union(told(draft)).sorted()
  }

  /// Contexts that words of the act's clause give.
  private func told(_ draft: Draft) -> [String] {
    guard let note = maker.note(at: draft.told.sentence) else { return [] }
    let parties = (draft.agent + draft.target).filter { $0.sentence == note.index }.map(\.head)
    let words = clause(draft.told.head, note.tree) + parties.flatMap { clause($0, note.tree) }
    return maker.language.contexts.names(words.reduce(0) { $0 | maker.language.contexts.classes(of: $1, in: note.tree.tokens) })
  }

  /// A word and what hangs on it, other clauses left out.
  private func clause(_ head: Int, _ tree: Tree) -> [Int] {
    guard head < tree.tokens.count else { return [] }
    var found = [head]
    var next = 0
    while next < found.count, found.count < 60 {
      found += tree.children[found[next]].filter { !Self.apart.contains(tree.tokens[$0].relation) && !found.contains($0) }
      next += 1
    }
    return found
  }

  private static let apart: Set<Relation> = [.parataxis, .advcl, .ccomp, .relative, .punct]
}
