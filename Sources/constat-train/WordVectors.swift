import ArgumentParser
import Foundation
import Grammar

/// Words with rows of numbers that were learned elsewhere, from much more text than a treebank has.
struct WordVectors {
  /// Row of each word.
  var rows: [Word: Int] = [:]
  /// Rows x dimensions (a multiple of 8).
  var matrix = Matrix(rows: 1, columns: 8)

  /// No vectors.
  init() {}

  /// Reads what `Tools/vectors.py` wrote, where the format is told.
  init(contentsOf path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let mark = Array("CSTVECS\0".utf8)
    func number(_ at: Int) -> Int { Int(data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt32.self) }.littleEndian) }
    guard data.starts(with: mark), data.count > 20 else {
      throw ValidationError("\(path) holds no word vectors; make it with Tools/vectors.py")
    }
    let (count, dimensions, words) = (number(8), number(12), number(16))
    let end = 20 + count * dimensions * 4
    guard dimensions % 8 == 0, data.count >= end else {
      throw ValidationError("\(path) ends too early; make it again with Tools/vectors.py")
    }
    matrix = Matrix(
      rows: count, columns: dimensions, values: (0..<count * dimensions).map { Float(bitPattern: UInt32(number(20 + $0 * 4))) })
    rows.reserveCapacity(words)
    for line in String(decoding: data[end...], as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "\t")
      if cells.count == 2, let row = Int(cells[1]), row < count { rows[Word(cells[0])] = row }
    }
    guard rows.count == words else { throw ValidationError("\(path) has \(rows.count) words, its head says \(words); make it again") }
  }
}
