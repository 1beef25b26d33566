import CryptoExtras
import Crypto
import Foundation
import PortalDomain
import Web

/// Computes and compares scrypt hashes on threads of its own, two at once: each takes 64 MiB and a fifth of a second.
final class PasswordKeeper: Sendable {
    let log2Cost: Int
    private let queue: OperationQueue
    /// Beyond this many waiting, people are asked to come back rather than kept waiting.
    private static let longestQueue = 64
    /// Compared when no account has the name typed, so that the answer takes as long.
    private let nobody: ScryptHash

    init(log2Cost: Int) {
        self.log2Cost = log2Cost
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        queue.qualityOfService = .utility
        nobody = ScryptHash(
            log2Cost: log2Cost, blockSize: 8, parallelism: 1, salt: Array(repeating: 0, count: 16),
            hash: Array(repeating: 0, count: 32))
    }

    /// The text to store for a new password.
    func hash(_ password: String) async throws -> String {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let empty = ScryptHash(log2Cost: log2Cost, blockSize: 8, parallelism: 1, salt: salt, hash: [])
        let bytes = try await derive(password, like: empty, count: 32)
        return ScryptHash(log2Cost: log2Cost, blockSize: 8, parallelism: 1, salt: salt, hash: bytes).text
    }

    /// Whether the password is the stored one; `stored` nil takes as long and is never right.
    func matches(_ password: String, stored: String?) async throws -> Bool {
        let known = stored.flatMap(ScryptHash.init)
        let wanted = known ?? nobody
        let bytes = try await derive(password, like: wanted, count: wanted.hash.count)
        return known != nil && SHA256.hash(data: bytes) == SHA256.hash(data: wanted.hash)
    }

    /// Whether a stored password was hashed at another cost than today's.
    func isOutdated(_ stored: String) -> Bool { ScryptHash(stored)?.log2Cost != log2Cost }

    private func derive(_ password: String, like hash: ScryptHash, count: Int) async throws -> [UInt8] {
        guard queue.operationCount < Self.longestQueue else { throw Problem.unavailable }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                continuation.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            from: Data(password.utf8), salt: hash.salt, outputByteCount: count,
                            rounds: 1 << hash.log2Cost, blockSize: hash.blockSize, parallelism: hash.parallelism
                        ).withUnsafeBytes { Array($0) }
                    })
            }
        }
    }
}
