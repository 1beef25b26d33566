import Contracts
import Foundation
import Testing
import TransactionalMessaging
import Vocabulary
import Web

@testable import PortalService

/// A person who is registered, and the accounts that an operator opened before or after.
struct RegistrationTests {
    private let participant = ParticipantID(rawValue: UUID())

    private func person(_ number: String, email: String? = nil) -> PersonDescription {
        PersonDescription(
            participantID: participant, number: number, name: PersonName(family: "Lefèvre", given: "Éloïse"),
            email: email, status: "internal", home: CommuneName(code: CommuneCode("31555")!, name: "Toulouse"),
            school: nil)
    }

    private func open(_ test: TestPortal, _ login: String, participant: UUID? = nil) async throws {
        let account = Account(
            id: UUID(), login: login, participantID: participant, displayName: "É. Lefèvre", email: nil,
            roles: ["officer"], perimeter: ["DEC1"], state: "invited")
        let keeping = AccountKeeping(actor: "test", publicOrigin: "", now: test.time.now)
        try await test.portal.work.commit { connection in
            ((), try keeping.put(account, in: connection).effects)
        }
    }

    @Test func aPersonGetsAnAccountOfTheirNumberAndALink() async throws {
        try await TestPortal.run { test in
            try await test.hear(person("I0007", email: "Eloise@example.fr"))

            let account = try #require(try await test.account("i0007"))
            #expect(account.roles == ["participant"] && account.email == "eloise@example.fr")
            #expect(try await test.audit(of: account.id) == ["account-opened"])
        }
    }

    @Test func whatTheOperatorDecidedForTheSameLoginStays() async throws {
        try await TestPortal.run { test in
            try await open(test, "i0007")

            try await test.hear(person("I0007"))

            let account = try #require(try await test.account("i0007"))
            #expect(account.roles == ["officer", "participant"] && account.perimeter == ["DEC1"])
            #expect(account.participantID == participant.rawValue)
            #expect(try await test.audit(of: account.id) == ["account-opened", "account-changed"])
        }
    }

    @Test func whoeverHasAnAccountOfAnotherLoginKeepsItAndGetsNoSecond() async throws {
        try await TestPortal.run { test in
            try await open(test, "claire", participant: participant.rawValue)

            try await test.hear(person("I0007"))

            let account = try #require(try await test.account("claire"))
            #expect(account.roles == ["officer", "participant"] && account.displayName == "Éloïse Lefèvre")
            #expect(try await test.account("i0007") == nil)
        }
    }

    @Test func theLoginOfSomebodyElseIsNotTakenOver() async throws {
        try await TestPortal.run { test in
            try await open(test, "i0007", participant: UUID())

            await #expect(throws: Unprocessable.self) { try await test.hear(person("I0007")) }
        }
    }

    @Test func aSecondAccountForOneParticipantIsRefusedWithTheNameOfTheFirst() async throws {
        try await TestPortal.run { test in
            try await test.hear(person("I0007"))

            await #expect(throws: AccountKeeping.Refused.self) {
                try await open(test, "eloise", participant: participant.rawValue)
            }
        }
    }
}
