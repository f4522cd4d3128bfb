public import Codes
public import Gazetteer
public import Grammar
public import Packs
public import SourceText

/// The bytes of one language's folder, by path inside it (`speech.rules`, `deeds/assault.rules`).
public struct LanguageFiles: Sendable {
  /// ISO 639-1 code: the folder's name.
  public let code: String
  /// The folder as shown in messages.
  public let folder: String
  /// File bytes by path inside the folder.
  public let files: [String: [UInt8]]
  /// A language's files.
  public init(code: String, folder: String, files: [String: [UInt8]]) {
    self.code = code
    self.folder = folder
    self.files = files
  }

  func line(_ path: String) -> LineFile { LineFile(path: folder + "/" + path, bytes: files[path] ?? []) }
}

/// A deed with its conditions compiled.
struct CompiledDeed: Sendable {
  let deed: Deed
  let conditions: [CompiledCondition]
}

/// Everything the reader knows about one language: packs compiled once, then only read.
public final class Language: Sendable {
  /// ISO 639-1 code.
  public let code: String
  /// Tokens, sentences, word classes, heads.
  public let analyzer: Analyzer
  /// What was wrong in the packs.
  public let problems: [Problem]
  /// The rules, for tables and tests.
  public let deedRules: [Deed]
  /// Cues, charges, frames, channels.
  public let speech: Speech
  /// Weapons.
  public let meansRules: [Lexeme]

  let lists: GrammarLists
  let numerals: Numerals
  let moments: MomentRules
  let classes: ClassTable
  let kinds: ClassTable
  /// Words that say what an act is about.
  let contexts: ClassTable
  /// Words that say how somebody named stands to what is told.
  let persons: PersonWords
  let deeds: [CompiledDeed]
  let deedIndex: PhraseIndex
  let cueIndex: PhraseIndex
  let cueConditions: [[CompiledCondition]]
  let chargeConditions: [[CompiledCondition]]
  let frameConditions: [[CompiledCondition]]
  let chargeIndex: PhraseIndex
  let frameIndex: PhraseIndex
  let channelIndex: PhraseIndex
  let meansIndex: PhraseIndex
  let meansConditions: [[CompiledCondition]]
  let casualties: PhraseIndex
  let casualtyKinds: [String]
  let actors: NameIndex
  let places: PlaceIndex
  let demonyms: NameIndex
  /// Country codes by the number of a demonym's country.
  let countryCodes: [String]
  /// Reads names; nil if the language has no names model.
  public let names: NameReader?
  let nameMarker: NameMarker
  /// Prepositions of rules, cut into words.
  let prepositions: [String: [Word]]
  let genitive: [Word]
  /// Bits of the classes whose words name people: persons, armed people, groups.
  let people: UInt64
  /// Bits of the classes whose words stand for another world than that of conflict.
  let otherWorld: UInt64
  /// Whether the last noun of a compound is its head ("police station").
  let isHeadLast: Bool
  /// Whether a participle without auxiliary is passive (French) or may be a past tense (English).
  let isBareParticiplePassive: Bool

