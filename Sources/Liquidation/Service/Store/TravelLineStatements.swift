import Contracts
import Foundation
import LiquidationDomain
import PlainJSON
import Postgres
import Tariffs
import Vocabulary

/// Days of a person within which travel lines may share an expense.
struct TravelWindow: Sendable {
    let participant: ParticipantID
    let first: CalendarDay
    let last: CalendarDay

    func joined(_ other: TravelWindow) -> TravelWindow {
        TravelWindow(participant: participant, first: min(first, other.first), last: max(last, other.last))
    }
}

/// The travel lines that were liquidated for some people, within their days.
struct SelectTravelLines: Statement {
    static let sql = """
        SELECT t.participant_id, t.claim_id, t.line, t.trip, t.commune, t.amount_cents, t.kilometres, t.elsewhere_cents,
               t.elsewhere_kilometres, t.counted_elsewhere
          FROM liquidation.travel_line t
          JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS w (participant_id, first_day, last_day)
            ON t.participant_id = w.participant_id AND t.day BETWEEN w.first_day::date AND w.last_day::date
         ORDER BY t.claim_id, t.line_id
        """
    let windows: [TravelWindow]
    var bindings: [SQLValue] {
        [
            .uuidArray(windows.map(\.participant.rawValue)), .textArray(windows.map(\.first.description)),
            .textArray(windows.map(\.last.description)),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> KeptTravelLine {
        KeptTravelLine(
            participant: ParticipantID(rawValue: try row.uuid(0)), claim: ClaimID(rawValue: try row.uuid(1)),
            line: try row.json(2), trip: try row.optionalJSON(3), commune: try row.text(4),
            amount: Money(cents: try row.int64(5)), kilometres: try row.int(6),
            elsewhere: PaidElsewhere(
                amount: Money(cents: try row.int64(7)), kilometres: try row.int(8),
                countedKilometres: try row.int(9)))
    }
}

/// A row of it; line and trip as JSON.
struct KeptTravelLine: Sendable {
    let participant: ParticipantID
    let claim: ClaimID
    let line: String
    let trip: String?
    let commune: String
    let amount: Money
    let kilometres: Int
    let elsewhere: PaidElsewhere

    func reckoned() throws -> ReckonedLine {
        guard let commune = CommuneCode(commune) else {
            throw PostgresError(
                code: .decoding(column: 4, expected: "CommuneCode"), statement: "travel line", message: "not a code")
        }
        return ReckonedLine(
            claim: claim, line: try PlainJSON.read(ClaimLine.self, line),
            trip: try trip.map { try PlainJSON.read(Trip.self, $0) }, commune: commune,
            paid: (amount, kilometres, elsewhere))
    }
}

struct InsertTravelLines: Command {
    static let sql = """
        INSERT INTO liquidation.travel_line
               (claim_id, line_id, participant_id, day, line, trip, commune, amount_cents, kilometres, elsewhere_cents,
                elsewhere_kilometres, counted_elsewhere)
        SELECT t.claim_id, t.line_id, t.participant_id, t.day::date, t.line::jsonb, nullif(t.trip, '')::jsonb, t.commune,
               t.amount, t.kilometres, t.elsewhere, t.elsewhere_kilometres, t.counted
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                      $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
            AS t (claim_id, line_id, participant_id, day, line, trip, commune, amount, kilometres, elsewhere,
                  elsewhere_kilometres, counted)
        """
    private let rows: [(row: NewLiquidation, line: LiquidatedLine)]
    private let lines: [String]
    private let trips: [String]

    /// Nil when no line is of travel.
    init?(_ liquidations: [NewLiquidation]) throws {
        rows = liquidations.flatMap { row in
            row.liquidation.lines.filter { $0.line.track == .travel && $0.decision != .refused }.map {
                (row: row, line: $0)
            }
        }
        guard !rows.isEmpty else { return nil }
        lines = try rows.map { try PlainJSON.text($0.line.line) }
        trips = try rows.map { entry in
            try entry.row.facts.trip.map { try PlainJSON.text($0) } ?? ""
        }
    }

    var bindings: [SQLValue] {
        [
            .uuidArray(rows.map(\.row.facts.claimID.rawValue)), .uuidArray(rows.map(\.line.line.lineID.rawValue)),
            .uuidArray(rows.map(\.row.facts.participantID.rawValue)), .textArray(rows.map(\.line.line.day.description)),
            .textArray(lines), .textArray(trips),
            .textArray(rows.map(\.row.facts.mission.commune.code.description)),
            .intArray(rows.map(\.line.amount.cents)), .intArray(rows.map { Int64($0.line.paidKilometres) }),
            .intArray(rows.map(\.line.elsewhere.amount.cents)),
            .intArray(rows.map { Int64($0.line.elsewhere.kilometres) }),
            .intArray(rows.map { Int64($0.line.elsewhere.countedKilometres) }),
        ]
    }
}
