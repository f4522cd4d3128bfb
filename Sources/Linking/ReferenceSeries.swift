public import Records
public import SourceText

/// A published series of totals: day by day what somebody counts.
public struct ReferenceSeries: Sendable, Equatable {
  /// What is counted.
  public var name: String
  /// Who counts.
  public var publisher: String
  /// Where the figures were taken from, and under which licence.
  public var source: String?, licence: String?
  /// The totals by day, the earliest first.
  public var entries: [Entry] = []

  /// The totals of a day.
  public struct Entry: Sendable, Equatable {
    /// The day up to which they count.
    public var day: Day
    /// The totals by kind of toll.
    public var totals: [String: Int]
  }

  /// Where a figure of a report stands in a series.
  public struct Match: Sendable, Equatable {
    /// The series, its publisher and the day of the entry.
    public var series: String, publisher: String, day: Day
    /// The kind, the figure of the report and that of the series.
    public var kind: String, told: Int, counted: Int
    /// Days between the entry and publication.
    public var staleness: Int
    /// Whether the report gives the figure to the unit.
    public var isExact: Bool { told == counted }
    /// In words.
    public var sentence: String {
      let how = isExact ? "\(told) is the figure" : "\(told) is the rounded figure \(counted)"
      return "\(kind): \(how) of \(publisher) (\(series)) for \(day), \(staleness) \(staleness == 1 ? "day" : "days") before publication"
    }
  }

  /// The latest entry that a cumulative toll may come from; nil if there is none on or before publication.
  public func match(_ toll: Toll, published: Day?) -> Match? {
    guard toll.scope == "cumulative", let told = toll.number, let published else { return nil }
    let known = entries.filter { $0.day <= (toll.asOf.map { min($0, published) } ?? published) }
    let exact = known.last { $0.totals[toll.kind] == told }
    let rounded = known.last { $0.totals[toll.kind].map { ReferenceSeries.isRounding(told, of: $0, toll.qualifier) } ?? false }
    guard let entry = exact ?? rounded, let counted = entry.totals[toll.kind] else { return nil }
    return Match(
      series: name, publisher: publisher, day: entry.day, kind: toll.kind, told: told, counted: counted,
      staleness: published.number - entry.day.number)
  }

  /// Whether a figure is another cut to its own precision: "more than 43,000" of 43,603, "about 44,000" of 43,603, never 43,603 of 43,700.
  static func isRounding(_ told: Int, of counted: Int, _ qualifier: String) -> Bool {
    guard told > 0, told != counted else { return false }
    var unit = 1
    while told % (unit * 10) == 0 { unit *= 10 }
    guard unit > 1 else { return false }
    switch qualifier {
    case "more_than", "at_least": return counted / unit == told / unit
    case "at_most": return (counted + unit - 1) / unit == told / unit
    case "about", "vague", "range": return (counted + unit / 2) / unit == told / unit
    default: return false
    }
  }
}

extension [ReferenceSeries] {
  /// Matches in all series, exact ones first, then the latest.
  public func matches(_ toll: Toll, published: Day?) -> [ReferenceSeries.Match] {
    compactMap { $0.match(toll, published: published) }.sorted {
      ($0.isExact ? 0 : 1, $0.staleness, $0.series, $0.publisher) < ($1.isExact ? 0 : 1, $1.staleness, $1.series, $1.publisher)
    }
  }
}
