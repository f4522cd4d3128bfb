import Foundation
import Packs
public import SourceText

extension Library {
  /// The words of a dossier in a language, by key: the entry `labels dossier` of its `words/dossier.terms`.
  ///
  /// - Throws: a `Problem` if the language has no such file or the file can't be read.
  public func labels(_ language: String) throws(Problem) -> [String: String] {
    let url = folder.appendingPathComponent("languages/\(language)/words/dossier.terms")
    guard known.contains(language), let data = try? Data(contentsOf: url) else {
      let others = known.joined(separator: ", ")
      throw Problem("labels", "there are no words for dossiers in \"\(language)\"; ask for one of \(others), or write this file", file: url.path)
    }
    let file = LineFile(path: url.path, bytes: Array(data))
    if let problem = file.problems.first { throw problem }
    let fields = file.entries.filter { $0.keyword == "labels" && $0.name == "dossier" }.flatMap(\.fields)
    return Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
  }
}
