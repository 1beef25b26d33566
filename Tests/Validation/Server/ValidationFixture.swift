import Contracts
import Foundation
import Postgres
import TestServers
import Vocabulary

@testable import ValidationService

/// One prepared claim and what may be said about it.
struct ClaimStory: Sendable {
    let claim = ClaimID(rawValue: UUID())
    var participant = ParticipantID(rawValue: UUID())
    var family = "Lefèvre"
    var office = "DEC1"
    var centre = "0310001A"
    var kind = MissionKind.marking
    var indemnity = TrackOpening.open
    var travel = TrackOpening.open
    var days = ["2026-06-18"]
    var place = Self.albi

    static let home = CommuneName(code: CommuneCode("31555")!, name: "Toulouse")
    /// Between Toulouse and Castres no public fare is in the tables.
    static let castres = CommuneName(code: CommuneCode("81065")!, name: "Castres")
    static let albi = CommuneName(code: CommuneCode("81004")!, name: "Albi")

    var path: String { "/verification/\(claim)" }

    var registered: PersonRegistered {
        PersonRegistered(
            person: PersonDescription(
                participantID: participant, number: "I\(participant.description.prefix(6))",
                name: PersonName(family: family, given: "Éloïse"), email: nil, status: "internal", home: Self.home,
                school: nil))
    }

    var prepared: ClaimPrepared {
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: kind, exam: .baccalaureatGeneral,
            test: "Philosophie", office: office, centreCode: centre, centreName: "Lycée \(centre)",
            commune: place, remote: false, evaluation: .terminal,
            slots: days.map {
                Slot(day: CalendarDay($0)!, begins: LocalTime("08:00")!, ends: LocalTime("12:30")!)
            }, minutesPerCandidate: nil)
        return ClaimPrepared(
            claimID: claim, convocationID: ConvocationID(rawValue: UUID()), participantID: participant,
            mission: mission, indemnity: indemnity, travel: travel)
    }

    static func line(_ fact: Fact, _ track: Track = .indemnity, id: UUID = UUID()) -> ClaimLine {
        ClaimLine(lineID: LineID(rawValue: id), track: track, day: CalendarDay("2026-06-18")!, fact: fact)
    }

    func submitted(
        _ lines: [ClaimLine], number: Int = 1, at day: String = "2026-07-01", car: Bool = true
    ) -> ClaimSubmitted {
        let trip = Trip(
            departs: LocalMoment("2026-06-18T07:00")!, returns: LocalMoment("2026-06-18T19:00")!,
            from: Self.home.code, to: place.code)
        let travels = lines.contains { $0.track == .travel }
        return ClaimSubmitted(
            claimID: claim, participantID: participant, submission: number, trip: travels ? trip : nil,
            carAuthorised: travels ? car : nil, lines: lines, remark: nil,
            submittedAt: Instant(WireInstant.parse("\(day)T08:00:00Z")!))
    }
}

extension TestService {
    static func validation<T: Sendable>(_ body: (TestService) async throws -> T) async throws -> T {
        try await run(ValidationService.assembly, body)
    }

    /// A claim in the work list, of a person who is known.
    func submit(_ story: ClaimStory, _ lines: [ClaimLine], at day: String = "2026-07-01") async throws {
        try await deliver(story.registered, story.prepared)
        try await deliver(story.submitted(lines, at: day))
    }

    func officer(_ perimeter: Set<String> = ["DEC1"], participant: ParticipantID? = nil, name: String = "Claire Martin")
        async throws -> TestVisitor
    {
        try await signIn(roles: ["officer"], participantID: participant?.rawValue, perimeter: perimeter, name: name)
    }

    func state(of story: ClaimStory) async throws -> String? {
        try await read(SelectState(claim: story.claim)).first
    }
}

struct SelectState: Statement {
    static let sql = "SELECT state FROM validation.claim WHERE claim_id = $1"
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

extension TestAnswer {
    /// The version that the page's form carries.
    var version: String { text.firstMatch(of: /name="version" value="(\d+)"/).map { String($0.1) } ?? "" }

    /// The names of the list, in its order.
    var names: [String] {
        text.matches(of: /<a href="\/verification\/[0-9a-f-]{36}[^"]*">([^<]+)<\/a>/).map { String($0.1) }
    }
}
