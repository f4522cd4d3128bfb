import Codes
import Records
import SourceText
import Support
import Testing

@testable import Exports

extension Policy {
  /// The policy file of the project.
  static let project = Policy.read(Project.bytes("Knowledge/policy/policy.toml"), file: "policy.toml").policy
}

@Suite("Policy files") struct PolicyTests {
  @Test("the project's file has no problem and the strict defaults") func project() {
    let read = Policy.read(Project.bytes("Knowledge/policy/policy.toml"), file: "policy.toml")
    #expect(read.problems == [])
    #expect(read.policy.departures(from: Policy()) == ["sensitive.kinds", "names.words", "sensitive.words"])
    #expect(read.policy.sensitiveWords.count == 2)
  }

  @Test("a file of one's own sets what it names") func own() {
    let text = """
      # mine
      [time] # hours
      after_event = 100
      [names.words]
      xx = 'persona # 1'
      [sensitive]
      kinds = [ "medical",
        "dam", # also
      ]
      """
    let read = Policy.read(Array(text.utf8), file: "own.toml", over: .project)
    #expect(read.problems == [])
    #expect(read.policy.hoursAfterEvent == 100)
    #expect(read.policy.placeholders["xx"] == "persona # 1")
    #expect(read.policy.sensitiveKinds == ["medical", "dam"])
    #expect(read.policy.departures(from: .project) == ["sensitive.kinds", "time.after_event", "names.words"])
  }

  @Test(
    "what can't be read is a problem at its line",
    arguments: [
      ("[places]\ngird = 1", "own.toml:2: there is no key \"places.gird\"; the nearest is \"places.grid\""),
      ("[places]\ngrid = \"x\"", "own.toml:2: this setting is a number from 0.001 to 10.0"),
      ("[places]\ngrid = 0", "own.toml:2: this setting is a number from 0.001 to 10.0"),
      ("[time]\nafter_event = 1.5", "own.toml:2: this setting is a whole number from 0 to 876000"),
      ("[time\nx", "own.toml:1: \"[time\" is no table; write it as \"[name]\""),
      ("[texts]\nquotes = yes", "own.toml:2: \"yes\" is no value; write a \"string\", a number, true, false or a list of strings"),
      ("[sensitive]\nkinds = [\"a\"", "own.toml:2: the list of \"kinds\" is never closed; write \"]\" after its last value"),
    ]) func problems(_ text: String, _ message: String)
  {
    #expect(Policy.read(Array(text.utf8), file: "own.toml").problems.first?.description == message)
  }

  @Test("no bytes stop the reader") func soup() {
    var generator = Generator(seed: 7)
    let file = Project.bytes("Knowledge/policy/policy.toml")
    for _ in 0..<300 { _ = Policy.read(generator.mutated(file), file: "x") }
    for _ in 0..<100 { _ = Policy.read(generator.soup(400), file: "x") }
  }
}
