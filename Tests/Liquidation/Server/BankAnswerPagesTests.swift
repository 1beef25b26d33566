import Foundation
import LiquidationDomain
import Testing
import Vocabulary

@testable import LiquidationService

/// What the bank answers, given by a person.
@Suite(.serialized) struct BankAnswerPagesTests {
    private let person = ParticipantID(rawValue: UUID())
    private let builder = PagesFixture.builder

    /// Two transfers of 10 € in a batch that has gone.
    private func sent(_ pages: PagesFixture) async throws -> (path: String, reference: String) {
        try await pages.money.register(person)
        try await pages.money.enterBankDetails(person)
        try await pages.money.certify([
            pages.money.decision(person, [(.travel, .toll(paid: .zero))]),
            pages.money.decision(person, [(.travel, .toll(paid: .zero))]),
        ])
        return try await pages.sendBatch()
    }

    @Test func aPartialAcceptanceSettlesSomeAndReturnsOthers() async throws {
        try await PagesFixture.run { pages in
            let (lot, reference) = try await sent(pages)
            let ids = try await pages.payments().map { $0.paymentID.rawValue.uuidString.replacing("-", with: "") }
            let xml = PagesFixture.report(reference, "PART", transfers: [(ids[0], "ACSC"), (ids[1], "RJCT")])

            let answer = try await pages.upload("/paiements/reponses", Array(xml.utf8), as: builder)

            #expect(answer.status == 303 && answer.location == lot)
            #expect(Set(try await pages.payments().map(\.state)) == [.settled, .returned])
            #expect(try await pages.get(lot, as: builder).body.contains("Le compte est clos."))
            #expect(try await pages.money.balance().differences.isEmpty)
            let own = try await pages.get("/paiements/mes-coordonnees", as: .participant(person))
            #expect(own.body.contains("un virement de 10,00") && own.body.contains("Le compte est clos."))
            let statement = try await pages.get("/paiements/mes-paiements", as: .participant(person)).body
            #expect(statement.contains("10,00\u{202F}€ payés, 10,00\u{202F}€ rejetés."))
            #expect(!statement.contains("en cours") && statement.contains("donnez-en un autre"))
        }
    }

    @Test func theSameReportTwiceCountsOnce() async throws {
        try await PagesFixture.run { pages in
            let (_, reference) = try await sent(pages)
            let xml = Array(PagesFixture.report(reference, "ACSC").utf8)

            _ = try await pages.upload("/paiements/reponses", xml, as: builder)
            let again = try await pages.upload("/paiements/reponses", xml, as: PagesFixture.releaser)

            #expect(again.status == 303)
            #expect(try await pages.money.balance().balance.carried(.paid, .travel) == Money(cents: 2000))
        }
    }

    @Test(arguments: [
        ("<Document>\n<a>\n</b></Document>", "ligne 3"), ("", "Choisissez le fichier"), ("pas du XML", "ligne 1"),
        ("<!DOCTYPE x><x/>", "DOCTYPE"),
        (PagesFixture.report("IMAGIN-20260101-999999", "ACSC"), "Aucun lot ne porte la référence"),
        (PagesFixture.report("IMAGIN-20260101-999999", "YES"), "n&#39;est pas un statut connu"),
    ])
    func whatIsWrongIsSaidWithItsPlaceAndNothingIsTaken(_ text: String, _ sentence: String) async throws {
        try await PagesFixture.run { pages in
            _ = try await sent(pages)

            let answer = try await pages.upload("/paiements/reponses", Array(text.utf8), as: builder)

            #expect(answer.status == 422 && answer.body.contains(sentence), "\(answer.body)")
            #expect(Set(try await pages.payments().map(\.state)) == [.sent])
        }
    }

    @Test func aProgramReadsEveryProblemAsProblemJSON() async throws {
        try await PagesFixture.run { pages in
            let answer = try await pages.post(
                "/paiements/reponses", ["texte": PagesFixture.report("NONE", "ACSC")], as: builder.program)

            #expect(answer.status == 422 && answer.type == "application/problem+json")
            #expect(answer.body.contains("OrgnlMsgId"))
        }
    }

    @Test func aFileThatIsTooLargeIsRefusedBeforeItIsRead() async throws {
        try await PagesFixture.run { pages in
            let large = [UInt8](repeating: 0x20, count: BankAnswerRoutes.largestBytes + 1)

            let answer = try await pages.upload("/paiements/reponses", large, as: builder)

            #expect(answer.status == 413)
        }
    }

    /// Some banks write what they like into the proprietary reason.
    @Test func anAccountNumberInTheReasonIsNeitherKeptNorShown() async throws {
        try await PagesFixture.run { pages in
            let (lot, reference) = try await sent(pages)
            let xml = PagesFixture.report(reference, "RJCT", reason: LiquidationFixture.iban)

            _ = try await pages.upload("/paiements/reponses", Array(xml.utf8), as: builder)

            #expect(Set(try await pages.payments().map(\.state)) == [.returned])
            for path in [lot, "/paiements/rejets"] {
                #expect(!(try await pages.get(path, as: builder).body.contains("30006000011234567890")))
            }
        }
    }

    @Test func anAnswerToABatchBeyondThePerimeterFindsNoBatch() async throws {
        try await PagesFixture.run { pages in
            let (lot, reference) = try await sent(pages)
            let foreign = PagesFixture.Visitor.paymaster(["DEC2"])
            let xml = Array(PagesFixture.report(reference, "ACSC").utf8)

            let answer = try await pages.upload("/paiements/reponses", xml, as: foreign)

            #expect(answer.status == 422 && answer.body.contains("Aucun lot ne porte"))
            #expect(try await pages.get(lot, as: foreign).status == 404)
            #expect(try await pages.get("\(lot)/fichier", as: foreign).status == 404)
            #expect(try await pages.post("\(lot)/incertain", as: foreign).status == 404)
        }
    }
}
