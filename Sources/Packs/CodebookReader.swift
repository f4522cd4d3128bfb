public import Codes
public import SourceText

/// Reads `Knowledge/codebook/<type>/type.rules` and `Knowledge/codebook/contexts.terms`.
public enum CodebookReader {
  /// One type file; nil if it defines no type. Mistakes become problems at their line.
  public static func read(path: String, bytes: [UInt8]) -> (entry: TypeEntry?, problems: [Problem]) {
    let file = LineFile(path: path, bytes: bytes)
    var problems = file.problems
    guard let head = file.entries.first(where: { $0.keyword == "type" }) else {
      problems.append(Problem("pack", "this file defines no type; start with \"type NAME\"", file: path, line: 1))
      return (nil, problems)
    }
    var entry = TypeEntry(type: EventType(rawValue: head.name))
    entry.order = head.first("order").flatMap { Int($0.value) } ?? 0
    entry.isMaterial = head.first("material")?.value == "yes"
    entry.isSpeech = head.first("speech")?.value == "yes"
    for field in head.fields where field.key.count == 2 { entry.definitions[field.key] = field.value }
    entry.crosswalk = crosswalk(head, &problems, path)
    for mode in file.entries where mode.keyword == "mode" { entry.modes[mode.name] = crosswalk(mode, &problems, path) }
    return (entry, problems)
  }

  /// The contexts of a file. Mistakes become problems at their line.
  public static func contexts(path: String, bytes: [UInt8]) -> (contexts: [ContextEntry], problems: [Problem]) {
    let file = LineFile(path: path, bytes: bytes)
    var problems = file.problems
    let entries = file.entries.filter { $0.keyword != "about" }
    for entry in entries where entry.keyword != "context" {
      problems.append(Problem("pack", "\"\(entry.keyword)\" is not known here; write \"context NAME\"", file: path, line: entry.line))
    }
    let contexts = entries.filter { $0.keyword == "context" }.map { entry in
      let definitions = entry.fields.filter { $0.key.utf8.count == 2 }.map { ($0.key, $0.value) }
      return ContextEntry(
        name: entry.name, kinds: Set(entry.list("kinds")), acts: Set(entry.list("acts")),
        definitions: Dictionary(definitions) { first, _ in first })
    }
    return (contexts, problems)
  }

  private static func crosswalk(_ entry: Entry, _ problems: inout [Problem], _ path: String) -> Crosswalk {
    var walk = Crosswalk()
    walk.cameo = entry.first("cameo")?.value
    for field in entry.all("acled") {
      do {
        walk.acled.append(try AcledLine(field.value))
      } catch {
        problems.append(Problem("pack", error.message, file: path, line: field.line))
      }
    }
    for (key, outlook) in [("announced", Outlook.announced), ("refused", Outlook.refused)] {
      walk.outlooks[outlook] = entry.first(key).map { Coding($0.value) }
    }
    return walk
  }
}

extension Coding {
  /// "REJECT/assist".
  init(_ text: String) {
    let parts = text.split(separator: "/").map { LineFile.trim($0) }
    self.init(type: EventType(rawValue: parts.first ?? ""), mode: parts.count > 1 ? parts[1] : nil)
  }
}

/// An ACLED row that can't be read, and what to write instead.
struct AcledMistake: Error { let message: String }

extension AcledRow {
  /// "event type; sub-event type".
  init(_ text: Substring) throws(AcledMistake) {
    let parts = text.split(separator: ";").map { LineFile.trim($0) }
    guard parts.count == 2 else {
      throw AcledMistake(message: "an ACLED row is written \"event type; sub-event type\", or \"-\" for none")
    }
    self.init(eventType: parts[0], subEventType: parts[1])
  }
}

extension AcledLine {
  /// "event type; sub-event type when target military police, toll killed".
  init(_ text: String) throws(AcledMistake) {
    let end = text.firstRange(of: " when ")
    let row = LineFile.trim(text[..<(end?.lowerBound ?? text.endIndex)])
    var conditions: [AcledFacts.Field: Set<String>] = [:]
    for part in end.map({ text[$0.upperBound...].split(separator: ",") }) ?? [] {
      let words = part.split(separator: " ").map(String.init)
      guard words.count > 1, let field = AcledFacts.Field(rawValue: words[0]) else {
        let fields = AcledFacts.Field.allCases.map(\.rawValue).joined(separator: ", ")
        throw AcledMistake(message: "behind \"when\" stands a field and what must be there; the fields are \(fields)")
      }
      conditions[field] = Set(words.dropFirst())
    }
    self.init(row: row == "-" ? nil : try AcledRow(row[...]), conditions: conditions)
  }
}
