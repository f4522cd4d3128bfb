public import Codes
public import Records
import SourceText

/// Scores what was read from a gold document against what should be read.
///
/// A read claim matches a gold claim when the types are equal and its act words overlap an occurrence of gold's act words.
/// Matching is one to one, most agreeing fields first. Optional gold claims are neither rewarded nor punished; in an incomplete
/// gold document further readings are no errors. Fields are scored on matched claims only: a date is not judged where gold has
/// none, and naming the utterer of an act of speech both as agent and as speaker is no error.
public struct Scorer: Sendable {
  private let codebook: Codebook

  /// A scorer for claims of this codebook.
  public init(codebook: Codebook) { self.codebook = codebook }

  /// The scorecard of one document; `record` must be read from gold's own text.
  public func score(_ gold: GoldDocument, _ record: Record) -> Scorecard {
    var card = Scorecard()
    card.documents = 1
    let matches = self.matches(gold, record)
    for (index, claim) in gold.claims.enumerated() where !claim.isOptional { count(claim, matches.byGold[index], gold, record, &card) }
    for index in record.claims.indices { countReading(index, matches, gold, record, &card) }
    card.languages = [gold.document.language ?? record.language ?? "?": card.claims]
    card.tolls = rate(Set(tolls(gold)), Set(tolls(record)))
    let loadings = record.loadings.map { $0.evidence.map(\.span) }
    card.loaded = rate(gold.loaded.map { gold.document.spans(of: $0) }, loadings) { Scorer.overlap($0, $1) }
    card.undisclosed = rate(gold.undisclosed, record.undisclosed) { gold_, read in
      gold_.what == read.what && Scorer.overlap(gold.document.spans(of: gold_.quote), read.evidence.map(\.span))
    }
    return card
  }

  // MARK: Claims

  private struct Matches {
    var byGold: [Int: Int] = [:]
    var byRead: [Int: Int] = [:]
  }

  private func matches(_ gold: GoldDocument, _ record: Record) -> Matches {
    var pairs: [(weight: Double, gold: Int, read: Int)] = []
    for (index, claim) in gold.claims.enumerated() {
      for (other, reading) in record.claims.enumerated() where isSame(claim, reading, gold) {
        let agreeing = ScoredField.allCases.count { slot($0, claim, reading, gold).agrees }
        pairs.append((Double(agreeing) + (claim.isOptional ? 0 : 0.5), index, other))
      }
    }
    var matches = Matches()
    for pair in pairs.sorted(by: { $0 > $1 }) where matches.byGold[pair.gold] == nil && matches.byRead[pair.read] == nil {
      matches.byGold[pair.gold] = pair.read
      matches.byRead[pair.read] = pair.gold
    }
    return matches
  }

  private func isSame(_ claim: GoldClaim, _ reading: Claim, _ gold: GoldDocument) -> Bool {
    claim.type == reading.type && Scorer.overlap(occurrences(.deed, of: claim, gold), reading.trigger.map(\.span))
  }

  private func count(_ claim: GoldClaim, _ match: Int?, _ gold: GoldDocument, _ record: Record, _ card: inout Scorecard) {
    card.claims.gold += 1
    card.types[claim.type, default: Rate()].gold += 1
    guard let match else {
      let words = claim.marks[.deed]?.first.flatMap { gold.document.text(of: $0) } ?? ""
      card.misses.append(Miss(isExtra: false, document: gold.document.id, type: claim.type, words: words))
      return
    }
    card.claims.right += 1
    card.types[claim.type, default: Rate()].right += 1
    for field in ScoredField.allCases {
      let slot = slot(field, claim, record.claims[match], gold)
      card.fields[field, default: Rate()] += slot.rate
    }
  }

  private func countReading(_ index: Int, _ matches: Matches, _ gold: GoldDocument, _ record: Record, _ card: inout Scorecard) {
    let reading = record.claims[index]
    if let match = matches.byRead[index] {
      if gold.claims[match].isOptional { return }
    } else if gold.claims.contains(where: { isSame($0, reading, gold) }) {
      card.repeats += 1
      return
    } else if !gold.isComplete {
      return
    } else {
      let words = reading.trigger.first?.quote ?? ""
      card.misses.append(Miss(isExtra: true, document: gold.document.id, type: reading.type, words: words))
    }
    card.claims.read += 1
    card.types[reading.type, default: Rate()].read += 1
  }

