import Foundation

/// Addresses on the web.
enum Address {
  /// An absolute http address; a relative one is completed by `base`.
  static func absolute(_ text: String?, base: String? = nil) -> String? {
    guard let text = text?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty, text.utf8.count < 4000 else { return nil }
    if isWeb(text) { return text }
    guard let base, isWeb(base), !text.contains(":"), let joined = URL(string: text, relativeTo: URL(string: base)) else { return nil }
    return joined.absoluteString
  }

  private static func isWeb(_ text: String) -> Bool {
    let head = text.prefix(8).lowercased()
    return head.hasPrefix("https://") || head.hasPrefix("http://")
  }

  /// What two addresses of one article have in common: without scheme, fragment and the parameters by which visitors are counted.
  ///
  /// Nil for the address of a whole site.
  static func key(_ text: String?) -> String? {
    guard let text = absolute(text) else { return nil }
    let bare = text[text.index(after: text.firstIndex(of: ":") ?? text.startIndex)...].dropFirst(2).prefix { $0 != "#" }
    let parts = bare.split(separator: "?", maxSplits: 1)
    guard let place = parts.first else { return nil }
    let host = place.prefix { $0 != "/" }.lowercased()
    let path = place.dropFirst(host.count)
    let query = parts.dropFirst().first?.split(separator: "&").filter { !isCounter($0) } ?? []
    if query.isEmpty, path.allSatisfy({ $0 == "/" }) { return nil }
    return host + path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  private static func isCounter(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    return name.hasPrefix("utm_") || ["fbclid", "gclid", "mc_cid", "mc_eid", "xtor", "at_medium", "at_campaign"].contains(name)
  }

  /// The host of an address, without `www.`.
  static func host(_ text: String?) -> String? {
    guard let text = absolute(text), let host = URL(string: text)?.host?.lowercased(), !host.isEmpty else { return nil }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }
}
