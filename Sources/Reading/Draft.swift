import Codes
import Grammar
import Packs
import Records
import SourceText

/// A claim in the making: parties and places are still phrases of the text.
struct Draft {
  var order: Int
  let type: EventType
  var mode: String?
  /// What its words tell of the ACLED row beyond type and mode.
  var acled: AcledRow?
  var deed: Int
  var trigger: [Span]
  /// The sentence and the token that the act was read from.
  let told: (sentence: Int, head: Int)
  var lemma: String
  var agent: [NounPhrase]
  var target: [NounPhrase]
  var places: [PlaceMention] = []
  var placeBasis = "stated"
  /// Where it happened, if no place is told and none can be taken over: "dans la capitale".
  var site: [PlaceMention] = []
  /// Whether its sentence names a place at all, the act's own or not.
  var isSomewhere = false
  var date: Moment?
  var dateBasis: String?
  var means: [(rule: Int, span: Span)] = []
  var tolls: [Toll] = []
  var stance: Stance
  var speakers: [SpeakerMention]
  var rule: String
  var sentence: Int
  let paragraph: Int
  var isNominal: Bool
  var isDefinite: Bool
  var isPlural: Bool
  /// Whether the clause says of an act noun that it happened, or points back to a happening.
  var isTold = false
  var sameAs: Int?
  /// The act words told before that it claims or denies without naming them again.
  var answers: Span?
  /// Whether the text names the act without telling that it happened: it may refer to one told elsewhere.
  var isPassing = false

  /// Takes place and day of another act where none are told; "since 2012" is the time of one act only.
  mutating func inheritSetting(from other: Draft, withPlace: Bool) {
    if withPlace, places.isEmpty, !other.places.isEmpty { (places, placeBasis) = (other.places, "inherited") }
    if date == nil, let date = other.date, date.open == nil { (self.date, dateBasis) = (date, "inherited") }
  }

  /// Identifies the speaker: its actor or its words; nothing for the outlet.
  var speakerKey: Set<Word> { speakers.last?.phrase.key ?? [] }
}

extension Moment {
  /// Whether both may be one time: their days overlap, or one is open.
  func mayBe(_ other: Moment) -> Bool {
    guard let from, let to, let start = other.from, let end = other.to else { return true }
    return from <= end && start <= to
  }

  /// Whether it says when more closely than another time does, or at all.
  func isCloser(than other: Moment) -> Bool {
    guard let from, let to else { return other.from == nil }
    guard let start = other.from, let end = other.to else { return other.from == nil }
    return start <= from && to <= end && (start < from || to < end)
  }
}

/// What was found in one sentence, before claims are made.
struct SentenceNotes {
  let index: Int
  let tree: Tree
  let paragraph: Int
  var mentions: [Mention] = []
  var moments: [Moment] = []
  var quantities: [Quantity] = []
  var places: [PlaceMention] = []
  var voice: VoiceReader
  /// The speaker named at the start of the sentence, before a colon or in square brackets.
  var ownLabel: SpeakerMention?
  /// The speaker by whose label the sentences before started, in a transcript.
  var label: SpeakerMention?
}

extension [Draft] {
  /// The drafts that a sentence may still speak of, drafts being in the order of the text: those of the lead, and those not far away.
  ///
  /// So a text takes time in proportion to its length.
  func near(_ sentence: Int) -> [Int] {
    let first = firstIndex(fromSentence: sentence - Self.reach)
    let end = firstIndex(fromSentence: sentence + Self.reach + 1)
    let lead = Swift.min(firstIndex(fromSentence: Self.leadLength), first)
    return Array<Int>(0..<lead) + Array<Int>(first..<Swift.max(first, end))
  }

  private static var leadLength: Int { 4 }
  private static var reach: Int { 40 }

  private func firstIndex(fromSentence sentence: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].sentence < sentence { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
