public import Codes
public import Records

/// What linking needs of one claim in one report: a few hundred bytes that a ledger keeps beside the claim.
public struct Telling: Codable, Sendable, Equatable {
  /// Where the claim stands.
  public var key: ClaimKey
  /// Its place among the claims of the report, from 0.
  public var order: Int
  /// Type of the codebook.
  public var type: EventType
  /// Mode of that type.
  public var mode: String?
  /// How its speaker stands to it.
  public var stance: Stance
  /// When it happened; nil if the report doesn't say.
  public var time: Time?
  /// Where, most precise first.
  public var places: [Spot]
  /// Who did it.
  public var agents: [Side]
  /// To whom or what.
  public var targets: [Side]
  /// Kinds of weapons.
  public var means: [String]
  /// Figures of this happening: those of cumulative scope are not among them.
  public var counts: [Count]
  /// Who says it at the root of the chain.
  public var root: Root
  /// Folded name of the outlet.
  public var outlet: String?
  /// Language of the report.
  public var language: String?
  /// Number of the day of publication.
  public var published: Int?
  /// The report whose text this is: of a copy the report that it repeats.
  public var source: String
  /// The claim of the same report that tells the same happening.
  public var sameAs: String?
  /// Whether the report tells it as its news; if not, it only recalls it.
  public var isNews: Bool

  /// An interval of days.
  public struct Time: Codable, Sendable, Hashable {
    /// Number of the first possible day.
    public var from: Int
    /// Number of the last possible day.
    public var to: Int
    /// Whether one side is open: a state that lasts, not a day.
    public var isOpen: Bool
    /// Whether the report says the day of this act; if not, it was inherited from other sentences or from the publication.
    public var isStated: Bool
    /// Whether it is a part of a day: the night of one report is the early morning of the other.
    public var isPart = false
  }

  /// A place as far as it is known.
  public struct Spot: Codable, Sendable, Hashable {
    /// Id of the gazetteer.
    public var id: String?
    /// Folded words of the text.
    public var name: String
    /// Degrees north.
    public var latitude: Double?
    /// Degrees east.
    public var longitude: Double?
    /// Kilometres around the coordinates.
    public var radius: Double
    /// point, settlement, area, admin2, admin1, country, sea, unresolved.
    public var precision: String
    /// ISO 3166 alpha-2.
    public var country: String?
    /// Whether it stands in the act's own sentence.
    public var isStated: Bool
    /// Whether it stands nearest to the act's words: where it happened, before all else that is named.
    public var isScene = false
  }

  /// An agent or target.
  public struct Side: Codable, Sendable, Hashable {
    /// Id of the actor index.
    public var id: String?
    /// rebel, military, civilian, ... or unknown.
    public var kind: String
    /// Folded words of the text that are long enough to say something.
    public var words: [String]
    /// Those with a capital.
    public var proper: [String]
  }

  /// A figure.
  public struct Count: Codable, Sendable, Hashable {
    /// killed, injured, ...
    public var kind: String
    /// At least.
    public var min: Int?
    /// At most.
    public var max: Int?
    /// incident, update, partial.
    public var scope: String
  }

  /// The root of a chain of speakers.
  public struct Root: Codable, Sendable, Hashable {
    /// The same for the same speaker in other reports.
    public var id: String
    /// As the text names him.
    public var name: String
    /// Whether it is the outlet itself, in its own voice.
    public var isOutlet: Bool
  }
}
