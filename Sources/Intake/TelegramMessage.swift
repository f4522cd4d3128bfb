import SourceText

/// A message of a channel without anything about those who use it.
struct TelegramMessage {
  private let message: JSONValue
  private let chat: TelegramChat
  private let entities: [(kind: String, text: String, link: String?)]
  private let id: String

  /// Kinds of words that are never kept.
  private static let hidden: Set = ["phone", "bank_card"]

  /// Nil for what is no message with text.
  init?(_ message: JSONValue, of chat: TelegramChat) {
    guard message["type"].words == "message", let id = message["id"].words else { return nil }
    let parts = message["text_entities"].isNull ? message["text"].list : message["text_entities"].list
    entities = parts.map { part in
      guard case .object = part else { return ("plain", part.words ?? "", nil) }
      let kind = part["type"].words ?? "plain"
      return (kind, TelegramMessage.hidden.contains(kind) ? "[…]" : part["text"].words ?? "", part["href"].words)
    }
    (self.message, self.chat, self.id) = (message, chat, id)
    if !entities.contains(where: { $0.text.contains { !$0.isWhitespace } }) { return nil }
  }

  /// The words of all parts, one behind the other.
  var text: String { entities.map(\.text).joined() }

  /// `telegram 12345/67`: channel and message.
  var name: String { "telegram \(chat.id ?? chat.name ?? "chat")/\(id)" }

  /// When it was sent, in seconds since 1970; in old exports that lack them, the local time of who exported.
  var published: String? { message["date_unixtime"].words.map { "@" + $0 } ?? message["date"].words }

  /// Who posted: the channel itself; users are not named.
  private var sender: String? {
    guard let id = message["from_id"].words, id.hasPrefix("channel") || id.hasPrefix("chat") else { return nil }
    return message["from"].filled
  }

  /// What the document keeps: where the chain of those who say it starts.
  var facts: JSONValue {
    var facts: [String: JSONValue] = ["channel": .string(chat.name ?? ""), "type": .string(chat.kind), "id": .string(id)]
    facts["from"] = sender.map(JSONValue.string)
    facts["forwarded_from"] = message["forwarded_from"].filled.map(JSONValue.string)
    facts["edited"] = edited.map(JSONValue.string)
    return .object(facts)
  }

  private var edited: String? {
    guard let seconds = message["edited_unixtime"].words.flatMap({ Int($0) }),
      case .date(let date) = DateText.unix(seconds, years: 1970...9999)
    else { return nil }
    return date
  }

  /// What the capture keeps: the channel, and of the message its words, times and origins.
  var kept: JSONValue {
    var kept: [String: JSONValue] = [:]
    for key in [
      "id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "forwarded_from", "reply_to_message_id", "media_type",
      "mime_type",
    ] {
      if !message[key].isNull { kept[key] = message[key] }
    }
    kept["from"] = sender.map(JSONValue.string)
    kept["text_entities"] = .list(
      entities.map { part in
        var fields: [String: JSONValue] = ["type": .string(part.kind), "text": .string(part.text)]
        if let link = part.link, !TelegramMessage.hidden.contains(part.kind) { fields["href"] = .string(link) }
        return .object(fields)
      })
    var channel: [String: JSONValue] = ["type": .string(chat.kind)]
    channel["name"] = chat.name.map(JSONValue.string)
    channel["id"] = chat.id.map(JSONValue.string)
    return .object(["channel": .object(channel), "message": .object(kept)])
  }
}
