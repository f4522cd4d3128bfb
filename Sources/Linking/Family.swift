import Codes

/// What kinds of acts may be one happening, by the codebook's names.
enum Family {
  /// Types whose acts happen somewhere; the others are words, and words happen where their speaker is.
  static let deeds: Set<String> = ["ASSAULT", "PROTEST", "COERCE", "RETREAT", "MOBILIZE", "AID", "SANCTION"]

  /// Whether a type is an act in the world.
  static func isDeed(_ type: EventType) -> Bool { deeds.contains(type.rawValue) }

  /// Modes that tell one way of doing harm; two groups are two ways.
  private static let groups: [String: String] = [
    "aerial": "air", "drone": "air", "heavy-weapons": "shells", "explosives": "bomb", "suicide-attack": "bomb",
    "firearms": "hand", "primitive": "hand", "beat": "hand", "targeted": "hand", "clash": "hand", "ramming": "ramming",
    "abduct": "abduct", "sexual": "sexual", "torture": "torture", "unconventional": "gas", "crowd-control": "crowd",
  ]

  /// Modes that go with any other: what is taken or burnt in an attack.
  private static let companions: Set<String> = ["destroy", "territory"]

  /// The group of a mode; nil for modes that go with any.
  static func group(_ mode: String) -> String? { companions.contains(mode) ? nil : groups[mode] ?? mode }
}
