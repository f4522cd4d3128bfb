import Codes
import Records
import SourceText

/// schema.org in JSON-LD: a `Claim` for what was read, and a `ClaimReview` only where a human gave a verdict.
///
/// The verdict is about the reading ("the report says so"), not about the world, and the review's aspect says that; it has no rating in numbers, since
/// search engines would show one as a judgement of the happening.
public struct SchemaOrgExporter: Exporter {
  private let making: Making
  private var file = GraphFile(path: "claims.jsonld", context: .string("https://schema.org"))

  /// An exporter.
  public init(making: Making) { self.making = making }

  /// The head, and the software that reads.
  public mutating func begin() -> [Piece] {
    let software = JSON.object([
      ("@id", .string(Self.software)), ("@type", .string("SoftwareApplication")), ("name", .string(making.software)),
      ("applicationCategory", .string("research")),
    ])
    return [file.head(), file.lines([software])]
  }

  /// The claims of an incident and their reviews.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    let nodes = published.incident.members.flatMap { member -> [JSON] in
      guard let report = published.reports[member.report] else { return [] }
      let words = report.passage(of: member.claim)
      let claim = claim(member, words, report, published)
      return [claim] + (member.review.map { [verdict($0, member, words)] } ?? [])
    }
    return [file.lines(nodes)]
  }

  /// The foot.
  public mutating func end() -> [Piece] { [file.foot()] }

  private static let software = IRI.own("agent", "software")
  private static let aspect = "whether the report says so; not whether it happened"

  private func claim(_ member: Member, _ words: String?, _ report: PublishedReport, _ published: PublishedIncident) -> JSON {
    .sparse([
      ("@id", .string(member.iri)), ("@type", .string("Claim")), ("text", .maybe(words)),
      ("inLanguage", .maybe(report.language)), ("author", author(member, report)), ("claimInterpreter", .node(Self.software)),
      ("appearance", article(report)), ("keywords", .list([member.claim.coding, member.claim.stance.rawValue].map(JSON.string))),
      ("temporalCoverage", .maybe(member.claim.date?.interval)), ("spatialCoverage", .maybe(Set(member.claim.place.map(\.name)).sorted())),
      ("creativeWorkStatus", .string(member.standing)), ("isPartOf", .node(IRI.own("incident", published.incident.id))),
    ])
  }

  /// The root of the chain, as a thing with a name: whether it is a person is not told, since most speakers are none.
  private func author(_ member: Member, _ report: PublishedReport) -> JSON? {
    if let speaker = member.claim.speakers.last?.party {
      return .object([("@type", .string(speaker.kind == "unknown" ? "Thing" : "Organization")), ("name", .string(speaker.name))])
    }
    return report.outlet.map { .object([("@type", .string("Organization")), ("name", .string($0))]) }
  }

  private func article(_ report: PublishedReport) -> JSON {
    .sparse([
      ("@id", .string(report.iri)), ("@type", .string("NewsArticle")), ("headline", .maybe(report.title)),
      ("url", .maybe(IRI.web(report.url))), ("datePublished", .maybe(report.published?.description)),
      ("inLanguage", .maybe(report.language)), ("version", .int(report.version)),
      ("publisher", report.outlet.map { .object([("@type", .string("Organization")), ("name", .string($0))]) }),
      ("sha256", .maybe(report.sha256)),
    ])
  }

  private func verdict(_ review: Review, _ member: Member, _ words: String?) -> JSON {
    .sparse([
      ("@id", .string(IRI.own("review", member.report, member.claim.id))), ("@type", .string("ClaimReview")),
      ("claimReviewed", .maybe(words)), ("itemReviewed", .node(member.iri)), ("reviewAspect", .string(Self.aspect)),
      ("author", .object([("@type", .string("Organization")), ("name", .string("reviewer"))])),
      ("datePublished", .string(String(review.at.prefix(10)))),
      (
        "reviewRating",
        .object([
          ("@type", .string("Rating")), ("alternateName", .string(review.verdict.rawValue)), ("reviewAspect", .string(Self.aspect)),
        ])
      ),
    ])
  }
}
