import Contracts
import GuideTexts
import Hummingbird
import Postgres
public import ServiceRuntime
public import Tariffs
import TransactionalMessaging
import Web

/// Validation: officers decide facts, line by line; never amounts.
public enum ValidationService {
    /// - Parameter settings: `TARIFF_TABLES`, the folder of the académie's tables (see `OperatorTables`).
    /// - Throws: `TablesUnusable`, with everything that is wrong in the tables.
    public static func installed(_ settings: Settings) throws(TablesUnusable) -> ServiceAssembly {
        assembly(by: try OperatorTables.installed(in: settings["TARIFF_TABLES"]))
    }

    /// With the tables of the demonstration.
    public static let assembly = assembly(by: .demonstration)

    /// With tables that are read already.
    public static func assembly(by tables: OperatorTables) -> ServiceAssembly {
        ServiceAssembly(
            name: "validation", database: "validation", migrations: migrations, templates: templates,
            queues: queues(tables),
            routes: { router, context in
                let group = router.group("/verification").add(middleware: context.site.requiring("officer"))
                QueueRoutes(context: context, tables: tables).add(to: group)
                HoursRoutes(context: context, tables: tables).add(to: group)
                FileRoutes(context: context, tables: tables).add(to: group)
            })
    }

    static let migrations = [
        Migration(
            name: "v0001_create_schema",
            sql: String(decoding: PackageResources.v0001_create_schema_sql, as: UTF8.self)),
        Migration(
            name: "v0002_extend_work_list",
            sql: String(decoding: PackageResources.v0002_extend_work_list_sql, as: UTF8.self)),
        Migration(
            name: "v0003_walk_along_indexes",
            sql: String(decoding: PackageResources.v0003_walk_along_indexes_sql, as: UTF8.self)),
        Migration(
            name: "v0004_drop_kilometre_index",
            sql: String(decoding: PackageResources.v0004_drop_kilometre_index_sql, as: UTF8.self)),
        Migration(
            name: "v0005_note_substitutions",
            sql: String(decoding: PackageResources.v0005_note_substitutions_sql, as: UTF8.self)),
    ]

    static let templates = Templates.decode([
        "validation_queue": PackageResources.validation_queue_mustache,
        "validation_bulk": PackageResources.validation_bulk_mustache,
        "validation_hours": PackageResources.validation_hours_mustache,
        "validation_file": PackageResources.validation_file_mustache,
    ]).merging(GuideTexts.all) { own, _ in own }

    static func queues(_ tables: OperatorTables) -> [QueueBinding] {
        [
            QueueBinding(
                queue: "validation.assignment",
                handlers: [
                    OnPersonRegistered(), OnPersonChanged(), OnConvocationIssued(), OnConvocationWithdrawn(),
                    OnConvocationSubstituted(),
                ]),
            QueueBinding(
                queue: "validation.claim-entry",
                handlers: [
                    OnClaimPrepared(), OnClaimCancelled(), OnClaimSubmitted(tables: tables),
                    OnMissionDeclaredNotPerformed(),
                ]),
        ]
    }
}
