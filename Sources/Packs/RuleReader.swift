public import Codes
public import SourceText

/// Turns the entries of pack files into rules; every mistake becomes a `Problem` at its line.
public struct RuleReader {
  private let file: LineFile
  private let path: String
  private let codebook: Codebook?
  /// What was wrong.
  public private(set) var problems: [Problem]

  /// A reader for one file.
  ///
  /// - Parameters:
  ///   - path: the head of rule ids, e.g. `fr/assault`.
  ///   - codebook: checks types and modes; nil skips the check.
  public init(file: LineFile, path: String, codebook: Codebook?) {
    self.file = file
    self.path = path
    self.codebook = codebook
    problems = file.problems
  }

  /// All entries with one of these keywords; others are reported.
  public mutating func read<Rule>(
    _ keyword: String, knownKeys: Set<String>, others: Set<String> = [], _ make: (Entry, inout RuleReader) -> Rule?
  )
    -> [Rule]
  {
    var rules: [Rule] = []
    for entry in file.entries where entry.keyword != "about" {
      guard entry.keyword == keyword else {
        if !others.contains(entry.keyword) {
          report(
            entry.line, "unknown entry \"\(entry.keyword)\"; this file may hold: \(([keyword] + others.sorted()).joined(separator: ", "))")
        }
        continue
      }
      for field in entry.fields where !knownKeys.contains(field.key) {
        report(field.line, "unknown key \"\(field.key)\" in a \(keyword); it may have: \(knownKeys.sorted().joined(separator: ", "))")
      }
      if let rule = make(entry, &self) { rules.append(rule) }
    }
    return rules
  }

  /// Adds a problem at a line of this file.
  public mutating func report(_ line: Int, _ message: String) {
    problems.append(Problem("pack", message, file: file.path, line: line))
  }

  /// The head of an entry, its examples read; a rule without both kinds of example is reported.
  ///
  /// - Parameter labels: words that marks may carry; an empty set allows days (`2024-11-12`, `2024-11-01..2024-11-30`) and TIMEX3 values (`P2D`).
  public mutating func head(_ entry: Entry, labels: Set<String>, needsExamples: Bool = true) -> RuleHead {
    var examples: [Example] = []
    for field in entry.fields where field.key == "yes" || field.key == "no" {
      let marked = Marked(field.value) { labels.isEmpty ? isTimeLabel($0) : labels.contains(String($0)) }
      for fault in marked.faults { report(field.line, fault + " (labels here: \(labels.sorted().joined(separator: ", ")))") }
      if field.key == "yes" && marked.marks.isEmpty {
        report(field.line, "this example marks nothing; mark what the rule must find, e.g. \"[\(labels.sorted().first ?? "deed") words]\"")
      }
      examples.append(Example(shouldFire: field.key == "yes", text: marked, line: field.line))
    }
    if needsExamples {
      for (kind, wanted) in [("yes", true), ("no", false)] where !examples.contains(where: { $0.shouldFire == wanted }) {
        report(
          entry.line, "\(entry.keyword) \"\(entry.name)\" has no \"\(kind)\" example; add at least one \"yes\" and one \"no\" sentence")
      }
    }
    return RuleHead(id: path + "/" + entry.name, file: file.path, line: entry.line, examples: examples)
  }

  /// The words of an entry; an entry without any is reported.
  public mutating func patterns(_ entry: Entry) -> Patterns {
    var patterns = Patterns()
    patterns.verbs = entry.list("verb")
    patterns.nouns = entry.list("noun")
    patterns.adjectives = entry.list("adjective")
    patterns.adverbs = entry.list("adverb")
    patterns.prepositions = entry.list("preposition")
    let all = [patterns.verbs, patterns.nouns, patterns.adjectives, patterns.adverbs, patterns.prepositions]
    if all.allSatisfy(\.isEmpty) {
      report(entry.line, "\(entry.keyword) \"\(entry.name)\" has no words; add a line \"verb ...\" or \"noun ...\"")
    }
    return patterns
  }

