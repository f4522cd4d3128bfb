/// A linear classifier, most of its weights in 8 bits, a few rows with large ones in 32.
package struct NameScorer: Sendable {
  let narrow: LinearModel
  private let wide: [UInt32: [Int32]]
  /// Low bits of the wide rows' keys: nearly all features are passed over by one look.
  private let marked: [Bool]
  /// Scores of the steps from each tag to each, row after row.
  private(set) var steps: [Int32] = []

  /// - Parameter wide: whole rows that replace those of `narrow`.
  package init(narrow: LinearModel, wide: [(key: UInt32, weights: [Int32])]) {
    self.narrow = narrow
    self.wide = Dictionary(wide.map { ($0.key, $0.weights) }, uniquingKeysWith: { first, _ in first })
    var marked = [Bool](repeating: false, count: 1 << 14)
    for row in wide { marked[Int(row.key & 0x3FFF)] = true }
    self.marked = marked
    for tag in 0..<NameTags.count {
      var list = FeatureList(capacity: 1)
      var scores = [Int32](repeating: 0, count: NameTags.count)
      list.addStep(tag)
      score(&list, into: &scores)
      steps += scores
    }
  }

  /// Adds the weights of the features; the list is used up.
  func score(_ list: inout FeatureList, into scores: inout [Int32]) {
    var kept = 0
    for index in 0..<list.count {
      let key = list.keys[index]
      if marked[Int(key & 0x3FFF)], let row = wide[key] {
        for label in 0..<NameTags.count { scores[label] &+= row[label] }
      } else {
        list.keys[kept] = key
        kept += 1
      }
    }
    list.count = kept
    narrow.score(&list, into: &scores)
  }

  func write(to out: inout ByteWriter) {
    narrow.write(to: &out)
    out.uint32(UInt32(wide.count))
    for (key, row) in wide.sorted(by: { $0.key < $1.key }) {
      out.uint32(key)
      for weight in row { out.uint32(UInt32(bitPattern: weight)) }
    }
  }

  init(from reader: inout ByteReader) throws(ModelError) {
    let narrow = try LinearModel(from: &reader)
    guard narrow.classes.count == NameTags.count else { throw .corrupt("number of tags") }
    var wide: [(key: UInt32, weights: [Int32])] = []
    for _ in 0..<Int(try reader.uint32()) {
      wide.append((try reader.uint32(), try reader.array(of: UInt32.self, NameTags.count).map { Int32(bitPattern: $0) }))
    }
    self.init(narrow: narrow, wide: wide)
  }
}

/// Finds the best tags of a sentence: Viterbi over the scores of tokens and of steps from tag to tag.
package enum NameDecoder {
  /// The template of a step from one tag to the next.
  package static let stepTemplate: UInt64 = 120

  /// The best tags for scores of token after token and of step after step, `NameTags.count` each.
  ///
  /// - Parameters:
  ///   - isCandidate: whether a token may be in a name; what may not is outside, and its scores are not looked at.
  ///   - least: less than any sum of scores.
  package static func best<Score: Comparable & AdditiveArithmetic>(
    _ scores: [Score], _ isCandidate: [Bool], _ steps: [Score], least: Score
  ) -> [UInt8] {
    let count = NameTags.count
    let before = NameTags.before
    var back = [UInt8](repeating: 0, count: isCandidate.count * count)
    var reached = [Score](repeating: least, count: count)
    var next = reached
    for index in isCandidate.indices {
      for tag in 0..<(isCandidate[index] ? count : 1) {
        var best = least
        if index == 0 {
          if NameTags.starts(UInt8(tag)) { best = .zero }
        } else {
          for last in before[tag] where reached[Int(last)] > least {
            let score = reached[Int(last)] + steps[Int(last) * count + tag]
            if score > best { (best, back[index * count + tag]) = (score, last) }
          }
        }
        next[tag] = best > least && isCandidate[index] ? best + scores[index * count + tag] : best
      }
      if !isCandidate[index] { for tag in 1..<count { next[tag] = least } }
      swap(&reached, &next)
    }
    return path(reached, back)
  }

  private static func path<Score: Comparable>(_ reached: [Score], _ back: [UInt8]) -> [UInt8] {
    let count = NameTags.count
    var tag: UInt8 = 0
    for end in 0..<UInt8(count) where NameTags.ends(end) && reached[Int(end)] > reached[Int(tag)] { tag = end }
    var tags = [UInt8](repeating: 0, count: back.count / count)
    for index in tags.indices.reversed() {
      tags[index] = tag
      tag = back[index * count + Int(tag)]
    }
    return tags
  }
}

extension FeatureList {
  /// The feature of a step from a tag to the next.
  package mutating func addStep(_ tag: Int) { add(NameDecoder.stepTemplate, UInt64(tag)) }
}
