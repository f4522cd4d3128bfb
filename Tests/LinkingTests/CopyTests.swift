import Foundation
import SourceText
import Support
import Testing

@testable import Linking

@Suite struct CopyTests {
  private static let text = (1...120).map { "word\($0 * 7 % 50)x\($0)" }.joined(separator: " ")

  @Test func layoutCaseAndAccentsDontCount() {
    #expect(Fingerprint("Une attaque a été menée, hier soir.") == Fingerprint("UNE ATTAQUE  a ete menee hier soir"))
  }

  @Test func nearlyTheSameWordsAreACopyAndOthersNot() {
    let (one, other) = (Fingerprint(CopyTests.text), Fingerprint("(agency) " + CopyTests.text + " More to follow."))
    #expect(one.likeness(to: other) >= Fingerprint.copy)
    #expect(!Set(one.bands).isDisjoint(with: other.bands))
    #expect(one.likeness(to: Fingerprint("An attack in another town, told in other words.")) < 0.2)
  }

  @Test func theEarliestIsTheOriginalInAnyOrder() {
    let texts = [("c", "2024-01-03"), ("a", "2024-01-02"), ("b", "2024-01-02"), ("d", nil)].map {
      Copies.Text(report: $0.0, published: $0.1.flatMap { Day($0) }, fingerprint: Fingerprint(CopyTests.text))
    }
    var random = Generator(seed: 1)
    for _ in 0..<5 { #expect(Copies.origins(texts.shuffled(using: &random)) == ["b": "a", "c": "a", "d": "a"]) }
  }

  @Test func fingerprintsComeBackFromBytesAndFromJSON() throws {
    let one = Fingerprint(CopyTests.text)
    #expect(one.bytes.count == 512 && Fingerprint(bytes: one.bytes) == one)
    #expect(Fingerprint(bytes: [1, 2, 3]) == nil)
    #expect(try JSONDecoder().decode(Fingerprint.self, from: JSONEncoder().encode(one)) == one)
  }
}
