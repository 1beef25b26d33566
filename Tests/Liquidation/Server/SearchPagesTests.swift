import Foundation
import LiquidationDomain
import Postgres
import Testing
import Vocabulary

@testable import LiquidationService

@Suite(.serialized) struct SearchPagesTests {
    private let paymaster = PagesFixture.builder

    @Test(arguments: ["lefevre", "LEFÈVRE éloïse", "I0042", "fevr"])
    func somebodyIsFoundByNameWithoutAccentsOrByNumber(_ text: String) async throws {
        try await PagesFixture.run { pages in
            for (number, family) in [("I0042", "Lefèvre"), ("I0007", "Martin")] {
                let person = ParticipantID(rawValue: UUID())
                try await pages.money.register(person, number: number, family: family)
                try await pages.money.certify([pages.money.decision(person, [(.indemnity, .scripts(count: 1))])])
            }

            #expect(try await pages.payments(text).map(\.number) == ["I0042"])
        }
    }

    @Test func aPercentSignIsTextAndNotAPattern() async throws {
        try await PagesFixture.run { pages in
            let person = ParticipantID(rawValue: UUID())
            try await pages.money.register(person)
            try await pages.money.certify([pages.money.decision(person, [(.indemnity, .scripts(count: 1))])])

            #expect(try await pages.payments("%").isEmpty)
        }
    }

    @Test func filtersStayInTheAddressOfTheNextPage() async throws {
        try await PagesFixture.run { pages in
            let person = ParticipantID(rawValue: UUID())
            try await pages.money.register(person)
            try await pages.money.certify(
                (0..<60).map { _ in pages.money.decision(person, [(.indemnity, .scripts(count: 1))]) })

            let first = try await pages.get("/paiements/ordres?q=lefevre&etat=instructed", as: paymaster)
            let second = try await pages.get("/paiements/ordres?q=lefevre&etat=instructed&page=2", as: paymaster)

            #expect(first.body.contains("60\u{A0}ordres de paiement"))
            #expect(first.body.contains("q=lefevre&amp;etat=instructed&amp;page=2"))
            #expect(second.body.components(separatedBy: "/paiements/ordres/").count - 1 == 10)
        }
    }

    @Test func theNumberOfTheRegisterStaysWhenOnlyTheAccountChanges() async throws {
        try await PagesFixture.run { pages in
            let person = ParticipantID(rawValue: UUID())
            try await pages.money.register(person, status: "external")
            try await pages.money.enterBankDetails(person, nationalNumber: "269054958815780")

            try await pages.money.enterBankDetails(person, iban: PagesFixture.debtorIban)

            let kept = try await pages.money.pool.withConnection { try $0.run(SelectNumbers()) }
            #expect(kept.count == 2 && kept[0] == kept[1] && kept[0] != nil)
        }
    }
}

private struct SelectNumbers: Statement {
    static let sql = "SELECT encode(national_number_index, 'hex') FROM liquidation.bank_details ORDER BY version"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String? { try row.optionalText(0) }
}

/// The types of all facts that were published through the pages, in order.
struct SelectOutboxTypes: Statement {
    static let sql = "SELECT type FROM msg.outbox ORDER BY position"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}
