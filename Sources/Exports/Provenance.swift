import Codes
import Records
import SourceText

/// How the claims were read: what an export tells of its making.
public struct Making: Sendable, Equatable {
  /// Name and version of the software: "constat 1.0".
  public var software: String
  /// SHA-256 of the packs and models by their names.
  public var parts: [(name: String, sha256: String)] = []
  /// When the export was made, ISO 8601 in UTC; the caller's clock.
  public var at: String?
  /// A making.
  public init(software: String, parts: [(name: String, sha256: String)] = [], at: String? = nil) {
    (self.software, self.parts, self.at) = (software, parts, at)
  }

  /// Whether all is the same.
  public static func == (a: Making, b: Making) -> Bool {
    a.software == b.software && a.at == b.at && a.parts.elementsEqual(b.parts) { $0 == $1 }
  }
}

/// PROV-O as JSON-LD: from the bytes as received to the incident, who said what in which chain, and what humans changed.
///
/// A node may stand several times with the same content; linked data reads it as one. Reviewers appear as a role, never by name.
public struct ProvenanceExporter: Exporter {
  private let making: Making
  private var file: GraphFile

  /// An exporter.
  public init(making: Making) {
    self.making = making
    let context = JSON.object([
      ("prov", .string("http://www.w3.org/ns/prov#")), ("xsd", .string("http://www.w3.org/2001/XMLSchema#")),
      ("rdfs", .string("http://www.w3.org/2000/01/rdf-schema#")), ("dcterms", .string("http://purl.org/dc/terms/")),
      ("constat", .string("urn:constat:term:")),
    ])
    file = GraphFile(path: "provenance.jsonld", context: context)
  }

  /// The reading and the software that did it.
  public mutating func begin() -> [Piece] {
    let parts = making.parts.map { part in
      entity(IRI.bytes(part.sha256), "prov:Plan", [("rdfs:label", .string(part.name)), ("constat:sha256", .string(part.sha256))])
    }
    let software = JSON.object([
      ("@id", .string(Self.software)), ("@type", .list(["prov:Agent", "prov:SoftwareAgent"].map(JSON.string))),
      ("rdfs:label", .string(making.software)),
    ])
    let reviewer = JSON.object([
      ("@id", .string(Self.reviewer)), ("@type", .string("prov:Agent")), ("rdfs:label", .string("reviewer")),
    ])
    return [file.head(), file.lines([software, reviewer, reading, export] + parts)]
  }

