import Contracts
import Foundation
import Postgres
import Tariffs
import TestServers
import Testing
import TransactionalMessaging
import Vocabulary

import ClaimEntryDomain

@testable import ClaimEntryService

@Suite struct HandlerTests {
    private let participant = ParticipantID(rawValue: UUID())
    private let convocation = ConvocationID(rawValue: UUID())

    private func database() async throws -> TestDatabase {
        try await TestDatabase.make(
            service: "claim_entry", migrations: MessagingMigrations.all + ClaimEntryMigrations.all)
    }

    private func apply<Handler: MessageHandler>(
        _ handler: Handler, _ payload: Handler.Payload, number: Int64 = 1, on pool: Pool
    ) async throws -> Effects {
        let envelope = Envelope(
            id: UUID(), type: Handler.Payload.type, stream: payload.stream, number: number,
            time: Date(timeIntervalSince1970: 1_782_000_000))
        return try await pool.transaction { try handler.handle(payload, envelope: envelope, in: $0) }
    }

    private func commune(_ code: String, _ name: String) -> CommuneName {
        CommuneName(code: CommuneCode(code)!, name: name)
    }

    private var person: PersonRegistered {
        PersonRegistered(
            person: PersonDescription(
                participantID: participant, number: "31-00042", name: PersonName(family: "Martin", given: "Claire"),
                email: nil, status: "internal", home: commune("31555", "Toulouse"), school: nil))
    }

