public import SourceText

/// One row of a tab-separated table.
public struct TableRow: Sendable {
  /// The cells in order.
  public let cells: [Substring]
  /// Line of the file, counted from 1.
  public let line: Int

  /// A cell cut at its bars, `-` meaning nothing.
  public func names(_ column: Int) -> [Substring] {
    cells[column] == "-" ? [] : cells[column].utf8.split(separator: UInt8(ascii: "|")).map { Substring($0) }
  }
  /// A cell, nil for `-`.
  public func text(_ column: Int) -> String? { cells[column] == "-" ? nil : String(cells[column]) }
}

/// A tab-separated table with comment lines; rows of another width are reported and left out.
public struct Table: Sendable {
  /// The good rows.
  public let rows: [TableRow]
  /// The others, with a way out.
  public let problems: [Problem]

  /// Reads a table whose rows have `columns` cells.
  public init(path: String, bytes: [UInt8], columns: Int) {
    var rows: [TableRow] = []
    var problems: [Problem] = []
    var number = 0
    for line in String(decoding: bytes, as: UTF8.self).utf8.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      let cells = line.split(separator: 9, omittingEmptySubsequences: false).map { Substring($0) }
      if cells.count == columns, cells.allSatisfy({ !$0.isEmpty }) {
        rows.append(TableRow(cells: cells, line: number))
      } else {
        let message =
          "this row has \(cells.count) cells, \(columns) are needed, none empty; separate them by one tab and write \"-\" for nothing"
        problems.append(Problem("table", message, file: path, line: number))
      }
    }
    self.rows = rows
    self.problems = problems
  }
}
