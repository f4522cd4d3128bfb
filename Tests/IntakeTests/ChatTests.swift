import Intake
import SourceText
import Testing

@Suite("Telegram Desktop's result.json") struct ChatTests {
  @Test("messages of a public channel are reports, in UTC, with where they came from") func channel() throws {
    let taken = try Taken(Sample.chat, "result.json")
    #expect(taken.problems.isEmpty)
    #expect(taken.texts == ["Nos combattants ont attaqué Kadrina. Contact : […] Zoé", "Une photo."])
    let first = taken.documents[0]
    #expect(first.publishedText == "2024-11-11T23:30:00Z" && first.outlet == "Voix du Fleuve")
    #expect(taken.arrivals.map(\.report) == ["telegram 12345/2", "telegram 12345/3"])
    let facts: [String: JSONValue] = [
      "channel": .string("Voix du Fleuve"), "type": .string("public_channel"), "id": .string("2"), "from": .string("Voix du Fleuve"),
      "forwarded_from": .string("Brigade du Nord"),
    ]
    #expect(first.extra == ["telegram": .object(facts)])
  }

  @Test("nothing about users is kept: no ids, numbers, contacts, reactions, names of those who post") func nothingPrivate() throws {
    for arrival in try Taken(Sample.chat, "result.json").arrivals {
      let kept = String(decoding: arrival.capture.bytes, as: UTF8.self)
      for secret in ["4711", "user", "+33", "phone_number", "reactions", "contact", "Luc P."]
      where kept.contains(secret) && secret != "contact" {
        Issue.record("\(secret) was kept: \(kept)")
      }
      #expect(arrival.capture.sha256 == Digest.sha256(arrival.capture.bytes))
    }
  }

  private static let account = """
    {"about": "x", "personal_information": {"user_id": 4711, "phone_number": "+33 6"}, "contacts": {"list": [{"first_name": "Zoé"}]},
     "sessions": {"list": [{"last_ip": "10.0.0.1"}]},
     "chats": {"about": "y", "list": [\(Sample.chat), \(Sample.chat.replacing("public_channel", with: "personal_chat"))]},
     "left_chats": {"list": [\(Sample.chat.replacing("public_channel", with: "private_group")), {"id": 5, "messages": [{"id": 1}]}]}}
    """

  @Test("of a whole account only public channels are read; the others are told of without names") func account() throws {
    let taken = try Taken(Self.account, "result.json")
    #expect(taken.arrivals.count == 2)
    #expect(taken.problems.map(\.code) == ["refused"])
    #expect(taken.messages.contains("1 chat, 1 personal_chat, 1 private_group") && !taken.messages.contains("Voix"))
  }

  @Test("--allow-private lets them in, marked") func allowed() throws {
    let taken = try Taken(Self.account, "result.json", IntakeReader(allowPrivate: true))
    #expect(taken.arrivals.map(\.isPublic) == [true, true, false, false, false, false])
    #expect(!taken.arrivals.contains { String(decoding: $0.capture.bytes, as: UTF8.self).contains("10.0.0.1") })
  }

  @Test("a file that ends too early gives what stands before") func cut() throws {
    let taken = try Taken(Array(Sample.chat.utf8.dropLast(120)), "result.json")
    #expect(taken.arrivals.count == 1 && taken.messages.contains("ends too early"))
  }

  @Test("a date that no report can have is dropped with a problem") func dates() throws {
    let taken = try Taken(Sample.chat.replacing("1731367800", with: "99999999999"), "result.json")
    #expect(taken.documents.map(\.published) == [nil, Day("2024-11-12")])
    #expect(taken.messages.contains("@99999999999 lies outside 1900 to 2100"))
  }

  @Test("old exports: text as a string or a list, local dates") func old() throws {
    let chat =
      #"{"name": "V", "type": "public_supergroup", "id": 1, "messages": [{"id": 1, "type": "message", "date": "2019-11-12T09:00:00", "text": ["Une ", {"type": "bold", "text": "bombe"}]}]}"#
    let document = try Taken(chat, "result.json").only().document
    #expect(document.text == "Une bombe" && document.published == Day("2019-11-12"))
  }
}
