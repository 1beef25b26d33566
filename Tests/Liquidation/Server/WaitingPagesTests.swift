import Contracts
import Foundation
import Postgres
import LiquidationDomain
import Testing
import TransactionalMessaging
import Vocabulary

@testable import LiquidationService

/// What waits, what comes back, and what a person does about it.
@Suite(.serialized) struct WaitingPagesTests {
    private let person = ParticipantID(rawValue: UUID())
    private let paymaster = PagesFixture.builder
    private let parking = Fact.parking(paid: .zero)

    private func held(_ pages: PagesFixture) async throws -> (FactsCertified, LineID) {
        try await pages.money.register(person)
        try await pages.money.enterBankDetails(person)
        let decision = pages.money.decision(person, [(.indemnity, .scripts(count: 10)), (.travel, parking)])
        try await pages.money.certify([decision])
        return (decision, decision.lines[1].line.lineID)
    }

    @Test func anOpenQuestionHoldsItsTrackAndTheOtherIsPaid() async throws {
        try await PagesFixture.run { pages in
            _ = try await held(pages)

            #expect(try await pages.payments().map(\.track) == [.indemnity])
            let page = try await pages.get("/paiements/attentes", as: paymaster)
            #expect(page.body.contains("Lequel des deux ?") && page.body.contains("50,00"))
            let own = try await pages.get("/paiements/mes-paiements", as: .participant(person))
            #expect(own.body.contains("Vous n’avez rien à faire"))
            #expect(try await pages.money.balance().differences.isEmpty)
        }
    }

    @Test func theAnswerLiquidatesWhatWasHeldOnce() async throws {
        try await PagesFixture.run { pages in
            let (decision, line) = try await held(pages)
            let path = "/paiements/attentes/\(decision.claimID)/1/travel"

            let wrong = try await pages.post(path, ["reponse-\(line)": "other"], as: paymaster)
            let right = try await pages.post(path, ["reponse-\(line)": "dear"], as: paymaster)
            let again = try await pages.post(path, ["reponse-\(line)": "cheap"], as: paymaster)

            #expect(wrong.status == 422 && right.status == 303 && again.status == 422)
            let travel = try await pages.payments().filter { $0.track == .travel }
            #expect(travel.map(\.amount) == [Money(cents: 5000)] && travel.map(\.state) == [.ordered])
            #expect(try await pages.money.balance().differences.isEmpty)
        }
    }

    @Test func anotherOfficeNeitherSeesNorAnswers() async throws {
        try await PagesFixture.run { pages in
            let (decision, line) = try await held(pages)
            let foreign = PagesFixture.Visitor.paymaster(["DEC2"])

            let answer = try await pages.post(
                "/paiements/attentes/\(decision.claimID)/1/travel", ["reponse-\(line)": "dear"], as: foreign)

            #expect(answer.status == 404)
            #expect(!(try await pages.get("/paiements/attentes", as: foreign).body.contains("Lequel")))
            let found = try await pages.payments()
            #expect(try await pages.get("/paiements/ordres/\(found[0].paymentID)", as: foreign).status == 404)
            #expect(try await pages.get("/paiements/ordres", as: foreign).body.contains("Aucun ordre de paiement"))
        }
    }

    @Test func anIndemnityThatThePayrollRejectsIsInstructedAnewOnce() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            let messages = try await pages.money.certify([
                pages.money.decision(person, [(.indemnity, .scripts(count: 1))])
            ])
            let instruction = try #require(messages.compactMap { $0 as? IndemnityInstructed }.first)
            let report = IndemnityReported(
                paymentID: instruction.paymentID, outcome: .rejected, amountCents: Money(cents: 500),
                reportedOn: LiquidationFixture.today, code: "P12", explanation: "Numéro inconnu de la paye.")
            _ = try await pages.money.pool.transaction { connection in
                try ReportIndemnity(now: LiquidationFixture.now).report(report, number: 1, in: connection)
            }
            let form: KeyValuePairs = ["ordre": instruction.paymentID.description]

            let page = try await pages.get("/paiements/rejets", as: paymaster)
            let first = try await pages.post("/paiements/rejets", form, as: paymaster)
            let second = try await pages.post("/paiements/rejets", form, as: paymaster)

            #expect(page.body.contains("Numéro inconnu de la paye.") && page.body.contains("Ordonner à nouveau"))
            #expect(first.status == 303 && second.status == 422)
            #expect(
                try await pages.payments().map(\.state).sorted { $0.rawValue < $1.rawValue } == [
                    .instructed, .returned,
                ])
            let outbox = try await pages.money.pool.withConnection { try $0.run(SelectOutboxTypes()) }
            #expect(outbox.filter { $0.contains("indemnity-instructed") }.count == 1)
            #expect(try await pages.money.balance().differences.isEmpty)
        }
    }

    @Test func aTransferToARefusedAccountWaitsForAnotherAccount() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            try await pages.money.enterBankDetails(person)
            try await pages.money.certify([pages.money.decision(person, [(.travel, .toll(paid: .zero))])])
            let (_, reference) = try await pages.sendBatch()
            let xml = PagesFixture.report(reference, "RJCT", reason: "AC04")
            _ = try await pages.post("/paiements/reponses", ["texte": xml], as: paymaster)
            let order = try #require(try await pages.payments().first).paymentID.description

            let early = try await pages.post("/paiements/rejets", ["ordre": order], as: paymaster)
            try await pages.money.enterBankDetails(person, iban: PagesFixture.debtorIban)

            #expect(early.status == 422 && early.body.contains("compte utilisable"))
            #expect(Set(try await pages.payments().map(\.state)) == [.returned, .ordered])
            let history = try await pages.get("/paiements/ordres/\(order)", as: paymaster)
            #expect(history.body.contains("la banque") && history.body.contains("AC04 : Le compte est clos."))
            #expect(history.body.contains("Ordre 2"))
        }
    }

    /// The account was changed while the transfer was on its way: nothing is missing any more.
    @Test func aLateReturnOnAnOlderAccountDoesNotMakeTheDossierIncomplete() async throws {
        try await PagesFixture.run { pages in
            try await pages.money.register(person)
            try await pages.money.enterBankDetails(person)
            try await pages.money.certify([pages.money.decision(person, [(.travel, .toll(paid: .zero))])])
            let (_, reference) = try await pages.sendBatch()
            try await pages.money.enterBankDetails(person, iban: PagesFixture.debtorIban)

            let xml = PagesFixture.report(reference, "RJCT", reason: "AC04")
            _ = try await pages.post("/paiements/reponses", ["texte": xml], as: paymaster)

            let outbox = try await pages.money.pool.withConnection { try $0.run(SelectOutboxTypes()) }
            #expect(outbox.contains { $0.contains("payment-returned") })
            #expect(!outbox.contains { $0.contains("dossier-assessed") })
            let page = try await pages.get("/paiements/rejets", as: paymaster)
            #expect(page.body.contains("a donné un autre compte depuis"))
        }
    }
}
