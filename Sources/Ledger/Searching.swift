import GRDB
public import SourceText

/// A place where words were found.
public struct Found: Sendable, Equatable {
  /// Id of the report, or `report/claim` for the quotes of a claim.
  public let name: String
  /// Outlet and day of publication, as far as known.
  public let outlet: String?, published: String?
  /// The title, if the report has one.
  public let title: String?
  /// Some words around the find; what was found stands between `[` and `]`.
  public let snippet: String
}

extension Ledger {
  /// Reports whose newest text holds all the words, the best first; accents and case don't matter.
  ///
  /// - Parameters:
  ///   - claims: searches the quotes of claims in place of whole texts.
  /// - Throws: a `Problem` if the ledger can't be read.
  public func search(_ words: [String], claims: Bool = false, count: Int = 50) throws(Problem) -> [Found] {
    let phrases = words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.filter { $0.count > 2 }
    guard !phrases.isEmpty else { throw Problem("search", "there is nothing to look for; give a word or \"several words\"") }
    let match = phrases.joined(separator: " ")
    return try read { db in
      let sql =
        claims
        ? """
        SELECT report_name || '/' || local AS name, outlet, published, title, snippet(quotes, 0, '[', ']', '…', 24) AS snippet
        FROM quotes JOIN current_claim ON current_claim.id = quotes.rowid JOIN document ON document.id = current_claim.document
        WHERE quotes MATCH ? ORDER BY rank LIMIT ?
        """
        : """
        SELECT report.name, outlet, published, document.title, snippet(words, 1, '[', ']', '…', 24) AS snippet
        FROM words JOIN current_document AS document ON document.id = words.rowid JOIN report ON report.id = document.report
        WHERE words MATCH ? ORDER BY rank LIMIT ?
        """
      return try Row.fetchAll(db, sql: sql, arguments: [match, count]).map { row in
        Found(name: row["name"], outlet: row["outlet"], published: row["published"], title: row["title"], snippet: row["snippet"])
      }
    }
  }
}
