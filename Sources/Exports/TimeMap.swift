import Codes
import Records
import SourceText

/// Three files of TimeMap, the viewer of Forensic Architecture that Bellingcat uses too: events, sources, associations.
///
/// The fields are those of its example data as remembered, not checked against a current version: all values are text, dates are month/day/year.
/// A happening without a published position has empty coordinates and stands on the time line only.
public struct TimeMapExporter: Exporter {
  private let grid: Grid
  private var isFirstEvent = true
  private var isFirstSource = true
  private var filters: Set<[String]> = []

  /// An exporter; `degrees` is the grid of the policy.
  public init(degrees: Double = 0.1) { grid = Grid(degrees: degrees) }

  /// The heads of the files that grow.
  public mutating func begin() -> [Piece] { [piece("events.json", "["), piece("sources.json", "{")] }

  /// An event and its sources.
  public mutating func add(_ published: PublishedIncident) -> [Piece] {
    let summary = Summary(published)
    let labels = summary.codings.map { ["type", $0] } + [["grade", published.incident.grade.rawValue], ["review", summary.review]]
    filters.formUnion(labels)
    let reports = summary.reports.compactMap { published.reports[$0] }
    let event = event(published, summary, reports, labels)
    defer { (isFirstEvent, isFirstSource) = (false, isFirstSource && reports.isEmpty) }
    var sources: [UInt8] = []
    for (index, report) in reports.enumerated() {
      sources += Array((isFirstSource && index == 0 ? "\n" : ",\n").utf8)
      sources += JSON.string(name(report, published.incident.id)).compact() + Array(": ".utf8) + source(report, published).compact()
    }
    return [
      Piece(path: "events.json", bytes: Array((isFirstEvent ? "\n" : ",\n").utf8) + event.compact()),
      Piece(path: "sources.json", bytes: sources),
    ]
  }

  /// The feet, and the filters that were used.
  public mutating func end() -> [Piece] {
    let associations = filters.sorted { $0.lexicographicallyPrecedes($1) }.map { path in
      JSON.object([
        ("id", .string(path.joined(separator: ":"))), ("title", .string(path.last ?? "")), ("desc", .string("")),
        ("mode", .string("FILTER")),
        ("filter_paths", .list(path.map(JSON.string))),
      ])
    }
    return [
      piece("events.json", "\n]\n"), piece("sources.json", "\n}\n"),
      Piece(path: "associations.json", bytes: JSON.list(associations).pretty() + [10]),
    ]
  }

  private func piece(_ path: String, _ text: String) -> Piece { Piece(path: path, bytes: Array(text.utf8)) }

  /// A report may tell several happenings; it is a source of its own in each, with the words that matter there.
  private func name(_ report: PublishedReport, _ incident: String) -> String { incident + "/" + report.id }

  private func event(_ published: PublishedIncident, _ summary: Summary, _ reports: [PublishedReport], _ labels: [[String]]) -> JSON {
    let incident = published.incident
    let tile = summary.places.lazy.compactMap(grid.tile).first { $0.isPoint }
    return .object([
      ("id", .string(incident.id)), ("description", .string(description(published, summary))), ("date", .string(date(summary))),
      ("time", .string("")), ("time_precision", .string(summary.date?.precision ?? "")),
      ("time_display", .string(summary.date?.interval ?? "")),
      ("location", .string(summary.places.first?.name ?? "")), ("location_precision", .string(summary.places.first?.precision ?? "")),
      ("latitude", .string(tile.map { JSON.digits($0.latitude) } ?? "")),
      ("longitude", .string(tile.map { JSON.digits($0.longitude) } ?? "")), ("type", .string(summary.codings.first ?? "")),
      ("category", .string(incident.grade.rawValue)), ("category_full", .string(incident.gradeReason)),
      ("associations", .list(labels.map { .string($0.joined(separator: ":")) })),
      ("sources", .list(reports.map { .string(name($0, incident.id)) })), ("comments", .string("")),
    ])
  }

  /// Codes and figures; the words of the reports stand with the sources.
  private func description(_ published: PublishedIncident, _ summary: Summary) -> String {
    let tolls = Summary.tollKinds.compactMap { kind in
      let (min, max) = summary.bounds(kind)
      return min == nil && max == nil ? nil : "\(kind) " + Toll.figure(min, max)
    }
    let said = summary.stances.joined(separator: ", ") + " (" + summary.roots(published).joined(separator: "; ") + ")"
    return ([summary.codings.joined(separator: ", "), said] + tolls + [published.incident.grade.rawValue]).joined(separator: " · ")
  }

  private func date(_ summary: Summary) -> String {
    guard let day = summary.date?.from ?? summary.date?.to else { return "" }
    let (year, month, number) = day.civil
    return "\(month)/\(number)/\(year)"
  }

  private func source(_ report: PublishedReport, _ published: PublishedIncident) -> JSON {
    let members = published.incident.members.filter { $0.report == report.id }
    let quotes = members.compactMap { report.passage(of: $0.claim) }
    return .object([
      ("id", .string(name(report, published.incident.id))), ("title", .string(report.title ?? report.outlet ?? report.input)),
      ("thumbnail", .string("")), ("paths", .list([])), ("type", .string("Text")), ("affil_s", .list([])),
      ("url", .string(IRI.web(report.url) ?? "")), ("description", .string(quotes.joined(separator: "\n"))), ("parent", .string("")),
      ("author", .string(report.outlet ?? "")), ("date", .string(report.published?.description ?? "")),
    ])
  }
}
