import SourceText

/// Reads a JSON text part by part, so that one message of a huge file is held at a time.
struct JSONStream {
  private let reader: ByteReader
  private let limits: Limits

  init(_ reader: ByteReader, limits: Limits) {
    (self.reader, self.limits) = (reader, limits)
    if let mark = try? reader.peek(3), Array(mark) == [0xEF, 0xBB, 0xBF] { reader.consume(3) }
  }

  /// The first byte of the next part, white space passed over; nil at the end.
  func kind() throws -> UInt8? {
    while let byte = try reader.peek(1).first {
      guard byte <= 32 else { return byte }
      reader.consume(1)
    }
    return nil
  }

  /// Calls `body` for each key of an object; it must take the value by `value`, `skip`, `fields` or `items`.
  func fields(_ body: (String) throws -> Void) throws {
    try enter(0x7B)
    while let byte = try kind() {
      if byte == 0x7D || byte == 0x2C {
        reader.consume(1)
        if byte == 0x7D { return }
        continue
      }
      guard byte == 34, let key = JSONText.value(try raw())?.words, try kind() == 58 else { throw JSONStream.broken }
      reader.consume(1)
      try body(key)
    }
    throw JSONStream.cut
  }

  /// Calls `body` for each item of a list; it must take the item.
  func items(_ body: () throws -> Void) throws {
    guard try kind() == 0x5B else { return try skip() }
    reader.consume(1)
    while let byte = try kind() {
      if byte == 0x5D || byte == 0x2C {
        reader.consume(1)
        if byte == 0x5D { return }
        continue
      }
      try body()
    }
    throw JSONStream.cut
  }

  /// The next value and its bytes.
  ///
  /// - Throws: a `Fault` if it is no JSON, too long or nested too deep; it is passed over then.
  func value() throws -> (value: JSONValue, bytes: [UInt8]) {
    let bytes = try raw()
    guard let value = JSONText.value(bytes) else { throw Fault("this is not valid JSON; export it again") }
    return (value, bytes)
  }

  /// Passes over the next value.
  func skip() throws { try scan { _ in } }

  private func enter(_ open: UInt8) throws {
    guard try kind() == open else { throw JSONStream.broken }
    reader.consume(1)
  }

  private func raw() throws -> [UInt8] {
    var bytes: [UInt8] = []
    let depth = try scan { if bytes.count <= limits.held { bytes += $0 } }
    if bytes.count > limits.held { throw Fault("this is longer than the \(limits.held) bytes that are held at once; it was left out") }
    if depth > limits.depth { throw Fault("this is nested deeper than \(limits.depth) levels; it was left out") }
    return bytes
  }

  /// Goes through one value and answers how deep it is nested.
  @discardableResult
  private func scan(_ take: (ArraySlice<UInt8>) -> Void) throws -> Int {
    guard try kind() != nil else { throw JSONStream.cut }
    var state = Scan()
    while true {
      let buffered = reader.buffered
      let (count, isDone) = state.run(buffered)
      take(buffered.prefix(count))
      reader.consume(count)
      if isDone { return state.deepest }
      if try reader.peek(1).isEmpty {
        if state.isScalar { return 0 }
        throw JSONStream.cut
      }
    }
  }

  static let cut = Fault("this JSON ends too early; export it again (what stands before was read)", isFinal: true)
  static let broken = Fault("this is not valid JSON from here on; export it again (what stands before was read)", isFinal: true)
}

/// Where a scan through a JSON value stands.
private struct Scan {
  var (depth, deepest) = (0, 0)
  var (isQuoted, isEscaped, isScalar) = (false, false, false)

  /// How many of the bytes belong to the value, and whether it ends there.
  mutating func run(_ bytes: ArraySlice<UInt8>) -> (Int, isDone: Bool) {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        if isQuoted {
          if isEscaped { isEscaped = false } else if byte == 92 { isEscaped = true } else if byte == 34 { isQuoted = false }
          index += 1
          if !isQuoted, depth == 0 { return (index, true) }
          continue
        }
        if isScalar, byte <= 32 || byte == 0x2C || byte | 0x20 == 0x7D { return (index, true) }
        index += 1
        if step(byte) { return (index, true) }
      }
      return (buffer.count, false)
    }
  }

  /// One byte outside of strings; true if the value ends with it.
  private mutating func step(_ byte: UInt8) -> Bool {
    switch byte {
    case 34: isQuoted = true
    case 0x7B, 0x5B:
      depth += 1
      deepest = max(deepest, depth)
    case 0x7D, 0x5D:
      depth -= 1
      return depth <= 0
    default: if depth == 0, byte > 32 { isScalar = true }
    }
    return false
  }
}
