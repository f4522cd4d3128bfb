public import SourceText

/// The name of an event type of the codebook, in capitals: `ASSAULT`.
public struct EventType: RawRepresentable, Hashable, Comparable, Codable, Sendable {
  /// The name.
  public let rawValue: String
  /// The type with this name; whether the codebook has it is for `Codebook.entry(for:)` to say.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Alphabetical order.
  public static func < (a: EventType, b: EventType) -> Bool { a.rawValue < b.rawValue }
}

/// A row of ACLED: event type and sub-event type.
public struct AcledRow: Hashable, Sendable {
  /// `Explosions/Remote violence`.
  public let eventType: String
  /// `Air/drone strike`.
  public let subEventType: String
  /// A row.
  public init(eventType: String, subEventType: String) {
    self.eventType = eventType
    self.subEventType = subEventType
  }
}

/// What of a claim an ACLED row may hang on.
public struct AcledFacts: Sendable {
  /// Fields that a row may ask for.
  public enum Field: String, CaseIterable, Sendable {
    /// Kinds of the parties, of the weapons, and of the counted people.
    case agent, target, means, toll
    /// How the speaker stands to the happening.
    case stance
  }
  private var values: [Field: Set<String>] = [:]
  /// Facts of a claim that is told as a fact.
  public init() {}
  /// The values of a field.
  public subscript(field: Field) -> Set<String> {
    get { values[field] ?? [] }
    set { values[field] = newValue }
  }
  /// Whether the happening is neither denied nor only planned.
  var isActual: Bool { self[.stance].isDisjoint(with: [Stance.denied.rawValue, Stance.planned.rawValue]) }
}

/// An ACLED row and what must hold for it.
public struct AcledLine: Sendable {
  /// The row; nil: there is none.
  public let row: AcledRow?
  /// One of the values must be there, field by field.
  public let conditions: [AcledFacts.Field: Set<String>]
  /// A line of a codebook.
  public init(row: AcledRow?, conditions: [AcledFacts.Field: Set<String>] = [:]) { (self.row, self.conditions) = (row, conditions) }

  /// A row is a happening: what is denied or planned has only lines that ask for it.
  func holds(_ facts: AcledFacts) -> Bool {
    (facts.isActual || conditions[.stance] != nil) && conditions.allSatisfy { !facts[$0.key].isDisjoint(with: $0.value) }
  }
}

/// A type with the mode that goes with it.
public struct Coding: Hashable, Sendable {
  /// One of the codebook's types.
  public let type: EventType
  /// A mode of that type.
  public let mode: String?
  /// A coding.
  public init(type: EventType, mode: String?) { (self.type, self.mode) = (type, mode) }
}

/// What somebody says of an act of his own to come.
public enum Outlook: Sendable {
  /// He will do it.
  case announced
  /// He won't.
  case refused
}

/// What an event type or one of its modes is called elsewhere.
public struct Crosswalk: Sendable {
  /// The CAMEO root, if it differs from the type's.
  public var cameo: String?
  /// The ACLED rows; the first line that holds counts.
  public var acled: [AcledLine] = []
  /// The act of speech that it is to announce such an act, or to refuse it.
  public var outlooks: [Outlook: Coding] = [:]
  /// An empty crosswalk.
  public init() {}
}

/// One of the types, with its definition, modes and counterparts.
public struct TypeEntry: Sendable {
  /// Its name.
  public let type: EventType
  /// Place in lists.
  public var order = 0
  /// One-sentence definitions by language code.
  public var definitions: [String: String] = [:]
  /// Whether it is an act in the world (not only in words).
  public var isMaterial = false
  /// Whether it is an act of speech: who speaks is the agent.
  public var isSpeech = false
  /// The type's own crosswalk.
  public var crosswalk = Crosswalk()
  /// The modes by name.
  public var modes: [String: Crosswalk] = [:]
  /// An entry without anything but its name.
  public init(type: EventType) { self.type = type }
}

/// What acts may be about, and what in an act's codes and parties says so.
public struct ContextEntry: Sendable {
  /// Its name: `human_rights`.
  public let name: String
  /// Kinds of parties that give it.
  public let kinds: Set<String>
  /// Types (`PROTEST`) and modes (`PROTEST/strike`) that give it.
  public let acts: Set<String>
  /// One-sentence definitions by language code.
  public let definitions: [String: String]
  /// A context.
  public init(name: String, kinds: Set<String>, acts: Set<String>, definitions: [String: String]) {
    (self.name, self.kinds, self.acts, self.definitions) = (name, kinds, acts, definitions)
  }
}

/// The codes a claim may carry and what they are called elsewhere.
public struct Codebook: Sendable {
  /// The types in the order of the codebook.
  public let entries: [TypeEntry]
  /// The contexts in the order of the file.
  public let contexts: [ContextEntry]
  private let byType: [EventType: TypeEntry]

  /// A codebook of these entries; of two with one name the first counts.
  public init(entries: [TypeEntry], contexts: [ContextEntry] = []) {
    self.contexts = contexts
    self.entries = entries.sorted { ($0.order, $0.type) < ($1.order, $1.type) }
    byType = Dictionary(entries.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry of a type; nil if the codebook doesn't have it.
  public func entry(for type: EventType) -> TypeEntry? { byType[type] }

  /// Whether the type has this mode.
  public func allows(mode: String, of type: EventType) -> Bool { byType[type]?.modes[mode] != nil }

  /// The CAMEO root of a type and mode; nil for unknown types.
  public func cameo(_ type: EventType, mode: String?) -> String? {
    guard let entry = byType[type] else { return nil }
    return mode.flatMap { entry.modes[$0]?.cameo } ?? entry.crosswalk.cameo
  }

  /// What it is to announce or to refuse an act of a type and mode; nil if the act then stays what it is, only planned or denied.
  public func coding(of type: EventType, mode: String?, as outlook: Outlook) -> Coding? {
    guard let entry = byType[type] else { return nil }
    return mode.flatMap { entry.modes[$0]?.outlooks[outlook] } ?? entry.crosswalk.outlooks[outlook]
  }

  /// The ACLED row of a type and mode; nil where ACLED has none (talk).
  public func acled(_ type: EventType, mode: String?, _ facts: AcledFacts = AcledFacts()) -> AcledRow? {
    guard let entry = byType[type] else { return nil }
    let walk = mode.flatMap { entry.modes[$0] } ?? entry.crosswalk
    return walk.acled.first { $0.holds(facts) }?.row
  }
}
