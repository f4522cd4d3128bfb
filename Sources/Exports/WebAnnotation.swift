import Codes
import Records
import SourceText

/// An AnnotationCollection of the W3C: every stretch of words that a claim rests on, an annotation each.
///
/// Positions count code points of the text whose SHA-256 the state names. A quote in which a name was replaced can't be found again, so such an annotation has
/// positions only.
public struct WebAnnotationExporter: Exporter {
  /// What leaves of the evidence.
  public enum Evidence: String, CaseIterable, Sendable {
    /// Words and positions.
    case quotes
    /// Positions alone, with the hash of the text.
    case positions
  }
  private let evidence: Evidence
  private var count = 0

  /// An exporter.
  public init(evidence: Evidence = .quotes) { self.evidence = evidence }

  /// The head of the collection.
  public mutating func begin() -> [Piece] {
    let head = """
      {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:constat:annotations", "type": "AnnotationCollection", "label": "Evidence",
      "first": {"id": "urn:constat:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": [
      """
    return [piece(Array(head.utf8))]
  }

  /// The annotations of an incident.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    var bytes: [UInt8] = []
    for member in published.incident.members {
      guard let report = published.reports[member.report] else { continue }
      for (number, ground) in member.claim.grounds.enumerated() {
        guard let excerpt = report.excerpt(ground.evidence) else { continue }
        bytes +=
          Array((count == 0 ? "\n" : ",\n").utf8) + annotation(number, ground, excerpt, member, report, published.incident.id).compact()
        count += 1
      }
    }
    return [piece(bytes)]
  }

  /// The foot, with the number of annotations.
  public mutating func end() -> [Piece] { [piece(Array("\n]}, \"total\": \(count)}\n".utf8))] }

  private func piece(_ bytes: [UInt8]) -> Piece { Piece(path: "annotations.jsonld", bytes: bytes) }

  private func annotation(
    _ number: Int, _ ground: Ground, _ excerpt: Excerpt, _ member: Member, _ report: PublishedReport, _ incident: String
  ) -> JSON {
    .sparse([
      ("id", .string(IRI.own("annotation", incident, member.report, member.claim.id, String(number)))), ("type", .string("Annotation")),
      ("motivation", .string(ground.field == .act ? "classifying" : "identifying")), ("body", .list(bodies(ground, member))),
      ("target", target(excerpt, report)),
    ])
  }

  /// The field, what was read, the claim it belongs to, and what a human said of the claim.
  private func bodies(_ ground: Ground, _ member: Member) -> [JSON] {
    func text(_ purpose: String, _ value: String) -> JSON {
      .object([("type", .string("TextualBody")), ("purpose", .string(purpose)), ("value", .string(value))])
    }
    let claim = JSON.object([
      ("type", .string("SpecificResource")), ("purpose", .string("linking")),
      ("source", .string(member.iri)),
    ])
    return [text("tagging", ground.field.rawValue), text(ground.field == .act ? "classifying" : "identifying", ground.value), claim]
      + [text("assessing", member.standing)]
  }

  private func target(_ excerpt: Excerpt, _ report: PublishedReport) -> JSON {
    let position = JSON.object([("type", .string("TextPositionSelector")), ("start", .int(excerpt.start)), ("end", .int(excerpt.end))])
    let quote = JSON.object([
      ("type", .string("TextQuoteSelector")), ("exact", .string(excerpt.exact)), ("prefix", .string(excerpt.prefix)),
      ("suffix", .string(excerpt.suffix)),
    ])
    let isQuoted = evidence == .quotes && !excerpt.isRedacted && !excerpt.exact.isEmpty
    let state = JSON.object([
      ("type", .string("TimeState")), ("sourceDate", .string(report.received)),
      ("cached", .string(report.sha256.map(IRI.bytes) ?? report.iri)),
    ])
    return .object([
      ("source", .string(report.source)), ("selector", isQuoted ? .list([quote, position]) : position), ("state", state),
    ])
  }
}
