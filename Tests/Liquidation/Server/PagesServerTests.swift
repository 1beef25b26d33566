import Foundation
import Postgres
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

    @Test(arguments: [
        "/paiements", "/paiements/lots", "/paiements/reponses", "/paiements/ordres", "/paiements/rejets",
        "/paiements/attentes", "/paiements/paye",
    ])
    func aParticipantDoesNotOpenThePaymastersPages(_ path: String) async throws {
        try await PagesFixture.run { pages in
            let answer = try await pages.get(path, as: .participant(person))

            #expect(answer.status == 403)
        }
    }

    @Test(arguments: [
        "/paiements", "/paiements/lots", "/paiements/reponses", "/paiements/ordres", "/paiements/rejets",
        "/paiements/attentes", "/paiements/paye",
    ])
    func everyPageOfThePaymasterOpensWithoutAnyPayment(_ path: String) async throws {
        try await PagesFixture.run { pages in
            let answer = try await pages.get(path, as: .paymaster())

            #expect(answer.status == 200 && answer.body.contains("Rubriques des paiements"))
        }
    }

    @Test func theStatementExplainsEachLineAndSaysWhereTheMoneyIs() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            try await pages.money.certify([
                pages.money.decision(person, [(.indemnity, .scripts(count: 10)), (.travel, .toll(paid: .zero))])
            ])

            let answer = try await pages.get("/paiements/mes-paiements", as: .participant(person))

            #expect(answer.status == 200 && answer.body.contains("Phrase de la ligne."))
            #expect(answer.body.contains("Transmis à la paye") && answer.body.contains("En attente de vos coordonnées"))
            #expect(
                answer.body.contains(
                    "0,00\u{202F}€ payés, 50,00\u{202F}€ en cours, 10,00\u{202F}€ en attente de vos coordonnées."))
        }
    }

    @Test func somebodyElsesMoneyIsNotOnTheStatement() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            try await pages.money.certify([pages.money.decision(person, [(.indemnity, .scripts(count: 10))])])
            let other = ParticipantID(rawValue: UUID())

            let answer = try await pages.get("/paiements/mes-paiements", as: .participant(other))

            #expect(answer.status == 200 && answer.body.contains("Rien n’a encore été liquidé"))
        }
    }

    @Test func wrongBankDetailsComeBackBesideTheirFieldsAndNothingIsKept() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person, status: "external")

            let answer = try await pages.post(
                "/paiements/mes-coordonnees",
                ["iban": "FR76 3000 6000", "titulaire": "É. Lefèvre", "bic": "", "nir": ""],
                as: .participant(person))

            #expect(answer.status == 422 && answer.body.contains("Un IBAN FR compte 27 caractères"))
            #expect(answer.body.contains("FR76 3000 6000") && answer.body.contains("erreur-nir"))
            let page = try await pages.get("/paiements/mes-coordonnees", as: .participant(person))
            #expect(page.body.contains("Aucun compte n’est utilisable"))
        }
    }

    @Test func bankDetailsAreKeptOnceAndShownMasked() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            let command = UUID()
            func save() async throws -> PagesFixture.Answer {
                try await pages.post(
                    "/paiements/mes-coordonnees",
                    ["iban": LiquidationFixture.iban, "titulaire": "Éloïse Lefèvre", "bic": "", "nir": ""],
                    as: visitor, command: command)
            }
            let visitor = PagesFixture.Visitor.participant(person)

            let (first, second) = (try await save(), try await save())

            #expect(first.status == 303 && second.status == 303)
            let versions = try await pages.money.pool.transaction { connection in
                try connection.run(LockPayee(participant: person)).first?.version
            }
            #expect(versions == 1)
        }
    }
}
