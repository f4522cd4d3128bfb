import Grammar
import SourceText

/// Trains the parts of a grammar model from gold sentences.
struct Training {
  let clusters: [Word: UInt16]
  let cut: Float
  let least: Int
  /// How many parsers are trained, whose votes are added up.
  let votes: Int
  let report: (String) -> Void

  func spellings(_ sentence: GoldSentence) -> [Spelling] {
    sentence.tokens.enumerated().map { Spelling($1, bytes: sentence.document.bytes, clusters: clusters, isFirst: $0 == 0) }
  }

  static func tagNames(_ sentences: [GoldSentence]) -> [String] {
    Set(sentences.flatMap { $0.tokens.map { TagSet.name($0.upos, $0.inflection) } }).sorted()
  }

  // MARK: Tagger

  func tagger(_ sentences: [GoldSentence], names: [String], epochs: Int) -> LinearModel {
    let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let perceptron = Perceptron(labels: names.count)
    let words = sentences.map(spellings)
    let gold = sentences.map { $0.tokens.map { index[TagSet.name($0.upos, $0.inflection)] ?? 0 } }
    var order = Array(sentences.indices)
    var random = SplitMix(state: 42)
    var list = FeatureList(capacity: Tagger.capacity)
    var scores = [Float](repeating: 0, count: names.count)
    for _ in 0..<epochs {
      order.shuffle(using: &random)
      for number in order {
        var previous: UInt64 = 0
        var before: UInt64 = 0
        for at in words[number].indices {
          Tagger.features(words[number], at: at, previous, before, into: &list)
          perceptron.score(list, into: &scores)
          var best = 0
          for label in scores.indices where scores[label] > scores[best] { best = label }
          perceptron.tick()
          if best != gold[number][at] { perceptron.update(list, good: gold[number][at], bad: best) }
          before = previous
          previous = UInt64(best) + 1
        }
      }
    }
    return perceptron.model(classes: names, cut: 0.01, least: 1)
  }

  /// Tags as a tagger gives them that has not seen the sentence: what the parser will meet.
  func jackknifed(_ sentences: [GoldSentence], names: [String], folds: Int, epochs: Int) -> [[UInt8]] {
    var tags = [[UInt8]](repeating: [], count: sentences.count)
    for fold in 0..<folds {
      let rest = sentences.enumerated().filter { $0.offset % folds != fold }.map(\.element)
      let model = tagger(rest, names: names, epochs: epochs)
      for number in sentences.indices where number % folds == fold { tags[number] = Tagger.tag(spellings(sentences[number]), model: model) }
      report("  tags of fold \(fold + 1) of \(folds)")
    }
    return tags
  }

  // MARK: Parser

  func parser(_ sentences: [GoldSentence], tags: [[UInt8]], epochs: Int) -> LinearModel {
    let relations = Set(sentences.flatMap(\.relations)).map(\.name).sorted()
    let classes = ["S"] + relations.map { "L:" + $0 } + relations.map { "R:" + $0 }
    let moves = Parser.Moves(classes: classes)
    let words = sentences.map(spellings)
    let voters = (0..<votes).map { vote in
      report("  vote \(vote + 1) of \(votes)")
      return parser(sentences, words, tags, moves, epochs: epochs, seed: 7 + UInt64(vote))
    }
    voters[0].join(Array(voters.dropFirst()))
    return voters[0].model(classes: classes, cut: cut, least: least)
  }

  /// One parser of several, which meet the sentences in different orders.
  private func parser(
    _ sentences: [GoldSentence], _ words: [[Spelling]], _ tags: [[UInt8]], _ moves: Parser.Moves, epochs: Int, seed: UInt64
  ) -> Perceptron {
    let perceptron = Perceptron(labels: moves.kinds.count)
    var order = Array(sentences.indices)
    var random = SplitMix(state: seed)
    for epoch in 0..<epochs {
      order.shuffle(using: &random)
      var wrong = 0
      var all = 0
      for number in order {
        let (w, a) = learn(sentences[number], words[number], tags[number], moves, perceptron, explore: epoch >= 2, &random)
        wrong += w
        all += a
      }
      report("  parser pass \(epoch + 1) of \(epochs): \(wrong) of \(all) moves wrong")
    }
    return perceptron
  }

