import Broker
import Contracts
import Foundation
import Postgres
import TestServers
import Testing
import Vocabulary

/// People and their convocations for claim entry, which prepares one claim for each and says so once.
struct ClaimLoad {
    /// Nobody is called so; a log that contains it has told a name.
    static let familyName = "Zyzzyvaz"

    let site: ServiceSite
    let producer: TestService
    private let messages: [any Message]
    private let count: Int

    init(_ site: ServiceSite, people: Int) async throws {
        self.site = site
        producer = try await TestService(site)
        count = people
        messages = try (0..<people).flatMap { try Self.person($0) }
    }

    /// Through the broker, in portions, each confirmed.
    func publish() async throws {
        var outgoing: [OutgoingMessage] = []
        for message in messages { outgoing.append(try producer.event(of: message, number: 1)) }
        for start in stride(from: 0, to: outgoing.count, by: 40) {
            try await producer.publish(Array(outgoing[start..<min(start + 40, outgoing.count)]))
        }
    }

    /// A few at a time, each when those before have been taken, so that whoever works passes every line many times.
    func publishLittleByLittle(while works: () -> Bool) async throws {
        for start in stride(from: 0, to: messages.count, by: 10) {
            let end = min(start + 10, messages.count)
            try await producer.publish(try messages[start..<end].map { try producer.event(of: $0, number: 1) })
            try await eventually("\(end) facts are taken") {
                try await sums()[3] >= end || !works() ? true : nil
            }
        }
    }

    func awaitPrepared(atLeast wanted: Int) async throws {
        try await eventually("\(wanted) claims are prepared", within: .seconds(60)) {
            try await producer.read(CountPrepared()).first ?? 0 >= wanted ? true : nil
        }
    }

    /// Every claim has been told to the broker, and the broker has taken it.
    func awaitAllPublished() async throws {
        try await eventually("\(count) claims are published", within: .seconds(60)) {
            try await producer.read(CountConfirmed()).first == count ? true : nil
        }
    }

    /// Exactly one claim and one message for each convocation, nothing held, nothing parked, no number twice.
    func verify() async throws {
        #expect(try await sums() == [count, count, count, 2 * count, 0, 0])
    }

    /// Claims, messages, different numbers of messages, facts taken, held, parked.
    func sums() async throws -> [Int] { try await producer.read(SelectSums()).first ?? [] }

    private static func person(_ index: Int) throws -> [any Message] {
        let participant = ParticipantID(rawValue: UUID())
        let toulouse = CommuneName(code: try #require(CommuneCode("31555")), name: "Toulouse")
        let slot = Slot(
            day: try #require(CalendarDay("2026-06-22")), begins: try #require(LocalTime("08:00")),
            ends: try #require(LocalTime("17:00")))
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: .marking, exam: .baccalaureatGeneral,
            test: "Philosophie", office: "DEC1", centreCode: "0810001A", centreName: "Lycée Bellevue",
            commune: toulouse, remote: false, evaluation: .terminal, slots: [slot], minutesPerCandidate: nil)
        return [
            PersonRegistered(
                person: PersonDescription(
                    participantID: participant, number: "31-\(participant)",
                    name: PersonName(family: familyName, given: "Claire"), email: "claire\(index)@exemple.fr",
                    status: "internal", home: toulouse, school: nil)),
            ConvocationIssued(
                convocationID: ConvocationID(rawValue: UUID()), version: 1, participantID: participant,
                mission: mission, issuedAt: Instant(Date(timeIntervalSince1970: 1_780_000_000))),
        ]
    }
}

private struct CountPrepared: Statement {
    static let sql = "SELECT count(*) FROM claim_entry.claim"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

private struct CountConfirmed: Statement {
    static let sql = "SELECT (SELECT count(*) FROM msg.outbox) - (SELECT count(*) FROM msg.unconfirmed)"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

private struct SelectSums: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM claim_entry.claim), (SELECT count(*) FROM msg.outbox),
               (SELECT count(DISTINCT (stream, number)) FROM msg.outbox), (SELECT count(*) FROM msg.inbox),
               (SELECT count(*) FROM msg.held), (SELECT count(*) FROM msg.parked)
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> [Int] {
        var sums: [Int] = []
        for column in 0..<6 { sums.append(try row.int(column)) }
        return sums
    }
}
