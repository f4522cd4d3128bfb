import Codes
import Grammar
import Records
import SourceText

/// What the words around a name tell about its bearer.
struct PersonSigns: OptionSet, Sendable {
  let rawValue: UInt8
  /// Holds an office.
  static let office = PersonSigns(rawValue: 1)
  /// Has a rank.
  static let rank = PersonSigns(rawValue: 2)
  /// Is called a victim, witness, relative ...
  static let protected = PersonSigns(rawValue: 4)
  /// An act of force was done to them.
  static let isHit = PersonSigns(rawValue: 8)
  /// Is a child.
  static let minor = PersonSigns(rawValue: 16)

  /// The standing that they give: a child is always protected, an office stays public whatever is done to who holds it.
  var standing: Person.Standing {
    if contains(.minor) { return .protected }
    if contains(.office) { return .office }
    if !isDisjoint(with: [.protected, .isHit]) { return .protected }
    return contains(.rank) ? .office : .private
  }
}

/// Tells how somebody named stands to what is told, from the words around one mention.
struct PersonStanding {
  let language: Language
  let document: Document
  let note: SentenceNotes
  private var tree: Tree { note.tree }
  private let tokens: [Token]

  init(language: Language, document: Document, note: SentenceNotes) {
    (self.language, self.document, self.note) = (language, document, note)
    tokens = note.tree.tokens
  }

  /// What the words around a name tell.
  func signs(of name: ClosedRange<Int>) -> PersonSigns {
    var signs: PersonSigns = []
    for role in [roleBefore(name), roleBehind(name), roleInTree(name)] {
      switch role {
      case .office: signs.insert(.office)
      case .rank: signs.insert(.rank)
      case .protected: signs.insert(.protected)
      default: break
      }
    }
    if isMinor(name) { signs.insert(.minor) }
    if isHit(name) { signs.insert(.isHit) }
    return signs
  }

  // MARK: Words for people

  private func told(_ index: Int) -> PersonRole? { language.persons.role(at: index, in: tokens) }

  /// "le ministre de la Défense X", "army spokesman Col X": the nearest word for a person before the name, over its complements.
  private func roleBefore(_ name: ClosedRange<Int>) -> PersonRole? {
    var rank: PersonRole?
    for index in stride(from: name.lowerBound - 1, through: max(0, name.lowerBound - 10), by: -1) {
      let token = tokens[index]
      if let role = told(index), ![.civil].contains(role) {
        // "army spokesman Col X": an office goes before a rank.
        guard role == .rank else { return rank == nil || role == .office ? role : rank }
        rank = role
        continue
      }
      switch token.upos {
      case .noun, .propn, .adj, .num, .x: continue
      case .adp where language.isGenitive(token) || token.shape.contains(.contraction): continue
      case .det where index > 0 && language.isGenitive(tokens[index - 1]): continue
      case .punct where isHyphen(index): continue
      default: return rank
      }
    }
    return rank
  }

  private func isHyphen(_ index: Int) -> Bool { document.bytes[tokens[index].span.start] == 45 }
  private func isComma(_ index: Int) -> Bool { document.bytes[tokens[index].span.start] == 44 }

  /// "X, porte-parole de ...", "X (mayor of ...)", "X, who is a witness", "X was a schoolgirl".
  private func roleBehind(_ name: ClosedRange<Int>) -> PersonRole? {
    var index = name.upperBound + 1
    let limit = min(tokens.count, index + 14)
    var isCopular = false
    while index < limit {
      let token = tokens[index]
      if [.noun, .propn, .x].contains(token.upos) || told(index) == .protected { break }
      if language.lists.has("copula", token) { isCopular = true }
      let isLight = [.det, .adj, .num, .adv, .pron, .punct, .part].contains(token.upos) && !isStop(index)
      guard isLight || isCopular && language.lists.has("copula", token) || isAge(index) else { return nil }
      index += 1
    }
    guard index < limit, index > name.upperBound + 1 else { return nil }
    var run = index..<index
    while run.upperBound < limit, [.noun, .propn, .adj, .x].contains(tokens[run.upperBound].upos) {
      run = run.lowerBound..<run.upperBound + 1
    }
    if run.isEmpty { run = index..<index + 1 }
    if isAge(run.lowerBound) { return roleBehind(run.lowerBound...run.lowerBound) }
    if run.upperBound < limit, isPossessive(run.upperBound) { return roleBehind(run.lowerBound...run.upperBound) }
    let roles = run.compactMap { told($0) }
    let role = language.isHeadLast ? roles.last : roles.first
    guard let role, role == .protected || isCopular || isAside(run, behind: name) else { return nil }
    return role
  }

  private func isStop(_ index: Int) -> Bool { [".", ";", "!", "?"].contains { tokens[index].form == Word($0) } }

  private func isPossessive(_ index: Int) -> Bool {
    tokens[index].upos == .part && tokens[index].relation == .case || language.lists.has("possessive-mark", tokens[index])
  }

