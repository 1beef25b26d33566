import Contracts
import Foundation
import Postgres
import TestServers
import Testing
import Vocabulary

@testable import ValidationService

@Suite(.serialized) struct QueueServerTests {
    private func scripts(_ count: Int) -> ClaimLine { ClaimStory.line(.scripts(count: count)) }

    @Test func eachFilterOfTheAddressNarrowsTheList() async throws {
        try await TestService.validation { service in
            try await service.submit(ClaimStory(family: "Lefèvre"), [scripts(10)])
            try await service.submit(
                ClaimStory(family: "Aït-Ali", office: "DEC2", centre: "0810002B", kind: .oral),
                [ClaimStory.line(.candidates(count: 8, minutesEach: 20))], at: "2026-07-02")
            try await service.submit(ClaimStory(family: "Lafont"), [scripts(130)], at: "2026-07-03")
            let officer = try await service.officer(["*"])
            let queries = [
                "": ["Lefèvre", "Aït-Ali", "Lafont"], "?tri=nom": ["Aït-Ali", "Lafont", "Lefèvre"],
                "?q=lefevre": ["Lefèvre"], "?q=ELO+lef": ["Lefèvre"], "?q=ali": ["Aït-Ali"], "?q=fevre": [],
                "?centre=0810002B": ["Aït-Ali"], "?type=oral": ["Aït-Ali"], "?bureau=DEC2": ["Aït-Ali"],
                "?examen=bts": [], "?ordre=oui": ["Lefèvre", "Aït-Ali"], "?ordre=non": ["Lafont"],
                "?ordre=many-scripts": ["Lafont"], "?ordre=unproven-night": [], "?etat=decided": [],
            ]
            for (query, expected) in queries {
                let page = try await officer.get("/verification\(query)")

                #expect(page.names == expected.map { "Éloïse \($0)" }, "\(query)")
            }
        }
    }

    @Test func whatIsNotInOrderSaysWhyInTheListAndFiltersStayInTheAddress() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts(130)])

            let page = try await service.officer().get("/verification?ordre=non&q=lef")

            #expect(page.text.contains("130 copies : plus de 120 pour une mission"))
            #expect(page.text.contains("href=\"\(story.path)?q=lef&amp;ordre=non\""))
            #expect(page.text.contains("1\u{A0}état de frais à vérifier, dont aucun en ordre."))
        }
    }

    @Test func whatIsInOrderPassesInOneSignedGestureAndTheRestStays() async throws {
        try await TestService.validation { service in
            let own = ClaimStory(family: "Moi")
            for day in 1...3 { try await service.submit(ClaimStory(), [scripts(10)], at: "2026-07-0\(day)") }
            try await service.submit(ClaimStory(family: "Lafont"), [scripts(130)])
            try await service.submit(own, [scripts(10)])
            let officer = try await service.officer(participant: own.participant)
            let summary = try await officer.get("/verification/certifier")
            let before = try #require(summary.text.firstMatch(of: /name="avant" value="(\d+)"/)?.1)

            let unsigned = try await officer.post("/verification/certifier", ["avant": String(before)])
            let signed = try await officer.post(
                "/verification/certifier", ["avant": String(before), "signature": "oui"])

            #expect(summary.text.contains("3\u{A0}états de frais en ordre, pour une estimation de 150,00\u{202F}€"))
            #expect(unsigned.status == 422 && unsigned.text.contains("Cochez la case pour signer."))
            #expect(signed.status == 303)
            #expect(try await service.awaitOutbox(FactsCertified.self, count: 3).count == 3)
            #expect(try await officer.get("/verification").names == ["Éloïse Lafont"])
            #expect(try await service.state(of: own) == "submitted")
        }
    }

    @Test func whatArrivesAfterTheSummaryIsNotSignedWithIt() async throws {
        try await TestService.validation { service in
            let officer = try await service.officer()
            try await service.submit(ClaimStory(family: "Avant"), [scripts(10)], at: "2026-07-01")
            try await service.submit(ClaimStory(family: "Après"), [scripts(10)], at: "2026-07-03")
            let shown = WireInstant.parse("2026-07-02T00:00:00Z")!

            _ = try await officer.post(
                "/verification/certifier",
                ["avant": "\(Int64(shown.timeIntervalSince1970) * 1_000_000)", "signature": "oui"])

            #expect(try await service.awaitOutbox(FactsCertified.self, count: 1).count == 1)
            #expect(try await officer.get("/verification").names == ["Éloïse Après"])
        }
    }

    @Test func pagesComeFromTheServerAlsoWithTwentyThousandRows() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts(10)])
            let administrator = try await service.database.administrator()
            try await administrator.script(Self.twentyThousand)
            await administrator.close()
            let officer = try await service.officer()

            let page = try await officer.get("/verification?page=400&tri=nom&q=elo")

            #expect(page.names.count == 50)
            #expect(page.text.contains("19\u{202F}951 à 20\u{202F}000 sur 20\u{202F}000"))
            #expect(page.bytes.count < 100_000)
        }
    }

    /// The one claim of the test, and 19,999 like it.
    private static let twentyThousand = """
        INSERT INTO validation.person (participant_id, number, family_name, given_name, home, status, search)
        SELECT gen_random_uuid(), 'I' || n, 'Nom' || n, 'Éloïse', '31555', 'internal', ' nom' || n || ' eloise i' || n
          FROM generate_series(1, 19999) AS n;
        INSERT INTO validation.claim (claim_id, convocation_id, participant_id, office, session, exam, kind, mission,
               indemnity, travel, state, submission, since)
        SELECT gen_random_uuid(), gen_random_uuid(), person.participant_id, claim.office, claim.session, claim.exam,
               claim.kind, claim.mission, claim.indemnity, claim.travel, 'submitted', 1,
               claim.since + interval '1 second' * row_number() OVER ()
          FROM validation.claim AS claim CROSS JOIN validation.person AS person
         WHERE person.participant_id <> claim.participant_id;
        ANALYZE validation.claim, validation.person;
        """
}
