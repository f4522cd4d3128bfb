public import Grammar

/// Names of several words, found from their first word on; the longest name wins.
public struct NameIndex<Value: Sendable>: Sendable {
  private var byFirst: [Word: [(rest: [Word], value: Value)]] = [:]

  /// An empty index.
  public init() {}

  /// Adds a name.
  public mutating func add(_ words: [Word], _ value: Value) {
    guard let first = words.first else { return }
    byFirst[first, default: []].append((Array(words.dropFirst()), value))
  }

  /// Sorts the names so that the longest are tried first; call once after the last `add`.
  public mutating func seal() {
    for key in byFirst.keys { byFirst[key]?.sort { $0.rest.count > $1.rest.count } }
  }

  /// All values of the longest name that starts at a token, and the index after it.
  public func match(at start: Int, in tokens: [Token]) -> (values: [Value], end: Int)? {
    guard let candidates = byFirst[tokens[start].form] else { return nil }
    var found: [Value] = []
    var length = -1
    for candidate in candidates {
      if length >= 0 && candidate.rest.count < length { break }
      guard start + candidate.rest.count < tokens.count else { continue }
      let fits = candidate.rest.indices.allSatisfy { tokens[start + 1 + $0].form == candidate.rest[$0] }
      if fits {
        found.append(candidate.value)
        length = candidate.rest.count
      }
    }
    return found.isEmpty ? nil : (found, start + 1 + length)
  }
}

/// Cuts names into words in the way of one language's texts.
public struct NameCutter: Sendable {
  private let analyzer: Analyzer
  /// A cutter for a language.
  public init(_ analyzer: Analyzer) { self.analyzer = analyzer }

  /// The words of a name.
  public func words(_ name: Substring) -> [Word] {
    if name.utf8.allSatisfy({ $0 != 39 && $0 != 45 && $0 != 46 && $0 != 0xE2 }) {
      return name.split(separator: " ").map { Word($0) }
    }
    return analyzer.words(String(name))
  }
}
