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
    var progress = Progress()
    func flush() {
      for result in Parallel.map(batch, jobs: jobs, work) { take(result) }
      progress.advance(batch.count)
      batch.removeAll(keepingCapacity: true)
    }
    let failures = try inputs.each { arrival in
      batch.append(arrival.document)
      if batch.count >= jobs * 16 { flush() }
    }
    flush()
    progress.finish()
    return failures
  }
}
