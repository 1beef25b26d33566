import Postgres
import Vocabulary

/// One counter: a person and a year.
struct CounterKey: Hashable, Comparable, Sendable {
    let participant: ParticipantID
    let year: Int

    static func < (left: CounterKey, right: CounterKey) -> Bool {
        (left.participant, left.year) < (right.participant, right.year)
    }
}

struct InsertCounters: Command {
    static let sql = """
        INSERT INTO liquidation.kilometre_counter (participant_id, year)
        SELECT k.participant_id, k.year
          FROM unnest($1::uuid[], $2::bigint[]) AS k (participant_id, year)
         ORDER BY k.participant_id, k.year
            ON CONFLICT (participant_id, year) DO NOTHING
        """
    let keys: [CounterKey]
    var bindings: [SQLValue] {
        [.uuidArray(keys.map(\.participant.rawValue)), .intArray(keys.map { Int64($0.year) })]
    }
}

/// The counters, locked in one order everywhere, so that two batches never wait for each other in a circle.
struct LockCounters: Statement {
    static let sql = """
        SELECT c.participant_id, c.year, c.kilometres
          FROM liquidation.kilometre_counter c
          JOIN unnest($1::uuid[], $2::bigint[]) AS k (participant_id, year)
            ON c.participant_id = k.participant_id AND c.year = k.year
         ORDER BY c.participant_id, c.year
           FOR UPDATE OF c
        """
    let keys: [CounterKey]
    var bindings: [SQLValue] {
        [.uuidArray(keys.map(\.participant.rawValue)), .intArray(keys.map { Int64($0.year) })]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (key: CounterKey, kilometres: Int) {
        (
            CounterKey(participant: ParticipantID(rawValue: try row.uuid(0)), year: try row.int(1)),
            try row.int(2)
        )
    }
}

struct UpdateCounters: Command {
    static let sql = """
        UPDATE liquidation.kilometre_counter AS c
           SET kilometres = k.kilometres
          FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS k (participant_id, year, kilometres)
         WHERE c.participant_id = k.participant_id AND c.year = k.year
        """
    let counters: [(key: CounterKey, kilometres: Int)]
    var bindings: [SQLValue] {
        [
            .uuidArray(counters.map(\.key.participant.rawValue)), .intArray(counters.map { Int64($0.key.year) }),
            .intArray(counters.map { Int64($0.kilometres) }),
        ]
    }
}
