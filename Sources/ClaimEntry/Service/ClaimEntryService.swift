import ClaimEntryDomain
import GuideTexts
public import ServiceRuntime
import TransactionalMessaging
import Web

/// Claim entry, put together.
public enum ClaimEntryService {
    /// Reads `CLAIM_ENTRY_DEADLINE`, month and day of the yearly deadline: `08-31`.
    public static func assembly(_ settings: Settings) -> ServiceAssembly {
        let calendar = settings["CLAIM_ENTRY_DEADLINE"].flatMap { EntryCalendar($0) } ?? EntryCalendar()
        return ServiceAssembly(
            name: "claim-entry", database: "claim_entry", migrations: ClaimEntryMigrations.all,
            templates: Templates.decode([
                "claims": PackageResources.claims_mustache, "claim": PackageResources.claim_mustache,
            ]).merging(GuideTexts.all) { own, _ in own },
            queues: ClaimEntryQueues.all,
            routes: { router, context in ClaimRoutes(context: context, calendar: calendar).add(to: router) })
    }
}
