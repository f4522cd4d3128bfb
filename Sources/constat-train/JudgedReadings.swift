import Codes
import Foundation
import Intake
import Reading
import Records
import Scoring
import Shelf
import SourceText

/// A reading with its traits and whether gold has it.
struct JudgedReading {
  /// Id of its document, or of the group of documents that tell the same.
  let group: String
  let traits: [String]
  let isRight: Bool
}

/// A document and where it tells acts of which types.
struct JudgedDocument {
  struct Act: Decodable {
    let type: String
    let anchors: [String]
    var sure: Bool?
  }

  let document: Document
  let acts: [Act]
  /// Whether readings that no act answers are wrong.
  let isComplete: Bool
  /// The types of which all acts were annotated; nil for all.
  let judged: Set<String>?

  /// The claims of a record that gold answers for: optional acts and, in incomplete documents, further readings are left out.
  func judge(_ record: Record) -> [JudgedReading] {
    record.claims.compactMap { claim in
      let here = acts.filter { act in
        (act.type == claim.type.rawValue || act.type == "*")
          && act.anchors.contains { anchor in
            document.spans(of: anchor).contains { span in claim.trigger.contains { $0.span.overlaps(span) } }
          }
      }
      if here.contains(where: { $0.sure ?? true }) { return reading(claim, isRight: true) }
      let isComplete = isComplete && (judged?.contains(claim.type.rawValue) ?? true)
      return isComplete && here.isEmpty ? reading(claim, isRight: false) : nil
    }
  }

  private func reading(_ claim: Claim, isRight: Bool) -> JudgedReading {
    let group = document.id.utf8.split(separator: UInt8(ascii: "/")).first.map { String(Substring($0)) } ?? document.id
    return JudgedReading(group: group, traits: claim.weighings.map(\.trait), isRight: isRight)
  }
}

/// Reads what was annotated: `.gold` files, or a folder with `docs.jsonl` and `gold.jsonl`.
enum JudgedDocuments {
  private struct Line: Decodable {
    let id: String
    let claims: [JudgedDocument.Act]
    var complete: Bool?
    var judged: [String]?
  }

  static func read(_ path: String, codebook: Codebook) throws -> [JudgedDocument] {
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    if names.contains("gold.jsonl") { return try lines(path) }
    return try names.filter { $0.hasSuffix(".gold") }.compactMap { try marked(path + "/" + $0, codebook) }
  }

  private static func lines(_ folder: String) throws -> [JudgedDocument] {
    func rows(_ name: String) throws -> [Substring] {
      try String(contentsOf: URL(fileURLWithPath: folder + "/" + name), encoding: .utf8).split(separator: "\n")
    }
    let gold = try rows("gold.jsonl").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    let byId = Dictionary(gold.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let reader = JSONLines(defaults: IntakeDefaults())
    return try rows("docs.jsonl").enumerated().compactMap { number, row in
      guard let document = try? reader.document(Array(row.utf8), file: folder, number: number + 1), let line = byId[document.id] else {
        return nil
      }
      return JudgedDocument(
        document: document, acts: line.claims, isComplete: line.complete ?? true, judged: line.judged.map { Set($0) })
    }
  }

  private static func marked(_ path: String, _ codebook: Codebook) throws -> JudgedDocument? {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    guard let gold = GoldReader.read(path: path, bytes: bytes, codebook: codebook).gold else { return nil }
    let acts = gold.claims.map { claim in
      JudgedDocument.Act(
        type: claim.type.rawValue, anchors: (claim.marks[.deed] ?? []).compactMap { gold.document.text(of: $0) }, sure: !claim.isOptional)
    }
    return JudgedDocument(document: gold.document, acts: acts, isComplete: gold.isComplete, judged: nil)
  }
}
