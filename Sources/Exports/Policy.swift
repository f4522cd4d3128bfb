public import SourceText

/// For whom an export is.
public enum Audience: String, CaseIterable, Sendable {
  /// For anybody: all rules hold.
  case `public`
  /// For colleagues who check: also what no human has seen, marked as such. Protected persons and exact places stay hidden.
  case `internal`
}

/// What may leave and how: the settings of a policy file.
public struct Policy: Sendable, Equatable {
  /// Whether names of private persons are replaced.
  public var replacesNames = true
  /// What a person is called where the language of the report has no word in `placeholders`.
  public var placeholder = "person"
  /// What a person is called, by language code.
  public var placeholders: [String: String] = [:]
  /// Whether the names of reviewers leave.
  public var namesReviewers = false
  /// Grid of coordinates, in degrees.
  public var grid = 0.1
  /// Grid around sensitive places, in degrees; 0 for no coordinates.
  public var sensitiveGrid = 0.5
  /// Places vaguer than this leave without coordinates, in kilometres.
  public var largestRadius = 50.0
  /// Whether disputed places leave without a country.
  public var marksDisputed = true
  /// Kinds of parties whose places are sensitive.
  public var sensitiveKinds: [String] = []
  /// Words in the names of targets and places that make them sensitive, by language code.
  public var sensitiveWords: [String: [String]] = [:]
  /// Hours that an export waits after the event.
  public var hoursAfterEvent = 72
  /// Hours that an export waits after publication.
  public var hoursAfterPublication = 24
  /// Whether only what a human accepted leaves.
  public var acceptedOnly = true
  /// Whether a claim waits for the denials and competing claims of its happening.
  public var denialsTravel = true
  /// Whether only reports that were addressed to the public leave.
  public var publicChannelsOnly = true
  /// Whether words of the reports leave.
  public var quotes = true
  /// Code points before and after a quote.
  public var context = 32

  /// The strictest defaults, without words of any language: the project's policy file adds them.
  public init() {}

  /// Reads a policy file; what it doesn't set stays as in `base`.
  ///
  /// Unknown keys and values of the wrong kind are `Problem`s at their lines; the setting then stays as it was.
  public static func read(_ bytes: [UInt8], file: String, over base: Policy = Policy()) -> (policy: Policy, problems: [Problem]) {
    let toml = Toml(file: file, bytes: bytes)
    var (policy, problems) = (base, toml.problems)
    for entry in toml.entries {
      if let message = policy.set(entry) { problems.append(Problem("policy", message, file: file, line: entry.line)) }
    }
    return (policy, problems)
  }

  /// The settings by key, as an export tells them; tables of words are left out.
  public var settings: [(key: String, value: Setting)] { Policy.keys.map { ($0.key, $0.value.read(self)) } }

  /// The settings that differ from another policy's.
  public func departures(from other: Policy) -> [String] {
    let words = [("names.words", placeholders == other.placeholders), ("sensitive.words", sensitiveWords == other.sensitiveWords)]
    return zip(settings, other.settings).filter { $0.value != $1.value }.map(\.0.key) + words.filter { !$0.1 }.map(\.0)
  }

  /// A setting's value.
  public enum Setting: Sendable, Equatable {
    /// The kinds of values.
    case flag(Bool), number(Double), text(String), list([String])
  }
}

extension Policy {
  /// How one key is read and set; `set` gives a sentence if the value won't do.
  fileprivate struct Key: Sendable {
    let read: @Sendable (Policy) -> Setting
    let set: @Sendable (inout Policy, TomlValue) -> String?
  }

