import Grammar
import SourceText

/// Learns ending rules and exceptions for dictionary forms.
enum Lemmas {
  static func learn(_ sentences: [GoldSentence]) -> Lemmatizer {
    var counts: [Pair: [String: Int]] = [:]
    for sentence in sentences {
      for (token, lemma) in zip(sentence.tokens, sentence.lemmas) {
        guard let lemma, token.upos != .punct, token.upos != .propn, token.upos != .num else { continue }
        let form = Folding.fold(sentence.document.bytes[token.span.start..<token.span.end])
        counts[Pair(form: form, upos: token.upos), default: [:]][Folding.fold(lemma), default: 0] += 1
      }
    }
    let pairs = counts.map { ($0.key, best($0.value)) }.sorted { ($0.0.form.lexicographicallyPrecedes($1.0.form)) }
    let rules = rules(pairs)
    var lemmatizer = Lemmatizer(rules: rules)
    for (pair, lemma) in pairs where lemmatizer.byRule(pair.form, pair.upos) != lemma {
      lemmatizer.addException(Lemmatizer.key(Lemmatizer.hash(pair.form[...]), pair.upos), lemma)
    }
    return lemmatizer
  }

  struct Pair: Hashable {
    let form: [UInt8]
    let upos: UPOS
  }

  private static func best(_ counts: [String: Int]) -> String {
    counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  private static func rules(_ pairs: [(Pair, String)]) -> [Word: Lemmatizer.Rule] {
    struct Edit: Hashable {
      let cut: Int
      let add: [UInt8]
    }
    var votes: [Word: [Edit: Int]] = [:]
    for (pair, lemma) in pairs {
      let target = Array(lemma.utf8)
      var common = zip(pair.form, target).prefix { $0 == $1 }.count
      while common > 0, common < pair.form.count, pair.form[common] & 0xC0 == 0x80 { common -= 1 }
      while common > 0, common < target.count, target[common] & 0xC0 == 0x80 { common -= 1 }
      let cut = pair.form[common...].count { $0 & 0xC0 != 0x80 }
      let edit = Edit(cut: cut, add: Array(target[common...]))
      for length in 0...Lemmatizer.longestEnding {
        let from = Lemmatizer.ending(pair.form[...], length)
        votes[Lemmatizer.ruleKey(pair.form[from...], length, pair.upos), default: [:]][edit, default: 0] += 1
        if from == 0 { break }
      }
    }
    var rules: [Word: Lemmatizer.Rule] = [:]
    for (key, edits) in votes {
      let total = edits.values.reduce(0, +)
      guard let top = edits.max(by: { ($0.value, $1.key.cut) < ($1.value, $0.key.cut) }), total >= 2, top.value * 2 > total else {
        continue
      }
      rules[key] = Lemmatizer.Rule(cut: top.key.cut, add: top.key.add)
    }
    return rules
  }
}
