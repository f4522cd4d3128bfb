import Foundation
import Reading
import Records
import Shelf
import SourceText
import Support
import Testing

/// A sentence with its amounts and its figures of casualties, as `amounts.*.txt` tells them.
struct AmountCase: Sendable, CustomTestStringConvertible {
  let language: String
  let line: Int
  let text: String
  let amounts: [String]
  let tolls: Set<String>
  var testDescription: String { "\(language):\(line)" }

  /// The cases of one language: a sentence, its amounts behind "=", its figures behind "+".
  static func all(_ language: String) -> [AmountCase] {
    let lines = Project.text("Tests/ReadingTests/amounts.\(language).txt").split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.compactMap { index in
      guard !lines[index].isEmpty, !"#=+".contains(lines[index].prefix(1)), index + 2 < lines.count else { return nil }
      return AmountCase(
        language: language, line: index + 1, text: String(lines[index]), amounts: list(lines[index + 1]), tolls: Set(list(lines[index + 2]))
      )
    }
  }

  private static func list(_ line: Substring) -> [String] {
    line.dropFirst(2) == "-" ? [] : line.dropFirst(2).split(separator: ";").map { String($0.drop { $0 == " " }) }
  }

  var document: Document { Document(id: "case", text: text, published: "2024-11-12", language: language) }

  var location: SourceLocation {
    let path = "Tests/ReadingTests/amounts.\(language).txt"
    return SourceLocation(fileID: "Constat/" + path, filePath: Project.url(path).path, line: line, column: 1)
  }
}

@Suite("Amounts and tolls") struct AmountTests {
  @Test("every number of a sentence is an amount with its bounds", arguments: Shared.languages.flatMap(AmountCase.all))
  func amounts(_ example: AmountCase) throws {
    let notes = NotesReader(try Shared.library().reader).json(example.document, layers: ["quantities"])
    let read = try #require(field("quantities", notes))
    guard case .list(let items) = read else { return }
    #expect(items.map(spelled) == example.amounts, sourceLocation: example.location)
  }

  @Test("only people who came to harm are figures", arguments: Shared.languages.flatMap(AmountCase.all))
  func tolls(_ example: AmountCase) throws {
    let record = try Shared.library().record(example.document)
    let tolls = record.claims.flatMap(\.tolls) + record.tolls
    let read = tolls.map { "\($0.kind) " + bounds($0.min.map(String.init), $0.max.map(String.init)) }
    #expect(Set(read) == example.tolls, sourceLocation: example.location)
  }

  private func field(_ key: String, _ json: JSON) -> JSON? {
    guard case .object(let fields) = json else { return nil }
    return fields.first { $0.0 == key }?.1
  }

  private func bounds(_ min: String?, _ max: String?) -> String {
    min == max && min != nil ? min ?? "" : (min ?? "") + ".." + (max ?? "")
  }

  private func spelled(_ quantity: JSON) -> String {
    func value(_ key: String) -> String? {
      switch field(key, quantity) {
      case .int(let value)?: String(value)
      case .literal(let text)?, .string(let text)?: text
      default: nil
      }
    }
    let qualifier = value("qualifier") ?? ""
    return bounds(value("min"), value("max")) + (qualifier == "exact" ? "" : " " + qualifier)
  }
}
