import Contracts
import Foundation
import Postgres
import TransactionalMessaging

/// The payroll says what it did with an instruction.
struct OnIndemnityReported: MessageHandler {
    let clock: @Sendable () -> Date

    func handle(
        _ reported: IndemnityReported, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        do {
            let act = ReportIndemnity(now: clock())
            return Effects(messages: try act.report(reported, number: envelope.number, in: connection))
        } catch let refused as DecisionRefused {
            throw Unprocessable(refused.reason)
        }
    }
}

extension PaymentMissing: RetryLater {}
