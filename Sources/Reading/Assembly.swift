import Codes
import Gazetteer
import Grammar
import Packs
import Records
import SourceText

/// Turns drafts into claims of the record and gives each toll to its happening.
struct Assembly {
  let maker: ClaimMaker
  let gazetteer: PlaceIndex
  let opinion: Opinion
  var drafts: [Draft]
  private(set) var claims: [Claim] = []
  private(set) var tolls: [Toll] = []

  init(maker: ClaimMaker, gazetteer: PlaceIndex, opinion: Opinion, drafts: [Draft]) {
    (self.maker, self.gazetteer, self.opinion, self.drafts) = (maker, gazetteer, opinion, drafts)
  }

  mutating func run() {
    assignTolls()
    setSumsAside()
    retellTitle()
    drafts = drafts.filter { isWorthTelling($0) }
    settle()
    nameAuthors()
    var ids: [Int: String] = [:]
    let traits = TraitReader(maker: maker, drafts: drafts)
    for draft in drafts {
      let weighings = opinion.weighings(traits.traits(of: draft))
      let likelihood = opinion.likelihood(weighings)
      guard likelihood >= opinion.least, var claim = claim(draft, id: "c\(claims.count + 1)") else {
        tolls += draft.tolls
        continue
      }
      (claim.confidence, claim.weighings) = (likelihood, weighings)
      claim.sameAs = draft.sameAs.flatMap { ids[$0] }
      ids[draft.order] = claim.id
      claims.append(claim)
    }
  }

  /// An act without place or day of its own has those of the act told right before it in its paragraph, else those of the report so far.
  private mutating func settle() {
    let drafted = drafts.indices.filter { drafts[$0].stance != .planned }
    for index in drafted where index > 0 {
      let before = drafts[index - 1]
      guard drafts[index].sentence - before.sentence <= 1, drafts[index].paragraph == before.paragraph, before.stance != .planned else {
        continue
      }
      drafts[index].inheritSetting(from: before, withPlace: isMaterial(drafts[index]))
    }
    for index in drafted where drafts[index].sentence == 0 { completeTitle(index) }
    for index in drafted where drafts[index].date == nil { stayInTime(index) }
    for index in drafted where drafts[index].places.isEmpty { actAtHome(index) }
    for index in drafted where drafts[index].places.isEmpty { stayOnScene(index) }
    for index in drafted where drafts[index].places.isEmpty { drafts[index].places = drafts[index].site }
  }

  /// "la Turquie a interpellé": a country that is named as agent coerces at home.
  private mutating func actAtHome(_ index: Int) {
    guard drafts[index].type.rawValue == "COERCE", let agent = drafts[index].agent.first, let note = maker.note(at: agent.sentence) else {
      return
    }
    let home = note.places.first { $0.tokens.contains(agent.head) && $0.role != "demonym" && !isPrecise([$0]) && $0.chosen != nil }
    if let home { drafts[index].places = [home] }
  }

  /// A report goes on in the days that it tells of: an act without day has that of its other telling, of the sentences right before it,
  /// of the last act before it, or of the act that the report tells next.
  private mutating func stayInTime(_ index: Int) {
    let draft = drafts[index]
    let twin = drafts.first { $0.order == draft.sameAs && $0.date != nil }?.date
    let last = drafts[..<index].last { draft.sentence - $0.sentence <= Assembly.scene && isOfReport($0) }?.date
    let next = drafts[index...].first { $0.sentence - draft.sentence <= Assembly.opening && isOfReport($0) }?.date
    let (before, behind) = (toldTime(draft, -2..<0), toldTime(draft, 1..<Assembly.opening + 1))
    let near = twin ?? before ?? last ?? next ?? (draft.sentence <= Assembly.opening ? behind : nil)
    guard let found = near ?? leadTime(before: draft) else { return }
    (drafts[index].date, drafts[index].dateBasis) = (isMaterial(draft) ? found : upToPublication(found), "inherited")
  }

  /// Sentences within which a report comes to the day of what it opens with.
  private static let opening = 4

  /// The day that sentences so far behind an act tell: the last one before it in its paragraph, or the next one.
  private func toldTime(_ draft: Draft, _ distance: Range<Int>) -> Moment? {
    let near = maker.notes.filter { note in
      distance.contains(note.index - draft.sentence) && (note.index > draft.sentence || note.paragraph == draft.paragraph)
    }
    let found = near.flatMap { told(in: $0) }
    return distance.lowerBound < 0 ? found.last : found.first
  }

