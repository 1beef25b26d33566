import Foundation
import Testing

@Suite struct LayersTests {
    @Test func nobodyImportsWhatTheTableDoesNotAllow() throws {
        let findings = try SourceTree.files("Sources").flatMap(Layers.findings)

        #expect(findings == [], "\(findings.map(\.description).joined(separator: "\n"))")
    }

    @Test(arguments: [
        ("Sources/Vocabulary/Money.swift", "import Contracts"),
        ("Sources/Matching/Flow.swift", "import Vocabulary"),
        ("Sources/Contracts/Envelope.swift", "public import Postgres"),
        ("Sources/Platform/Postgres/Pool.swift", "import Contracts"),
        ("Sources/Platform/Broker/Consumer.swift", "@preconcurrency import Postgres"),
        ("Sources/ClaimEntry/Domain/Claim.swift", "import Contracts"),
        ("Sources/ClaimEntry/Domain/Claim.swift", "internal import Postgres"),
        ("Sources/Validation/Service/Work.swift", "import ClaimEntryDomain"),
        ("Sources/Validation/Service/Work.swift", "import struct LiquidationDomain.Order"),
        ("Sources/Liquidation/Service/Pay.swift", "import Broker"),
        ("Sources/Portal/Main/main.swift", "import ClaimEntryService"),
        ("Sources/Operations/main.swift", "import LiquidationService"),
        ("Sources/Bench/main.swift", "@testable import ValidationDomain"),
    ])
    func aPlantedForbiddenImportIsCaught(path: String, line: String) {
        let file = SourceFile(path: path, text: "import Foundation\n\(line)\n")

        #expect(Layers.findings(file).map(\.line) == [2])
    }

    @Test func anAllowedImportIsNotCaught() {
        let file = SourceFile(path: "Sources/Liquidation/Domain/Order.swift", text: "public import Vocabulary\n")

        #expect(Layers.findings(file) == [])
    }

    @Test func aFileOutsideEveryLayerIsCaught() {
        #expect(Layers.findings(SourceFile(path: "Sources/Helpers/Stuff.swift", text: "")).count == 1)
    }

    @Test func everyTargetOfThePackageStandsInTheTable() throws {
        let package = try String(contentsOf: SourceTree.root.appending(path: "Package.swift"), encoding: .utf8)
        let names = package.matches(of: /(?:\.target\(name: |platform\()"([A-Za-z]+)"/).map { String($0.1) }

        #expect(!names.isEmpty)
        #expect(names.filter { !Layers.modules.contains($0) } == [])
    }
}

@Suite struct StyleLimitsTests {
    @Test func theSourceKeepsTheLimits() throws {
        let findings = try SourceTree.files("Sources", "Tests").flatMap(StyleLimits.findings)

        #expect(findings == [], "\(findings.map(\.description).joined(separator: "\n"))")
    }

    private func complaints(_ text: String, path: String = "Sources/Vocabulary/Planted.swift") -> [String] {
        StyleLimits.findings(SourceFile(path: path, text: text)).map(\.complaint)
    }

    @Test func aFileOf301LinesIsCaught() {
        #expect(complaints(String(repeating: "\n", count: 300)) == [])
        #expect(complaints(String(repeating: "\n", count: 301)) == ["301 lines; at most 300"])
    }

    @Test func aMainOf41LinesIsCaught() {
        let text = String(repeating: "\n", count: 41)

        #expect(complaints(text, path: "Sources/Portal/Main/main.swift") == ["41 lines; at most 40"])
    }

    @Test func aFunctionOf61LinesIsCaught() {
        func text(_ lines: Int) -> String {
            "func long() {\n" + String(repeating: "    x()\n", count: lines - 2) + "}\n"
        }

        #expect(complaints(text(60)) == [])
        #expect(complaints(text(61)) == ["long has 61 lines; at most 60"])
    }

    @Test func aFifthParameterIsCaught() {
        #expect(complaints("func f(a: Int, b: [Int: Int], c: (Int, Int), d: D<A, B>) {\n}\n") == [])
        #expect(
            complaints("func f(\n    a: Int, b: Int, c: Int,\n    d: Int, e: Int\n) {\n}\n")
                == ["f takes 5 parameters; at most 4"])
    }

    @Test(arguments: [
        "// TO" + "DO: later", "// FIX" + "ME", "let a = tr" + "y! f()",
        "final class A: @unch" + "ecked Sendable {}", "nonisolated(uns" + "afe) var a = 1",
    ])
    func anUnwantedWordIsCaught(line: String) {
        #expect(complaints(line).count == 1)
    }

    @Test func theUncheckedWordIsAllowedInPinnedThreadOnly() {
        let line = "final class PinnedThread: @unch" + "ecked Sendable {}"

        #expect(complaints(line, path: "Sources/Platform/PinnedThread/PinnedThread.swift") == [])
    }

    @Test func sqlOutsideStoreIsCaught() {
        let line = "let sql = \"SELECT a FROM b.c\""

        #expect(complaints(line, path: "Sources/Portal/Service/HTTP/Routes.swift") == ["SQL belongs in Store/"])
        #expect(complaints(line, path: "Sources/Portal/Service/Store/AccountStatements.swift") == [])
    }
}
