import Crypto
import Foundation

/// The key under which the details of one owner (a person, a batch, a bank answer) are closed.
///
/// AES-256-GCM with a random nonce; table, column, owner and key version are authenticated with the text, so that
/// ciphertext moved to another row or column does not open.
struct DataKey: Sendable {
    let owner: UUID
    let version: Int
    private let key: SymmetricKey

    /// A new random key.
    init(owner: UUID, version: Int) {
        (self.owner, self.version, key) = (owner, version, SymmetricKey(size: .bits256))
    }

    /// Opens a key that the ring has wrapped.
    init(owner: UUID, version: Int, wrapped: WrappedKey, ring: KeyRing) throws {
        do {
            let box = try AES.GCM.SealedBox(combined: wrapped.bytes)
            let plain = try AES.GCM.open(
                box, using: try ring.wrappingKey(wrapped.wrappingVersion),
                authenticating: DataKey.label("data_key", "wrapped", owner, wrapped.wrappingVersion))
            (self.owner, self.version, key) = (owner, version, SymmetricKey(data: plain))
        } catch is CryptoKitError {
            throw VaultProblem.cannotOpen
        }
    }

    func wrapped(by ring: KeyRing) throws -> WrappedKey {
        let version = ring.currentVersion
        let plain = key.withUnsafeBytes { Data($0) }
        let box = try AES.GCM.seal(
            plain, using: try ring.wrappingKey(version),
            authenticating: DataKey.label("data_key", "wrapped", owner, version))
        guard let combined = box.combined else { throw VaultProblem.cannotOpen }
        return WrappedKey(wrappingVersion: version, bytes: Array(combined))
    }

    func seal(_ bytes: [UInt8], table: String, column: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: DataKey.label(table, column, owner, version))
        guard let combined = box.combined else { throw VaultProblem.cannotOpen }
        return Array(combined)
    }

    func open(_ sealed: [UInt8], table: String, column: String) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(
                try AES.GCM.open(box, using: key, authenticating: DataKey.label(table, column, owner, version)))
        } catch is CryptoKitError {
            throw VaultProblem.cannotOpen
        }
    }

    private static func label(_ table: String, _ column: String, _ owner: UUID, _ version: Int) -> [UInt8] {
        Array("liquidation.\(table)|\(column)|\(owner.uuidString.lowercased())|\(version)".utf8)
    }
}

/// A data key as the database keeps it.
struct WrappedKey: Sendable {
    let wrappingVersion: Int
    let bytes: [UInt8]
}
