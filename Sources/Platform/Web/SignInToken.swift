public import Foundation
import JWTKit
import PinnedThread

/// The claims of the portal's token: a JWT signed with Ed25519 (`alg` EdDSA), read by every service.
struct SignInClaims: JWTPayload, Sendable {
    static let issuer = "imagin-portail"

    let iss: String
    let sub: UUID
    let sid: UUID
    let pid: UUID?
    let name: String
    let roles: [String]
    let perimeter: [String]
    let csrf: String
    let iat: Int
    let exp: Int

    init(_ person: SignedIn, issuedAt: Date) {
        iss = Self.issuer
        sub = person.accountID
        sid = person.sessionID
        pid = person.participantID
        name = person.displayName
        roles = person.roles.sorted()
        perimeter = person.perimeter.sorted()
        csrf = person.session.formToken
        iat = Int(issuedAt.timeIntervalSince1970)
        exp = Int(person.expiresAt.timeIntervalSince1970)
    }

    var person: SignedIn {
        SignedIn(
            account: .init(id: sub, participantID: pid, displayName: name),
            roles: Set(roles), perimeter: Set(perimeter),
            session: .init(id: sid, formToken: csrf, expiresAt: Date(timeIntervalSince1970: Double(exp))))
    }

    // The end of the token is judged by `TokenVerifier`, which tells an expired token from a false one.
    func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss == Self.issuer else {
            throw JWTError.claimVerificationFailure(failedClaim: IssuerClaim(value: iss), reason: "other issuer")
        }
    }
}

/// What a request says about its sender.
public enum SignInState: Sendable, Hashable {
    /// No cookie, or one that the portal has not signed.
    case absent
    /// The portal signed it, and its fifteen minutes are over: the portal may renew it.
    case expired
    case valid(SignedIn)
}

/// Signs tokens. The portal owns the private key; tests make a key of their own.
public struct TokenIssuer: Sendable {
    /// How long a token lasts.
    public static let lifetimeSeconds: Double = 15 * 60

    private let key: EdDSA.PrivateKey

    /// - Parameter privateKeyPEM: an Ed25519 private key, PKCS #8 in PEM.
    public init(privateKeyPEM: String) throws { key = try EdDSA.PrivateKey(pem: privateKeyPEM) }

    public func sign(_ person: SignedIn, at now: Date) async throws -> String {
        try await JWTKeyCollection().add(eddsa: key).sign(SignInClaims(person, issuedAt: now))
    }
}

/// Reads tokens with the portal's public key. A token comes with every request of its fifteen minutes: its signature
/// is computed once.
public struct TokenVerifier: Sendable {
    private let keys: JWTKeyCollection
    private let verified = Locked<[String: SignedIn]>([:])
    /// Those of an exam session's busiest quarter of an hour, in some ten megabytes.
    private static let mostVerified = 10_000

    /// - Parameter publicKeyPEM: an Ed25519 public key, SubjectPublicKeyInfo in PEM.
    public init(publicKeyPEM: String) async throws {
        keys = await JWTKeyCollection().add(eddsa: try EdDSA.PublicKey(pem: publicKeyPEM))
    }

    public func read(_ token: String?, at now: Date) async -> SignInState {
        guard let token, token.utf8.count <= 4096 else { return .absent }
        if let person = verified.withLock({ $0[token] }) { return person.expiresAt > now ? .valid(person) : .expired }
        do {
            let person = try await keys.verify(token, as: SignInClaims.self).person
            guard person.expiresAt > now else { return .expired }
            verified.withLock { known in
                if known.count == Self.mostVerified { known.removeAll() }
                known[token] = person
            }
            return .valid(person)
        } catch {
            return .absent  // A token that nobody signed says nothing about anybody.
        }
    }
}
