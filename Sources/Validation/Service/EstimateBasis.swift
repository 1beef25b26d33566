import Contracts
import Foundation
import Tariffs
import ValidationDomain
import Vocabulary

/// What the tariffs ask about a claim besides its lines: the same as liquidation will ask after the decision.
struct EstimateBasis: Sendable {
    let mission: MissionDescription
    let person: PersonFacts
    let trip: Trip?
    let carAuthorised: Bool?
    /// Places and answers of the académie.
    let tables: OperatorTables

    func facts(_ lines: [ClaimLine], kilometresBefore: [Int: Int] = [:]) -> ClaimFacts {
        ClaimFacts(
            mission: MissionFacts(
                kind: mission.kind, exam: mission.exam, evaluation: mission.evaluation, slots: mission.slots,
                minutesPerCandidate: mission.minutesPerCandidate, commune: mission.commune.code,
                remote: mission.remote),
            person: person, trip: trip, carAuthorised: carAuthorised, lines: lines,
            kilometresBefore: kilometresBefore, places: tables.places.naming([mission.commune]),
            settings: tables.settings)
    }

    /// The day by which liquidation will ask what the law was.
    static func day(of instant: Date) -> CalendarDay {
        CalendarDay(dayNumber: Int((instant.timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}

extension ClaimFile {
    /// Nil as long as nobody knows where the person lives.
    func estimate(
        _ lines: [ClaimLine], kilometresBefore: [Int: Int], at now: Date, by tables: OperatorTables
    ) -> Estimate? {
        person.map { person in
            let basis = EstimateBasis(
                mission: mission, person: person, trip: trip, carAuthorised: carAuthorised, tables: tables)
            return Estimate(
                basis.facts(lines, kilometresBefore: kilometresBefore), knownOn: EstimateBasis.day(of: now))
        }
    }
}
