import CSodium

/// SHA-256 by libsodium (decision 002).
public enum Digest {
  /// The digest in 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var out = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&out, bytes, UInt64(bytes.count))
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: out.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