  /// The first day that the report tells, if an act follows not long after.
  private func leadTime(before draft: Draft) -> Moment? {
    guard draft.sentence <= 2 * Assembly.scene else { return nil }
    return maker.notes.prefix { $0.index < min(draft.sentence, Assembly.scene) }.lazy.compactMap { told(in: $0).first }.first
  }

  /// The days of the report that a sentence with a verb tells.
  private func told(in note: SentenceNotes) -> [Moment] {
    guard note.tree.tokens.contains(where: { $0.upos == .verb }) else { return [] }
    return note.moments.filter { !$0.isDateline && $0.isAside && isRecent($0) && !isOfRemark($0, note.tree) }
  }

  /// Whether a clause that describes something holds a time: "la trêve conclue le 3 mai".
  private func isOfRemark(_ moment: Moment, _ tree: Tree) -> Bool {
    moment.tokens.contains { index in
      ([index] + tree.governors(of: index).map(\.index)).contains { tree.isRemark($0) }
    }
  }

  /// Whether a draft tells a happening of the days that the report is about.
  private func isOfReport(_ draft: Draft) -> Bool {
    guard isMaterial(draft), draft.stance != .planned else { return false }
    return draft.date.map { isRecent($0) } ?? false
  }

  /// Whether a time is a few known days, not long before the report.
  private func isRecent(_ moment: Moment) -> Bool {
    guard let from = moment.from, let to = moment.to, moment.open == nil, to <= from.adding(days: Assembly.span) else { return false }
    guard let published = maker.document.published else { return true }
    return to <= published && published <= from.adding(days: Assembly.memory)
  }

  /// Days that a time may last, and days that it may lie back, to be that of a report.
  private static let span = 10
  private static let memory = 45

  /// A reaction without day came between what it is about and the report.
  private func upToPublication(_ moment: Moment) -> Moment {
    guard let from = moment.from, let published = maker.document.published, isRecent(moment),
      published <= from.adding(days: Assembly.span)
    else { return moment }
    var moment = moment
    moment.to = published
    return moment
  }

  /// A report that tells no new place stays where it was: an act without place has that of the last act before it, if their days agree.
  private mutating func stayOnScene(_ index: Int) {
    guard isMaterial(drafts[index]) else { return }
    let told = drafts[..<index].reversed().prefix { drafts[index].sentence - $0.sentence <= Assembly.scene }.filter { before in
      guard !before.places.isEmpty, isMaterial(before), before.stance != .planned else { return false }
      guard drafts[index].dateBasis != "inherited", let day = drafts[index].date, let other = before.date else { return true }
      return day.mayBe(other)
    }
    let here = told.first { $0.paragraph == drafts[index].paragraph && isPrecise($0.places) }
    let known = told.first { isPrecise($0.places) } ?? told.first { $0.places.contains { $0.chosen != nil } } ?? told.first
    let places = here?.places ?? scene(before: drafts[index], isOwn: true) ?? known?.places ?? scene(before: drafts[index], isOwn: false)
    guard let places else { return }
    (drafts[index].places, drafts[index].placeBasis) = (places, "inherited")
  }

  /// The last place of the sentences right before that a preposition leads to; in its own paragraph one that is no country.
  private func scene(before draft: Draft, isOwn: Bool) -> [PlaceMention]? {
    let near = maker.notes.reversed().filter {
      $0.index <= draft.sentence && draft.sentence - $0.index <= 2 && (!isOwn || $0.paragraph == draft.paragraph)
    }
    let places = near.flatMap { $0.places.reversed() }.filter { $0.role == "location" && $0.isLocated && $0.chosen != nil }
    return (places.first { isPrecise([$0]) } ?? (isOwn ? nil : places.first)).map { [$0] }
  }

  /// Whether one of the places is smaller than a country.
  private func isPrecise(_ places: [PlaceMention]) -> Bool {
    places.contains { $0.chosen.map { gazetteer.facts($0).kind != .country } ?? false }
  }

  /// Sentences for which a report stays at a place that it has told.
  private static let scene = 12

  private func isMaterial(_ draft: Draft) -> Bool { maker.codebook.entry(for: draft.type)?.isMaterial == true }

  /// A title tells the act of the lead without its day and place.
  private mutating func completeTitle(_ index: Int) {
    guard drafts[index].date == nil || drafts[index].places.isEmpty else { return }
    let type = drafts[index].type
    guard let lead = drafts.first(where: { (1...4).contains($0.sentence) && $0.type == type && $0.stance != .planned }) else { return }
    drafts[index].inheritSetting(from: lead, withPlace: true)
  }

