import CZlib

/// Decompressed bytes of a source, by zlib; stops with a fault where a part grows beyond all measure.
final class Inflater: ByteSource {
  /// How the bytes are packed.
  enum Packing {
    /// gzip members one after the other, or one zlib stream.
    case gzip
    /// Bare deflate, as in ZIP files and some HTTP answers.
    case deflate
  }

  private let source: ByteReader
  private let packing: Packing
  private let limits: Limits
  private let stream: UnsafeMutablePointer<z_stream>
  private var isOpen = false
  private var (taken, given) = (0, 0)
  private static let block = 1 << 17

  init(_ source: ByteReader, _ packing: Packing, limits: Limits) {
    (self.source, self.packing, self.limits) = (source, packing, limits)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
  }

  deinit {
    close()
    stream.deallocate()
  }

  func next() throws -> [UInt8]? {
    while true {
      if !isOpen {
        guard try opens() else { return nil }
      }
      guard try !source.peek(1).isEmpty else {
        close()
        throw Fault("the compressed data ends too early; fetch the file again")
      }
      let bytes = try inflate()
      if !bytes.isEmpty { return bytes }
    }
  }

  /// Starts the next member; nothing but a new member counts as more data behind a finished one.
  private func opens() throws -> Bool {
    let head = Array(try source.peek(2))
    if head.isEmpty || given > 0 && (packing == .deflate || head != [0x1F, 0x8B]) { return false }
    stream.pointee = z_stream()
    guard constat_inflate_init(stream, packing == .gzip ? 15 + 32 : -15) == Z_OK else { throw Fault("zlib can't start; free memory") }
    (isOpen, taken, given) = (true, 0, 0)
    return true
  }

  private func close() {
    if isOpen { inflateEnd(stream) }
    isOpen = false
  }

  private func inflate() throws -> [UInt8] {
    var code = Z_OK
    let input = source.buffered
    let output = [UInt8](unsafeUninitializedCapacity: Inflater.block) { room, count in
      input.withUnsafeBufferPointer { bytes in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        stream.pointee.next_out = room.baseAddress
        stream.pointee.avail_out = UInt32(room.count)
        code = CZlib.inflate(stream, Z_NO_FLUSH)
        count = room.count - Int(stream.pointee.avail_out)
      }
    }
    let used = min(input.count, Int(UInt32(clamping: input.count))) - Int(stream.pointee.avail_in)
    source.consume(used)
    taken += used
    given += output.count
    try check(code)
    if code == Z_STREAM_END { finish() }
    return output
  }

  private func finish() {
    close()
    given = max(given, 1)
  }

  private func check(_ code: Int32) throws {
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
      close()
      throw Fault("the compressed data is damaged; fetch the file again")
    }
    if given > limits.free, given / limits.expansion > taken {
      close()
      throw Fault(
        "it grows to more than \(limits.expansion) times its size, as files do that are made to fill a disk; unpack it elsewhere and look")
    }
  }

  func resume() -> Bool {
    close()
    guard packing == .gzip else { return false }
    while let bytes = try? source.peek(3), bytes.count == 3 {
      if Array(bytes) == [0x1F, 0x8B, 8] {
        given = 0
        return true
      }
      let found = source.buffered.dropFirst().firstIndex(of: 0x1F)
      source.consume((found ?? source.buffered.endIndex) - source.buffered.startIndex)
    }
    return false
  }
}
