public import SourceText

/// A stretch of an example with the labels that its marks give it.
public struct Mark: Hashable, Sendable {
  /// The labels, at least one.
  public let labels: [String]
  /// Bytes of the plain text.
  public let span: Span
}

/// A text with marks in square brackets, as examples and gold documents write it: `[agent Des rebelles] [deed ont attaqué] une caserne`.
public struct Marked: Sendable {
  /// The text without its marks.
  public let plain: String
  /// The marks, inner ones before outer ones.
  public let marks: [Mark]
  /// What is wrong with the brackets, as sentences.
  public let faults: [String]

  /// Reads marked text. A word after `[` is a label if `isLabel` says so; the first word always is one.
  public init(_ text: String, isLabel: (Substring) -> Bool) {
    var plain: [UInt8] = []
    var marks: [Mark] = []
    var faults: [String] = []
    var open: [(labels: [String], start: Int)] = []
    var rest = Substring(text)
    while let next = rest.first {
      rest.removeFirst()
      switch next {
      case "\\" where rest.first == "[" || rest.first == "]":
        plain.append(contentsOf: String(rest.removeFirst()).utf8)
      case "[":
        let labels = Marked.takeLabels(&rest, isLabel: isLabel)
        if labels.isEmpty { faults.append("an opening bracket without a label; write \"[label words]\" or \"\\[\" for a literal bracket") }
        open.append((labels, plain.count))
      case "]":
        guard let last = open.popLast() else {
          faults.append("a closing bracket without an opening one; write \"\\]\" for a literal bracket")
          continue
        }
        let span = Span(last.start, plain.count)
        if span.isEmpty {
          faults.append("the mark \"\(last.labels.joined(separator: " "))\" marks nothing; put the words inside the brackets")
        }
        if !last.labels.isEmpty { marks.append(Mark(labels: last.labels, span: span)) }
      default:
        plain.append(contentsOf: String(next).utf8)
      }
    }
    for unclosed in open { faults.append("the mark \"\(unclosed.labels.joined(separator: " "))\" is never closed; add \"]\"") }
    self.plain = String(decoding: plain, as: UTF8.self)
    self.marks = marks
    self.faults = faults
  }

  /// The marks that carry a label.
  public func spans(_ label: String) -> [Span] { marks.filter { $0.labels.contains(label) }.map(\.span) }

  private static func takeLabels(_ rest: inout Substring, isLabel: (Substring) -> Bool) -> [String] {
    var labels: [String] = []
    while true {
      let word = rest.prefix { !$0.isWhitespace && $0 != "]" && $0 != "[" }
      let after = rest[word.endIndex...]
      guard !word.isEmpty, after.first?.isWhitespace == true, isLabel(word) else { return labels }
      labels.append(String(word))
      rest = after.dropFirst()
    }
  }
}

/// An example sentence of a rule.
public struct Example: Sendable {
  /// Whether the rule must fire (`yes`) or must not (`no`).
  public let shouldFire: Bool
  /// The sentence and what the rule must find in it.
  public let text: Marked
  /// Line of the pack file.
  public let line: Int
}