  // MARK: Fields

  private struct Slot {
    let gold: Bool
    let read: Bool
    let agrees: Bool
    var rate: Rate {
      var rate = Rate()
      (rate.gold, rate.read, rate.right) = (gold ? 1 : 0, read ? 1 : 0, agrees ? 1 : 0)
      return rate
    }
  }

  private func slot(_ field: ScoredField, _ claim: GoldClaim, _ reading: Claim, _ gold: GoldDocument) -> Slot {
    switch field {
    case .mode: Slot(gold: claim.mode != nil, read: reading.mode != nil, agrees: claim.mode != nil && claim.mode == reading.mode)
    case .stance: Slot(gold: true, read: true, agrees: claim.stance == reading.stance)
    case .date: date(claim, reading)
    case .speaker: speaker(claim, reading, gold)
    case .agent: mentions(.agent, claim, gold, reading.agent.flatMap(\.evidence))
    case .target: mentions(.target, claim, gold, reading.target.flatMap(\.evidence))
    case .place: mentions(.place, claim, gold, reading.place.flatMap(\.evidence))
    }
  }

  private func mentions(_ field: GoldField, _ claim: GoldClaim, _ gold: GoldDocument, _ read: [Evidence]) -> Slot {
    let marked = occurrences(field, of: claim, gold)
    return Slot(gold: !marked.isEmpty, read: !read.isEmpty, agrees: Scorer.overlap(marked, read.map(\.span)))
  }

  private func date(_ claim: GoldClaim, _ reading: Claim) -> Slot {
    guard let days = claim.days else { return Slot(gold: false, read: false, agrees: false) }
    guard let from = reading.date?.from else { return Slot(gold: true, read: false, agrees: false) }
    let to = reading.date?.to ?? from
    let length = days.upperBound.number - days.lowerBound.number + 1
    let isNear = from <= days.upperBound && days.lowerBound <= to
    return Slot(gold: true, read: true, agrees: isNear && to.number - from.number + 1 <= 3 * length + 1)
  }

  private func speaker(_ claim: GoldClaim, _ reading: Claim, _ gold: GoldDocument) -> Slot {
    let read = reading.speakers.flatMap(\.party.evidence)
    if claim.marks[.speaker] != nil { return mentions(.speaker, claim, gold, read) }
    let isSpeech = codebook.entry(for: claim.type)?.isSpeech == true
    let isUtterer = isSpeech && Scorer.overlap(read.map(\.span), occurrences(.agent, of: claim, gold))
    return Slot(gold: false, read: !read.isEmpty && !isUtterer, agrees: false)
  }

  /// Every occurrence of the marked words counts, not only the marked ones.
  private func occurrences(_ field: GoldField, of claim: GoldClaim, _ gold: GoldDocument) -> [Span] {
    Set((claim.marks[field] ?? []).compactMap { gold.document.text(of: $0) }).flatMap { gold.document.spans(of: $0) }
  }

  private static func overlap(_ a: [Span], _ b: [Span]) -> Bool { a.contains { one in b.contains { one.overlaps($0) } } }

  // MARK: Lists

  private struct Figure: Hashable {
    let kind: String
    let min: Int?
  }

  private func tolls(_ gold: GoldDocument) -> [Figure] {
    (gold.claims.flatMap(\.tolls) + gold.tolls).map { Figure(kind: $0.kind, min: $0.min) }
  }

  private func tolls(_ record: Record) -> [Figure] {
    (record.claims.flatMap(\.tolls) + record.tolls).map { Figure(kind: $0.kind, min: $0.min) }
  }

  private func rate(_ gold: Set<Figure>, _ read: Set<Figure>) -> Rate {
    var rate = Rate()
    (rate.gold, rate.read, rate.right) = (gold.count, read.count, gold.intersection(read).count)
    return rate
  }

  /// One to one, first come, first served.
  private func rate<Gold, Read>(_ gold: [Gold], _ read: [Read], isSame: (Gold, Read) -> Bool) -> Rate {
    var rate = Rate()
    (rate.gold, rate.read) = (gold.count, read.count)
    var free = Array(read.indices)
    for one in gold {
      guard let at = free.firstIndex(where: { isSame(one, read[$0]) }) else { continue }
      free.remove(at: at)
      rate.right += 1
    }
    return rate
  }
}
