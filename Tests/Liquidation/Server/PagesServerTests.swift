import Foundation
import Testing
import Vocabulary

@testable import LiquidationService

@Suite(.serialized) struct PagesServerTests {
    private let person = ParticipantID(rawValue: UUID())

    @Test func theParticipantSeesTheAccountMasked() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            try await pages.money.enterBankDetails(person)

            let answer = try await pages.get("/paiements/mes-coordonnees", as: .participant(person))

            #expect(answer.status == 200 && answer.body.contains("FR76 •••• 0189"))
            #expect(!answer.body.contains(LiquidationFixture.iban))
        }
    }

    @Test func thePaymasterSeesALedgerThatSumsToZero() async throws {
        try await PagesFixture.run { pages in
            let answer = try await pages.get("/paiements", as: .paymaster())

            #expect(answer.status == 200 && answer.body.contains("juste au centime"))
        }
    }

    @Test(arguments: ["/paiements", "/paiements/lots", "/paiements/reponses"])
    func aParticipantDoesNotOpenThePaymastersPages(_ path: String) async throws {
        try await PagesFixture.run { pages in
            let answer = try await pages.get(path, as: .participant(person))

            #expect(answer.status == 403)
        }
    }
}
