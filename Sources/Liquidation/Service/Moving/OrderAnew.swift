import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Why money that came back is not ordered anew.
enum OrderAnewRefusal: Error, Equatable {
    case notFound
    /// Somebody was faster, or it was paid after all.
    case notReturned
    /// The bank has refused the account, and no other one has been given.
    case noUsableAccount
    /// The payroll has announced that it paid it after all.
    case paidAfterReturn

    var sentence: String {
        switch self {
        case .notFound: "Ce paiement n’existe pas."
        case .notReturned: "Ce paiement n’attend plus : il a été ordonné à nouveau entre-temps."
        case .paidAfterReturn: "La paye annonce l’avoir payé après l’avoir rejeté : ne le payez pas deux fois."
        case .noUsableAccount: "L’intervenant doit d’abord donner un compte utilisable."
        }
    }
}

/// Orders again what bank or payroll has given back: a further attempt to pay the same debt.
struct OrderAnew {
    let actor: UUID
    let perimeter: Perimeter
    let indemnityCode: String
    let now: Date

    /// - Throws: `OrderAnewRefusal`, and then nothing was ordered.
    func order(_ payments: [PaymentID], in connection: isolated Connection) throws -> [any Message] {
        let locked = try connection.run(LockPayments(payments: Array(Set(payments))))
        guard locked.count == Set(payments).count, perimeter.covers(locked.map(\.office)) else {
            throw OrderAnewRefusal.notFound
        }
        let people = Set(locked.filter { $0.track == .travel }.map(\.participantID)).sorted()
        _ = try connection.run(KeepPayees(participants: people))
        let accounts = Dictionary(
            uniqueKeysWithValues: try connection.run(SelectPayees(participants: people)).map {
                ($0.participantID, $0.usableBankDetails)
            })
        var anew: [Payment] = []
        for payment in locked {
            guard payment.state == .returned, try connection.run(SelectLaterAttempts(payment: payment)).first == 0
            else { throw OrderAnewRefusal.notReturned }
            guard try connection.run(SelectIncidents(payment: payment.paymentID)).allSatisfy({ $0.closing != nil })
            else {
                throw OrderAnewRefusal.paidAfterReturn
            }
            if payment.track == .travel, (accounts[payment.participantID] ?? nil) == nil {
                throw OrderAnewRefusal.noUsableAccount
            }
            anew.append(payment.nextAttempt(state: PaymentState.first(of: payment.track, payable: true)))
        }
        try NewAttempts(actor: actor.uuidString.lowercased(), now: now).write(anew, in: connection)
        return try anew.flatMap { try messages($0, in: connection) }
    }

    private func messages(_ payment: Payment, in connection: isolated Connection) throws -> [any Message] {
        let ordered = PaymentOrdered(payment: payment.reference, expectedOn: nil, orderedAt: Instant(now))
        guard payment.track == .indemnity, let work = try connection.run(SelectInstructedWork(payment: payment)).first
        else { return [ordered] }
        let instruction = IndemnityInstructed(
            paymentID: payment.paymentID, claimID: payment.claimID, participantNumber: work.number, name: work.name,
            indemnityCode: indemnityCode, amountCents: payment.amount, session: work.session, exam: work.exam,
            workedOn: work.workedOn, instructedAt: Instant(now))
        return [ordered, instruction]
    }
}
