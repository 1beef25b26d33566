import Foundation
import Postgres
import Testing

@testable import PortalService

/// The way of mails out of the outbox: through a program that takes them, or does not.
struct MailSenderTests {
    private struct CountWaiting: Statement {
        static let sql = "SELECT count(*) FROM portal.mails WHERE sent_at IS NULL"
        static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
    }

    private struct SelectKinds: Statement {
        static let sql = "SELECT kind FROM portal.mails WHERE sent_at IS NOT NULL ORDER BY sent_at, rank"
        static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
    }

    /// A program that reads its mail and takes it, or does not.
    private func program(ending code: Int) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)")
        try Data("#!/bin/sh\ncat >/dev/null\nexit \(code)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        return file.path
    }

    private func sender(_ test: TestPortal, ending code: Int = 0, perMinute: Int = 300) throws -> MailSender {
        var settings = PortalSettings(publicOrigin: "")
        settings.mailCommand = try program(ending: code)
        settings.mailsPerMinute = perMinute
        return MailSender(pool: test.pool, settings: settings, clock: { test.time.now })
    }

    @Test func aFloodLeavesMinuteByMinuteAndNothingIsLost() async throws {
        try await TestPortal.run { test in
            for number in 1...25 { _ = try await test.invite("personne\(number)") }
            let sender = try sender(test, perMinute: 10)
            var turns: [Int] = []

            for _ in 1...6 {
                turns.append(try await sender.run())
                test.time.pass(31)
            }

            #expect(turns == [10, 0, 10, 0, 5, 0])
            #expect(try await test.pool.withConnection { try $0.run(CountWaiting()) } == [0])
        }
    }

    @Test func whoeverWaitsForANewPasswordIsServedFirst() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            for number in 1...5 { _ = try await test.invite("personne\(number)") }
            test.time.pass(6 * 60)
            _ = try await TestBrowser(test).submit("/portail/mot-de-passe-oublie", ["identifiant": "claire"])

            _ = try await sender(test, perMinute: 1).run()

            #expect(try await test.pool.withConnection { try $0.run(SelectKinds()) } == ["recovery"])
        }
    }

    @Test func aProgramThatFailsDelaysTheMailAndLosesNothing() async throws {
        try await TestPortal.run { test in
            _ = try await test.invite("claire")

            #expect(try await sender(test, ending: 1).run() == 0)
            #expect(try await sender(test).run() == 0)
            test.time.pass(3 * 60)

            #expect(try await sender(test).run() == 1)
        }
    }
}
