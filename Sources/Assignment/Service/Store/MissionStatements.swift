import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

/// Slots travel joined by `|`, 0 minutes per candidate stand for none.
struct UpsertMissions: Upsert {
    static let sql = """
        INSERT INTO assignment.missions AS old
               (id, session_code, code, kind, exam, test, office, centre_code, slots, seats, minutes_per_candidate,
                evaluation, remote)
        SELECT id, session, code, kind, exam, test, office, centre, string_to_array(slots, '|'), seats,
               NULLIF(minutes, 0), evaluation, remote
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                      $9::text[], $10::bigint[], $11::bigint[], $12::text[], $13::boolean[])
               AS new (id, session, code, kind, exam, test, office, centre, slots, seats, minutes, evaluation, remote)
         ORDER BY id
            ON CONFLICT (id) DO UPDATE
           SET kind = excluded.kind, exam = excluded.exam, test = excluded.test, office = excluded.office,
               centre_code = excluded.centre_code, slots = excluded.slots, seats = excluded.seats,
               minutes_per_candidate = excluded.minutes_per_candidate, evaluation = excluded.evaluation,
               remote = excluded.remote
         WHERE (old.kind, old.exam, old.test, old.office, old.centre_code, old.slots, old.seats,
                old.minutes_per_candidate, old.evaluation, old.remote)
               IS DISTINCT FROM
               (excluded.kind, excluded.exam, excluded.test, excluded.office, excluded.centre_code, excluded.slots,
                excluded.seats, excluded.minutes_per_candidate, excluded.evaluation, excluded.remote)
        RETURNING xmax = 0, id::text
        """
    let records: [MissionRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.mission(session: $0.session, code: $0.code).rawValue }),
            .textArray(records.map(\.session)), .textArray(records.map(\.code)),
            .textArray(records.map(\.kind.code)), .textArray(records.map(\.exam.code)),
            .textArray(records.map(\.test)), .textArray(records.map(\.office)), .textArray(records.map(\.centre)),
            .textArray(records.map { $0.slots.map(\.written).joined(separator: "|") }),
            .intArray(records.map { Int64($0.seats) }),
            .intArray(records.map { Int64($0.minutesPerCandidate ?? 0) }),
            .textArray(records.map(\.evaluation.code)), .boolArray(records.map(\.remote)),
        ]
    }
}

extension Slot {
    /// As the database and the files write it: `2026-06-18 08:00-12:00`.
    var written: String { "\(day) \(begins)-\(ends)" }

    init?(written: String) {
        let words = written.split(whereSeparator: { $0 == " " || $0 == "-" })
        guard words.count == 5, let day = CalendarDay(written.prefix(10)), let begins = LocalTime(words[3]),
            let ends = LocalTime(words[4])
        else { return nil }
        self.init(day: day, begins: begins, ends: ends)
    }
}
