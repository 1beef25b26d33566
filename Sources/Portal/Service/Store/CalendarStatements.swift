import Documents
import Foundation
import Postgres

/// What calendars were last told of a convocation.
struct ToldCalendar: Sendable {
    let sequence: Int
    let times: [CalendarSeries.Time]
}

/// Keeps what is told now, and answers with what each place of the series held last.
struct KeepCalendar: Statement {
    static let sql = """
        INSERT INTO portal.calendars AS old (convocation_id, sequence, times)
        VALUES ($1, $2, $3)
        ON CONFLICT (convocation_id) DO UPDATE
           SET sequence = greatest(old.sequence, excluded.sequence),
               times = excluded.times || old.times[cardinality(excluded.times) + 1:]
        RETURNING sequence, times
        """
    let convocation: UUID
    let sequence: Int
    let times: [CalendarSeries.Time]
    var bindings: [SQLValue] {
        [
            .uuid(convocation), .int(Int64(sequence)),
            .textArray(times.map { "\($0.day) \($0.beginsMinutes) \($0.endsMinutes)" }),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ToldCalendar {
        ToldCalendar(sequence: try row.int(0), times: try row.textArray(1).compactMap(CalendarSeries.Time.init(kept:)))
    }
}

/// All of it is taken back; no row for a convocation that no calendar was told of.
struct TakeBackCalendar: Statement {
    static let sql = """
        UPDATE portal.calendars SET sequence = sequence + 1 WHERE convocation_id = $1 RETURNING sequence, times
        """
    let convocation: UUID
    var bindings: [SQLValue] { [.uuid(convocation)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ToldCalendar {
        try KeepCalendar.decode(row)
    }
}

extension CalendarSeries.Time {
    init?(kept text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let begins = Int(parts[1]), let ends = Int(parts[2]) else { return nil }
        self.init(day: String(parts[0]), beginsMinutes: begins, endsMinutes: ends)
    }
}
