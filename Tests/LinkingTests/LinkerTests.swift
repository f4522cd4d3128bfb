import Foundation
import Records
import Support
import Testing

@testable import Linking

/// The happenings as sets of claims, to be compared whatever their order.
private func partition(_ components: [Component]) -> Set<Set<ClaimKey>> { Set(components.flatMap(\.groups).map { Set($0.members) }) }

@Suite struct LinkerTests {
  @Test func twoReportsOfOneAttackAreOneHappening() throws {
    let one = World.telling("a", mode: "aerial", target: World.side("market", kind: "civilian"), killed: 10)
    let two = World.telling("b", mode: "aerial", target: World.side("market", kind: "civilian"), killed: 16)
    let reason = try #require(Linker().compare(one, two))
    #expect(reason.because.contains("same day (2024-10-04)"))
    #expect(reason.because.contains("same place (gava)"))
    #expect(reason.because.contains("killed: 10 and 16, not far apart"))
    #expect(partition(Linker().components([one, two])) == [[one.key, two.key]])
  }

  @Test func anotherDayTownWayOrKindOfActIsAnotherHappening() {
    let one = World.telling("a", mode: "aerial", killed: 10)
    let others = [
      World.telling("b", mode: "aerial", day: 20_001, killed: 10),
      World.telling("b", mode: "aerial", at: World.town("maru", 13.9, 2.3), killed: 10),
      World.telling("b", mode: "aerial", at: World.town("beli", 12.1, 2.05), killed: 3),
      World.telling("b", mode: "firearms", killed: 1), World.telling("b", type: "PROTEST"),
    ]
    for other in others { #expect(Linker().compare(one, other) == nil) }
  }

  @Test func whatMatchesSharesAKey() {
    for seed in 0..<8 as Range<UInt64> {
      let tellings = World.crowd(40, seed: seed)
      for (place, a) in tellings.enumerated() {
        for b in tellings[(place + 1)...] where a.key.report != b.key.report && Linker().compare(a, b) != nil {
          #expect(!Set(a.keys).isDisjoint(with: b.keys), "\(a) \(b)")
        }
      }
    }
  }

  @Test func theOrderOfTheReportsChangesNothing() {
    for seed in 0..<12 as Range<UInt64> {
      let tellings = World.crowd(60, seed: seed)
      var random = Generator(seed: seed + 100)
      let components = Linker().components(tellings)
      for _ in 0..<4 { #expect(Linker().components(tellings.shuffled(using: &random)) == components) }
    }
  }

  /// Two ledgers give the same reports other ids; only tellings that are the same in all else may then change places.
  @Test func theIdsOfTheReportsChangeNothing() {
    for seed in 0..<12 as Range<UInt64> {
      let tellings = World.crowd(60, seed: seed)
      func renamed(_ key: ClaimKey) -> ClaimKey { ClaimKey(report: String(key.report.reversed()), claim: key.claim) }
      let others = tellings.map { telling in
        var telling = telling
        (telling.key, telling.source) = (renamed(telling.key), String(telling.source.reversed()))
        return telling
      }
      let sizes = Linker().components(tellings).flatMap(\.groups).map(\.members.count).sorted()
      #expect(Linker().components(others).flatMap(\.groups).map(\.members.count).sorted() == sizes)
    }
  }

  @Test func everyClaimStandsInOneHappeningAndReasonsConnectIt() {
    for seed in 0..<12 as Range<UInt64> {
      let tellings = World.crowd(50, seed: seed)
      let groups = Linker().components(tellings).flatMap(\.groups)
      #expect(groups.flatMap(\.members).sorted() == tellings.map(\.key).sorted())
      for group in groups {
        var reached: Set<ClaimKey> = [group.members[0]]
        for _ in group.members {
          for reason in group.reasons where reached.contains(reason.one) || reached.contains(reason.other) {
            reached.formUnion([reason.one, reason.other])
          }
        }
        #expect(reached == Set(group.members))
        #expect(group.reasons.allSatisfy { !$0.because.isEmpty && (0...1).contains($0.weight) })
      }
    }
  }

  /// A ledger links new reports together with the components that they touch, found through keys.
  @Test func linkingInPortionsGivesWhatLinkingAtOnceGives() {
    for seed in 0..<12 as Range<UInt64> {
      let tellings = World.crowd(60, seed: seed)
      let whole = Set(Linker().components(tellings).map { Set($0.groups.map(\.members)) })
      var random = Generator(seed: seed + 500)
      for _ in 0..<3 {
        let reports = Array(Set(tellings.map(\.key.report))).sorted().shuffled(using: &random)
        var linked = Portions()
        var rest = reports[...]
        while !rest.isEmpty {
          let portion = Set(rest.prefix(1 + random.number(below: 20)))
          rest = rest.dropFirst(portion.count)
          linked.add(tellings.filter { portion.contains($0.key.report) }, Linker())
        }
        #expect(Set(linked.components.map { Set($0.groups.map(\.members)) }) == whole)
      }
    }
  }

  @Test func humansStandAboveTheRules() throws {
    let same = World.telling("a", killed: 5)
    let alike = World.telling("b", killed: 5)
    let other = World.telling("c", day: 20_100)
    var decisions = Decisions()
    decisions.same = [Decisions.Pair(other.key, same.key)]
    decisions.different = [Decisions.Pair(alike.key, same.key)]
    let components = Linker(decisions: decisions).components([same, alike, other])
    #expect(partition(components) == [[same.key, other.key], [alike.key]])
    let reason = try #require(components.flatMap(\.groups).flatMap(\.reasons).first)
    #expect(reason.because == ["a human said that they tell one happening"])
  }

  @Test func decisionsHoldInAnyCrowd() {
    for seed in 0..<12 as Range<UInt64> {
      let tellings = World.crowd(40, seed: seed)
      var random = Generator(seed: seed + 900)
      let claims = Dictionary(grouping: tellings, by: \.key.report).sorted { $0.key < $1.key }.compactMap(\.value.first?.key)
      let drawn = claims.shuffled(using: &random)
      var decisions = Decisions()
      for place in stride(from: 0, to: 24, by: 4) {
        decisions.same.insert(.init(drawn[place], drawn[place + 1]))
        decisions.different.insert(.init(drawn[place + 2], drawn[place + 3]))
      }
      let groups = Linker(decisions: decisions).components(tellings).flatMap(\.groups).map { Set($0.members) }
      for pair in decisions.same { #expect(groups.contains { $0.isSuperset(of: [pair.low, pair.high]) }) }
      for pair in decisions.different { #expect(!groups.contains { $0.isSuperset(of: [pair.low, pair.high]) }) }
      #expect(Set(Linker(decisions: decisions).components(tellings.reversed()).flatMap(\.groups).map { Set($0.members) }) == Set(groups))
    }
  }

  @Test func tellingsAreSmallAndComeBackFromJSON() throws {
    for telling in World.crowd(20, seed: 3) {
      let data = try JSONEncoder().encode(telling)
      #expect(data.count < 1200)
      #expect(try JSONDecoder().decode(Telling.self, from: data) == telling)
    }
  }
}

/// A ledger in small: tellings by key, components by claim.
private struct Portions {
  private(set) var components: [Component] = []
  private var tellings: [ClaimKey: Telling] = [:]

  mutating func add(_ new: [Telling], _ linker: Linker) {
    let keys = Set(new.flatMap(\.keys))
    let near = Set(tellings.values.filter { !keys.isDisjoint(with: $0.keys) }.map(\.key))
    let touched = components.filter { !near.isDisjoint(with: $0.groups.flatMap(\.members)) }
    components.removeAll { component in touched.contains(component) }
    let again = touched.flatMap(\.groups).flatMap(\.members).compactMap { tellings[$0] }
    components += linker.components(again + new)
    for telling in new { tellings[telling.key] = telling }
  }
}
