import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// One liquidation about to be written.
struct NewLiquidation: Sendable {
    let facts: FactsCertified
    let number: Int
    let liquidation: Liquidation
    let establishedAt: Date
}

/// A decision as it came.
struct NewDecision: Sendable {
    let facts: FactsCertified
    /// The message's data as JSON, for the record.
    let factsJSON: String
}

struct InsertDecisions: Command {
    static let sql = """
        INSERT INTO liquidation.decision (claim_id, decision, facts, office, decided_at)
        SELECT d.claim_id, d.decision, d.facts::jsonb, d.office, d.decided_at
          FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
            AS d (claim_id, decision, facts, office, decided_at)
        """
    let decisions: [NewDecision]
    var bindings: [SQLValue] {
        [
            .uuidArray(decisions.map(\.facts.claimID.rawValue)), .intArray(decisions.map { Int64($0.facts.decision) }),
            .textArray(decisions.map(\.factsJSON)), .textArray(decisions.map(\.facts.office)),
            .timestampArray(decisions.map(\.facts.decidedAt.date)),
        ]
    }
}

struct InsertLiquidations: Command {
    static let sql = """
        INSERT INTO liquidation.liquidation
               (claim_id, number, decision, participant_id, session, exam, mission, worked_on, indemnity_cents,
                travel_cents, established_at)
        SELECT l.claim_id, l.number, l.decision, l.participant_id, l.session, l.exam, l.mission, l.worked_on::date,
               l.indemnity, l.travel, l.established_at
          FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[],
                      $8::text[], $9::bigint[], $10::bigint[], $11::timestamptz[])
            AS l (claim_id, number, decision, participant_id, session, exam, mission, worked_on, indemnity, travel,
                  established_at)
        """
    let rows: [NewLiquidation]
    var bindings: [SQLValue] {
        [
            .uuidArray(rows.map(\.facts.claimID.rawValue)), .intArray(rows.map { Int64($0.number) }),
            .intArray(rows.map { Int64($0.facts.decision) }), .uuidArray(rows.map(\.facts.participantID.rawValue)),
            .textArray(rows.map(\.facts.mission.session)), .textArray(rows.map(\.facts.mission.exam.code)),
            .textArray(rows.map(\.facts.mission.test)), .textArray(rows.map { $0.facts.workedOn.description }),
            .intArray(rows.map { $0.liquidation.total(.indemnity).cents }),
            .intArray(rows.map { $0.liquidation.total(.travel).cents }), .timestampArray(rows.map(\.establishedAt)),
        ]
    }
}

struct InsertEstablishedLines: Command {
    static let sql = """
        INSERT INTO liquidation.established_line
               (claim_id, line_id, number, position, track, day, verdict, amount_cents, sentence, source, remedy, trace)
        SELECT l.claim_id, l.line_id, l.number, l.position, l.track, l.day::date, l.verdict, l.amount, l.sentence,
               l.source, nullif(l.remedy, ''), l.trace::json
          FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                      $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[])
            AS l (claim_id, line_id, number, position, track, day, verdict, amount, sentence, source, remedy, trace)
        """
    let rows: [NewLiquidation]
    var bindings: [SQLValue] {
        let lines = rows.flatMap { row in
            row.liquidation.lines.enumerated().map { (row: row, position: $0.offset + 1, line: $0.element) }
        }
        return [
            .uuidArray(lines.map(\.row.facts.claimID.rawValue)), .uuidArray(lines.map(\.line.line.lineID.rawValue)),
            .intArray(lines.map { Int64($0.row.number) }), .intArray(lines.map { Int64($0.position) }),
            .textArray(lines.map(\.line.line.track.rawValue)), .textArray(lines.map { $0.line.line.day.description }),
            .textArray(lines.map { "\($0.line.decision)" }), .intArray(lines.map(\.line.amount.cents)),
            .textArray(lines.map(\.line.sentence)), .textArray(lines.map(\.line.source)),
            .textArray(lines.map { $0.line.remedy ?? "" }), .textArray(lines.map(\.line.trace)),
        ]
    }
}

extension FactsCertified {
    /// The first day of the work, else of the facts, else of the decision.
    var workedOn: CalendarDay {
        mission.slots.map(\.day).min() ?? lines.map(\.line.day).min()
            ?? CalendarDay(dayNumber: Int(decidedAt.date.timeIntervalSince1970) / 86_400)
    }
}
