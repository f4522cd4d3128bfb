import SourceText
import Testing

@Suite("Days") struct DayTests {
  @Test("every day of four centuries follows the one before it") func calendar() throws {
    var day = try #require(Day(year: 1899, month: 12, day: 31))
    for year in 1900...2299 {
      for month in 1...12 {
        for date in 1...Day.length(ofMonth: month, year: year) {
          let next = try #require(Day(year: year, month: month, day: date))
          #expect(next.number == day.number + 1)
          #expect(next.weekday == day.weekday % 7 + 1)
          #expect(next.civil == (year, month, date))
          day = next
        }
      }
    }
  }

  @Test("text and day say the same", arguments: ["1970-01-01", "2024-02-29", "2024-11-12", "0001-01-01", "9999-12-31"])
  func description(_ text: String) throws {
    #expect(try #require(Day(text)).description == text)
  }

  @Test("a timestamp gives its day") func timestamp() {
    #expect(Day("2024-11-12T09:30:00Z") == Day(year: 2024, month: 11, day: 12))
    #expect(Day("2024-11-12 09:30") == Day(year: 2024, month: 11, day: 12))
  }

  @Test(
    "what is no day is refused",
    arguments: [
      "", "2024", "2024-11", "12/11/2024", "2024-13-01", "2023-02-29", "2024-11-31", "2024-11-12x", "0000-01-01", "2024-1-12", "²024-11-12",
    ])
  func refused(_ text: String) { #expect(Day(text) == nil) }

  @Test("weekdays count from Monday") func weekday() throws {
    #expect(try #require(Day("2024-11-12")).weekday == 2)
    #expect(try #require(Day("1970-01-01")).weekday == 4)
    #expect(try #require(Day("1969-12-28")).weekday == 7)
  }

  @Test(
    "months are cut to their length",
    arguments: [("2024-01-31", 1, "2024-02-29"), ("2023-03-31", -1, "2023-02-28"), ("2024-11-12", 14, "2026-01-12")])
  func months(_ from: String, _ count: Int, _ to: String) throws {
    #expect(try #require(Day(from)).adding(months: count).description == to)
  }
}
