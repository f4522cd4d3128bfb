import Records

/// The names of one report's persons, as they are looked for in its strings.
struct Names: Sendable {
  /// A way to write a name, and what it becomes.
  private struct Form: Sendable {
    let words: [String]
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
  private var hidden: [String: [Form]] = [:]
  private var kept: [String: [Form]] = [:]

  /// Whether nothing is to be replaced.
  var isEmpty: Bool { hidden.isEmpty }

  /// A name that becomes `label`, or stays if that is nil.
  mutating func add(_ name: String, label: String?, strength: Strength) {
    let words = Words.folded(name)
    guard !words.isEmpty else { return }
    insert(Form(words: words, label: label, strength: strength))
    if words.count > 1 { insert(Form(words: [words.joined()], label: label, strength: strength)) }
  }

  /// The words of a name that could stand for it alone.
  mutating func addParts(of name: String, label: String) {
    let words = Words(name).words.filter { $0.isCapital && $0.folded.unicodeScalars.count >= 3 }
    guard Words.folded(name).count > 1 else { return }
    for word in words { insert(Form(words: [word.folded], label: label, strength: .part)) }
  }

  private mutating func insert(_ form: Form) {
    if form.label == nil { kept[form.words[0], default: []].append(form) } else { hidden[form.words[0], default: []].append(form) }
  }

  /// The names to replace, from left to right, the longest first.
  ///
  /// A single word counts if it is written as a name, unless `anyCase`. One that belongs to the longer name of somebody whose name stays is left.
  func matches(in text: Words, anyCase: Bool = false) -> [Match] {
    guard !hidden.isEmpty else { return [] }
    let stay = kept.isEmpty ? [] : Names.find(kept, in: text, anyCase: true)
    var found: [Match] = []
    for candidate in Names.find(hidden, in: text, anyCase: anyCase) where candidate.words.lowerBound >= (found.last?.words.upperBound ?? 0) {
      if !stay.contains(where: { $0.shelters(candidate) }) { found.append(candidate) }
    }
    return found
  }

  private static func find(_ forms: [String: [Form]], in text: Words, anyCase: Bool) -> [Match] {
    var found: [Match] = []
    for (index, word) in text.words.enumerated() {
      let fitting = (forms[word.folded] ?? []).filter { form in
        (form.words.count > 1 || anyCase || word.isCapital) && index + form.words.count <= text.words.count
          && zip(form.words, text.words[index...]).allSatisfy { $0 == $1.folded }
      }
      guard let best = fitting.max(by: { ($0.words.count, $0.strength) < ($1.words.count, $1.strength) }) else { continue }
      found.append(Match(words: index..<index + best.words.count, label: best.label ?? "", strength: best.strength))
    }
    return found
  }
}
