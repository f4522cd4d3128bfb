/// The features of one token in its sentence and document.
package struct NameTemplates {
  package static let capacity = 100
  let tokens: [NameToken]
  let memory: NameMemory
  /// What the first pass read in this sentence; empty in the first pass.
  let draft: [UInt8]
  /// Whether words, endings and clusters count, or only what is alike in all languages.
  let isPlain: Bool
  private let runs: [(start: Int, end: Int)]

  package init(_ tokens: [NameToken], memory: NameMemory, draft: [UInt8] = [], isPlain: Bool = false) {
    (self.tokens, self.memory, self.draft, self.isPlain) = (tokens, memory, draft, isPlain)
    runs = NameTemplates.runs(tokens)
  }

  /// For each token with a capital, the stretch of such tokens around it.
  private static func runs(_ tokens: [NameToken]) -> [(start: Int, end: Int)] {
    var runs = [(start: Int, end: Int)](repeating: (0, 0), count: tokens.count)
    var start = 0
    while start < tokens.count {
      guard tokens[start].isCapitalised else {
        start += 1
        continue
      }
      var end = start + 1
      while end < tokens.count, tokens[end].isCapitalised { end += 1 }
      for index in start..<end { runs[index] = (start, end) }
      start = end
    }
    return runs
  }

  private static let edge: UInt64 = 7
  private func form(_ at: Int) -> UInt64 { tokens.indices.contains(at) ? tokens[at].form : NameTemplates.edge }

  /// Fills the list with the features of a token.
  package func features(at index: Int, into list: inout FeatureList) {
    list.count = 0
    spelling(index, &list)
    lists(index, &list)
    if tokens[index].isCapitalised { run(index, &list) }
    if !isPlain { words(index, &list) }
    if !draft.isEmpty { opinions(index, &list) }
  }

  private func spelling(_ index: Int, _ list: inout FeatureList) {
    let w = tokens[index]
    let edge = NameTemplates.edge
    let left = index > 0 ? tokens[index - 1].shape : edge
    let right = index + 1 < tokens.count ? tokens[index + 1].shape : edge
    let start: UInt64 = index == 0 ? 1 : tokens[index - 1].isPunctuation ? 2 : 0
    list.add(0, start)
    list.add(1, w.shape, start)
    list.add(2, left, w.shape)
    list.add(3, w.shape, right)
    list.add(4, left, w.shape, right)
    list.add(5, memory.habit(w), start, w.isCapitalised ? 1 : 0)
    list.add(6, w.isAllCapitals ? 1 : 0, memory.habit(w))
  }

  private func lists(_ index: Int, _ list: inout FeatureList) {
    let w = tokens[index]
    let none = UInt64(0)
    func at(_ offset: Int) -> NameToken? { tokens.indices.contains(index + offset) ? tokens[index + offset] : nil }
    list.add(10, w.mark, w.isCapitalised ? 1 : 0)
    list.add(11, at(-1)?.mark ?? none, w.mark)
    list.add(12, w.mark, at(1)?.mark ?? none)
    list.add(13, w.person, w.mark)
    list.add(14, at(-1)?.person ?? none, w.person)
    list.add(15, w.person, at(1)?.person ?? none)
    list.add(16, w.classes, w.isCapitalised ? 1 : 0)
    list.add(17, at(-1)?.classes ?? none, w.isCapitalised ? 1 : 0, w.mark)
    list.add(18, at(-2)?.classes ?? none, at(-1)?.classes ?? none, w.isCapitalised ? 1 : 0)
    list.add(19, at(1)?.classes ?? none, w.isCapitalised ? 1 : 0)
    list.add(20, at(-1)?.classes ?? none, w.person, at(1)?.person ?? none)
    list.add(21, at(-3)?.classes ?? none, w.isCapitalised ? 1 : 0)
    list.add(22, w.mark, w.person, at(-1)?.classes ?? none)
  }

  /// What stands before and behind the stretch of capitals, and its own words.
  private func run(_ index: Int, _ list: inout FeatureList) {
    let (start, end) = runs[index]
    let length = UInt64(min(end - start, 5))
    let place = UInt64(min(index - start, 4))
    func classes(_ at: Int) -> UInt64 { tokens.indices.contains(at) ? tokens[at].classes : 0 }
    list.add(30, length, place)
    list.add(31, classes(start - 1), place)
    list.add(32, classes(end), length)
    list.add(33, classes(start - 2), classes(start - 1), length)
    list.add(34, tokens[start].person, length, place)
    list.add(35, tokens[start].mark, length, place)
    list.add(36, tokens[end - 1].mark, length, place)
    list.add(37, tokens[start].classes, length, place)
    list.add(38, memory.habit(tokens[start]), length, place)
    guard !isPlain else { return }
    list.add(40, form(start - 1), place)
    list.add(41, form(end), length)
    list.add(42, form(start), place)
    list.add(43, form(end - 1), place)
    list.add(44, form(start - 2), form(start - 1))
    list.add(45, start > 0 ? tokens[start - 1].fine : 0, length)
    list.add(46, end < tokens.count ? tokens[end].fine : 0, length)
    list.add(47, tokens[start].coarse, length, place)
    list.add(48, tokens[end - 1].coarse, length, place)
    list.add(49, form(start - 1), form(end))
  }

  private func words(_ index: Int, _ list: inout FeatureList) {
    let w = tokens[index]
    let capital: UInt64 = w.isCapitalised ? 1 : 0
    func fine(_ offset: Int) -> UInt64 { tokens.indices.contains(index + offset) ? tokens[index + offset].fine : 9999 }
    func coarse(_ offset: Int) -> UInt64 { tokens.indices.contains(index + offset) ? tokens[index + offset].coarse : 9999 }
    list.add(50, w.form, capital)
    list.add(51, w.suffixes.0, capital)
    list.add(52, w.suffixes.1, capital)
    list.add(53, w.suffixes.2, capital)
    list.add(54, w.prefix, capital)
    list.add(55, form(index - 1))
    list.add(56, form(index + 1))
    list.add(57, form(index - 2))
    list.add(58, form(index + 2))
    list.add(59, form(index - 1), w.form)
    list.add(60, w.form, form(index + 1))
    list.add(61, form(index - 1), w.shape)
    list.add(62, w.shape, form(index + 1))
    list.add(63, form(index - 2), form(index - 1))
    list.add(64, form(index + 1), form(index + 2))
    list.add(65, w.fine)
    list.add(66, w.coarse)
    list.add(67, fine(-1), w.fine)
    list.add(68, w.fine, fine(1))
    list.add(69, coarse(-1), w.coarse, coarse(1))
    list.add(70, coarse(-1), w.shape)
    list.add(71, w.shape, coarse(1))
    list.add(72, fine(-1))
    list.add(73, fine(1))
    list.add(74, fine(-2))
    list.add(75, fine(2))
    list.add(76, form(index - 3))
    list.add(77, form(index + 3))
    list.add(78, form(index - 1), w.coarse)
    list.add(79, w.coarse, form(index + 1))
  }

  private func opinions(_ index: Int, _ list: inout FeatureList) {
    let w = tokens[index]
    func opinion(_ at: Int) -> (best: UInt64, sure: UInt64) {
      tokens.indices.contains(at) ? memory.opinion(tokens[at], own: draft[at]) : (0, 0)
    }
    func own(_ at: Int) -> UInt64 { tokens.indices.contains(at) ? UInt64(draft[at]) : 99 }
    let (here, before, after) = (opinion(index), opinion(index - 1), opinion(index + 1))
    list.add(90, here.best, here.sure)
    list.add(91, here.best, before.best, after.best)
    list.add(92, here.best, UInt64(draft[index]))
    list.add(93, own(index - 1), own(index), own(index + 1))
    list.add(94, own(index))
    list.add(95, here.best, here.sure, w.mark)
    list.add(96, here.best, own(index), w.form)
  }
}
