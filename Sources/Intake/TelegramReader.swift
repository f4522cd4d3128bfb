import SourceText

/// Telegram Desktop's `result.json`, of one chat or of a whole account: each message of a public channel is a report.
///
/// Everything else of an account (contacts, sessions, numbers, private chats) is passed over without being decoded.
struct TelegramReader {
  private let stream: JSONStream
  private let origin: Origin
  private let receiver: Receiver

  init(_ reader: ByteReader, _ origin: Origin, _ receiver: Receiver) {
    (stream, self.origin, self.receiver) = (JSONStream(reader, limits: receiver.limits), origin, receiver)
  }

  /// Kinds of chats that anybody can read.
  private static let open: Set = ["public_channel", "public_supergroup"]

  /// Reads the messages in order; chats that aren't public are told of once.
  func read() throws {
    var chat = TelegramChat()
    var refused: [String: Int] = [:]
    try stream.fields { key in
      switch key {
      case "chats", "left_chats": try account(&refused)
      default: try field(key, &chat, &refused)
      }
    }
    if refused.isEmpty { return }
    let kinds = refused.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    try receiver.problem(
      "chats that are not public were left out (\(kinds)); only what was addressed to the public is read; constat add --allow-private takes them too",
      origin,
      code: "refused")
  }

  private func account(_ refused: inout [String: Int]) throws {
    try stream.fields { key in
      guard key == "list" else { return try stream.skip() }
      try stream.items {
        var chat = TelegramChat()
        try stream.fields { try field($0, &chat, &refused) }
      }
    }
  }

  /// One field of a chat. Its kind stands before its messages; messages of a chat without a kind are private.
  private func field(_ key: String, _ chat: inout TelegramChat, _ refused: inout [String: Int]) throws {
    switch key {
    case "name": chat.name = try stream.value().value.words
    case "type": chat.kind = try stream.value().value.words ?? "chat"
    case "id": chat.id = try stream.value().value.words
    case "messages":
      chat.isPublic = TelegramReader.open.contains(chat.kind)
      if chat.isPublic || receiver.allowPrivate { return try stream.items { try message(chat) } }
      refused[chat.kind, default: 0] += 1
      try stream.skip()
    default: try stream.skip()
    }
  }

  private func message(_ chat: TelegramChat) throws {
    do {
      guard let message = TelegramMessage(try stream.value().value, of: chat) else { return }
      var finding = Finding(
        id: message.name, text: message.text, published: message.published, outlet: chat.name ?? receiver.defaults.outlet)
      finding.name = message.name
      finding.isPublic = chat.isPublic
      finding.extra = ["telegram": message.facts]
      try receiver.arrive(finding, bytes: JSONWords.bytes(message.kept), mediaType: "application/json", origin)
    } catch let fault as Fault {
      if fault.isFinal { throw fault }
      try receiver.problem("a message of \(chat.name ?? "a chat"): \(fault.message) (other messages were read)", origin)
    }
  }
}

/// What is known of a chat.
struct TelegramChat {
  var name: String?
  var kind = "chat"
  var id: String?
  var isPublic = false
}
