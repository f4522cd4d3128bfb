import Gazetteer
import Grammar
import Records
import SourceText

/// A name of a person where it stands.
struct PersonName {
  let sentence: Int
  let tokens: ClosedRange<Int>
  /// Its words without titles, particles and initials.
  let key: [Word]
}

/// Finds the persons whom a document names, and how they stand to what it tells: what publication must know.
///
/// It is generous: a name too many costs a reader a word, a name too few may cost somebody more.
struct PersonReader {
  let language: Language
  let document: Document
  let notes: [SentenceNotes]

  /// The persons in the order of the text, every mention with them.
  func persons() -> [Person] {
    guard language.names != nil else { return [] }
    var found = notes.flatMap { PersonNameReader(language: language, document: document, note: $0).names() }
    guard !found.isEmpty else { return [] }
    found += repeated(found)
    let groups = joined(found.sorted { ($0.sentence, $0.tokens.lowerBound) < ($1.sentence, $1.tokens.lowerBound) })
    return groups.compactMap { person($0) }.sorted { $0.evidence[0].span.start < $1.evidence[0].span.start }
  }

  private func person(_ names: [PersonName]) -> Person? {
    let evidence = names.compactMap { Evidence(notes[$0.sentence].tree.span($0.tokens), in: document) }
    let longest = names.max { ($0.key.count, $0.tokens.count) < ($1.key.count, $1.tokens.count) }
    guard let longest, !evidence.isEmpty, let name = Evidence(notes[longest.sentence].tree.span(longest.tokens), in: document)?.quote else {
      return nil
    }
    let standings = names.reduce(into: PersonSigns()) { signs, name in
      let note = notes[name.sentence]
      signs.formUnion(PersonStanding(language: language, document: document, note: note).signs(of: name.tokens))
    }
    return Person(name: name, standing: standings.standing, evidence: evidence)
  }

  // MARK: Mentions that no word around tells

  /// Words of names that stand elsewhere in the text, by themselves or inside of other names; a place is none.
  private func repeated(_ names: [PersonName]) -> [PersonName] {
    let words = Set(names.flatMap(\.key))
    let taken = Dictionary(grouping: names, by: \.sentence)
    return notes.flatMap { note -> [PersonName] in
      let busy = taken[note.index] ?? []
      var found: [PersonName] = []
      for (index, token) in note.tree.tokens.enumerated() {
        guard token.shape.contains(.capitalised), words.contains(token.form), !busy.contains(where: { $0.tokens.contains(index) }),
          !note.namesPlace(index), !isCommon(index, note)
        else { continue }
        if let last = found.last, last.tokens.upperBound + 1 == index {
          found[found.count - 1] = PersonName(
            sentence: note.index, tokens: last.tokens.lowerBound...index, key: last.key + [token.form])
        } else {
          found.append(PersonName(sentence: note.index, tokens: index...index, key: [token.form]))
        }
      }
      return found
    }
  }

  /// A word that has its capital from the start of the sentence.
  private func isCommon(_ index: Int, _ note: SentenceNotes) -> Bool {
    let token = note.tree.tokens[index]
    return (index == 0 || token.shape.contains(.lineStart)) && token.upos != .propn && token.upos != .noun && token.name == nil
  }

  // MARK: Mentions of one person

  /// Mentions by person: long names first, then the short ones that belong to them.
  private func joined(_ names: [PersonName]) -> [[PersonName]] {
    var groups: [[PersonName]] = []
    var bearers: [Word: [Int]] = [:]
    for name in names.sorted(by: { $0.key.count > $1.key.count }) {
      let candidates = bearers[name.key.last ?? .none] ?? []
      let isOwn = { (group: Int) in groups[group].contains { same(name.key, $0.key) } }
      let own = candidates.filter(isOwn) + (name.key.count == 1 ? candidates : [])
      // Of several bearers of a name the last one named before.
      let before = own.last { position(groups[$0][0]) < position(name) } ?? own.first
      if let group = before {
        groups[group].append(name)
      } else {
        groups.append([name])
        for word in name.key { bearers[word, default: []].append(groups.count - 1) }
      }
    }
    return groups.map { $0.sorted { position($0) < position($1) } }
  }

  private func position(_ name: PersonName) -> Int { notes[name.sentence].tree.tokens[name.tokens.lowerBound].span.start }

  /// Whether a name is a shorter form of another: the same words in the same order, the last among them.
  private func same(_ short: [Word], _ long: [Word]) -> Bool {
    var rest = long[...]
    for word in short {
      guard let at = rest.firstIndex(of: word) else { return false }
      rest = rest[(at + 1)...]
    }
    return true
  }
}

extension SentenceNotes {
  /// Whether a token belongs to a place where something happens.
  func namesPlace(_ index: Int) -> Bool {
    places.contains { $0.tokens.contains(index) && $0.role == "location" && !$0.isReference && ($0.chosen != nil || $0.isLocated) }
  }
}

