import Records

/// What may leave, in words: every rule with its numbers, those that don't hold here too, and how much stayed behind by which.
struct DossierPolicy {
  let labels: Labels
  let gate: Gate

  /// For whom the page is, and the rules.
  var rules: [HTML] {
    [
      .tag("p", labels.code("audience", gate.audience.rawValue)),
      .tag("ul", Rule.allCases.map { rule in .tag("li", [.text(sentence(rule))] + exception(rule)) }),
    ]
  }

  /// How many things stayed behind or left changed, by rule; a format's own demand is told as it is.
  func account(_ tally: Tally) -> HTML {
    .tag(
      "ul",
      tally.counts.map { count in
        .tag(
          "li",
          [.text("\(labels.grouped(count.count)) × \(labels.code("what", count.what))\(labels["colon"]) "), .tag("bdi", why(count.reason))])
      })
  }

  private func why(_ reason: String) -> String { Rule(rawValue: reason).map(sentence) ?? reason }

  private func sentence(_ rule: Rule) -> String {
    let (policy, key) = (gate.policy, "law." + rule.rawValue)
    return switch rule {
    case .grid: labels.filled(key, Cell.digits(policy.grid))
    case .sensitive: labels.filled(key, Cell.digits(policy.sensitiveGrid))
    case .region: labels.filled(key, labels.grouped(Int(policy.largestRadius)))
    case .event: labels.filled(key, "\(policy.hoursAfterEvent)")
    case .publication: labels.filled(key, "\(policy.hoursAfterPublication)")
    default: labels[key]
    }
  }

  /// Why a rule doesn't hold here: it was lifted with a reason, or the policy or the audience leaves it out.
  private func exception(_ rule: Rule) -> [HTML] {
    if gate.applies(rule) { return [] }
    let lifted = gate.overrides.first { $0.rule == rule }.map { labels.filled("lifted", $0.reason) }
    return [.text(" "), .tag("strong", [.tag("bdi", lifted ?? labels["unheld"])])]
  }
}
