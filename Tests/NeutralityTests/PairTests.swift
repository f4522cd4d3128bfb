import Codes
import Foundation
import Reading
import Records
import Shelf
import SourceText
import Support
import Testing
import Tone

/// One happening told in neutral words and in loaded ones, as a line of `pairs.*.txt` tells it.
struct Pair: Sendable, CustomTestStringConvertible {
  let language: String
  let line: Int
  let neutral: String
  let loaded: String
  var testDescription: String { "\(language):\(line)" }

  /// The pairs of all languages: "neutral | loaded", a line each.
  static let all: [Pair] = Shared.languages.flatMap { language in
    Project.text(path(language)).split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let halves = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard !line.hasPrefix("#"), halves.count == 2 else { return nil }
      return Pair(language: language, line: index + 1, neutral: halves[0], loaded: halves[1])
    }
  }

  private static func path(_ language: String) -> String { "Tests/NeutralityTests/pairs.\(language).txt" }

  func document(_ text: String) -> Document { Document(id: "pair", text: text, published: "2024-11-12", language: language) }

  var location: SourceLocation {
    let path = Pair.path(language)
    return SourceLocation(fileID: "Constat/" + path, filePath: Project.url(path).path, line: line, column: 1)
  }
}

@Suite("Loaded words are coded as their neutral names") struct PairTests {
  private let library: Library
  init() throws { library = try Shared.library() }

  @Test("type, mode, stance, kinds of parties and figures are the same", arguments: Pair.all) func same(_ pair: Pair) {
    let (neutral, loaded) = (codes(pair.document(pair.neutral)), codes(pair.document(pair.loaded)))
    #expect(!neutral.isEmpty, sourceLocation: pair.location)
    #expect(neutral == loaded, sourceLocation: pair.location)
  }

  @Test("the loaded half has loaded words", arguments: Pair.all) func loaded(_ pair: Pair) throws {
    let tone = try #require(library.tones[pair.language])
    #expect(!tone.loadings(in: pair.document(pair.loaded)).isEmpty, sourceLocation: pair.location)
  }

  @Test("there are pairs in every language", arguments: Shared.languages) func enough(_ language: String) {
    #expect(Pair.all.count { $0.language == language } >= 25)
  }

  private func codes(_ document: Document) -> [String] {
    library.reader.read(document).claims.map { claim in
      let kinds = [claim.agent, claim.target, claim.speakers.map(\.party)].map { Set($0.map(\.kind)).sorted() }
      let tolls = claim.tolls.map { "\($0.kind) \($0.min ?? -1)..\($0.max ?? -1)" }.sorted()
      return "\(claim.type.rawValue)/\(claim.mode ?? "-") \(claim.stance.rawValue) \(kinds) \(tolls)"
    }
  }
}