/// Finds the names of persons in one sentence: those that the names model sees, and others that the words around or the names themselves tell.
struct PersonNameReader {
  let language: Language
  let document: Document
  let note: SentenceNotes
  private let tokens: [Token]
  private var persons: PersonWords { language.persons }

  init(language: Language, document: Document, note: SentenceNotes) {
    (self.language, self.document, self.note) = (language, document, note)
    tokens = note.tree.tokens
  }

  func names() -> [PersonName] {
    guard tokens.contains(where: { $0.shape.contains(.capitalised) }) else { return [] }
    var ranges = note.tree.sentence.names.filter { $0.label == .person }.flatMap { parts($0.tokens) }
      .compactMap { trimmed(grown($0)) }.filter { !isNamedAfter($0) && !isActor($0) }
    var at = 0
    while at < tokens.count {
      if let range = ranges.first(where: { $0.contains(at) }) {
        at = range.upperBound + 1
      } else if let run = run(from: at, before: ranges) {
        if let name = trimmed(run), isPerson(name) { ranges.append(name) }
        at = run.upperBound + 1
      } else {
        at += 1
      }
    }
    return ranges.map { range in PersonName(sentence: note.index, tokens: range, key: key(range)) }.filter { !$0.key.isEmpty }
  }

  private func key(_ range: ClosedRange<Int>) -> [Word] {
    range.filter { isCapital($0) && tokens[$0].span.count > 2 }.map { tokens[$0].form }
  }

  // MARK: Stretches

  /// A name of the model cut where a conjunction joins two.
  private func parts(_ name: Range<Int>) -> [Range<Int>] {
    guard let cut = name.first(where: { tokens[$0].upos == .cconj }), cut > name.lowerBound, cut + 1 < name.upperBound else {
      return [name]
    }
    return [name.lowerBound..<cut] + parts(cut + 1..<name.upperBound)
  }

  /// "the Saint Michael barracks", "la brigade Al-Nour", "Caicedo Square": a thing with the name of somebody, or of nobody.
  private func isNamedAfter(_ range: ClosedRange<Int>) -> Bool {
    let before = range.lowerBound - 1
    if before >= 0, isCapital(before), persons.has(.thingFirst, before, tokens) { return true }
    guard language.names?.commonness(tokens[range.lowerBound].form).given == 0 || range.count == 1 else { return false }
    if persons.has(.thing, range.upperBound, tokens) { return true }
    return before >= 0 && range.count == 1 && tokens[before].upos == .noun && isThing(before) && persons.role(at: before, in: tokens) == nil
      && language.names?.commonness(tokens[range.lowerBound].form).given == 0
  }