  /// An act without agent, target, place, day and toll is a generic word unless the text says that it happened; a material one must touch
  /// people or their things.
  private func isWorthTelling(_ draft: Draft) -> Bool {
    if isMaterial(draft), isHistory(draft) || draft.isPassing && draft.tolls.isEmpty { return false }
    if draft.isTold { return true }
    if isMaterial(draft), !isGrounded(draft) { return false }
    if draft.agent.contains(where: { !$0.isPronoun }) || draft.target.contains(where: { !$0.isPronoun }) || draft.isSomewhere {
      return true
    }
    return draft.date != nil || !draft.tolls.isEmpty || (!draft.isNominal && !draft.agent.isEmpty)
  }

  /// An act of another century is a lesson of history.
  private func isHistory(_ draft: Draft) -> Bool { (draft.date?.to ?? draft.date?.from).map { $0.civil.year < 1900 } ?? false }

  private func isGrounded(_ draft: Draft) -> Bool {
    if draft.date != nil || draft.isSomewhere || !draft.tolls.isEmpty || draft.speakers.contains(where: { !$0.isLabel }) {
      return true
    }
    if !draft.agent.isEmpty, !draft.target.isEmpty { return true }
    return (draft.agent + draft.target).contains { $0.isPronoun || $0.actor != nil || $0.kind != "unknown" || isOfPeople($0) }
  }

  /// Whether a phrase names people, a party by its name, or what people build and use.
  private func isOfPeople(_ phrase: NounPhrase) -> Bool {
    let classes = maker.language.classes
    guard let note = maker.note(at: phrase.sentence), phrase.head < note.tree.tokens.count else { return true }
    let mask = classes.mask(["person", "armed", "group", "building", "vehicle", "weapon", "place"])
    return note.tree.tokens[phrase.head].upos == .propn || classes.classes(of: phrase.head, in: note.tree.tokens) & mask != 0
  }

  /// "le tireur", "l'auteur de l'attaque": who is called by an act did the one told last, if nobody else is told to have done it.
  private mutating func nameAuthors() {
    for (phrase, start) in maker.authors() {
      let before = drafts.near(phrase.sentence).reversed().filter { index in
        drafts[index].type.rawValue == "ASSAULT" && drafts[index].stance != .planned
          && phrase.sentence - drafts[index].sentence <= Assembly.scene
          && drafts[index].trigger.contains { $0.start < start } && !drafts[index].target.contains { $0.span.overlaps(phrase.span) }
      }
      if let act = before.first, drafts[act].agent.isEmpty, drafts[act].speakers.isEmpty { drafts[act].agent = [phrase] }
    }
  }

  // MARK: Tolls

  private static let families: [String: Set<String>] = [
    "killed": ["ASSAULT", "PROTEST"], "injured": ["ASSAULT", "PROTEST"], "missing": ["ASSAULT"], "detained": ["COERCE", "ASSAULT"],
    "abducted": ["ASSAULT"],
    "released": ["RETREAT"], "displaced": ["ASSAULT", "COERCE"],
  ]

  private mutating func assignTolls() {
    let reader = TollReader(language: maker.language, document: maker.document, parties: maker.parties)
    for note in maker.notes {
      for var found in reader.tolls(in: note) {
        found.speakers = maker.speakersOfToll(found, note)
        found.toll.speakers = found.speakers.compactMap { maker.speaker($0) }
        if let since = cumulative(note, found) {
          found.toll.scope = "cumulative"
          found.toll.since = since
          found.toll.asOf = maker.document.published
          tolls.append(found.toll)
        } else if let owner = whole(of: found, note) ?? owner(of: found, note) {
          add(found, to: owner)
        } else {
          tolls.append(found.toll)
        }
      }
    }
  }

  /// Adds a figure to a happening, unless it is there; a part goes into the whole, and a vague figure gives way to a told one.
  private mutating func add(_ found: TollNote, to owner: Int) {
    let toll = found.toll
    let others = drafts[owner].tolls.indices.filter { drafts[owner].tolls[$0].kind == toll.kind }
    if others.contains(where: { drafts[owner].tolls[$0].min == toll.min && drafts[owner].tolls[$0].max == toll.max }) { return }
    if found.isPart, let whole = others.last {
      let part = Subgroup(group: toll.who ?? "", min: toll.min, max: toll.max, evidence: toll.evidence)
      return drafts[owner].tolls[whole].subgroups.append(part)
    }
    let sameVoice = others.map { drafts[owner].tolls[$0] }.filter { $0.speakers == toll.speakers }
    if sameVoice.contains(where: { Assembly.isRetold(toll, by: $0) }) { return }
    drafts[owner].tolls.removeAll { $0.kind == toll.kind && Assembly.isRetold($0, by: toll) && $0.speakers == toll.speakers }
    drafts[owner].tolls.append(toll)
  }

