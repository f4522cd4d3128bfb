public import Foundation
import Packs

extension Library {
  /// Names of countries in a language by ISO 3166 alpha-2 code; the table has French and English.
  public func countryNames(_ language: String) -> [String: String] {
    let lines = lines("places/countries.tsv")
    guard let head = lines.last(where: { $0.hasPrefix("#") })?.split(separator: "\t", omittingEmptySubsequences: false) else { return [:] }
    return [:].merging(
      lines.compactMap { line in
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        let names = head.firstIndex { $0 == language } ?? 5
        guard cells.count > names, cells[0].count == 2, let first = cells[names].split(separator: "|").first else { return nil }
        return (String(cells[0]), String(first))
      }
    ) { first, _ in first }
  }

  /// Labels of a kind of page in a language, by key; empty if the language has none.
  public func labels(_ page: String, _ language: String) -> [String: String] {
    let path = "languages/\(language)/words/\(page).terms"
    let data = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path) ?? Data()
    let file = LineFile(path: path, bytes: Array(data))
    let fields = file.entries.first { $0.keyword == "labels" && $0.name == page }?.fields ?? []
    return Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
  }

  private func lines(_ path: String) -> [Substring] {
    let data = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }
}
