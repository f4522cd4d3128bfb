import Grammar

/// Reads one `when` line of `moments.rules`.
struct PatternParser {
  struct Trees {
    var left: [LeftElement] = []
    var body: [TimeTree] = []
    var right: [TimeTree] = []
  }
  private var rest: ArraySlice<Substring>
  private let parts: [String: TimeTree]
  private(set) var faults: [String] = []
  /// The words that the pattern names.
  private(set) var words: Set<Word> = []

  init(_ text: String, parts: [String: TimeTree]) {
    rest = text.split(separator: " ")[...]
    self.parts = parts
  }

  /// The pattern, with what stands before `[` and behind `]` apart.
  mutating func run() -> Trees {
    var trees = Trees()
    let opens = rest.firstIndex(of: "[")
    let closes = rest.firstIndex(of: "]")
    let all = rest
    if let opens {
      rest = all[..<opens]
      trees.left = leftElements(sequence()).reversed()
    }
    rest = all[(opens.map { $0 + 1 } ?? all.startIndex)..<(closes ?? all.endIndex)]
    trees.body = sequence()
    if trees.body.isEmpty { faults.append("the pattern is empty; write words and {classes}") }
    if let closes {
      rest = all[(closes + 1)...]
      trees.right = sequence()
    }
    return trees
  }

  private mutating func leftElements(_ trees: [TimeTree]) -> [LeftElement] {
    trees.compactMap { tree in
      switch tree {
      case .element(let element): return (element, false)
      case .optional(.element(let element)): return (element, true)
      default:
        faults.append("before \"[\" only single words may stand, with a \"?\" behind those that may be left out")
        return nil
      }
    }
  }

  /// Parts up to a closing bracket or the end; `|` by itself parts branches.
  private mutating func sequence() -> [TimeTree] {
    var branches: [[TimeTree]] = [[]]
    while let word = rest.first, word != ")", word != ")?" {
      rest.removeFirst()
      switch word {
      case "|": branches.append([])
      case "(": branches[branches.count - 1].append(group())
      default: branches[branches.count - 1].append(tree(word))
      }
    }
    return branches.count == 1 ? branches[0] : [.choice(branches.map { .sequence($0) })]
  }

  private mutating func group() -> TimeTree {
    let inner = TimeTree.sequence(sequence())
    guard let close = rest.popFirst() else {
      faults.append("a \"(\" is never closed; add \")\" with spaces around it")
      return inner
    }
    return close == ")?" ? .optional(inner) : inner
  }

  private mutating func tree(_ text: Substring) -> TimeTree {
    let isOptional = text.count > 1 && text.hasSuffix("?")
    let name = isOptional ? text.dropLast() : text
    let inner: TimeTree
    if name.hasPrefix("@") {
      inner = parts[String(name.dropFirst())] ?? unknown(name, "parts stand above the rules that use them")
    } else {
      inner = .element(element(name))
    }
    return isOptional ? .optional(inner) : inner
  }

  private mutating func unknown(_ name: Substring, _ way: String) -> TimeTree {
    faults.append("\"\(name)\" is unknown; \(way)")
    return .element(.words([]))
  }

  private mutating func element(_ name: Substring) -> TimeElement {
    if name == "\\(" || name == "\\)" { return .words([Word(name.dropFirst())]) }
    if name.hasPrefix("{"), name.hasSuffix("}") { return slot(name.dropFirst().dropLast()) }
    if name.hasPrefix("<"), name.hasSuffix(">") { return found(name.dropFirst().dropLast()) }
    let isGlued = name.count > 1 && name.hasPrefix("+")
    let some = Set(name.split(separator: "|").map { Word(isGlued ? $0.drop { $0 == "+" } : $0) })
    words.formUnion(some)
    return isGlued ? .glued(some) : .words(some)
  }

  private mutating func slot(_ name: Substring) -> TimeElement {
    switch name {
    case "day": return .day(.day)
    case "day2": return .day(.day2)
    case "dayword": return .spelledDay(.day)
    case "year": return .year
    case "yy": return .shortYear
    case "oldYear": return .oldYear
    case "mm": return .monthFigure(1...2)
    case "MM": return .monthFigure(2...2)
    case "n": return .count(.count)
    case "n2": return .count(.count2)
    case "hour": return .hour
    case "minute": return .minute
    case "second": return .second
    case "week": return .week
    case "hhmm": return .fourFigures
    case "ordinal": return .ordinal
    case "adj": return .adjective
    default:
      let halves = name.split(separator: "=")
      if halves.count == 2, let slot = Slot(name: halves[0]) {
        let some = Set(halves[1].split(separator: "|").map { Word($0) })
        words.formUnion(some)
        return .chosen(slot, some)
      }
      if let slot = Slot(name: name) { return .listed(slot) }
      _ = unknown(name, "use {day} {year} {yy} {mm} {n} {hour} {minute} {second} {ordinal} or the name of a list of words")
      return .words([])
    }
  }

  private mutating func found(_ names: Substring) -> TimeElement {
    var kinds: UInt8 = 0
    for name in names.split(separator: "|") {
      guard let kind = TimeKind.names[String(name)] else {
        _ = unknown(name, "use \(TimeKind.names.keys.sorted().joined(separator: ", "))")
        continue
      }
      kinds |= kind
    }
    return .found(kinds)
  }
}

/// Kinds of found expressions, as bits, for joins.
enum TimeKind {
  static let date: UInt8 = 1
  static let part: UInt8 = 2
  static let clock: UInt8 = 4
  static let duration: UInt8 = 8
  static let set: UInt8 = 16
  static let range: UInt8 = 32
  static let other: UInt8 = 64
  static let names: [String: UInt8] = [
    "date": date, "part": part, "clock": clock, "duration": duration, "set": set, "range": range, "other": other,
    "any": date | part | clock | range,
  ]
}
