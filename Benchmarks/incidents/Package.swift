// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "linking-benchmark",
  dependencies: [.package(name: "Constat", path: "../..")],
  targets: [.executableTarget(name: "linking", dependencies: [.product(name: "Linking", package: "Constat")])]
)
