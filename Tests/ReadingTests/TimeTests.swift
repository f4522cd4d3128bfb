import Foundation
import Reading
import Records
import Shelf
import SourceText
import Support
import Testing

/// A line of `times.txt`.
struct TimeCase: Sendable, CustomTestStringConvertible {
  let line: Int
  let document: Document
  let wanted: [String]

  var testDescription: String { "line \(line)" }

  static let all: [TimeCase] = Project.text("Tests/ReadingTests/times.txt").split(separator: "\n", omittingEmptySubsequences: false)
    .enumerated()
    .compactMap { index, line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4, !line.hasPrefix("#") else { return nil }
      let text = cells[2].split(separator: "¶", omittingEmptySubsequences: false).joined(separator: "\n")
      return TimeCase(
        line: index + 1, document: Document(id: "t", text: text, published: cells[1] == "-" ? nil : cells[1], language: cells[0]),
        wanted: cells[3].isEmpty ? [] : cells[3].split(separator: ";").map { $0.drop { $0 == " " } }.map { trimmed($0) })
    }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

@Suite("Times") struct TimeTests {
  let library: Library
  init() throws { library = try Shared.library() }

  @Test("are read as written down", arguments: TimeCase.all) func cases(_ example: TimeCase) {
    #expect(read(example.document) == example.wanted)
  }

  /// `words=value` of every time expression of a document.
  private func read(_ document: Document) -> [String] {
    guard case .object(let fields) = NotesReader(library.reader).json(document, layers: ["times"]),
      case .list(let times)? = fields.first(where: { $0.0 == "times" })?.1
    else { return [] }
    let scalars = Array(String(decoding: document.bytes, as: UTF8.self).unicodeScalars)
    return times.map { time in
      guard case .object(let values) = time else { return "" }
      var words = String.UnicodeScalarView()
      words.append(contentsOf: scalars[number(values, "start")..<number(values, "end")])
      return String(words) + "=" + text(values, "value")
    }
  }

  private func number(_ fields: [(String, JSON)], _ key: String) -> Int {
    if case .int(let value)? = fields.first(where: { $0.0 == key })?.1 { return value }
    return 0
  }

  private func text(_ fields: [(String, JSON)], _ key: String) -> String {
    if case .string(let value)? = fields.first(where: { $0.0 == key })?.1 { return value }
    return ""
  }

  @Test("a mistake in moments.rules is a problem at its line") func mistakes() throws {
    let folder = try TemporaryFolder()
    let source = Library.languageFolder(Project.url("Knowledge/languages/fr"))
    for (path, bytes) in source.files { try folder.write(bytes, to: "fr/" + path) }
    try folder.write(Array(TimeTests.broken.utf8), to: "fr/moments.rules")
    let files = Library.languageFolder(folder.url.appendingPathComponent("fr"))
    let library = try Library.load(Project.url("Knowledge"), languages: [], extra: [files])
    let mistakes = library.problems.filter { $0.file == folder.url.path + "/fr/moments.rules" }
    #expect(Set(mistakes.map(\.line)) == [2, 3, 6, 10, 12, 14])
  }

  /// Lines 2 and 3: a value and a list that don't exist; 6: no such part; 10: no "no"; 12: no such meaning; 14: no such entry.
  private static let broken = """
    words fr
      month  janvier=premier
      planet mars=4

    moment one
      when   ( @nowhere {month}
      is     month
      yes    En [2024-01-01..2024-01-31 janvier].
      no     En ville.
    moment two
      when   {planet} {month}
      is     lunch
      yes    En [2024-01-01..2024-01-31 janvier].
    operator depuis
      words  depuis
    """
}
