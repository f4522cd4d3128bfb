import Codes

/// What kinds of acts may be one happening, by the codebook's names.
enum Family {
  /// Types whose acts happen somewhere; the others are words, and words happen where their speaker is.
  static let deeds: Set<String> = ["ASSAULT", "PROTEST", "COERCE", "RETREAT", "MOBILIZE", "AID", "SANCTION"]

  /// Whether a type is an act in the world.
  static func isDeed(_ type: EventType) -> Bool { deeds.contains(type.rawValue) }

  /// The family of a type: what one report calls an attack another calls a raid, what one calls an arrest another calls an abduction.
  static func name(_ type: EventType) -> String { ["ASSAULT", "COERCE"].contains(type.rawValue) ? "FORCE" : type.rawValue }

  /// Whether acts of a type are known by who does them, not by where they happen: who orders, promises, condemns, withdraws or deploys.
  static func isOfStates(_ type: EventType) -> Bool { !["ASSAULT", "COERCE", "PROTEST"].contains(type.rawValue) }

  /// Modes that tell one way of doing harm; two groups are two ways.
  private static let groups: [String: String] = [
    "aerial": "air", "drone": "air", "heavy-weapons": "shells", "explosives": "bomb", "suicide-attack": "bomb",
    "firearms": "hand", "primitive": "hand", "beat": "hand", "targeted": "hand", "clash": "hand", "ramming": "ramming",
    "abduct": "taking", "arrest": "taking", "sexual": "sexual", "torture": "torture", "unconventional": "gas", "crowd-control": "crowd",
  ]

  /// Kinds of tolls that count the same people under two names.
  static func counted(_ kind: String) -> String { ["abducted", "detained"].contains(kind) ? "taken" : kind }

  /// Modes that go with any other: what is taken or burnt in an attack.
  private static let companions: Set<String> = ["destroy", "territory"]

  /// The group of a mode; nil for modes that go with any.
  static func group(_ mode: String) -> String? { companions.contains(mode) ? nil : groups[mode] ?? mode }
}
