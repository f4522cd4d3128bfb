import Foundation

/// How far a long work is, with its rate and what remains; on a terminal only, and only once it takes a while.
struct Progress {
  private let verb: String
  private let bytes: Int?
  private var (count, done, shown) = (0, 0, 0.0)
  private let start = ProcessInfo.processInfo.systemUptime
  private let isShown = Terminal.isErrorTerminal

  /// - Parameters:
  ///   - verb: what is done with each document: "read".
  ///   - bytes: size of the whole input, if known.
  init(verb: String = "read", bytes: Int? = nil) { (self.verb, self.bytes) = (verb, bytes) }

  mutating func advance(_ more: Int, bytes: Int = 0) {
    count += more
    done += bytes
    let now = ProcessInfo.processInfo.systemUptime
    guard isShown, now - start > 1, now - shown > 0.2 else { return }
    shown = now
    FileHandle.standardError.write(Data("\r\u{1B}[K\(Progress.line(verb, count, seconds: now - start, share: share))".utf8))
  }

  func finish() { if shown > 0 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }

  private var share: Double? { bytes.map { Double(done) / Double(max(1, $0)) } }

  /// `1200 documents added, 410 a second, 2 min 5 s left`.
  static func line(_ verb: String, _ count: Int, seconds: Double, share: Double?) -> String {
    let rate = "\(count) documents \(verb), \(Int(Double(count) / max(seconds, 0.001))) a second"
    guard let share, share > 0.01, share < 1 else { return rate }
    return rate + ", \(span(Int(seconds / share - seconds))) left"
  }

  private static func span(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
