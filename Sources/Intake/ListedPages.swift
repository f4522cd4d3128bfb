import SourceText

/// The pages that a WACZ lists, and which of them were found among its answers.
final class ListedPages {
  private var listed: Set<String> = []
  private var found: Set<String> = []

  /// Whether an address is on the list; all are if nothing is listed.
  func wants(_ address: String) -> Bool { listed.isEmpty || listed.contains(key(address)) }

  /// Keeps that an address gave something.
  func note(_ address: String) { if !listed.isEmpty { found.insert(key(address)) } }

  /// Whether an address gave something.
  func isFound(_ address: String) -> Bool { found.contains(key(address)) }

  /// Adds the addresses of a list (`pages.jsonl`); a damaged one ends where the damage is.
  func add(_ list: ByteReader?, limits: Limits) throws {
    guard let list else { return }
    do {
      try ListedPages.each(list, limits: limits) { page, _ in if let url = page["url"].filled { listed.insert(key(url)) } }
    } catch is Fault {}
  }

  private func key(_ address: String) -> String { String(address.prefix { $0 != "#" }) }

  /// Calls `body` with each line that describes a page.
  static func each(_ reader: ByteReader, limits: Limits, _ body: (JSONValue, [UInt8]) throws -> Void) throws {
    while let (line, isCut) = try reader.line(limit: limits.held) {
      if !isCut, JSONText.depth(line) <= limits.depth, let page = JSONText.value(line) { try body(page, line) }
    }
  }
}
