public import Codes
public import Foundation
import Gazetteer
import Grammar
import Packs
public import Reading
public import Records
public import SourceText
public import Tone

/// What a Knowledge folder holds, compiled once, then only read.
public struct Library: Sendable {
  /// The folder.
  public let folder: URL
  /// The types and modes.
  public let codebook: Codebook
  /// Reads claims in every language of the folder.
  public var reader: Reader
  /// Finds partisan wording, by language code.
  public let tones: [String: ToneReader]
  /// What is wrong in the packs.
  public let problems: [Problem]

  /// Loads a knowledge folder.
  ///
  /// - Parameters:
  ///   - languages: codes of the languages to load; nil for all.
  ///   - extra: languages that lie elsewhere.
  /// - Throws: a `Problem` if a file that is needed is missing or broken; mistakes in packs are no errors but `problems`.
  public static func load(_ folder: URL, languages wanted: Set<String>? = nil, extra: [LanguageFiles] = []) throws(Problem) -> Library {
    var problems: [Problem] = []
    let codebook = loadCodebook(folder, &problems)
    let actors = ActorIndex(tables: try files(in: folder.appendingPathComponent("actors"), ending: ".tsv"))
    let places = PlaceIndex(
      countries: try file(folder, "places/countries.tsv"), overlay: try file(folder, "places/overlay.tsv"),
      peoples: try file(folder, "places/peoples.tsv"), file: try placeFile(folder.appendingPathComponent("places/places.index").path))
    problems += actors.problems + places.problems
    var languages: [Language] = []
    var tones: [String: ToneReader] = [:]
    let all = languageFiles(folder.appendingPathComponent("languages"), wanted) + extra
    for loaded in Parallel.map(
      all, jobs: all.count, { files in Result { () throws(Problem) in try language(files, codebook, actors, places) } })
    {
      let (language, tone) = try loaded.get()
      languages.append(language)
      tones[language.code] = tone
      problems += language.problems + tone.problems
    }
    let recogniser = try recogniser(try file(folder, "recognition/languages.model"))
    let table = try file(folder, "recognition/opinion.tsv")
    let opinion = Opinion(path: table.path, bytes: table.bytes)
    problems += opinion.problems
    let reader = Reader(
      languages: languages, recogniser: recogniser, codebook: codebook, actors: actors, places: places, opinion: opinion)
    return Library(folder: folder, codebook: codebook, reader: reader, tones: tones, problems: problems)
  }

  /// Codes of the languages that have a folder, loaded or not.
  public var known: [String] { Library.languageFiles(folder.appendingPathComponent("languages"), nil).map(\.code) }

  /// What was read from a document, tone included.
  public func record(_ document: Document) -> Record {
    guard let tagged = reader.tagged(document) else { return reader.read(document) }
    var record = reader.read(tagged)
    if let tone = tones[tagged.language.code] { record.loadings = tone.loadings(in: document, tagged.sentences) }
    return record
  }

  /// The files of one language folder; no files at all if it is none.
  public static func languageFolder(_ folder: URL) -> LanguageFiles {
    var files: [String: [UInt8]] = [:]
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    for path in paths where path.hasSuffix(".rules") || path.hasSuffix(".terms") || path.hasSuffix(".model") {
      if let data = try? Data(contentsOf: folder.appendingPathComponent(path)) { files[path] = Array(data) }
    }
    return LanguageFiles(code: folder.lastPathComponent, folder: folder.path, files: files)
  }

  private static func language(
    _ files: LanguageFiles, _ codebook: Codebook, _ actors: ActorIndex, _ places: PlaceIndex
  ) throws(Problem) -> (language: Language, tone: ToneReader) {
    var names: NameModel?
    do {
      if let bytes = files.files["models/names.model"] { names = try NameModel(bytes: bytes) }
    } catch {
      throw Problem("knowledge", "\(error)", file: files.folder + "/models/names.model")
    }
    do {
      let language = try Language(files, codebook: codebook, actors: actors, places: places, names: names)
      return (language, ToneReader(files: files, analyzer: language.analyzer))
    } catch {
      throw Problem("knowledge", "\(error)", file: files.folder + "/models/grammar.model")
    }
  }

  private static func recogniser(_ file: (path: String, bytes: [UInt8])) throws(Problem) -> LanguageModel {
    do {
      return try LanguageModel(bytes: file.bytes)
    } catch {
      throw Problem("knowledge", "\(error)", file: file.path)
    }
  }

  private static func placeFile(_ path: String) throws(Problem) -> PlaceFile {
    let memory = try Memory.mapping(path)
    do {
      return try PlaceFile(memory)
    } catch {
      throw Problem("knowledge", "\(error)", file: path)
    }
  }

  private static func loadCodebook(_ folder: URL, _ problems: inout [Problem]) -> Codebook {
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
    let path = root.appendingPathComponent("contexts.terms")
    let contexts = CodebookReader.contexts(path: path.path, bytes: (try? Data(contentsOf: path)).map(Array.init) ?? [])
    problems += contexts.problems
    return Codebook(entries: entries, contexts: contexts.contexts)
  }

  private static func file(_ folder: URL, _ path: String) throws(Problem) -> (path: String, bytes: [UInt8]) {
    let url = folder.appendingPathComponent(path)
    guard let data = try? Data(contentsOf: url) else {
      throw Problem("knowledge", "the file can't be read; the Knowledge folder is not complete", file: url.path)
    }
    return (url.path, Array(data))
  }

  private static func files(in folder: URL, ending: String) throws(Problem) -> [(path: String, bytes: [UInt8])] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(ending) }.sorted()
    var files: [(path: String, bytes: [UInt8])] = []
    for name in names { files.append(try file(folder, name)) }
    return files
  }

  private static func languageFiles(_ root: URL, _ wanted: Set<String>?) -> [LanguageFiles] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
    return names.filter { wanted?.contains($0) ?? true }.map { languageFolder(root.appendingPathComponent($0)) }.filter {
      !$0.files.isEmpty
    }
  }
}

extension ToneReader {
  init(files: LanguageFiles, analyzer: Analyzer) {
    func line(_ path: String) -> LineFile { LineFile(path: files.folder + "/" + path, bytes: files.files[path] ?? []) }
    self.init(file: line("loaded.terms"), classes: line("words/classes.terms"), path: files.code + "/loaded", analyzer: analyzer)
  }
}
