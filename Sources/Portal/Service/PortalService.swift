public import Postgres
import GuideTexts
import Web

/// What the portal is made of: its schema and its texts. `Portal` works with them.
public enum PortalService {
    public static let name = "portal"

    public static let migrations = [
        Migration(
            name: "v0001_create_accounts",
            sql: String(decoding: PackageResources.v0001_create_accounts_sql, as: UTF8.self))
    ]

    /// Templates, guide and menu, as `Site` takes them.
    public static let templates = Templates.decode([
        "signin": PackageResources.signin_mustache, "resume": PackageResources.resume_mustache,
        "activation": PackageResources.activation_mustache, "forgotten": PackageResources.forgotten_mustache,
        "link_sent": PackageResources.link_sent_mustache, "welcome": PackageResources.welcome_mustache,
        "home": PackageResources.home_mustache, "account": PackageResources.account_mustache,
        "guide": PackageResources.guide_mustache, "guide_page": PackageResources.guide_page_mustache,
    ]).merging(GuideTexts.all) { own, _ in own }
}
