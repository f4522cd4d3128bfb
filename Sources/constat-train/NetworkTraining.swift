import Foundation
import Grammar
import SourceText

/// Trains a `Network` from gold sentences: stochastic gradients with Adam (Kingma and Ba 2015), the losses of all tasks added up.
final class NetworkTraining {
  private let plan: NetworkPlan
  private let vectors: WordVectors
  private let tags: [String]
  private let relations: [String]
  private let forms: [Word: Int]
  private let report: (String) -> Void
  private var random: SplitMix
  private var parts: [Parameter]
  private var tables: [Parameter]
  private var projection: Parameter
  private var step = 0

  /// One sentence, in numbers.
  private struct Example {
    let words: [WordRows]
    let form: [Int]
    let vector: [Int]
    let tags: [Int]
    /// 0 for the root, else the head's index plus 1.
    let heads: [Int]
    let relations: [Int]
  }

  init(_ plan: NetworkPlan, gold: [GoldSentence], vectors: WordVectors, report: @escaping (String) -> Void) {
    (self.plan, self.vectors, self.report) = (plan, vectors, report)
    tags = Set(gold.flatMap { $0.tokens.map { TagSet.name($0.upos, $0.inflection) } }).sorted()
    relations = Set(gold.flatMap(\.relations)).map(\.name).sorted()
    var counts: [Word: Int] = [:]
    for sentence in gold {
      for word in NetworkTraining.words(sentence.tokens, sentence.document) { counts[word.form, default: 0] += 1 }
    }
    let known = counts.filter { $0.value >= 2 }.keys.sorted { $0.hash < $1.hash }
    forms = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0 + 1) })
    var random = SplitMix(state: plan.seed)
    let drawn = FirstValues(plan, tags: tags.count, relations: relations.count, &random)
    parts = drawn.parts
    tables = WordRows.Table.allCases.map { drawn.table($0.buckets ?? known.count + 1, &random) }
    projection = drawn.projection(vectors.matrix.columns, &random)
    self.random = random
  }

  /// What the network knows about the tokens of a sentence before it reads them together.
  static func words(_ tokens: [Token], _ document: Document) -> [WordRows] {
    tokens.enumerated().map { index, token in
      WordRows(token, folded: Folding.fold(document.bytes[token.span.start..<token.span.end])[...], isFirst: index == 0)
    }
  }

  private func example(_ sentence: GoldSentence) -> Example {
    let words = NetworkTraining.words(sentence.tokens, sentence.document)
    return Example(
      words: words, form: words.map { forms[$0.form] ?? 0 }, vector: words.map { vectors.rows[$0.form] ?? -1 },
      tags: sentence.tokens.map { tags.firstIndex(of: TagSet.name($0.upos, $0.inflection)) ?? 0 },
      heads: sentence.heads.map { $0 == sentence.tokens.count ? 0 : $0 + 1 },
      relations: sentence.relations.map { relations.firstIndex(of: $0.name) ?? 0 })
  }

  /// Runs all passes over the sentences, which stand in the order of their texts.
  func run(_ gold: [GoldSentence], after pass: (Int, NetworkTraining) -> Void = { _, _ in }) {
    let examples = gold.map(example)
    let steps = plan.epochs * examples.count / plan.batch
    for epoch in 0..<plan.epochs {
      var streams: [[Example]] = []
      var at = 0
      while at < examples.count {
        let count = [1, 1, 2, 3, 4, 5][Int(random.next() % 6)]
        streams.append(Array(examples[at..<min(at + count, examples.count)]))
        at += count
      }
      streams.shuffle(using: &random)
      var loss: Float = 0
      var tokens = 0
      var batch: [[Example]] = []
      for (number, stream) in streams.enumerated() {
        batch.append(stream)
        guard batch.reduce(0, { $0 + $1.count }) >= plan.batch || number == streams.count - 1 else { continue }
        loss += learn(batch, share: Float(step) / Float(max(1, steps)))
        tokens += batch.reduce(0) { $0 + $1.reduce(0) { $0 + $1.words.count } }
        batch.removeAll()
      }
      report("  pass \(epoch + 1) of \(plan.epochs): loss \((loss / Float(max(1, tokens)) * 1000).rounded() / 1000)")
      pass(epoch + 1, self)
    }
  }

  /// The network as it stands.
  var network: Network {
    var index = Dictionary(uniqueKeysWithValues: forms.map { ($0.key, $0.value) })
    index[Word.none] = 0
    return Network(
      tags: tags, relations: relations, forms: WordIndex(index), lexicon: WordIndex(vectors.rows),
      tables: tables.map { RowTable($0.node.value) }, lexiconRows: RowTable(vectors.matrix.times(projection.node.value)),
      parts: parts.map(\.node.value))
  }

  // MARK: One step

  /// Where sentences and streams lie in a batch.
  private struct Layout {
    var streams: [Range<Int>] = []
    var sentences: [Range<Int>] = []
    var examples: [Example] = []

    init(_ batch: [[Example]]) {
      var at = 0
      for stream in batch {
        let start = at
        for example in stream {
          sentences.append(at..<at + example.words.count)
          examples.append(example)
          at += example.words.count
        }
        streams.append(start..<at)
      }
    }
  }

  private func learn(_ batch: [[Example]], share: Float) -> Float {
    let layout = Layout(batch)
    let tape = Tape(random: SplitMix(state: random.next()))
    let stream = streamRows(layout, tape)
    let tagScores = tape.linear(stream, self[.tag], self[.tagBias])
    let right = layout.examples.flatMap(\.tags)
    var loss = tape.crossEntropy(tagScores, right, classes: tags.count, weight: 1)
    loss += startLoss(stream, layout, tape)
    let clause = clauseRows(stream, tagScores, layout, tape)
    loss += ArcLesson(self, layout.sentences, layout.examples.map(\.heads), tape, dropout: plan.dropout).loss(clause)
    loss += relationLoss(clause, layout, tape)
    tape.backward()
    step += 1
    let rate = plan.rate * min(1, Float(step) / 100) * (1 - 0.95 * min(1, share))
    update(rate)
    return loss
  }

  subscript(part: Network.Part) -> Node { parts[part.rawValue].node }

  private func streamRows(_ layout: Layout, _ tape: Tape) -> Node {
    let words = layout.examples.flatMap(\.words)
    let forms = layout.examples.flatMap(\.form).map { chance(0.15) ? 0 : $0 }
    let rows = [
      forms, words.map(\.rows.suffix2), words.map(\.rows.suffix3), words.map(\.rows.suffix4), words.map(\.rows.prefix3),
      words.map(\.rows.shape),
    ]
    let known = layout.examples.flatMap(\.vector).map { chance(0.1) ? -1 : $0 }
    var sum = tape.product(Node(vectors.matrix.rows(known), isFixed: true), projection.node)
    for (table, rows) in zip(tables, rows) {
      table.touched.formUnion(rows)
      sum = tape.sum(sum, tape.rows(table.node, rows))
    }
    let input = normalised(sum, .inputScale, .inputShift, tape)
    let gates = tape.linear(input, self[.streamGates], self[.streamGatesBias])
    let out = tape.linear(tape.scanned(gates, over: layout.streams), self[.streamOut], self[.streamOutBias])
    return normalised(tape.sum(input, out), .streamScale, .streamShift, tape)
  }

  private func clauseRows(_ stream: Node, _ tagScores: Node, _ layout: Layout, _ tape: Tape) -> Node {
    // The parser meets the tags as the tagger gives them, and now and then none.
    let guessed = (0..<tagScores.value.rows).map { row in chance(0.1) ? -1 : Network.best(tagScores.value, row, tags.count) }
    let sum = tape.sum(stream, tape.rows(self[.tagRows], guessed))
    let input = normalised(sum, .clauseInputScale, .clauseInputShift, tape)
    let gates = tape.linear(input, self[.clauseGates], self[.clauseGatesBias])
    let out = tape.linear(tape.scanned(gates, over: layout.sentences), self[.clauseOut], self[.clauseOutBias])
    return normalised(tape.sum(input, out), .clauseScale, .clauseShift, tape)
  }

  private func normalised(_ input: Node, _ scale: Network.Part, _ shift: Network.Part, _ tape: Tape) -> Node {
    tape.dropout(tape.normalised(input, scale: self[scale], shift: self[shift]), plan.dropout)
  }

  /// Logistic loss of "a sentence starts here"; the first token of a stream says nothing.
  private func startLoss(_ stream: Node, _ layout: Layout, _ tape: Tape) -> Float {
    let scores = tape.linear(stream, self[.start], self[.startBias])
    let starts = Set(layout.sentences.map(\.lowerBound))
    let silent = Set(layout.streams.map(\.lowerBound))
    var loss: Float = 0
    for row in 0..<scores.value.rows where !silent.contains(row) {
      let share = 1 / (1 + exp(-scores.value[row, 0]))
      let right: Float = starts.contains(row) ? 1 : 0
      loss -= log(max(1e-12, right == 1 ? share : 1 - share))
      scores.slope[row, 0] += 2 * (share - right) / Float(scores.value.rows)
    }
    return loss
  }

  private func relationLoss(_ clause: Node, _ layout: Layout, _ tape: Tape) -> Float {
    var heads: [Int] = []
    var distances: [Int] = []
    for (range, example) in zip(layout.sentences, layout.examples) {
      heads += example.heads.map { $0 == 0 ? -1 : range.lowerBound + $0 - 1 }
      distances += example.heads.enumerated().map { Network.distanceRow($0.offset, head: $0.element - 1) }
    }
    let dependents = tape.product(clause, self[.relationDependent])
    let from = tape.linear(clause, self[.relationHead], self[.relationHeadBias])
    let pairs = tape.sum(
      tape.sum(dependents, tape.rows(from, heads, other: self[.rootRelation])), tape.rows(self[.relationDistance], distances))
    let scores = tape.linear(tape.dropout(tape.rectified(pairs), plan.dropout), self[.relation], self[.relationBias])
    return tape.crossEntropy(scores, layout.examples.flatMap(\.relations), classes: relations.count, weight: 1)
  }

  private func chance(_ rate: Double) -> Bool { Double(random.next() >> 11) / Double(1 << 53) < rate }

  /// Moves all parameters against their slopes, which are cut to length 5 together.
  private func update(_ rate: Float) {
    let all = parts + tables + [projection]
    let length = all.reduce(Float(0)) { $0 + $1.squares }.squareRoot()
    let factor = length > 5 ? 5 / length : 1
    for parameter in all { parameter.move(rate, factor, step) }
  }
}
