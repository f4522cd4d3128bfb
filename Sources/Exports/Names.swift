import Records

/// The names of one report's persons, as they are looked for in its strings.
struct Names: Sendable {
  /// A way to write a name, and what it becomes.
  private struct Form: Sendable {
    /// Its words, folded, without what lies between them.
    let letters: String
    /// Whether it is one word with a capital, which in small letters may be a common word.
    let needsCapital: Bool
    /// The placeholder; nil for a name that stays.
    let label: String?
    let strength: Strength
  }
  /// How sure it is that the words mean the person.
  enum Strength: Int, Comparable, Sendable {
    /// A part of a name that the text doesn't use alone.
    case part
    /// A name known from another report of the incident.
    case elsewhere
    /// A name that the text uses.
    case own
    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }
  /// Words of a string that are a name.
  struct Match: Sendable, Equatable {
    let words: Range<Int>
    let label: String
    let strength: Strength

    /// Whether another match, of a name to replace, lies in this one, of a name that stays, and only seems to be meant.
    func shelters(_ other: Match) -> Bool {
      guard words.lowerBound <= other.words.lowerBound, other.words.upperBound <= words.upperBound else { return false }
      return words.count > other.words.count ? other.words.count == 1 : other.strength < .own
    }
  }
  /// By first letter.
  private var hidden: [Unicode.Scalar: [Form]] = [:]
  private var kept: [Unicode.Scalar: [Form]] = [:]

  /// Whether nothing is to be replaced.
  var isEmpty: Bool { hidden.isEmpty }

  /// A name that becomes `label`, or stays if that is nil.
  mutating func add(_ name: String, label: String?, strength: Strength) {
    let words = Words(name).words.filter { !$0.folded.isEmpty }
    guard let first = words.first else { return }
    let needsCapital = words.count == 1 && first.isCapital
    insert(Form(letters: words.map(\.folded).joined(), needsCapital: needsCapital, label: label, strength: strength))
  }

  /// The words of a name that could stand for it alone.
  mutating func addParts(of name: String, label: String) {
    let words = Words(name).words.filter { $0.isCapital && $0.folded.unicodeScalars.count >= 3 }
    guard Words.folded(name).count > 1 else { return }
    for word in words { insert(Form(letters: word.folded, needsCapital: true, label: label, strength: .part)) }
  }

  private mutating func insert(_ form: Form) {
    guard let first = form.letters.unicodeScalars.first else { return }
    if form.label == nil { kept[first, default: []].append(form) } else { hidden[first, default: []].append(form) }
  }

  /// The names to replace, from left to right, the longest first.
  ///
  /// A single word counts if it is written with a capital, unless `anyCase` or where the text writes it small. One that belongs to the longer name of somebody whose name stays is left.
  func matches(in text: Words, anyCase: Bool = false) -> [Match] {
    guard !hidden.isEmpty else { return [] }
    let stay = kept.isEmpty ? [] : Names.find(kept, in: text, anyCase: true)
    var found: [Match] = []
    for candidate in Names.find(hidden, in: text, anyCase: anyCase) where candidate.words.lowerBound >= (found.last?.words.upperBound ?? 0)
    {
      if !stay.contains(where: { $0.shelters(candidate) }) { found.append(candidate) }
    }
    return found
  }

  private static func find(_ forms: [Unicode.Scalar: [Form]], in text: Words, anyCase: Bool) -> [Match] {
    var found: [Match] = []
    for (index, word) in text.words.enumerated() {
      guard let first = word.folded.unicodeScalars.first, let candidates = forms[first] else { continue }
      var best: Match?
      for form in candidates where !form.needsCapital || anyCase || word.isCapital {
        guard let end = reach(form.letters, in: text, from: index) else { continue }
        let match = Match(words: index..<end, label: form.label ?? "", strength: form.strength)
        if best.map({ ($0.words.count, $0.strength) < (match.words.count, match.strength) }) ?? true { best = match }
      }
      if let best { found.append(best) }
    }
    return found
  }

  /// One past the last of the words that spell these letters, however they are cut; nil if they don't.
  private static func reach(_ letters: String, in text: Words, from start: Int) -> Int? {
    var (rest, index) = (letters.utf8[...], start)
    while !rest.isEmpty {
      guard index < text.words.count, !text.words[index].folded.isEmpty, rest.starts(with: text.words[index].folded.utf8) else {
        return nil
      }
      rest = rest.dropFirst(text.words[index].folded.utf8.count)
      index += 1
    }
    return index
  }
}
