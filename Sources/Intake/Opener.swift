/// Chooses the reader for some bytes.
enum Opener {
  /// Bytes from which the format is told.
  private static let head = 1 << 16

  /// Reads one file, or a part of an archive that is like a file.
  static func read(_ reader: ByteReader, ending: String, _ origin: Origin, _ receiver: Receiver, isPacked: Bool = false) throws {
    guard let format = Format.of(reader.head(head), ending: ending) else { throw Fault(unknown(ending), isForeign: true) }
    guard format == .gzip else { return try read(reader, as: format, origin, receiver) }
    if isPacked { throw Fault("this file is compressed twice; unpack it first") }
    let inner = String(origin.path.dropLast(ending == "gz" ? 3 : 0))
    let unpacked = ByteReader(Inflater(reader, .gzip, limits: receiver.limits))
    try read(unpacked, ending: Format.ending(inner), origin, receiver, isPacked: true)
  }

  /// Reads bytes whose format is known.
  static func read(_ reader: ByteReader, as format: Format, _ origin: Origin, _ receiver: Receiver) throws {
    switch format {
    case .lines: try JSONLines.read(reader, origin, receiver)
    case .telegram: try TelegramReader(reader, origin, receiver).read()
    case .jsonFeed: try JSONFeedReader(reader, origin, receiver).read()
    case .ninjs: try NinjsReader.read(reader, origin, receiver)
    case .warc: try WARCReader(reader, origin, receiver).read()
    case .text: try PlainText.read(whole(reader, receiver), origin, receiver)
    case .page: try PageReader.read(whole(reader, receiver), origin, receiver)
    case .feed:
      var feed = try FeedReader(whole(reader, receiver), origin, receiver)
      try feed.read()
    case .zip, .gzip: throw Fault("this is an archive inside another file; unpack it and name what is in it")
    }
  }

  /// All bytes, for formats that are read as a whole.
  private static func whole(_ reader: ByteReader, _ receiver: Receiver) throws -> [UInt8] {
    guard let bytes = try reader.all(limit: receiver.limits.held) else {
      throw Fault("this file is larger than the \(receiver.limits.held) bytes that are held at once; cut it into its reports")
    }
    return bytes
  }

  private static func unknown(_ ending: String) -> String {
    switch ending {
    case "json":
      "this JSON is of no known kind (Telegram's result.json, JSON Feed, ninjs); write reports one object a line into a .jsonl file"
    case "xml", "rss", "atom": "this XML is no RSS or Atom feed; save the page as .html, or its text as .txt"
    case "warc", "gz", "wacz": "this is no web archive and no compressed file of a known kind; fetch it again"
    default: "this file is of no known kind; name a text .txt, JSON lines .jsonl, a page .html"
    }
  }
}
