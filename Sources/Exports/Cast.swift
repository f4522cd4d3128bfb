import Records
import SourceText

/// The persons of an incident's reports, and how each report's strings lose their names.
struct Cast: Sendable {
  private let redactors: [String: Redactor]
  private let shared: Names
  /// What was replaced, by report: placeholder and whether the person is protected.
  let replaced: [String: [(label: String, isProtected: Bool)]]

  /// - Parameter hidesPrivate: whether private persons' names are replaced too, not only those of protected ones.
  init(_ reports: [Report], policy: Policy, hidesPrivate: Bool, hidesPositions: Bool) {
    var redactors: [String: Redactor] = [:]
    var replaced: [String: [(label: String, isProtected: Bool)]] = [:]
    var shared = Names()
    func isHidden(_ person: Person) -> Bool { person.standing == .protected || (hidesPrivate && person.standing == .private) }
    for report in reports {
      let others = reports.filter { $0.id != report.id }.flatMap(\.persons).filter(isHidden)
      var builder = CastBuilder(word: policy.placeholders[report.document.language ?? ""] ?? policy.placeholder)
      for person in report.persons { builder.add(person, isHidden: isHidden(person)) }
      for person in others { builder.addStranger(person) }
      redactors[report.id] = builder.redactor(for: report.document, policy: policy, hidesPositions: hidesPositions)
      replaced[report.id] = builder.replaced
      for person in report.persons where isHidden(person) {
        for form in CastBuilder.forms(of: person) { shared.add(form, label: "[\(policy.placeholder)]", strength: .own) }
        shared.addParts(of: person.name, label: "[\(policy.placeholder)]")
      }
    }
    (self.redactors, self.replaced, self.shared) = (redactors, replaced, shared)
  }

  /// How a report's strings lose their names.
  func redactor(for report: String) -> Redactor? { redactors[report] }

  /// Whether an id, which may be spelled like a name in any case, holds none.
  func isClean(_ id: String) -> Bool { shared.matches(in: Words(id), anyCase: true).isEmpty }

  /// A sentence about several reports with all their names replaced, without numbers.
  func redact(_ text: String) -> String {
    guard !shared.isEmpty else { return text }
    let words = Words(text)
    var (out, at) = ("", 0)
    for match in shared.matches(in: words) {
      out += words.text(at..<words.words[match.words.lowerBound].range.lowerBound) + match.label
      at = words.words[match.words.upperBound - 1].range.upperBound
    }
    return out + words.text(at..<words.scalars.count)
  }
}

/// Collects the names of one report.
private struct CastBuilder {
  let word: String
  var replaced: [(label: String, isProtected: Bool)] = []
  private var names = Names()
  private var parts = Names()
  private var hidden: [(span: Span, label: String)] = []
  private var kept: [Span] = []
  private var strangers: [[String]: String] = [:]

  init(word: String) { self.word = word }

  /// The ways in which a text writes a person's name.
  static func forms(of person: Person) -> [String] { [person.name] + person.evidence.map(\.quote) }

  mutating func add(_ person: Person, isHidden: Bool) {
    let label = isHidden ? "[\(word) \(replaced.count + 1)]" : nil
    for form in CastBuilder.forms(of: person) { add(form, label, .own) }
    guard let label else { return kept += person.evidence.map(\.span) }
    replaced.append((label, person.standing == .protected))
    parts.addParts(of: person.name, label: label)
    hidden += person.evidence.map { ($0.span, label) }
  }

  /// Somebody named in another report of the incident; numbered after this report's own.
  mutating func addStranger(_ person: Person) {
    let key = Words.folded(person.name)
    let label = strangers[key] ?? "[\(word) \(replaced.count + strangers.count + 1)]"
    strangers[key] = label
    for form in CastBuilder.forms(of: person) {
      add(form, label, person.standing == .protected && Words.folded(form).count > 1 ? .own : .elsewhere)
    }
    if person.standing == .protected { parts.addParts(of: person.name, label: label) }
  }

  private mutating func add(_ form: String, _ label: String?, _ strength: Names.Strength) {
    names.add(form, label: label, strength: strength)
    parts.add(form, label: label, strength: strength)
  }

  func redactor(for document: Document, policy: Policy, hidesPositions: Bool) -> Redactor {
    Redactor(
      document: document, offsets: CodePointOffsets(document), names: names, parts: parts, hidden: hidden, kept: kept,
      hidesPositions: hidesPositions, quotes: policy.quotes, context: policy.context)
  }
}
