import Grammar

/// What a word for people says of whoever it names.
enum PersonRole: Sendable { case office, rank, protected, civil, plain }

/// Words that say how somebody named stands to what is told: `words/persons.terms`, and the persons of `words/classes.terms`.
struct PersonWords: Sendable {
  /// The classes of the file.
  enum Name: String, CaseIterable, Sendable {
    /// Offices, ranks, those who are protected, and what stands before anybody's name.
    case office, rank
    case protected = "protected-person"
    case civil
    /// Words of ages.
    case ageMark = "age-mark"
    case ageYear = "age-year"
    case ageMonth = "age-month"
    /// Words that make a name one of a thing, and those that do so at its start.
    case thing
    case thingFirst = "thing-first"
  }
  private let table: ClassTable
  private let masks: [Name: UInt64]
  private let classes: ClassTable
  private let person: UInt64

  init(_ table: ClassTable, classes: ClassTable) {
    (self.table, self.classes) = (table, classes)
    masks = Dictionary(uniqueKeysWithValues: Name.allCases.map { ($0, table.mask([$0.rawValue])) })
    person = classes.mask(["person"])
  }

  /// Whether a word is in a class.
  func has(_ name: Name, _ index: Int, _ tokens: [Token]) -> Bool { table.classes(of: index, in: tokens) & (masks[name] ?? 0) != 0 }

  /// What a noun says of the person whom it names; nil for nouns that name no person.
  func role(at index: Int, in tokens: [Token]) -> PersonRole? {
    guard [.noun, .propn, .adj, .x].contains(tokens[index].upos) else { return nil }
    let bits = table.closest(of: index, in: tokens)
    func has(_ name: Name) -> Bool { bits & (masks[name] ?? 0) != 0 }
    if has(.protected) { return .protected }
    guard tokens[index].upos != .adj || tokens[index].shape.contains(.capitalised) else { return nil }
    if has(.office) { return .office }
    if has(.rank) { return .rank }
    if has(.civil) { return .civil }
    return classes.classes(of: index, in: tokens) & person != 0 ? .plain : nil
  }
}
