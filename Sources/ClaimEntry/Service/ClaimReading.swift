import ClaimEntryDomain
import Contracts
import Foundation
import Postgres
import Tariffs
import TransactionalMessaging
import Vocabulary
import Web

/// Days and times at the place of the missions.
enum LocalClock {
    static func day(_ date: Date) -> CalendarDay {
        CalendarDay(Frenchly.isoDay(date)) ?? CalendarDay(dayNumber: Int(date.timeIntervalSince1970 / 86_400))
    }

    static func moment(_ date: Date) -> LocalMoment {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        let time = LocalTime(hour: parts.hour ?? 0, minute: parts.minute ?? 0)
        return LocalMoment(day: day(date), time: time ?? LocalTime(minutesSinceMidnight: 0)!)
    }
}

/// A claim with what was typed and who it belongs to.
struct ReadClaim: Sendable {
    var claim: Claim
    let person: EntryPerson
    let typed: TypedEntry
    let holder: ClaimHolder
    /// When the draft was last kept; nil before anything was typed.
    let savedAt: Date?
    /// What the estimates go by, besides the law.
    let tables: OperatorTables
    /// Today, where somebody declares something.
    var today: CalendarDay?
    /// The other claims of the person, which the estimates follow.
    var others: [(claim: Claim, subject: EntrySubject)] = []

    var subject: EntrySubject {
        let id = claim.id
        var subject = EntrySubject(
            claim, person: person,
            naming: LineNaming { LineID(rawValue: nameBasedUUID(id.rawValue, $0.description)) }, tables: tables)
        subject.today = today
        if !others.isEmpty { subject.follow(others, as: claim) }
        return subject
    }

    init(_ stored: StoredClaim, _ tables: OperatorTables) throws {
        let mission = try WireJSON.missions.value(of: stored.mission)
        let openings = stored.openings.map { code, reason -> Opening in
            switch code {
            case "open": .open
            case "void": .void(reason: reason ?? "")
            default: .enteredByService
            }
        }
        claim = Claim(
            id: stored.claimID, participantID: stored.participantID, mission: ConvenedMission(mission),
            openings: [.indemnity: openings[0], .travel: openings[1]])
        claim.withdrawn = stored.withdrawn.map { Claim.Withdrawal(reason: $1, day: LocalClock.day($0)) }
        claim.amended = stored.amended.map { Claim.Amendment(changes: $1, day: LocalClock.day($0)) }
        claim.submission = try stored.submission.map(Self.submission)
        (person, typed) = (stored.person, try WireJSON.read(TypedEntry.self, stored.entry))
        (holder, savedAt, self.tables) = (stored.holder, stored.savedAt, tables)
    }

    static func submission(_ stored: StoredSubmission) throws -> Submission {
        let sentOn = LocalClock.day(stored.sentAt)
        guard stored.performed else {
            let body = try WireJSON.read(MissionDeclaredNotPerformed.self, stored.body)
            let reason = NotPerformedReason(rawValue: body.reason) ?? .other
            return Submission(
                number: stored.number, content: .notPerformed(reason, explanation: body.explanation), remark: nil,
                sentOn: sentOn)
        }
        let body = try WireJSON.read(ClaimSubmitted.self, stored.body)
        let journey = body.trip.map { Journey(trip: $0, carAuthorised: body.carAuthorised) }
        return Submission(
            number: stored.number, content: .declared(journey, lines: body.lines), remark: body.remark, sentOn: sentOn)
    }
}

extension ReadClaim {
    /// The claims of a participant with all that was said about them.
    static func load<Select: Statement>(
        _ select: Select, _ tables: OperatorTables, in connection: isolated Connection
    ) throws -> [ReadClaim] where Select.Output == StoredClaim {
        var claims = try connection.run(select).map { try ReadClaim($0, tables) }
        guard !claims.isEmpty else { return [] }
        let said = try connection.run(SelectSaid(claims: claims.map(\.claim.id)))
        for index in claims.indices {
            for (id, fact, body) in said where id == claims[index].claim.id {
                try claims[index].claim.hear(fact, body)
            }
        }
        return claims
    }
}