    private func issued(version: Int = 1, in place: CommuneName? = nil, kind: MissionKind = .marking)
        -> ConvocationIssued
    {
        let slot = Slot(
            day: CalendarDay("2026-06-22")!, begins: LocalTime("08:00")!, ends: LocalTime("17:00")!)
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: kind, exam: .baccalaureatGeneral,
            test: "Philosophie", office: "DEC1", centreCode: "0810001A", centreName: "Lycée Bellevue",
            commune: place ?? commune("81004", "Albi"), remote: false, evaluation: .terminal, slots: [slot],
            minutesPerCandidate: nil)
        return ConvocationIssued(
            convocationID: convocation, version: version, participantID: participant, mission: mission,
            issuedAt: Instant(Date(timeIntervalSince1970: 1_780_000_000)))
    }

    @Test func aConvocationPreparesExactlyOneClaim() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)

            let first = try await apply(OnConvocationIssued(), issued(), on: pool)
            let second = try await apply(OnConvocationIssued(), issued(), number: 2, on: pool)

            let prepared = try #require(first.messages.first as? ClaimPrepared)
            #expect(prepared.claimID == ClaimID(of: convocation))
            #expect(prepared.indemnity == .open && prepared.travel == .open)
            #expect(second.messages.isEmpty)
        }
    }

    @Test func aConvocationThatOvertakesItsPersonIsTriedAgain() async throws {
        try await database().withPool { pool in
            await #expect(throws: PersonNotKnownYet.self) {
                _ = try await apply(OnConvocationIssued(), issued(), on: pool)
            }
        }
    }

    @Test func aNewVersionRenewsTheRightsOfAnUntouchedClaim() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)
            _ = try await apply(OnConvocationIssued(), issued(), on: pool)

            let moved = issued(version: 2, in: commune("31555", "Toulouse"), kind: .meeting)
            let effects = try await apply(OnConvocationIssued(), moved, number: 2, on: pool)

            let prepared = try #require(effects.messages.first as? ClaimPrepared)
            #expect(prepared.indemnity == .void && prepared.travel == .void)
        }
    }

    @Test func aKindThatThisProgramDoesNotKnowIsPreparedAllTheSame() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)

            let effects = try await apply(OnConvocationIssued(), issued(kind: .unknown("choir")), on: pool)

            #expect((effects.messages.first as? ClaimPrepared)?.mission.kind == .unknown("choir"))
        }
    }

    @Test func aWithdrawnConvocationCancelsTheClaim() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)
            _ = try await apply(OnConvocationIssued(), issued(), on: pool)
            let fact = ConvocationWithdrawn(
                convocationID: convocation, participantID: participant, reason: "Centre fermé.",
                withdrawnAt: Instant(Date(timeIntervalSince1970: 1_781_000_000)))

            let effects = try await apply(OnConvocationWithdrawn(), fact, number: 2, on: pool)

            #expect((effects.messages.first as? ClaimCancelled)?.claimID == ClaimID(of: convocation))
        }
    }

    @Test func aFactAboutAnUnknownClaimIsParked() async throws {
        try await database().withPool { pool in
            await #expect(throws: Unprocessable.self) {
                _ = try await apply(OnClaimFact<ClaimClosed>(), closed, on: pool)
            }
        }
    }

    @Test func whatOthersSaidIsKeptOnceAndNeverChanges() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)
            _ = try await apply(OnConvocationIssued(), issued(), on: pool)
            _ = try await apply(OnClaimFact<ClaimClosed>(), closed, on: pool)

            await #expect(throws: PostgresError.self) {
                _ = try await apply(OnClaimFact<ClaimClosed>(), closed, on: pool)
            }
            await #expect(throws: PostgresError.self) {
                try await pool.transaction { _ = try $0.execute(ChangeWhatWasSaid()) }
            }
        }
    }

    @Test func theAssessmentOfADossierMayComeBeforeThePerson() async throws {
        try await database().withPool { pool in
            let fact = DossierAssessed(
                participantID: participant, complete: false,
                assessedAt: Instant(Date(timeIntervalSince1970: 1_780_000_000)))

            let effects = try await apply(OnDossierAssessed(), fact, on: pool)

            #expect(effects.messages.isEmpty)
        }
    }

    @Test func aClaimIsSentOnceAndThenStandsUnderVerification() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)
            _ = try await apply(OnConvocationIssued(), issued(), on: pool)

            let first = try await send(on: pool)
            let second = try await send(on: pool)

            let message = try #require(first?.1.messages.first as? ClaimSubmitted)
            #expect(message.submission == 1 && message.lines.map(\.fact) == [.scripts(count: 42)])
            #expect(second?.1.messages.isEmpty == true)
            let read = try await pool.withConnection {
                try ReadClaim.load(SelectClaims(participant: participant.rawValue), .demonstration, in: $0)
            }
            let now = LocalClock.moment(Date(timeIntervalSince1970: 1_783_200_000))
            let label = read.first?.claim.standing(at: now, calendar: EntryCalendar()).label
            #expect(label?.hasSuffix("en vérification") == true)
        }
    }

    @Test func aForeignClaimIsNotThere() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)
            _ = try await apply(OnConvocationIssued(), issued(), on: pool)

            let answer = try await send(as: UUID(), on: pool)

            #expect(answer == nil)
        }
    }

    @Test func anIncompleteClaimIsRefusedAndSendsNothing() async throws {
        try await database().withPool { pool in
            _ = try await apply(OnPersonDescribed<PersonRegistered>(), person, on: pool)
            _ = try await apply(OnConvocationIssued(), issued(), on: pool)

            let answer = try await send(["scripts": "4x"], on: pool)

            #expect(answer?.1.messages.isEmpty == true)
            guard case .refused(let grounds) = answer?.0 else { return #expect(Bool(false), "not refused") }
            #expect(grounds.count == 1)
        }
    }

    private func send(
        _ changes: [String: String] = [:], as sender: UUID? = nil, on pool: Pool
    ) async throws -> (SendClaim.Outcome, Effects)? {
        let typed = TypedEntry(values: ["performed": "yes", "scripts": "42", "transport": "nothing"])
        let command = SendClaim(
            claim: ClaimID(of: convocation), participant: sender ?? participant.rawValue,
            typed: typed.overlaid(with: TypedEntry(values: changes)),
            now: Date(timeIntervalSince1970: 1_783_100_000), calendar: EntryCalendar(), tables: .demonstration)
        return try await pool.transaction { try command.run(in: $0) }
    }

    private var closed: ClaimClosed {
        ClaimClosed(
            claimID: ClaimID(of: convocation), participantID: participant, outcome: "not-performed", reason: nil,
            closedAt: Instant(Date(timeIntervalSince1970: 1_782_000_000)))
    }
}

/// What the service's role must not be able to do.
private struct ChangeWhatWasSaid: Command {
    static let sql = "UPDATE claim_entry.said SET fact = 'other'"
}
