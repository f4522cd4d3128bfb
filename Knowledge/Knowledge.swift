public import Foundation

/// Finds the folder with the packs, the codebook, the actors and the places.
public enum Knowledge {
  /// Looks at the flag, the environment variable `CONSTAT_KNOWLEDGE`, beside the executable, `../share/constat` of it,
  /// upwards from the executable (a build folder inside the project) and the working folder, in this order.
  ///
  /// Returns nil if none of them holds `languages/`; the caller says so in a sentence.
  public static func folder(flag: String?, environment: [String: String], executable: URL?, working: URL) -> URL? {
    if let flag { return holdsPacks(URL(fileURLWithPath: flag)) }
    if let named = environment["CONSTAT_KNOWLEDGE"] { return holdsPacks(URL(fileURLWithPath: named)) }
    var candidates: [URL] = []
    if let beside = executable?.deletingLastPathComponent() {
      candidates.append(beside.appendingPathComponent("Knowledge"))
      candidates.append(beside.deletingLastPathComponent().appendingPathComponent("share/constat/Knowledge"))
      var up = beside
      for _ in 0..<6 {
        up = up.deletingLastPathComponent()
        candidates.append(up.appendingPathComponent("Knowledge"))
      }
    }
    candidates.append(working.appendingPathComponent("Knowledge"))
    return candidates.lazy.compactMap(holdsPacks).first
  }

  private static func holdsPacks(_ folder: URL) -> URL? {
    var isFolder: ObjCBool = false
    let there = FileManager.default.fileExists(atPath: folder.appendingPathComponent("languages").path, isDirectory: &isFolder)
    return there && isFolder.boolValue ? folder : nil
  }
}
