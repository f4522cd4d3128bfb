import Codes
import Foundation
import Intake
import Ledger
import Records
import SourceText
import Support

/// A report of our own making with claims on some of its words.
struct Story {
  let document: Document
  var record: Record

  init(_ id: String, _ text: String, published: String = "2024-11-12", outlet: String = "Radio Ostra", title: String? = nil) {
    document = Document(id: id, text: text, published: published, outlet: outlet, language: "en", title: title)
    record = Record(document: document, language: "en", sentences: 1)
  }

  func evidence(_ words: String) -> [Evidence] {
    guard let range = document.text.utf8.firstRange(of: words.utf8) else { return [] }
    let start = document.text.utf8.distance(from: document.text.utf8.startIndex, to: range.lowerBound)
    return Evidence(Span(start, start + words.utf8.count), in: document).map { [$0] } ?? []
  }

  /// Adds a claim on these act words.
  func claiming(_ words: String, _ type: String = "ASSAULT", agent: String? = nil, stance: Stance = .reported) -> Story {
    var story = self
    var claim = Claim(
      id: "c\(record.claims.count + 1)", type: EventType(rawValue: type), lemma: words, trigger: evidence(words), stance: stance,
      rule: "en/test/rule", confidence: 0.8)
    if let agent { claim.agent = [Party(name: agent, id: nil, kind: "rebel", country: nil, evidence: evidence(agent))] }
    story.record.claims.append(claim)
    return story
  }

  func naming(_ name: String) -> Story {
    var story = self
    story.record.persons.append(Person(name: name, standing: .private, evidence: evidence(name)))
    return story
  }

  /// The key of a claim for linking is the first word of its act.
  var entry: Entry {
    Entry(record, codebook: Codebook(entries: [])) { claim in
      LinkEntry(telling: "{\"words\": \"\(claim.lemma)\"}", keys: [String(claim.lemma.prefix(6))])
    }
  }

  func deposit(key: String? = nil, bytes: [UInt8]? = nil) -> Deposit {
    let bytes = bytes ?? document.bytes
    let source = Deposit.Source(
      bytes: bytes, sha256: Digest.sha256(bytes), mediaType: "text/plain", origin: document.id + ".txt", address: nil, tool: nil,
      received: nil)
    return Deposit(
      source: source, key: key ?? document.id, isPublic: true, document: document, entry: entry, fingerprint: [1],
      bands: ["\(bytes.count)"])
  }
}

/// A ledger in a folder that goes away with it.
struct Scratch {
  let folder: TemporaryFolder
  let path: String
  let software = Software(version: "1", knowledge: "k")
  let actor = Actor(name: "tester", at: "2024-11-14T08:00:00Z")

  init() throws {
    folder = try TemporaryFolder()
    path = folder.url.appendingPathComponent("test.ledger").path
  }

  func open(_ mode: Ledger.Mode = .create) throws -> Ledger { try Ledger(path: path, mode: mode, hash: Digest.sha256) }

  /// All bytes of the ledger's files.
  var bytes: [UInt8] { ["", "-wal", "-shm"].flatMap { Project.bytes(URL(fileURLWithPath: path + $0)) } }
}

extension Ledger {
  /// The only claim that fits, by its name.
  func names() throws -> [String] { try unlinked().map { "\($0.key.report)/\($0.key.claim)" } }
}
