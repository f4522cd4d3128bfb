import Dispatch

/// Runs work on several threads; results come in the order of the input.
public enum Parallel {
  /// The results of `work`, with up to as many threads as there are processors if `jobs` is more than 1.
  public static func map<Item: Sendable, Result: Sendable>(_ items: [Item], jobs: Int, _ work: @Sendable (Item) -> Result) -> [Result] {
    guard jobs > 1, items.count > 1 else { return items.map(work) }
    var results = [Result?](repeating: nil, count: items.count)
    results.withUnsafeMutableBufferPointer { buffer in
      let slots = Slots(base: buffer)
      DispatchQueue.concurrentPerform(iterations: items.count) { index in slots.base[index] = work(items[index]) }
    }
    return results.compactMap { $0 }
  }

  private struct Slots<Result>: @unchecked Sendable { let base: UnsafeMutableBufferPointer<Result?> }
}
