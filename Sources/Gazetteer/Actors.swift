public import Grammar
public import Packs
public import SourceText

/// An actor of the index.
public struct Actor: Sendable {
  /// `constat:actor/...`.
  public let id: String
  /// rebel, military, ...
  public let kind: String
  /// ISO 3166 alpha-2.
  public let country: String?
  /// First and last year of validity.
  public let years: ClosedRange<Int>
}

/// Actors by the names that news gives them.
public struct ActorIndex: Sendable {
  /// All actors.
  public private(set) var actors: [Actor] = []
  private var rows: [(french: [Substring], english: [Substring], loaded: [Substring])] = []
  /// What was wrong in the tables.
  public private(set) var problems: [Problem] = []

  /// Reads the actor tables (path and bytes of each).
  public init(tables: [(path: String, bytes: [UInt8])]) {
    for (path, bytes) in tables {
      let table = Table(path: path, bytes: bytes, columns: 8)
      problems += table.problems
      for row in table.rows { add(row) }
    }
  }

  private mutating func add(_ row: TableRow) {
    actors.append(
      Actor(
        id: String(row.cells[0]), kind: String(row.cells[1]), country: row.text(2),
        years: (Int(row.cells[3]) ?? 0)...max(Int(row.cells[3]) ?? 0, Int(row.cells[4]) ?? 9999)))
    rows.append((row.names(5), row.names(6), row.names(7)))
  }

  /// The names as one language writes them; the other language's and loaded names are known too.
  public func index(_ cutter: NameCutter) -> NameIndex {
    var index = NameIndex()
    for (number, row) in rows.enumerated() {
      for name in Set(row.french + row.english + row.loaded) { index.add(cutter.words(name), number) }
    }
    index.seal()
    return index
  }
}