  /// The nodes of an incident.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    let incident = published.incident
    let reports = Set(incident.members.map(\.report)).sorted().compactMap { published.reports[$0] }
    return [
      file.lines(
        [collection(incident)] + reports.flatMap(nodes)
          + incident.members.flatMap { member in published.reports[member.report].map { nodes(member, $0) } ?? [] })
    ]
  }

  /// The foot.
  public mutating func end() -> [Piece] { [file.foot()] }

  private static let software = IRI.own("agent", "software")
  private static let reviewer = IRI.own("role", "reviewer")
  /// The reading by one software with one set of packs; another set is another reading.
  private var readingName: String {
    IRI.own("activity", "reading", making.software, making.parts.map { String($0.sha256.prefix(8)) }.joined())
  }
  private var exportName: String { IRI.own("activity", "export", making.software, making.at ?? "") }

  private var reading: JSON {
    .sparse([
      ("@id", .string(readingName)), ("@type", .string("prov:Activity")), ("prov:wasAssociatedWith", .node(Self.software)),
      ("prov:used", .nodes(making.parts.map { IRI.bytes($0.sha256) })),
    ])
  }

  private var export: JSON {
    .sparse([
      ("@id", .string(exportName)), ("@type", .string("prov:Activity")), ("prov:wasAssociatedWith", .node(Self.software)),
      ("prov:endedAtTime", making.at.map(time)),
    ])
  }

  private func entity(_ iri: String, _ type: String?, _ fields: [(String, JSON?)]) -> JSON {
    let types = (["prov:Entity"] + (type.map { [$0] } ?? [])).map(JSON.string)
    return .sparse([("@id", .string(iri)), ("@type", types.count == 1 ? types[0] : .list(types))] + fields)
  }

  private func time(_ text: String) -> JSON { .object([("@type", .string("xsd:dateTime")), ("@value", .string(text))]) }
  private func day(_ text: String) -> JSON { .object([("@type", .string("xsd:date")), ("@value", .string(text))]) }

  private func collection(_ incident: Incident) -> JSON {
    entity(
      IRI.own("incident", incident.id), "prov:Collection",
      [
        ("prov:hadMember", .nodes(incident.members.map(\.iri))),
        ("prov:wasDerivedFrom", .nodes(incident.previous.map { IRI.own("incident", $0) })),
        ("prov:wasGeneratedBy", .node(exportName)), ("constat:grade", .string(incident.grade.rawValue)),
      ])
  }

  /// A version of a report and the bytes it was made from.
  private func nodes(_ report: PublishedReport) -> [JSON] {
    let capture = entity(
      IRI.bytes(report.capture), nil, [("prov:generatedAtTime", time(report.received)), ("constat:sha256", .string(report.capture))])
    let before = report.version > 1 ? JSON.node(IRI.own("report", report.id, String(report.version - 1))) : nil
    let text = entity(
      report.iri, nil,
      [
        ("rdfs:label", .maybe(report.title)), ("dcterms:publisher", .maybe(report.outlet)), ("dcterms:language", .maybe(report.language)),
        ("dcterms:issued", report.published.map { day($0.description) }), ("constat:sha256", .maybe(report.sha256)),
        ("prov:atLocation", IRI.web(report.url).map(JSON.node)), ("prov:wasDerivedFrom", .node(IRI.bytes(report.capture))),
        ("prov:wasRevisionOf", before), ("prov:alternateOf", report.copyOf.map { .node(IRI.own("report", $0, "1")) }),
      ])
    return [capture, text]
  }

  /// A claim, the chain of statements it was quoted from, and its review.
  private func nodes(_ member: Member, _ report: PublishedReport) -> [JSON] {
    let name = member.iri
    let statements = member.claim.speakers.indices.map { IRI.own("statement", member.report, member.claim.id, String($0 + 1)) }
    let isChanged = member.review?.verdict == .corrected
    let original = IRI.own("claim", member.report, member.claim.id, "read")
    let claim = entity(
      name, nil,
      [
        ("constat:coding", .string(member.claim.coding)), ("constat:stance", .string(member.claim.stance.rawValue)),
        ("constat:review", .string(member.standing)), ("prov:wasDerivedFrom", .node(report.iri)),
        ("prov:hadPrimarySource", .node(statements.last ?? report.iri)),
        ("prov:wasGeneratedBy", .node(isChanged ? Self.reviewing(member) : readingName)),
        ("prov:wasRevisionOf", isChanged ? .node(original) : nil),
      ])
    let read =
      isChanged ? [entity(original, nil, [("prov:wasGeneratedBy", .node(readingName)), ("prov:wasDerivedFrom", .node(report.iri))])] : []
    return [claim] + read + chain(member, report, statements) + review(member, name)
  }

  /// Outermost first: the report quotes the first speaker, who quotes the second, ...
  private func chain(_ member: Member, _ report: PublishedReport, _ statements: [String]) -> [JSON] {
    guard let first = statements.first else { return [] }
    let quoting = JSON.object([("@id", .string(report.iri)), ("prov:wasQuotedFrom", .node(first))])
    let nodes = zip(statements, member.claim.speakers).enumerated().flatMap { index, pair in
      let (statement, speaker) = pair
      let agent = IRI.own("agent", speaker.party.id ?? member.report + "/" + speaker.party.name)
      let next = index + 1 < statements.count ? statements[index + 1] : nil
      return [
        entity(
          statement, nil,
          [
            ("prov:wasAttributedTo", .node(agent)), ("prov:wasQuotedFrom", next.map(JSON.node)),
            ("constat:channel", .maybe(speaker.channel?.kind)),
          ]),
        JSON.object([
          ("@id", .string(agent)), ("@type", .string("prov:Agent")), ("rdfs:label", .string(speaker.party.name)),
          ("constat:kind", .string(speaker.party.kind)),
        ]),
      ]
    }
    return [quoting] + nodes
  }

  private static func reviewing(_ member: Member) -> String { IRI.own("activity", "review", member.report, member.claim.id) }

  private func review(_ member: Member, _ claim: String) -> [JSON] {
    guard let review = member.review else { return [] }
    return [
      .object([
        ("@id", .string(Self.reviewing(member))), ("@type", .string("prov:Activity")),
        ("prov:used", .node(claim)), ("prov:wasAssociatedWith", .node(Self.reviewer)), ("prov:endedAtTime", time(review.at)),
        ("constat:verdict", .string(review.verdict.rawValue)),
      ])
    ]
  }
}
