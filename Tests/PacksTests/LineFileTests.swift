import Packs
import SourceText
import Support
import Testing

@Suite("The line format") struct LineFileTests {
  private func read(_ text: String) -> LineFile { LineFile(path: "p.rules", bytes: Array(text.utf8)) }

  @Test("cuts a file into entries and fields with their lines") func entries() {
    let file = read("# head\nabout\n  source  me\n\ndeed attaquer\n  verb  attaquer, assaillir\n  verb  viser\n  yes   a\n")
    #expect(file.problems.isEmpty)
    #expect(file.entries.map(\.keyword) == ["about", "deed"])
    #expect(file.entries[1].name == "attaquer")
    #expect(file.entries[1].line == 5)
    #expect(file.entries[1].list("verb") == ["attaquer", "assaillir", "viser"])
    #expect(file.entries[1].first("yes")?.line == 8)
  }

  @Test("line ends of every system count once", arguments: ["\n", "\r\n", "\r"]) func lineEnds(_ end: String) {
    let file = read(["deed a", "  yes  x", "", "deed b"].joined(separator: end))
    #expect(file.entries.map(\.line) == [1, 4])
  }

  @Test(
    "mistakes are sentences at their line",
    arguments: [
      ("  verb  a\n", 1, "belongs to no entry"), ("deed a\n  verb\n", 2, "has no value"), ("deed\n", 1, "has no name"),
      ("deed a\n\ndeed a\n", 3, "the first is on line 1"),
    ])
  func mistakes(_ text: String, _ line: Int, _ words: String) {
    let problems = read(text).problems
    #expect(problems.map(\.line) == [line])
    #expect(problems.first?.file == "p.rules")
    #expect(problems.first?.message.contains(words) == true)
  }

  @Test("a file of another encoding is reported") func encoding() {
    let file = LineFile(path: "p.rules", bytes: Array("deed caf".utf8) + [0xE9, 10])
    #expect(file.problems.contains { $0.message.contains("UTF-8") })
  }

  @Test("tables leave out rows of another width and say so") func table() {
    let table = Table(path: "t.tsv", bytes: Array("# id\tname\n1\tGao\n2\n3\t\n4\t-\n".utf8), columns: 2)
    #expect(table.rows.map(\.line) == [2, 5])
    #expect(table.rows[1].text(1) == nil)
    #expect(table.problems.map(\.line) == [3, 4])
    #expect(table.problems.allSatisfy { $0.message.contains("2 are needed") })
  }
}

@Suite("Marked text") struct MarkedTests {
  private func read(_ text: String) -> Marked { Marked(text) { ["agent", "deed"].contains(String($0)) } }

  @Test("marks keep their place, also nested ones and ones with two labels") func marks() {
    let marked = read("[agent Des [deed agent agent]] é\\[x\\]")
    #expect(marked.plain == "Des agent é[x]")
    #expect(marked.marks.map(\.labels) == [["deed", "agent"], ["agent"]])
    #expect(marked.marks.map(\.span.start) == [4, 0])
    #expect(marked.marks.map(\.span.end) == [9, 9])
    #expect(marked.faults.isEmpty)
  }

  @Test(
    "bad brackets are sentences, never a crash",
    arguments: [
      ("[agent a", "never closed"), ("a]", "without an opening one"), ("[who a]", "without a label"), ("[agent ]", "marks nothing"),
      ("[", "without a label"),
    ])
  func faults(_ text: String, _ words: String) { #expect(read(text).faults.contains { $0.contains(words) }) }
}
