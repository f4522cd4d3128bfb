import Foundation
import SourceText

/// WACZ, a ZIP of web archives with a list of its pages: each listed page is a report, by its archived answer or else by its listed text.
struct WACZReader {
  private let archive: ZipArchive
  /// The members by name, of several with one name the first.
  private let named: [String: ZipArchive.Member]
  private let origin: Origin
  /// Where its members come from: the hash that stands for the whole archive is told with each.
  private let part: Origin
  private let receiver: Receiver

  init(_ handle: FileHandle, _ origin: Origin, _ receiver: Receiver) throws {
    (archive, self.origin, self.receiver) = (try ZipArchive(handle, limits: receiver.limits), origin, receiver)
    named = Dictionary(archive.members.map { ($0.name, $0) }) { first, _ in first }
    var part = origin
    part.extra["wacz"] = WACZReader.digest(archive, named).map(JSONValue.string)
    self.part = part
  }

  /// Reads the archive: first checks it against its own list of hashes, then takes its pages.
  func read() throws {
    guard named["datapackage.json"] != nil || named.keys.contains(where: { $0.hasPrefix("archive/") }) else {
      throw Fault("this ZIP file is no web archive (WACZ); unpack it and name the files in it")
    }
    for member in archive.members where !member.isSafe {
      try receiver.problem(
        "\"\(member.name.prefix(100))\" would lie outside the archive's folder; it was left out, treat the archive with suspicion", origin)
    }
    let changed = try changed()
    let members = archive.members.filter { $0.isSafe && !changed.contains($0.name) }
    let lists = members.filter { $0.name.hasPrefix("pages/") && $0.name.hasSuffix(".jsonl") }
    let listed = ListedPages()
    for list in lists { try listed.add(open(list), limits: receiver.limits) }
    for member in members where member.name.hasPrefix("archive/") && [".gz", ".warc"].contains(where: member.name.hasSuffix) {
      try warc(member, listed)
    }
    for list in lists { try pages(list, listed) }
  }

  private static func digest(_ archive: ZipArchive, _ named: [String: ZipArchive.Member]) -> String? {
    guard let member = named["datapackage-digest.json"], member.size <= 1 << 20,
      let bytes = try? archive.open(member).read(1 << 20)
    else { return nil }
    return JSONText.value(bytes)?["hash"].filled
  }

  private func open(_ member: ZipArchive.Member) throws -> ByteReader? {
    do { return try archive.open(member) } catch let fault as Fault {
      try receiver.problem("\(member.name): \(fault.message) (other members were read)", origin)
      return nil
    }
  }

  /// Members that aren't what the archive says of them.
  private func changed() throws -> Set<String> {
    guard let member = named["datapackage.json"], let reader = try open(member),
      let bytes = try reader.all(limit: receiver.limits.held), JSONText.depth(bytes) <= receiver.limits.depth,
      let package = JSONText.value(bytes)
    else { return [] }
    var changed: Set<String> = []
    for resource in package["resources"].list {
      guard let path = resource["path"].filled, let hash = resource["hash"].filled?.lowercased(), hash.hasPrefix("sha256:") else {
        continue
      }
      guard let member = named[path], let reader = try open(member) else { continue }
      if try sha256(reader) == String(hash.dropFirst(7)) { continue }
      changed.insert(path)
      try receiver.problem(
        "\(path) isn't what datapackage.json says (sha256 differs); it was changed after archiving and was left out", origin)
    }
    return changed
  }

  private func sha256(_ reader: ByteReader) throws -> String? {
    var digest = Digest()
    do {
      while case let bytes = try reader.read(1 << 20), !bytes.isEmpty { digest.add(bytes) }
    } catch is Fault { return nil }
    return digest.hex()
  }

  private func warc(_ member: ZipArchive.Member, _ listed: ListedPages) throws {
    guard let bytes = try open(member) else { return }
    var origin = part
    origin.path += "!/" + member.name
    do {
      let isPacked = try Array(bytes.peek(2)) == [0x1F, 0x8B]
      let reader = isPacked ? ByteReader(Inflater(bytes, .gzip, limits: receiver.limits)) : bytes
      try WARCReader(reader, origin, receiver, pages: listed).read()
    } catch let fault as Fault { try receiver.problem(fault.message, origin) }
  }

  /// Listed pages whose answer wasn't found.
  private func pages(_ member: ZipArchive.Member, _ listed: ListedPages) throws {
    guard let reader = try open(member) else { return }
    var origin = part
    origin.path += "!/" + member.name
    do {
      try ListedPages.each(reader, limits: receiver.limits) { page, bytes in
        guard let url = page["url"].filled, let text = page["text"].filled, !listed.isFound(url) else { return }
        let title = page["title"].filled
        var finding = Finding(id: url, text: Fragment.join(title, Fragment.plain(text)), title: title, url: Address.absolute(url))
        finding.outlet = receiver.defaults.outlet ?? Address.host(url)
        origin.received = page["ts"].filled
        try receiver.arrive(finding, bytes: bytes, mediaType: "application/json", origin)
      }
    } catch let fault as Fault { try receiver.problem(fault.message, origin) }
  }
}
