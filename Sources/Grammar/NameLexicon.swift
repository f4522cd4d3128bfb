/// Words of the names model: clusters, given names, surnames.
///
/// A table of 2^bits slots: 16 bits of the word's hash (0 = empty) and 16 bits of value. One unknown word in about a thousand is taken for another.
package struct NameLexicon: Sendable {
  private let marks: [UInt16]
  /// The fine cluster (10 bits), then how widespread the word is as a given name and as a surname (2 bits each).
  private let values: [UInt16]
  /// Coarse cluster of each fine one.
  private let coarse: [UInt16]

  /// A lexicon from words with their clusters (fine 1...1023), and names with the number of countries that have them as given name and surname.
  package init(clusters: [(word: String, fine: Int, coarse: Int)], persons: [(name: String, given: Int, surname: Int)]) {
    var table: [UInt64: UInt16] = [:]
    var coarse = [UInt16](repeating: 0, count: 1024)
    for entry in clusters where (1..<1024).contains(entry.fine) {
      table[NameLexicon.key(Word(entry.word), isCapitalised: entry.word.first?.isUppercase == true)] = UInt16(entry.fine)
      coarse[entry.fine] = UInt16(truncatingIfNeeded: entry.coarse)
    }
    for entry in persons {
      func step(_ count: Int) -> UInt16 { count == 0 ? 0 : count < 3 ? 1 : count < 8 ? 2 : 3 }
      table[NameLexicon.key(Word(entry.name), isCapitalised: true), default: 0] |= (step(entry.given) * 4 + step(entry.surname)) << 10
    }
    var bits = 4
    while (1 << bits) * 92 < table.count * 100 { bits += 1 }
    var marks = [UInt16](repeating: 0, count: 1 << bits)
    var values = marks
    for (key, value) in table.sorted(by: { $0.key < $1.key }) {
      var slot = Int(truncatingIfNeeded: key) & (marks.count - 1)
      while marks[slot] != 0 { slot = (slot + 1) & (marks.count - 1) }
      (marks[slot], values[slot]) = (NameLexicon.mark(key), value)
    }
    (self.marks, self.values, self.coarse) = (marks, values, coarse)
  }

  private static func key(_ word: Word, isCapitalised: Bool) -> UInt64 {
    let mixed = (word.hash ^ (isCapitalised ? 0x5555_5555_5555_5555 : 0)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 29)
  }

  private static func mark(_ key: UInt64) -> UInt16 { max(1, UInt16(truncatingIfNeeded: key >> 48)) }

  private func value(_ word: Word, isCapitalised: Bool) -> UInt16 {
    let key = NameLexicon.key(word, isCapitalised: isCapitalised)
    let mark = NameLexicon.mark(key)
    return marks.withUnsafeBufferPointer { marks in
      let mask = marks.count - 1
      var slot = Int(truncatingIfNeeded: key) & mask
      while marks[slot] != 0 {
        if marks[slot] == mark { return values[slot] }
        slot = (slot + 1) & mask
      }
      return 0
    }
  }

  /// The word's clusters and its standing among the names of persons; of a name with a hyphen the first part counts.
  func look(_ word: Word, _ folded: [UInt8], isCapitalised: Bool) -> (fine: UInt64, coarse: UInt64, person: UInt64) {
    let found = value(word, isCapitalised: isCapitalised)
    let fine = Int(found & 0x3FF)
    var person = UInt64(found >> 10)
    if isCapitalised, person == 0, let hyphen = folded.firstIndex(of: 45), hyphen > 1 {
      person = UInt64(value(Word(folding: folded[..<hyphen]), isCapitalised: true) >> 10) << 4
    }
    return (UInt64(fine), UInt64(coarse[fine]), person)
  }

  /// How widespread a word with a capital is as a given name and as a surname, from 0 to 3.
  func commonness(_ word: Word) -> (given: Int, surname: Int) {
    let person = Int(value(word, isCapitalised: true) >> 10)
    return (person >> 2, person & 3)
  }

  func write(to out: inout ByteWriter) {
    for list in [marks, values, coarse] {
      out.uint32(UInt32(list.count))
      for value in list { out.uint16(value) }
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    marks = try reader.array(of: UInt16.self, Int(try reader.uint32()))
    values = try reader.array(of: UInt16.self, Int(try reader.uint32()))
    coarse = try reader.array(of: UInt16.self, Int(try reader.uint32()))
    guard marks.count >= 16, marks.count & (marks.count - 1) == 0, values.count == marks.count, marks.contains(0) else {
      throw .corrupt("word table")
    }
    guard coarse.count == 1024 else { throw .corrupt("\(coarse.count) clusters") }
  }
}
