import Foundation
import Intake
import SourceText
import Testing

@Suite("Character sets") struct CharsetTests {
  private static let french = "L'armée a bombardé Kadrina où dix élèves ont été blessés, « déplore » l'hôpital."
  private static let russian = "Армия обстреляла город, десять человек ранены, сообщили в больнице."

  @Test("UTF-8, UTF-16 with and without mark", arguments: [String.Encoding.utf8, .utf16, .utf16LittleEndian, .utf16BigEndian])
  func unicode(_ encoding: String.Encoding) throws {
    let bytes = Array(try #require(Self.french.data(using: encoding)))
    #expect(try Taken(bytes, "a.txt").texts == [Self.french])
    #expect(try Taken(Array(Data([0xEF, 0xBB, 0xBF])) + Array(Self.french.utf8), "a.txt").texts == [Self.french])
  }

  @Test("one byte a letter, by what the bytes look like") func bytes() throws {
    func bytes(_ text: String, _ table: [Character: UInt8]) -> [UInt8] {
      text.flatMap { letter -> [UInt8] in letter.isASCII ? Array(letter.utf8) : [table[letter] ?? 63] }
    }
    let western: [Character: UInt8] = ["é": 0xE9, "è": 0xE8, "ù": 0xF9, "ô": 0xF4, "«": 0xAB, "»": 0xBB, "’": 0x92, "œ": 0x9C]
    #expect(try Taken(bytes(Self.french, western), "a.txt").texts == [Self.french])
    #expect(try Taken(bytes("L’armée a attaqué, le cœur serré.", western), "a.txt").texts == ["L’armée a attaqué, le cœur serré."])
    #expect(try Taken(bytes("Le cœur coûte 5 €.", ["œ": 0xBD, "û": 0xFB, "€": 0xA4]), "a.txt").texts == ["Le cœur coûte 5 €."])
    let cyrillic = Self.russian.unicodeScalars.map { $0.value < 128 ? UInt8($0.value) : UInt8($0.value - 0x410 + 0xC0) }
    #expect(try Taken(cyrillic, "a.txt").texts == [Self.russian])
  }

  @Test("as a page or an answer declares it") func declared() throws {
    let prose = Self.russian.unicodeScalars.map { $0.value < 128 ? UInt8($0.value) : UInt8($0.value - 0x410 + 0xC0) }
    let page =
      Array("<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'></head><p>".utf8) + prose
      + Array("</p>".utf8)
    #expect(try Taken(page, "a.html").texts == [Self.russian])
    let answer = Packing.answer(Array("<p>".utf8) + prose + Array("</p>".utf8), type: "text/html; charset=Windows-1251")
    #expect(try Taken(Packing.record("response", "https://a.example/1", "application/http", answer), "a.warc").texts == [Self.russian])
  }

  @Test("what is no text is a problem") func none() throws {
    #expect(
      try Taken((0..<2000).map { UInt8(truncatingIfNeeded: $0 * 7 % 31) }, "a.txt").messages.contains("no text in a known character set"))
  }
}
