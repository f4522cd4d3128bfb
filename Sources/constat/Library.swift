import Codes
import Foundation
import Gazetteer
import Grammar
import Knowledge
import Packs
import Reading
import SourceText
import Tone

/// What the command loads from the Knowledge folder.
struct Library {
  let folder: URL
  let codebook: Codebook
  let reader: Reader
  let tones: [String: ToneReader]
  var problems: [Problem]

  /// Loads the knowledge folder, only some languages if named.
  static func load(flag: String?, languages wanted: Set<String>? = nil, extra: [LanguageFiles] = []) throws -> Library {
    let environment = ProcessInfo.processInfo.environment
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    guard let folder = Knowledge.folder(flag: flag, environment: environment, executable: executable, working: working) else {
      throw Failure("no Knowledge folder was found; name it with --knowledge FOLDER or the environment variable CONSTAT_KNOWLEDGE")
    }
    var problems: [Problem] = []
    let codebook = loadCodebook(folder, &problems)
    let actors = ActorIndex(tables: try files(in: folder.appendingPathComponent("actors"), ending: ".tsv"))
    let places = PlaceIndex(
      countries: try file(folder, "places/countries.tsv"), overlay: try file(folder, "places/overlay.tsv"),
      cities: try file(folder, "places/cities.tsv"))
    problems += actors.problems + places.problems
    var languages: [Language] = []
    var tones: [String: ToneReader] = [:]
    for files in try languageFiles(folder.appendingPathComponent("languages"), wanted) + extra {
      do {
        let language = try Language(files, codebook: codebook, actors: actors, places: places)
        languages.append(language)
        tones[language.code] = ToneReader(files: files, analyzer: language.analyzer)
        problems += language.problems + (tones[language.code]?.problems ?? [])
      } catch {
        throw Failure("\(files.folder)/models/grammar.model: \(error)")
      }
    }
    let common = try file(folder, "languages/frequent.terms")
    var classes = RuleReader(file: LineFile(path: common.0, bytes: common.1), path: "frequent", codebook: nil)
    let frequent = classes.classes()
    problems += classes.problems
    let reader = Reader(languages: languages, frequent: frequent, codebook: codebook, actors: actors, places: places)
    return Library(folder: folder, codebook: codebook, reader: reader, tones: tones, problems: problems)
  }

  static func loadCodebook(_ folder: URL, _ problems: inout [Problem]) -> Codebook {
    let root = folder.appendingPathComponent("codebook")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
    var entries: [TypeEntry] = []
    for name in names {
      let path = root.appendingPathComponent(name).appendingPathComponent("type.rules")
      guard let data = try? Data(contentsOf: path) else { continue }
      let read = CodebookReader.read(path: path.path, bytes: Array(data))
      problems += read.problems
      if let entry = read.entry { entries.append(entry) }
    }
    return Codebook(entries: entries)
  }

  private static func file(_ folder: URL, _ path: String) throws -> (String, [UInt8]) {
    let url = folder.appendingPathComponent(path)
    guard let data = try? Data(contentsOf: url) else { throw Failure("\(url.path) can't be read; the Knowledge folder is not complete") }
    return (url.path, Array(data))
  }

  private static func files(in folder: URL, ending: String) throws -> [(path: String, bytes: [UInt8])] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(ending) }.sorted()
    return try names.map { try file(folder, $0) }
  }

  /// The languages that have a folder.
  static func languageNames(_ folder: URL) -> [String] {
    let root = folder.appendingPathComponent("languages")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
    return names.filter { !languageFolder(root.appendingPathComponent($0)).isEmpty }
  }

  /// The files of each language folder.
  static func languageFiles(_ root: URL, _ wanted: Set<String>?) throws -> [LanguageFiles] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
    return names.filter { wanted?.contains($0) ?? true }.compactMap { name in
      let folder = root.appendingPathComponent(name)
      let files = languageFolder(folder)
      return files.isEmpty ? nil : LanguageFiles(code: name, folder: folder.path, files: files)
    }
  }

  static func languageFolder(_ folder: URL) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    guard let walker = FileManager.default.enumerator(atPath: folder.path) else { return [:] }
    for case let path as String in walker {
      guard path.hasSuffix(".rules") || path.hasSuffix(".terms") || path.hasSuffix(".model") else { continue }
      if let data = try? Data(contentsOf: folder.appendingPathComponent(path)) { files[path] = Array(data) }
    }
    return files
  }
}

/// An error of the command: a sentence with a way out; exit status 2.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension ToneReader {
  init(files: LanguageFiles, analyzer: Analyzer) {
    func line(_ path: String) -> LineFile { LineFile(path: files.folder + "/" + path, bytes: files.files[path] ?? []) }
    self.init(file: line("loaded.terms"), classes: line("words/classes.terms"), path: files.code + "/loaded", analyzer: analyzer)
  }
}
