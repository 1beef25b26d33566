import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Testing
import Vocabulary

@testable import LiquidationService

/// The payroll reports as paid what it had rejected; a paymaster finds out and closes it.
@Suite(.serialized) struct IncidentServerTests {
    private let paymaster = PagesFixture.Visitor.paymaster()

    /// An indemnity of 5 € that was rejected, then reported as paid; with another order in between if wanted.
    private func contested(_ pages: PagesFixture, orderedAnew: Bool) async throws -> PaymentID {
        let person = ParticipantID(rawValue: UUID())
        try await pages.money.register(person)
        let ordered = try await pages.money.certify([
            pages.money.decision(person, [(.indemnity, .scripts(count: 1))])
        ])
        let payment = try #require(ordered.compactMap { $0 as? IndemnityInstructed }.first).paymentID
        try await report(pages, payment, .rejected, 1)
        if orderedAnew {
            #expect(try await pages.post("/paiements/rejets", ["ordre": "\(payment)"], as: paymaster).status == 303)
        }
        try await report(pages, payment, .paid, 2)
        return payment
    }

    @discardableResult
    private func report(
        _ pages: PagesFixture, _ payment: PaymentID, _ outcome: PayrollOutcome, _ number: Int64
    ) async throws -> Int {
        let report = IndemnityReported(
            paymentID: payment, outcome: outcome, amountCents: Money(cents: 500),
            reportedOn: LiquidationFixture.today, code: nil, explanation: nil)
        return try await pages.money.pool.transaction { connection in
            try ReportIndemnity(now: LiquidationFixture.now).report(report, number: number, in: connection).count
        }
    }

    private func close(
        _ pages: PagesFixture, _ payment: PaymentID, _ issue: String, _ why: String = "M. Durand, par courriel"
    ) async throws -> PagesFixture.Answer {
        try await pages.post(address(payment), ["issue": issue, "explication": why], as: paymaster)
    }

    private func address(_ payment: PaymentID) -> String { "/paiements/ordres/\(payment)/incident" }

    private func expectBalanced(_ pages: PagesFixture, paid: Int64) async throws {
        let balance = try await pages.money.balance()
        #expect(balance.sum == .zero && balance.differences.isEmpty)
        #expect(balance.balance.carried(.recoverable, .indemnity) == .zero)
        #expect(balance.balance.carried(.paid, .indemnity) == Money(cents: paid))
    }

    @Test func whatWasPaidAfterAllIsSettledAndNothingIsOwed() async throws {
        try await PagesFixture.run { pages in
            let payment = try await contested(pages, orderedAnew: false)
            #expect(try await pages.get("/paiements", as: paymaster).body.contains("/paiements/ordres/\(payment)"))
            let open = try await pages.get("/paiements/ordres/\(payment)", as: paymaster)
            #expect(open.body.contains("Clore l’incident"))
            #expect(try await pages.post("/paiements/rejets", ["ordre": "\(payment)"], as: paymaster).status == 422)

            let (fields, command): (KeyValuePairs, UUID) = (
                ["issue": "confirmed-paid", "explication": "M. Durand, par courriel"], UUID()
            )
            for _ in 1...2 {
                let answer = try await pages.post(address(payment), fields, as: paymaster, command: command)
                #expect(answer.status == 303)
            }

            try await expectBalanced(pages, paid: 500)
            let page = try await pages.get("/paiements/ordres/\(payment)", as: paymaster).body
            #expect(page.contains("M. Durand, par courriel") && !page.contains("Clore l’incident"))
            #expect(try await pages.get("/paiements/rejets", as: paymaster).body.contains("Aucun paiement rejeté"))
            let told = try await pages.money.pool.withConnection { try $0.run(SelectTold()) }
            #expect(told == ["liquidation.payment-settled.v1"])
            #expect(try await close(pages, payment, "announced-in-error").status == 422)
        }
    }

    @Test func whatWasAnnouncedInErrorCanBeOrderedAnewAndContradictedAgain() async throws {
        try await PagesFixture.run { pages in
            let payment = try await contested(pages, orderedAnew: false)

            #expect(try await close(pages, payment, "announced-in-error").status == 303)

            try await expectBalanced(pages, paid: 0)
            try await report(pages, payment, .paid, 3)
            #expect(try await pages.post("/paiements/rejets", ["ordre": "\(payment)"], as: paymaster).status == 422)
            #expect(try await close(pages, payment, "announced-in-error").status == 303)
            #expect(try await pages.post("/paiements/rejets", ["ordre": "\(payment)"], as: paymaster).status == 303)
            try await expectBalanced(pages, paid: 0)
        }
    }

    @Test func whatWasPaidTwiceEndsWhenTheMoneyIsBack() async throws {
        try await PagesFixture.run { pages in
            let payment = try await contested(pages, orderedAnew: true)
            let suspense = try await pages.money.balance()
            #expect(suspense.sum == .zero && suspense.differences.isEmpty)
            #expect(suspense.balance.carried(.recoverable, .indemnity) == Money(cents: -500))

            #expect(try await close(pages, payment, "confirmed-paid").status == 422)
            #expect(try await close(pages, payment, "recovered").status == 303)

            try await expectBalanced(pages, paid: 0)
        }
    }

    @Test func theSameNewsTwiceIsOneIncident() async throws {
        try await PagesFixture.run { pages in
            let payment = try await contested(pages, orderedAnew: false)
            try await report(pages, payment, .paid, 3)

            let incidents = try await pages.money.pool.withConnection { try $0.run(SelectIncidents(payment: payment)) }
            #expect(incidents.count == 1)
            #expect(try await close(pages, payment, "confirmed-paid").status == 303)
            try await expectBalanced(pages, paid: 500)
        }
    }

    @Test func whatIsMissingIsSaidBesideTheFieldAndNothingHappens() async throws {
        try await PagesFixture.run { pages in
            let payment = try await contested(pages, orderedAnew: false)

            let answer = try await close(pages, payment, "", "ok")
            #expect(answer.status == 422)
            #expect(answer.body.contains("Choisissez ce que la paye a confirmé."))
            #expect(answer.body.contains("5 à 500 caractères"))
            let elsewhere = try await pages.post(
                address(payment), ["issue": "confirmed-paid", "explication": "par courriel"], as: .paymaster(["DEC2"]))
            #expect(elsewhere.status == 404)
            #expect(try await close(pages, PaymentID(rawValue: UUID()), "confirmed-paid").status == 404)

            let open = try await pages.money.pool.withConnection { try $0.run(SelectIncidents(payment: payment)) }
            #expect(open.map { $0.closing == nil } == [true])
        }
    }
}

/// What the last act told the other services.
private struct SelectTold: Statement {
    static let sql = "SELECT type FROM msg.outbox ORDER BY position DESC LIMIT 1"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}
