/// A page read strictly: everything is closed, quoted and escaped, or it is a fault. Only what our pages are made of is understood.
struct Markup {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// The words between the tags, without the style sheet.
  private(set) var text = ""
  private(set) var faults: [String] = []
  private var open: [String] = []
  private static let entities: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
  private var rest: Substring.UnicodeScalarView

  init(_ page: String) {
    rest = Substring(page).unicodeScalars
    if !take("<!DOCTYPE html>\n") { faults.append("no doctype") }
    while let next = rest.first {
      if next != "<" { readText() } else if take("</") { readEnd() } else { readStart() }
      if faults.count > 5 { return }
    }
    if !open.isEmpty { faults.append("never closed: \(open)") }
  }

  private mutating func take(_ word: String) -> Bool {
    guard rest.starts(with: word.unicodeScalars) else { return false }
    rest = rest.dropFirst(word.unicodeScalars.count)
    return true
  }

  private mutating func readText() {
    let words = rest.prefix { $0 != "<" }
    rest = rest[words.endIndex...]
    text += decoded(words)
  }

  private mutating func readName() -> String {
    let name = rest.prefix { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
    rest = rest[name.endIndex...]
    return String(name)
  }

  private mutating func readEnd() {
    let name = readName()
    if open.popLast() != name { faults.append("</\(name)> closes nothing") }
    if !take(">") { faults.append("</\(name) is not closed") }
  }

  private mutating func readStart() {
    _ = take("<")
    let name = readName()
    var attributes: [String: String] = [:]
    while take(" ") {
      let key = readName()
      guard !key.isEmpty, take("=\"") else { return faults.append("an attribute of <\(name)> is not quoted") }
      let value = rest.prefix { $0 != "\"" }
      rest = rest[value.endIndex...].dropFirst()
      if value.contains("<") || attributes[key] != nil { faults.append("\(key) of <\(name)>") }
      attributes[key] = decoded(value)
    }
    if name.isEmpty || !take(">") { return faults.append("<\(name) is not closed") }
    elements.append((name, attributes))
    if name == "style" { while !rest.isEmpty, !rest.starts(with: "</style>".unicodeScalars) { rest = rest.dropFirst() } }
    if name != "meta" { open.append(name) }
  }

  private mutating func decoded(_ words: Substring.UnicodeScalarView) -> String {
    var (out, left) = (String.UnicodeScalarView(), words)
    while let next = left.popFirst() {
      let isSteering = next.properties.generalCategory == .control && next != "\n" && next != "\t"
      if next == ">" || isSteering { faults.append("a bare U+\(String(next.value, radix: 16))") }
      guard next == "&" else {
        out.append(next)
        continue
      }
      let name = String(left.prefix { $0 != ";" })
      left = left.dropFirst(name.unicodeScalars.count + 1)
      if let scalar = Markup.entities[name] {
        out.append(scalar)
      } else {
        faults.append("&\(name.prefix(8))")
      }
    }
    return String(out)
  }
}
