import Foundation
import Intake
import SourceText
import Support
import Testing

/// What was taken in from a file or folder.
struct Taken {
  var arrivals: [Arrival] = []
  var problems: [Problem] = []

  /// Reads a path.
  init(path: String, _ reader: IntakeReader = IntakeReader()) throws {
    try reader.each(path: path) { item in
      switch item {
      case .arrival(let arrival): arrivals.append(arrival)
      case .problem(let problem): problems.append(problem)
      }
    }
  }

  /// Reads bytes as a file of this name.
  init(_ bytes: [UInt8], _ name: String, _ reader: IntakeReader = IntakeReader()) throws {
    let folder = try TemporaryFolder()
    try self.init(path: try folder.write(bytes, to: name), reader)
  }

  init(_ text: String, _ name: String, _ reader: IntakeReader = IntakeReader()) throws { try self.init(Array(text.utf8), name, reader) }

  var documents: [Document] { arrivals.map(\.document) }
  var texts: [String] { documents.map(\.text) }
  var messages: String { problems.map(\.message).joined(separator: "\n") }

  /// The only document.
  func only() throws -> Arrival {
    #expect(messages.isEmpty)
    try #require(arrivals.count == 1, "\(messages)")
    return arrivals[0]
  }
}

/// Files of all kinds, written for these tests.
enum Sample {
  static let page = """
    <!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>Attaque à Kadrina - Radio Ostra</title>
    <link rel="canonical" href="https://www.ostra.example/monde/kadrina?utm_source=x#haut">
    <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"},
      {"@type": "NewsArticle", "headline": "Attaque à Kadrina", "datePublished": "2024-11-12T09:30:00+01:00",
       "dateModified": "2024-11-12T11:00:00+01:00", "publisher": {"@id": "#o"}, "inLanguage": "fr"},
      {"@type": "Organization", "@id": "#o", "name": "Radio Ostra"}]}</script></head>
    <body class="has-sidebar"><header><nav><a href="/">Accueil</a></nav></header>
    <div class="cookie-banner"><p>Nous utilisons des témoins pour améliorer votre lecture du site.</p></div>
    <main><article><h1>Attaque à Kadrina</h1><div class="shareButtons"><a>Partager</a></div><p class="byline">Par Jeanne Dumas</p>
    <p>Des rebelles ont attaqué une caserne près de Kadrina mardi&nbsp;12 novembre, a annoncé le <a href="/m">ministère</a>.</p>
    <figure><img src="a.jpg"><figcaption>La caserne de Kadrina, vue du nord.</figcaption></figure>
    <p>Lire aussi : <a href="/b">Le couvre-feu prolongé à Kadrina pour un mois</a></p>
    <h2>Cinq morts</h2><p>Cinq soldats ont été tués, selon la même source.<br>Les rebelles démentent.</p>
    <aside><p>Notre dossier complet sur la région, avec cartes et chronologie.</p></aside></article></main>
    <footer><p>© 2024 Radio Ostra. Tous droits réservés.</p></footer></body></html>
    """
  static let pageText = """
    Attaque à Kadrina

    Des rebelles ont attaqué une caserne près de Kadrina mardi\u{A0}12 novembre, a annoncé le ministère.

    Cinq morts

    Cinq soldats ont été tués, selon la même source.
    Les rebelles démentent.
    """
  static let rss = """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Ostra News</title><link>https://ostra.example/</link><language>en-us</language>
    <item><title>Clash near Kadrina</title><link>https://ostra.example/1</link><guid isPermaLink="false">abc-1</guid>
    <pubDate>Tue, 12 Nov 2024 23:30:00 -0500</pubDate><dc:creator>Ann Ost</dc:creator><description>Short.</description>
    <content:encoded><![CDATA[<p>Gunmen attacked a barracks near Kadrina.</p><p>Five soldiers were killed &amp; two hurt.</p>]]></content:encoded></item>
    <item><title>Police & courts</title><guid isPermaLink="false">abc-2</guid>
    <description>&lt;p&gt;Police arrested ten people.&lt;/p&gt;</description><pubDate>11 Nov 24 10:00 GMT</pubDate></item>
    </channel></rss>
    """
  static let atom = """
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Brèves</title><link href="https://breves.example/"/>
    <entry><id>tag:breves.example,2024:7</id><title type="html">Pont d&amp;eacute;truit</title><link rel="alternate" href="/7"/>
    <published>2024-11-12T08:00:00Z</published><updated>2024-11-12T09:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un pont a été <b>détruit</b>.</p><p>Il n'y a pas de blessés.</p></div></content>
    </entry></feed>
    """
  static let jsonFeed = """
    {"version": "https://jsonfeed.org/version/1.1", "title": "JF", "home_page_url": "https://jf.example/", "language": "en", "items": [
      {"id": "1", "url": "/1", "title": "Ten held", "content_html": "<p>Police arrested ten people.</p>", "date_published": "2024-11-12T09:30:00Z"},
      {"id": "2", "content_text": "A bomb went off."}]}
    """
  static let chat = """
    {"name": "Voix du Fleuve", "type": "public_channel", "id": 12345, "messages": [
      {"id": 1, "type": "service", "date": "2024-11-12T00:30:00", "actor": "Someone", "actor_id": "user9", "action": "create_channel"},
      {"id": 2, "type": "message", "date": "2024-11-12T00:30:00", "date_unixtime": "1731367800", "from": "Voix du Fleuve",
       "from_id": "channel12345", "forwarded_from": "Brigade du Nord", "reactions": [{"type": "emoji", "recent": [{"from_id": "user77"}]}],
       "contact_information": {"first_name": "Zoé", "phone_number": "+33 6 99"}, "text": ["x"],
       "text_entities": [{"type": "plain", "text": "Nos combattants ont attaqué "}, {"type": "bold", "text": "Kadrina"},
        {"type": "plain", "text": ". Contact : "}, {"type": "phone", "text": "+33123456789"},
        {"type": "mention_name", "text": " Zoé", "user_id": 4711}]},
      {"id": 3, "type": "message", "date": "2024-11-12T01:00:00", "date_unixtime": "1731369600", "from": "Luc P.", "from_id": "user815",
       "photo": "a.jpg", "text": "Une photo.", "text_entities": [{"type": "plain", "text": "Une photo."}]}]}
    """
  static let ninjs = """
    {"uri": "tag:agency.example,2024:1", "version": "2", "pubStatus": "canceled", "language": "en-GB", "versionCreated": "2024-11-12T09:30:00Z",
     "embargoedUntil": "2024-11-13T09:30:00Z", "headlines": [{"role": "short", "value": "Five"}, {"role": "main", "value": "Army kills five"}],
     "by": "Ann Ost", "bodies": [{"contentType": "text/html", "value": "<p>The army killed five rebels.</p>"}], "infoSources": [{"name": "Agency"}]}
    """
  static var warcRecords: [[UInt8]] {
    let page = Array(Sample.page.utf8)
    return [
      Packing.record("warcinfo", "", "application/warc-fields", Array("software: Browsertrix-Crawler 1.1\r\nformat: WARC\r\n".utf8)),
      Packing.record(
        "response", "https://www.ostra.example/monde/kadrina", "application/http; msgtype=response",
        Packing.answer(Packing.chunked(page), "Transfer-Encoding: chunked\r\n")),
      Packing.record("response", "https://www.ostra.example/a.png", "application/http", Packing.answer([0x89, 80], type: "image/png")),
      Packing.record("response", "https://www.ostra.example/gone", "application/http", Packing.answer(page, status: 404)),
      Packing.record("revisit", "https://www.ostra.example/r", "application/http", Packing.answer([])),
      Packing.record(
        "response", "https://other.example/packed", "application/http",
        Packing.answer(Packing.gzip(Array("<html><body><p>\(prose)</p></body></html>".utf8)), "Content-Encoding: gzip\r\n")),
      Packing.record("conversion", "https://other.example/text", "text/plain", Array("Police arrested ten people.".utf8)),
    ]
  }
  static let prose = "Police arrested ten people in Kadrina on Monday after a march, and a court freed three of them in the evening."
  static var warc: [UInt8] { Array(warcRecords.joined()) }
  static var warcGz: [UInt8] { Array(warcRecords.map(Packing.gzip).joined()) }

