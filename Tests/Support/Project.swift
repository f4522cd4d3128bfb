public import Foundation

/// Where the files of this project lie.
public enum Project {
  /// The package's root, found from this file.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file or folder of the project by its path below the root.
  public static func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// The bytes of a file of the project; empty if it is not there.
  public static func bytes(_ path: String) -> [UInt8] { bytes(url(path)) }

  /// The bytes of a file; empty if it is not there.
  public static func bytes(_ url: URL) -> [UInt8] { FileManager.default.contents(atPath: url.path).map(Array.init) ?? [] }

  /// The text of a file of the project.
  public static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

  /// Paths of the files below a folder whose names end so, sorted, as seen from the root.
  public static func files(in folder: String, ending: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: url(folder).path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  /// A file of the corpora that lie beside the project on some machines (`../shared/corpora`); nil where they are absent.
  public static func corpus(_ path: String) -> URL? {
    let file = root.deletingLastPathComponent().appendingPathComponent("shared/corpora").appendingPathComponent(path)
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  /// The command `constat` of the build that runs the tests.
  public static let command = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("constat")
}

/// A folder that goes away with its last user.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// A new, empty folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("constat-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file into the folder and returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to path: String) throws -> String {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a text file into the folder and returns its path.
  @discardableResult
  public func write(_ text: String, to path: String) throws -> String { try write(Array(text.utf8), to: path) }
}
