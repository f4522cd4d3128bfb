import Codes
import Grammar
import SourceText

/// Drops act words in paragraphs about sport, shows and business, where attacks, shots and bombs are figures of speech.
struct DomainFilter {
  let language: Language
  let codebook: Codebook

  /// Takes material acts out of paragraphs whose words are of another world and that tell of no armed party and no casualty.
  func apply(_ notes: inout [SentenceNotes]) {
    let other = language.classes.mask(["sport", "show", "business"])
    let armed = language.classes.mask(["armed"])
    for paragraph in Set(notes.map(\.paragraph)) {
      let here = notes.filter { $0.paragraph == paragraph }
      var foreign: Set<Word> = []
      var conflict = 0
      for note in here {
        for index in note.tree.tokens.indices {
          let classes = language.classes.classes(of: index, in: note.tree.tokens)
          if classes & other != 0 { foreign.insert(note.tree.tokens[index].lemma) }
          if classes & armed != 0 && note.tree.tokens[index].upos == .noun { conflict += 1 }
        }
        conflict += note.mentions.reduce(0) { $0 + ($1.tolls.isEmpty ? 0 : 1) } > 0 && hasFigure(note) ? 2 : 0
      }
      guard foreign.count >= 2, foreign.count > 2 * conflict else { continue }
      for index in notes.indices where notes[index].paragraph == paragraph {
        notes[index].mentions.removeAll { codebook.entry(for: $0.type)?.isMaterial == true || $0.type.rawValue == "THREATEN" }
      }
    }
  }

  private func hasFigure(_ note: SentenceNotes) -> Bool { note.quantities.contains { $0.qualifier != "article" } }
}
