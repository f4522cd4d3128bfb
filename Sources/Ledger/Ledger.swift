import Foundation
import GRDB
public import SourceText

/// The append-only store: one SQLite file that holds captures, documents, readings, claims, reviews, incidents, and a chained log of every change.
///
/// A ledger can be copied as one file when no program has it open. Several programs may open it; one writes at a time, the others wait.
public final class Ledger: Sendable {
  /// SHA-256 in hexadecimal digits; given from outside, since this room knows no cryptography.
  public typealias Hash = @Sendable ([UInt8]) -> String

  /// Where it lies.
  public let path: String
  let queue: DatabaseQueue
  let hash: Hash

  /// How a ledger is opened.
  public enum Mode: Sendable {
    /// Makes the file if there is none.
    case create
    /// The file must be there.
    case write
    /// The file must be there and stays as it is.
    case read
  }

  /// Opens a ledger and brings an older one to the newest form.
  ///
  /// - Throws: a `Problem` if the file is missing, is no ledger, is newer than this program or can't be written.
  public init(path: String, mode: Mode, hash: @escaping Hash) throws(Problem) {
    (self.path, self.hash) = (path, hash)
    let exists = FileManager.default.fileExists(atPath: path)
    guard exists || mode == .create else {
      throw Problem("ledger", "there is no ledger here; make one with: constat add \(path) FILE...", file: path)
    }
    queue = try Ledger.guarded(path) {
      let queue = try DatabaseQueue(path: path, configuration: Ledger.configuration(mode))
      try Ledger.prepare(queue, path: path, mode: mode)
      return queue
    }
  }

  deinit { try? queue.close() }

  private static func configuration(_ mode: Mode) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = mode == .read
    configuration.busyMode = .timeout(60)
    configuration.journalMode = .wal
    configuration.label = "ledger"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -20000")
    }
    return configuration
  }

  private static func prepare(_ queue: DatabaseQueue, path: String, mode: Mode) throws {
    let (application, tables) = try queue.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    if application != Schema.application, tables > 0 {
      throw Problem("ledger", "this is an SQLite file but no ledger of Constat; name another file", file: path)
    }
    let migrator = Schema.migrator
    if try queue.read({ try migrator.hasBeenSuperseded($0) }) {
      throw Problem("ledger", "this ledger was made by a newer Constat; use that version, nothing was changed", file: path)
    }
    if mode == .read {
      guard try queue.read({ try migrator.hasCompletedMigrations($0) }) else {
        throw Problem("ledger", "this ledger has an older form; bring it up to date with: constat check \(path) --migrate", file: path)
      }
    } else {
      try migrator.migrate(queue)
    }
  }

  /// Reads in one transaction: what it sees is one state.
  func read<Value>(_ body: (Database) throws -> Value) throws(Problem) -> Value {
    try Ledger.guarded(path) { try queue.read(body) }
  }

  /// Writes in one transaction: all of it or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws(Problem) -> Value {
    try Ledger.guarded(path) {
      try queue.writeWithoutTransaction { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        guard let value else { throw Problem("ledger", "the change was not made; try again", file: path) }
        return value
      }
    }
  }

  /// Writes outside of a transaction, for what SQLite doesn't do inside one.
  func unguardedWrite(_ body: (Database) throws -> Void) throws(Problem) {
    try Ledger.guarded(path) { try queue.writeWithoutTransaction(body) }
  }

  /// Turns what SQLite says into sentences.
  private static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws(Problem) -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      throw problem
    } catch let error as DatabaseError {
      throw Problem("ledger", sentence(error), file: path)
    } catch {
      throw Problem("ledger", "the ledger can't be used: \(error); check the file with: constat check \(path)", file: path)
    }
  }

  private static func sentence(_ error: DatabaseError) -> String {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      "another program has been writing to this ledger for more than a minute; nothing was changed, try again when it is done"
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
      "the ledger can't be opened for this; check that the file and its folder exist and may be written"
    case .SQLITE_FULL: "the disk is full; what was written before is safe, make room and run the same command again"
    case .SQLITE_NOTADB: "this is no SQLite file, so no ledger; name another file"
    case .SQLITE_CORRUPT: "the file is damaged; restore a copy, or save what can be read with: sqlite3 FILE .recover"
    case .SQLITE_CONSTRAINT: "the ledger refuses the change: \(error.message ?? "a rule of its tables"); nothing was changed"
    default: "the ledger says: \(error.message ?? "error \(error.resultCode)"); nothing was changed"
    }
  }
}
