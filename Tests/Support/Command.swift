public import Foundation

/// One run of the command `constat`: what it printed and how it ended.
public struct Command: Sendable {
  /// Exit status.
  public let status: Int32
  /// Standard output.
  public let output: [UInt8]
  /// Standard error.
  public let errors: String

  /// Standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard output, line by line.
  public var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// Runs `constat` with the project's knowledge.
  ///
  /// - Parameters:
  ///   - input: standard input; nothing if left out.
  ///   - knowledge: value of `CONSTAT_KNOWLEDGE`.
  public static func run(
    _ arguments: String..., input: [UInt8] = [], knowledge: String = Project.url("Knowledge").path, at folder: URL? = nil
  ) throws -> Command {
    let files = try TemporaryFolder()
    let process = Process()
    process.executableURL = Project.command
    process.arguments = arguments
    process.environment = ["CONSTAT_KNOWLEDGE": knowledge]
    if let folder { process.currentDirectoryURL = folder }
    let (output, errors) = (files.url.appendingPathComponent("out"), files.url.appendingPathComponent("err"))
    for name in ["out", "err"] { try files.write([], to: name) }
    process.standardInput = FileHandle(forReadingAtPath: try files.write(input, to: "in"))
    process.standardOutput = FileHandle(forWritingAtPath: output.path)
    process.standardError = FileHandle(forWritingAtPath: errors.path)
    try process.run()
    process.waitUntilExit()
    let message = String(decoding: Project.bytes(errors), as: UTF8.self)
    return Command(status: process.terminationStatus, output: Project.bytes(output), errors: message)
  }
}
