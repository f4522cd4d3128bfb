import Codes
import Records
import SourceText

/// A claim in a plain sentence: who says that who did what to whom, where, when, how.
///
/// The English around the quoted words agrees with no number or gender, so any name fits in.
struct PlainSentence {
  let claim: Claim
  let document: Document

  /// `Claimed by the Front (through Telegram), as told by La Tribune: « attaque » (ASSAULT/drone), by the Front, against a base. No place was read.`
  var text: String {
    "\(source): \(what)." + (missing.isEmpty ? "" : " No \(Wording.list(missing).replacing(" and ", with: " or ")) was read.") + same
  }

  /// Who tells it, the root first.
  var source: String {
    let outlet = document.outlet ?? "the document"
    let stance = claim.stance.rawValue.prefix(1).uppercased() + claim.stance.rawValue.dropFirst()
    let root = claim.speakers.last.map(name) ?? ""
    let between = claim.speakers.dropLast().reversed().map { "as told by \(name($0))" }
    switch (claim.speakers.isEmpty, claim.stance) {
    case (true, .claimed): return "Claimed by a speaker that was not read, as told by \(outlet)"
    case (true, .planned): return "Told as planned by \(outlet) in its own voice"
    case (true, _): return "\(stance) by \(outlet) in its own voice"
    case (false, .planned): return (["Told as planned by \(root)"] + between + ["as told by \(outlet)"]).joined(separator: ", ")
    case (false, _): return (["\(stance) by \(root)"] + between + ["as told by \(outlet)"]).joined(separator: ", ")
    }
  }

  /// The happening: act words and code, parties, place, day, means, figures.
  var what: String {
    var parts = ["«\u{A0}\(claim.trigger.first?.quote ?? "")\u{A0}» (\(Wording.type(claim)))"]
    func add(_ word: String, _ values: [String]) { if !values.isEmpty { parts.append(word + " " + Wording.list(Wording.unique(values))) } }
    add("by", claim.agent.map(\.name))
    add("against", claim.target.map(\.name))
    add("at", claim.place.first.map { [Wording.place($0)] } ?? [])
    if let date = claim.date { parts.append(day(date)) }
    add("with", claim.means.map(\.name))
    let tolls = claim.tolls.map(Wording.toll)
    return parts.joined(separator: ", ") + (tolls.isEmpty ? "" : "; " + tolls.joined(separator: "; "))
  }

  /// Main fields without a value; acts in words need no place.
  var missing: [String] {
    var missing: [String] = []
    if claim.agent.isEmpty { missing.append("agent") }
    if claim.target.isEmpty { missing.append("target") }
    if claim.place.isEmpty { missing.append("place") }
    if claim.date == nil { missing.append("date") }
    return missing
  }

  private var same: String { claim.sameAs.map { " Same happening as \($0)." } ?? "" }
  private func name(_ speaker: Speaker) -> String { speaker.party.name + (speaker.channel.map { " (through \($0.name))" } ?? "") }

  private func day(_ date: DateValue) -> String {
    let text = Wording.date(date)
    if text.hasPrefix("since") || text.hasPrefix("until") { return text }
    return date.from == date.to ? "on \(text)" : "between \(text.replacing(" to ", with: " and "))"
  }
}