  /// The vague figure of a title gives way to the one that the lead tells.
  private mutating func retellTitle() {
    let lead = drafts.filter { $0.sentence <= 4 }.flatMap(\.tolls)
    for index in drafts.indices where drafts[index].sentence == 0 {
      drafts[index].tolls.removeAll { toll in lead.contains { $0.kind == toll.kind && Assembly.isRetold(toll, by: $0) } }
    }
  }

  /// "des dizaines de morts" says no more than "35 morts".
  private static func isRetold(_ vague: Toll, by told: Toll) -> Bool {
    guard vague.qualifier == "vague", told.qualifier != "vague", let least = vague.min, let figure = told.min ?? told.max else {
      return false
    }
    return figure >= least
  }

  /// A figure in the clause of an open "since" counts from there, if no other figure stands nearer.
  private func cumulative(_ note: SentenceNotes, _ found: TollNote) -> Day? {
    guard let open = note.moments.first(where: { $0.open == "end" && !isOfOther($0, found, note.tree) }) else { return nil }
    let isNearest = !note.quantities.contains {
      $0.tokens.lowerBound > found.token && $0.tokens.upperBound < open.tokens.lowerBound && $0.qualifier != "article"
    }
    return isNearest || isSeries(note, found, open) ? open.from : nil
  }

  /// "la ville, tenue depuis 2014, a été bombardée : trois blessés": the time of a clause that describes something else.
  private func isOfOther(_ open: Moment, _ found: TollNote, _ tree: Tree) -> Bool {
    let shared = [found.token] + tree.governors(of: found.token).map(\.index)
    return tree.governors(of: open.tokens.lowerBound).contains {
      tree.isRemark($0.index) && !shared.contains($0.index) && !shared.contains(tree.tokens[$0.index].head)
    }
  }

  /// "43 603 morts et 102 929 blessés depuis": figures of one list share their "since".
  private func isSeries(_ note: SentenceNotes, _ found: TollNote, _ open: Moment) -> Bool {
    !(found.token..<max(found.token, open.tokens.lowerBound)).contains {
      note.tree.tokens[$0].upos == .verb && !note.tree.tokens[$0].inflection.isDisjoint(with: [.finite, .gerund])
    }
  }

  /// "Two officers are among the wounded": the happening of which a larger figure of that kind was told not long before.
  private func whole(of found: TollNote, _ note: SentenceNotes) -> Int? {
    guard found.isPart else { return nil }
    return drafts.near(note.index).last { index in
      (0...3).contains(note.index - drafts[index].sentence)
        && drafts[index].tolls.contains { $0.kind == found.toll.kind && $0.min ?? 0 >= found.toll.min ?? 0 }
    }
  }

  /// Figures of a war belong to no happening: "13,000 people have been killed since 1980".
  private mutating func setSumsAside() {
    for sum in drafts.filter({ isSum($0) }) {
      tolls += sum.tolls.map { toll in
        var toll = toll
        (toll.scope, toll.since, toll.asOf) = ("cumulative", sum.date?.from, sum.date?.to)
        return toll
      }
    }
    drafts = drafts.filter { !isSum($0) }
  }

  /// Whether an act without agent sums up many: a large figure for a long time.
  private func isSum(_ draft: Draft) -> Bool {
    guard draft.agent.allSatisfy({ $0.kind == "unknown" }), !draft.isNominal || draft.isPlural, let from = draft.date?.from,
      let to = draft.date?.to, from.adding(days: Assembly.memory) < to
    else { return false }
    return draft.tolls.contains { ($0.min ?? $0.max ?? 0) >= Assembly.large }
  }

  /// People that more than one act has killed or hurt, if it took more than weeks.
  private static let large = 20

  /// The happening a figure belongs to: the nearest act of a fitting type in the sentence, else the last one before.
  private func owner(of found: TollNote, _ note: SentenceNotes) -> Int? {
    let types = Assembly.families[found.toll.kind] ?? []
    let fitting = drafts.near(note.index).filter { types.contains(drafts[$0].type.rawValue) && fits(found.toll.kind, drafts[$0]) }
    let at = note.tree.tokens[found.token].span.start
    let here = fitting.filter { index in drafts[index].trigger.contains { note.tree.sentence.span.contains($0) } }
    if let nearest = here.min(by: { distance($0, at) < distance($1, at) }) { return nearest }
    if found.toll.kind == "displaced", !goesOn(note) { return nil }
    let telling = fitting.filter { found.toll.kind != "abducted" || drafts[$0].mode == "abduct" }
    if let before = telling.last(where: {
      drafts[$0].trigger.contains { $0.start < at } && drafts[$0].stance != .planned && note.paragraph - drafts[$0].paragraph <= 2
    }) {
      return before
    }
    return found.sentence <= 1 ? fitting.first : nil
  }

