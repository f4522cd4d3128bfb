/// A sparse linear classifier with hashed features and 8-bit weights, as an averaged perceptron leaves it.
///
/// Bytes: table of 2^bits slots, UInt64 each (feature key in the upper 32 bits, then the first cell of its row in 24 and the number of cells in 8; 0 = empty), then the cells of all rows, UInt16 each
/// (class in the lower, signed weight in the upper byte).
public struct LinearModel: Sendable {
  /// Names of the classes.
  public let classes: [String]
  private let bits: Int
  private let slots: [UInt64]
  private let cells: [UInt16]

  private static let longestRow = 255
  private static let mostCells = 1 << 24

  /// Builds the table from rows by feature.
  public init(classes: [String], weights: [(key: UInt32, row: [(label: UInt8, weight: Int8)])]) {
    self.classes = classes
    var bits = 4
    while (1 << bits) * 6 < weights.count * 10 { bits += 1 }
    var slots = [UInt64](repeating: 0, count: 1 << bits)
    var cells: [UInt16] = []
    for (key, row) in weights where !row.isEmpty && cells.count + row.count < LinearModel.mostCells {
      var slot = LinearModel.slot(key, bits)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      let taken = row.prefix(LinearModel.longestRow)
      slots[slot] = UInt64(key) << 32 | UInt64(cells.count) << 8 | UInt64(taken.count)
      cells += taken.map { UInt16($0.label) | UInt16(UInt8(bitPattern: $0.weight)) << 8 }
    }
    (self.bits, self.slots, self.cells) = (bits, slots, cells)
  }

  @inline(__always)
  private static func slot(_ key: UInt32, _ bits: Int) -> Int { Int((key &* 2_654_435_769) >> UInt32(32 - bits)) }

  /// Adds the weights of the features to `scores`, one score a class.
  ///
  /// The table is much larger than the caches, so the slots of all features are fetched before any is looked at, then the first cells of their rows: the memory answers them together.
  @inline(__always)
  func score(_ features: inout FeatureList, into scores: inout [Int32]) {
    let mask = slots.count - 1
    slots.withUnsafeBufferPointer { slots in
      cells.withUnsafeBufferPointer { cells in
        features.keys.withUnsafeBufferPointer { keys in
          features.found.withUnsafeMutableBufferPointer { found in
            scores.withUnsafeMutableBufferPointer { scores in
              for index in 0..<features.count { found[index] = slots[LinearModel.slot(keys[index], bits)] }
              var hits = 0
              for index in 0..<features.count {
                var entry = found[index]
                var slot = LinearModel.slot(keys[index], bits)
                while entry != 0 && UInt32(truncatingIfNeeded: entry >> 32) != keys[index] {
                  slot = (slot + 1) & mask
                  entry = slots[slot]
                }
                found[hits] = entry & 0xFFFF_FFFF
                hits += entry == 0 ? 0 : 1
              }
              for hit in 0..<hits { found[hit] |= UInt64(cells[Int(found[hit] >> 8)]) << 32 }
              for hit in 0..<hits {
                var at = Int(found[hit] >> 8 & 0xFF_FFFF)
                let end = at + Int(found[hit] & 0xFF)
                var cell = UInt16(truncatingIfNeeded: found[hit] >> 32)
                while true {
                  scores[Int(cell & 0xFF)] &+= Int32(Int8(truncatingIfNeeded: cell >> 8))
                  at += 1
                  guard at < end else { break }
                  cell = cells[at]
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
    for slot in slots { out.uint64(slot) }
    out.uint32(UInt32(cells.count))
    for cell in cells { out.uint16(cell) }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    classes = try reader.strings()
    bits = Int(try reader.uint32())
    guard (4...26).contains(bits), classes.count <= 255 else { throw .corrupt("table size \(bits)") }
    slots = try reader.array(of: UInt64.self, 1 << bits)
    cells = try reader.array(of: UInt16.self, Int(try reader.uint32()))
    guard slots.contains(0) else { throw .corrupt("full table") }
    for slot in slots where slot != 0 && (slot & 0xFF == 0 || Int(slot >> 8 & 0xFF_FFFF) + Int(slot & 0xFF) > cells.count) {
      throw .corrupt("row offset")
    }
    for cell in cells where Int(cell & 0xFF) >= classes.count { throw .corrupt("class number") }
  }
}

/// Features of one decision, hashed to 32 bits. Filled by templates, read by a model.
package struct FeatureList {
  package var keys: [UInt32]
  package var count = 0
  /// Room for what a model finds.
  fileprivate var found: [UInt64]

  package init(capacity: Int) {
    keys = [UInt32](repeating: 0, count: capacity)
    found = [UInt64](repeating: 0, count: capacity)
  }

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
  /// Made by another version, with the version that is read.
  case outdated(found: Int, needed: Int)

  /// A sentence with a way out.
  public var description: String {
    switch self {
    case .corrupt(let what): "the model file is damaged (\(what)); fetch it again or make it anew with constat-train"
    case .foreign: "this is not a Constat model file; make it with constat-train"
    case .outdated(let found, let needed):
      "the model file has version \(found), this program reads version \(needed); make it anew with constat-train"
    }
  }
}

struct ByteWriter {
  var out: [UInt8] = []
  mutating func uint16(_ value: UInt16) { withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) } }
  mutating func uint32(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) } }
  mutating func uint64(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) } }
  mutating func floats(_ numbers: [Float]) { for number in numbers { uint32(number.bitPattern) } }
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
  /// A list of whole numbers, as they lie in the file (little-endian).
  mutating func array<Number: FixedWidthInteger>(of: Number.Type, _ count: Int) throws(ModelError) -> [Number] {
    let size = count * MemoryLayout<Number>.size
    guard count >= 0, at + size <= data.count else { throw .corrupt("ends at byte \(data.count)") }
    defer { at += size }
    return [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
      data.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[at..<at + size]))
      }
      initialized = count
    }
  }
  /// Numbers that are no infinity and no nonsense.
  mutating func floats(_ count: Int) throws(ModelError) -> [Float] {
    let numbers = try array(of: UInt32.self, count).map(Float.init(bitPattern:))
    guard numbers.allSatisfy(\.isFinite) else { throw .corrupt("numbers that are none") }
    return numbers
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
