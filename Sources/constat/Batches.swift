import Foundation
import Intake
import Shelf
import SourceText

/// Reads documents on several threads and hands the results over in the order of the input.
struct Batches {
  let inputs: Inputs
  let jobs: Int

  /// Calls `take` with what `work` made of each document; what can't be read is told on standard error.
  ///
  /// - Returns: how many lines or files could not be read.
  func each<Result: Sendable>(_ work: @Sendable (Document) -> Result, take: (Result) -> Void) throws -> Int {
    var batch: [Document] = []
    var failures = 0
    var progress = Progress()
    func flush() {
      for result in Parallel.map(batch, jobs: jobs, work) { take(result) }
      progress.advance(batch.count)
      batch.removeAll(keepingCapacity: true)
    }
    try inputs.each { item in
      switch item {
      case .arrival(let arrival):
        batch.append(arrival.document)
        if batch.count >= jobs * 16 { flush() }
      case .problem(let problem):
        if problem.code != "left-out" { failures += 1 }
        Terminal.error("\(problem)")
      }
    }
    flush()
    progress.finish()
    return failures
  }
}
