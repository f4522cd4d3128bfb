import Foundation
import Intake
import SourceText

/// The documents of the paths on the command line, one after the other.
struct Inputs {
  let paths: [String]
  let reader: IntakeReader

  /// Calls `body` with each document in order; what can't be read is told on standard error.
  ///
  /// - Returns: how many lines or files could not be read.
  /// - Throws: a `Problem` if a path can't be opened.
  func each(_ body: (Arrival) throws -> Void) throws -> Int {
    var failures = 0
    for path in paths.isEmpty ? ["-"] : paths {
      try reader.each(path: path) { item in
        switch item {
        case .arrival(let arrival): try body(arrival)
        case .problem(let problem):
          if problem.code != "left-out" { failures += 1 }
          Terminal.error("\(problem)")
        }
      }
    }
    return failures
  }

  /// The size of all files in bytes; nil if one is standard input.
  var bytes: Int? {
    guard !paths.isEmpty, !paths.contains("-") else { return nil }
    return paths.reduce(0) { $0 + Inputs.size($1) }
  }

  private static func size(_ path: String) -> Int {
    let files = FileManager.default
    guard let kind = try? files.attributesOfItem(atPath: path) else { return 0 }
    guard kind[.type] as? FileAttributeType == .typeDirectory else { return kind[.size] as? Int ?? 0 }
    return ((try? files.contentsOfDirectory(atPath: path)) ?? []).reduce(0) { $0 + size(path + "/" + $1) }
  }
}
