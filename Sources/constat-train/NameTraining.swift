import Grammar

/// Trains both passes of reading names: structured averaged perceptrons (Collins 2002) over tokens and steps.
struct NameTraining {
  let passes: Int
  /// How far the right tag must lead.
  let margin: Float
  let cut: Float
  let least: Int
  let isPlain: Bool
  let report: (String) -> Void

  private static let classes = (0..<UInt8(NameTags.count)).map(NameTags.name)

  /// The model: the second pass learns from drafts of a first pass that has not seen the document.
  func model(_ documents: [NameDocument], lexicon: NameLexicon) -> NameModel {
    let folds = 5
    var drafts = [[[UInt8]]](repeating: [], count: documents.count)
    for fold in 0..<folds {
      let part = documents.enumerated().filter { $0.offset % folds != fold }.map(\.element)
      let first = learn(part.flatMap { examples($0, drafts: nil) })
      let model = NameModel(lexicon: lexicon, first: first, second: first, isPlain: isPlain)
      for number in documents.indices where number % folds == fold {
        drafts[number] = NameReader.drafts(documents[number].sentences, model: model)
      }
      report("  drafts of fold \(fold + 1) of \(folds)")
    }
    let first = learn(documents.flatMap { examples($0, drafts: nil) })
    let second = learn(zip(documents, drafts).flatMap { examples($0, drafts: $1) })
    return NameModel(lexicon: lexicon, first: first, second: second, isPlain: isPlain)
  }

  /// One sentence: the features of its candidates and its right tags.
  struct Example {
    var features: [FeatureList?]
    var tags: [UInt8]
  }

  private func examples(_ document: NameDocument, drafts: [[UInt8]]?) -> [Example] {
    var memory = NameMemory(document.sentences)
    if let drafts { memory.vote(document.sentences, drafts) }
    var list = FeatureList(capacity: NameTemplates.capacity)
    return document.sentences.indices.compactMap { number in
      let tokens = document.sentences[number]
      guard tokens.contains(where: \.isCandidate) else { return nil }
      let templates = NameTemplates(tokens, memory: memory, draft: drafts?[number] ?? [], isPlain: isPlain)
      let features = tokens.indices.map { index -> FeatureList? in
        guard tokens[index].isCandidate else { return nil }
        templates.features(at: index, into: &list)
        var kept = FeatureList(capacity: list.count)
        for place in 0..<list.count { kept.keys[place] = list.keys[place] }
        kept.count = list.count
        return kept
      }
      return Example(features: features, tags: document.tags[number])
    }
  }

  private static let steps: [FeatureList] = (0..<NameTags.count).map { tag in
    var list = FeatureList(capacity: 1)
    list.addStep(tag)
    return list
  }

  private func learn(_ examples: [Example]) -> NameScorer {
    let perceptron = Perceptron(labels: NameTags.count)
    var order = Array(examples.indices)
    var random = SplitMix(state: 23)
    var steps = [Float](repeating: 0, count: NameTags.count * NameTags.count)
    for pass in 0..<passes {
      order.shuffle(using: &random)
      var (wrong, all) = (0, 0)
      for number in order {
        let example = examples[number]
        let found = NameDecoder.best(scores(example, perceptron), example.features.map { $0 != nil }, steps, least: -1e9)
        perceptron.tick()
        all += found.count
        let gold = example.tags
        guard found != gold else { continue }
        wrong += zip(found, gold).count { $0 != $1 }
        correct(example, found, perceptron, &steps)
      }
      if pass == passes - 1 { report("  pass \(pass + 1): \(wrong) of \(all) tags wrong") }
    }
    return NameScorer(narrow: perceptron.model(classes: NameTraining.classes, cut: cut, least: least), wide: perceptron.wideRows())
  }

  /// Scores of the candidates; a wrong tag is given a head start, so that the right one must win clearly.
  private func scores(_ example: Example, _ perceptron: Perceptron) -> [Float] {
    var all: [Float] = []
    var scores = [Float](repeating: 0, count: NameTags.count)
    for (index, list) in example.features.enumerated() {
      if let list {
        perceptron.score(list, into: &scores)
        for tag in scores.indices where tag != Int(example.tags[index]) { scores[tag] += margin }
      }
      all += scores
    }
    return all
  }

  private func correct(_ example: Example, _ found: [UInt8], _ perceptron: Perceptron, _ steps: inout [Float]) {
    for index in found.indices {
      let (good, bad) = (Int(example.tags[index]), Int(found[index]))
      if good != bad, let list = example.features[index] { perceptron.update(list, good: good, bad: bad) }
      guard index > 0 else { continue }
      let (goodStep, badStep) = ((Int(example.tags[index - 1]), good), (Int(found[index - 1]), bad))
      guard goodStep != badStep else { continue }
      perceptron.raise(NameTraining.steps[goodStep.0], goodStep.1, by: 1)
      perceptron.raise(NameTraining.steps[badStep.0], badStep.1, by: -1)
      steps[goodStep.0 * NameTags.count + goodStep.1] += 1
      steps[badStep.0 * NameTags.count + badStep.1] -= 1
    }
  }
}

/// Precision and recall by label, same span and label.
enum NameMeasure {
  static func lines(_ documents: [NameDocument], _ model: NameModel) -> String {
    var counts: [String: (right: Int, read: Int, gold: Int)] = [:]
    for document in documents {
      let found = NameReader.tags(document.sentences, model: model)
      for (read, gold) in zip(found, document.tags) {
        let (a, b) = (spans(read), spans(gold))
        for span in a { counts[span.label, default: (0, 0, 0)].read += 1 }
        for span in b { counts[span.label, default: (0, 0, 0)].gold += 1 }
        for span in a.intersection(b) { counts[span.label, default: (0, 0, 0)].right += 1 }
      }
    }
    let main = ["PER", "ORG", "GROUP", "LOC"].compactMap { counts[$0] }
    counts["PER+ORG+GROUP+LOC"] = main.reduce((0, 0, 0)) { ($0.0 + $1.0, $0.1 + $1.1, $0.2 + $1.2) }
    return counts.sorted { $0.key < $1.key }.map { name, c in
      func percent(_ a: Int, _ b: Int) -> Double { Double(1000 * a / max(1, b)) / 10 }
      return "\(name): P \(percent(c.right, c.read)) R \(percent(c.right, c.gold)) F1 \(percent(2 * c.right, c.read + c.gold))"
    }.joined(separator: "\n")
  }

  struct NameSpan: Hashable {
    let start: Int
    let end: Int
    let label: String
  }

  static func spans(_ tags: [UInt8]) -> Set<NameSpan> {
    var spans: Set<NameSpan> = []
    var start = 0
    for (index, tag) in tags.enumerated() {
      guard let part = NameTags.part(tag) else { continue }
      if part.isFirst { start = index }
      let next = index + 1 < tags.count ? NameTags.part(tags[index + 1]) : nil
      if next == nil || next?.isFirst == true || next?.label != part.label {
        spans.insert(NameSpan(start: start, end: index + 1, label: part.label.code))
      }
    }
    return spans
  }
}
