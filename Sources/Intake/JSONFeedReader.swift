import SourceText

/// JSON Feed 1.0 and 1.1: each item is a report and a capture of its own.
struct JSONFeedReader {
  private let stream: JSONStream
  private let origin: Origin
  private let receiver: Receiver

  init(_ reader: ByteReader, _ origin: Origin, _ receiver: Receiver) {
    (stream, self.origin, self.receiver) = (JSONStream(reader, limits: receiver.limits), origin, receiver)
  }

  /// Reads the items in order. What the feed says of itself below its items comes too late for them.
  func read() throws {
    var about: [String: String] = [:]
    var number = 0
    try stream.fields { key in
      guard key == "items" else {
        if let words = try stream.value().value.words { about[key] = words }
        return
      }
      try stream.items {
        number += 1
        do {
          let (value, bytes) = try stream.value()
          try item(value, bytes, about, number)
        } catch let fault as Fault {
          if fault.isFinal { throw fault }
          try receiver.problem("item \(number): \(fault.message) (other items were read)", origin)
        }
      }
    }
    if number == 0 { throw Fault("there is no item in this feed; nothing was read from it") }
  }

  private func item(_ item: JSONValue, _ bytes: [UInt8], _ about: [String: String], _ number: Int) throws {
    let title = item["title"].filled.map { Fragment.line(Fragment.text($0)) }
    let body =
      item["content_text"].filled.map(Fragment.plain) ?? (item["content_html"].filled ?? item["summary"].filled).map(Fragment.text) ?? ""
    let url = Address.absolute(item["url"].filled, base: about["home_page_url"]) ?? Address.absolute(item["external_url"].filled)
    let id = item["id"].filled
    var finding = Finding(id: id ?? url ?? "\(origin.path):\(number)", text: Fragment.join(title, body), title: title)
    finding.published = item["date_published"].filled ?? item["date_modified"].filled
    finding.outlet = about["title"] ?? receiver.defaults.outlet ?? Address.host(url ?? about["home_page_url"])
    (finding.url, finding.language) = (url, Language.code(item["language"].filled ?? about["language"]))
    finding.name = id.map { "feed " + (Address.host(about["home_page_url"]) ?? about["title"] ?? origin.path) + " " + $0 }
    var feed: [String: JSONValue] = [:]
    if let modified = item["date_modified"].filled { feed["modified"] = .string(modified) }
    let authors = (item["authors"].list + item["author"].list).compactMap { $0["name"].filled }
    if !authors.isEmpty { feed["byline"] = .string(authors.joined(separator: ", ")) }
    if !feed.isEmpty { finding.extra = ["feed": .object(feed)] }
    try receiver.arrive(finding, bytes: bytes, mediaType: "application/json", origin)
  }
}