  static func wacz(hash: String? = nil, more: [(name: String, bytes: [UInt8], isDeflated: Bool)] = []) -> [UInt8] {
    let pages = """
      {"format": "json-pages-1.0", "id": "pages", "title": "All"}
      {"url": "https://www.ostra.example/monde/kadrina", "ts": "2024-11-13T06:00:00Z", "title": "x", "text": "y"}
      {"url": "https://other.example/p", "ts": "2024-11-13T06:00:00Z", "title": "Ten held", "text": "Police arrested ten people."}
      """
    let package = """
      {"profile": "data-package", "wacz_version": "1.1.1", "resources": [{"name": "data.warc.gz", "path": "archive/data.warc.gz",
        "hash": "sha256:\(hash ?? Digest.sha256(warcGz))"}]}
      """
    return Packing.zip(
      [
        ("archive/data.warc.gz", warcGz, false), ("pages/pages.jsonl", Array(pages.utf8), true),
        ("datapackage.json", Array(package.utf8), true),
        ("datapackage-digest.json", Array(#"{"path": "datapackage.json", "hash": "sha256:abc"}"#.utf8), false),
      ] + more)
  }

  /// All of them with the names they would have.
  static var all: [(name: String, bytes: [UInt8])] {
    let texts = [
      ("page.html", page), ("feed.rss", rss), ("feed.atom", atom), ("feed.json", jsonFeed), ("result.json", chat), ("item.json", ninjs),
      ("a.jsonl", #"{"text": "Une bombe a explosé."}"# + "\n"), ("a.txt", "Une bombe a explosé."),
    ]
    return texts.map { ($0.0, Array($0.1.utf8)) } + [("a.warc", warc), ("a.warc.gz", warcGz), ("a.wacz", wacz())]
  }
}
