import Crypto
public import Foundation
public import Hummingbird
public import Postgres
public import TransactionalMessaging
public import Web

/// What the portal's routes, handlers and jobs work with.
public struct Portal: Sendable {
    public typealias Clock = @Sendable () -> Date

    let work: UnitOfWork
    let site: Site
    let settings: PortalSettings
    let clock: Clock
    let issuer: TokenIssuer
    let passwords: PasswordKeeper

    /// - Parameter issuer: signs with the key that only the portal has.
    public init(work: UnitOfWork, site: Site, issuer: TokenIssuer, settings: PortalSettings, clock: @escaping Clock) {
        (self.work, self.site, self.issuer, self.settings, self.clock) = (work, site, issuer, settings, clock)
        passwords = PasswordKeeper(log2Cost: settings.scryptLog2Cost)
    }

    var pool: Pool { work.pool }

    /// Puts all pages of the portal onto the router.
    public func addRoutes(to router: Router<WebContext>) {
        Assets.serve(on: router)
        SignInRoutes(portal: self).add(to: router)
        RenewalRoutes(portal: self).add(to: router)
        LinkRoutes(portal: self).add(to: router)
        HomeRoutes(portal: self).add(to: router)
        AdministrationRoutes(portal: self).add(to: router)
        AccountRoutes(portal: self).add(to: router)
    }

    /// What is stored of a secret: its SHA-256. The secrets have 256 bits of their own, so no salt is needed.
    static func hash(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }
}
