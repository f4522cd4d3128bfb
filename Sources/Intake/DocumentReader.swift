public import Foundation
public import SourceText

/// What the command line gives for documents that don't say it themselves.
public struct IntakeDefaults: Sendable {
  /// Publication date.
  public var published: String?
  /// Outlet.
  public var outlet: String?
  /// Language code.
  public var language: String?
  /// Defaults, all optional.
  public init(published: String? = nil, outlet: String? = nil, language: String? = nil) {
    (self.published, self.outlet, self.language) = (published, outlet, language)
  }
}

/// One document of an input, or what is wrong with that part of it.
public enum IntakeItem: Sendable {
  /// A good document.
  case document(Document)
  /// A bad line or file; the others go on.
  case problem(Problem)
}

/// Makes documents of JSON lines and plain text.
public struct DocumentReader: Sendable {
  private let defaults: IntakeDefaults

  /// Longest text that is read, in bytes: some four hundred pages. Longer ones are no single report.
  public static let longest = 5_000_000

  /// A reader with defaults.
  public init(defaults: IntakeDefaults) { self.defaults = defaults }

  /// One JSON line; nil for an empty one.
  public func line(_ bytes: [UInt8], file: String, number: Int) -> IntakeItem? {
    if bytes.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { return nil }
    func problem(_ message: String) -> IntakeItem { .problem(Problem("input", message, file: file, line: number)) }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return problem("this line is not valid UTF-8; convert the file to UTF-8 (other lines were read)")
    }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      return problem(
        "this line is not valid JSON; write one object a line, e.g. {\"id\": \"1\", \"text\": \"...\"} (other lines were read)")
    }
    guard case .object(let fields) = value else {
      return problem(
        "this line is no JSON object; write one object a line, e.g. {\"id\": \"1\", \"text\": \"...\"} (other lines were read)")
    }
    guard case .string(let text)? = fields["text"] else {
      return problem("this object has no \"text\" (a string); add it, the line was left out (other lines were read)")
    }
    if text.utf8.count > DocumentReader.longest { return problem(tooLong(text) + " (other lines were read)") }
    return .document(document(text, fields, file: file, number: number))
  }

  private func tooLong(_ text: String) -> String {
    "this text has \(text.utf8.count) bytes, more than the \(DocumentReader.longest) that are read at once; cut it into its reports"
  }

  private func document(_ text: String, _ fields: [String: JSONValue], file: String, number: Int) -> Document {
    func string(_ key: String) -> String? {
      switch fields[key] {
      case .string(let text)?: text
      case .number(let digits)?: digits
      default: nil
      }
    }
    let known: Set = ["id", "text", "published", "outlet", "url", "language", "title"]
    return Document(
      id: string("id") ?? "\(file):\(number)", text: text, published: string("published") ?? defaults.published,
      outlet: string("outlet") ?? defaults.outlet, url: string("url"), language: string("language") ?? defaults.language,
      title: string("title"),
      sha256: Digest.sha256(Array(text.utf8)), extra: fields.filter { !known.contains($0.key) })
  }

  /// A plain text file: its name without the ending is the id.
  public func text(_ bytes: [UInt8], file: String, id: String) -> IntakeItem {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .problem(Problem("input", "this file is not valid UTF-8; convert it to UTF-8 (other files were read)", file: file))
    }
    if text.allSatisfy(\.isWhitespace) {
      return .problem(Problem("input", "this file is empty; there is nothing to read (other files were read)", file: file))
    }
    if text.utf8.count > DocumentReader.longest {
      return .problem(Problem("input", tooLong(text) + " (other files were read)", file: file))
    }
    return .document(
      Document(
        id: id, text: text, published: defaults.published, outlet: defaults.outlet, language: defaults.language,
        sha256: Digest.sha256(bytes)))
  }
}
