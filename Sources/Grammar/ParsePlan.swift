/// How a sentence is cut up for the parser: plain stretches are parsed better than long ones with insertions.
public struct ParsePlan: Sendable {
  /// What is parsed by itself and hung on the rest afterwards.
  public struct Insertion: Sendable {
    /// Its tokens.
    public let range: ClosedRange<Int>
    /// Where it is hung.
    public let kind: Kind
    /// An insertion.
    public init(_ range: ClosedRange<Int>, _ kind: Kind) { (self.range, self.kind) = (range, kind) }

    /// On the root of its part as parataxis, on the noun before it, on the verb before it, or on the noun behind it.
    public enum Kind: Sendable { case saying, nominal, adverbial, leading }
  }
  /// Circumstances known beforehand (dates): they hang on the verb before them.
  public var aside: Set<Int> = []
  /// Verbs that are finite whatever the tagger says.
  public var finite: Set<Int> = []
  /// A stretch that is parsed by itself and hung on the root of the first.
  public struct Part: Sendable {
    /// Its tokens.
    public let range: ClosedRange<Int>
    /// `parataxis` for what the part before announces, `list` for what only follows it, `dislocated` for a heading before the first.
    public let relation: Relation
    /// A part.
    public init(_ range: ClosedRange<Int>, _ relation: Relation) { (self.range, self.relation) = (range, relation) }
  }
  /// Parts, in order, without overlap; none means the whole sentence is one.
  public var parts: [Part] = []
  /// Insertions, in order, without overlap, each inside one part.
  public var insertions: [Insertion] = []
  /// A plan that leaves the sentence as it is.
  public init() {}
}

/// Runs a parser over the stretches of a plan and joins the trees.
struct PlannedParse {
  let plan: ParsePlan
  /// Parses some tokens of the sentence; heads are places in the list.
  let run: ([Int]) -> (heads: [Int], relations: [Relation])

  func apply(to tokens: inout [Token]) {
    let parts = plan.parts.isEmpty && !tokens.isEmpty ? [ParsePlan.Part(0...tokens.count - 1, .root)] : plan.parts
    let inserted = Set(plan.insertions.flatMap { Array($0.range) })
    var root: Int?
    var headings: [Int] = []
    for part in parts {
      let kept = part.range.filter { !plan.aside.contains($0) && !inserted.contains($0) }
      let top = tree(kept, &tokens)
      for insertion in plan.insertions where part.range.contains(insertion.range.lowerBound) {
        hang(insertion, on: top ?? root, kept, &tokens)
      }
      if let top, let root { (tokens[top].head, tokens[top].relation) = (root, part.relation) }
      hangAside(part.range, kept, on: top ?? root, &tokens)
      if part.relation == .dislocated {
        headings += top.map { [$0] } ?? []
      } else {
        root = root ?? top
      }
    }
    for heading in headings { (tokens[heading].head, tokens[heading].relation) = (root ?? -1, .dislocated) }
  }

  /// Parses a stretch and returns its root.
  private func tree(_ kept: [Int], _ tokens: inout [Token]) -> Int? {
    guard !kept.isEmpty else { return nil }
    let parse = run(kept)
    for (place, index) in kept.enumerated() {
      tokens[index].head = parse.heads[place] < 0 ? -1 : kept[parse.heads[place]]
      tokens[index].relation = parse.relations[place]
    }
    return kept.first { tokens[$0].head < 0 }
  }

  private func hang(_ insertion: ParsePlan.Insertion, on root: Int?, _ kept: [Int], _ tokens: inout [Token]) {
    guard let top = tree(insertion.range.filter { !plan.aside.contains($0) }, &tokens) else { return }
    if insertion.kind == .leading,
      let noun = kept.first(where: { $0 > insertion.range.upperBound && [.noun, .propn].contains(tokens[$0].upos) })
    {
      (tokens[top].head, tokens[top].relation) = (noun, .acl)
      return
    }
    if insertion.kind == .adverbial {
      (tokens[top].head, tokens[top].relation) = (
        kept.last { $0 < insertion.range.lowerBound && tokens[$0].upos == .verb } ?? root ?? -1, tokens[top].upos == .verb ? .advcl : .obl
      )
      return
    }
    guard insertion.kind == .nominal, let noun = noun(before: insertion.range.lowerBound, kept, tokens) else {
      (tokens[top].head, tokens[top].relation) = (root ?? -1, .parataxis)
      return
    }
    tokens[top].head = noun
    switch tokens[top].upos {
    case .verb, .aux: tokens[top].relation = tokens[top].inflection.contains(.finite) ? .relative : .acl
    case .adj: tokens[top].relation = .amod
    default: tokens[top].relation = .appos
    }
  }

  /// The head of the noun phrase that ends before a token.
  private func noun(before index: Int, _ kept: [Int], _ tokens: [Token]) -> Int? {
    let isNoun = { (at: Int) in [.noun, .propn, .pron, .num, .x].contains(tokens[at].upos) }
    guard var at = kept.last(where: { $0 < index && isNoun($0) }), index - at < 6 else { return nil }
    while tokens[at].head >= 0, tokens[at].head < at, isNoun(tokens[at].head), tokens[at].relation != .conj { at = tokens[at].head }
    return at
  }

  private func hangAside(_ part: ClosedRange<Int>, _ kept: [Int], on root: Int?, _ tokens: inout [Token]) {
    let outer = kept.filter { tokens[$0].upos == .verb }
    for index in part where plan.aside.contains(index) {
      let insertion = plan.insertions.first { $0.range.contains(index) }?.range
      let inner = insertion?.filter { tokens[$0].upos == .verb && !plan.aside.contains($0) && $0 < index } ?? []
      let verbs = inner.isEmpty ? outer : inner
      let head = verbs.last { $0 < index } ?? verbs.first ?? root ?? -1
      tokens[index].head = head == index ? -1 : head
      tokens[index].relation = tokens[index].shape.contains(.punctuation) ? .punct : .obl
    }
  }
}
