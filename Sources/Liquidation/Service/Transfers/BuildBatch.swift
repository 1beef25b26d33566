import Crypto
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Makes a bank file of the transfers that wait. File, hash, MsgId and the payments' state are one transaction: after
/// a crash there is either the whole batch or none.
struct BuildBatch {
    let ring: KeyRing
    let debtor: Debtor
    /// Begins every MsgId; tells the académies apart at the bank.
    let prefix: String
    let now: Date
    let today: CalendarDay
    let builder: UUID
    /// Whose transfers go into it.
    let perimeter: Perimeter

    /// - Parameter batchID: given by the caller, so that the same command makes one batch.
    /// - Throws: `BankFileProblems` when the bank would refuse the file.
    func build(
        _ batchID: UUID, on executionDay: CalendarDay, in connection: isolated Connection
    ) throws -> BankFile {
        let candidates = try connection.run(LockTransferCandidates(limit: BankFile.largestCount, perimeter: perimeter))
        let number = try connection.run(NextBatchNumber()).first ?? 0
        let file = try BankFile(
            messageID: messageID(number), createdAt: now, today: today, executionDay: executionDay, debtor: debtor,
            transfers: try candidates.map(transfer))
        try store(file, batchID, Set(candidates.map(\.payment.office)).sorted(), in: connection)
        try connection.execute(AssignFile(batchID: batchID, candidates: candidates))
        try PaymentMoves(actor: builder.uuidString.lowercased(), now: now)
            .apply(candidates.map { PaymentChange($0.payment, .putInFile) }, in: connection)
        return file
    }

    private func store(
        _ file: BankFile, _ batchID: UUID, _ offices: [String], in connection: isolated Connection
    ) throws {
        let bytes = file.render()
        let key = DataKey(owner: batchID, version: 1)
        try connection.execute(InsertDataKey(owner: batchID, version: 1, wrapped: try key.wrapped(by: ring)))
        let batch = NewBatch(
            batchID: batchID, messageID: file.messageID.text, transfers: file.transfers.count, total: file.total,
            executionDay: file.executionDay, keyVersion: 1,
            sealedFile: try key.seal(bytes, table: "batch", column: "file"), sha256: Array(SHA256.hash(data: bytes)),
            builtBy: builder, offices: offices)
        try connection.execute(InsertBatch(batch: batch, now: now))
    }

    /// `IMAGIN-20260715-000001`.
    private func messageID(_ number: Int) throws -> SepaText {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        guard let id = SepaText(exactly: "\(prefix)-\(today.description.replacing("-", with: ""))-\(padded)", limit: 35)
        else { throw BankSettingProblem.unusable("BANK_MESSAGE_PREFIX") }
        return id
    }

    private func transfer(_ candidate: TransferCandidate) throws -> CreditTransfer {
        let key = try DataKey(
            owner: candidate.payment.participantID.rawValue, version: candidate.keyVersion, wrapped: candidate.wrapped,
            ring: ring)
        func opened(_ sealed: [UInt8], _ column: String) throws -> String {
            String(decoding: try key.open(sealed, table: "bank_details", column: column), as: UTF8.self)
        }
        guard let holder = SepaText(exactly: try opened(candidate.holder, "holder"), limit: 70),
            let endToEndID = SepaText(exactly: candidate.payment.endToEndID, limit: 35),
            let remittance = SepaText(folding: "Frais de déplacement examens \(candidate.session)", limit: 140)
        else { throw VaultProblem.cannotOpen }
        return CreditTransfer(
            endToEndID: endToEndID, amount: candidate.payment.amount, creditor: holder,
            iban: try Iban(typed: try opened(candidate.iban, "iban")),
            bic: candidate.bic.flatMap { Bic(typed: $0) }, remittance: remittance)
    }
}