  /// The `where` lines of an entry.
  public mutating func conditions(_ entry: Entry) -> [Condition] {
    entry.all("where").compactMap { field in
      let words = field.value.split(whereSeparator: \.isWhitespace)
      guard words.count >= 3, words[1] == "is" || words[1] == "not" else {
        report(
          field.line,
          "a condition is written \"where FUNCTION is LIST\" or \"where FUNCTION not LIST\", e.g. \"where object not @abstract\"")
        return nil
      }
      let list = field.value[words[1].endIndex...].split(separator: ",").map { LineFile.trim($0) }.filter { !$0.isEmpty }
      let classes = list.filter { $0.hasPrefix("@") && $0 != "@any" }.map { String($0.dropFirst()) }
      return Condition(
        place: Place(String(words[0])), mustHold: words[1] == "is", words: list.filter { !$0.hasPrefix("@") }, classes: classes,
        anything: list.contains("@any"), line: field.line)
    }
  }

  /// The stance of an entry, if it has one.
  public mutating func stance(_ entry: Entry) -> Stance? {
    guard let field = entry.first("stance") else { return nil }
    guard let stance = Stance(rawValue: field.value) else {
      report(field.line, "unknown stance \"\(field.value)\"; use one of: \(Stance.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return stance
  }

  /// Functions named by all fields with a key.
  public func places(_ entry: Entry, _ key: String) -> [Place] { entry.list(key).map { Place($0) } }
}

/// Marks that examples of deeds may carry, and those of speech rules.
let deedLabels: Set = ["agent", "deed", "target", "place", "toll", "means"]
let speechLabels: Set = ["speaker", "cue", "content", "deed", "agent", "target", "channel", "place"]

extension RuleReader {
  /// The `deed` entries of the file.
  public mutating func deeds() -> [Deed] {
    read(
      "deed",
      knownKeys: [
        "verb", "noun", "adjective", "adverb", "type", "mode", "acled", "stance", "agent", "target", "both", "place", "toll", "where",
        "yes", "no", "why",
      ]
    ) { entry, reader in
      guard let field = entry.first("type") else {
        reader.report(entry.line, "deed \"\(entry.name)\" has no type; add a line \"type ASSAULT\" (or another of the codebook)")
        return nil
      }
      let type = EventType(rawValue: field.value)
      reader.check(type, mode: entry.first("mode"), typeLine: field.line)
      return Deed(
        head: reader.head(entry, labels: deedLabels), patterns: reader.patterns(entry), type: type, mode: entry.first("mode")?.value,
        acled: reader.acled(entry), stance: reader.stance(entry), agent: reader.places(entry, "agent"),
        target: reader.places(entry, "target"),
        both: reader.places(entry, "both"), place: reader.places(entry, "place"), tolls: reader.tolls(entry),
        conditions: reader.conditions(entry))
    }
  }

  private mutating func check(_ type: EventType, mode: Field?, typeLine: Int) {
    guard let codebook else { return }
    guard let known = codebook.entry(for: type) else {
      let names = codebook.entries.map(\.type.rawValue).joined(separator: ", ")
      report(typeLine, "the codebook has no type \"\(type.rawValue)\"; use one of: \(names)")
      return
    }
    if let mode, known.modes[mode.value] == nil {
      let modes = known.modes.keys.sorted().joined(separator: ", ")
      report(
        mode.line, "\(type.rawValue) has no mode \"\(mode.value)\"; use one of: \(modes.isEmpty ? "none" : modes), or leave the line out")
    }
  }

  private mutating func acled(_ entry: Entry) -> AcledRow? {
    guard let field = entry.first("acled") else { return nil }
    do {
      return try AcledRow(field.value[...])
    } catch {
      report(field.line, error.message)
      return nil
    }
  }

  private mutating func tolls(_ entry: Entry) -> [(kind: String, place: Place)] {
    entry.all("toll").compactMap { field in
      let parts = field.value.split(separator: "=").map { LineFile.trim($0) }
      let kinds: Set = ["killed", "injured", "missing", "detained", "displaced", "abducted", "released"]
      guard parts.count == 2, kinds.contains(parts[0]) else {
        report(field.line, "a toll is written \"toll KIND = FUNCTION\", KIND one of: \(kinds.sorted().joined(separator: ", "))")
        return nil
      }
      return (parts[0], Place(parts[1]))
    }
  }

  /// The `cue`, `charge`, `frame` and `channel` entries of a speech file.
  public mutating func speech() -> Speech {
    let common: Set = ["verb", "noun", "adjective", "adverb", "preposition", "stance", "where", "yes", "no", "why"]
    let kinds: Set = ["cue", "charge", "frame", "channel"]
    var speech = Speech()
    speech.cues = read("cue", knownKeys: common.union(["speaker", "takes"]), others: kinds) { entry, reader in
      if let takes = entry.first("takes"), takes.value != "quotation" {
        reader.report(takes.line, "a cue takes \"\(takes.value)\"; the only value of \"takes\" is \"quotation\"")
      }
      return Cue(
        head: reader.head(entry, labels: speechLabels), patterns: reader.patterns(entry), speaker: reader.places(entry, "speaker"),
        stance: reader.stance(entry), isQuotative: entry.first("takes") != nil, conditions: reader.conditions(entry))
    }
    speech.charges = read("charge", knownKeys: common.union(["deed", "agent", "speaker"]), others: kinds) { entry, reader in
      Charge(
        head: reader.head(entry, labels: speechLabels), patterns: reader.patterns(entry), deed: reader.places(entry, "deed"),
        agent: reader.places(entry, "agent"), speaker: reader.places(entry, "speaker"), stance: reader.stance(entry) ?? .alleged,
        conditions: reader.conditions(entry))
    }
    speech.frames = read("frame", knownKeys: common, others: kinds) { entry, reader in
      guard let stance = reader.stance(entry) else {
        if entry.first("stance") == nil { reader.report(entry.line, "frame \"\(entry.name)\" has no stance; add e.g. \"stance planned\"") }
        return nil
      }
      return Frame(
        head: reader.head(entry, labels: speechLabels), patterns: reader.patterns(entry), stance: stance,
        conditions: reader.conditions(entry))
    }
    speech.channels = read("channel", knownKeys: ["words", "kind", "where", "yes", "no", "why"], others: kinds) { entry, reader in
      reader.lexeme(entry, labels: speechLabels)
    }
    return speech
  }

  private mutating func lexeme(_ entry: Entry, labels: Set<String>) -> Lexeme {
    if entry.list("words").isEmpty { report(entry.line, "\(entry.keyword) \"\(entry.name)\" has no words; add a line \"words ...\"") }
    return Lexeme(
      head: head(entry, labels: labels), words: entry.list("words"), kind: entry.first("kind")?.value ?? entry.name,
      mode: entry.first("mode")?.value, conditions: conditions(entry))
  }

  /// The `means` entries of the file.
  public mutating func means() -> [Lexeme] {
    read("means", knownKeys: ["words", "kind", "mode", "where", "yes", "no", "why"]) { entry, reader in
      reader.lexeme(entry, labels: ["means"])
    }
  }

  /// The `term` entries of the file.
  public mutating func terms() -> [Term] {
    read("term", knownKeys: ["words", "category", "about", "neutral", "side", "where", "yes", "no", "why"]) { entry, reader in
      let neutral = entry.first("neutral")?.value
      return Term(
        head: reader.head(entry, labels: ["loaded"]), words: entry.list("words"), category: entry.first("category")?.value ?? "epithet",
        about: entry.first("about")?.value ?? "unknown", neutral: neutral == "-" ? nil : neutral, conditions: reader.conditions(entry))
    }
  }

  /// The `class` entries of the file.
  public mutating func classes() -> [WordClass] {
    read("class", knownKeys: ["words", "why"]) { entry, _ in WordClass(name: entry.name, words: entry.list("words")) }
  }
}

/// The rules of one speech file.
public struct Speech: Sendable {
  /// Words of saying.
  public var cues: [Cue] = []
  /// Words that tie a deed to somebody.
  public var charges: [Charge] = []
  /// Words that change the stance of an embedded act.
  public var frames: [Frame] = []
  /// Media.
  public var channels: [Lexeme] = []
  /// Nothing.
  public init() {}
}

/// Whether a word of an example is a day, two days with `..` between, or a TIMEX3 value: `2024-W46`, `PT1H`, `PAST_REF`.
private func isTimeLabel(_ word: Substring) -> Bool {
  if Day(word.prefix(10)) != nil || word.hasPrefix("..") { return true }
  let head = word.utf8.prefix(5)
  if head.count == 5, head.last == 45, head.dropLast().allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 88 }) { return true }
  let isCapital = !word.isEmpty && word.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 >= 65 && $0 <= 90 || $0 == 46 || $0 == 95 }
  return isCapital
    && (word.hasSuffix("_REF") || word == "XXXX" || ["P", "BC", "TN"].contains { word.hasPrefix($0) } && word.utf8.count > 2)
}
