/// Cuts a feed into its entries without parsing it: each can be kept as it was received, and a broken one breaks no other.
struct FeedScanner {
  private let bytes: [UInt8]
  private var at = 0
  /// The start tag of the outermost element, with its namespaces.
  private(set) var rootTag: ArraySlice<UInt8> = []
  private(set) var rootName: [UInt8] = []
  /// What stands before the first entry, after the root's start tag.
  private(set) var head: ArraySlice<UInt8> = []
  /// Whether the feed declares entities of its own.
  private(set) var declaresEntities = false
  private let names: Set<[UInt8]> = [Array("item".utf8), Array("entry".utf8)]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    findRoot()
  }

  /// How deep elements are nested in some XML.
  static func depth(_ bytes: [UInt8]) -> Int {
    var scanner = FeedScanner(part: bytes)
    var (depth, deepest) = (0, 0)
    while let tag = scanner.nextTag() {
      if tag.isEnd { depth -= 1 } else if !tag.isEmpty { depth += 1 }
      deepest = max(deepest, depth)
    }
    return deepest
  }

  private init(part bytes: [UInt8]) { self.bytes = bytes }

  /// The next entry with its tags; nil at the end.
  ///
  /// An entry that is not closed ends where the next one begins.
  mutating func next() -> [UInt8]? {
    var open: Int?
    while let tag = nextTag() {
      guard names.contains(Array(tag.name)) else { continue }
      if let start = open {
        if tag.isEnd { return Array(bytes[start..<at]) }
        at = tag.start
        return Array(bytes[start..<tag.start])
      }
      if !tag.isEnd, !tag.isEmpty { open = tag.start }
    }
    return open.map { Array(bytes[$0...]) }
  }

  private mutating func findRoot() {
    while let tag = nextTag() {
      if tag.isEnd { continue }
      rootName = Array(bytes[tag.start..<at].dropFirst().prefix { $0 > 32 && $0 != 62 && $0 != 47 })
      rootTag = bytes[tag.start..<at]
      break
    }
    let start = at
    while let tag = nextTag() {
      guard names.contains(Array(tag.name)) else { continue }
      at = tag.start
      break
    }
    head = bytes[start..<at]
  }

  /// The next start or end tag; comments, CDATA, instructions and the document type are passed over.
  private mutating func nextTag() -> (name: ArraySlice<UInt8>, start: Int, isEnd: Bool, isEmpty: Bool)? {
    while let start = bytes[at...].firstIndex(of: 0x3C) {
      if starts(start, "<!--") {
        pass(start, "-->")
      } else if starts(start, "<![CDATA[") {
        pass(start, "]]>")
      } else if starts(start, "<?") {
        pass(start, "?>")
      } else if starts(start, "<!") {
        if starts(start, "<!ENTITY") { declaresEntities = true }
        at = start + 2
      } else {
        return tag(start)
      }
    }
    at = bytes.count
    return nil
  }

  private mutating func tag(_ start: Int) -> (name: ArraySlice<UInt8>, start: Int, isEnd: Bool, isEmpty: Bool) {
    var (end, quote) = (start + 1, UInt8(0))
    while end < bytes.count, quote != 0 || bytes[end] != 0x3E {
      let byte = bytes[end]
      if quote != 0 { if byte == quote { quote = 0 } } else if byte == 34 || byte == 39 { quote = byte } else if byte == 0x3C { break }
      end += 1
    }
    let isClosed = end < bytes.count && bytes[end] == 0x3E
    at = isClosed ? end + 1 : end
    let isEnd = start + 1 < bytes.count && bytes[start + 1] == 47
    let name = bytes[min(start + (isEnd ? 2 : 1), end)..<end].prefix { $0 > 32 && $0 != 47 }
    return (name.split(separator: 58).last ?? name, start, isEnd, isClosed && end > start && bytes[end - 1] == 47)
  }

  private func starts(_ start: Int, _ text: StaticString) -> Bool {
    start + text.utf8CodeUnitCount <= bytes.count
      && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
  }

  /// Goes behind the next `end`; to the end if there is none.
  private mutating func pass(_ start: Int, _ end: StaticString) {
    at = start + 2
    while let next = bytes[at...].firstIndex(of: end.utf8Start[0]) {
      if starts(next, end) {
        at = next + end.utf8CodeUnitCount
        return
      }
      at = next + 1
    }
    at = bytes.count
  }
}
