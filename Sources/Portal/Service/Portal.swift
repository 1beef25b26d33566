import Crypto
public import Foundation
public import Hummingbird
public import Logging
public import Postgres
public import Web

/// What the portal's routes, handlers and jobs work with.
public struct Portal: Sendable {
    public typealias Clock = @Sendable () -> Date

    let pool: Pool
    let site: Site
    let settings: PortalSettings
    let clock: Clock
    let issuer: TokenIssuer
    let passwords: PasswordKeeper

    /// - Parameter issuer: signs with the key that only the portal has.
    public init(pool: Pool, site: Site, issuer: TokenIssuer, settings: PortalSettings, clock: @escaping Clock) {
        (self.pool, self.site, self.issuer, self.settings, self.clock) = (pool, site, issuer, settings, clock)
        passwords = PasswordKeeper(log2Cost: settings.scryptLog2Cost)
    }

    /// Puts all pages of the portal onto the router.
    public func addRoutes(to router: Router<WebContext>) {
        Assets.serve(on: router)
        SignInRoutes(portal: self).add(to: router)
        RenewalRoutes(portal: self).add(to: router)
        LinkRoutes(portal: self).add(to: router)
        HomeRoutes(portal: self).add(to: router)
        AdministrationRoutes(portal: self).add(to: router)
    }

    /// What is stored of a secret: its SHA-256. The secrets have 256 bits of their own, so no salt is needed.
    static func hash(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }
}
