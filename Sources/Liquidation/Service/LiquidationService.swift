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
    ///   the file of the keys under which bank details are closed (see `KeyRing`); those of the bank: `BankSettings`.
    public static func assembly(_ settings: Settings) -> ServiceAssembly {
        let assessment = TariffAssessment(tariffs: .standard, places: .demonstration, settings: .standard)
        return ServiceAssembly(
            name: "liquidation", database: "liquidation", migrations: migrations, templates: templates,
            queues: queues(
                assess: assessment.assess, indemnityCode: settings["PAYROLL_INDEMNITY_CODE"] ?? "JURY",
                clock: { Date() }),
            routes: { router, context in
                let keys = try context.settings.contents(ofFileNamedBy: "DOSSIER_KEYS_FILE")
                addRoutes(
                    to: router, context, ring: try KeyRing(parsing: keys), bank: try BankSettings(context.settings))
            })
    }

    /// The pages, each behind the role that may open it.
    static func addRoutes(
        to router: Router<WebContext>, _ context: ServiceContext, ring: KeyRing, bank: BankSettings
    ) {
        let own = router.group("/paiements").add(middleware: context.site.requiring("participant"))
        BankDetailsRoutes(context: context, ring: ring).add(to: own)
        let staff = router.group("/paiements").add(middleware: context.site.requiring("paymaster"))
        BalanceRoutes(context: context).add(to: staff)
        BatchRoutes(context: context, ring: ring, bank: bank).add(to: staff)
        let files = router.group("/paiements").add(
            middleware: context.site.requiring("paymaster", upTo: BankAnswerRoutes.largestBytes))
        BankAnswerRoutes(context: context, ring: ring).add(to: files)
    }

    static let migrations = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self))
    ]

    static let templates = Templates.decode([
        "bank_details": PackageResources.bank_details_mustache,
        "balance": PackageResources.balance_mustache,
        "batches": PackageResources.batches_mustache,
        "batch": PackageResources.batch_mustache,
        "bank_answer": PackageResources.bank_answer_mustache,
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
