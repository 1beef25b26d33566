import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Testing
import Vocabulary

@testable import LiquidationService

/// A batch through the pages: made, released by somebody else, sent, answered.
@Suite(.serialized) struct BatchPagesTests {
    private let person = ParticipantID(rawValue: UUID())
    private let builder = PagesFixture.builder
    private let releaser = PagesFixture.releaser

    private func prepare(_ pages: PagesFixture) async throws {
        try await pages.money.register(person)
        try await pages.money.enterBankDetails(person)
        try await pages.money.certify([
            pages.money.decision(person, [(.travel, .toll(paid: .zero))]),
            pages.money.decision(person, [(.travel, .toll(paid: .zero))]),
        ])
    }

    private func build(_ pages: PagesFixture) async throws -> String {
        let built = try await pages.post("/paiements/lots", ["jour": "2026-07-16"], as: builder)
        return try #require(built.location)
    }

    @Test func aBatchGoesItsWholeWayThroughThePages() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await PagesFixture.run(folder: folder.path()) { pages in
            try await prepare(pages)

            let lot = try await build(pages)
            #expect(try await pages.post("\(lot)/liberer", as: builder).status == 409)
            #expect(try await pages.get("\(lot)/fichier", as: builder).status == 409)
            #expect(try await pages.post("\(lot)/liberer", as: releaser).status == 303)
            let file = try await pages.get("\(lot)/fichier", as: builder)
            #expect(file.status == 200 && file.body.contains("pain.001.001.09"))
            #expect(try await pages.post("\(lot)/transmettre", as: builder).status == 303)
            let reference = try #require(file.body.firstMatch(of: /<MsgId>([^<]*)</)).1
            let sent = try Data(contentsOf: folder.appending(path: "outbox/\(reference).xml"))
            #expect(sent == Data(file.body.utf8))
            let xml = Array(PagesFixture.report(String(reference), "ACSC").utf8)
            #expect(try await pages.upload("/paiements/reponses", xml, as: builder).location == lot)

            let balance = try await pages.money.balance()
            #expect(balance.differences.isEmpty && balance.balance.carried(.paid, .travel) == Money(cents: 2000))
            #expect(try await pages.get(lot, as: builder).body.contains("Payé"))
        }
    }

    @Test func aProgramGivesTheSameAnswerAsJSON() async throws {
        try await PagesFixture.run { pages in
            try await prepare(pages)
            let lot = try await build(pages)
            _ = try await pages.post("\(lot)/liberer", as: releaser)
            let file = try await pages.get("\(lot)/fichier", as: builder)
            let reference = try #require(file.body.firstMatch(of: /<MsgId>([^<]*)</)).1
            let xml = PagesFixture.report(String(reference), "RJCT")

            let first = try await pages.post("/paiements/reponses", ["texte": xml], as: builder.program)
            let second = try await pages.post("/paiements/reponses", ["texte": xml], as: builder.program)

            #expect(
                first.status == 200 && first.body.contains("\"rejetes\":2") && first.body.contains("\"dejaRecu\":false")
            )
            #expect(second.status == 200 && second.body.contains("\"dejaRecu\":true"))
        }
    }

    @Test func theSameFormSentTwiceMakesOneBatch() async throws {
        try await PagesFixture.run { pages in
            try await prepare(pages)
            let command = UUID()

            let first = try await pages.post("/paiements/lots", ["jour": "2026-07-16"], as: builder, command: command)
            let second = try await pages.post("/paiements/lots", ["jour": "2026-07-16"], as: builder, command: command)

            #expect(first.status == 303 && first.location == second.location)
            #expect(
                try await pages.money.pool.withConnection {
                    try $0.run(SelectBatches(perimeter: .everything, limit: 9, offset: 0))
                }.count == 1)
        }
    }
}
