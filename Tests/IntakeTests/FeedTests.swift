import Intake
import SourceText
import Testing

@Suite("Feeds") struct FeedTests {
  @Test("each item of RSS is a report and a capture of its own") func rss() throws {
    let taken = try Taken(Sample.rss, "feed.xml")
    #expect(taken.problems.isEmpty)
    #expect(
      taken.texts == [
        "Clash near Kadrina\n\nGunmen attacked a barracks near Kadrina.\n\nFive soldiers were killed & two hurt.",
        "Police & courts\n\nPolice arrested ten people.",
      ])
    #expect(taken.documents.map(\.publishedText) == ["2024-11-12T23:30:00-05:00", "2024-11-11T10:00:00Z"])
    #expect(
      taken.documents.map(\.id) == ["abc-1", "abc-2"] && taken.documents.allSatisfy { $0.outlet == "Ostra News" && $0.language == "en" })
    #expect(taken.arrivals.map(\.report) == ["ostra.example/1", "feed ostra.example abc-2"])
    #expect(String(decoding: taken.arrivals[1].capture.bytes, as: UTF8.self).hasPrefix("<item><title>Police & courts"))
    #expect(taken.documents[0].extra == ["feed": .object(["byline": .string("Ann Ost")])])
  }

  @Test("Atom: relative links, markup inside, language of the feed") func atom() throws {
    let arrival = try Taken(Sample.atom, "a").only()
    #expect(arrival.document.text == "Pont détruit\n\nUn pont a été détruit.\n\nIl n'y a pas de blessés.")
    #expect(arrival.document.url == "https://breves.example/7" && arrival.document.language == "fr" && arrival.document.outlet == "Brèves")
    #expect(arrival.document.publishedText == "2024-11-12T08:00:00Z")
  }

  @Test("JSON Feed") func json() throws {
    let taken = try Taken(Sample.jsonFeed, "feed.json")
    #expect(taken.texts == ["Ten held\n\nPolice arrested ten people.", "A bomb went off."])
    #expect(taken.arrivals.map(\.report) == ["jf.example/1", "feed jf.example 2"])
    #expect(taken.documents.map(\.outlet) == ["JF", "JF"])
  }

  @Test("breaks of lines are no nesting, however many") func breaks() throws {
    let html = String(repeating: "a<br>", count: 500)
    let xhtml = String(repeating: "a<br/>", count: 500)
    #expect(try Taken(Sample.rss.replacing("<p>Gunmen", with: html + "<p>Gunmen"), "feed.xml").arrivals.count == 2)
    #expect(try Taken(Sample.atom.replacing("<p>Un pont", with: xhtml + "<p>Un pont"), "feed.xml").arrivals.count == 1)
  }

  @Test("a broken item breaks no other; one that is not closed ends at the next") func broken() throws {
    let taken = try Taken(
      Sample.rss.replacing("</item>\n<item>", with: "<b>\n<item>").replacing("</channel>", with: "<item></item></channel>"), "feed.xml")
    #expect(taken.arrivals.count == 2)
    #expect(taken.messages.contains("entry 3: it has neither title nor text"))
  }

  @Test("entities of a feed's own are not expanded, foreign ones not fetched") func entities() throws {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
    let feed = Sample.rss.replacing("<rss", with: bomb + "<rss").replacing("Short.", with: "&b;&c;&eacute;").replacing(
      "content:encoded", with: "x")
    let taken = try Taken(feed, "feed.xml")
    #expect(taken.texts.first == "Clash near Kadrina\n\né")
    #expect(taken.messages.contains("they were not expanded"))
  }

  @Test("dates outside 1900 to 2100 are dropped with a problem; the item stays") func dates() throws {
    let taken = try Taken(Sample.rss.replacing("12 Nov 2024", with: "12 Nov 1824"), "feed.xml")
    #expect(taken.arrivals.count == 2 && taken.documents[0].published == nil)
    #expect(taken.messages.contains("lies outside 1900 to 2100"))
  }
}
