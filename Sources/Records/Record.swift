public import Codes
public import SourceText

/// Somebody named by the text as agent or target.
public struct Party: Sendable, Equatable {
  /// The words of the text, or the actor's name.
  public var name: String
  /// Id of the actor index.
  public var id: String?
  /// rebel, military, government, police, civilian, igo, ngo, media, ... or unknown.
  public var kind: String
  /// ISO 3166 alpha-2.
  public var country: String?
  /// Where it stands.
  public var evidence: [Evidence]
  /// A party.
  public init(name: String, id: String?, kind: String, country: String?, evidence: [Evidence]) {
    (self.name, self.id, self.kind, self.country, self.evidence) = (name, id, kind, country, evidence)
  }
}

/// A place as far as the text and the gazetteer tell.
public struct PlaceValue: Sendable, Equatable {
  /// The words of the text.
  public var name: String
  /// `geonames:...` or `constat:...`.
  public var id: String?
  /// Degrees north.
  public var latitude: Double?
  /// Degrees east.
  public var longitude: Double?
  /// point, settlement, area, admin2, admin1, country, sea, unresolved.
  public var precision: String
  /// Kilometres around the coordinates.
  public var radius: Double?
  /// ISO 3166 alpha-2.
  public var country: String?
  /// Whether states dispute it.
  public var isDisputed: Bool
  /// stated, inherited (from the sentence, the paragraph or the dateline).
  public var basis: String
  /// Where it stands.
  public var evidence: [Evidence]
  /// A place.
  public init(
    name: String, id: String?, latitude: Double?, longitude: Double?, precision: String, radius: Double?, country: String?,
    isDisputed: Bool, basis: String, evidence: [Evidence]
  ) {
    (self.name, self.id, self.latitude, self.longitude) = (name, id, latitude, longitude)
    (self.precision, self.radius, self.country) = (precision, radius, country)
    (self.isDisputed, self.basis, self.evidence) = (isDisputed, basis, evidence)
  }
}

/// A closed interval of days with its precision and the way it was found.
public struct DateValue: Sendable, Equatable {
  /// First possible day.
  public var from: Day?
  /// Last possible day.
  public var to: Day?
  /// time, part-of-day, day, week, month, year, longer.
  public var precision: String
  /// "start" or "end" if that side is open.
  public var open: String?
  /// stated, relative, inherited, publication.
  public var basis: String
  /// Where it stands.
  public var evidence: [Evidence]
  /// A date.
  public init(from: Day?, to: Day?, precision: String, open: String?, basis: String, evidence: [Evidence]) {
    (self.from, self.to, self.precision) = (from, to, precision)
    (self.open, self.basis, self.evidence) = (open, basis, evidence)
  }
}

/// A weapon or other means.
public struct MeansValue: Sendable, Equatable {
  /// The words of the text.
  public var name: String
  /// drone, car-bomb, ...
  public var kind: String
  /// Where it stands.
  public var evidence: [Evidence]
  /// A means.
  public init(name: String, kind: String, evidence: [Evidence]) {
    (self.name, self.kind, self.evidence) = (name, kind, evidence)
  }
}

/// The medium through which a speaker speaks.
public struct Channel: Sendable, Equatable {
  /// The words of the text.
  public var name: String
  /// messaging, broadcast, agency, press-release, ...
  public var kind: String
  /// Where it stands.
  public var evidence: [Evidence]
  /// A channel.
  public init(name: String, kind: String, evidence: [Evidence]) {
    (self.name, self.kind, self.evidence) = (name, kind, evidence)
  }
}

/// One link of an attribution chain.
public struct Speaker: Sendable, Equatable {
  /// Who speaks.
  public var party: Party
  /// Through what.
  public var channel: Channel?
  /// The word of saying.
  public var cue: Evidence?
  /// A speaker.
  public init(party: Party, channel: Channel?, cue: Evidence?) {
    (self.party, self.channel, self.cue) = (party, channel, cue)
  }
}

/// A figure inside a toll: children among the dead.
public struct Subgroup: Sendable, Equatable {
  /// children, women, ...: the words of the text.
  public var group: String
  /// At least.
  public var min: Int?
  /// At most.
  public var max: Int?
  /// Where it stands.
  public var evidence: [Evidence]
  /// A subgroup.
  public init(group: String, min: Int?, max: Int?, evidence: [Evidence]) {
    (self.group, self.min, self.max, self.evidence) = (group, min, max, evidence)
  }
}

/// A casualty figure.
public struct Toll: Sendable, Equatable {
  /// killed, injured, missing, detained, displaced, abducted, released.
  public var kind: String
  /// At least.
  public var min: Int?
  /// At most.
  public var max: Int?
  /// The figure itself.
  public var best: Int?
  /// exact, at_least, more_than, at_most, about, range, vague.
  public var qualifier: String
  /// The words for those who were hit.
  public var who: String?
  /// civilian, combatant, mixed, unknown.
  public var population = "unknown"
  /// Figures inside this one.
  public var subgroups: [Subgroup] = []
  /// incident, cumulative, update, partial.
  public var scope = "incident"
  /// Since when a cumulative figure counts.
  public var since: Day?
  /// Until when it counts.
  public var asOf: Day?
  /// Who gives it; empty = the outlet itself.
  public var speakers: [Speaker] = []
  /// Where it stands.
  public var evidence: [Evidence]
  /// A toll with its figure; the rest can be set after.
  public init(kind: String, min: Int?, max: Int?, best: Int?, qualifier: String, who: String?, evidence: [Evidence]) {
    (self.kind, self.min, self.max, self.best) = (kind, min, max, best)
    (self.qualifier, self.who, self.evidence) = (qualifier, who, evidence)
  }
}