  private func isCapital(_ index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].shape.contains(.capitalised) }

  /// Whether two tokens belong to one name as far as their spelling tells: capitals side by side, parts of "Abdoul-Karim" and "N'Guessan".
  private func isJoined(_ left: Int, _ right: Int) -> Bool {
    isCapital(left) && isCapital(right) && !tokens[right].shape.contains(.lineStart)
  }

  /// The end of the name part that stands behind `end` over a particle or a mark inside a word.
  private func next(after end: Int) -> Int? {
    if isJoined(end, end + 1) { return end + 1 }
    guard end + 2 < tokens.count else { return nil }
    let isGlued = !tokens[end + 1].shape.contains(.spaceBefore) && !tokens[end + 2].shape.contains(.spaceBefore)
    let isInner = isGlued && tokens[end + 1].shape.contains(.punctuation) && tokens[end + 1].span.count == 1 && isHyphen(end + 1)
    let isParticle = language.names?.isParticle(tokens[end + 1].form) == true && tokens[end + 1].upos != .cconj
    return (isInner || isParticle) && isCapital(end + 2) && !tokens[end + 2].shape.contains(.lineStart) ? end + 2 : nil
  }

  private func isHyphen(_ index: Int) -> Bool { document.bytes[tokens[index].span.start] == 45 }

  /// A name of the model with the capitals beside it that the model left out.
  private func grown(_ name: Range<Int>) -> ClosedRange<Int> {
    var (low, high) = (name.lowerBound, name.upperBound - 1)
    while let next = next(after: high), (high + 1...next).allSatisfy({ tokens[$0].name == nil }), isFree(next) { high = next }
    while low > 0, isJoined(low - 1, low), tokens[low - 1].name == nil, isFree(low - 1),
      language.names?.commonness(tokens[low - 1].form).given ?? 0 > 0 || !tokens[low].shape.contains(.spaceBefore)
    { low -= 1 }
    return low...high
  }

  private func isFree(_ index: Int) -> Bool {
    [.propn, .noun, .x, .adj].contains(tokens[index].upos) && !language.isTime(tokens[index]) && !isThing(index)
      && !note.namesPlace(index) && language.demonyms.match(at: index, in: tokens) == nil
  }

  private func isThing(_ index: Int) -> Bool {
    language.names?.isOfThings(tokens[index].form) == true || persons.has(.thing, index, tokens)
  }

  /// Capitalised words from a token on, up to the next name that is known.
  private func run(from start: Int, before ranges: [ClosedRange<Int>]) -> ClosedRange<Int>? {
    guard isCapital(start), [.propn, .noun, .x, .adj, .verb].contains(tokens[start].upos) else { return nil }
    var end = start
    while let next = next(after: end), !ranges.contains(where: { $0.contains(next) }) { end = next }
    return start...end
  }

  /// The name without titles before it and small words around it; nil if nothing is left.
  private func trimmed(_ range: ClosedRange<Int>) -> ClosedRange<Int>? {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low <= high, !isCapital(low) || isTitle(low) { low += 1 }
    while low <= high, !isCapital(high) || isPossessive(high) { high -= 1 }
    return low <= high ? low...high : nil
  }

  private func isPossessive(_ index: Int) -> Bool { tokens[index].upos == .part || tokens[index].shape.contains(.punctuation) }

  // MARK: What is a person

  private func isTitle(_ index: Int) -> Bool {
    let (names, token) = (language.names, tokens[index])
    guard names?.commonness(token.form).given ?? 0 < 2 else { return persons.role(at: index, in: tokens) == .civil }
    return persons.role(at: index, in: tokens) != nil || names?.isTitle(token.form) == true
  }

  /// Whether capitals that the model takes for no person are one.
  private func isPerson(_ range: ClosedRange<Int>) -> Bool {
    guard !range.contains(where: { isThing($0) || language.isTime(tokens[$0]) }), !isKnown(range), !isNamedAfter(range),
      !persons.has(.thingFirst, range.lowerBound, tokens)
    else { return false }
    let words = range.filter(isCapital)
    let labels = Set(words.compactMap { tokens[$0].name?.label })
    if hasTitle(range.lowerBound) { return labels.isDisjoint(with: Self.things) || words.count > 1 && words.contains { isNamed([$0]) } }
    guard isNamed(words), !isListed(range, among: { note.namesPlace($0) }) else { return false }
    if words.count > 1 { return labels.isDisjoint(with: Self.things) || isWellNamed(words) }
    return tokens[words[0]].upos == .propn && labels.isDisjoint(with: Self.things)
  }

  private static let things: Set<NameLabel> = [.organisation, .group, .event]

  /// Whether a member of the same list right beside a stretch fits.
  private func isListed(_ range: ClosedRange<Int>, among fits: (Int) -> Bool) -> Bool {
    func isMark(_ index: Int) -> Bool {
      tokens.indices.contains(index) && (tokens[index].upos == .cconj || document.bytes[tokens[index].span.start] == 44)
    }
    let (before, behind) = (range.lowerBound - 2, range.upperBound + 2)
    return before >= 0 && isMark(before + 1) && fits(before) || behind < tokens.count && isMark(behind - 1) && fits(behind)
  }

  private func isNamed(_ words: [Int]) -> Bool {
    guard let names = language.names, let first = words.first else { return false }
    let (given, surname) = names.commonness(tokens[first].form)
    return given > 0 || words.count == 1 && surname > 0
  }

  private func isWellNamed(_ words: [Int]) -> Bool {
    guard let names = language.names, let first = words.first, let last = words.last else { return false }
    return names.commonness(tokens[first].form).given > 1 && names.commonness(tokens[last].form).surname > 0
  }

  /// Whether the gazetteer, the actors or the words for peoples know the stretch, or it is an abbreviation.
  private func isKnown(_ range: ClosedRange<Int>) -> Bool {
    if range.count == 1, tokens[range.lowerBound].shape.contains(.allCapitals) { return true }
    if isActor(range) || language.demonyms.match(at: range.lowerBound, in: tokens) != nil { return true }
    return note.places.contains { place in
      place.tokens.lowerBound <= range.lowerBound && place.tokens.upperBound >= range.upperBound && !place.isReference
        && (place.chosen != nil || place.isLocated)
    }
  }

  private func isActor(_ range: ClosedRange<Int>) -> Bool {
    language.actors.match(at: range.lowerBound, in: tokens).map { $0.end > range.upperBound } ?? false
  }

  /// A word for one person right before a name, adjectives between.
  private func hasTitle(_ name: Int) -> Bool {
    var start = name
    while start > 1, tokens[start - 1].upos == .adj, persons.role(at: start - 1, in: tokens) == nil { start -= 1 }
    guard start > 0 else { return false }
    let token = tokens[start - 1]
    guard let role = persons.role(at: start - 1, in: tokens) else { return language.names?.isTitle(token.form) == true }
    return role == .civil || !token.inflection.contains(.plural)
  }
}