  /// Compiles a language.
  ///
  /// - Throws: `ModelError` if its model file can't be used; bad packs only give `problems`.
  public init(_ files: LanguageFiles, codebook: Codebook, actors: ActorIndex, places: PlaceIndex, names model: NameModel? = nil)
    throws(ModelError)
  {
    code = files.code
    var problems: [Problem] = []
    let deedRules = Language.readDeeds(files, codebook, &problems)
    var speechReader = RuleReader(file: files.line("speech.rules"), path: files.code + "/speech", codebook: nil)
    let speech = speechReader.speech()
    var meansReader = RuleReader(file: files.line("words/means.terms"), path: files.code + "/means", codebook: nil)
    let means = meansReader.means()
    problems += speechReader.problems + meansReader.problems
    let analyzer = try Language.analyzer(files, deedRules, speech, places.plainNames, &problems)
    self.analyzer = analyzer
    lists = GrammarLists(file: files.line("grammar.rules"), analyzer: analyzer)
    numerals = Numerals(file: files.line("numbers.rules")) { analyzer.words($0) }
    moments = MomentRules(file: files.line("moments.rules"), path: files.code + "/moments")
    problems += lists.problems + numerals.problems + moments.problems
    isHeadLast = lists["compound-head"].contains(Word("last"))
    classes = Language.classes(files, "words/classes.terms", analyzer, isHeadLast, &problems)
    kinds = Language.classes(files, "words/kinds.terms", analyzer, isHeadLast, &problems)
    contexts = Language.contexts(files, codebook, analyzer, isHeadLast, &problems)
    let table = classes
    persons = PersonWords(Language.classes(files, "words/persons.terms", analyzer, isHeadLast, &problems), classes: table)
    func compile(_ conditions: [Condition]) -> [CompiledCondition] {
      conditions.map { CompiledCondition($0, analyzer: analyzer, classes: table) }
    }
    (self.deedRules, self.speech) = (deedRules, speech)
    meansRules = means
    deeds = deedRules.map { CompiledDeed(deed: $0, conditions: compile($0.conditions)) }
    cueConditions = speech.cues.map { compile($0.conditions) }
    chargeConditions = speech.charges.map { compile($0.conditions) }
    frameConditions = speech.frames.map { compile($0.conditions) }
    meansConditions = means.map { compile($0.conditions) }
    let reflexive = lists["reflexive"]
    deedIndex = Language.index(deedRules.map(\.patterns), analyzer, reflexive)
    cueIndex = Language.index(speech.cues.map(\.patterns), analyzer, reflexive)
    chargeIndex = Language.index(speech.charges.map(\.patterns), analyzer, reflexive)
    frameIndex = Language.index(speech.frames.map(\.patterns), analyzer, reflexive)
    channelIndex = Language.index(speech.channels.map(\.words), analyzer)
    meansIndex = Language.index(means.map(\.words), analyzer)
    let kindNames = Language.tollKinds
    casualtyKinds = kindNames
    casualties = Language.casualties(files, kindNames, analyzer)
    let cutter = NameCutter(analyzer)
    self.actors = actors.index(cutter)
    self.places = places
    demonyms = places.demonyms(cutter)
    countryCodes = places.countryCodes
    people = table.mask(["person", "armed", "group"])
    otherWorld = table.mask(lists.names("other-world"))
    nameMarker = NameMarker(
      places: places, actors: actors, actorNames: self.actors, demonyms: demonyms, language: code)
    let nameWords = NameWords(file: files.line("words/names.terms"))
    problems += nameWords.problems
    names = model.map { NameReader(model: $0, words: nameWords) }
    genitive = lists.phrases("genitive").first ?? []
    isBareParticiplePassive = lists["bare-participle"].contains(Word("passive"))
    prepositions = Language.prepositions(deedRules, speech, analyzer)
    self.problems = problems
  }

  static let tollKinds = ["killed", "injured", "missing", "detained", "displaced", "abducted", "released"]

  /// What the lists of places and actors say about the tokens of a document's sentences, for reading names.
  public func nameMarks(_ document: Document) -> (Sentence) -> [NameMark] { { self.nameMarker.marks($0, of: document.bytes) } }

  /// "of", "de", also inside "du": whether a word marks a genitive.
  func isGenitive(_ token: Token) -> Bool { genitive.contains(token.lemma) || genitive.contains(token.form) }

  /// Whether a preposition tells where an act happened rather than at whom it was aimed ("near", not "against").
  func isBeside(_ preposition: String) -> Bool { lists.phrases("beside").contains(prepositions[preposition] ?? []) }

  private static func readDeeds(_ files: LanguageFiles, _ codebook: Codebook, _ problems: inout [Problem]) -> [Deed] {
    var deeds: [Deed] = []
    for path in files.files.keys.sorted() where path.hasPrefix("deeds/") && path.hasSuffix(".rules") {
      let name = path.dropFirst("deeds/".count).dropLast(".rules".count)
      var reader = RuleReader(file: files.line(path), path: files.code + "/" + name, codebook: codebook)
      deeds += reader.deeds()
      problems += reader.problems
    }
    return deeds
  }

