import Grammar
import Packs
import SourceText
import Tone

/// One stretch of a text put in place of another.
struct Edit: Sendable {
  /// In the original text.
  let old: Span
  /// In the new text.
  let new: Span
}

/// A text with some of its words swapped, and the way back to the offsets of the original.
struct Swapped: Sendable {
  let original: Document
  let document: Document
  let edits: [Edit]

  /// The document with the words of each span replaced; an empty replacement takes the space before it along.
  init(_ original: Document, _ replacements: [(span: Span, words: String)]) {
    var bytes: [UInt8] = []
    var edits: [Edit] = []
    var end = 0
    for (span, words) in replacements.sorted(by: { $0.span < $1.span }) {
      let isSpaced = words.isEmpty && span.start > end && original.bytes[span.start - 1] == 32
      let start = isSpaced ? span.start - 1 : span.start
      bytes += original.bytes[end..<start]
      edits.append(Edit(old: Span(start, span.end), new: Span(bytes.count, bytes.count + words.utf8.count)))
      bytes += Array(words.utf8)
      end = span.end
    }
    bytes += original.bytes[end...]
    self.original = original
    self.edits = edits
    document = Document(
      id: original.id, text: String(decoding: bytes, as: UTF8.self), published: original.publishedText, outlet: original.outlet,
      language: original.language)
  }

  /// A span without the swapped words at its ends, in bytes of the original; nil if it holds nothing else.
  func common(_ span: Span, isNew: Bool) -> Span? {
    var (start, end) = (span.start, span.end)
    let text = isNew ? document.bytes : original.bytes
    func isLoose(_ at: Int) -> Bool {
      text[at] == 32
        || edits.contains { edit in
          let side = isNew ? edit.new : edit.old
          return side.start <= at && at < side.end
        }
    }
    while start < end, isLoose(start) { start += 1 }
    while start < end, isLoose(end - 1) { end -= 1 }
    guard start < end else { return nil }
    return isNew ? Span(oldOffset(start), oldEnd(end)) : Span(start, end)
  }

  private func oldOffset(_ new: Int) -> Int { offset(new, behind: edits.filter { $0.new.end <= new }) }

  /// Words that were taken away behind a span are no part of it.
  private func oldEnd(_ new: Int) -> Int {
    offset(new, behind: edits.filter { $0.new.end < new || $0.new.end == new && $0.new.start < new })
  }

  private func offset(_ new: Int, behind edits: [Edit]) -> Int { edits.reduce(new) { $0 + $1.old.count - $1.new.count } }
}

/// Chooses neutral words for loaded ones.
struct Neutraliser {
  let tone: ToneReader
  let analyzer: Analyzer

  /// The document with its loaded words swapped, as far as word can go for word.
  func neutral(_ document: Document) -> Swapped {
    Swapped(
      document,
      tone.matches(in: document).compactMap { match in
        replacement(match.span, tone.rules[match.term], document).map { (match.span, $0) }
      })
  }

  private func replacement(_ span: Span, _ term: Term, _ document: Document) -> String? {
    guard let words = document.text(of: span) else { return nil }
    guard let neutral = term.neutral else { return isAttribute(span, document) ? "" : nil }
    guard let form = form(of: words, term.words, neutral), fits(form, for: words) else { return nil }
    return words.first?.isUppercase == true ? form.prefix(1).uppercased() + form.dropFirst() : form
  }

  /// The neutral words in the number of the loaded ones; nil where the number can't be told from the spelling.
  private func form(of words: String, _ listed: [String], _ neutral: String) -> String? {
    let small = words.lowercased()
    let isPlural = small.hasSuffix("s") || small.hasSuffix("x")
    if listed.contains(where: { $0.lowercased() == small }) { return neutral }
    guard !neutral.contains(" "), isPlural, listed.contains(where: { small.hasPrefix($0.lowercased().dropLast()) }) else { return nil }
    return neutral.hasSuffix("s") ? neutral : neutral + "s"
  }

  /// Whether the words before can stay as they are: elided articles, and "a" and "an", ask for the same kind of sound.
  private func fits(_ form: String, for words: String) -> Bool {
    func isVocalic(_ text: String) -> Bool { text.lowercased().first.map { "aàâeéèêiîïoôœuùûh".contains($0) } ?? false }
    return isVocalic(form) == isVocalic(words)
  }

  /// Whether a single word stands as an adjective beside its noun, so that the sentence can do without it.
  private func isAttribute(_ span: Span, _ document: Document) -> Bool {
    for var sentence in analyzer.sentences(of: document) where sentence.span.contains(span) {
      analyzer.tag(&sentence, of: document)
      analyzer.parse(&sentence, of: document)
      guard let index = sentence.tokens.firstIndex(where: { $0.span == span }) else { return false }
      let token = sentence.tokens[index]
      return token.upos == .adj && token.relation == .amod && abs(token.head - index) == 1
    }
    return false
  }
}
