import Records
public import SourceText

/// A value of a table.
public enum Cell: Sendable, Equatable {
  /// The kinds; `none` is an empty cell.
  case none, text(String), whole(Int), number(Double), flag(Bool), day(Day)

  /// Text, or nothing.
  static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .none }
  /// A whole number, or nothing.
  static func optional(_ value: Int?) -> Cell { value.map(Cell.whole) ?? .none }
  /// A number, or nothing.
  static func optional(_ value: Double?) -> Cell { value.map(Cell.number) ?? .none }
  /// A day, or nothing.
  static func optional(_ day: Day?) -> Cell { day.map(Cell.day) ?? .none }

  /// As files of text show it: days in ISO 8601, at most four decimals, nothing for nothing.
  public var shown: String {
    switch self {
    case .none: ""
    case .text(let text): text
    case .whole(let value): String(value)
    case .number(let value): Cell.digits(value)
    case .flag(let flag): flag ? "true" : "false"
    case .day(let day): day.description
    }
  }

  /// At most four decimals, none for whole numbers, never an exponent; nothing for what is no number.
  static func digits(_ value: Double) -> String {
    let digits = JSON.digits(value)
    if digits == "null" { return "" }
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }
}

/// A table that files and databases share: its fields, and some or all of its rows.
public struct ExportTable: Sendable, Equatable {
  /// The kinds of values, by the names of Frictionless Table Schema.
  public enum Kind: String, Sendable {
    /// The kinds.
    case string, integer, number, boolean, date
  }

  /// A column.
  public struct Field: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// The kind of its values.
    public let kind: Kind
    /// What it holds, in one sentence.
    public let about: String
    /// Whether no row leaves it empty.
    public let isRequired: Bool
    /// The only values that it takes; empty for any.
    public let values: [String]
    /// The smallest value.
    public let minimum: Double?
    /// The largest value.
    public let maximum: Double?

    init(
      _ name: String, _ about: String, _ kind: Kind = .string, required: Bool = false, values: [String] = [], minimum: Double? = nil,
      maximum: Double? = nil
    ) {
      (self.name, self.kind, self.about, self.isRequired) = (name, kind, about, required)
      (self.values, self.minimum, self.maximum) = (values, minimum, maximum)
    }
  }

  /// A field whose values are keys of another table.
  public struct Link: Sendable, Equatable {
    /// The field here.
    public let field: String
    /// The other table.
    public let table: String
    /// The field there.
    public let key: String
  }

  /// Its name, also of its file: `claims`.
  public let name: String
  /// What it holds.
  public let about: String
  /// The columns.
  public let fields: [Field]
  /// The fields that tell a row from all others.
  public let key: [String]
  /// Fields that refer to other tables.
  public let links: [Link]
  /// The rows, a cell a field.
  public var rows: [[Cell]] = []

  init(name: String, about: String, fields: [Field], key: [String], links: [Link] = []) {
    (self.name, self.about, self.fields, self.key, self.links) = (name, about, fields, key, links)
  }
}

/// Comma-separated values as RFC 4180 has them, with line feeds.
enum CSV {
  static func header(_ table: ExportTable) -> [UInt8] { line(table.fields.map(\.name)) }

  static func lines(_ rows: [[Cell]]) -> [UInt8] { rows.flatMap { line($0.map(shown)) } }

  static func line(_ cells: [String]) -> [UInt8] {
    var out: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { out.append(44) }
      append(cell, to: &out)
    }
    out.append(10)
    return out
  }

  /// Text that a spreadsheet would take for a formula gets an apostrophe before it.
  private static func shown(_ cell: Cell) -> String {
    guard case .text(let text) = cell, let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return cell.shown
    }
    return "'" + text
  }

  private static func append(_ cell: String, to out: inout [UInt8]) {
    guard cell.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return out.append(contentsOf: cell.utf8) }
    out.append(34)
    for byte in cell.utf8 {
      if byte == 34 { out.append(34) }
      out.append(byte)
    }
    out.append(34)
  }
}