/// A happening as told by one speaker, coded.
public struct Claim: Sendable, Equatable {
  /// `c1`, `c2`, ... in the order of the text.
  public var id: String
  /// One of the codebook's types.
  public var type: EventType
  /// A mode of that type.
  public var mode: String?
  /// The ACLED row, where the act words tell more than type and mode.
  public var acled: AcledRow?
  /// Contexts, sorted.
  public var contexts: [String] = []
  /// Dictionary form of the act word.
  public var lemma: String
  /// The act words; the first is the one that was read, the others are mentions of the same happening by the same speaker.
  public var trigger: [Evidence]
  /// Who did it.
  public var agent: [Party] = []
  /// To whom or what.
  public var target: [Party] = []
  /// Where, most precise first.
  public var place: [PlaceValue] = []
  /// When.
  public var date: DateValue?
  /// With what.
  public var means: [MeansValue] = []
  /// Figures of this happening.
  public var tolls: [Toll] = []
  /// How its speaker stands to it.
  public var stance: Stance
  /// The attribution chain, outermost first; empty = the outlet's own voice.
  public var speakers: [Speaker] = []
  /// Id of another claim about the same happening.
  public var sameAs: String?
  /// Pack path and rule name.
  public var rule: String
  /// How likely the reading is right, from 0 to 1.
  public var confidence: Double
  /// What weighed for and against it, the heaviest first; no part of the record's JSON.
  public var weighings: [Weighing] = []
  /// A claim with what every claim has.
  public init(id: String, type: EventType, lemma: String, trigger: [Evidence], stance: Stance, rule: String, confidence: Double) {
    (self.id, self.type, self.lemma, self.trigger) = (id, type, lemma, trigger)
    (self.stance, self.rule, self.confidence) = (stance, rule, confidence)
  }

  /// Its ACLED row: that of its act words, else the codebook's; nil where ACLED has none.
  public func acledRow(_ codebook: Codebook) -> AcledRow? { acled ?? codebook.acled(type, mode: mode, acledFacts) }

  /// What the codebook may ask to tell the ACLED row.
  var acledFacts: AcledFacts {
    var facts = AcledFacts()
    facts[.agent] = Set(agent.map(\.kind))
    facts[.target] = Set(target.map(\.kind))
    facts[.means] = Set(means.map(\.kind))
    facts[.toll] = Set(tolls.filter { $0.max != 0 }.map(\.kind))
    facts[.stance] = [stance.rawValue]
    return facts
  }
}

/// A trait of a reading and how much it speaks for it, as the logarithm of the odds.
public struct Weighing: Sendable, Equatable {
  /// Plain words: "hangs as nsubj", "agent rebel".
  public let trait: String
  /// Below 0: it speaks against the reading.
  public let weight: Double
  /// A weighing.
  public init(trait: String, weight: Double) { (self.trait, self.weight) = (trait, weight) }
}

/// Partisan wording kept as framing; it changes nothing in the coding.
public struct Loading: Sendable, Equatable {
  /// delegitimising, glorifying, dehumanising, euphemism, contested-name, epithet.
  public var category: String
  /// state, army, armed group, territory, ...
  public var about: String
  /// outlet or speaker.
  public var voice: String
  /// A neutral counterpart.
  public var neutral: String?
  /// Where it stands.
  public var evidence: [Evidence]
  /// A loading.
  public init(category: String, about: String, voice: String, neutral: String?, evidence: [Evidence]) {
    (self.category, self.about, self.voice) = (category, about, voice)
    (self.neutral, self.evidence) = (neutral, evidence)
  }
}

/// Something that the text says is not known or not told. Not the same as zero or as silence.
public struct Undisclosed: Sendable, Equatable {
  /// target, place, toll, agent, ...
  public var what: String
  /// Where it stands.
  public var evidence: [Evidence]
  /// An undisclosed thing.
  public init(what: String, evidence: [Evidence]) { (self.what, self.evidence) = (what, evidence) }
}

/// Somebody named in a text, as far as publication must know: nobody is followed from text to text.
public struct Person: Sendable, Equatable {
  /// How a person stands to the happenings told.
  public enum Standing: String, CaseIterable, Sendable {
    /// Holds an office or speaks for somebody, in that role.
    case office
    /// Anybody else.
    case `private`
    /// Minor, victim, detainee or witness: the name never leaves.
    case protected
  }
  /// The longest form of the name in the text.
  public var name: String
  /// The standing; of several the most protective.
  public var standing: Standing
  /// Every mention of the name, short forms included.
  public var evidence: [Evidence]
  /// A person.
  public init(name: String, standing: Standing, evidence: [Evidence]) {
    (self.name, self.standing, self.evidence) = (name, standing, evidence)
  }
}

/// What was read from one document.
public struct Record: Sendable {
  /// The document.
  public var document: Document
  /// The language it was read in; nil if unknown.
  public var language: String?
  /// How many sentences it has.
  public var sentences: Int
  /// The claims in the order of the text.
  public var claims: [Claim] = []
  /// Figures of no single happening.
  public var tolls: [Toll] = []
  /// Partisan wording.
  public var loadings: [Loading] = []
  /// What the text says is not told.
  public var undisclosed: [Undisclosed] = []
  /// Those who are named in it, in the order of the text.
  public var persons: [Person] = []
  /// What could not be read or contradicts itself.
  public var problems: [Problem] = []
  /// An empty record.
  public init(document: Document, language: String?, sentences: Int) {
    (self.document, self.language, self.sentences) = (document, language, sentences)
  }
}
