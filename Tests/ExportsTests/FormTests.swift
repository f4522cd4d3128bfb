import Foundation
import Records
import SourceText
import Support
import Testing

@testable import Exports

/// A JSON text as Foundation reads it.
private func parsed(_ bytes: [UInt8]?) throws -> [String: Any] {
  try #require(JSONSerialization.jsonObject(with: Data(bytes ?? [])) as? [String: Any])
}

@Suite("Recorded exports") struct GoldenExportTests {
  static let files: [String: [UInt8]] = {
    var files = Showcase.files(GeoJSONExporter())
    files["cells.geojson"] = Showcase.files(GeoJSONExporter(shape: .cell))["incidents.geojson"]
    files["positions.jsonld"] = Showcase.files(WebAnnotationExporter(evidence: .positions))["annotations.jsonld"]
    files["dossier.fr.html"] = Showcase.files(Showcase.dossier("fr"))["dossier.html"]
    let others = [
      Showcase.files(TimeMapExporter()), Showcase.files(WebAnnotationExporter()),
      Showcase.files(ProvenanceExporter(making: Showcase.making)),
      Showcase.files(SchemaOrgExporter(making: Showcase.making)), Showcase.files(Showcase.dossier("en")),
    ]
    for other in others { files.merge(other) { first, _ in first } }
    return files
  }()

  @Test("a file is as recorded", arguments: files.keys.sorted()) func file(_ name: String) throws {
    let url = Project.url("Tests/Golden/exports/" + name)
    let bytes = try #require(Self.files[name])
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    } else {
      #expect(Project.bytes(url) == bytes, "written otherwise than recorded; if that is better, record it with RECORD=1")
    }
  }

  @Test("all incidents come through the gate") func admitted() { #expect(Showcase.incidents.count == 5) }
}

@Suite("GeoJSON") struct GeoJSONTests {
  private func features(_ shape: GeoJSONExporter.Shape) throws -> [[String: Any]] {
    let collection = try parsed(Showcase.files(GeoJSONExporter(shape: shape))["incidents.geojson"])
    return try #require(collection["features"] as? [[String: Any]])
  }

  @Test("longitude first, on the grid") func order() throws {
    let geometry = try #require(features(.point)[0]["geometry"] as? [String: Any])
    #expect(geometry["type"] as? String == "Point")
    #expect(geometry["coordinates"] as? [Double] == [0.6, 15.4])
  }

  @Test("what is wider than the grid has no point") func wide() throws {
    #expect(try features(.point)[1]["geometry"] is NSNull)
    let geometry = try #require(features(.cell)[1]["geometry"] as? [String: Any])
    let ring = try #require((geometry["coordinates"] as? [[[Double]]])?.first)
    #expect(ring.count == 5 && ring[1][0] - ring[0][0] > 0.5)
  }

  @Test("nothing told is nothing drawn") func nowhere() throws { #expect(try features(.cell)[2]["geometry"] is NSNull) }

  @Test("a cell on the antimeridian is cut in two") func antimeridian() throws {
    let geometry = try #require(features(.cell)[3]["geometry"] as? [String: Any])
    #expect(geometry["type"] as? String == "MultiPolygon")
    let longitudes = try #require(geometry["coordinates"] as? [[[[Double]]]]).joined().joined().map { $0[0] }
    #expect(longitudes.allSatisfy { abs($0) <= 180 })
  }

  @Test("tolls have the lowest and the highest figure") func tolls() throws {
    let properties = try #require(features(.point)[0]["properties"] as? [String: Any])
    #expect(properties["killed_min"] as? Int == 12)
    #expect(properties["killed_max"] is NSNull)
  }
}

@Suite("Linked data") struct LinkedDataTests {
  @Test("a quote stands at its position") func positions() throws {
    let page = try parsed(Showcase.files(WebAnnotationExporter())["annotations.jsonld"])
    let items = try #require((page["first"] as? [String: Any])?["items"] as? [[String: Any]])
    #expect(page["total"] as? Int == items.count)
    let text = Array("Le Front du Plateau a affirmé sur Telegram".unicodeScalars)
    let agent = try #require(items.first { (($0["body"] as? [[String: Any]])?.first?["value"] as? String) == "agent" })
    let selectors = try #require((agent["target"] as? [String: Any])?["selector"] as? [[String: Any]])
    let (start, end) = (try #require(selectors[1]["start"] as? Int), try #require(selectors[1]["end"] as? Int))
    #expect(selectors[0]["exact"] as? String == String(String.UnicodeScalarView(text[start..<end])))
  }

  @Test("positions alone leave no words") func wordless() throws {
    let bytes = try #require(Showcase.files(WebAnnotationExporter(evidence: .positions))["annotations.jsonld"])
    #expect(!String(decoding: bytes, as: UTF8.self).contains("TextQuoteSelector"))
  }

  @Test("no format tells who reviewed, or a protected name", arguments: GoldenExportTests.files.keys.sorted()) func names(_ file: String) {
    let text = String(decoding: GoldenExportTests.files[file] ?? [], as: UTF8.self)
    for name in ["Desk Hand", "Keldon", "Brandt"] { #expect(!text.contains(name)) }
  }

  @Test("a review is told only where a human gave one") func reviews() throws {
    let graph = try #require(
      parsed(Showcase.files(SchemaOrgExporter(making: Showcase.making))["claims.jsonld"])["@graph"] as? [[String: Any]])
    let members = Showcase.incidents.flatMap(\.incident.members)
    #expect(graph.count { $0["@type"] as? String == "ClaimReview" } == members.count { $0.review != nil })
    #expect(graph.count { $0["@type"] as? String == "Claim" } == members.count)
  }

  @Test("a corrected claim revises what was read, an update what came before") func revisions() throws {
    let graph = try #require(
      parsed(Showcase.files(ProvenanceExporter(making: Showcase.making))["provenance.jsonld"])["@graph"] as? [[String: Any]])
    let revised = graph.filter { $0["prov:wasRevisionOf"] != nil }.compactMap { $0["@id"] as? String }
    #expect(revised == ["urn:constat:report:r3:2", "urn:constat:claim:r1:c2"])
  }

  @Test("IRIs are ASCII whatever they are made of") func iris() {
    #expect(IRI.own("claim", "a b\"<>é", "c:1") == "urn:constat:claim:a%20b%22%3C%3E%C3%A9:c%3A1")
    #expect(IRI.web("https://a.example/x y?é#%20%zz") == "https://a.example/x%20y?%C3%A9#%20%25zz")
    for bad in ["javascript:alert(1)", "https://", "http:///x", "/etc/passwd", "https://\"onclick", " https://a.example"] {
      #expect(IRI.web(bad) == nil)
    }
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(IRI.bytes(empty) == "ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
  }
}
