import Foundation
public import SourceText

/// Makes documents of JSON lines: one object with a `text` a line.
public struct JSONLines: Sendable {
  private let defaults: IntakeDefaults
  private let limits: Limits

  /// A reader with defaults.
  public init(defaults: IntakeDefaults, limits: Limits = Limits()) { (self.defaults, self.limits) = (defaults, limits) }

  /// The document of one line; nil for an empty line.
  ///
  /// - Throws: a `Problem` if the line can't be read.
  public func document(_ bytes: [UInt8], file: String, number: Int) throws -> Document? {
    var found: Document?
    let receiver = Receiver(defaults: defaults, limits: limits, allowPrivate: false) { item in
      switch item {
      case .arrival(let arrival): found = arrival.document
      case .problem(let problem): throw problem
      }
    }
    try JSONLines.line(bytes, Origin(path: file), number: number, receiver)
    return found
  }

  /// Reads lines to the end of the source.
  static func read(_ reader: ByteReader, _ origin: Origin, _ receiver: Receiver) throws {
    var (number, isEmpty) = (0, true)
    while let (bytes, isCut) = try reader.line(limit: receiver.limits.held) {
      number += 1
      if isCut {
        try receiver.problem(
          "this line is longer than \(receiver.limits.held) bytes; cut it into its reports (other lines were read)", origin, line: number)
        isEmpty = false
      } else if try line(number == 1 ? withoutMark(bytes) : bytes, origin, number: number, receiver) {
        isEmpty = false
      }
    }
    if isEmpty { try receiver.problem("there is no document in it; write one JSON object a line", origin) }
  }

  private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes }

  /// One line; false for an empty one.
  @discardableResult
  private static func line(_ bytes: [UInt8], _ origin: Origin, number: Int, _ receiver: Receiver) throws -> Bool {
    if bytes.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { return false }
    do {
      let finding = try finding(bytes, origin, number: number, receiver)
      try receiver.arrive(finding, bytes: bytes, mediaType: "application/json", origin, line: number)
    } catch let fault as Fault {
      try receiver.problem(fault.message + " (other lines were read)", origin, line: number)
    }
    return true
  }

  private static func finding(_ bytes: [UInt8], _ origin: Origin, number: Int, _ receiver: Receiver) throws -> Finding {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault("this line is not valid UTF-8; convert the file to UTF-8") }
    let example = "write one object a line, e.g. {\"id\": \"1\", \"text\": \"...\"}"
    if JSONText.depth(bytes) > receiver.limits.depth { throw Fault("this line is nested too deep; \(example)") }
    guard let value = JSONText.value(bytes) else { throw Fault("this line is not valid JSON; \(example)") }
    guard case .object(let fields) = value else { throw Fault("this line is no JSON object; \(example)") }
    guard case .string(let text)? = fields["text"] else {
      throw Fault("this object has no \"text\" (a string); add it, the line was left out")
    }
    if text.utf8.count > receiver.limits.text { throw Fault(receiver.tooLong(text)) }
    return finding(text, fields, id: value["id"].words ?? "\(origin.path):\(number)")
  }

  private static func finding(_ text: String, _ fields: [String: JSONValue], id: String) -> Finding {
    let value = JSONValue.object(fields)
    let known: Set = ["id", "text", "published", "outlet", "url", "language", "title"]
    return Finding(
      id: id, text: text, title: value["title"].words, published: value["published"].words, outlet: value["outlet"].words,
      url: value["url"].words, language: value["language"].words, extra: fields.filter { !known.contains($0.key) })
  }
}
