public import Packs
public import SourceText

/// Endings of verbs by model, from a language's `verbs.rules`: every inflected form of a verb, with its inflection.
public struct Paradigms: Sendable {
  struct Paradigm: Sendable {
    let infinitive: String
    let verbs: Set<String>
    let endings: [(ending: String, inflection: Inflection)]
  }
  private var paradigms: [Paradigm] = []
  /// What was wrong in the file.
  public private(set) var problems: [Problem] = []

  /// No paradigms: verbs have no forms but their own.
  public init() {}

  private static let keys: [String: Inflection] = [
    "finite": .finite, "subjunctive": [.finite, .subjunctive], "imperfect": [.finite, .imperfect], "past": [.finite, .past],
    "future": [.finite, .future], "conditional": [.finite, .conditional], "participle": .pastParticiple, "gerund": .gerund,
  ]

  /// Reads a `verbs.rules` file.
  public init(file: LineFile) {
    problems = file.problems
    for entry in file.entries where entry.keyword == "paradigm" {
      guard let infinitive = entry.first("infinitive")?.value else {
        problems.append(Problem("pack", "this paradigm has no line \"infinitive ENDING\"", file: file.path, line: entry.line))
        continue
      }
      var endings: [(String, Inflection)] = [(infinitive, .infinitive)]
      for field in entry.fields where field.key != "infinitive" && field.key != "verbs" {
        guard let inflection = Paradigms.keys[field.key] else {
          let known = Paradigms.keys.keys.sorted().joined(separator: ", ")
          problems.append(
            Problem(
              "pack", "unknown key \"\(field.key)\"; a paradigm may have: infinitive, verbs, \(known)", file: file.path, line: field.line))
          continue
        }
        for ending in field.list { endings.append((ending, inflection)) }
      }
      paradigms.append(Paradigm(infinitive: infinitive, verbs: Set(entry.list("verbs")), endings: endings))
    }
  }

  /// Every form of a verb, `-` standing for no ending; only the infinitive if no paradigm fits.
  public func forms(of verb: String) -> [(form: String, inflection: Inflection)] {
    guard let paradigm = paradigm(for: verb) else { return [(verb, .infinitive)] }
    let stem = paradigm.infinitive == "-" ? Substring(verb) : verb.dropLast(paradigm.infinitive.count)
    return paradigm.endings.map { (stem + ($0.ending == "-" ? "" : $0.ending), $0.inflection) }
  }

  /// The paradigm that lists the verb, else the one with the longest ending that fits.
  private func paradigm(for verb: String) -> Paradigm? {
    if let listed = paradigms.first(where: { $0.verbs.contains(verb) }) { return listed }
    return paradigms.filter { $0.verbs.isEmpty && ($0.infinitive == "-" || verb.hasSuffix($0.infinitive)) }
      .max { $0.infinitive.count < $1.infinitive.count }
  }
}
