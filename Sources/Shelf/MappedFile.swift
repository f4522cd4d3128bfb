import Foundation
import Gazetteer
import SourceText

extension Memory {
  /// A file as memory: the system reads its pages when they are asked for, and shares them among programs.
  ///
  /// - Throws: a `Problem` if it can't be read.
  static func mapping(_ path: String) throws(Problem) -> Memory {
    let file = open(path, O_RDONLY)
    defer { if file >= 0 { close(file) } }
    var status = stat()
    guard file >= 0, fstat(file, &status) == 0, status.st_size > 0,
      let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED
    else {
      throw Problem("knowledge", "the file can't be read; the Knowledge folder is not complete", file: path)
    }
    return Memory(UnsafeRawBufferPointer(start: start, count: Int(status.st_size))) {
      munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count)
    }
  }
}