  /// Whether a sentence goes on behind a semicolon.
  private func goesOn(_ note: SentenceNotes) -> Bool {
    maker.note(at: note.index - 1)?.tree.tokens.last?.form == Word(";")
  }

  private func fits(_ kind: String, _ draft: Draft) -> Bool {
    switch kind {
    case "killed", "injured": draft.type.rawValue == "ASSAULT" || draft.mode == "riot"
    case "detained": draft.mode == "arrest" || draft.mode == "abduct" || draft.mode == "deport"
    case "abducted": draft.mode == "abduct" || draft.mode == nil
    case "released": draft.mode == "release" || draft.mode == nil
    default: true
    }
  }

  private func distance(_ index: Int, _ at: Int) -> Int { drafts[index].trigger.map { abs($0.start - at) }.min() ?? Int.max }

  // MARK: Claims

  private func claim(_ draft: Draft, id: String) -> Claim? {
    let trigger = draft.trigger.compactMap { Evidence($0, in: maker.document) }
    guard !trigger.isEmpty else { return nil }
    var claim = Claim(
      id: id, type: draft.type, lemma: draft.lemma, trigger: trigger, stance: draft.stance, rule: draft.rule, confidence: 0)
    claim.mode = draft.mode
    claim.contexts = ContextReader(maker: maker).contexts(of: draft)
    claim.acled = draft.acled
    let speaker = draft.speakers.last?.phrase
    claim.agent = draft.agent.compactMap { maker.parties.party(maker.resolved($0, speaker: speaker)) }
    let isAssault = draft.type.rawValue == "ASSAULT" && !draft.tolls.isEmpty
    claim.target = draft.target.filter { !isAssault || !maker.isBareFigure($0) }.compactMap {
      maker.parties.party(maker.resolved($0, speaker: speaker))
    }
    claim.place = places(draft)
    claim.date = date(draft)
    claim.means = draft.means.compactMap { means in
      Evidence(means.span, in: maker.document).map {
        MeansValue(name: $0.quote, kind: maker.language.meansRules[means.rule].kind, evidence: [$0])
      }
    }
    claim.tolls = draft.tolls
    claim.speakers = draft.speakers.compactMap { maker.speaker($0) }
    return claim
  }

  /// The places of the draft, most precise first.
  private func places(_ draft: Draft) -> [PlaceValue] {
    let reader = PlaceReader(language: maker.language, gazetteer: gazetteer, document: maker.document)
    let order = ["point": 0, "settlement": 1, "unresolved": 2, "area": 3, "admin2": 4, "admin1": 5, "sea": 6, "country": 7]
    let values = draft.places.compactMap { reader.value($0, basis: draft.placeBasis) }
    return values.enumerated().sorted { (order[$0.element.precision] ?? 9, $0.offset) < (order[$1.element.precision] ?? 9, $1.offset) }.map(
      \.element)
  }

  private func date(_ draft: Draft) -> DateValue? {
    guard let moment = draft.date, let evidence = Evidence(moment.span, in: maker.document) else { return nil }
    return DateValue(
      from: moment.from, to: moment.to, precision: moment.precision, open: moment.open, basis: draft.dateBasis ?? moment.basis,
      evidence: [evidence])
  }
}

extension ClaimMaker {
  /// A speaker of the record.
  func speaker(_ mention: SpeakerMention) -> Speaker? {
    guard let party = parties.party(resolved(mention.phrase)) else { return nil }
    let channel = mention.channel.flatMap { channel -> Channel? in
      guard let evidence = Evidence(channel.span, in: document) else { return nil }
      return Channel(name: evidence.quote, kind: language.speech.channels[channel.rule].kind, evidence: [evidence])
    }
    return Speaker(party: party, channel: channel, cue: mention.cue.flatMap { Evidence($0, in: document) })
  }

  /// Who gives a figure: the speakers of its clause.
  func speakersOfToll(_ toll: TollNote, _ note: SentenceNotes) -> [SpeakerMention] {
    let probe = Mention(sentence: note.index, head: toll.token, tokens: [toll.token], deed: 0, type: EventType(rawValue: "ASSAULT"))
    return note.voice.speakers(of: probe)
  }
}
