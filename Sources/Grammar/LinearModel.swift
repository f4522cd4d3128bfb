/// A sparse linear classifier with hashed features and 8-bit weights, as an averaged perceptron leaves it.
///
/// Bytes: table of 2^bits slots (feature key UInt32, row offset UInt32; key 0 = empty), then rows (count UInt8, then class UInt8 and weight Int8 each).
public struct LinearModel: Sendable {
  /// Names of the classes.
  public let classes: [String]
  private let bits: Int
  private let keys: [UInt32]
  private let offsets: [UInt32]
  private let rows: [UInt8]

  /// Builds the table from rows by feature.
  public init(classes: [String], weights: [(key: UInt32, row: [(label: UInt8, weight: Int8)])]) {
    self.classes = classes
    var bits = 4
    while (1 << bits) * 6 < weights.count * 10 { bits += 1 }
    var keys = [UInt32](repeating: 0, count: 1 << bits)
    var offsets = keys
    var rows: [UInt8] = []
    for (key, row) in weights where !row.isEmpty {
      var slot = LinearModel.slot(key, bits)
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      offsets[slot] = UInt32(rows.count)
      rows.append(UInt8(min(row.count, 255)))
      for cell in row.prefix(255) {
        rows.append(cell.label)
        rows.append(UInt8(bitPattern: cell.weight))
      }
    }
    (self.bits, self.keys, self.offsets, self.rows) = (bits, keys, offsets, rows)
  }

  @inline(__always)
  private static func slot(_ key: UInt32, _ bits: Int) -> Int { Int((key &* 2_654_435_769) >> UInt32(32 - bits)) }

  /// Adds the weights of the features to `scores`, one score a class.
  @inline(__always)
  func score(_ features: [UInt32], count: Int, into scores: inout [Int32]) {
    let mask = keys.count - 1
    keys.withUnsafeBufferPointer { keys in
      offsets.withUnsafeBufferPointer { offsets in
        rows.withUnsafeBufferPointer { rows in
          features.withUnsafeBufferPointer { features in
            scores.withUnsafeMutableBufferPointer { scores in
              for index in 0..<count {
                let key = features[index]
                var slot = LinearModel.slot(key, bits)
                while keys[slot] != key && keys[slot] != 0 { slot = (slot + 1) & mask }
                guard keys[slot] == key else { continue }
                var at = Int(offsets[slot])
                let end = at + 1 + 2 * Int(rows[at])
                at += 1
                while at < end {
                  scores[Int(rows[at])] &+= Int32(Int8(bitPattern: rows[at + 1]))
                  at += 2
                }
              }
            }
          }
        }
      }
    }
  }

  func write(to out: inout ByteWriter) {
    out.strings(classes)
    out.uint32(UInt32(bits))
    for key in keys { out.uint32(key) }
    for offset in offsets { out.uint32(offset) }
    out.bytes(rows)
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    classes = try reader.strings()
    bits = Int(try reader.uint32())
    guard (4...26).contains(bits), classes.count <= 255 else { throw .corrupt("table size \(bits)") }
    keys = try reader.uint32s(1 << bits)
    offsets = try reader.uint32s(1 << bits)
    rows = try reader.bytes()
    for (key, offset) in zip(keys, offsets) where key != 0 {
      guard Int(offset) < rows.count, Int(offset) + 1 + 2 * Int(rows[Int(offset)]) <= rows.count else { throw .corrupt("row offset") }
      for cell in 0..<Int(rows[Int(offset)]) where Int(rows[Int(offset) + 1 + 2 * cell]) >= classes.count { throw .corrupt("class number") }
    }
  }
}

/// Features of one decision, hashed to 32 bits. Filled by templates, read by a model.
package struct FeatureList {
  package var keys: [UInt32]
  package var count = 0

  package init(capacity: Int) { keys = [UInt32](repeating: 0, count: capacity) }

  /// Adds one feature; the template's number keeps features of different templates apart.
  @inline(__always)
  mutating func add(_ template: UInt64, _ a: UInt64, _ b: UInt64 = 0, _ c: UInt64 = 0) {
    var hash = (template &+ 1) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ a) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 29) ^ b) &* 0x94D0_49BB_1331_11EB
    hash = (hash ^ (hash >> 31) ^ c) &* 0xD6E8_FEB8_6659_FD93
    let key = UInt32(truncatingIfNeeded: hash >> 32)
    keys[count] = key == 0 ? 1 : key
    count += 1
  }
}

/// Why a model file can't be used.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// The file ends too early or says impossible things.
  case corrupt(String)
  /// Not a model file of this program.
  case foreign
  /// Made by another version.
  case version(Int)
  /// Made by another version, with the version that is read.
  case outdated(found: Int, needed: Int)

  /// A sentence with a way out.
  public var description: String {
    switch self {
    case .corrupt(let what): "the model file is damaged (\(what)); fetch it again or make it anew with constat-train"
    case .foreign: "this is not a Constat model file; make it with constat-train"
    case .outdated(let found, let needed):
      "the model file has version \(found), this program reads version \(needed); make it anew with constat-train"
    case .version(let version):
      "the model file has version \(version), this program reads version \(GrammarModel.version); make it anew with constat-train"
    }
  }
}

struct ByteWriter {
  var out: [UInt8] = []
  mutating func uint32(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) } }
  mutating func uint64(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) } }
  mutating func bytes(_ bytes: [UInt8]) {
    uint32(UInt32(bytes.count))
    out.append(contentsOf: bytes)
  }
  mutating func string(_ text: String) { bytes(Array(text.utf8)) }
  mutating func strings(_ list: [String]) {
    uint32(UInt32(list.count))
    for text in list { string(text) }
  }
}

struct ByteReader {
  let data: [UInt8]
  var at = 0
  init(_ data: [UInt8]) { self.data = data }

  mutating func uint32() throws(ModelError) -> UInt32 {
    guard at + 4 <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += 4 }
    return data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt32.self) }.littleEndian
  }
  mutating func uint64() throws(ModelError) -> UInt64 {
    guard at + 8 <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += 8 }
    return data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt64.self) }.littleEndian
  }
  mutating func uint32s(_ count: Int) throws(ModelError) -> [UInt32] {
    guard count >= 0, at + 4 * count <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += 4 * count }
    return [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
      data.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[at..<at + 4 * count]))
      }
      initialized = count
    }
  }
  mutating func bytes() throws(ModelError) -> [UInt8] {
    let count = Int(try uint32())
    guard at + count <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += count }
    return Array(data[at..<at + count])
  }
  mutating func string() throws(ModelError) -> String { String(decoding: try bytes(), as: UTF8.self) }
  mutating func strings() throws(ModelError) -> [String] {
    let count = Int(try uint32())
    guard count < 100_000 else { throw .corrupt("list of \(count)") }
    var list: [String] = []
    for _ in 0..<count { list.append(try string()) }
    return list
  }
}
