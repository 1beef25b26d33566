/// Who may import whom. The same table stands in Package.swift as dependencies; here it is said as a rule, and a
/// dependency that slipped in there is caught.
enum Layers {
    /// What one folder may import of ours.
    struct Rule: Sendable {
        let folder: String
        let mayImport: Set<String>
    }

    static let services = ["Assignment", "ClaimEntry", "Validation", "Liquidation", "Portal"]

    private static let executables: [String: String] = [
        "Assignment": "AssignmentService", "ClaimEntry": "ClaimEntryService", "Validation": "ValidationService",
        "Liquidation": "LiquidationService", "Portal": "PortalService",
    ]

    private static let domainExtras: [String: Set<String>] = [
        "Assignment": ["Matching"], "ClaimEntry": ["Tariffs"], "Validation": ["Tariffs"], "Liquidation": ["Tariffs"],
    ]

    static let modules: Set<String> =
        Set([
            "Vocabulary", "Contracts", "Tariffs", "Matching", "GuideTexts", "CPostgres", "CRabbitMQ", "CEventFD",
            "PinnedThread", "PlainJSON", "Postgres", "Broker", "TransactionalMessaging", "ServiceRuntime", "Web",
            "Documents", "TestServers",
        ]).union(services.flatMap { ["\($0)Domain", "\($0)Service"] })

    /// The first rule whose folder begins the path applies.
    static let rules: [Rule] =
        [
            Rule(folder: "Sources/Vocabulary/", mayImport: []),
            Rule(folder: "Sources/Matching/", mayImport: []),
            Rule(folder: "Sources/GuideTexts/", mayImport: []),
            Rule(folder: "Sources/Contracts/", mayImport: ["Vocabulary"]),
            Rule(folder: "Sources/Tariffs/", mayImport: ["Vocabulary"]),
            Rule(folder: "Sources/Platform/PinnedThread/", mayImport: ["CEventFD"]),
            Rule(folder: "Sources/Platform/PlainJSON/", mayImport: []),
            Rule(folder: "Sources/Platform/Postgres/", mayImport: ["CPostgres", "PinnedThread", "PlainJSON"]),
            Rule(folder: "Sources/Platform/Broker/", mayImport: ["CRabbitMQ", "PinnedThread"]),
            Rule(
                folder: "Sources/Platform/TransactionalMessaging/",
                mayImport: ["Contracts", "PinnedThread", "PlainJSON", "Postgres", "Broker"]),
            Rule(folder: "Sources/Platform/Web/", mayImport: ["PinnedThread", "GuideTexts"]),
            Rule(folder: "Sources/Platform/Documents/", mayImport: []),
            Rule(
                folder: "Sources/Platform/ServiceRuntime/",
                mayImport: [
                    "Contracts", "PinnedThread", "Postgres", "Broker", "TransactionalMessaging", "Web", "GuideTexts",
                ]),
            Rule(
                folder: "Sources/Operations/",
                mayImport: [
                    "Vocabulary", "Contracts", "Tariffs", "Matching", "Postgres", "Broker", "TransactionalMessaging",
                    "ServiceRuntime", "Web",
                ]),
            // Instruments that stand outside: they share nothing with the services that they
            // measure; the tariffs are measured as the library that they are.
            Rule(folder: "Sources/Bench/", mayImport: ["CRabbitMQ", "Tariffs", "Vocabulary"]),
        ] + services.flatMap(rules(of:))

    private static func rules(of service: String) -> [Rule] {
        let extras = domainExtras[service] ?? []
        return [
            Rule(folder: "Sources/\(service)/Domain/", mayImport: extras.union(["Vocabulary"])),
            Rule(
                folder: "Sources/\(service)/Service/",
                mayImport: extras.union([
                    "\(service)Domain", "Vocabulary", "Contracts", "Tariffs", "PlainJSON", "Postgres",
                    "TransactionalMessaging", "ServiceRuntime", "Web", "Documents", "GuideTexts",
                ])),
            Rule(
                folder: "Sources/\(service)/Main/",
                mayImport: Set([executables[service] ?? "", "ServiceRuntime"])),
        ]
    }

    /// Imports that the table does not allow, and files that it does not know.
    static func findings(_ file: SourceFile) -> [Finding] {
        guard let rule = rules.first(where: { file.path.hasPrefix($0.folder) }) else {
            return [Finding(path: file.path, line: 1, complaint: "stands in no layer of the table")]
        }
        return file.imports.filter { modules.contains($0.module) && !rule.mayImport.contains($0.module) }.map {
            Finding(path: file.path, line: $0.line, complaint: "may not import \($0.module)")
        }
    }
}
