import Records
import SourceText
import Support
import Testing

@testable import Linking

/// A row in one line.
private func row(
  _ number: Int, _ report: String, day: String, by speaker: String = "ministry", kind: String = "killed", scope: String = "incident",
  parts: [Subgroup] = []
) -> TollRow {
  var toll = Toll(kind: kind, min: number, max: number, best: number, qualifier: "exact", who: nil, evidence: [])
  (toll.scope, toll.subgroups) = (scope, parts)
  return TollRow(toll: toll, speaker: .init(id: speaker, name: speaker, isOutlet: false), report: report, published: Day(day))
}

@Suite struct TollTests {
  @Test func lowestAndHighestKeepTheirSpeakers() {
    let table = TollTable([
      row(14, "b", day: "2024-11-13", by: "hospital"), row(9, "a", day: "2024-11-12"), row(3, "a", day: "2024-11-12", scope: "partial"),
    ])
    #expect(table.rows.map(\.number) == [9, 3, 14])
    #expect(table.lowest("killed")?.speaker.name == "ministry")
    #expect(table.highest("killed")?.speaker.name == "hospital")
    #expect(table.flags.isEmpty)
  }

  @Test func aTotalThatFallsIsFlagged() {
    let table = TollTable([row(60, "a", day: "2024-11-12", scope: "cumulative"), row(58, "b", day: "2024-11-14", scope: "cumulative")])
    #expect(table.flags == ["ministry: killed falls from 60 on 2024-11-12 to 58 on 2024-11-14"])
    #expect(TollTable([row(60, "a", day: "2024-11-12"), row(58, "b", day: "2024-11-14", by: "army")]).flags.isEmpty)
  }

  @Test func swappedDigitsAreFlagged() {
    let table = TollTable([row(45, "a", day: "2024-11-12"), row(54, "b", day: "2024-11-12", by: "army")])
    #expect(table.flags == ["killed: 45 (ministry on 2024-11-12) and 54 (army on 2024-11-12) have two digits changed over"])
  }

  @Test func aPartAboveItsWholeIsFlagged() {
    let children = Subgroup(group: "children", min: 9, max: 9, evidence: [])
    #expect(TollTable([row(7, "a", day: "2024-11-12", parts: [children])]).flags == ["ministry: 9 children among 7 killed on 2024-11-12"])
    let parts = TollTable([row(7, "a", day: "2024-11-12"), row(8, "a", day: "2024-11-12", scope: "partial")])
    #expect(parts.flags == ["ministry: a part of 8 among 7 killed on 2024-11-12"])
  }
}

@Suite struct SeriesTests {
  /// Invented figures but for the pair of the founding case.
  private static let file = """
    # name: Daily totals
    # publisher: Health ministry
    # source: written for this test
    # licence: CC0
    date,killed,injured
    2024-11-08,43552,102765
    2024-11-10,43603,102929
    2024-11-14,43736,
    """

  private func cumulative(_ number: Int, _ qualifier: String, kind: String = "killed") -> Toll {
    var toll = Toll(kind: kind, min: number, max: nil, best: nil, qualifier: qualifier, who: nil, evidence: [])
    toll.scope = "cumulative"
    return toll
  }

  @Test func theFoundingCaseIsFound() throws {
    let (series, problems) = SeriesReader.read(Array(SeriesTests.file.utf8), file: "series.csv")
    #expect(problems.isEmpty)
    let killed = try #require(series.matches(cumulative(43_603, "more_than"), published: Day("2024-11-12")).first)
    #expect(killed.sentence == "killed: 43603 is the figure of Health ministry (Daily totals) for 2024-11-10, 2 days before publication")
    #expect(series.matches(cumulative(102_929, "exact", kind: "injured"), published: Day("2024-11-12")).first?.staleness == 2)
  }

  @Test func roundedFiguresAreFoundOnTheLatestDay() throws {
    let series = SeriesReader.read(Array(SeriesTests.file.utf8), file: "series.csv").series
    let match = try #require(series.matches(cumulative(43_000, "more_than"), published: Day("2024-11-12")).first)
    #expect(!match.isExact && match.counted == 43_603)
    #expect(series.matches(cumulative(44_000, "about"), published: Day("2024-11-12")).first?.counted == 43_603)
    #expect(series.matches(cumulative(44_000, "more_than"), published: Day("2024-11-12")).isEmpty)
    #expect(series.matches(cumulative(43_736, "exact"), published: Day("2024-11-12")).isEmpty)
  }

  @Test func badLinesAreToldAndLoseNothing() {
    let file =
      "date,killed,name,publisher\n2024-01-01,5,A,P\nyesterday,6,A,P\n2024-01-02,six,A,P\n2024-01-03,4,A,P\n2024-01-04,7\n\"2024-01-05,8,A,P\n2024-01-06,9,\"A\",P\n"
    let (series, problems) = SeriesReader.read(Array(file.utf8), file: "s.csv")
    #expect(series.map(\.entries.count) == [4])
    #expect(
      problems.map(\.code) == [
        "series-source", "series-licence", "series-date", "series-number", "series-cells", "series-quotes", "series-falls",
      ])
    #expect(problems.compactMap(\.line) == [1, 1, 3, 4, 6, 7])
  }

  @Test func noisyBytesNeverCrash() {
    var random = Generator(seed: 5)
    for _ in 0..<300 { _ = SeriesReader.read(random.mutated(Array(SeriesTests.file.utf8)), file: "s.csv") }
    for _ in 0..<300 { _ = SeriesReader.read(random.soup(200), file: "s.csv") }
  }
}
