import ClaimEntryDomain
import Crypto
import CryptoExtras
import ServiceRuntime
import Testing
import Web

@testable import ClaimEntryService

@Suite struct TemplateTests {
    @Test func theTemplatesOfClaimEntryAreUnderstood() async throws {
        let key = Curve25519.Signing.PrivateKey().publicKey.pemRepresentation
        let settings = SiteSettings(publicOrigin: "http://127.0.0.1:8080", tokenPublicKeyPEM: key)
        let templates = ClaimEntryService.assembly(Settings([:])).templates

        _ = try await Site(service: "claim-entry", templates: templates, settings: settings)
    }
}
