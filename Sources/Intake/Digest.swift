import CSodium

/// SHA-256 by libsodium (decision 002).
public struct Digest {
  private var state = crypto_hash_sha256_state()

  /// A digest of nothing yet.
  public init() { crypto_hash_sha256_init(&state) }

  /// Adds bytes.
  public mutating func add(_ bytes: [UInt8]) { crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count)) }

  /// The digest in 64 hexadecimal digits.
  public consuming func hex() -> String {
    var out = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256_final(&state, &out)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: out.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of some bytes in 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.add(bytes)
    return digest.hex()
  }
}