  private func learn(
    _ gold: GoldSentence, _ words: [Spelling], _ tags: [UInt8], _ moves: Parser.Moves, _ perceptron: Perceptron, explore: Bool,
    _ random: inout SplitMix
  ) -> (wrong: Int, all: Int) {
    var state = ParserState(count: words.count)
    var list = FeatureList(capacity: Parser.capacity)
    var scores = [Float](repeating: 0, count: moves.kinds.count)
    let oracle = Oracle(gold)
    var wrong = 0
    var all = 0
    while !state.isFinal {
      Parser.features(state, words, tags, into: &list)
      perceptron.score(list, into: &scores)
      let costs = oracle.costs(state)
      var best = -1
      var good = -1
      for label in scores.indices where Parser.isAllowed(moves.kinds[label], state) {
        if best < 0 || scores[label] > scores[best] { best = label }
        if oracle.isGood(moves.kinds[label], moves.relations[label], costs, state), good < 0 || scores[label] > scores[good] {
          good = label
        }
      }
      perceptron.tick()
      all += 1
      if good < 0 { good = best }
      if best != good {
        perceptron.update(list, good: good, bad: best)
        wrong += 1
      }
      let follow = explore && Double.random(in: 0..<1, using: &random) < 0.9 ? best : good
      switch moves.kinds[follow] {
      case .shift: state.shift()
      case .left: state.left(moves.labels[follow])
      case .right: state.right(moves.labels[follow])
      }
    }
    return (wrong, all)
  }
}

/// The dynamic oracle of the arc-hybrid system: how many gold arcs a move puts out of reach.
struct Oracle {
  let heads: [Int]
  let relations: [Relation]
  let children: [[Int]]

  init(_ gold: GoldSentence) {
    heads = gold.heads
    relations = gold.relations
    var children = [[Int]](repeating: [], count: gold.heads.count + 1)
    for (child, head) in gold.heads.enumerated() { children[head].append(child) }
    self.children = children
  }

  /// Costs of shift, left and right; a move that isn't allowed costs a lot.
  func costs(_ state: ParserState) -> (shift: Int, left: Int, right: Int, least: Int) {
    let front = state.next
    let top = state.stack.last ?? -1
    let second = state.stack.count > 1 ? state.stack[state.stack.count - 2] : -1
    var shift = 1000
    var left = 1000
    var right = 1000
    if state.canShift {
      shift = state.stack.reduce(0) { $0 + (heads[$1] == front ? 1 : 0) }
      if front < heads.count, state.stack.dropLast().contains(heads[front]) { shift += 1 }
      if front < heads.count, heads[front] == top { shift += 0 }
      // the top of the stack can still get the front as its head later only by a left move now
      if top >= 0, heads[top] == front { shift += 0 }
    }
    let lost = top < 0 ? 0 : children[top].reduce(0) { $0 + ($1 >= front ? 1 : 0) }
    if state.canLeft {
      left = lost
      if heads[top] == second || heads[top] > front { left += 1 }
    }
    if state.canRight {
      right = lost
      if heads[top] >= front { right += 1 }
    }
    return (shift, left, right, min(shift, left, right))
  }

  func isGood(
    _ kind: Parser.Moves.Kind, _ relation: Relation, _ costs: (shift: Int, left: Int, right: Int, least: Int), _ state: ParserState
  ) -> Bool {
    switch kind {
    case .shift: return costs.shift == costs.least
    case .left: return costs.left == costs.least && fits(relation, head: state.next, state)
    case .right: return costs.right == costs.least && fits(relation, head: state.stack[state.stack.count - 2], state)
    }
  }

  /// The label must be the gold one where the arc is; where the arc is wrong anyway, any label will do.
  private func fits(_ relation: Relation, head: Int, _ state: ParserState) -> Bool {
    guard let top = state.stack.last else { return false }
    return heads[top] != head || relations[top] == relation
  }
}
