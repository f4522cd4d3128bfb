import Codes
import Records
import SourceText

/// Words that a claim rests on: the field they were read for, and what was read.
struct Ground {
  /// Fields of a claim.
  enum Field: String, CaseIterable {
    case act, agent, target, place, date, means, toll, subgroup, speaker, cue, channel
  }
  let field: Field
  /// What was read from the words, as codes or names; never more than the claim itself holds.
  let value: String
  let evidence: Evidence
}

extension Claim {
  /// Type and mode in one word: `ASSAULT/drone`.
  var coding: String { type.rawValue + (mode.map { "/" + $0 } ?? "") }

  /// All its evidence, field by field.
  var grounds: [Ground] {
    func all(_ field: Ground.Field, _ value: String, _ evidence: [Evidence]) -> [Ground] {
      evidence.map { Ground(field: field, value: value, evidence: $0) }
    }
    func chain(_ speakers: [Speaker]) -> [Ground] {
      speakers.flatMap { speaker in
        all(.speaker, speaker.party.name, speaker.party.evidence) + all(.cue, stance.rawValue, speaker.cue.map { [$0] } ?? [])
          + (speaker.channel.map { all(.channel, $0.kind, $0.evidence) } ?? [])
      }
    }
    return all(.act, coding, trigger) + agent.flatMap { all(.agent, $0.name, $0.evidence) }
      + target.flatMap { all(.target, $0.name, $0.evidence) } + place.flatMap { all(.place, $0.name, $0.evidence) }
      + (date.map { all(.date, $0.interval, $0.evidence) } ?? []) + means.flatMap { all(.means, $0.kind, $0.evidence) }
      + tolls.flatMap { toll in
        all(.toll, "\(toll.kind) \(toll.figure)", toll.evidence)
          + toll.subgroups.flatMap { all(.subgroup, "\($0.group) \(Toll.figure($0.min, $0.max))", $0.evidence) } + chain(toll.speakers)
      } + chain(speakers)
  }
}

extension DateValue {
  /// `2024-11-12`, `2024-11-12/2024-11-14`, `2024-11-12/..`: an interval of ISO 8601-2.
  var interval: String {
    let first = open == "start" ? ".." : from?.description ?? ".."
    let last = open == "end" ? ".." : to?.description ?? ".."
    return first == last ? first : first + "/" + last
  }
}

extension Toll {
  /// `5`, `3..5`, `5..` (at least), `..5` (at most).
  var figure: String { Toll.figure(min, max) }

  static func figure(_ min: Int?, _ max: Int?) -> String {
    switch (min, max) {
    case (let low?, let high?): low == high ? "\(low)" : "\(low)..\(high)"
    case (let low?, nil): "\(low).."
    case (nil, let high?): "..\(high)"
    case (nil, nil): ".."
    }
  }
}
