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

  /// The inflection of a tag.
  package func inflection(of tag: UInt8) -> Inflection { inflection[Int(tag)] }

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
