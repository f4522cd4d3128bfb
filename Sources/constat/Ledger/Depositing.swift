import Codes
import Foundation
import Intake
import Ledger
import Linking
import Records
import Shelf
import SourceText

extension Deposit {
  /// Reads a document that arrived; a pure function, for many at a time.
  init(_ arrival: Arrival, library: Library) {
    let capture = arrival.capture
    let source = Deposit.Source(
      bytes: capture.bytes, sha256: capture.sha256, mediaType: capture.mediaType, origin: capture.origin, address: capture.address,
      tool: capture.tool, received: capture.received)
    let fingerprint = Fingerprint(arrival.document)
    self.init(
      source: source, key: arrival.report, isPublic: arrival.isPublic, document: arrival.document,
      entry: Entry(reading: arrival.document, library: library), fingerprint: fingerprint.bytes, bands: fingerprint.bands)
  }
}

extension Entry {
  /// What is read from a document, with what linking needs of its claims.
  init(reading document: Document, library: Library) {
    let record = library.record(document)
    let report = Report(id: document.id, document: document, version: 1, capture: "", origin: "", received: "")
    let tellings = Telling.all(of: record.claims, in: report)
    let links = Dictionary(zip(record.claims.map(\.id), tellings.map(\.entry))) { first, _ in first }
    self.init(record, codebook: library.codebook) { links[$0.id] ?? LinkEntry(telling: "", keys: []) }
  }
}

extension Software {
  /// This program with the knowledge of a folder: SHA-256 over all its files in the order of their paths.
  init(_ library: Library) throws {
    let root = library.folder
    let paths = ((try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []).sorted()
    var all: [UInt8] = []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: root.appendingPathComponent(path).path) else { continue }
      all += Array("\(path)\n\(Digest.sha256(Array(data)))\n".utf8)
    }
    self.init(version: Root.version, knowledge: Digest.sha256(all))
  }
}
