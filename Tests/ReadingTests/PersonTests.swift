import Reading
import Records
import Shelf
import SourceText
import Support
import Testing

/// A sentence with the persons that should be read, as `persons.*.txt` tell them.
struct PersonSentence {
  struct Name {
    let text: String
    let standing: Person.Standing?
  }
  let line: Int
  let text: String
  let names: [Name]

  /// `[Amina Yusuf|protected], 7, was playing.`
  static func all(_ language: String) -> [PersonSentence] {
    let lines = Project.text("Tests/ReadingTests/persons.\(language).txt").split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      if line.isEmpty || line.hasPrefix("#") { return nil }
      var text = ""
      var names: [Name] = []
      for (index, part) in line.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
        guard index > 0, let close = part.firstIndex(of: "]"), let bar = part.firstIndex(of: "|") else {
          text += part
          continue
        }
        names.append(Name(text: String(part[..<bar]), standing: Person.Standing(rawValue: String(part[part.index(after: bar)..<close]))))
        text += part[..<bar] + part[part.index(after: close)...]
      }
      return PersonSentence(line: number + 1, text: text, names: names)
    }
  }
}

@Suite("Persons") struct PersonTests {
  private func persons(_ text: String, _ language: String) throws -> [Person] {
    try Shared.library().reader.read(Document(id: "1", text: text, published: "2026-11-12", language: language)).persons
  }

  @Test("persons of our own sentences and their standing", arguments: ["fr", "en"]) func sentences(_ language: String) throws {
    var (gold, found, right, extra) = (0, 0, 0, 0)
    var faults: [String] = []
    for sentence in PersonSentence.all(language) {
      let read = try persons(sentence.text, language).flatMap { person in
        person.evidence.map { (quote: $0.quote, standing: person.standing) }
      }
      for name in sentence.names {
        gold += 1
        let match = read.first { $0.quote == name.text }
        found += match == nil ? 0 : 1
        right += match?.standing == name.standing ? 1 : 0
        if match?.standing != name.standing { faults.append("\(sentence.line): \(name.text) \(match?.standing.rawValue ?? "missed")") }
      }
      let invented = read.filter { value in !sentence.names.contains { $0.text == value.quote } }
      extra += invented.count
      faults += invented.map { "\(sentence.line): invented \($0.quote)" }
    }
    func share(_ part: Int) -> Double { Double(part) / Double(max(1, gold)) }
    #expect(gold >= 40 && share(found) >= 0.95, "\(faults)")
    #expect(share(right) >= 0.95, "\(faults)")
    #expect(share(extra) <= 0.05, "\(faults)")
  }

  @Test("short forms belong to the person who was named before") func mentions() throws {
    let text =
      "Gunmen killed Karim Othman on Monday. Othman, 34, was a baker. \"He was kind,\" said Lina Haddad. The family of Mr. Othman left."
    let read = try persons(text, "en")
    #expect(read.map(\.name) == ["Karim Othman", "Lina Haddad"])
    #expect(read.map(\.standing) == [.protected, .private])
    #expect(read.first?.evidence.map(\.quote) == ["Karim Othman", "Othman", "Othman"])
  }

  @Test("two of one surname stay two persons") func families() throws {
    let read = try persons("Police arrested Omar Sabri in Oran. His brother Adel Sabri fled. Adel Sabri was seen in Tunis.", "en")
    #expect(read.map(\.name) == ["Omar Sabri", "Adel Sabri"])
    #expect(read.map(\.evidence.count) == [1, 2])
  }
}
