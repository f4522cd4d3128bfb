import Foundation
import SourceText

/// Makes captures and documents of files and folders: texts, JSON lines, pages, feeds, chat exports, agency items and web archives.
///
/// Nothing is fetched from a network, and nothing is written.
public struct IntakeReader: Sendable {
  private let defaults: IntakeDefaults
  private let allowPrivate: Bool
  private let limits: Limits

  /// A reader; `allowPrivate` lets in chats that were not addressed to the public.
  public init(defaults: IntakeDefaults = IntakeDefaults(), allowPrivate: Bool = false, limits: Limits = Limits()) {
    (self.defaults, self.allowPrivate, self.limits) = (defaults, allowPrivate, limits)
  }

  /// Calls `body` with each document or problem of a file or a folder, in order; `-` is standard input.
  ///
  /// Memory doesn't grow with the input. A bad part is a problem, the others go on.
  ///
  /// - Throws: a `Problem` if the path can't be opened or a folder holds nothing to read, and what `body` throws.
  public func each(path: String, _ body: (IntakeItem) throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
      let receiver = Receiver(defaults: defaults, limits: limits, allowPrivate: allowPrivate, take: body)
      if path == "-" { return try stream(FileHandle.standardInput, Origin(path: "standard input"), receiver) }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Problem("input", "there is no such file or folder; check the path", file: path)
      }
      if isFolder.boolValue { try folder(path, receiver) } else { try file(path, receiver) }
    }
  }

  private func folder(_ path: String, _ receiver: Receiver) throws {
    let names = ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).filter(isReadable).sorted()
    if names.isEmpty {
      throw Problem(
        "input", "the folder holds no file that can be read (.jsonl, .txt, .html, .xml, .json, .warc.gz, .wacz); name the files themselves",
        file: path)
    }
    for name in names { try file(path + "/" + name, receiver, isNamed: false) }
  }

  private func isReadable(_ name: String) -> Bool {
    Format.endings.contains(Format.ending(name)) && !name.split(separator: "/").contains { $0.hasPrefix(".") }
  }

  private func file(_ path: String, _ receiver: Receiver, isNamed: Bool = true) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Problem("input", "the file can't be opened; check its permissions", file: path)
    }
    defer { try? handle.close() }
    try stream(handle, Origin(path: path), receiver, isNamed: isNamed)
  }

  private func stream(_ handle: FileHandle, _ origin: Origin, _ receiver: Receiver, isNamed: Bool = true) throws {
    let reader = ByteReader(FileSource(handle))
    do {
      if try Format.of(reader.peek(4), ending: "") == .zip { return try WACZReader(handle, origin, receiver).read() }
      try Opener.read(reader, ending: Format.ending(origin.path), origin, receiver)
    } catch let fault as Fault {
      try receiver.problem(fault.message, origin, code: fault.isForeign && !isNamed ? "left-out" : "input")
    }
  }
}
