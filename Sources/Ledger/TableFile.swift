import GRDB
public import SourceText

/// A table of a database that leaves: its columns and its key.
public struct TablePlan: Sendable {
  /// Its name.
  public let name: String
  /// Names of the columns with SQLite's types (TEXT, INTEGER, REAL).
  public let columns: [(name: String, type: String)]
  /// The columns that tell a row from all others.
  public let key: [String]
  /// A plan.
  public init(name: String, columns: [(name: String, type: String)], key: [String]) {
    (self.name, self.columns, self.key) = (name, columns, key)
  }
}

/// A new SQLite file with some tables: no ledger, nothing but what is written to it.
public final class TableFile {
  /// A value of a row.
  public enum Value: Sendable {
    /// The kinds.
    case null, text(String), int(Int), real(Double)
  }
  private let path: String
  private let queue: DatabaseQueue

  /// Makes the file.
  ///
  /// - Throws: a `Problem` if it can't be written.
  public init(path: String, tables: [TablePlan]) throws(Problem) {
    self.path = path
    queue = try TableFile.guarded(path) {
      let queue = try DatabaseQueue(path: path)
      try queue.write { db in for table in tables { try db.execute(sql: TableFile.statement(table)) } }
      return queue
    }
  }

  private static func statement(_ table: TablePlan) -> String {
    let columns = table.columns.map { "\($0.name.quotedDatabaseIdentifier) \($0.type)" }
    let key = table.key.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
    return "CREATE TABLE \(table.name.quotedDatabaseIdentifier) (\(columns.joined(separator: ", ")), PRIMARY KEY (\(key))) WITHOUT ROWID"
  }

  /// Adds rows to tables by name, in one transaction.
  ///
  /// - Throws: a `Problem` if a row doesn't fit.
  public func add(_ rows: [(table: String, values: [Value])]) throws(Problem) {
    try TableFile.guarded(path) {
      try queue.write { db in
        for row in rows {
          let gaps = Array(repeating: "?", count: row.values.count).joined(separator: ", ")
          let statement = try db.cachedStatement(sql: "INSERT INTO \(row.table.quotedDatabaseIdentifier) VALUES (\(gaps))")
          try statement.execute(arguments: StatementArguments(row.values.map(\.database)))
        }
      }
    }
  }

  /// Closes the file.
  ///
  /// - Throws: a `Problem` if what was written can't be brought to the disk.
  public func close() throws(Problem) { try TableFile.guarded(path) { try queue.close() } }

  private static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws(Problem) -> Value {
    do {
      return try body()
    } catch {
      throw Problem("export", "the database can't be written: \(error); check the disk and the folder", file: path)
    }
  }
}

extension TableFile.Value {
  fileprivate var database: (any DatabaseValueConvertible)? {
    switch self {
    case .null: nil
    case .text(let text): text
    case .int(let value): value
    case .real(let value): value
    }
  }
}
