import Contracts
import Foundation
import Postgres
import TransactionalMessaging

/// Liquidation: amounts, ledger, payment orders, payroll and bank.
enum LiquidationService {
    static let migrations = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self))
    ]

    /// What is heard, and what is done with it.
    static func queues(
        assess: @escaping Assess, indemnityCode: String, clock: @escaping @Sendable () -> Date
    ) -> [QueueBinding] {
        [
            QueueBinding(queue: "liquidation.assignment", handlers: [OnPersonRegistered(), OnPersonChanged()]),
            QueueBinding(
                queue: "liquidation.validation",
                handlers: [
                    OnFactsCertified(assess: assess, indemnityCode: indemnityCode, clock: clock), OnClaimReturned(),
                    OnClaimClosed(),
                ]),
            QueueBinding(queue: "liquidation.payroll", handlers: [OnIndemnityReported(clock: clock)]),
        ]
    }
}
