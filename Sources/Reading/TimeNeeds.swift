import Grammar

/// What a sentence must hold before a pattern is worth trying: one word of each list that no path through the pattern goes without.
///
/// Each such list is a bit; a sentence has the bits of its words. So a pattern for dates costs nothing where no month is named.
struct TimeNeeds: Sendable {
  typealias Bits = SIMD8<UInt64>
  private var numbers: [Set<Word>: Int] = [:]
  private var bits: [Word: Bits] = [:]
  /// The bit of figures.
  static let figures = 0
  private static let room = 512

  /// The bits that a pattern needs.
  mutating func bits(of pattern: [TimeTree], _ lists: [Slot: [Word: Int]]) -> Bits {
    var sum = Bits.zero
    for tree in pattern { add(tree, lists, &sum) }
    return sum
  }

  /// The bits of one word.
  func bits(of word: Word) -> Bits? { bits[word] }

  /// Whether a sentence with some bits may hold a pattern that needs others.
  static func suffice(_ present: Bits, for needed: Bits) -> Bool { needed & ~present == Bits.zero }

  /// Adds a bit to others.
  static func insert(_ number: Int, into sum: inout Bits) { sum[number / 64] |= 1 << UInt64(number % 64) }

  private mutating func add(_ tree: TimeTree, _ lists: [Slot: [Word: Int]], _ sum: inout Bits) {
    switch tree {
    case .optional: break
    case .sequence(let parts): for part in parts { add(part, lists, &sum) }
    case .choice(let branches): if branches.count == 1 { add(branches[0], lists, &sum) }
    case .element(let element):
      switch element {
      case .words(let words), .glued(let words), .chosen(_, let words): need(words, &sum)
      case .listed(let slot): need(Set(lists[slot.primary].map { Array($0.keys) } ?? []), &sum)
      case .day, .year, .shortYear, .oldYear, .monthFigure, .second, .fourFigures, .week: TimeNeeds.insert(TimeNeeds.figures, into: &sum)
      case .spelledDay, .ordinal, .count, .hour, .minute, .adjective, .found: break
      }
    }
  }

  private mutating func need(_ words: Set<Word>, _ sum: inout Bits) {
    let number = numbers[words] ?? numbers.count + 1
    guard number < TimeNeeds.room, !words.isEmpty else { return }
    if numbers[words] == nil {
      numbers[words] = number
      for word in words { TimeNeeds.insert(number, into: &bits[word, default: .zero]) }
    }
    TimeNeeds.insert(number, into: &sum)
  }
}
