public import Records
import SourceText

extension Telling {
  /// The tellings of a report, in the order of its claims: which of them are its news shows only beside the others.
  public static func all(of claims: [Claim], in report: Report) -> [Telling] {
    var all = claims.enumerated().map { Telling(claim: $0.element, order: $0.offset, report: report) }
    let ends = Words.sentenceEnds(report.document.bytes)
    let sentences = claims.map { claim in ends.partitioned { $0 < claim.trigger.first?.span.start ?? 0 } }
    for index in all.indices { all[index].isNews = News.isNews(index, of: all, sentences: sentences) }
    return all
  }

  /// One claim, taken for the report's news.
  public init(claim: Claim, order: Int = 0, report: Report) {
    let document = report.document
    self.init(
      key: ClaimKey(report: report.id, claim: claim.id), order: order, type: claim.type, mode: claim.mode, stance: claim.stance,
      time: claim.date.flatMap(Time.init), places: Telling.places(of: claim), agents: claim.agent.map { Side($0, in: document) },
      targets: claim.target.map { Side($0, in: document) }, means: Array(Set(claim.means.map(\.kind))).sorted(),
      counts: claim.tolls.filter { $0.scope != "cumulative" && $0.qualifier != "vague" }.map(Count.init),
      root: Root(of: claim.speakers, in: report),
      outlet: document.outlet.map(Words.folded), language: document.language, published: document.published?.number,
      source: report.copyOf ?? report.id, sameAs: claim.sameAs, isNews: true)
  }
}

extension Telling {
  /// The places of a claim; the one whose words stand nearest to those of the act is the scene, not the one at the head of a dispatch.
  private static func places(of claim: Claim) -> [Spot] {
    func gap(_ place: PlaceValue) -> Int {
      let gaps = place.evidence.flatMap { name in claim.trigger.map { max($0.span.start - name.span.end, name.span.start - $0.span.end) } }
      return gaps.min() ?? .max
    }
    let scene = claim.place.indices.min { (gap(claim.place[$0]), $0) < (gap(claim.place[$1]), $1) }
    return claim.place.indices.map { index in
      var spot = Spot(claim.place[index])
      spot.isScene = index == scene
      return spot
    }
  }
}

extension Telling.Time {
  /// Nil if neither side is known.
  init?(_ date: DateValue) {
    guard let from = date.from ?? date.to, let to = date.to ?? date.from else { return nil }
    let isOpen = date.open != nil || date.from == nil || date.to == nil
    self.init(
      from: min(from, to).number, to: max(from, to).number, isOpen: isOpen, isStated: ["stated", "relative"].contains(date.basis),
      isPart: ["part-of-day", "time"].contains(date.precision))
  }
}

extension Telling.Spot {
  init(_ place: PlaceValue) {
    self.init(
      id: place.id, name: Words.folded(place.name), latitude: place.latitude, longitude: place.longitude, radius: place.radius ?? 0,
      precision: place.precision, country: place.country, isStated: place.basis == "stated")
  }
}

extension Telling.Side {
  init(_ party: Party, in document: Document) {
    let begins = party.evidence.first.map { Words.beginsSentence($0.span.start, in: document.bytes) } ?? false
    self.init(id: party.id, kind: party.kind, words: Words.content(party.name), proper: Words.proper(party.name, beginsSentence: begins))
  }
}

extension Telling.Count {
  init(_ toll: Toll) { self.init(kind: toll.kind, min: toll.min, max: toll.max, scope: toll.scope) }
}

extension Telling.Root {
  /// The innermost speaker; the outlet where nobody is quoted.
  ///
  /// A speaker without a name of his own ("the police", "des témoins") is known by his kind only: two of them count once.
  init(of speakers: [Speaker], in report: Report) {
    if let party = speakers.last?.party {
      let isNamed = !Words.proper(party.name).isEmpty || party.kind == "unknown"
      self.init(id: party.id ?? (isNamed ? Words.folded(party.name) : "kind:" + party.kind), name: party.name, isOutlet: false)
    } else {
      let outlet = report.document.outlet
      self.init(id: outlet.map(Words.folded) ?? report.copyOf ?? report.id, name: outlet ?? report.id, isOutlet: true)
    }
  }
}
