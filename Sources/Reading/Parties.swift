import Gazetteer
import Grammar
import Packs
import Records
import SourceText

/// A noun phrase of the text that may act, suffer or speak.
struct NounPhrase: Sendable {
  let sentence: Int
  let head: Int
  let span: Span
  let words: String
  let isPronoun: Bool
  var actor: Int?
  var kind: String
  var country: String?
  /// Words that tell whether two phrases name the same thing: the actor or the folded content words.
  let key: Set<Word>
  /// Appositions, other names of the same party.
  var others: [Span] = []
}

/// Makes noun phrases and tells what is known about them.
struct PartyReader {
  let language: Language
  let actors: ActorIndex
  let document: Document

  /// The phrase around a token; nil for punctuation and words that name nobody.
  func phrase(_ head: Int, in tree: Tree, sentence: Int) -> NounPhrase? {
    let token = tree.tokens[head]
    guard token.upos != .punct, token.upos != .adp, token.upos != .cconj, token.upos != .sconj else { return nil }
    let range = tree.phrase(head)
    let span = tree.span(range)
    guard let words = document.text(of: span) else { return nil }
    let isPronoun = token.upos == .pron
    var phrase = NounPhrase(
      sentence: sentence, head: head, span: span, words: words, isPronoun: isPronoun, actor: nil, kind: "unknown", country: nil,
      key: keyWords(range, tree))
    phrase.actor = actor(in: range, head, tree)
    phrase.country = country(in: range, tree)
    for other in tree.all(of: head, [.appos]) where [.noun, .propn].contains(tree.tokens[other].upos) && !range.contains(other) {
      let range = tree.phrase(other)
      phrase.others.append(tree.span(range))
      if phrase.actor == nil, tree.tokens[other].upos == .propn { phrase.actor = actor(in: range, other, tree) }
    }
    if let actor = phrase.actor {
      phrase.kind = actors.actors[actor].kind
      phrase.country = actors.actors[actor].country ?? phrase.country
    } else {
      phrase.kind = kind(of: head, range, tree)
    }
    return phrase
  }

  private func keyWords(_ range: ClosedRange<Int>, _ tree: Tree) -> Set<Word> {
    Set(range.filter { [.noun, .propn, .adj, .num].contains(tree.tokens[$0].upos) }.map { tree.tokens[$0].lemma })
  }

  /// The longest name of the actor index that is the phrase's head, or to which people named by the head belong ("soldats de ...").
  func actor(in range: ClosedRange<Int>, _ head: Int, _ tree: Tree) -> Int? {
    let mayBelong = language.classes.classes(of: head, in: tree.tokens) & language.people != 0
    var best: (actor: Int, length: Int)?
    for start in range {
      guard let match = language.actors.match(at: start, in: tree.tokens), match.end <= range.upperBound + 1 else { continue }
      let length = match.end - start
      let isName = length > 1 || isName(tree.tokens[start]) && !isInsideName(start, range, tree)
      guard isName, mayBelong || (start..<match.end).contains(head), length > best?.length ?? 0, let actor = choose(match.values) else {
        continue
      }
      best = (actor, length)
    }
    return best?.actor
  }

  /// Short names of one word are written in capitals throughout: "UN", not "Un".
  private func isName(_ token: Token) -> Bool {
    token.shape.contains(.capitalised) && (token.span.count > 3 || token.shape.contains(.allCapitals))
  }

  /// "Pashtun **Liberation** Column": one word of a longer name is nobody's whole name.
  private func isInsideName(_ index: Int, _ range: ClosedRange<Int>, _ tree: Tree) -> Bool {
    [index - 1, index + 1].allSatisfy { near in
      range.contains(near) && tree.tokens[near].shape.contains(.capitalised) && !tree.tokens[near].shape.contains(.lineStart)
        && [.noun, .propn].contains(tree.tokens[near].upos)
    }
  }

  /// Of several actors with one name, the first that existed in the year of publication.
  private func choose(_ candidates: [Int]) -> Int? {
    let year = document.published?.civil.year
    return candidates.first { candidate in year.map { actors.actors[candidate].years.contains($0) } ?? true } ?? candidates.first
  }

  private func country(in range: ClosedRange<Int>, _ tree: Tree) -> String? {
    for start in range {
      if let match = language.demonyms.match(at: start, in: tree.tokens), let place = match.values.first {
        return place < language.countryCodes.count ? language.countryCodes[place] : nil
      }
    }
    return nil
  }

  /// What the head is called, else a noun beside it, else the name that it belongs to or an adjective of armed people:
  /// "les rats du **Front** du Sahel", "a **rebel** camp".
  private func kind(of head: Int, _ range: ClosedRange<Int>, _ tree: Tree) -> String {
    let nouns = range.filter { $0 != head && tree.tokens[$0].upos == .noun }
    let names = tree.all(of: head, [.nmod]).filter { range.contains($0) && tree.tokens[$0].upos == .propn }
    let armed = language.classes.mask(["armed"])
    let adjectives = range.filter {
      tree.tokens[$0].upos == .adj && language.classes.classes(of: $0, in: tree.tokens) & armed != 0
    }
    for index in [head] + nouns + names + adjectives {
      let names = language.kinds.names(language.kinds.closest(of: index, in: tree.tokens))
      if let name = names.first { return name }
    }
    return "unknown"
  }

  /// The party of the record; its name is the index's, if the actor is known.
  func party(_ phrase: NounPhrase) -> Party? {
    guard let evidence = Evidence(phrase.span, in: document) else { return nil }
    let actor = phrase.actor.map { actors.actors[$0] }
    return Party(
      name: phrase.words, id: actor?.id, kind: phrase.kind, country: phrase.country,
      evidence: [evidence] + phrase.others.compactMap { Evidence($0, in: document) })
  }
}
