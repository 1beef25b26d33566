import Contracts
import Foundation
import Postgres
import Tariffs
import Vocabulary

/// The travel lines of one decision on one claim, with what its claim's journey is.
struct CertifiedTravel: Sendable {
    let participant: ParticipantID
    let claim: ClaimID
    let mission: MissionDescription
    let trip: Trip?
    let carAuthorised: Bool?
    let cheapestFare: Money?
    let claimedOn: CalendarDay?
    let decidedAt: Date
    var lines: [ClaimLine]
}

/// What is certified of some people's travel, in the order of the decisions: the estimates of their other claims go on
/// from it. One row for each decision with travel.
struct SelectCertifiedTravel: Statement {
    // Person, claim, lines, decision: one after the other by their indexes, whatever the planner knows of the tables.
    static let sql = """
        SELECT claim.participant_id, claim.claim_id, claim.mission, claim.trip, claim.car_authorised,
               claim.cheapest_fare_cents, claim.claimed_on, certified.decided_at, travel.lines
          FROM validation.claim AS claim
         CROSS JOIN LATERAL (
               SELECT decision, jsonb_agg(body ORDER BY place, line_id) AS lines FROM validation.line
                WHERE claim_id = claim.claim_id AND decision IS NOT NULL AND state <> 'refused'
                  AND body ->> 'track' = 'travel'
                GROUP BY decision) AS travel
         CROSS JOIN LATERAL (
               SELECT decided_at FROM validation.decision
                WHERE claim_id = claim.claim_id AND decision = travel.decision AND kind = 'certified' LIMIT 1) AS certified
         WHERE claim.participant_id = ANY ($1) AND claim.decision > 0
         ORDER BY certified.decided_at, claim.claim_id, travel.decision
        """
    let participants: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(participants.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> CertifiedTravel {
        let trip = try row.optionalJSON(3)
        return CertifiedTravel(
            participant: ParticipantID(rawValue: try row.uuid(0)), claim: ClaimID(rawValue: try row.uuid(1)),
            mission: try JSONColumn.mission(try row.json(2), column: 2),
            trip: trip == nil ? nil : try JSONColumn.read(Trip.self, trip ?? "", column: 3),
            carAuthorised: try row.optionalBool(4), cheapestFare: try row.optionalInt64(5).map(Money.init(cents:)),
            claimedOn: try row.optionalDate(6).flatMap { CalendarDay($0) }, decidedAt: try row.timestamp(7),
            lines: try JSONColumn.read([ClaimLine].self, try row.json(8), column: 8))
    }
}

extension [CertifiedTravel] {
    /// What was certified before these lines: all the others, up to the first decision on one of them.
    func before(_ lines: [ClaimLine]) -> [CertifiedTravel] {
        let ids = Set(lines.map(\.lineID))
        let first = filter { $0.lines.contains { ids.contains($0.lineID) } }.map(\.decidedAt).min() ?? .distantFuture
        return filter { $0.decidedAt < first }
    }

    /// What these decisions leave to those after them.
    func reckoning(of person: PersonFacts, by tables: OperatorTables) -> Reckoning {
        var reckoning = Reckoning()
        for decided in self {
            let basis = EstimateBasis(
                mission: decided.mission, person: person, trip: decided.trip, carAuthorised: decided.carAuthorised,
                tables: tables, cheapestFare: decided.cheapestFare, claimedOn: decided.claimedOn)
            reckoning.add(
                basis.facts(decided.lines), of: decided.claim, knownOn: EstimateBasis.day(of: decided.decidedAt),
                by: .standard)
        }
        return reckoning
    }
}
