import Foundation
import Reading
import Records
import Shelf
import SourceText
import Support
import Testing

/// A sentence with the places that should be read, as `places.*.txt` tell them.
struct PlacedSentence {
  struct Place {
    let start: Int
    let end: Int
    let country: String?
    let latitude: Double
    let longitude: Double
  }
  let line: Int
  let text: String
  let places: [Place]

  /// `Des tirs à [Sake|CD -1.57 29.04].`: offsets count Unicode code points.
  static func all(_ language: String) -> [PlacedSentence] {
    let lines = Project.text("Tests/ReadingTests/places.\(language).txt").split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      if line.isEmpty || line.hasPrefix("#") { return nil }
      var text = ""
      var places: [Place] = []
      for part in line.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
        guard part.offset > 0, let close = part.element.firstIndex(of: "]"), let bar = part.element.firstIndex(of: "|") else {
          text += part.element
          continue
        }
        let cells = part.element[part.element.index(after: bar)..<close].split(separator: " ")
        let start = text.unicodeScalars.count
        text += part.element[..<bar]
        places.append(
          Place(
            start: start, end: text.unicodeScalars.count, country: cells[0] == "-" ? nil : String(cells[0]),
            latitude: Double(cells[1]) ?? 0,
            longitude: Double(cells[2]) ?? 0))
        text += part.element[part.element.index(after: close)...]
      }
      return PlacedSentence(line: number + 1, text: text, places: places)
    }
  }
}

@Suite("Places") struct PlaceTests {
  private struct Count {
    var (gold, found, country, near, extra) = (0, 0, 0, 0, 0)
    func share(_ part: Int) -> Double { Double(part) / Double(max(1, gold)) }
  }

  private func places(_ text: String, _ language: String) throws -> [JSONValue] {
    let notes = NotesReader(try Shared.library().reader)
    let json = notes.json(Document(id: "1", text: text, language: language), layers: ["places"])
    let roles = ["location", "metonymic"]
    return try JSONDecoder().decode(JSONValue.self, from: Data(json.compact())).fields["places"]?.items.filter {
      roles.contains($0.fields["role"]?.words ?? "")
    } ?? []
  }

  /// Kilometres by the haversine formula.
  private func kilometres(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
    let radian = Double.pi / 180
    let h =
      pow(sin((b.0 - a.0) * radian / 2), 2) + cos(a.0 * radian) * cos(b.0 * radian) * pow(sin((b.1 - a.1) * radian / 2), 2)
    return 2 * 6371 * asin(min(1, sqrt(h)))
  }

  @Test("places of our own sentences, half of them traps", arguments: ["fr", "en"]) func sentences(_ language: String) throws {
    var count = Count()
    var faults: [String] = []
    for sentence in PlacedSentence.all(language) {
      let read = try places(sentence.text, language)
      func overlaps(_ place: PlacedSentence.Place, _ value: JSONValue) -> Bool {
        (value.fields["start"]?.number ?? 0) < Double(place.end) && Double(place.start) < value.fields["end"]?.number ?? 0
      }
      for place in sentence.places {
        count.gold += 1
        guard let value = read.first(where: { overlaps(place, $0) }) else {
          faults.append("\(sentence.line): missed")
          continue
        }
        count.found += 1
        let isCountry = (value.fields["country"]?.words).flatMap { $0 == "null" ? nil : $0 } == place.country
        var isNear = false
        if let latitude = value.fields["lat"]?.number, let longitude = value.fields["lon"]?.number {
          isNear = kilometres((latitude, longitude), (place.latitude, place.longitude)) <= 25
        }
        count.country += isCountry ? 1 : 0
        count.near += isNear ? 1 : 0
        if !isCountry || !isNear { faults.append("\(sentence.line): \(value.fields["id"]?.words ?? "unresolved")") }
      }
      let extra = read.filter { value in !sentence.places.contains { overlaps($0, value) } }
      count.extra += extra.count
      faults += extra.map { "\(sentence.line): invented \($0.fields["name"]?.words ?? "")" }
    }
    #expect(count.share(count.found) >= 0.95, "\(faults)")
    #expect(count.share(count.country) >= 0.95, "\(faults)")
    #expect(count.share(count.near) >= 0.85, "\(faults)")
    #expect(count.share(count.extra) <= 0.05, "\(faults)")
  }

  @Test("candidates come with their reasons, the likeliest first") func reasons() throws {
    let read = try places("Une explosion a secoué Tripoli, dans le nord du Liban.", "fr")
    let candidates = try #require(read.first?.fields["candidates"]?.items)
    #expect(candidates.count > 1)
    #expect(candidates.first?.fields["id"] == read.first?.fields["id"])
    #expect(candidates.first?.fields["why"]?.words.contains("inside the place named next") == true)
    let scores = candidates.compactMap { $0.fields["score"]?.number }
    #expect(scores == scores.sorted(by: >))
  }

  @Test("bases and camps are known by area only") func coarse() {
    let rows = Project.text("Knowledge/places/overlay.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
    for row in rows.map({ $0.split(separator: "\t") }) where ["base", "camp"].contains(row[1]) {
      for degrees in row[3...4] {
        let decimals = degrees.drop { $0 != "." }
        #expect(decimals.count <= 2, "\(row[0])")
      }
    }
  }
}
