/// A text file is one document; its name without the ending is the id.
enum PlainText {
  static func read(_ bytes: [UInt8], _ origin: Origin, _ receiver: Receiver) throws {
    guard let (text, _) = Charset.decode(bytes, declared: origin.charset) else {
      throw Fault("this file is no text in a known character set; convert it to UTF-8 (other files were read)")
    }
    if text.allSatisfy(\.isWhitespace) { throw Fault("this file is empty; there is nothing to read (other files were read)") }
    if text.utf8.count > receiver.limits.text { throw Fault(receiver.tooLong(text) + " (other files were read)") }
    let finding = Finding(id: origin.address ?? origin.stem, text: text, url: origin.address)
    try receiver.arrive(finding, bytes: bytes, mediaType: "text/plain", origin)
  }
}
