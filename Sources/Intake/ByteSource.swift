import Foundation

/// Why a part of an input can't be taken in: a sentence with a way out, without its place.
struct Fault: Error {
  let message: String
  /// Whether nothing behind it can be read.
  let isFinal: Bool
  /// Whether the file is of a kind that isn't read: in a folder that is no mistake.
  let isForeign: Bool
  init(_ message: String, isFinal: Bool = false, isForeign: Bool = false) {
    (self.message, self.isFinal, self.isForeign) = (message, isFinal, isForeign)
  }
}

/// Bytes that come block after block.
protocol ByteSource: AnyObject {
  /// The next block, never empty; nil at the end.
  func next() throws -> [UInt8]?
  /// After a fault: goes on where the next part seems to begin; false if there is none.
  func resume() -> Bool
}

extension ByteSource {
  func resume() -> Bool { false }
}

/// Bytes that are there already.
final class MemorySource: ByteSource {
  private var bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }
  func next() -> [UInt8]? {
    defer { bytes = [] }
    return bytes.isEmpty ? nil : bytes
  }
}

/// A file from where it stands, or a stretch of one, read in blocks.
final class FileSource: ByteSource {
  private let handle: FileHandle
  /// Where the next block lies; nil for a file that is read in order, as pipes are.
  private var offset: Int?
  private var left: Int
  private static let block = 1 << 20

  /// An open file from where it stands.
  init(_ handle: FileHandle) { (self.handle, left) = (handle, Int.max) }

  /// `count` bytes of a file from `offset`; several stretches of one file may be read by turns.
  init(_ handle: FileHandle, from offset: Int, count: Int) { (self.handle, self.offset, left) = (handle, offset, count) }

  func next() throws -> [UInt8]? {
    guard left > 0 else { return nil }
    let data: Data
    do {
      if let offset { try handle.seek(toOffset: UInt64(offset)) }
      data = try handle.read(upToCount: min(FileSource.block, left)) ?? Data()
    } catch { throw Fault("the file can't be read to its end; check the disk and its permissions") }
    if data.isEmpty { return nil }
    left -= data.count
    offset = offset.map { $0 + data.count }
    return Array(data)
  }
}
