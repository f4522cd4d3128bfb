import Intake
import SourceText

/// The documents of the paths on the command line, one after the other.
struct Inputs {
  let paths: [String]
  let reader: IntakeReader

  /// Calls `body` with each document or problem in order.
  ///
  /// - Throws: a `Problem` if a path can't be opened.
  func each(_ body: (IntakeItem) throws -> Void) throws {
    for path in paths.isEmpty ? ["-"] : paths { try reader.each(path: path, body) }
  }
}
