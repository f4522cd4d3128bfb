import Codes

/// What a report tells as its news, and what it only recalls.
///
/// A report tells its news first. What comes later in the text and happened earlier is background: "a day after the raid on X", "the second attack in a week".
/// So is what a sentence puts before its own, later act without a doer or a figure: "A day after the raid on X, gunmen attacked Y".
enum News {
  /// Whether the telling at an index is news of its report; `sentences` tells which tellings share a sentence.
  static func isNews(_ index: Int, of all: [Telling], sentences: [Int]) -> Bool {
    let telling = all[index]
    if telling.stance == .planned || isHistory(telling, all) { return false }
    if isLasting(telling), all.contains(where: { Family.isDeed($0.type) && $0.time != nil && !isLasting($0) }) { return false }
    if all.indices.contains(where: { $0 > index && sentences[$0] == sentences[index] && leadsTo(telling, all[$0]) }) { return false }
    return !all[..<index].contains { recalls($0, telling) }
  }

  /// Days after which an act is history.
  private static let memory = 30

  /// Whether it lies long back and stands beside acts that don't, or is only named: an inquiry into an old act, with its figures, is news.
  private static func isHistory(_ telling: Telling, _ all: [Telling]) -> Bool {
    isOld(telling) && (telling.counts.isEmpty || all.contains { Family.isDeed($0.type) && $0.time != nil && !isOld($0) })
  }

  private static func isOld(_ telling: Telling) -> Bool {
    guard let time = telling.time, let published = telling.published, !time.isOpen else { return false }
    return time.to < published - memory
  }

  /// Whether it is told of weeks or months, or of a time that has not ended: beside an act of one day that is what went before.
  private static func isLasting(_ telling: Telling) -> Bool {
    telling.time.map { $0.isOpen || $0.to - $0.from >= Telling.longest } ?? false
  }

  /// Whether `first` only gives the day of a later act in the same sentence.
  private static func leadsTo(_ first: Telling, _ later: Telling) -> Bool {
    first.counts.isEmpty && first.agents.isEmpty && Family.isDeed(first.type) && recalls(later, first)
  }

  /// Whether a report that told `first` before only recalls `later` beside it.
  private static func recalls(_ first: Telling, _ later: Telling) -> Bool {
    guard first.stance != .planned, first.stance != .denied, Family.isDeed(first.type) else { return false }
    if !Family.isDeed(later.type) { return true }
    guard let new = first.time, let old = later.time, new.isStated, !isLasting(first) else { return false }
    return old.to < new.from
  }
}
