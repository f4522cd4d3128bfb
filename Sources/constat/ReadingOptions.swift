import ArgumentParser
import Foundation
import Intake
import Reading
import Shelf
import SourceText

/// Files and options that all reading commands share.
struct ReadingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("JSON lines, texts, pages, feeds, chat exports, web archives or folders; - is standard input.", valueName: "file"))
  var paths: [String] = []
  @Option(help: ArgumentHelp("Publication date of documents that don't say theirs, e.g. 2024-11-12.", valueName: "date"))
  var published: String?
  @Option(help: ArgumentHelp("Outlet of documents that don't say theirs.", valueName: "name"))
  var outlet: String?
  @Option(help: ArgumentHelp("Language of documents that don't say theirs, e.g. fr.", valueName: "code"))
  var language: String?
  @Option(help: ArgumentHelp("Folder with packs, codebook, actors and places.", valueName: "folder"))
  var knowledge: String?
  @Option(
    help: ArgumentHelp(
      "Leave out claims that are less likely right than this, from 0 (tell all) to 1; by default the measured best.",
      valueName: "likelihood"))
  var minConfidence: Double?
  @Option(help: ArgumentHelp("Documents read at the same time.", valueName: "number"))
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  /// The documents that the command line names, for reading several at a time.
  func batches() throws -> Batches { Batches(inputs: try inputs(), jobs: jobs) }

  /// The documents that the command line names.
  func inputs(allowPrivate: Bool = false) throws -> Inputs {
    if let published, Day(published) == nil {
      throw Failure("--published \"\(published)\" is no date; write it as 2024-11-12")
    }
    if let minConfidence, !(0...1).contains(minConfidence) {
      throw Failure("--min-confidence \(minConfidence) is no likelihood; give a number from 0 to 1, e.g. --min-confidence 0.6")
    }
    if jobs < 1 { throw Failure("--jobs \(jobs) reads nothing; give a number from 1, e.g. --jobs 2") }
    if paths.isEmpty, Terminal.isInputTerminal {
      throw Failure("no file was named; give files or folders, or - to type a document here and end it with Ctrl-D")
    }
    let defaults = IntakeDefaults(published: published, outlet: outlet, language: language)
    return Inputs(paths: paths, reader: IntakeReader(defaults: defaults, allowPrivate: allowPrivate))
  }

  /// The knowledge that reading needs: one language if no document can say another.
  func library() throws -> Library {
    let isPlain = !paths.isEmpty && paths.allSatisfy { $0.hasSuffix(".txt") }
    var library = try Library.load(flag: knowledge, languages: isPlain ? language.map { [$0] } : nil)
    if let minConfidence { library.reader.opinion.least = minConfidence }
    if let language, library.reader.languages[language] == nil {
      let known = Library.languageNames(library.folder).joined(separator: ", ")
      throw Failure("there is no pack for the language \"\(language)\"; there are: \(known)")
    }
    if let first = library.problems.first {
      Terminal.error("warning: \(library.problems.count) mistakes in the packs, the first: \(first) (constat packs lists them)")
    }
    return library
  }
}
