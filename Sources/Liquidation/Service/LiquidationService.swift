import Contracts
import Foundation
import GuideTexts
import Hummingbird
import Postgres
public import ServiceRuntime
import Tariffs
import TransactionalMessaging
import Web

/// Liquidation: amounts, ledger, payment orders, payroll and bank.
public enum LiquidationService {
    /// - Parameter settings: `PAYROLL_INDEMNITY_CODE`, the payroll's code of the indemnity, and `DOSSIER_KEYS_FILE`,
    ///   the file of the keys under which bank details are closed (see `KeyRing`).
    public static func assembly(_ settings: Settings) -> ServiceAssembly {
        let assessment = TariffAssessment(tariffs: .standard, places: .demonstration, settings: .standard)
        return ServiceAssembly(
            name: "liquidation", database: "liquidation", migrations: migrations, templates: templates,
            queues: queues(
                assess: assessment.assess, indemnityCode: settings["PAYROLL_INDEMNITY_CODE"] ?? "JURY",
                clock: { Date() }),
            routes: { router, context in
                let ring = try KeyRing(parsing: try context.settings.contents(ofFileNamedBy: "DOSSIER_KEYS_FILE"))
                let own = router.group("/paiements").add(middleware: context.site.requiring("participant"))
                BankDetailsRoutes(context: context, ring: ring).add(to: own)
                let staff = router.group("/paiements").add(middleware: context.site.requiring("paymaster"))
                BalanceRoutes(context: context).add(to: staff)
            })
    }

    static let migrations = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self))
    ]

    static let templates = Templates.decode([
        "bank_details": PackageResources.bank_details_mustache,
        "balance": PackageResources.balance_mustache,
    ]).merging(GuideTexts.all) { own, _ in own }

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
