import Grammar
import Packs
import Testing

@Suite("Number words") struct NumeralTests {
  private func numerals(_ text: String) -> Numerals {
    Numerals(file: LineFile(path: "numbers.rules", bytes: Array(text.utf8))) { $0.split(separator: " ").map { Word($0) } }
  }

  @Test("what is no number word is reported at its line") func problems() {
    let numerals = numerals(
      """
      numbers xx
        unit   one=1, two
        ten    twenty=20, thirty=x
        ten    sixty=60..79, odd=1..2..3
        vague  dozen
      """)
    #expect(numerals.problems.map(\.line) == [2, 3, 4, 5])
  }

  @Test(
    "figures know the decimal mark of their language",
    arguments: [
      ("4,800", 4.8, 4800), ("100.000", 100_000, 100), ("1.5", 1.5, 1.5), ("1.200.000", 1_200_000, 1_200_000),
      ("6.700,54", 6700.54, 6700.54),
      ("1,234.56", 1234.56, 1234.56), ("43 603", 43_603, 43_603), ("12,34,567.89", 1_234_567.89, 1_234_567.89), ("192.168.1.2", nil, nil),
      ("17/05/2018", nil, nil), ("14:30", nil, nil), ("3e", nil, nil), ("10k", 10_000, 10_000), ("180ml", nil, nil), ("0.250", 0.25, 0.25),
      ("1234567890123456", nil, nil),
    ] as [(String, Double?, Double?)])
  func figures(_ spelling: String, _ withComma: Double?, _ withPoint: Double?) {
    let rest = "\n  suffix  k=1000\n"
    let bytes = Array(spelling.utf8)[...]
    #expect(numerals("numbers xx\n  decimal comma" + rest).figure(bytes) == withComma)
    #expect(numerals("numbers xx\n  decimal point" + rest).figure(bytes) == withPoint)
  }
}
