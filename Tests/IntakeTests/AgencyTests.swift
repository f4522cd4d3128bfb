import Intake
import SourceText
import Testing

@Suite("ninjs") struct AgencyTests {
  @Test("headline, body, source; a canceled item is marked as a retraction, an embargo is kept") func item() throws {
    let arrival = try Taken(Sample.ninjs, "item.json").only()
    let document = arrival.document
    #expect(document.text == "Army kills five\n\nThe army killed five rebels." && document.title == "Army kills five")
    #expect(document.outlet == "Agency" && document.language == "en" && document.published == Day("2024-11-12"))
    #expect(arrival.report == "ninjs tag:agency.example,2024:1")
    guard case .object(let facts)? = document.extra["ninjs"] else {
      Issue.record("no facts")
      return
    }
    #expect(
      facts["retraction"] == .bool(true) && facts["embargoedUntil"] == .string("2024-11-13T09:30:00Z") && facts["by"] == .string("Ann Ost"))
  }

  @Test("version 1 spells its keys in small letters; a list holds several; one without uri breaks no other") func old() throws {
    let one =
      #"{"uri": "u:1", "headline": "H", "body_text": "A bomb\nwent off.\n\nNobody was hurt.", "versioncreated": "2014-11-12T09:30:00Z", "pubstatus": "usable"}"#
    let taken = try Taken("[\(one), {\"headline\": \"x\"}, \(one)]", "items.json")
    #expect(taken.texts == ["H\n\nA bomb\nwent off.\n\nNobody was hurt.", "H\n\nA bomb\nwent off.\n\nNobody was hurt."])
    #expect(taken.messages.contains("no \"uri\""))
  }
}
