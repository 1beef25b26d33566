import Foundation

/// The limits of the house that a program can see.
enum StyleLimits {
    static let largestFile = 300
    static let largestFunction = 60
    static let largestMain = 40
    static let mostParameters = 4

    /// Functions that may take more, because every route calls them and their labels read as a sentence.
    /// The others wait for a struct of their own; nothing may be added to them.
    static let mayTakeMore: Set<String> = [
        "Sources/Platform/Web/Site+page.swift page",
        "Sources/Liquidation/Service/Transfers/TakeBankAnswer.swift apply",
        "Sources/Portal/Domain/Letter.swift convocation", "Sources/Portal/Domain/Letter.swift settled",
        "Sources/Portal/Service/HTTP/LinkRoutes.swift page", "Sources/Portal/Service/SignInSession.swift person",
        "Tests/Platform/Web/TestSite.swift ask",
    ]

    static func findings(_ file: SourceFile) -> [Finding] {
        length(file) + functions(file) + words(file) + statements(file)
    }

    private static func length(_ file: SourceFile) -> [Finding] {
        let limit = file.path.contains("/Main/") ? largestMain : largestFile
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count > limit else { return [] }
        return [Finding(path: file.path, line: limit, complaint: "\(count) lines; at most \(limit)")]
    }

    /// Words that do not belong on the main branch, or belong in one place only.
    private static func words(_ file: SourceFile) -> [Finding] {
        let inPinnedThread = file.path.hasPrefix("Sources/Platform/PinnedThread/")
        let unsafeWords = ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"]
        return file.lines.enumerated().flatMap { index, line -> [Finding] in
            let code = SourceFile.code(line)
            var found: [String] = []
            for mark in ["TO" + "DO", "FIX" + "ME"] where line.contains(mark) { found.append(mark) }
            if code.contains("try!") { found.append("try!") }
            if !inPinnedThread { found += unsafeWords.filter(code.contains) }
            return found.map { Finding(path: file.path, line: index + 1, complaint: "\($0) is not wanted here") }
        }
    }

    /// SQL stands in `Store/` of a service, in the platform, and in what audits the databases.
    private static func statements(_ file: SourceFile) -> [Finding] {
        let places = ["/Store/", "Sources/Platform/Postgres/", "Sources/Platform/TransactionalMessaging/"]
        let free =
            places.contains { file.path.contains($0) } || !file.path.hasPrefix("Sources/")
            || file.path.hasPrefix("Sources/Operations/Audit") || file.path.hasPrefix("Sources/Bench/")
            || file.path.hasPrefix("Sources/Operations/Store/")
        guard !free else { return [] }
        let pattern = /\b(SELECT\s.+\sFROM|INSERT INTO|DELETE FROM|UPDATE\s+[a-z_.]+\s+SET)\b/
        return file.lines.enumerated().compactMap { index, line in
            guard line.firstMatch(of: pattern) != nil, !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") else {
                return nil
            }
            return Finding(path: file.path, line: index + 1, complaint: "SQL belongs in Store/")
        }
    }

    private static func functions(_ file: SourceFile) -> [Finding] {
        FunctionScan.functions(in: file).flatMap { function -> [Finding] in
            var found: [String] = []
            if function.length > largestFunction {
                found.append("\(function.name) has \(function.length) lines; at most \(largestFunction)")
            }
            // An initialiser of plain fields may take them all: it states a type, it decides nothing.
            let excused = function.name == "init" || mayTakeMore.contains("\(file.path) \(function.name)")
            if !excused, function.parameters > mostParameters {
                found.append("\(function.name) takes \(function.parameters) parameters; at most \(mostParameters)")
            }
            return found.map { Finding(path: file.path, line: function.line, complaint: $0) }
        }
    }
}
