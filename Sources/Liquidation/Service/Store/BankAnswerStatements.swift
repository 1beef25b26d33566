import Foundation
import Postgres
import Vocabulary

struct SelectBankAnswer: Statement {
    static let sql = """
        SELECT batch_id, settled, returned, acknowledged
          FROM liquidation.bank_answer
         WHERE file_sha256 = $1
        """
    let sha256: [UInt8]
    var bindings: [SQLValue] { [.bytes(sha256)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> AnswerOutcome {
        AnswerOutcome(
            batchID: try row.uuid(0), settled: try row.int(1), returned: try row.int(2),
            acknowledged: try row.int(3), takenBefore: true)
    }
}

/// What an answer did.
struct AnswerOutcome: Sendable, Equatable {
    let batchID: UUID
    let settled: Int
    let returned: Int
    let acknowledged: Int
    /// The same file had been taken already: nothing changed.
    let takenBefore: Bool
}

/// An answer about to be kept, closed: banks repeat account numbers in it.
struct NewBankAnswer: Sendable {
    let answerID: UUID
    let batchID: UUID
    let messageID: String
    let sealedFile: [UInt8]
    let sha256: [UInt8]
    let outcome: AnswerOutcome
    let receivedBy: UUID
}

struct InsertBankAnswer: Command {
    static let sql = """
        INSERT INTO liquidation.bank_answer
               (file_sha256, answer_id, batch_id, message_id, key_version, file, settled, returned, acknowledged,
                received_by, received_at)
        VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10)
        """
    let answer: NewBankAnswer
    let now: Date
    var bindings: [SQLValue] {
        [
            .bytes(answer.sha256), .uuid(answer.answerID), .uuid(answer.batchID), .text(answer.messageID),
            .bytes(answer.sealedFile), .int(Int64(answer.outcome.settled)), .int(Int64(answer.outcome.returned)),
            .int(Int64(answer.outcome.acknowledged)), .text(answer.receivedBy.uuidString.lowercased()), .timestamp(now),
        ]
    }
}

/// An answer that was taken, as the list shows it.
struct TakenAnswer: Sendable {
    let outcome: AnswerOutcome
    let batch: String
    let receivedAt: Date
}

/// The latest answers.
struct SelectTakenAnswers: Statement {
    static let sql = """
        SELECT a.batch_id, a.settled, a.returned, a.acknowledged, b.message_id, a.received_at
          FROM liquidation.bank_answer a
          JOIN liquidation.batch b ON b.batch_id = a.batch_id
         WHERE $1::text[] IS NULL OR b.offices <@ $1
         ORDER BY a.received_at DESC
         LIMIT 50
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> TakenAnswer {
        TakenAnswer(
            outcome: AnswerOutcome(
                batchID: try row.uuid(0), settled: try row.int(1), returned: try row.int(2),
                acknowledged: try row.int(3), takenBefore: false),
            batch: try row.text(4), receivedAt: try row.timestamp(5))
    }
}
