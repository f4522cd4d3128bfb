import Intake
import SourceText
import Testing

@Suite("Pages") struct PageTests {
  @Test("the article comes without menus, captions and pointers, with what schema.org says of it") func article() throws {
    let arrival = try Taken(Sample.page, "page.html").only()
    let document = arrival.document
    #expect(document.text == Sample.pageText)
    #expect(document.title == "Attaque à Kadrina")
    #expect(document.publishedText == "2024-11-12T09:30:00+01:00")
    #expect(document.outlet == "Radio Ostra" && document.language == "fr" && document.id == "page")
    #expect(document.extra == ["page": .object(["modified": .string("2024-11-12T11:00:00+01:00")])])
    #expect(arrival.report == "www.ostra.example/monde/kadrina")
    #expect(arrival.capture.mediaType == "text/html" && arrival.capture.bytes == Array(Sample.page.utf8))
    #expect(arrival.capture.sha256 == Digest.sha256(Array(Sample.page.utf8)) && arrival.isPublic)
  }

  @Test("without schema.org the meta tags speak, without them the elements") func facts() throws {
    let body = "<h1>Pont détruit</h1><time datetime=2024-11-11>lundi</time><div><p>\(Sample.prose)</p><p>\(Sample.prose)</p></div>"
    let meta = """
      <meta property="og:title" content="Pont détruit"><meta property="og:site_name" content="Brèves">
      <meta property="article:published_time" content="2024-11-12"><meta property="og:locale" content="fr_CA">
      <meta property="og:url" content="https://breves.example/7">
      """
    let told = try Taken("<html><head>\(meta)</head><body>\(body)</body></html>", "a.html").only()
    #expect(told.document.outlet == "Brèves" && told.document.publishedText == "2024-11-12" && told.document.language == "fr")
    #expect(told.report == "breves.example/7")
    let bare = try Taken("<html><body>\(body)</body></html>", "a.html").only()
    #expect(bare.document.title == "Pont détruit" && bare.document.publishedText == "2024-11-11" && bare.document.outlet == nil)
    #expect(bare.document.text == "Pont détruit\n\n\(Sample.prose)\n\n\(Sample.prose)")
    #expect(bare.report.hasSuffix("a.html#a"))
  }

  @Test("a report in the densest block is found without <article>; lists of links and a comment box are not it") func densest() throws {
    let links = (1...20).map { "<li><a href='/\($0)'>Another story with quite a long title, number \($0)</a></li>" }.joined()
    let html = """
      <body><table><tr><td><ul>\(links)</ul></td><td><div id="story"><p>\(Sample.prose)</p><p>A second paragraph follows it.</p></div></td></tr></table>
      <div id="comments"><p>I don't believe a word of this, says a reader at great length and without end.</p></div></body>
      """
    #expect(try Taken(html, "a.htm").texts == ["\(Sample.prose)\n\nA second paragraph follows it."])
  }

  @Test("a page that names its report like boilerplate is read all the same") func named() throws {
    #expect(try Taken("<div class='share-box'><p>\(Sample.prose)</p></div>", "a.html").texts == [Sample.prose])
  }

  @Test("where the page shows no text, the body that schema.org tells is taken") func told() throws {
    let html =
      #"<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "H", "articleBody": "\#(Sample.prose)"}</script><p>Subscribe.</p>"#
    #expect(try Taken(html, "a.html").texts == ["H\n\n" + Sample.prose])
  }

  @Test("a page without an article is a problem with a way out") func none() throws {
    let taken = try Taken("<html><body><nav>a</nav><p>Hi.</p></body></html>", "a.html")
    #expect(taken.arrivals.isEmpty && taken.messages.contains("save its text as .txt"))
  }

  @Test("a chat exported as a page is refused: it may be private") func chat() throws {
    let taken = try Taken(
      #"<html><div class="page_wrap"><div class="history"><div class="text">Salut, c'est moi.</div></div></div></html>"#, "messages.html")
    #expect(taken.arrivals.isEmpty && taken.messages.contains("result.json"))
  }
}
