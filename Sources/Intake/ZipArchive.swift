import Foundation

/// The members of a ZIP file, stored or deflated; ZIP64 too.
struct ZipArchive {
  /// One member.
  struct Member {
    let name: String
    let method: Int
    let packed: Int
    let size: Int
    let offset: Int
    let isEncrypted: Bool

    /// Whether the name stays inside the folder that one would unpack into.
    var isSafe: Bool {
      !name.hasPrefix("/") && !name.contains("\\") && !name.contains("\0") && !name.contains(":")
        && !name.split(separator: "/").contains("..")
    }
  }

  private let handle: FileHandle
  private let limits: Limits
  private(set) var members: [Member] = []
  private static let damaged = Fault("this ZIP file is damaged or ends too early; fetch it again")

  init(_ handle: FileHandle, limits: Limits) throws {
    (self.handle, self.limits) = (handle, limits)
    guard let end = try? handle.seekToEnd() else { throw Fault("a ZIP file can't be read from a pipe; save it and name the file") }
    let directory = try directory(size: Int(end))
    members = try listed(directory.bytes, count: directory.count)
  }

  /// The bytes of a member, unpacked.
  func open(_ member: Member) throws -> ByteReader {
    if member.isEncrypted { throw Fault("it is encrypted; unpack it elsewhere") }
    let head = try bytes(member.offset, 30)
    guard head.number(0, 4) == 0x0403_4B50 else { throw ZipArchive.damaged }
    let start = member.offset + 30 + head.number(26, 2) + head.number(28, 2)
    let source = FileSource(handle, from: start, count: member.packed)
    switch member.method {
    case 0: return ByteReader(source)
    case 8: return ByteReader(Inflater(ByteReader(source), .deflate, limits: limits))
    default: throw Fault("it is packed in a way (\(member.method)) that isn't read; pack it with deflate")
    }
  }

  private func bytes(_ offset: Int, _ count: Int) throws -> [UInt8] {
    guard offset >= 0, count >= 0 else { throw ZipArchive.damaged }
    let bytes = try ByteReader(FileSource(handle, from: offset, count: count)).read(count)
    guard bytes.count == count else { throw ZipArchive.damaged }
    return bytes
  }

  /// The list of members at the end of the file.
  private func directory(size: Int) throws -> (bytes: [UInt8], count: Int) {
    let tail = try bytes(max(0, size - 65_557), min(size, 65_557))
    guard let at = (0...max(0, tail.count - 22)).reversed().first(where: { tail.count >= 22 && tail.number($0, 4) == 0x0605_4B50 }) else {
      throw ZipArchive.damaged
    }
    var (count, length, offset) = (tail.number(at + 10, 2), tail.number(at + 12, 4), tail.number(at + 16, 4))
    if offset == 0xFFFF_FFFF || count == 0xFFFF || length == 0xFFFF_FFFF, at >= 20, tail.number(at - 20, 4) == 0x0706_4B50 {
      let wide = try bytes(tail.number(at - 12, 8), 56)
      guard wide.number(0, 4) == 0x0606_4B50 else { throw ZipArchive.damaged }
      (count, length, offset) = (wide.number(32, 8), wide.number(40, 8), wide.number(48, 8))
    }
    guard count <= limits.members, length <= limits.held else {
      throw Fault("this ZIP file has more than \(limits.members) members; unpack it and name the files that you want read")
    }
    return (try bytes(offset, length), count)
  }

  private func listed(_ directory: [UInt8], count: Int) throws -> [Member] {
    var (members, at) = ([Member](), 0)
    for _ in 0..<count {
      guard at + 46 <= directory.count, directory.number(at, 4) == 0x0201_4B50 else { throw ZipArchive.damaged }
      let (name, extra, comment) = (directory.number(at + 28, 2), directory.number(at + 30, 2), directory.number(at + 32, 2))
      guard at + 46 + name + extra + comment <= directory.count else { throw ZipArchive.damaged }
      var sizes = [directory.number(at + 24, 4), directory.number(at + 20, 4), directory.number(at + 42, 4)]
      widen(&sizes, directory[(at + 46 + name)..<(at + 46 + name + extra)])
      members.append(
        Member(
          name: String(decoding: directory[(at + 46)..<(at + 46 + name)], as: UTF8.self), method: directory.number(at + 10, 2),
          packed: sizes[1],
          size: sizes[0], offset: sizes[2], isEncrypted: directory.number(at + 8, 2) & 1 == 1))
      at += 46 + name + extra + comment
    }
    return members
  }

  /// ZIP64: numbers that don't fit stand in the extra field, in order.
  private func widen(_ sizes: inout [Int], _ extra: ArraySlice<UInt8>) {
    var fields = Array(extra)
    while fields.count >= 4 {
      let (id, length) = (fields.number(0, 2), fields.number(2, 2))
      var at = 4
      if id == 1 {
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && at + 8 <= min(fields.count, 4 + length) {
          sizes[index] = fields.number(at, 8)
          at += 8
        }
      }
      fields.removeFirst(min(fields.count, 4 + length))
    }
  }
}

extension [UInt8] {
  /// A number of `count` bytes, lowest byte first; what doesn't fit an `Int` is `Int.max`.
  fileprivate func number(_ at: Int, _ count: Int) -> Int {
    guard at >= 0, at + count <= self.count else { return 0 }
    let value = self[at..<(at + count)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(clamping: value)
  }
}
