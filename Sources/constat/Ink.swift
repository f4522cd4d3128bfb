import ArgumentParser

/// When to print in colour.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

/// Colours and strokes of a terminal (ECMA-48 SGR), or none of them.
struct Ink {
  let isOn: Bool
  static let none = Ink(isOn: false)

  /// Colour if it is asked for, else on a terminal that doesn't refuse it (https://no-color.org).
  init(_ choice: ColourChoice, environment: [String: String]) {
    let refuses = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
    isOn = choice == .always || (choice == .auto && Terminal.isOutputTerminal && !refuses)
  }

  private init(isOn: Bool) { self.isOn = isOn }

  func strong(_ text: String) -> String { wrap(text, "1") }
  func faint(_ text: String) -> String { wrap(text, "2") }
  func paint(_ text: String, _ field: Field?, underlined: Bool = false) -> String {
    guard let field else { return text }
    return wrap(text, (underlined ? "4;" : "") + field.colour)
  }

  private func wrap(_ text: String, _ code: String) -> String { isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

extension Field {
  /// Colours of the sixteen that every terminal has and every theme keeps legible.
  fileprivate var colour: String {
    switch self {
    case .deed: "1;31"
    case .agent: "34"
    case .target: "35"
    case .speaker, .cue, .channel: "32"
    case .place: "36"
    case .date, .means: "33"
    case .toll: "31"
    case .loaded: "1;33"
    case .undisclosed: "2"
    }
  }
}
