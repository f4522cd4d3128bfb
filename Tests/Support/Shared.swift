import Codes
import Foundation
import Intake
import Records
public import Scoring
public import Shelf
public import SourceText

/// What many tests read: loaded once.
public enum Shared {
  private static let loaded = Result { () throws(Problem) in try Library.load(Project.url("Knowledge")) }

  /// The project's knowledge, all languages.
  public static func library() throws -> Library { try loaded.get() }

  /// Codes of the languages that the project knows.
  public static let languages = ((try? FileManager.default.contentsOfDirectory(atPath: Project.url("Knowledge/languages").path)) ?? [])
    .filter { !$0.contains(".") }.sorted()

  /// The gold samples with their problems, by file.
  public static let gold: [(gold: GoldDocument, problems: [Problem])] = {
    guard let codebook = try? library().codebook else { return [] }
    return Project.files(in: "Gold/samples", ending: ".gold").compactMap { path in
      let read = GoldReader.read(path: path, bytes: Project.bytes(path), codebook: codebook)
      return read.gold.map { ($0, read.problems) }
    }
  }()

  /// Ids of the gold samples.
  public static let samples = gold.map(\.gold.document.id)

  /// The text of a gold sample as `constat read` takes it in.
  public static func document(_ id: String) -> Document? { sample(id).flatMap { document($0.input.compact()) } }

  /// The documents of a file with one JSON object a line, as `constat read` takes them in.
  public static func documents(_ bytes: [UInt8]) -> [Document] { bytes.split(separator: 10).compactMap { document(Array($0)) } }

  private static func document(_ line: [UInt8]) -> Document? {
    try? JSONLines(defaults: IntakeDefaults()).document(line, file: "test", number: 1)
  }

  /// The gold sample with this id.
  public static func sample(_ id: String) -> GoldDocument? { gold.first { $0.gold.document.id == id }?.gold }
}
