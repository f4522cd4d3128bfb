import Gazetteer
import Grammar
import SourceText
import Testing

@Suite("Names") struct NameIndexTests {
  private func tokens(_ text: String) -> [Token] {
    text.split(separator: " ").map { Token(span: Span(0, 1), form: Word($0), shape: []) }
  }

  @Test("the longest name wins, with all its bearers") func longest() {
    var index = NameIndex()
    index.add([Word("port")], 1)
    index.add([Word("port"), Word("sud")], 2)
    index.add([Word("port"), Word("sud")], 3)
    index.seal()
    let match = index.match(at: 0, in: tokens("port sud est"))
    #expect(match?.values == [2, 3])
    #expect(match?.end == 2)
    #expect(index.match(at: 0, in: tokens("port nord"))?.values == [1])
    #expect(index.match(at: 0, in: tokens("cap"))?.values == nil)
    #expect(index.match(at: 2, in: tokens("cap de port"))?.end == 3)
  }

  @Test("an empty name names nothing") func empty() {
    var index = NameIndex()
    index.add([], 1)
    index.seal()
    #expect(index.match(at: 0, in: tokens("a"))?.values == nil)
  }
}

@Suite("Tables of actors") struct TableTests {
  private let cutter = NameCutter(Analyzer(language: "xx", rules: TokenRules()))

  private func words(_ text: String) -> [Token] { text.split(separator: " ").map { Token(span: Span(0, 1), form: Word($0), shape: []) } }

  @Test("actors are found by loaded names too") func actors() {
    let table = "constat:actor/f\trebel\tFR\t2001\t-\tFront du Littoral\tCoast Front\tbandits du Littoral\n"
    let index = ActorIndex(tables: [("a.tsv", Array(table.utf8))])
    #expect(index.problems.isEmpty)
    #expect(index.actors[0].years == 2001...9999)
    #expect(index.index(cutter).match(at: 0, in: words("bandits du littoral"))?.values == [0])
  }

  @Test("a year that ends before it begins does not crash") func years() {
    let index = ActorIndex(tables: [("a.tsv", Array("a\trebel\t-\t2020\t1990\tA\tB\t-\n".utf8))])
    #expect(index.actors.count == 1)
  }
}
