public import SourceText

/// Reads reference series from CSV.
///
/// Lines that begin with `#` stand before the table and say `# source: ...`, `# licence: ...`, and for a file of one series `# name: ...`, `# publisher: ...`.
/// The first line of the table names the columns: `date` and kinds of tolls (`killed`, `injured`, ...), for a file of several series also `name` and `publisher`.
public struct SeriesReader {
  private let file: String
  private var facts: [String: String] = [:]
  private var columns: [String] = []
  private var series: [String: ReferenceSeries] = [:]
  private var problems: [Problem] = []

  /// The series of a file, by name and publisher, and what could not be read; a bad line never loses the others.
  public static func read(_ bytes: [UInt8], file: String) -> (series: [ReferenceSeries], problems: [Problem]) {
    var reader = SeriesReader(file: file)
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      reader.take(String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self), at: index + 1)
    }
    return reader.end()
  }

  private init(file: String) { self.file = file }

  private mutating func problem(_ code: String, _ message: String, _ line: Int) {
    problems.append(Problem(code, message, file: file, line: line))
  }

  private mutating func take(_ line: String, at number: Int) {
    let line = line.hasPrefix("\u{FEFF}") ? String(line.dropFirst()) : line
    if line.allSatisfy({ $0 == " " || $0 == "," }) { return }
    if line.hasPrefix("#") { return takeFact(line.dropFirst()) }
    guard let cells = SeriesReader.cells(line) else {
      return problem("series-quotes", "a quote is not closed; close it on the same line", number)
    }
    if columns.isEmpty { takeColumns(cells, number) } else if columns.contains("date") { takeRow(cells, number) }
  }

  private mutating func takeFact(_ text: Substring) {
    guard let colon = text.firstIndex(of: ":") else { return }
    facts[SeriesReader.trimmed(text[..<colon]).lowercased()] = SeriesReader.trimmed(text[text.index(after: colon)...])
  }

  private mutating func takeColumns(_ cells: [String], _ number: Int) {
    columns = cells.map { $0.lowercased() }
    if !columns.contains("date") { problem("series-columns", "the first line names no column \"date\"; add one", number) }
    if Set(columns).count < columns.count { problem("series-columns", "a column stands twice; the first one counts", number) }
    for fact in ["source", "licence"] where facts[fact] == nil {
      problem("series-\(fact)", "the file doesn't say its \(fact); add a line \"# \(fact): ...\" at its head", number)
    }
  }

  private mutating func takeRow(_ cells: [String], _ number: Int) {
    if cells.count != columns.count {
      return problem("series-cells", "\(cells.count) cells under \(columns.count) columns; the line is left out", number)
    }
    let row = Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first })
    guard let name = SeriesReader.value(row["name"]) ?? facts["name"],
      let publisher = SeriesReader.value(row["publisher"]) ?? facts["publisher"]
    else {
      return problem(
        "series-name", "the series has no name or no publisher; add \"# name: ...\" and \"# publisher: ...\" or columns", number)
    }
    guard let day = Day(row["date"] ?? "") else {
      return problem("series-date", "\"\(row["date"] ?? "")\" is no day; write it as 2024-11-10", number)
    }
    var totals: [String: Int] = [:]
    for (column, cell) in row where !["date", "name", "publisher"].contains(column) {
      guard let text = SeriesReader.value(cell) else { continue }
      if let total = Int(text), total >= 0 {
        totals[column] = total
      } else if SeriesReader.kinds.contains(column) {
        problem("series-number", "\"\(text)\" under \(column) is no whole number; write digits only", number)
      }
    }
    add(.init(day: day, totals: totals.filter { SeriesReader.kinds.contains($0.key) }), name, publisher, number)
  }

  private mutating func add(_ entry: ReferenceSeries.Entry, _ name: String, _ publisher: String, _ number: Int) {
    let key = name + "\n" + publisher
    var one = series[key] ?? ReferenceSeries(name: name, publisher: publisher, source: facts["source"], licence: facts["licence"])
    if one.entries.contains(where: { $0.day == entry.day }) {
      return problem("series-day", "\(entry.day) stands twice in \(name); the first one counts", number)
    }
    one.entries.append(entry)
    series[key] = one
  }

  private mutating func end() -> (series: [ReferenceSeries], problems: [Problem]) {
    let sorted = series.sorted { $0.key < $1.key }.map { _, one in
      var one = one
      one.entries.sort { $0.day < $1.day }
      return one
    }
    for one in sorted { problems += falls(one) }
    if columns.isEmpty { problem("series-columns", "the file holds no table; its first line names the columns", 1) }
    return (sorted, problems)
  }

  /// Totals that fall are kept as they were published, and told.
  private func falls(_ one: ReferenceSeries) -> [Problem] {
    SeriesReader.kinds.sorted().flatMap { kind in
      let known = one.entries.compactMap { entry in entry.totals[kind].map { (day: entry.day, total: $0) } }
      return zip(known, known.dropFirst()).filter { $1.total < $0.total }.map { before, now in
        let swapped = TollTable.areSwapped(before.total, now.total) ? "; two digits may be changed over" : ""
        let step = "\(kind) falls from \(before.total) on \(before.day) to \(now.total) on \(now.day)"
        return Problem("series-falls", "\(one.name): \(step)\(swapped)", file: file)
      }
    }
  }

  private static let kinds: Set = ["killed", "injured", "missing", "detained", "displaced", "abducted", "released"]

  private static func value(_ cell: String?) -> String? { cell.flatMap { $0.isEmpty ? nil : $0 } }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let spaces: Set<Character> = [" ", "\t"]
    let start = text.drop { spaces.contains($0) }
    return String(start.reversed().drop { spaces.contains($0) }.reversed())
  }

  /// The cells of a line; nil if a quote stays open.
  private static func cells(_ line: String) -> [String]? {
    var (cells, cell, isQuoted, rest) = ([String](), "", false, line[...])
    while let next = rest.popFirst() {
      switch (next, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        cell.append(rest.removeFirst())
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        cells.append(trimmed(cell))
        cell = ""
      default: cell.append(next)
      }
    }
    return isQuoted ? nil : cells + [trimmed(cell)]
  }
}
