public import Records

/// Writes incidents as lines of `constat incidents --format jsonl`.
public struct IncidentWriter: Sendable {
  private let tellings: [ClaimKey: Telling]

  /// A writer that knows the tellings of all claims it will meet.
  public init(tellings: [ClaimKey: Telling]) { self.tellings = tellings }

  /// A group as it comes from the linker, not graded; its first claim gives it its name.
  public func json(_ group: Component.Group) -> JSON {
    let first = group.members.first.map { $0.report + "#" + $0.claim } ?? ""
    let (telling, recalling) = reports(group.members)
    return .object([
      ("incident", .string(first)), ("documents", .list(telling.map(JSON.string))), ("mentions", .list(recalling.map(JSON.string))),
      ("claims", .list(group.members.map(claim))), ("reasons", .list(group.reasons.map(reason))),
    ])
  }

  /// Reports that tell the happening as their news, and those that only recall it.
  private func reports(_ members: [ClaimKey]) -> (telling: [String], recalling: [String]) {
    let all = Set(members.map(\.report))
    let telling = Set(members.filter { tellings[$0]?.isNews ?? true }.map(\.report))
    return (telling.sorted(), all.subtracting(telling).sorted())
  }

  private func claim(_ key: ClaimKey) -> JSON { .object([("report", .string(key.report)), ("claim", .string(key.claim))]) }

  private func reason(_ reason: Reason) -> JSON {
    .object([
      ("one", claim(reason.one)), ("other", claim(reason.other)), ("because", .list(reason.because.map(JSON.string))),
      ("weight", .number(reason.weight)),
    ])
  }
}
