import Codes
import Grammar

/// Acts that a text names without telling that they happened.
extension VoiceReader {
  /// Whether an act is only named: the purpose of another one, a habit, or the first part of a compound noun.
  func isPassing(_ mention: Mention) -> Bool {
    guard VoiceReader.forceful.contains(mention.type.rawValue) else { return false }
    guard mention.isNominal else { return isPurpose(mention.head) && frame(above: mention) == nil || isHabit(mention.head) }
    return isFirstPart(mention) || tree.lightVerb(of: mention.head).map { isHabit($0) } ?? false
  }

  /// Types whose acts are done to somebody; people who gather to protest do protest.
  static let forceful: Set<String> = ["ASSAULT", "COERCE"]

  /// "weapons to kill people": an infinitive behind a word of purpose.
  private func isPurpose(_ verb: Int) -> Bool {
    let token = tree.tokens[verb]
    return token.inflection.contains(.infinitive) && [.advcl, .acl, .obl].contains(token.relation) && !isPerfectInfinitive(verb)
      && tree.children[verb].contains { language.lists.has("purpose", tree.tokens[$0]) }
  }

  /// "they kill children": in languages whose simple present tells habits.
  private func isHabit(_ verb: Int) -> Bool {
    guard language.lists["habitual"].contains(VoiceReader.present), !tree.isPassive(verb) else { return false }
    let inflection = tree.tokens[verb].inflection
    return inflection.contains(.finite) && inflection.isDisjoint(with: VoiceReader.otherForms)
      && tree.all(of: verb, [.aux, .cop]).isEmpty
  }

  private static let present = Word("present")
  private static let otherForms: Inflection = [.past, .future, .conditional, .imperative, .gerund, .pastParticiple]

  /// "the combat areas": an act that only tells which noun is meant.
  private func isFirstPart(_ mention: Mention) -> Bool {
    let token = tree.tokens[mention.head]
    guard token.relation == .compound, token.head >= 0, !mention.tokens.contains(token.head) else { return false }
    return !language.lists.has("act-noun", tree.tokens[token.head])
  }
}
