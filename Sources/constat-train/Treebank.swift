import Foundation
import Grammar
import SourceText

/// One gold sentence, reduced to surface tokens as the scorers count them.
struct GoldSentence {
  let document: Document
  var tokens: [Token]
  var lemmas: [String?]
  /// Index of the head, `count` for the root.
  var heads: [Int]
  var relations: [Relation]
}

/// Reads CoNLL-U files.
enum Treebank {
  private struct Row {
    var id: Int
    var form: String
    var lemma: String?
    var upos: String
    var feats: String
    var head: Int
    var relation: String
  }

  static func read(_ url: URL, rules: TokenRules) throws -> [GoldSentence] {
    var sentences: [GoldSentence] = []
    var text = ""
    var rows: [Row] = []
    var ranges: [(Int, Int, String)] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# text = ") {
        text = String(line.dropFirst(9))
      } else if line.isEmpty {
        if !rows.isEmpty, let sentence = surface(text, rows, ranges, rules) { sentences.append(sentence) }
        (text, rows, ranges) = ("", [], [])
      } else if !line.hasPrefix("#") {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        if cells[0].contains("-") {
          let bounds = cells[0].split(separator: "-").compactMap { Int($0) }
          ranges.append((bounds[0], bounds[1], cells[1]))
        } else if let id = Int(cells[0]) {
          rows.append(
            Row(
              id: id, form: cells[1], lemma: cells[2] == "_" ? nil : cells[2], upos: cells[3], feats: cells[5], head: Int(cells[6]) ?? 0,
              relation: cells[7]))
        }
      }
    }
    return sentences
  }

  /// Contractions become one token that stands for the word whose head lies outside.
  private static func surface(_ text: String, _ rows: [Row], _ ranges: [(Int, Int, String)], _ rules: TokenRules) -> GoldSentence? {
    var out: [Row] = []
    var place: [Int: Int] = [:]
    var skip = 0
    for row in rows {
      if row.id <= skip {
        place[row.id] = out.count - 1
        continue
      }
      if let range = ranges.first(where: { $0.0 == row.id }) {
        let inside = rows.filter { ($0.id >= range.0) && ($0.id <= range.1) }
        if inside.map(\.form).joined() != range.2 {
          var lead = inside.first { !(range.0...range.1).contains($0.head) } ?? row
          lead.form = range.2
          lead.lemma = nil
          place[row.id] = out.count
          out.append(lead)
          skip = range.1
          continue
        }
      }
      place[row.id] = out.count
      out.append(row)
    }
    return assemble(text, out, place, rules)
  }

  private static func assemble(_ text: String, _ rows: [Row], _ place: [Int: Int], _ rules: TokenRules) -> GoldSentence? {
    let document = Document(id: "", text: text)
    var sentence = GoldSentence(document: document, tokens: [], lemmas: [], heads: [], relations: [])
    var at = 0
    for row in rows {
      let form = Array(row.form.utf8)
      while at < document.bytes.count, !document.bytes[at...].starts(with: form) { at += 1 }
      guard at < document.bytes.count, !form.isEmpty else { return nil }
      var token = Tokenizer.token(at, at + form.count, in: document.bytes, rules: rules)
      at += form.count
      token.upos = UPOS.allCases.first { $0.name == row.upos } ?? .x
      token.inflection = inflection(token.upos, row.feats)
      sentence.tokens.append(token)
      sentence.lemmas.append(row.lemma)
      sentence.heads.append(row.head == 0 ? rows.count : place[row.head] ?? rows.count)
      sentence.relations.append(Relation(name: row.relation))
    }
    return sentence
  }

  private static func inflection(_ upos: UPOS, _ feats: String) -> Inflection {
    if upos == .noun { return feats.contains("Number=Plur") ? .plural : [] }
    guard upos == .verb || upos == .aux else { return [] }
    if feats.contains("VerbForm=Inf") { return .infinitive }
    if feats.contains("VerbForm=Ger") { return .gerund }
    if feats.contains("VerbForm=Part") { return feats.contains("Tense=Past") || feats.contains("Voice=Pass") ? .pastParticiple : .gerund }
    guard feats.contains("VerbForm=Fin") else { return [] }
    var set: Inflection = .finite
    if feats.contains("Mood=Cnd") { set.insert(.conditional) }
    if feats.contains("Mood=Sub") { set.insert(.subjunctive) }
    if feats.contains("Mood=Imp") { set.insert(.imperative) }
    if feats.contains("Tense=Fut") { set.insert(.future) }
    if feats.contains("Tense=Imp") { set.insert(.imperfect) }
    if feats.contains("Tense=Past") { set.insert(.past) }
    return set
  }
}
