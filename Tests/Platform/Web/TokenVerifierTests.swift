import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Web

@Suite struct TokenVerifierTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private let key = Curve25519.Signing.PrivateKey()

    private func token(_ name: String) async throws -> String {
        let person = SignedIn(
            account: .init(id: UUID(), participantID: nil, displayName: name), roles: [], perimeter: [],
            session: .init(id: UUID(), formToken: "jeton", expiresAt: Self.now.addingTimeInterval(600)))
        return try await TokenIssuer(privateKeyPEM: key.pemRepresentation).sign(person, at: Self.now)
    }

    private func name(_ state: SignInState) -> String? {
        if case .valid(let person) = state { person.account.displayName } else { nil }
    }

    /// A token whose signature was seen before still ends at its hour, and stands for nobody else.
    @Test func aKnownTokenStillEnds() async throws {
        let verifier = try await TokenVerifier(publicKeyPEM: key.publicKey.pemRepresentation)
        let (first, second) = (try await token("Claire"), try await token("Paul"))
        for _ in 0..<2 {
            #expect(name(await verifier.read(first, at: Self.now)) == "Claire")
            #expect(name(await verifier.read(second, at: Self.now.addingTimeInterval(599))) == "Paul")
        }
        #expect(await verifier.read(first, at: Self.now.addingTimeInterval(600)) == .expired)
        #expect(await verifier.read(first + "x", at: Self.now) == .absent)
    }

    @Test func aTokenOfAnotherKeyStaysForeign() async throws {
        let verifier = try await TokenVerifier(
            publicKeyPEM: Curve25519.Signing.PrivateKey().publicKey.pemRepresentation)
        let foreign = try await token("Claire")
        for _ in 0..<2 { #expect(await verifier.read(foreign, at: Self.now) == .absent) }
    }
}
