import ArgumentParser
import Foundation
import SourceText

/// The command `constat`.
@main
struct Constat {
  static func main() {
    do {
      var command = try Root.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Terminal.error("constat: \(failure)")
      exit(2)
    } catch let problem as Problem {
      Terminal.error("constat: \(problem)")
      exit(2)
    } catch {
      let code = Root.exitCode(for: error)
      let message = Root.fullMessage(for: error)
      if code == .success {
        Terminal.out(message)
        exit(0)
      }
      if !message.isEmpty { Terminal.error(message) }
      exit(code.rawValue == 64 ? 2 : code.rawValue)
    }
  }
}

struct Root: ParsableCommand {
  static let version = "0.1.0"
  static let configuration = CommandConfiguration(
    commandName: "constat",
    abstract: "Reads news reports and communiqués into an auditable record of who says that what happened.",
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Reading", subcommands: [ReadCommand.self, ExplainCommand.self, NotesCommand.self]),
      CommandGroup(
        name: "Keeping a ledger",
        subcommands: [
          AddCommand.self, LinkCommand.self, IncidentsCommand.self, TollsCommand.self, SearchCommand.self, ExportCommand.self,
          RereadCommand.self,
          CheckCommand.self,
          LogCommand.self,
        ]),
      CommandGroup(
        name: "A human's word",
        subcommands: [ReviewCommand.self, JoinCommand.self, SplitCommand.self, GradeCommand.self, ForgetCommand.self]),
      CommandGroup(name: "Knowledge and quality", subcommands: [PacksCommand.self, ScoreCommand.self, GoldCommand.self]),
    ])
}

/// Where words go: data to standard output, everything else to standard error.
enum Terminal {
  static func out(_ text: String) { write(FileHandle.standardOutput, text + "\n") }
  static func error(_ text: String) { write(FileHandle.standardError, text + "\n") }
  static func raw(_ bytes: [UInt8]) { try? FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
  static var isInputTerminal: Bool { isatty(0) == 1 }
  static var isOutputTerminal: Bool { isatty(1) == 1 }
  static var isErrorTerminal: Bool { isatty(2) == 1 }
  /// Columns of the terminal, 100 where there is none or it doesn't tell.
  static var columns: Int {
    var size = winsize()
    let isKnown = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 100
  }
  private static func write(_ handle: FileHandle, _ text: String) { try? handle.write(contentsOf: Data(text.utf8)) }
}
