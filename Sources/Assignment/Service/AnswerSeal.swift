import Crypto
import Foundation
import Postgres

/// Seals the links by which people answer without signing in: only who was sent the link has it.
struct AnswerSeal: Sendable {
    private let key: SymmetricKey

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    static func load(in connection: isolated Connection) throws -> AnswerSeal {
        guard let key = try connection.run(SelectAnswerKey()).first else {
            preconditionFailure("the migration makes the answer key")
        }
        return AnswerSeal(key: key)
    }

    /// Where the person says that they have read this version of their convocation, or cannot come.
    func path(ofConvocation id: UUID, version: Int) -> String {
        "\(ConvocationAnswerRoutes.path)/\(id.uuidString.lowercased())/\(version)/\(seal(Self.convocation(id, version)))"
    }

    func fits(_ text: String, convocation id: UUID, version: Int) -> Bool { fits(text, Self.convocation(id, version)) }

    /// Where whoever holds the paper reads whether this version is valid; nobody can answer there.
    func path(toCheck id: UUID, version: Int) -> String {
        "\(ConvocationCheckRoutes.path)/\(id.uuidString.lowercased())/\(version)/\(shortSeal(id, version))"
    }

    func fits(_ text: String, check id: UUID, version: Int) -> Bool { Self.same(text, shortSeal(id, version)) }

    /// Eighty bits: it is also typed by hand.
    private func shortSeal(_ id: UUID, _ version: Int) -> String {
        String(seal("check/\(id.uuidString.lowercased())/\(version)").prefix(20))
    }

    /// Where the person accepts or declines to replace somebody.
    func path(ofOffer id: UUID) -> String {
        "\(ReplacementOfferRoutes.path)/\(id.uuidString.lowercased())/\(seal(Self.offer(id)))"
    }

    func fits(_ text: String, offer id: UUID) -> Bool { fits(text, Self.offer(id)) }

    private static func convocation(_ id: UUID, _ version: Int) -> String {
        "convocation/\(id.uuidString.lowercased())/\(version)"
    }

    private static func offer(_ id: UUID) -> String { "offer/\(id.uuidString.lowercased())" }

    private func seal(_ subject: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(subject.utf8), using: key)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Takes as long for a wrong seal as for a right one.
    private func fits(_ text: String, _ subject: String) -> Bool { Self.same(text, seal(subject)) }

    private static func same(_ text: String, _ seal: String) -> Bool {
        let (given, right) = (Array(text.utf8), Array(seal.utf8))
        guard given.count == right.count else { return false }
        return zip(given, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
