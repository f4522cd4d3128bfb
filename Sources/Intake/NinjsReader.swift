import SourceText

/// ninjs 1 to 3, the JSON of news agencies: one item or a list of them a file.
enum NinjsReader {
  static func read(_ reader: ByteReader, _ origin: Origin, _ receiver: Receiver) throws {
    let stream = JSONStream(reader, limits: receiver.limits)
    guard try stream.kind() == 0x5B else {
      return try item(stream, origin, receiver)
    }
    var number = 0
    try stream.items {
      number += 1
      do { try item(stream, origin, receiver) } catch let fault as Fault {
        if fault.isFinal { throw fault }
        try receiver.problem("item \(number): \(fault.message) (other items were read)", origin)
      }
    }
  }

  private static func item(_ stream: JSONStream, _ origin: Origin, _ receiver: Receiver) throws {
    let (value, bytes) = try stream.value()
    guard let uri = value["uri"].filled else { throw Fault("this item has no \"uri\"; an agency's item needs one") }
    let item = NinjsItem(value)
    var finding = Finding(
      id: uri, text: item.text, title: item.title, published: item.first("versionCreated", "contentCreated", "firstCreated"))
    finding.outlet = item.outlet
    finding.url = Address.absolute(uri)
    finding.language = Language.code(item.first("language"))
    finding.name = "ninjs " + uri
    finding.extra = ["ninjs": .object(item.extra)]
    try receiver.arrive(finding, bytes: bytes, mediaType: "application/json", origin)
  }
}

/// One item; version 1 spells its keys in small letters, versions 2 and 3 in camel case.
struct NinjsItem {
  private let item: JSONValue
  init(_ item: JSONValue) { self.item = item }

  private func value(_ key: String) -> JSONValue {
    let value = item[key]
    return value.isNull ? item[key.lowercased()] : value
  }

  /// The first of these keys that has a value.
  func first(_ keys: String...) -> String? { keys.lazy.compactMap { value($0).filled }.first }

  /// The headline: the main one of several.
  var title: String? {
    let main = best(value("headlines"), roles: ["main", "headline"]) ?? first("headline", "title")
    return main.map { Fragment.line(Fragment.text($0)) }
  }

  /// Headline and body; of an item without a body its description, or the note of the editors.
  var text: String {
    let body =
      best(value("bodies"), roles: ["main", "body"]) ?? first("body_text", "body_html", "body_xhtml") ?? best(
        value("descriptions"), roles: [])
      ?? first("description_text", "description_html") ?? first("edNote") ?? ""
    return Fragment.join(title, Fragment.text(body))
  }

  private func best(_ values: JSONValue, roles: [String]) -> String? {
    let all = values.list.filter { $0["value"].filled != nil }
    let plain = all.filter { $0["contentType"].filled?.contains("plain") == true || $0["contenttype"].filled?.contains("plain") == true }
    let known = (plain + all).first { item in item["role"].filled.map { roles.contains($0.lowercased()) } ?? false }
    return (known ?? plain.first ?? all.first)?["value"].filled
  }

  /// Who tells it: the first source of the information, else the holder of the rights.
  var outlet: String? {
    value("infoSources").list.lazy.compactMap { $0["name"].filled }.first ?? item["infosource"].list.lazy.compactMap { $0["name"].filled }
      .first
      ?? first("copyrightHolder")
  }

  /// What agencies say about publishing; `retraction` is true for an item that was withdrawn.
  var extra: [String: JSONValue] {
    var extra: [String: JSONValue] = [:]
    for key in [
      "uri", "version", "embargoedUntil", "pubStatus", "by", "located", "urgency", "slugline", "edNote", "firstCreated", "versionCreated",
    ] {
      if let words = first(key) { extra[key] = .string(words) }
    }
    if let byline = first("byline"), extra["by"] == nil { extra["by"] = .string(byline) }
    if let embargo = first("embargoed"), extra["embargoedUntil"] == nil { extra["embargoedUntil"] = .string(embargo) }
    let status = first("pubStatus")?.lowercased()
    if status == "canceled" || status == "cancelled" || status == "withheld" { extra["retraction"] = .bool(true) }
    return extra
  }
}
