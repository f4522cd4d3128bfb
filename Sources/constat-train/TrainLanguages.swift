import ArgumentParser
import Foundation
import Grammar

/// `constat-train languages`: the table by which languages are told apart.
struct TrainLanguages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "languages", abstract: "Makes the model that tells languages apart from word frequencies, one file xx.tsv a language.")

  @Option(help: "Where to write the model.") var output: String
  @Option(help: "Languages that most texts will be in, separated by commas.") var main: String
  @Option(help: "Sequences of letters kept for each of the main languages.") var grams = 6000
  @Option(help: "Sequences of letters kept for each of the others: fewer, so that they win only where they fit clearly better.")
  var fewer = 1500
  @Option(help: "Sentences to measure on: a line a sentence, `language<TAB>sentence`; - is no language.") var dev: [String] = []
  @Argument(help: "Word frequencies: a line a word, `word<TAB>count`; the file's name is the language's code.") var lists: [String]

  func run() throws {
    var counts: [(language: String, grams: GramTable)] = []
    for path in lists.sorted() {
      let url = URL(fileURLWithPath: path)
      counts.append((url.deletingPathExtension().lastPathComponent, GramTable(words: try String(contentsOf: url, encoding: .utf8))))
    }
    let model = LanguageTraining(tables: counts, main: Set(main.split(separator: ",").map(String.init)), kept: grams, fewer: fewer).model()
    let bytes = model.bytes()
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    FileHandle.standardError.write(Data("\(output): \(lists.count) languages, \(bytes.count / 1024) kB\n".utf8))
    for path in dev { try measure(model, path) }
  }

  private func measure(_ model: LanguageModel, _ path: String) throws {
    var (right, all) = (0, 0)
    for line in try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t")
      guard cells.count == 2 else { continue }
      let found = model.recognise(Array(cells[1].utf8)).language ?? "-"
      all += 1
      if found == cells[0] {
        right += 1
      } else {
        FileHandle.standardError.write(Data("  \(cells[0]) read as \(found): \(cells[1])\n".utf8))
      }
    }
    FileHandle.standardError.write(Data("\(path): \(right) of \(all)\n".utf8))
  }
}

/// How often each sequence of letters stands in the words of one language.
struct GramTable {
  private(set) var counts: [UInt32: Double] = [:]
  private(set) var letters: [UInt32: Double] = [:]
  private(set) var total = 0.0
  private(set) var letterTotal = 0.0
  private(set) var words: [(word: GramWord, count: Double)] = []

  /// Counts from lines `word<TAB>count`.
  init(words text: String) {
    var list = GramScanner().list
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "\t")
      guard cells.count == 2, let count = Double(cells[1]) else { continue }
      for part in cells[0].split(whereSeparator: { !$0.isLetter }) {
        guard let word = GramWord(Array(part.utf8)[...]) else { continue }
        words.append((word, count))
        word.grams(into: &list)
        for key in list.keys.prefix(list.count) { counts[key, default: 0] += count }
        total += Double(list.count) * count
        for letter in 0..<word.letters { letters[word.gram(letter + 1, 1), default: 0] += count }
        letterTotal += Double(word.letters) * count
      }
    }
  }
}

/// Weights from counts: how many bits a sequence is more frequent than the floor.
struct LanguageTraining {
  let tables: [(language: String, grams: GramTable)]
  let main: Set<String>
  let kept: Int
  let fewer: Int
  /// Bits of the floor: sequences rarer than one in 2^17 weigh nothing.
  static let floor = 17.0

  func model() -> LanguageModel {
    var rows: [UInt32: [(label: UInt8, weight: Int8)]] = [:]
    var letters: Set<UInt32> = []
    for (number, entry) in tables.enumerated() {
      let table = entry.grams
      let ranked = table.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      for (key, count) in ranked.prefix(main.contains(entry.language) ? kept : fewer) {
        let bits = LanguageTraining.floor + log2(count / table.total)
        let weight = Int((bits * 8).rounded())
        if weight > 0 { rows[key, default: []].append((UInt8(number), Int8(min(127, weight)))) }
      }
      letters.formUnion(table.letters.filter { $0.value * 10_000 > table.letterTotal }.keys)
    }
    let sorted = rows.map { (key: $0.key, row: $0.value) }.sorted { $0.key < $1.key }
    let languages = tables.map(\.language)
    let draft = LanguageModel(languages: languages, rows: sorted, typical: languages.map { _ in 0 }, letters: letters)
    let typical = tables.enumerated().map { self.typical($1.grams, $0, draft) }
    return LanguageModel(languages: languages, rows: sorted, typical: typical, letters: letters)
  }

  /// Mean weight of a sequence over the running words of a language, in sixteenths.
  private func typical(_ table: GramTable, _ number: Int, _ model: LanguageModel) -> UInt32 {
    var (sum, count) = (0.0, 0.0)
    for (word, frequency) in table.words {
      let (weight, grams) = model.weight(of: word, language: number)
      sum += Double(weight) * frequency
      count += Double(grams) * frequency
    }
    return UInt32((sum / max(1, count) * 16).rounded())
  }
}
