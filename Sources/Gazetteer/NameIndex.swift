public import Grammar

/// Names of several words, found from their first word on; the longest name wins.
///
/// The words after the first lie one name behind the other in one array, so that a name costs no array of its own.
public struct NameIndex: Sendable {
  private struct Entry: Sendable {
    let from: Int32
    let count: Int32
    let value: Int32
  }
  private var added: [(first: Word, entry: Entry)] = []
  private var ranges: [Word: Range<Int32>] = [:]
  private var entries: [Entry] = []
  private var rest: [Word] = []

  /// An index without names.
  public init() {}

  /// Adds a name with a number that says whose it is.
  public mutating func add(_ words: [Word], _ value: Int) {
    guard let first = words.first else { return }
    added.append((first, Entry(from: Int32(rest.count), count: Int32(words.count - 1), value: Int32(value))))
    rest += words.dropFirst()
  }

  /// Sorts the names so that the longest are tried first; call once after the last `add`.
  public mutating func seal() {
    added.sort { ($0.first.hash, $1.entry.count, $0.entry.from) < ($1.first.hash, $0.entry.count, $1.entry.from) }
    entries = added.map(\.entry)
    var start = 0
    for index in added.indices where index + 1 == added.count || added[index + 1].first != added[index].first {
      ranges[added[index].first] = Int32(start)..<Int32(index + 1)
      start = index + 1
    }
    added = []
  }

  /// All values of the longest name that starts at a token, and the index after it.
  public func match(at start: Int, in tokens: [Token]) -> (values: [Int], end: Int)? {
    guard let range = ranges[tokens[start].form] else { return nil }
    var found: [Int] = []
    var length: Int32 = -1
    for number in range {
      let entry = entries[Int(number)]
      if entry.count < length { break }
      if follows(entry, start, tokens) {
        found.append(Int(entry.value))
        length = entry.count
      }
    }
    return found.isEmpty ? nil : (found.sorted(), start + 1 + Int(length))
  }

  @inline(__always)
  private func follows(_ entry: Entry, _ start: Int, _ tokens: [Token]) -> Bool {
    guard start + Int(entry.count) < tokens.count else { return false }
    for offset in 0..<Int(entry.count) where tokens[start + 1 + offset].form != rest[Int(entry.from) + offset] { return false }
    return true
  }
}

/// Cuts names into words in the way of one language's texts.
public struct NameCutter: Sendable {
  private let analyzer: Analyzer
  /// A cutter for a language.
  public init(_ analyzer: Analyzer) { self.analyzer = analyzer }

  /// The words of a name.
  public func words(_ name: Substring) -> [Word] { NameCutter.plainWords(name) ?? analyzer.words(String(name)) }

  /// The words of a name without apostrophe, hyphen and point, which every language cuts alike; nil for other names.
  static func plainWords(_ name: Substring) -> [Word]? {
    let bytes = name.utf8
    guard bytes.allSatisfy({ $0 != 39 && $0 != 45 && $0 != 46 && $0 != 0xE2 }) else { return nil }
    return bytes.split(separator: 32).map { Word(Substring($0)) }
  }
}
