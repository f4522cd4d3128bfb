import Foundation
import Intake
import SourceText

/// The documents of the paths on the command line, one after the other.
struct Inputs {
  let paths: [String]
  let reader: DocumentReader

  /// Calls `body` with each document or problem in order.
  ///
  /// - Throws: `Failure` if a path can't be opened.
  func each(_ body: (IntakeItem) throws -> Void) throws {
    for path in paths.isEmpty ? ["-"] : paths {
      if path == "-" {
        try lines(FileHandle.standardInput, file: "standard input", body)
        continue
      }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure("\(path): there is no such file or folder; check the path")
      }
      if isFolder.boolValue { try folder(path, body) } else { try file(path, body) }
    }
  }

  private func folder(_ path: String, _ body: (IntakeItem) throws -> Void) throws {
    let names = ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
    let readable = names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".txt") }
    if readable.isEmpty { throw Failure("\(path): the folder holds no .jsonl or .txt file; name the files themselves") }
    for name in readable { try file(path + "/" + name, body) }
  }

  private func file(_ path: String, _ body: (IntakeItem) throws -> Void) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw Failure("\(path): the file can't be opened; check its permissions") }
    defer { try? handle.close() }
    if path.hasSuffix(".txt") {
      let id = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      try body(reader.text(Array(handle.readDataToEndOfFile()), file: path, id: id))
    } else {
      try lines(handle, file: path, body)
    }
  }

  private func lines(_ handle: FileHandle, file: String, _ body: (IntakeItem) throws -> Void) throws {
    let source = LineSource(handle)
    var number = 0
    var isEmpty = true
    while let line = source.next() {
      number += 1
      if let item = reader.line(line, file: file, number: number) {
        isEmpty = false
        try body(item)
      }
    }
    if isEmpty { try body(.problem(Problem("input", "there is no document in it; write one JSON object a line", file: file))) }
  }
}
