public import Vocabulary

/// A batch as the answer must know it.
public struct BatchContents: Hashable, Sendable {
    public struct Transfer: Hashable, Sendable {
        public let endToEndID: String
        public let amount: Money
        public let state: PaymentState

        public init(endToEndID: String, amount: Money, state: PaymentState) {
            (self.endToEndID, self.amount, self.state) = (endToEndID, amount, state)
        }
    }

    public let messageID: String
    /// Whether its file has been released; before that no bank can answer.
    public let released: Bool
    public let transfers: [Transfer]

    public init(messageID: String, released: Bool, transfers: [Transfer]) {
        (self.messageID, self.released, self.transfers) = (messageID, released, transfers)
    }
}

/// What an answer does to one payment.
public struct PaymentAnswer: Hashable, Sendable {
    public let endToEndID: String
    public let step: PaymentStep
    /// Present when the money came back.
    public let reason: ReturnReason?
    /// What the bank added in its own words.
    public let information: String?
}

extension BankReport {
    /// Applies the report to its batch: what happens to each payment, or everything that contradicts the batch.
    ///
    /// A transfer that is not listed follows its block, then its group; under a partial status it is left as it is.
    /// A payment on which the step can no longer act is left as it is: the same news twice changes nothing.
    public func answers(for batch: BatchContents) throws(ReportProblems) -> [PaymentAnswer] {
        var stated: [String: Statement] = [:]
        let problems = contradictions(with: batch, stated: &stated)
        guard problems.isEmpty else { throw ReportProblems(all: problems) }
        let overall = blocks.first { $0.statement.status != nil }?.statement ?? group
        return batch.transfers.compactMap { transfer in
            let own = stated[transfer.endToEndID]
            let deciding = [own, overall, group].compactMap(\.self).first { $0.status?.step != nil }
            // Under a partial status only what is listed is stated.
            if own == nil, overall.status == .partial || group.status == .partial && overall == group { return nil }
            guard let deciding, let step = deciding.status?.step, transfer.state.after(step) != nil else { return nil }
            guard transfer.state.after(step) != transfer.state else { return nil }
            return PaymentAnswer(
                endToEndID: transfer.endToEndID, step: step,
                reason: step == .giveBack ? ReturnReason.of(deciding.reason ?? "MS03") : nil,
                information: deciding.information)
        }
    }

    private func contradictions(with batch: BatchContents, stated: inout [String: Statement]) -> [ReportProblem] {
        var problems: [ReportProblem] = []
        func refuse(_ path: String, _ sentence: String) {
            problems.append(ReportProblem(path: path, sentence: sentence))
        }
        let header = "OrgnlGrpInfAndSts"
        if !batch.released {
            refuse(
                "\(header)/OrgnlMsgId",
                "Le lot \(batch.messageID) n'a pas été libéré : aucune banque ne peut y répondre.")
        }
        if let originalCount, originalCount != batch.transfers.count {
            refuse("\(header)/OrgnlNbOfTxs", "Le lot compte \(batch.transfers.count) virements, pas \(originalCount).")
        }
        let total = batch.transfers.map(\.amount).total()
        if let originalSum, originalSum != total {
            refuse(
                "\(header)/OrgnlCtrlSum",
                "Le total du lot est \(BankFile.decimal(total)), pas \(BankFile.decimal(originalSum)).")
        }
        let known = Dictionary(
            batch.transfers.map { ($0.endToEndID, $0.amount) }, uniquingKeysWith: { first, _ in first })
        for block in blocks {
            if block.originalID != batch.messageID {
                refuse(
                    "\(block.statement.path)/OrgnlPmtInfId",
                    "Le bloc « \(block.originalID) » ne fait pas partie du lot.")
            }
            for transfer in block.transfers {
                let path = transfer.statement.path
                guard let amount = known[transfer.endToEndID] else {
                    refuse(
                        "\(path)/OrgnlEndToEndId", "Le virement « \(transfer.endToEndID) » ne fait pas partie du lot.")
                    continue
                }
                if let reported = transfer.amount, reported != amount {
                    refuse("\(path)/OrgnlTxRef/Amt/InstdAmt", "Le montant ordonné est \(BankFile.decimal(amount)).")
                }
                if transfer.statement.status == .partial {
                    refuse("\(path)/TxSts", "PART ne convient pas à un virement seul.")
                }
                if stated.updateValue(transfer.statement, forKey: transfer.endToEndID) != nil {
                    refuse("\(path)/OrgnlEndToEndId", "Le virement « \(transfer.endToEndID) » figure deux fois.")
                }
            }
        }
        let statements = [group] + blocks.map(\.statement) + blocks.flatMap { $0.transfers.map(\.statement) }
        if statements.allSatisfy({ $0.status == nil }) { refuse(header, "Le compte rendu ne donne aucun statut.") }
        return problems
    }
}
