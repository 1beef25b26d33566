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
    var cheapestFare: Money?
    var claimedOn: CalendarDay?

    func facts(_ lines: [ClaimLine]) -> ClaimFacts {
        var facts = ClaimFacts(
            mission: MissionFacts(
                kind: mission.kind, exam: mission.exam, evaluation: mission.evaluation, slots: mission.slots,
                minutesPerCandidate: mission.minutesPerCandidate, commune: mission.commune.code,
                remote: mission.remote),
            person: person, trip: trip, carAuthorised: carAuthorised, lines: lines,
            places: tables.places.naming([mission.commune]),
            settings: tables.settings)
        facts.cheapestFare = cheapestFare
        facts.claimedOn = claimedOn
        return facts
    }

    /// The day by which liquidation will ask what the law was.
    static func day(of instant: Date) -> CalendarDay {
        CalendarDay(dayNumber: Int((instant.timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}

extension ClaimFile {
    /// With the cheapest fare that the officer types just now, when it is one; else with what was kept.
    func knowing(_ fare: Money?) -> ClaimFile {
        var file = self
        file.cheapestFare = fare ?? cheapestFare
        return file
    }

    /// What lines of this claim would be worth after what is certified of the person already; nil as long as nobody
    /// knows where the person lives.
    func estimate(
        _ lines: [ClaimLine], after certified: [CertifiedTravel], at now: Date, by tables: OperatorTables
    ) -> Estimate? {
        person.map { person in
            let basis = EstimateBasis(
                mission: mission, person: person, trip: trip, carAuthorised: carAuthorised, tables: tables,
                cheapestFare: cheapestFare, claimedOn: claimedOn)
            var facts = basis.facts(lines)
            facts.follow(certified.before(lines).reckoning(of: person, by: tables), as: claimID)
            return Estimate(
                facts, knownOn: EstimateBasis.day(of: now))
        }
    }
}