  /// The keys in the order of the file.
  fileprivate static let keys: KeyValuePairs<String, Key> = [
    "names.replace": flag(\.replacesNames), "names.placeholder": text(\.placeholder), "names.reviewers": flag(\.namesReviewers),
    "places.grid": number(\.grid, 0.001...10), "places.sensitive_grid": number(\.sensitiveGrid, 0...10),
    "places.largest_radius": number(\.largestRadius, 0...1000), "places.mark_disputed": flag(\.marksDisputed),
    "sensitive.kinds": list(\.sensitiveKinds), "time.after_event": whole(\.hoursAfterEvent, 0...876_000),
    "time.after_publication": whole(\.hoursAfterPublication, 0...876_000), "records.accepted_only": flag(\.acceptedOnly),
    "records.denials_travel": flag(\.denialsTravel), "records.public_channels_only": flag(\.publicChannelsOnly),
    "texts.quotes": flag(\.quotes), "texts.context": whole(\.context, 0...200),
  ]

  private mutating func set(_ entry: TomlEntry) -> String? {
    if let key = Policy.keys.first(where: { $0.key == entry.path }) { return key.value.set(&self, entry.value) }
    let code = entry.path.split(separator: ".").last.map(String.init) ?? ""
    if entry.path == "names.words." + code {
      guard case .text(let word) = entry.value else { return "\"\(code)\" needs one word in quotation marks" }
      placeholders[code] = word
      return nil
    }
    if entry.path == "sensitive.words." + code {
      guard case .list(let words) = entry.value else { return "\"\(code)\" needs a list of words: [\"...\", \"...\"]" }
      sensitiveWords[code] = words
      return nil
    }
    let known = Policy.keys.map(\.key) + ["names.words." + code, "sensitive.words." + code]
    return "there is no key \"\(entry.path)\"; the nearest is \"\(Nearness.nearest(to: entry.path, among: known))\""
  }

  private static func flag(_ path: any WritableKeyPath<Policy, Bool> & Sendable) -> Key {
    Key(read: { .flag($0[keyPath: path]) }) { policy, value in
      guard case .flag(let flag) = value else { return "this setting is true or false" }
      policy[keyPath: path] = flag
      return nil
    }
  }

  private static func text(_ path: any WritableKeyPath<Policy, String> & Sendable) -> Key {
    Key(read: { .text($0[keyPath: path]) }) { policy, value in
      guard case .text(let text) = value, !text.isEmpty else { return "this setting is a word in quotation marks" }
      policy[keyPath: path] = text
      return nil
    }
  }

  private static func list(_ path: any WritableKeyPath<Policy, [String]> & Sendable) -> Key {
    Key(read: { .list($0[keyPath: path]) }) { policy, value in
      guard case .list(let list) = value else { return "this setting is a list of strings: [\"...\", \"...\"]" }
      policy[keyPath: path] = list
      return nil
    }
  }

  private static func number(_ path: any WritableKeyPath<Policy, Double> & Sendable, _ range: ClosedRange<Double>) -> Key {
    Key(read: { .number($0[keyPath: path]) }) { policy, value in
      guard case .number(let number) = value, range.contains(number) else {
        return "this setting is a number from \(range.lowerBound) to \(range.upperBound)"
      }
      policy[keyPath: path] = number
      return nil
    }
  }

  private static func whole(_ path: any WritableKeyPath<Policy, Int> & Sendable, _ range: ClosedRange<Int>) -> Key {
    Key(read: { .number(Double($0[keyPath: path])) }) { policy, value in
      guard case .number(let number) = value, let whole = Int(exactly: number), range.contains(whole) else {
        return "this setting is a whole number from \(range.lowerBound) to \(range.upperBound)"
      }
      policy[keyPath: path] = whole
      return nil
    }
  }
}

/// How near two words are.
enum Nearness {
  /// The candidate with the fewest letters to change; the first of equals.
  static func nearest(to word: String, among candidates: [String]) -> String {
    candidates.min { steps(word, $0) < steps(word, $1) } ?? ""
  }

  /// Letters to change, to add or to leave out (Levenshtein 1966).
  static func steps(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.prefix(100)), Array(b.prefix(100)))
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
