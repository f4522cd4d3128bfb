/// The frame of a model file: a mark of its kind, a version, a checksum, the body.
package enum ModelFile {
  /// A reader at the start of the body.
  ///
  /// - Throws: `ModelError` for a file of another kind or version and for one whose bytes were changed.
  static func open(_ bytes: [UInt8], magic: [UInt8], version: Int) throws(ModelError) -> ByteReader {
    let start: Result<Int, ModelError> = bytes.withUnsafeBytes { raw in
      Result { () throws(ModelError) in try body(of: raw, magic: magic, version: version) }
    }
    var reader = ByteReader(bytes)
    reader.at = try start.get()
    return reader
  }

  /// Where the body of a file starts, counted in bytes; the file may be mapped memory.
  ///
  /// - Throws: `ModelError` for a file of another kind or version and for one whose bytes were changed.
  package static func body(of raw: UnsafeRawBufferPointer, magic: [UInt8], version: Int) throws(ModelError) -> Int {
    guard raw.starts(with: magic) else { throw .foreign }
    let start = magic.count + 12
    guard raw.count >= start else { throw .corrupt("ends at byte \(raw.count)") }
    let found = Int(raw.loadUnaligned(fromByteOffset: magic.count, as: UInt32.self).littleEndian)
    guard found == version else { throw .outdated(found: found, needed: version) }
    let sum = raw.loadUnaligned(fromByteOffset: magic.count + 4, as: UInt64.self).littleEndian
    guard checksum(UnsafeRawBufferPointer(rebasing: raw[start...])) == sum else { throw .corrupt("its checksum differs") }
    return start
  }

  /// The whole file.
  static func bytes(_ body: ByteWriter, magic: [UInt8], version: Int) -> [UInt8] { bytes(body.out, magic: magic, version: version) }

  /// The whole file around a body.
  package static func bytes(_ body: [UInt8], magic: [UInt8], version: Int) -> [UInt8] {
    var out = ByteWriter()
    out.out = magic
    out.uint32(UInt32(version))
    out.uint64(body.withUnsafeBytes { checksum($0) })
    return out.out + body
  }

  /// FNV-1a over eight bytes at a time, the last ones filled up with zeros.
  private static func checksum(_ raw: UnsafeRawBufferPointer) -> UInt64 {
    let whole = raw.count / 8
    var sum = Word.seed
    for index in 0..<whole {
      sum = (sum ^ raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian) &* 0x0000_0100_0000_01B3
    }
    var last: UInt64 = 0
    for (place, byte) in raw[(whole * 8)...].enumerated() { last |= UInt64(byte) << UInt64(place * 8) }
    return (sum ^ last) &* 0x0000_0100_0000_01B3
  }
}

extension ByteReader {
  /// Up to 255 bytes behind their number.
  mutating func bytes8() throws(ModelError) -> ArraySlice<UInt8> {
    guard at < data.count, at + 1 + Int(data[at]) <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += 1 + Int(data[at]) }
    return data[at + 1..<at + 1 + Int(data[at])]
  }
}
