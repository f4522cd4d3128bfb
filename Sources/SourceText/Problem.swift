/// Something unreadable or contradictory, with its place and a sentence that says what to do.
public struct Problem: Hashable, Sendable {
  /// A short name for machines, e.g. `weekday-mismatch`.
  public let code: String
  /// A sentence with a way out.
  public let message: String
  /// Where in the document's text, if it is there.
  public let span: Span?
  /// In which file, for problems of packs and inputs.
  public let file: String?
  /// On which line of the file, counted from 1.
  public let line: Int?

  /// A problem; `message` is a full sentence.
  public init(_ code: String, _ message: String, span: Span? = nil, file: String? = nil, line: Int? = nil) {
    self.code = code
    self.message = message
    self.span = span
    self.file = file
    self.line = line
  }
}

extension Problem: CustomStringConvertible {
  /// `file:line: sentence`, as compilers print it.
  public var description: String {
    switch (file, line) {
    case (let file?, let line?): "\(file):\(line): \(message)"
    case (let file?, nil): "\(file): \(message)"
    default: message
    }
  }
}

extension Problem: Error {}
