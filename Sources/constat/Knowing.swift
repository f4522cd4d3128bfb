import Foundation
import Knowledge
import Reading
import Shelf
import SourceText

extension Library {
  /// Loads the knowledge folder that a flag names or that lies where `Knowledge.folder` looks, only some languages if named.
  static func load(flag: String?, languages: Set<String>? = nil, extra: [LanguageFiles] = []) throws -> Library {
    let environment = ProcessInfo.processInfo.environment
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    guard let folder = Knowledge.folder(flag: flag, environment: environment, executable: executable, working: working) else {
      throw Failure("no Knowledge folder was found; name it with --knowledge FOLDER or the environment variable CONSTAT_KNOWLEDGE")
    }
    let library = try load(folder, languages: languages, extra: extra)
    if let missing = languages?.sorted().first(where: { library.reader.languages[$0] == nil }) {
      let known = library.known.joined(separator: ", ")
      throw Failure("there is no pack for the language \"\(missing)\"; there are: \(known)")
    }
    return library
  }

  /// The knowledge folder with one language's folder replaced by another.
  static func load(checking folder: String, flag: String?) throws -> Library {
    let files = languageFolder(URL(fileURLWithPath: folder))
    guard !files.files.isEmpty else {
      throw Failure("\(folder): no pack files (.rules, .terms) in it; name a language folder such as Knowledge/languages/fr")
    }
    return try load(flag: flag, languages: [], extra: [files])
  }
}

extension Library {
  /// Codes of the languages that have a folder.
  static func languageNames(_ folder: URL) -> [String] {
    let root = folder.appendingPathComponent("languages")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
    return names.filter { !languageFolder(root.appendingPathComponent($0)).files.isEmpty }
  }
}

/// An error of the command: a sentence with a way out; exit status 2.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
