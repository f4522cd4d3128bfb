import ArgumentParser
import Reading
import Records
import Shelf
import SourceText

struct NotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Prints the layers under the claims, one JSON object a document.",
    usage: "constat notes [FILE ...] [--layers NAME,NAME] [--published DATE] [--language CODE]",
    discussion: """
      For linguists, for scoring and for finding out why a claim was read as it was. The layers are tokens (form, lemma, \
      part of speech, governing token), trees (the same as reading mended them), names, times, places, quantities and attributions (source, cue, content); their \
      fields are described in Docs/notes.schema.json. Offsets count Unicode code points of the text.

      Examples:
        constat notes Samples/dispatches.jsonl --layers times,places
        echo '{"text": "A bomb went off in Gao on Monday.", "published": "2024-11-12"}' | constat notes -
      """)

  @OptionGroup var options: ReadingOptions
  @Option(help: ArgumentHelp("Layers, separated by commas.", valueName: "names"))
  var layers = NotesReader.layers.joined(separator: ",")

  func run() throws {
    let wanted = try wantedLayers()
    let batches = try options.batches()
    let library = try options.library()
    let notes = NotesReader(library.reader)
    let failures = try batches.each({ notes.json($0, layers: wanted).compact() }, take: { Terminal.raw($0 + [10]) })
    if failures > 0 { throw ExitCode(2) }
  }

  private func wantedLayers() throws -> Set<String> {
    let names = layers.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    let known = NotesReader.layers.joined(separator: ", ")
    if let unknown = names.first(where: { !NotesReader.layers.contains($0) }) {
      throw Failure("there is no layer \"\(unknown)\"; there are: \(known)")
    }
    if names.isEmpty { throw Failure("--layers names no layer; there are: \(known)") }
    return Set(names)
  }
}
