import SourceText

/// A word class with the inflection that the tagger tells apart, e.g. `VERB.past-participle`.
package struct TagSet: Sendable {
  let names: [String]
  let upos: [UPOS]
  let inflection: [Inflection]
  private let numbers: [UInt32: UInt8]

  package init(names: [String]) {
    self.names = names
    upos = names.map { name in UPOS.allCases.first { $0.name == name.prefix { $0 != "." } } ?? .x }
    inflection = names.map { TagSet.inflection(String($0.drop { $0 != "." }.dropFirst())) }
    let pairs = zip(upos, inflection).enumerated().map { (TagSet.key($1.0, $1.1), UInt8($0)) }
    numbers = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The tag of a word class with an inflection; nil if the model has no such tag.
  func index(of upos: UPOS, _ inflection: Inflection = []) -> UInt8? {
    numbers[TagSet.key(upos, inflection)]
  }

  private static func key(_ upos: UPOS, _ inflection: Inflection) -> UInt32 { UInt32(upos.rawValue) << 16 | UInt32(inflection.rawValue) }

  /// The word class of a tag.
  package func upos(of tag: UInt8) -> UPOS { upos[Int(tag)] }

  static let labels: [(Inflection, String)] = [
    (.finite, "fin"), (.infinitive, "inf"), (.pastParticiple, "part"), (.gerund, "ger"), (.conditional, "cnd"), (.subjunctive, "sub"),
    (.imperative, "imp"), (.future, "fut"), (.past, "past"), (.imperfect, "impf"), (.plural, "plur"),
  ]

  static func inflection(_ text: String) -> Inflection {
    var set: Inflection = []
    for part in text.split(separator: "+") {
      if let label = labels.first(where: { $0.1 == part }) { set.insert(label.0) }
    }
    return set
  }

  /// `VERB.fin+past`, or `NOUN` alone.
  package static func name(_ upos: UPOS, _ inflection: Inflection) -> String {
    let parts = labels.filter { inflection.contains($0.0) }.map(\.1)
    return parts.isEmpty ? upos.name : upos.name + "." + parts.joined(separator: "+")
  }
}

/// Spelling of one token as hashes, computed once and used by all templates.
package struct Spelling {
  var form: UInt64
  var suffixes: (UInt64, UInt64, UInt64, UInt64)
  var prefix: UInt64
  var shape: UInt64
  var cluster: UInt64

  package init(_ token: Token, bytes: [UInt8], clusters: [Word: UInt16], isFirst: Bool) {
    self.init(token, folded: Folding.fold(bytes[token.span.start..<token.span.end])[...], clusters: clusters, isFirst: isFirst)
  }

  init(_ token: Token, folded: ArraySlice<UInt8>, clusters: [Word: UInt16], isFirst: Bool) {
    form = token.form.hash
    suffixes = (
      Lemmatizer.hash(folded.suffix(1)), Lemmatizer.hash(folded.suffix(2)), Lemmatizer.hash(folded.suffix(3)),
      Lemmatizer.hash(folded.suffix(4))
    )
    if token.shape.contains(.number) { form = folded.count == 4 ? 4 : 3 }
    prefix = Lemmatizer.hash(folded.prefix(3))
    shape = UInt64(token.shape.intersection([.capitalised, .allCapitals, .number, .punctuation]).rawValue) << 1 | (isFirst ? 1 : 0)
    cluster = UInt64(clusters[token.form] ?? 0)
  }
}

/// Greedy left-to-right tagger: an averaged perceptron over words, endings, shapes, clusters and the two tags before.
///
/// Method: Collins 2002, "Discriminative training methods for hidden Markov models", with greedy decoding.
package struct Tagger: Sendable {
  package static let capacity = 40

  package static func features(_ words: [Spelling], at index: Int, _ previous: UInt64, _ before: UInt64, into list: inout FeatureList) {
    list.count = 0
    let edge = UInt64(7)
    let w = words[index]
    let left = index > 0 ? words[index - 1].form : edge
    let left2 = index > 1 ? words[index - 2].form : edge
    let right = index + 1 < words.count ? words[index + 1].form : edge
    let right2 = index + 2 < words.count ? words[index + 2].form : edge
    list.add(0, w.form)
    list.add(1, w.suffixes.0)
    list.add(2, w.suffixes.1)
    list.add(3, w.suffixes.2)
    list.add(4, w.suffixes.3)
    list.add(5, w.prefix)
    list.add(6, w.shape)
    list.add(7, w.shape, w.suffixes.1)
    list.add(8, left)
    list.add(9, left2)
    list.add(10, right)
    list.add(11, right2)
    list.add(12, left, w.form)
    list.add(13, w.form, right)
    list.add(14, previous)
    list.add(15, previous, before)
    list.add(16, previous, w.form)
    list.add(17, previous, w.suffixes.2)
    list.add(18, previous, before, w.suffixes.1)
    list.add(19, previous, right)
    list.add(20, w.cluster)
    list.add(21, index + 1 < words.count ? words[index + 1].suffixes.2 : edge)
    list.add(22, index > 0 ? words[index - 1].suffixes.2 : edge)
    list.add(23, index + 1 < words.count ? words[index + 1].cluster : edge, w.cluster)
    list.add(24, index > 0 ? words[index - 1].cluster : edge, w.cluster)
    list.add(25, index + 1 < words.count ? words[index + 1].shape : edge, w.shape)
    list.add(26, previous, w.cluster)
    list.add(27, left, right)
  }

  /// The tag of each token as an index into the model's classes.
  ///
  /// - Parameter fixed: tags that are known beforehand, by token.
  package static func tag(_ words: [Spelling], model: LinearModel, fixed: [Int: UInt8] = [:]) -> [UInt8] {
    var tags = [UInt8](repeating: 0, count: words.count)
    var list = FeatureList(capacity: capacity)
    var scores = [Int32](repeating: 0, count: model.classes.count)
    for index in words.indices {
      if let known = fixed[index] {
        tags[index] = known
        continue
      }
      let previous = index > 0 ? UInt64(tags[index - 1]) + 1 : 0
      let before = index > 1 ? UInt64(tags[index - 2]) + 1 : 0
      features(words, at: index, previous, before, into: &list)
      for label in scores.indices { scores[label] = 0 }
      model.score(&list, into: &scores)
      var best = 0
      for label in scores.indices where scores[label] > scores[best] { best = label }
      tags[index] = UInt8(best)
    }
    return tags
  }
}
