// swift-tools-version: 6.2
import PackageDescription

/// Every target is built with the strict import settings that ARCHITECTURE.md asks for.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "Constat",
  products: [
    .library(name: "Reading", targets: ["Reading"]),
    .library(name: "Linking", targets: ["Linking", "Records", "Codes", "SourceText"]),
    .executable(name: "constat", targets: ["constat"]),
    .executable(name: "constat-train", targets: ["constat-train"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    room("SourceText"),
    room("Codes", ["SourceText"]),
    room("Records", ["SourceText", "Codes"]),
    room("Packs", ["SourceText", "Codes"]),
    .target(name: "CProducts"),
    room("Grammar", ["SourceText", "Packs", "CProducts"]),
    room("Gazetteer", ["SourceText", "Packs", "Grammar"]),
    room("Reading", ["SourceText", "Codes", "Records", "Packs", "Grammar", "Gazetteer"]),
    room("Tone", ["SourceText", "Records", "Packs", "Grammar"]),
    room("Scoring", ["SourceText", "Codes", "Records", "Packs"]),
    room("Intake", ["SourceText", "CSodium", "CXML", "CZlib"]),
    room("Linking", ["SourceText", "Codes", "Records"]),
    room("Ledger", ["SourceText", "Codes", "Records", .product(name: "GRDB", package: "GRDB.swift")]),
    room("Exports", ["SourceText", "Codes", "Records"]),
    room("Shelf", ["SourceText", "Codes", "Records", "Packs", "Grammar", "Gazetteer", "Reading", "Tone"]),
    .target(
      name: "Knowledge", path: "Knowledge", exclude: ["actors", "codebook", "languages", "places", "policy", "recognition"],
      sources: ["Knowledge.swift"], swiftSettings: strict),
    .executableTarget(
      name: "constat",
      dependencies: [
        "SourceText", "Codes", "Records", "Packs", "Grammar", "Gazetteer", "Reading", "Tone", "Scoring", "Intake", "Knowledge", "Shelf",
        "Linking", "Ledger", "Exports", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "constat-train",
      dependencies: [
        "SourceText", "Codes", "Records", "Packs", "Grammar", "Gazetteer", "Reading", "Scoring", "Intake", "Shelf",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "Support", dependencies: ["SourceText", "Codes", "Records", "Reading", "Scoring", "Intake", "Shelf"], path: "Tests/Support",
      swiftSettings: strict),
    tests("SourceTextTests", ["SourceText"]),
    tests("CodesTests", ["Codes", "Shelf", "Support"]),
    tests("RecordsTests", ["SourceText", "Codes", "Records", "Intake", "Support"]),
    tests("PacksTests", ["SourceText", "Codes", "Packs", "Shelf", "Support"]),
    tests("GrammarTests", ["SourceText", "Records", "Packs", "Grammar", "Intake", "Reading", "Scoring", "Shelf", "Support"]),
    tests("GazetteerTests", ["SourceText", "Grammar", "Gazetteer"]),
    tests("ReadingTests", ["SourceText", "Codes", "Records", "Reading", "Scoring", "Intake", "Shelf", "Support"]),
    tests("ToneTests", ["SourceText", "Records", "Packs", "Scoring", "Tone", "Shelf", "Support"]),
    tests("ScoringTests", ["SourceText", "Codes", "Records", "Scoring", "Shelf", "Support"]),
    tests("IntakeTests", ["SourceText", "Intake", "Support"]),
    tests("LinkingTests", ["SourceText", "Codes", "Records", "Linking", "Support"]),
    tests(
      "LedgerTests",
      ["SourceText", "Codes", "Records", "Ledger", "Intake", "Support", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("ExportsTests", ["SourceText", "Codes", "Records", "Exports", "Support"]),
    tests("PackTests", ["SourceText", "Packs", "Reading", "Tone", "Shelf", "Support"]),
    tests("NeutralityTests", ["SourceText", "Codes", "Packs", "Records", "Grammar", "Reading", "Scoring", "Tone", "Shelf", "Support"]),
    tests("HouseTests", ["SourceText", "Packs", "Support"]),
    tests("ConstatTests", ["SourceText", "Records", "Intake", "Scoring", "Shelf", "Support", "constat"]),
  ]
)
