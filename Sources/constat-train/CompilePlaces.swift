import ArgumentParser
import Foundation
import Gazetteer
import Grammar

/// `constat-train places`: the index of settlements and regions.
struct CompilePlaces: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "places",
    abstract: "Makes the index of places from the table that Tools/places.py writes; the same table gives the same bytes.")

  @Option(help: "Where to write the index.") var output = "Knowledge/places/places.index"
  @Argument(help: "The table: thirteen cells a row, as Tools/places.py describes them.") var table: String

  func run() throws {
    let lines = try String(contentsOf: URL(fileURLWithPath: table), encoding: .utf8).utf8.split(separator: 10)
    guard let head = lines.first?.split(separator: 9).map({ String(Substring($0)) }), head.first == "languages" else {
      throw ValidationError("\(table), line 1: \"languages\" and their codes are needed")
    }
    let rows = try lines.dropFirst().enumerated().map { number, line in
      let cells = line.split(separator: 9, omittingEmptySubsequences: false).map { Substring($0) }
      guard cells.count == 13 else { throw ValidationError("\(table), line \(number + 2): \(cells.count) cells, 13 are needed") }
      return cells
    }
    var regions: [Substring: Int] = [:]
    for (number, row) in rows.enumerated() where row[1] == "admin1" { regions[row[3]] = number }
    var writer = PlaceFileWriter(languages: Array(head.dropFirst()))
    for row in rows {
      writer.add(
        id: UInt32(row[0]) ?? 0, name: String(row[8]), facts: facts(row, regions),
        names: PlaceNames(all: names(row[9]), each: [names(row[10]), names(row[11])], rare: names(row[12])))
    }
    let bytes = writer.bytes()
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    FileHandle.standardError.write(Data("\(output): \(writer.count) places, \(bytes.count / 1024) kB\n".utf8))
  }

  private func names(_ cell: Substring) -> [Substring] {
    cell == "-" ? [] : cell.utf8.split(separator: UInt8(ascii: "|")).map { Substring($0) }
  }

  private func facts(_ row: [Substring], _ regions: [Substring: Int]) -> PlaceFacts {
    let kind: PlaceKind = row[1] == "admin1" ? .admin1 : row[1] == "admin2" ? .admin2 : .settlement
    return PlaceFacts(
      latitude: Double(row[4]) ?? 0, longitude: Double(row[5]) ?? 0, country: PlaceIndex.number(row[2]), kind: kind,
      population: Int(row[7]) ?? 0, radius: Double(row[6]) ?? 0, region: regions[row[3]] ?? -1)
  }
}
