import Foundation

/// Reads bytes, lines and stretches of a source; holds a block or what was asked for, whatever the size of the source.
final class ByteReader {
  private let source: any ByteSource
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var fault: Fault?

  init(_ source: any ByteSource) { self.source = source }
  convenience init(_ bytes: [UInt8]) { self.init(MemorySource(bytes)) }

  /// Bytes that are there without reading on.
  var buffered: ArraySlice<UInt8> { buffer[start...] }

  /// Lets go of bytes that were looked at.
  func consume(_ count: Int) { start += count }

  /// Appends a block; false at the end.
  func fill() throws -> Bool {
    guard !isAtEnd, let block = try block() else {
      isAtEnd = true
      return false
    }
    if start == buffer.count {
      (buffer, start) = (block, 0)
    } else {
      buffer.removeFirst(start)
      start = 0
      buffer.append(contentsOf: block)
    }
    return true
  }

  /// The next block; a source that failed stays failed.
  private func block() throws -> [UInt8]? {
    if let fault { throw fault }
    do { return try source.next() } catch let failure as Fault {
      fault = failure
      throw failure
    }
  }

  /// The next bytes without taking them, fewer at the end or where the source fails: the fault comes when they are used up.
  func head(_ count: Int) -> ArraySlice<UInt8> {
    while buffer.count - start < count, (try? fill()) == true {}
    return buffered.prefix(count)
  }

  /// The next bytes without taking them, fewer at the end.
  func peek(_ count: Int) throws -> ArraySlice<UInt8> {
    while buffer.count - start < count, try fill() {}
    return buffered.prefix(count)
  }

  /// The next bytes, fewer at the end.
  func read(_ count: Int) throws -> [UInt8] {
    let bytes = Array(try peek(count))
    start += bytes.count
    return bytes
  }

  /// All that is left; nil if it is more than `limit` (what is left over stays).
  func all(limit: Int) throws -> [UInt8]? {
    let bytes = try read(limit)
    return try peek(1).isEmpty ? bytes : nil
  }

  /// Passes over bytes without holding them; false if the source ends before.
  @discardableResult
  func skip(_ count: Int) throws -> Bool {
    var left = count
    while left > 0 {
      if start == buffer.count, try !fill() { return false }
      let step = min(left, buffer.count - start)
      start += step
      left -= step
    }
    return true
  }

  /// The next line without its newline; nil at the end. Of a line longer than `limit` only its head comes, with `isCut`.
  func line(limit: Int) throws -> (bytes: [UInt8], isCut: Bool)? {
    var searched = 0
    while true {
      if let newline = newline(from: searched) {
        defer { start = newline + 1 }
        return (Array(buffer[start..<newline].prefix(limit)), newline - start > limit)
      }
      searched = buffer.count - start
      if searched > limit { return (try cutLine(limit), true) }
      if try !fill() {
        guard searched > 0 else { return nil }
        return (try read(searched), false)
      }
    }
  }

  private func cutLine(_ limit: Int) throws -> [UInt8] {
    let head = try read(limit)
    repeat {
      if let newline = newline(from: 0) {
        start = newline + 1
        return head
      }
      start = buffer.count
    } while try fill()
    return head
  }

  private func newline(from offset: Int) -> Int? {
    buffer.withUnsafeBufferPointer { bytes in
      let from = start + offset
      guard from < bytes.count, let base = bytes.baseAddress, let found = memchr(base + from, 10, bytes.count - from) else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// After a fault: goes on behind it; false if there is nothing more.
  ///
  /// Where the source itself failed, what was read of the failed part is dropped, and the source goes on at its next part.
  func resume() throws -> Bool {
    guard fault != nil else { return try !peek(1).isEmpty }
    (buffer, start, isAtEnd, fault) = ([], 0, false, nil)
    return source.resume()
  }
}
