import ClaimEntryDomain
import GuideTexts
public import ServiceRuntime
public import Tariffs
import TransactionalMessaging
import Web

/// Claim entry, put together.
public enum ClaimEntryService {
    /// Reads `CLAIM_ENTRY_DEADLINE`, month and day of the yearly deadline: `08-31`; and `OFFICE_ADDRESSES`, where paper
    /// is sent: `DEC1=Rectorat|Bureau DEC1|31077 Toulouse cedex 4;DEC2=…` (see `OfficeAddresses`); and
    /// `TARIFF_TABLES`, the folder of the académie's tables (see `OperatorTables`).
    /// - Throws: `TablesUnusable`, with everything that is wrong in the tables.
    public static func installed(_ settings: Settings) throws(TablesUnusable) -> ServiceAssembly {
        assembly(settings, tables: try OperatorTables.installed(in: settings["TARIFF_TABLES"]))
    }

    /// The same with tables that are read already.
    public static func assembly(
        _ settings: Settings, tables: OperatorTables = .demonstration
    ) -> ServiceAssembly {
        let calendar = settings["CLAIM_ENTRY_DEADLINE"].flatMap { EntryCalendar($0) } ?? EntryCalendar()
        let offices = OfficeAddresses(settings["OFFICE_ADDRESSES"] ?? "")
        return ServiceAssembly(
            name: "claim-entry", database: "claim_entry", migrations: ClaimEntryMigrations.all,
            templates: templates, queues: ClaimEntryQueues.all(tables),
            routes: { router, context in
                let desk = ClaimDesk(context: context, calendar: calendar, offices: offices, tables: tables)
                ClaimRoutes(desk: desk).add(to: router)
            })
    }

    private static let templates = Templates.decode([
        "claims": PackageResources.claims_mustache,
        "claim": PackageResources.claim_mustache,
        "steps": PackageResources.steps_mustache,
        "estimate": PackageResources.estimate_mustache,
        "work": PackageResources.work_mustache,
        "travel": PackageResources.travel_mustache,
        "check": PackageResources.check_mustache,
        "recap": PackageResources.recap_mustache,
    ]).merging(GuideTexts.all) { own, _ in own }
}
