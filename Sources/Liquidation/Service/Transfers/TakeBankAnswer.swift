import Contracts
import Crypto
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Takes a pain.002 file, all or nothing. The same file twice changes nothing.
struct TakeBankAnswer {
    let ring: KeyRing
    let receivedBy: UUID
    /// Of the person who gives it: an answer to another office's batch finds no batch.
    let perimeter: Perimeter
    let now: Date

    /// - Parameter answerID: given by the caller.
    /// - Throws: `ReportProblems` with every place that is wrong; then nothing of the file was taken.
    func take(
        _ bytes: [UInt8], as answerID: UUID, in connection: isolated Connection
    ) throws -> (outcome: AnswerOutcome, messages: [any Message]) {
        let sha256 = Array(SHA256.hash(data: bytes))
        let report = try BankReport.read(bytes)
        let batches = try connection.run(LockBatch(batchID: nil, messageID: report.originalMessageID))
        guard let batch = batches.first, perimeter.covers(batch.offices) else {
            throw ReportProblems(all: [
                ReportProblem(
                    path: "OrgnlGrpInfAndSts/OrgnlMsgId",
                    sentence: "Aucun lot ne porte la référence « \(report.originalMessageID) ».")
            ])
        }
        // Asked under the lock of the batch: of two uploads of the same file at once, the second sees the first.
        if let before = try connection.run(SelectBankAnswer(sha256: sha256)).first { return (before, []) }
        let payments = try connection.run(LockBatchPayments(batchID: batch.batchID))
        let answers = try report.answers(for: contents(batch, payments.map(\.payment)))
        let result = try apply(answers, to: payments, on: report.createdOn, batch, in: connection)
        let key = DataKey(owner: answerID, version: 1)
        try connection.execute(InsertDataKey(owner: answerID, version: 1, wrapped: try key.wrapped(by: ring)))
        let answer = NewBankAnswer(
            answerID: answerID, batchID: batch.batchID, messageID: report.messageID,
            sealedFile: try key.seal(bytes, table: "bank_answer", column: "file"), sha256: sha256,
            outcome: result.outcome, receivedBy: receivedBy)
        try connection.execute(InsertBankAnswer(answer: answer, now: now))
        return result
    }

    private func contents(_ batch: Batch, _ payments: [Payment]) -> BatchContents {
        BatchContents(
            messageID: batch.messageID, released: ![.built, .givenUp].contains(batch.state),
            transfers: payments.map { .init(endToEndID: $0.endToEndID, amount: $0.amount, state: $0.state) })
    }

    private func apply(
        _ answers: [PaymentAnswer], to payments: [(payment: Payment, detailsVersion: Int)], on day: CalendarDay,
        _ batch: Batch, in connection: isolated Connection
    ) throws -> (outcome: AnswerOutcome, messages: [any Message]) {
        let known = Dictionary(uniqueKeysWithValues: payments.map { ($0.payment.endToEndID, $0) })
        let pairs = answers.compactMap { answer in known[answer.endToEndID].map { (answer: answer, at: $0) } }
        let moved = try PaymentMoves(actor: "bank", now: now).apply(
            pairs.map {
                PaymentChange(
                    $0.at.payment, $0.answer.step, code: $0.answer.reason?.code,
                    explanation: $0.answer.reason?.explanation)
            }, in: connection)
        if [.released, .unknown].contains(batch.state), !answers.isEmpty {
            try connection.execute(UpdateBatchState(batchID: batch.batchID, state: .sent, sentAt: now))
        }
        let refused = pairs.filter { $0.answer.reason?.refusesBankDetails == true }
        if !refused.isEmpty {
            _ = try connection.run(LockPayees(participants: refused.map(\.at.payment.participantID)))
            try connection.execute(
                InsertBankDetailsRefusals(
                    refusals: refused.map {
                        ($0.at.payment.participantID, $0.at.detailsVersion, $0.answer.reason?.code ?? "")
                    }, now: now))
        }
        let facts = zip(pairs, moved).map { message($0.answer, $1, on: day, batch) }
        let people = Set(refused.map(\.at.payment.participantID))
        let blocked = try BlockTransfers(actor: "bank", now: now).block(people, in: connection)
        let dossiers = try incomplete(people, in: connection)
        func count(_ step: PaymentStep) -> Int { answers.count { $0.step == step } }
        let outcome = AnswerOutcome(
            batchID: batch.batchID, settled: count(.settle), returned: count(.giveBack),
            acknowledged: count(.acknowledge), takenBefore: false)
        return (outcome, facts + blocked + dossiers)
    }

    /// Those who have no usable account any more; somebody who has given another one meanwhile stays complete.
    /// One for each person, in a fixed order, however many of their transfers came back.
    private func incomplete(
        _ people: Set<ParticipantID>, in connection: isolated Connection
    ) throws -> [any Message] {
        guard !people.isEmpty else { return [] }
        return try connection.run(SelectPayees(participants: people.sorted()))
            .filter { $0.usableBankDetails == nil }
            .map { DossierAssessed(participantID: $0.participantID, complete: false, assessedAt: Instant(now)) }
    }

    private func message(
        _ answer: PaymentAnswer, _ payment: Payment, on day: CalendarDay, _ batch: Batch
    ) -> any Message {
        switch answer.step {
        case .settle: PaymentSettled(payment: payment.reference, settledOn: day)
        case .giveBack:
            PaymentReturned(
                payment: payment.reference, code: answer.reason?.code ?? "MS03",
                explanation: answer.reason?.explanation ?? "", returnedOn: day)
        default: PaymentSent(payment: payment.reference, expectedOn: batch.executionDay, sentAt: Instant(now))
        }
    }
}
