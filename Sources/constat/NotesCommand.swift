import ArgumentParser
import Foundation
import Intake
import Reading
import Records
import Shelf
import SourceText

struct NotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Prints the layers under the claims, JSON a line: tokens, times, places, quantities, attributions.")

  @Argument(help: "Files or folders; - or nothing is standard input.") var paths: [String] = []
  @OptionGroup var options: ReadingOptions
  @Option(help: "Comma list of layers.") var layers = NotesReader.layers.joined(separator: ",")
  @Option(help: "Documents read at the same time.") var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    let reader = try options.validated()
    let wanted = Set(layers.split(separator: ",").map(String.init))
    if let unknown = wanted.first(where: { !NotesReader.layers.contains($0) }) {
      throw Failure("there is no layer \"\(unknown)\"; there are: \(NotesReader.layers.joined(separator: ", "))")
    }
    let library = try Library.load(flag: options.knowledge)
    let notes = NotesReader(library.reader)
    var failures = 0
    var batch: [Document] = []
    func flush() {
      for line in Parallel.map(batch, jobs: jobs, { notes.json($0, layers: wanted).compact() }) { Terminal.raw(line + [10]) }
      batch.removeAll()
    }
    try Inputs(paths: paths, reader: reader).each { item in
      switch item {
      case .document(let document):
        batch.append(document)
        if batch.count >= 32 { flush() }
      case .problem(let problem):
        failures += 1
        Terminal.error("\(problem)")
      }
    }
    flush()
    if failures > 0 { throw ExitCode(2) }
  }
}
