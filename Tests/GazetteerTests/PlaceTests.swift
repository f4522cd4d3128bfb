import Gazetteer
import Grammar
import SourceText
import Testing

@Suite("Keys of place names") struct PlaceKeyTests {
  @Test(
    "case, accents, hyphens, apostrophes and points don't count",
    arguments: [
      ("Côte-d'Or", "cote d’or"), ("SÃO TOMÉ", "Sao Tome"), ("Œuf", "oeuf"), ("Ḥimṣ", "hims"), ("St. Orsan", "St Orsan"),
      ("Ta‘izz", "Taizz"), ("Łódź", "lodz"), ("Đông Hà", "dong ha"), ("  Nord  Orsan ", "nord-orsan"),
    ])
  func same(_ names: (String, String)) { #expect(PlaceKey(names.0).value == PlaceKey(names.1).value) }

  @Test("other letters do", arguments: [("Orsan", "Orsann"), ("Nord Orsan", "Nordorsan"), ("القاهرة", "الجيزة"), ("Orsan 1", "Orsan 2")])
  func different(_ names: (String, String)) { #expect(PlaceKey(names.0).value != PlaceKey(names.1).value) }

  @Test("bytes may come in pieces, and broken ones do no harm") func pieces() {
    let bytes = Array("Saint-Élan".utf8)
    var key = PlaceKey()
    key.add(bytes, 0..<5)
    key.add(bytes, 5..<bytes.count)
    #expect(key.value == PlaceKey("saint elan").value)
    var broken = PlaceKey()
    broken.add([0xE2, 0x80], 0..<2)
    broken.add([0xC3], 0..<1)
    #expect(broken.count == 0)
  }
}

@Suite("The index of places") struct PlaceFileTests {
  private static let countries =
    "FR\t46\t2\t500\tFrance\tFrance\tfrançais|française\tFrançais\tFrench\tOrsanne|Orsanne\tES\n"
    + "ES\t40\t-4\t500\tEspagne\tSpain\tespagnol\tEspagnol\tSpanish\t-\tFR\n"
  private static let overlay =
    "constat:place/a\tregion\t-\t1.5\t2.5\t20\t1\tPlateau|plateau d'Arn\tHigh Plain\t-\t-\nbad\trow\n"

  private func facts(_ latitude: Double, _ kind: PlaceKind, people: Int, region: Int = -1) -> PlaceFacts {
    PlaceFacts(
      latitude: latitude, longitude: 4, country: PlaceIndex.number("FR"), kind: kind, population: people, radius: 10, region: region)
  }

  private func bytes() -> [UInt8] {
    var writer = PlaceFileWriter(languages: ["fr", "en"])
    writer.add(
      id: 7, name: "Orsanne", facts: facts(3, .settlement, people: 400_000, region: 2),
      names: PlaceNames(all: ["Orsanne"], each: [["Orsane"], ["Orsan"]], rare: ["Orsanna"]))
    writer.add(
      id: 8, name: "Orsanne", facts: facts(-9.1234, .settlement, people: 900), names: PlaceNames(all: ["Orsanne"], each: [], rare: []))
    writer.add(
      id: 9, name: "Val d'Orsanne", facts: facts(3.5, .admin1, people: 700_000),
      names: PlaceNames(all: ["Val d'Orsanne"], each: [], rare: []))
    return writer.bytes()
  }

  private func index() throws -> PlaceIndex {
    PlaceIndex(
      countries: ("c.tsv", Array(Self.countries.utf8)), overlay: ("o.tsv", Array(Self.overlay.utf8)),
      peoples: ("p.tsv", Array("constat:place/a\tplatin\tPlatine\nnowhere\tx\ty\n".utf8)), file: try PlaceFile(Memory(copying: bytes())))
  }

  private func match(_ text: String, at start: Int = 0, language: String = "fr", least: Int = 0) throws -> [String] {
    let index = try index()
    let bytes = Array(text.utf8)
    var at = 0
    let tokens = text.split(separator: " ").map { word in
      defer { at += word.utf8.count + 1 }
      let isCapital = word.first?.isUppercase == true
      let isAllCapital = word.allSatisfy { $0.isUppercase }
      return Token(
        span: Span(at, at + word.utf8.count), form: Word(word),
        shape: isAllCapital ? [.capitalised, .allCapitals] : isCapital ? .capitalised : [])
    }
    let found = index.match(at: start, in: tokens, of: bytes, language: language, least: least)
    return found.map { match in match.candidates.map { "\(index.place($0.place).id)\($0.isRare ? " rare" : "")" } + ["\(match.end)"] } ?? []
  }

  @Test("a place is found by its names, in the languages that use them") func names() throws {
    #expect(try match("Orsanne") == ["geonames:7", "geonames:8", "1"])
    #expect(try match("ORSANNE") == ["geonames:7", "geonames:8", "1"])
    #expect(try match("Orsanne", least: 1_000) == ["geonames:7", "1"])
    #expect(try match("Orsan", language: "en") == ["geonames:7", "1"])
    #expect(try match("Orsan", language: "fr") == ["geonames:7 rare", "1"])
    #expect(try match("Orsanna") == ["geonames:7 rare", "1"])
    #expect(try match("orsanne") == [])
    #expect(try match("Val d'Orsanne est") == ["geonames:9", "2"])
    #expect(try match("plateau d'Arn") == ["constat:place/a", "2"])
    #expect(try match("le plateau", at: 1) == [])
  }

  @Test("what the file says comes back") func back() throws {
    let index = try index()
    let first = index.place(3)
    #expect(first.id == "geonames:7" && first.name == "Orsanne" && first.country == "FR" && first.population == 400_000)
    #expect(index.facts(4).latitude == -9.1234 && index.facts(4).region == -1)
    #expect(index.facts(3).region == 5 && index.place(5).precision == "admin1")
    #expect(index.isCapital(3) && !index.isCapital(4))
    #expect(index.place(2).isDisputed && index.place(2).country == nil)
    #expect(index.areNeighbours(PlaceIndex.number("FR"), PlaceIndex.number("ES")))
    #expect(index.plainNames.isSuperset(of: [Word("Orsanne"), Word("Plateau"), Word("France")]))
  }

  @Test("bad rows of the tables are reported at their line") func problems() throws {
    #expect(try index().problems.map(\.line) == [2, 2])
    #expect(try index().problems.map(\.file) == ["o.tsv", "p.tsv"])
  }

  @Test("kilometres on the sphere, over the date line too") func kilometres() {
    let a = PlaceFacts(latitude: 0, longitude: 179.5, country: 0, kind: .settlement, population: 0, radius: 0, region: -1)
    let b = PlaceFacts(latitude: 0, longitude: -179.5, country: 0, kind: .settlement, population: 0, radius: 0, region: -1)
    #expect(abs(a.kilometres(to: b) - 111.2) < 0.1)
  }

  @Test("the same places give the same bytes; a damaged, foreign or outdated file is refused in a sentence") func damage() throws {
    var bytes = bytes()
    #expect(bytes == self.bytes())
    func open(_ bytes: [UInt8]) throws { _ = try PlaceFile(Memory(copying: bytes)) }
    #expect { try open(Array(bytes.prefix(900))) } throws: { "\($0)".contains("checksum") }
    #expect { try open(Array(bytes.prefix(11))) } throws: { "\($0)".contains("ends at byte 11") }
    #expect { try open(Array("CSTGRAM\0".utf8)) } throws: { "\($0)".contains("not a Constat model") }
    bytes[8] = 9
    #expect { try open(bytes) } throws: { "\($0)".contains("has version 9, this program reads version 1") }
    bytes[8] = 1
    bytes[bytes.count / 2] ^= 1
    #expect { try open(bytes) } throws: { "\($0)".contains("checksum") }
  }
}