  /// Whether words behind a name are an apposition and not the next clause: they hang on the name, have no article, or end before any verb.
  private func isAside(_ run: Range<Int>, behind name: ClosedRange<Int>) -> Bool {
    if run.contains(where: { tokens[$0].relation == .appos && name.contains(tokens[$0].head) }) { return true }
    for index in run.upperBound..<tokens.count {
      if tree.isVerb(index) || tokens[index].upos == .aux { return false }
      if tokens[index].shape.contains(.punctuation), !isHyphen(index) { return true }
    }
    return true
  }

  /// "le président, X, ...": what the parse hangs the name on, or takes it for.
  private func roleInTree(_ name: ClosedRange<Int>) -> PersonRole? {
    guard let head = name.first(where: { !name.contains(tokens[$0].head) }) else { return nil }
    let host = tokens[head].head
    if host >= 0, [.appos, .flat].contains(tokens[head].relation), !isCut(host, head), let role = told(host) { return role }
    for child in tree.children[head] where tokens[child].relation == .appos && !name.contains(child) {
      if let role = told(child) { return role }
    }
    guard host >= 0, tokens[head].relation == .nsubj, tree.child(of: host, [.cop]) != nil else { return nil }
    return told(host)
  }

  /// Whether a verb stands between two tokens.
  private func isCut(_ a: Int, _ b: Int) -> Bool { (min(a, b)...max(a, b)).contains { tree.isVerb($0) } }

  // MARK: Ages

  private static let adult = 18.0

  /// "Amina, 7 ans", "âgé de 12 ans", "12-year-old Amina", "Amina, 12,".
  private func isMinor(_ name: ClosedRange<Int>) -> Bool {
    let near = max(0, name.lowerBound - 8)..<min(tokens.count, name.upperBound + 9)
    return near.contains { index in
      guard !name.contains(index), let years = age(at: index, name), !isParted(name, index) else { return false }
      return years < PersonStanding.adult
    }
  }

  /// Whether another name of a person or a stop stands between a name and a token.
  private func isParted(_ name: ClosedRange<Int>, _ index: Int) -> Bool {
    let between = index < name.lowerBound ? index + 1..<name.lowerBound : name.upperBound + 1..<index
    return between.contains { tokens[$0].name?.label == .person || isStop($0) || tree.isVerb($0) || tokens[$0].upos == .cconj }
  }

  /// The age that a number tells, in years.
  private func age(at index: Int, _ name: ClosedRange<Int>) -> Double? {
    guard tokens[index].upos == .num || tokens[index].shape.contains(.number), let number = amount(at: index) else { return nil }
    let behind = (index + 1..<min(tokens.count, index + 6)).first { !isHyphen($0) }
    let unit = behind.flatMap { years($0) }
    let near = max(0, index - 2)..<min(tokens.count, index + 6)
    let isMarked = near.contains { (other: Int) -> Bool in other != index && has(.ageMark, other) }
    let opens = index > 0 && isComma(index - 1) && name.upperBound == index - 2
    if let unit, isMarked || opens { return unit * number }
    let closes = behind.map { tokens[$0].shape.contains(.punctuation) } ?? true
    return unit == nil && (isMarked && index > 0 && has(.ageMark, index - 1) || opens && closes) ? number : nil
  }

  /// How many years a unit of age has.
  private func years(_ index: Int) -> Double? { has(.ageYear, index) ? 1 : has(.ageMonth, index) ? 0.01 : nil }

  private func has(_ name: PersonWords.Name, _ index: Int) -> Bool { language.persons.has(name, index, tokens) }

  private func isAge(_ index: Int) -> Bool {
    has(.ageMark, index) || has(.ageYear, index) || has(.ageMonth, index)
      || tokens[index].upos == .adp && index > 0 && has(.ageMark, index - 1)
  }

  private func amount(at index: Int) -> Double? { language.numerals.number(at: index, in: tokens, bytes: document.bytes)?.value }

  // MARK: What was done to them

  /// Whether an act of force or a word of casualties has the name for its target.
  private func isHit(_ name: ClosedRange<Int>) -> Bool {
    let span = tree.span(name)
    let acts = note.mentions.filter { VoiceReader.forceful.contains($0.type.rawValue) }
    if acts.flatMap(\.target).contains(where: { $0.span.contains(span) || $0.others.contains { $0.contains(span) } }) { return true }
    guard let head = name.first(where: { !name.contains(tokens[$0].head) }) else { return false }
    if acts.contains(where: { tree.isVerb($0.head) && tree.logicalObject($0.head).contains(head) }) { return true }
    return ([tokens[head].head] + tree.children[head]).contains { $0 >= 0 && isCasualty($0, of: head) }
  }

  /// "X was killed", "X, tué le ...", "the death of X".
  private func isCasualty(_ index: Int, of head: Int) -> Bool {
    guard language.casualties.matches(at: index, in: tokens).contains(where: { $0.tokens.count == 1 }) else { return false }
    guard tree.isVerb(index) else {
      return [.nmod, .possessor, .appos, .compound].contains(tokens[head].relation) || tokens[index].head == head
    }
    if tree.logicalObject(index).contains(head) { return true }
    return tree.logicalSubject(index).contains(head) && !tree.isPassive(index) && tree.child(of: index, [.obj]) == nil
      && !tree.hasObjectBehind(index)
  }
}
