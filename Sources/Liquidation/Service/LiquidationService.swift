import Contracts
import Foundation
import GuideTexts
import Hummingbird
import Postgres
public import ServiceRuntime
public import Tariffs
import TransactionalMessaging
import Web

/// Liquidation: amounts, ledger, payment orders, payroll and bank.
public enum LiquidationService {
    /// - Parameter settings: `PAYROLL_INDEMNITY_CODE`, the payroll's code of the indemnity, and `DOSSIER_KEYS_FILE`,
    ///   the file of the keys under which bank details are closed (see `KeyRing`); those of the bank: `BankSettings`;
    ///   `TARIFF_TABLES`, the folder of the académie's tables (see `OperatorTables`).
    /// - Throws: `TablesUnusable`, with everything that is wrong in the tables.
    public static func installed(_ settings: Settings) throws(TablesUnusable) -> ServiceAssembly {
        assembly(settings, tables: try OperatorTables.installed(in: settings["TARIFF_TABLES"]))
    }

    /// The same with tables that are read already.
    public static func assembly(
        _ settings: Settings, tables: OperatorTables = .demonstration
    ) -> ServiceAssembly {
        let liquidating = Liquidating(settings, tables)
        return ServiceAssembly(
            name: "liquidation", database: "liquidation", migrations: migrations, templates: templates,
            queues: queues(
                assess: liquidating.assess, indemnityCode: liquidating.indemnityCode, clock: { Date() }),
            routes: { router, context in
                let keys = try context.settings.contents(ofFileNamedBy: "DOSSIER_KEYS_FILE")
                addRoutes(
                    to: router, context,
                    Means(
                        ring: try KeyRing(parsing: keys), bank: try BankSettings(context.settings),
                        liquidating: liquidating))
            })
    }

    /// How facts become amounts here.
    struct Liquidating: Sendable {
        let assess: Assess
        let indemnityCode: String

        init(_ settings: Settings, _ tables: OperatorTables) {
            let assessment = TariffAssessment(tariffs: .standard, tables: tables)
            self.init(assess: assessment.assess, indemnityCode: settings["PAYROLL_INDEMNITY_CODE"] ?? "JURY")
        }

        init(assess: @escaping Assess, indemnityCode: String) {
            (self.assess, self.indemnityCode) = (assess, indemnityCode)
        }
    }

    /// What the pages work with, besides what every service has.
    struct Means: Sendable {
        let ring: KeyRing
        let bank: BankSettings
        let liquidating: Liquidating
    }

    /// The pages, each behind the role that may open it.
    static func addRoutes(to router: Router<WebContext>, _ context: ServiceContext, _ means: Means) {
        let own = router.group("/paiements").add(middleware: context.site.requiring("participant"))
        BankDetailsRoutes(context: context, ring: means.ring).add(to: own)
        StatementRoutes(context: context).add(to: own)
        let staff = router.group("/paiements").add(middleware: context.site.requiring("paymaster"))
        SituationRoutes(context: context).add(to: staff)
        BatchRoutes(context: context, ring: means.ring, bank: means.bank).add(to: staff)
        OrderRoutes(context: context).add(to: staff)
        ReturnRoutes(context: context, indemnityCode: means.liquidating.indemnityCode).add(to: staff)
        WaitingRoutes(
            context: context, assess: means.liquidating.assess, indemnityCode: means.liquidating.indemnityCode
        ).add(to: staff)
        PayrollRoutes(context: context).add(to: staff)
        let files = router.group("/paiements").add(
            middleware: context.site.requiring("paymaster", upTo: BankAnswerRoutes.largestBytes))
        BankAnswerRoutes(context: context, ring: means.ring).add(to: files)
    }

    static let migrations = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self)),
        Migration(
            name: "v0002_add_perimeters_and_holds",
            sql: String(decoding: PackageResources.v0002_add_perimeters_and_holds_sql, as: UTF8.self)),
        Migration(
            name: "v0003_keep_travel_lines",
            sql: String(decoding: PackageResources.v0003_keep_travel_lines_sql, as: UTF8.self)),
        Migration(
            name: "v0004_balance_each_statement",
            sql: String(decoding: PackageResources.v0004_balance_each_statement_sql, as: UTF8.self)),
        Migration(
            name: "v0005_keep_traces_as_written",
            sql: String(decoding: PackageResources.v0005_keep_traces_as_written_sql, as: UTF8.self)),
        Migration(
            name: "v0006_close_incidents",
            sql: String(decoding: PackageResources.v0006_close_incidents_sql, as: UTF8.self)),
        Migration(
            name: "v0007_count_a_journey_once",
            sql: String(decoding: PackageResources.v0007_count_a_journey_once_sql, as: UTF8.self)),
    ]

    static let templates = Templates.decode([
        "bank_details": PackageResources.bank_details_mustache,
        "sections": PackageResources.sections_mustache,
        "list_pages": PackageResources.list_pages_mustache,
        "situation": PackageResources.situation_mustache,
        "orders": PackageResources.orders_mustache,
        "order": PackageResources.order_mustache,
        "returns": PackageResources.returns_mustache,
        "waiting": PackageResources.waiting_mustache,
        "payroll": PackageResources.payroll_mustache,
        "statement": PackageResources.statement_mustache,
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
