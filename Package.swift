// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Products of others, by the name that the rest of this file uses.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// A part of the platform: knows nothing of claims.
func platform(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Platform/\(name)", resources: resources,
            swiftSettings: strict)
}

/// Tests without servers.
func tests(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(path)", swiftSettings: strict)
}

/// Tests against a real PostgreSQL and a real RabbitMQ of their own.
func serverTests(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestServers"], path: "Tests/\(path)",
                swiftSettings: strict)
}

/// The three doors of one service and its two test rooms; all services are alike by construction.
func service(_ name: String, command: String, domain: [Target.Dependency] = [],
             service extra: [Target.Dependency] = []) -> [Target] {
    let platform: [Target.Dependency] = [
        "PlainJSON", "Postgres", "TransactionalMessaging", "ServiceRuntime", "Web", "GuideTexts",
    ]
    return [
        .target(name: "\(name)Domain", dependencies: ["Vocabulary"] + domain,
                path: "Sources/\(name)/Domain", swiftSettings: strict),
        .target(name: "\(name)Service",
                dependencies: [.target(name: "\(name)Domain"), "Vocabulary", "Contracts", hummingbird, mustache,
                               logging, crypto] + platform + domain + extra,
                path: "Sources/\(name)/Service",
                resources: [.embedInCode("Migrations"), .embedInCode("Templates")], swiftSettings: strict),
        .executableTarget(name: command, dependencies: [.target(name: "\(name)Service"), "ServiceRuntime"],
                          path: "Sources/\(name)/Main", swiftSettings: strict),
        tests("\(name)DomainTests", [.target(name: "\(name)Domain"), "Vocabulary"] + domain, path: "\(name)/Domain"),
        serverTests("\(name)ServerTests",
                    [.target(name: "\(name)Service"), .target(name: "\(name)Domain"), "Vocabulary", "Contracts",
                     hummingbird, hummingbirdTesting, logging, crypto, cryptoExtras] + platform + domain,
                    path: "\(name)/Server"),
    ]
}

let package = Package(
    name: "exam-claims",
    products: [],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: [
        // Pure.
        .target(name: "Vocabulary", swiftSettings: strict),
        .target(name: "Contracts", dependencies: ["Vocabulary"], swiftSettings: strict),
        // Compiled for speed also in debug builds, so that the properties of the law are tried on a hundred thousand
        // cases each in every run.
        .target(name: "Tariffs", dependencies: ["Vocabulary"], resources: [.embedInCode("Parameters")],
                swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        // The engine is compiled for speed also in debug builds: unoptimised it is some fifty times slower, and a
        // demonstration of half an academy would not be ready in the time that a manager waits.
        .target(name: "Matching", dependencies: [collections],
                swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        .target(name: "GuideTexts", resources: [.embedInCode("Pages")], swiftSettings: strict),
        tests("VocabularyTests", ["Vocabulary"], path: "Vocabulary"),
        tests("ContractsTests", ["Contracts", "Vocabulary", crypto], path: "Contracts"),
        tests("TariffsTests", ["Tariffs", "Vocabulary"], path: "Tariffs"),
        tests("MatchingTests", ["Matching"], path: "Matching"),
        tests("ArchitectureTests", [], path: "Architecture"),

        // Platform.
        .systemLibrary(name: "CPostgres", path: "Sources/Platform/CPostgres", pkgConfig: "libpq"),
        .systemLibrary(name: "CRabbitMQ", path: "Sources/Platform/CRabbitMQ", pkgConfig: "librabbitmq"),
        .systemLibrary(name: "CEventFD", path: "Sources/Platform/CEventFD"),
        platform("PinnedThread", ["CEventFD"]),
        platform("PlainJSON"),
        platform("Postgres", ["CPostgres", "PinnedThread", "PlainJSON"]),
        platform("Broker", ["CRabbitMQ", "PinnedThread"]),
        platform("TransactionalMessaging",
                 ["Contracts", "PinnedThread", "PlainJSON", "Postgres", "Broker", crypto, logging, metrics],
                 resources: [.embedInCode("Migrations")]),
        platform("ServiceRuntime", ["Contracts", "PinnedThread", "Postgres", "Broker", "TransactionalMessaging", "Web", configuration,
                                    logging, metrics, lifecycle, unixSignals, argumentParser,
                                    hummingbird]),
        platform("Documents", [subprocess], resources: [.embedInCode("Scripts")]),
        platform("Web", ["PinnedThread", hummingbird, mustache, jwt, crypto, logging, metrics],
                 resources: [.embedInCode("Assets"), .embedInCode("Templates")]),
        .target(name: "TestServers",
                dependencies: ["Postgres", "Broker", "TransactionalMessaging", "ServiceRuntime", "Contracts", "Web",
                               hummingbird, hummingbirdTesting, logging, crypto, cryptoExtras, asyncHTTPClient, nioCore,
                               nioHTTP1],
                path: "Tests/TestServers", swiftSettings: strict),
        tests("PinnedThreadTests", ["PinnedThread"], path: "Platform/PinnedThread"),
        tests("PlainJSONTests", ["PlainJSON"], path: "Platform/PlainJSON"),
        tests("PostgresTests", ["Postgres"], path: "Platform/Postgres"),
        tests("BrokerTests", ["Broker"], path: "Platform/Broker"),
        tests("TransactionalMessagingTests", ["TransactionalMessaging", "Contracts"],
              path: "Platform/TransactionalMessaging"),
        tests("ServiceRuntimeTests", ["ServiceRuntime", "Postgres", "TransactionalMessaging", "Web", hummingbird],
              path: "Platform/ServiceRuntime"),
        tests("WebTests", ["Web", "GuideTexts", hummingbird, hummingbirdTesting, crypto, cryptoExtras], path: "Platform/Web"),
        serverTests("PlatformServerTests",
                    ["Postgres", "Broker", "TransactionalMessaging", "ServiceRuntime", "Web", "Contracts", "Vocabulary", hummingbird,
                     logging],
                    path: "Platform/Server"),

        // All services together.
        serverTests("EveryServiceTests",
                    ["AssignmentService", "ClaimEntryService", "ValidationService", "LiquidationService", "PortalService",
                     "ClaimEntryDomain", "ValidationDomain", "LiquidationDomain", "Tariffs", "ServiceRuntime",
                     "TransactionalMessaging", "Postgres", "Broker", "Contracts", "Vocabulary", crypto, cryptoExtras],
                    path: "EveryService"),

        // Operations.
        .executableTarget(name: "imagin",
                          dependencies: ["Vocabulary", "Contracts", "Tariffs", "Matching", "Postgres", "Broker",
                                         "TransactionalMessaging", "ServiceRuntime", "Web", argumentParser, asyncHTTPClient,
                                         crypto],
                          path: "Sources/Operations", swiftSettings: strict),
        .executableTarget(name: "bench",
                          dependencies: ["CRabbitMQ", "Vocabulary", "Tariffs", argumentParser], path: "Sources/Bench", swiftSettings: strict),
    ]
        + service("Assignment", command: "assignment", domain: ["Matching"], service: ["Documents", "Tariffs"])
        + service("ClaimEntry", command: "claim-entry", domain: ["Tariffs"])
        + service("Validation", command: "validation", domain: ["Tariffs"])
        + service("Liquidation", command: "liquidation", domain: ["Tariffs"], service: [cryptoExtras])
        + service("Portal", command: "portal", service: ["Documents", cryptoExtras, jwt, subprocess])
)