  private static func analyzer(_ files: LanguageFiles, _ deeds: [Deed], _ speech: Speech, _ names: Set<Word>, _ problems: inout [Problem])
    throws(ModelError) -> Analyzer
  {
    var rules = TokenRules(file: files.line("tokens.rules"))
    let numbers = files.line("numbers.rules").entries
    let articles: Set<String> = Set(numbers.flatMap { $0.list("article") + $0.list("ambiguous") })
    let pairs: [String] = numbers.flatMap { $0.list("unit") + $0.list("ten") }
    let numerals = pairs.map { $0.prefix { $0 != "=" }.split(separator: " ").joined(separator: "-") }
    rules.fix(numerals: numerals.filter { !articles.contains($0) })
    let paradigms = Paradigms(file: files.line("verbs.rules"))
    problems += rules.problems + paradigms.problems
    var model: GrammarModel?
    if let bytes = files.files["models/grammar.model"] { model = try GrammarModel(bytes: bytes) }
    let patterns = deeds.map(\.patterns) + speech.cues.map(\.patterns) + speech.charges.map(\.patterns) + speech.frames.map(\.patterns)
    let phrases = patterns.flatMap(\.verbs).map { $0.split { $0 == " " || $0 == "'" }.map(String.init) }
    let figures = files.line("numbers.rules").entries.flatMap { $0.list("update") + $0.list("cause") }
    let verbs = Set((phrases + figures.map { [$0] }).compactMap { words in words.count > 1 && words[0].count < 3 ? words[1] : words.first })
    let transitive = Set(
      deeds.filter { $0.target.contains(.object) || $0.tolls.contains { $0.place == .object } }.flatMap(\.patterns.verbs))
    let intransitives = deeds.flatMap(\.patterns.verbs).filter { !$0.contains(" ") && !transitive.contains($0) }
    let classes = ["words/classes.terms", "words/kinds.terms"].flatMap { files.line($0).entries }.flatMap { $0.list("words") }
    let nouns = (patterns.flatMap(\.nouns) + classes).filter { !$0.contains(" ") }
    return Analyzer(
      language: files.code, rules: rules, paradigms: paradigms, model: model, verbs: verbs.sorted(), nouns: nouns,
      intransitives: intransitives,
      names: names)
  }

  private static func classes(_ files: LanguageFiles, _ path: String, _ analyzer: Analyzer, _ isHeadLast: Bool, _ problems: inout [Problem])
    -> ClassTable
  {
    var reader = RuleReader(file: files.line(path), path: files.code, codebook: nil)
    let classes = reader.classes()
    problems += reader.problems
    return ClassTable(classes, analyzer: analyzer, isHeadLast: isHeadLast)
  }

  private static func contexts(
    _ files: LanguageFiles, _ codebook: Codebook, _ analyzer: Analyzer, _ isHeadLast: Bool, _ problems: inout [Problem]
  ) -> ClassTable {
    let path = "words/contexts.terms"
    let table = classes(files, path, analyzer, isHeadLast, &problems)
    for name in Set(table.all).subtracting(codebook.contexts.map(\.name)).sorted() {
      let way = "the codebook has no context \"\(name)\"; its contexts stand in codebook/contexts.terms"
      problems.append(Problem("pack", way, file: files.folder + "/" + path))
    }
    return table
  }

  private static func index(_ patterns: [Patterns], _ analyzer: Analyzer, _ reflexive: Set<Word>) -> PhraseIndex {
    var index = PhraseIndex()
    for (rule, pattern) in patterns.enumerated() { index.add(pattern, rule: rule, analyzer, reflexive: reflexive) }
    return index
  }

  private static func index(_ lists: [[String]], _ analyzer: Analyzer) -> PhraseIndex {
    var index = PhraseIndex()
    for (rule, words) in lists.enumerated() {
      for word in words {
        if let phrase = Phrase(word, .any, analyzer, reflexive: []) { index.add(phrase, rule: rule) }
      }
    }
    return index
  }

  private static func casualties(_ files: LanguageFiles, _ kinds: [String], _ analyzer: Analyzer) -> PhraseIndex {
    var index = PhraseIndex()
    for entry in files.line("numbers.rules").entries where entry.keyword == "casualties" {
      for (number, kind) in kinds.enumerated() {
        for word in entry.list(kind) {
          if let phrase = Phrase(word, word.contains(" ") ? .verb : .any, analyzer, reflexive: []) { index.add(phrase, rule: number) }
        }
      }
    }
    return index
  }

  private static func prepositions(_ deeds: [Deed], _ speech: Speech, _ analyzer: Analyzer) -> [String: [Word]] {
    var table: [String: [Word]] = [:]
    func add(_ places: [Place]) {
      for case .preposition(let word) in places where table[word] == nil { table[word] = analyzer.words(word) }
    }
    for deed in deeds {
      add(deed.agent + deed.target + deed.both + deed.place + deed.tolls.map(\.place) + deed.conditions.map(\.place))
    }
    for charge in speech.charges { add(charge.deed + charge.agent + charge.speaker + charge.conditions.map(\.place)) }
    add((speech.cues.map(\.conditions) + speech.frames.map(\.conditions)).flatMap { $0 }.map(\.place))
    return table
  }
}
