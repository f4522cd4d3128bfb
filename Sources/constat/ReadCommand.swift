import ArgumentParser
import Foundation
import Intake
import Reading
import Records
import Shelf
import SourceText

enum OutputFormat: String, ExpressibleByArgument { case table, jsonl, json }

/// Options that all reading commands share.
struct ReadingOptions: ParsableArguments {
  @Option(help: "Publication date of documents that don't say theirs, e.g. 2024-11-12.") var published: String?
  @Option(help: "Outlet of documents that don't say theirs.") var outlet: String?
  @Option(help: "Language of documents that don't say theirs, e.g. fr.") var language: String?
  @Option(help: "Folder with packs, codebook, actors and places.") var knowledge: String?

  func validated() throws -> DocumentReader {
    if let published, Day(published) == nil {
      throw Failure("--published \"\(published)\" is no date; write it as 2024-11-12")
    }
    return DocumentReader(defaults: IntakeDefaults(published: published, outlet: outlet, language: language))
  }
}

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads documents (.jsonl, .txt, folders, - for standard input) into claims.")

  @Argument(help: "Files or folders; - or nothing is standard input.") var paths: [String] = []
  @OptionGroup var options: ReadingOptions
  @Option(help: "table, jsonl or json; a table on a terminal, jsonl in a pipe.") var format: OutputFormat?
  @Option(help: "Documents read at the same time.") var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    let reader = try options.validated()
    let library = try Library.load(flag: options.knowledge, languages: options.language.map { [$0] })
    if let first = library.problems.first {
      Terminal.error("warning: \(library.problems.count) mistakes in the packs, the first: \(first) (constat packs lists them)")
    }
    let format = self.format ?? (Terminal.isOutputTerminal ? .table : .jsonl)
    var output = RecordOutput(format: format, codebook: library.codebook)
    var batch: [Document] = []
    var failures = 0
    var progress = Progress()
    let size = max(1, jobs) * 16
    func flush() {
      for record in Parallel.map(batch, jobs: jobs, { library.record($0) }) { output.write(record) }
      progress.advance(batch.count)
      batch.removeAll(keepingCapacity: true)
    }
    try Inputs(paths: paths, reader: reader).each { item in
      switch item {
      case .document(let document):
        batch.append(document)
        if batch.count >= size { flush() }
      case .problem(let problem):
        failures += 1
        Terminal.error("\(problem)")
      }
    }
    flush()
    output.finish()
    progress.finish()
    if failures > 0 { throw ExitCode(2) }
    if output.claims == 0 { throw ExitCode(1) }
  }
}

/// Runs work on several threads; results come in the order of the input.
enum Parallel {
  static func map<Item: Sendable, Result: Sendable>(_ items: [Item], jobs: Int, _ work: @Sendable (Item) -> Result) -> [Result] {
    guard jobs > 1, items.count > 1 else { return items.map(work) }
    var results = [Result?](repeating: nil, count: items.count)
    results.withUnsafeMutableBufferPointer { buffer in
      let slots = Slots(base: buffer)
      DispatchQueue.concurrentPerform(iterations: items.count) { index in slots.base[index] = work(items[index]) }
    }
    return results.compactMap { $0 }
  }

  private struct Slots<Result>: @unchecked Sendable { let base: UnsafeMutableBufferPointer<Result?> }
}

/// Progress on a terminal, for many documents only.
struct Progress {
  private var count = 0
  private let isShown = Terminal.isErrorTerminal
  mutating func advance(_ more: Int) {
    count += more
    if isShown, count >= 100 { FileHandle.standardError.write(Data("\r\(count) documents read".utf8)) }
  }
  func finish() { if isShown, count >= 100 { Terminal.error("") } }
}
