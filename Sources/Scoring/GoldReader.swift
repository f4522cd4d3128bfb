public import Codes
import Packs
public import SourceText

/// Reads `.gold` files (`Docs/gold.md`). Reading never fails: every mistake becomes a `Problem` at its line.
public struct GoldReader {
  let file: LineFile
  private let text: GoldText
  private let codebook: Codebook
  private(set) var document: Document
  private var problems: [Problem]

  /// The gold document of a file, nil if it holds no text, and what is wrong with it.
  public static func read(path: String, bytes: [UInt8], codebook: Codebook) -> (gold: GoldDocument?, problems: [Problem]) {
    let lines = GoldLines(bytes)
    var reader = GoldReader(path, lines, codebook)
    reader.checkText(lines)
    let gold = reader.gold()
    let problems = reader.problems.sorted { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
    return (gold.document.text.isEmpty ? nil : gold, problems)
  }

  private init(_ path: String, _ lines: GoldLines, _ codebook: Codebook) {
    file = LineFile(path: path, bytes: Array(lines.entries.utf8))
    text = GoldText(lines.paragraphs)
    self.codebook = codebook
    problems = file.problems
    document = Document(id: "", text: text.plain)
    document = header()
  }

  mutating func report(_ line: Int, _ message: String) {
    problems.append(Problem("gold", message, file: file.path, line: line))
  }

  private mutating func checkText(_ lines: GoldLines) {
    if text.plain.isEmpty {
      report(lines.heads.first ?? 1, "there is no text; write \"text\" alone on a line and the text below it, indented by two spaces")
    }
    for line in lines.heads.dropFirst() {
      report(line, "a second text; a gold file holds one document, put the other one into its own file")
    }
    let fields = GoldField.allCases.map(\.rawValue).joined(separator: ", ")
    for (line, fault) in text.faults { report(line, fault + " (labels are written CLAIM.FIELD, fields: \(fields))") }
  }

  private mutating func gold() -> GoldDocument {
    let entries = file.entries
    for entry in entries where !["document", "claim", "toll", "loaded", "undisclosed", "about"].contains(entry.keyword) {
      report(entry.line, "unknown entry \"\(entry.keyword)\"; a gold file may hold: document, text, claim, toll, loaded, undisclosed")
    }
    let claims = self.claims(entries.filter { $0.keyword == "claim" })
    var loaded: [String] = []
    var undisclosed: [GoldUndisclosed] = []
    var tolls: [GoldToll] = []
    for entry in entries {
      switch entry.keyword {
      case "loaded": loaded += quotes(entry.name, entry.line, form: "loaded « words », « words »")
      case "undisclosed":
        let what = entry.name.prefix { !$0.isWhitespace && $0 != "«" }
        undisclosed += quotes(entry.name, entry.line, form: "undisclosed target « words »").map {
          GoldUndisclosed(what: String(what), quote: $0)
        }
      case "toll": if let toll = toll(entry.name, entry.line) { tolls.append(toll) }
      default: continue
      }
    }
    let complete = entries.first { $0.keyword == "document" }?.first("complete")
    return GoldDocument(
      document: document, isComplete: complete?.value != "no", claims: claims, tolls: tolls, loaded: loaded, undisclosed: undisclosed,
      file: file.path)
  }

  private mutating func header() -> Document {
    guard let head = file.entries.first(where: { $0.keyword == "document" }) else {
      report(1, "there is no document; start with \"document NAME\"")
      return document
    }
    checkKeys(head, ["language", "published", "outlet", "complete"])
    if let field = head.first("published"), Day(field.value) == nil {
      report(field.line, "\"\(field.value)\" is no date; write it as 2024-11-12")
    }
    if let field = head.first("complete"), field.value != "yes", field.value != "no" {
      report(field.line, "\"\(field.value)\" is neither yes nor no; write \"complete yes\" if every claim of the text is named")
    }
    return Document(
      id: head.name, text: text.plain, published: head.first("published")?.value, outlet: head.first("outlet")?.value,
      language: head.first("language")?.value)
  }

  private mutating func checkKeys(_ entry: Entry, _ known: [String], repeated: Set<String> = []) {
    for (index, field) in entry.fields.enumerated() {
      if !known.contains(field.key) {
        report(field.line, "unknown key \"\(field.key)\" in a \(entry.keyword); it may have: \(known.joined(separator: ", "))")
      } else if !repeated.contains(field.key), entry.fields[..<index].contains(where: { $0.key == field.key }) {
        report(field.line, "a second \"\(field.key)\"; keep one of them")
      }
    }
  }

  // MARK: Claims

  private mutating func claims(_ entries: [Entry]) -> [GoldClaim] {
    var lines: [String: Int] = [:]
    for entry in entries {
      let id = GoldReader.id(entry)
      if let line = lines[id] {
        report(entry.line, "a second claim \"\(id)\": the first is on line \(line); give one of them another name")
      }
      lines[id] = lines[id] ?? entry.line
    }
    for mark in text.marks where lines[mark.claim] == nil {
      report(mark.line, "the mark \"\(mark.claim).\(mark.field.rawValue)\" belongs to no claim; add \"claim \(mark.claim)\" below the text")
      lines[mark.claim] = mark.line
    }
    return entries.compactMap { claim($0, ids: Set(entries.map(GoldReader.id))) }
  }

  private static func id(_ entry: Entry) -> String { String(entry.name.prefix { !$0.isWhitespace }) }

  private mutating func claim(_ entry: Entry, ids: Set<String>) -> GoldClaim? {
    let id = GoldReader.id(entry)
    let words = entry.name.split(whereSeparator: \.isWhitespace)
    if words.count > 2 || (words.count == 2 && words[1] != "optional") {
      report(entry.line, "after the name of a claim only \"optional\" may stand; write \"claim \(id)\" or \"claim \(id) optional\"")
    }
    checkKeys(entry, ["type", "stance", "date", "channel", "toll", "same"], repeated: ["toll"])
    let marks = Dictionary(grouping: text.marks.filter { $0.claim == id }, by: \.field).mapValues { $0.map(\.span).sorted() }
    if marks[.deed] == nil { report(entry.line, "claim \(id) has no act words; mark them in the text, e.g. \"[\(id).deed ont attaqué]\"") }
    guard let (type, mode) = type(entry), let stance = stance(entry) else { return nil }
    let same = entry.first("same")
    if let same, same.value == id || !ids.contains(same.value) {
      report(same.line, "there is no other claim \"\(same.value)\"; name the claim that tells the same happening, e.g. \"same c1\"")
    }
    if let channel = entry.first("channel") { checkWords(channel.value, channel.line) }
    return GoldClaim(
      id: id, isOptional: words.contains("optional"), type: type, mode: mode, stance: stance,
      days: entry.first("date").flatMap { days($0) },
      channel: entry.first("channel")?.value, tolls: entry.all("toll").compactMap { toll($0.value, $0.line) }, sameAs: same?.value,
      marks: marks, line: entry.line)
  }

  private mutating func type(_ entry: Entry) -> (EventType, String?)? {
    guard let field = entry.first("type") else {
      report(entry.line, "\(entry.keyword) \"\(entry.name)\" has no type; add a line \"type ASSAULT/drone\" (or another of the codebook)")
      return nil
    }
    let parts = field.value.split(separator: "/", maxSplits: 1).map(String.init)
    let type = EventType(rawValue: parts.first ?? "")
    guard let known = codebook.entry(for: type) else {
      let names = codebook.entries.map(\.type.rawValue).joined(separator: ", ")
      report(field.line, "the codebook has no type \"\(type.rawValue)\"; use one of: \(names)")
      return nil
    }
    let mode = parts.count > 1 ? parts[1] : nil
    if let mode, known.modes[mode] == nil {
      let modes = known.modes.keys.sorted().joined(separator: ", ")
      report(field.line, "\(type.rawValue) has no mode \"\(mode)\"; use one of: \(modes.isEmpty ? "none" : modes), or leave it out")
    }
    return (type, mode)
  }

  private mutating func stance(_ entry: Entry) -> Stance? {
    let names = Stance.allCases.map(\.rawValue).joined(separator: ", ")
    guard let field = entry.first("stance") else {
      report(entry.line, "\(entry.keyword) \"\(entry.name)\" has no stance; add one of: \(names)")
      return nil
    }
    let stance = Stance(rawValue: field.value)
    if stance == nil { report(field.line, "unknown stance \"\(field.value)\"; use one of: \(names)") }
    return stance
  }

  private mutating func days(_ field: Field) -> ClosedRange<Day>? {
    let words = field.value.split(whereSeparator: \.isWhitespace)
    let days = words.compactMap { Day($0) }
    guard days.count == words.count, let first = days.first, let last = days.last, days.count <= 2, first <= last else {
      report(field.line, "\"\(field.value)\" is no date; write one day (2024-11-12), or the first and the last (2024-11-01 2024-11-30)")
      return nil
    }
    return first...last
  }
}
