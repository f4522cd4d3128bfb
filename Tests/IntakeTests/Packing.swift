/// Files as other programs pack them, made by hand: nothing is compressed, all checks are right.
enum Packing {
  /// Deflate blocks that hold the bytes as they are.
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var (out, at) = ([UInt8](), 0)
    repeat {
      let count = min(65_535, bytes.count - at)
      out += [at + count == bytes.count ? 1 : 0] + little(count, 2) + little(~count & 0xFFFF, 2) + bytes[at..<(at + count)]
      at += count
    } while at < bytes.count
    return out
  }

  /// One gzip member.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + deflated(bytes) + little(Int(crc(bytes)), 4) + little(bytes.count, 4)
  }

  /// A ZIP file of members, deflated where asked.
  static func zip(_ members: [(name: String, bytes: [UInt8], isDeflated: Bool)]) -> [UInt8] {
    var (out, directory) = ([UInt8](), [UInt8]())
    for member in members {
      let (name, data) = (Array(member.name.utf8), member.isDeflated ? deflated(member.bytes) : member.bytes)
      let facts =
        little(0, 2) + little(member.isDeflated ? 8 : 0, 2) + little(0, 4) + little(Int(crc(member.bytes)), 4) + little(data.count, 4)
        + little(member.bytes.count, 4) + little(name.count, 2) + little(0, 2)
      directory +=
        little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + facts + little(0, 8) + little(0, 2) + little(out.count, 4) + name
      out += little(0x0403_4B50, 4) + little(20, 2) + facts + data.prefix(0) + name + data
    }
    return out + directory + little(0x0605_4B50, 4) + little(0, 4) + little(members.count, 2) + little(members.count, 2)
      + little(directory.count, 4) + little(out.count, 4) + little(0, 2)
  }

  /// One record of a web archive.
  static func record(_ kind: String, _ address: String, _ type: String, _ block: [UInt8]) -> [UInt8] {
    let head = """
      WARC/1.1\r\nWARC-Type: \(kind)\r\nWARC-Target-URI: \(address)\r\nWARC-Date: 2024-11-13T06:00:00Z\r
      WARC-Record-ID: <urn:uuid:\(kind)>\r\nContent-Type: \(type)\r\nContent-Length: \(block.count)\r\n\r\n
      """
    return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
  }

  /// An answer of a server.
  static func answer(_ body: [UInt8], _ fields: String = "", type: String = "text/html; charset=utf-8", status: Int = 200) -> [UInt8] {
    Array("HTTP/1.1 \(status) OK\r\nContent-Type: \(type)\r\n\(fields)\r\n".utf8) + body
  }

  /// A body in chunks.
  static func chunked(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 100) {
      let part = bytes[start..<min(bytes.count, start + 100)]
      out += Array((String(part.count, radix: 16) + "\r\n").utf8) + part + [13, 10]
    }
    return out + Array("0\r\n\r\n".utf8)
  }

  static func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  /// CRC-32 as gzip and ZIP want it.
  static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
  }
}
