/// How the speaker of a claim stands to the happening it tells (an axis of its own, never mixed with the type).
public enum Stance: String, CaseIterable, Codable, Sendable {
  /// Told as fact by its speaker.
  case reported
  /// The speaker says that it did it itself.
  case claimed
  /// Told with distance: conditional, "alleged", accused, suspected.
  case alleged
  /// The speaker confirms what others said.
  case confirmed
  /// The speaker says that it did not happen, or did not do it.
  case denied
  /// Announced, intended, future or hypothetical.
  case planned
}
