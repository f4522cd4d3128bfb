import Records
import SourceText

extension TollTable {
  /// Steps and sums that can't be right, each a sentence with its values.
  public var flags: [String] { falls + swaps + parts }

  /// A total that a speaker gives later is never smaller than his earlier one.
  private var falls: [String] {
    steps.compactMap { first, later in
      guard let before = first.toll.min ?? first.number, let now = later.toll.max ?? (later.isFloor ? nil : later.number), now < before
      else { return nil }
      return "\(later.speaker.name): \(later.toll.kind) falls from \(before)\(TollTable.at(first)) to \(now)\(TollTable.at(later))"
    }
  }

  /// Figures of one speaker and kind, each with the next.
  private var steps: [(TollRow, TollRow)] {
    let series = Dictionary(grouping: rows.filter { $0.toll.scope != "partial" }) {
      "\($0.toll.kind)|\($0.speaker.id)|\($0.toll.scope == "cumulative")|\($0.toll.since?.description ?? "")"
    }
    return series.sorted { $0.key < $1.key }.flatMap { _, rows in
      let inOrder = rows.sorted { ($0.day?.number ?? .max, $0.report) < ($1.day?.number ?? .max, $1.report) }
      return zip(inOrder, inOrder.dropFirst()).filter { $0.0.day != $0.1.day || $0.0.report != $0.1.report }
    }
  }

  /// Two figures of which one is the other with two digits changed over.
  private var swaps: [String] {
    kinds.flatMap { kind -> [String] in
      let rows = rows.filter { $0.toll.kind == kind && $0.toll.scope != "partial" }
      return rows.indices.flatMap { place in
        rows[(place + 1)...].compactMap { other -> String? in
          guard rows[place].toll.scope == other.toll.scope, let one = rows[place].number, let two = other.number,
            TollTable.areSwapped(one, two)
          else { return nil }
          return
            "\(kind): \(one) (\(rows[place].speaker.name)\(TollTable.at(rows[place]))) and \(two) (\(other.speaker.name)\(TollTable.at(other))) have two digits changed over"
        }
      }
    }
  }

  /// 54 and 45, 1,293 and 1,239: the same digits but for two neighbours.
  static func areSwapped(_ a: Int, _ b: Int) -> Bool {
    let (one, two) = (Array(String(a)), Array(String(b)))
    guard a != b, one.count == two.count, one.count > 1 else { return false }
    let places = one.indices.filter { one[$0] != two[$0] }
    return places.count == 2 && places[1] == places[0] + 1 && one[places[0]] == two[places[1]] && one[places[1]] == two[places[0]]
  }

  /// A part is never larger than its whole.
  private var parts: [String] {
    rows.flatMap { row -> [String] in
      let bounds = row.toll.min.flatMap { low in row.toll.max.map { (low, $0) } }
      var flags = row.toll.subgroups.compactMap { part -> String? in
        guard let least = part.min, let most = row.toll.max, least > most else { return nil }
        return "\(row.speaker.name): \(least) \(part.group) among \(most) \(row.toll.kind)\(TollTable.at(row))"
      }
      if let (low, high) = bounds, low > high {
        flags.append("\(row.speaker.name): \(row.toll.kind) at least \(low) and at most \(high)\(TollTable.at(row))")
      }
      return flags + overflow(row)
    }
  }

  /// A figure for a part beside the figure of the whole, in one report.
  private func overflow(_ row: TollRow) -> [String] {
    guard row.toll.scope == "partial", let part = row.toll.min else { return [] }
    let wholes = whole(row.toll.kind).filter { $0.report == row.report && $0.speaker.id == row.speaker.id }
    guard let most = wholes.compactMap(\.toll.max).max(), wholes.allSatisfy({ $0.toll.max != nil }), part > most else { return [] }
    return ["\(row.speaker.name): a part of \(part) among \(most) \(row.toll.kind)\(TollTable.at(row))"]
  }

  private static func at(_ row: TollRow) -> String { row.day.map { " on \($0)" } ?? "" }
}

extension TollRow {
  /// Whether it only says that there are more.
  var isFloor: Bool { toll.max == nil && toll.min != nil }
}
