/// HTML inside something else: the content of a feed's entry, of an agency's item.
enum Fragment {
  /// The text, paragraphs apart by an empty line.
  static func text(_ markup: String) -> String {
    guard markup.contains("<") || markup.contains("&") else { return plain(markup) }
    guard let page = Markup.page("<html><body><div>" + markup + "</div></body></html>") else { return "" }
    let all = PageText.paragraphs(of: page.root, isArticle: true, byName: false)
    return all.filter { !$0.isPointer || all.count == 1 }.map(\.text).joined(separator: "\n\n")
  }

  /// Text without markup: white space at its ends goes, empty lines part paragraphs.
  static func plain(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }).joined(separator: " ")
    }
    let paragraphs = lines.split(whereSeparator: \.isEmpty).map { $0.joined(separator: "\n") }
    return paragraphs.joined(separator: "\n\n")
  }

  /// Text on one line: white space of every kind becomes single spaces.
  static func line(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// A title above its text, unless the text begins with it.
  static func join(_ title: String?, _ text: String) -> String {
    guard let title, !title.isEmpty, !text.hasPrefix(title) else { return text }
    return text.isEmpty ? title : title + "\n\n" + text
  }
}
