import Codes
import Gazetteer
import Grammar
import Packs
import SourceText

/// Whether the conditions of a rule hold where its words stand.
extension DeedReader {
  /// Whether all conditions hold at a word.
  ///
  /// - Parameter isLenient: a subject that must be something may be missing (passives without agent); rules that give a mode need it.
  func holds(_ conditions: [CompiledCondition], _ head: Int, _ words: [Int] = [], isLenient: Bool = true) -> Bool {
    conditions.allSatisfy { condition in
      let wanted = conditions.filter { $0.mustHold && $0.place == condition.place }.reduce(0) { $0 | $1.classes }
      return holds(condition, [head] + words.filter { $0 != head }, isLenient, wanted)
    }
  }

  /// - Parameter wanted: classes that the rule wants at the same place: a word that has one is not vetoed for another sense.
  private func holds(_ condition: CompiledCondition, _ words: [Int], _ isLenient: Bool, _ wanted: UInt64) -> Bool {
    let fillers: [Int]
    if case .sentence = condition.place {
      fillers = tokens.indices.filter { $0 != words[0] }
    } else {
      fillers = self.fillers(condition.place, of: words).flatMap { tree.coordinated($0) }
    }
    if fillers.isEmpty { return !condition.mustHold || mayMiss(condition, isLenient) }
    let isSentence = condition.place == .sentence
    let judged = condition.mustHold || isSentence ? fillers : fillers.filter { !isFigurative($0) }
    let hit = judged.contains { fits(semantic($0), condition, isSentence: isSentence, wanted: wanted) }
    return hit == condition.mustHold
  }

  /// Whether a place that must be filled may stay empty: the subject of a passive, unless the rule asks for anybody at all.
  private func mayMiss(_ condition: CompiledCondition, _ isLenient: Bool) -> Bool {
    condition.place == .subject && !condition.anything && (isLenient || condition.classes != 0)
  }

  /// The tokens at a function of the act's head, else of its other words: "prendre le contrôle de la ville", "tirs de mortier de l'armée".
  func fillers(_ place: Place, of words: [Int]) -> [Int] {
    let own = tree.fillers(place, of: words[0]).filter { !words.contains($0) }
    if !own.isEmpty { return own }
    if place == .object, let found = words.dropFirst().lazy.compactMap({ particleObject($0, of: words[0]) }).first { return [found] }
    for word in words.dropFirst() where mayCarry(place, word, words[0]) {
      let found = tree.fillers(place, of: word).filter { !words.contains($0) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// "called off a strike": what the parse takes for a complement with a preposition, where that is a part of the verb.
  private func particleObject(_ particle: Int, of verb: Int) -> Int? {
    let noun = tokens[particle].head
    guard tokens[particle].relation == .case, noun > particle, tokens[noun].head == verb, tree.isVerb(verb) else { return nil }
    return noun
  }

  private func mayCarry(_ place: Place, _ word: Int, _ head: Int) -> Bool {
    switch place {
    case .object: tree.isVerb(word)
    case .adjective, .owner: !tree.isVerb(head) && [.noun, .propn].contains(tokens[word].upos)
    case .preposition: [.noun, .verb, .adj].contains(tokens[word].upos)
    default: false
    }
  }

  /// "les lions du Front du Sahel", "a mortar team": an animal of somebody's is no animal, a team with a weapon no sports team.
  private func isFigurative(_ index: Int) -> Bool {
    let arms = language.classes.mask(["weapon", "armed"])
    if tree.all(of: index, [.compound]).contains(where: { language.classes.classes(of: $0, in: tokens) & arms != 0 }) { return true }
    guard language.classes.classes(of: index, in: tokens) & language.classes.mask(["animal"]) != 0 else { return false }
    let people = language.classes.mask(["armed", "group"])
    let below = tree.all(of: index, [.nmod])
    return (below + below.flatMap { tree.all(of: $0, [.nmod]) }).contains {
      tokens[$0].shape.contains(.capitalised) || language.classes.classes(of: $0, in: tokens) & people != 0
        || language.kinds.classes(of: $0, in: tokens) != 0
    }
  }

  /// What a number or a counting noun counts: "une vingtaine de villageois" is about villagers, "six of them" about them.
  private func semantic(_ index: Int) -> Int {
    let token = tokens[index]
    let counts =
      token.upos == .num
      || token.upos == .pron && tree.children[index].contains { tokens[$0].relation == .nmod && tree.hasCase($0, language.genitive) }
      || language.numerals.vague[token.lemma] != nil || language.numerals.vague[token.form] != nil
      || language.numerals.lists["measure"]?.contains(token.lemma) == true
    return counts ? tree.child(of: index, [.nmod]) ?? index : index
  }

  private func fits(_ index: Int, _ condition: CompiledCondition, isSentence: Bool, wanted: UInt64) -> Bool {
    if condition.anything { return true }
    let token = tokens[index]
    if condition.words.contains(token.lemma) || condition.words.contains(token.form) { return true }
    let classes = isSentence && token.upos == .propn ? 0 : language.classes.classes(of: index, in: tokens)
    if condition.classes & classes != 0, condition.mustHold || classes & wanted == 0 { return true }
    if condition.phrases.contains(where: { stands($0, around: index) }) { return true }
    guard !isSentence, condition.mustHold else { return false }
    if condition.classes & language.people != 0, token.upos == .propn || token.upos == .pron || token.shape.contains(.allCapitals) {
      return true
    }
    return condition.classes & language.classes.mask(["place"]) != 0 && token.upos == .propn
  }

  private func stands(_ words: [Set<Word>], around index: Int) -> Bool {
    for start in max(0, index - words.count + 1)...index where start + words.count <= tokens.count {
      if words.indices.allSatisfy({ words[$0].contains(tokens[start + $0].form) || words[$0].contains(tokens[start + $0].lemma) }) {
        return true
      }
    }
    return false
  }
}
