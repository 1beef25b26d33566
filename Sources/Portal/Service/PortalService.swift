import Contracts
import GuideTexts
public import Postgres
public import ServiceRuntime
import TransactionalMessaging
import Web

/// What the portal is made of.
public enum PortalService {
    public static let migrations = [
        Migration(
            name: "v0001_create_accounts",
            sql: String(decoding: PackageResources.v0001_create_accounts_sql, as: UTF8.self)),
        Migration(
            name: "v0002_pace_mails",
            sql: String(decoding: PackageResources.v0002_pace_mails_sql, as: UTF8.self)),
        Migration(
            name: "v0003_admit_school_heads",
            sql: String(decoding: PackageResources.v0003_admit_school_heads_sql, as: UTF8.self)),
        Migration(
            name: "v0004_attach_calendars",
            sql: String(decoding: PackageResources.v0004_attach_calendars_sql, as: UTF8.self)),
    ]

    /// - Parameter settings: beside those of every service, `TOKEN_PRIVATE_KEY_FILE` and those of `PortalSettings`.
    public static func assembly(_ settings: Settings) -> ServiceAssembly {
        let own = PortalSettings { settings[$0] }
        return ServiceAssembly(
            name: "portal", database: "portal", migrations: migrations, templates: templates,
            queues: queues(publicOrigin: own.publicOrigin, organizer: settings["HELP_DESK_MAIL"] ?? ""),
            routes: { router, context in
                let key = try context.settings.contents(ofFileNamedBy: "TOKEN_PRIVATE_KEY_FILE")
                Portal(
                    work: context.work, site: context.site, issuer: try TokenIssuer(privateKeyPEM: key),
                    settings: own, clock: context.clock
                ).addRoutes(to: router)
            },
            jobs: [
                Job(name: "mail", every: .seconds(5)) { context in
                    _ = try await MailSender(pool: context.pool, settings: own, clock: context.clock).run()
                }
            ])
    }

    private static func queues(publicOrigin origin: String, organizer: String) -> [QueueBinding] {
        [
            QueueBinding(
                queue: "portal.assignment",
                handlers: [
                    OnPersonRegistered(publicOrigin: origin), OnPersonChanged(),
                    OnConvocationIssued(publicOrigin: origin, organizer: organizer),
                    OnConvocationWithdrawn(publicOrigin: origin, organizer: organizer),
                    OnReplacementOffered(publicOrigin: origin), OnConvocationSubstituted(publicOrigin: origin),
                ]),
            QueueBinding(
                queue: "portal.validation", handlers: [OnClaimReturned(publicOrigin: origin)], isOrdered: false),
            QueueBinding(
                queue: "portal.liquidation",
                handlers: [
                    OnAmountsEstablished(publicOrigin: origin), OnPaymentSettled(publicOrigin: origin),
                    OnPaymentReturned(publicOrigin: origin),
                ],
                isOrdered: false),
        ]
    }

    /// Templates, guide and menu, as `Site` takes them.
    static let templates = Templates.decode([
        "signin": PackageResources.signin_mustache, "resume": PackageResources.resume_mustache,
        "activation": PackageResources.activation_mustache, "forgotten": PackageResources.forgotten_mustache,
        "link_sent": PackageResources.link_sent_mustache, "welcome": PackageResources.welcome_mustache,
        "home": PackageResources.home_mustache, "account": PackageResources.account_mustache,
        "accounts": PackageResources.accounts_mustache, "account_edit": PackageResources.account_edit_mustache,
        "guide": PackageResources.guide_mustache, "guide_page": PackageResources.guide_page_mustache,
    ]).merging(GuideTexts.all) { own, _ in own }
}
