/// A half-open range of UTF-8 bytes in the text of one `Document`.
///
/// Public outputs count Unicode code points instead; `Document.offsets` converts.
@frozen
public struct Span: Hashable, Comparable, Sendable {
  /// First byte.
  public let start: Int
  /// One past the last byte.
  public let end: Int

  /// A span from `start` to `end`; an end before the start gives an empty span at `start`.
  @inlinable
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// Length in bytes.
  @inlinable public var count: Int { end - start }
  /// Whether nothing lies between start and end.
  @inlinable public var isEmpty: Bool { start == end }

  /// Whether the two spans share at least one byte.
  @inlinable
  public func overlaps(_ other: Span) -> Bool { max(start, other.start) < min(end, other.end) }

  /// Whether `other` lies inside this span.
  @inlinable
  public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }

  /// The smallest span that covers both.
  @inlinable
  public func union(_ other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }

  /// Order in the text: by start, then by end.
  @inlinable
  public static func < (a: Span, b: Span) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

/// A `Span` and the exact words that stand there. It can't be built if they differ.
public struct Evidence: Hashable, Sendable {
  /// Where the words stand.
  public let span: Span
  /// The words, byte for byte.
  public let quote: String

  /// Evidence for a stretch of `document`; `nil` if the span is empty, leaves the text or cuts a character.
  public init?(_ span: Span, in document: Document) {
    guard !span.isEmpty, let quote = document.text(of: span) else { return nil }
    self.span = span
    self.quote = quote
  }
}

/// A value, the words it was read from and the rule that read it.
public struct Grounded<Value: Sendable>: Sendable {
  /// What was read.
  public let value: Value
  /// From which words.
  public let evidence: [Evidence]
  /// Pack path and rule name, e.g. `fr/assault/attaquer`.
  public let rule: String

  /// A grounded value; `nil` without evidence, since a value nobody can point at is not recorded.
  public init?(_ value: Value, evidence: [Evidence], rule: String) {
    guard !evidence.isEmpty else { return nil }
    self.value = value
    self.evidence = evidence
    self.rule = rule
  }
}
extension Grounded: Equatable where Value: Equatable {}
