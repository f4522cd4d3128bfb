public import Codes
public import Records
public import SourceText

/// How many were right, how many were read, how many gold has.
public struct Rate: Hashable, Sendable {
  /// Read and in gold.
  public var right = 0
  /// Read.
  public var read = 0
  /// In gold.
  public var gold = 0
  /// Nothing counted.
  public init() {}

  /// The share of the read ones that are right; 0 if nothing was read.
  public var precision: Double { read == 0 ? 0 : Double(right) / Double(read) }
  /// The share of gold that was read; 0 if gold has nothing.
  public var recall: Double { gold == 0 ? 0 : Double(right) / Double(gold) }
  /// The harmonic mean of the two.
  public var f1: Double { right == 0 ? 0 : 2 * precision * recall / (precision + recall) }

  /// Both counts together.
  public static func += (a: inout Rate, b: Rate) {
    a.right += b.right
    a.read += b.read
    a.gold += b.gold
  }
}

/// A field of a claim that is scored.
public enum ScoredField: String, CaseIterable, Sendable {
  /// In the order of the table.
  case mode, agent, target, place, date, stance, speaker
}

/// A gold claim that was not read, or a read claim that gold does not have.
public struct Miss: Hashable, Sendable {
  /// Whether it was read without need; otherwise it was not found.
  public let isExtra: Bool
  /// Id of the document.
  public let document: String
  /// Its type.
  public let type: EventType
  /// The first act words.
  public let words: String
}

/// How well documents were read.
public struct Scorecard: Sendable {
  /// How many documents.
  public var documents = 0
  /// Further readings of a happening already matched: neither right nor wrong.
  public var repeats = 0
  /// Claims found, whatever their fields.
  public var claims = Rate()
  /// Fields of the matched claims.
  public var fields: [ScoredField: Rate] = [:]
  /// Figures by kind and lower bound, of claims and free ones.
  public var tolls = Rate()
  /// Partisan wording.
  public var loaded = Rate()
  /// What is not told.
  public var undisclosed = Rate()
  /// Claims by type.
  public var types: [EventType: Rate] = [:]
  /// Claims by language of the document.
  public var languages: [String: Rate] = [:]
  /// What went wrong, claim by claim.
  public var misses: [Miss] = []
  /// Nothing scored.
  public init() {}

  /// Two scorecards together.
  public static func += (a: inout Scorecard, b: Scorecard) {
    a.documents += b.documents
    a.repeats += b.repeats
    a.claims += b.claims
    a.tolls += b.tolls
    a.loaded += b.loaded
    a.undisclosed += b.undisclosed
    a.misses += b.misses
    for (field, rate) in b.fields { a.fields[field, default: Rate()] += rate }
    for (type, rate) in b.types { a.types[type, default: Rate()] += rate }
    for (language, rate) in b.languages { a.languages[language, default: Rate()] += rate }
  }

  /// The rows of the table: a name and its rate.
  public var rows: [(name: String, rate: Rate)] { guarded + types.sorted { $0.key < $1.key }.map { ($0.key.rawValue, $0.value) } }

  /// The rows that must not fall; types have too few claims each to say much.
  private var guarded: [(name: String, rate: Rate)] {
    [("claims", claims)] + languages.sorted { $0.key < $1.key }.map { ("  in \($0.key)", $0.value) }
      + ScoredField.allCases.map { ("  " + $0.rawValue, fields[$0] ?? Rate()) }
      + [("tolls", tolls), ("loaded", loaded), ("undisclosed", undisclosed)]
  }

  /// What has fallen below an earlier scorecard (its `json`), one sentence a row.
  ///
  /// - Throws: `Problem` if the earlier one can't be read.
  public func falls(below earlier: JSONValue) throws(Problem) -> [String] {
    guard case .object(let card) = earlier, case .object(let rows)? = card["rows"] else {
      throw Problem("scorecard", "this is no scorecard; write one with constat score --format json")
    }
    return guarded.compactMap { row in
      let name = row.name.filter { $0 != " " }
      guard case .number(let digits)? = rows[name], let before = Double(digits), row.rate.f1 < before - 0.0005 else { return nil }
      return "\(name) fell from \(Scorecard.share(before)) to \(Scorecard.share(row.rate.f1))"
    }
  }

  /// Three decimals.
  public static func share(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// `{"documents", "repeats", "claims": {"p", "r", "f1", "tp", "read", "gold"}, "fields", "tolls", ...}`; `rows` holds the F1 of the rows that must not fall.
  public var json: JSON {
    .object([
      ("documents", .int(documents)), ("repeats", .int(repeats)), ("claims", Scorecard.json(claims)),
      ("fields", .object(ScoredField.allCases.map { ($0.rawValue, Scorecard.json(fields[$0] ?? Rate())) })),
      ("tolls", Scorecard.json(tolls)), ("loaded", Scorecard.json(loaded)), ("undisclosed", Scorecard.json(undisclosed)),
      ("types", .object(types.sorted { $0.key < $1.key }.map { ($0.key.rawValue, Scorecard.json($0.value)) })),
      ("languages", .object(languages.sorted { $0.key < $1.key }.map { ($0.key, Scorecard.json($0.value)) })),
      ("rows", .object(guarded.map { row in (row.name.filter { $0 != " " }, .literal(Scorecard.share(row.rate.f1))) })),
    ])
  }

  private static func json(_ rate: Rate) -> JSON {
    .object([
      ("p", .number(rate.precision)), ("r", .number(rate.recall)), ("f1", .number(rate.f1)), ("tp", .int(rate.right)),
      ("read", .int(rate.read)),
      ("gold", .int(rate.gold)),
    ])
  }
}
