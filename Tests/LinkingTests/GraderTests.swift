import Codes
import Records
import Testing

@testable import Linking

@Suite struct GraderTests {
  private func grade(_ tellings: Telling...) -> Grader.Verdict { Grader(tellings).verdict() }

  @Test func oneRootIsWeakHoweverManyOutlets() {
    let verdict = grade(World.telling("a", root: "ministry"), World.telling("b", root: "ministry"))
    #expect(verdict == .init(.weak, "one root tells it: ministry"))
  }

  @Test func twoRootsAreFair() {
    let verdict = grade(World.telling("a", root: "ministry"), World.telling("b", root: "hospital"))
    #expect(verdict == .init(.fair, "2 independent roots tell it: ministry, hospital"))
  }

  @Test func aCopyHasTheVoiceOfItsOriginal() {
    var (original, copy) = (World.telling("a", root: "le matin"), World.telling("b", root: "la gazette", source: "a"))
    original.root.isOutlet = true
    copy.root.isOutlet = true
    #expect(grade(original, copy).grade == .weak)
    #expect(grade(original, copy).reason.hasSuffix("1 copy of other reports not counted"))
  }

  @Test func hearsayAloneIsWeak() {
    #expect(grade(World.telling("a", stance: .alleged, root: "x"), World.telling("b", stance: .alleged, root: "y")).grade == .weak)
  }

  @Test func whoClaimsItConfirmsIt() {
    let verdict = grade(World.telling("a"), World.telling("b", stance: .claimed, root: "front"))
    #expect(verdict == .init(.confirmed, "front says to have done it"))
  }

  @Test func rivalsContestIt() {
    let verdict = grade(World.telling("a", stance: .claimed, root: "front"), World.telling("b", stance: .claimed, root: "brigade"))
    #expect(verdict == .init(.contested, "claimed by front and by brigade"))
  }

  @Test func theAccusedContestsIt() {
    let accusation = World.telling("a", stance: .alleged, agent: World.side("army", kind: "military", id: "actor:army"), root: "ngo")
    let verdict = grade(accusation, World.telling("b", stance: .denied, root: "actor:army"))
    #expect(verdict == .init(.contested, "actor:army, who is said to have done it, denies it"))
    #expect(grade(accusation, World.telling("b", stance: .denied, root: "ministry")).grade == .weak)
  }

  @Test func whatNobodyTellsIsNotGraded() {
    #expect(grade(World.telling("a", stance: .planned)).grade == .ungraded)
    #expect(grade(World.telling("a", stance: .denied)).grade == .ungraded)
    #expect(grade().grade == .ungraded)
  }

  @Test func aHumanStandsAboveTheRule() {
    let verdict = Grader([World.telling("a")]).verdict(by: .init(.discounted, "old pictures"))
    #expect(verdict == .init(.discounted, "decided by a human: old pictures"))
  }
}
