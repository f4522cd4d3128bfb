public import Foundation

/// Reads a file or standard input line by line in blocks, so that memory does not grow with the file.
public final class LineSource {
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private static let block = 1 << 20

  /// A source over an open file.
  public init(_ handle: FileHandle) { self.handle = handle }

  /// The next line without its newline; nil at the end.
  public func next() -> [UInt8]? {
    var searched = start
    while true {
      if let newline = buffer[searched...].firstIndex(of: 10) {
        defer { start = newline + 1 }
        return Array(buffer[start..<newline])
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return Array(buffer[start...])
      }
      if start > 0 {
        buffer.removeFirst(start)
        start = 0
      }
      searched = buffer.count
      guard let data = try? handle.read(upToCount: LineSource.block), !data.isEmpty else {
        isAtEnd = true
        continue
      }
      buffer.append(contentsOf: data)
    }
  }
}
