import Crypto
import Foundation

/// The keys that live outside the database: those that wrap the data keys, by version, and the one of the blind index.
///
/// The file has one line for each key, `wrap <version> <32 bytes in base64>` or `index 1 <32 bytes in base64>`, and is
/// readable by the service alone. A rotation adds a `wrap` line with the next version; the old ones stay until every
/// data key has been wrapped anew.
struct KeyRing: Sendable {
    private let wrapping: [Int: SymmetricKey]
    private let index: SymmetricKey
    /// The version that wraps new data keys.
    let currentVersion: Int

    init(parsing text: String) throws(KeyRingProblem) {
        var wrapping: [Int: SymmetricKey] = [:]
        var index: SymmetricKey?
        for (number, line) in text.split(separator: "\n").enumerated() where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 3, let version = Int(words[1]), version > 0,
                let bytes = Data(base64Encoded: String(words[2])), bytes.count == 32
            else { throw .line(number + 1) }
            switch words[0] {
            case "wrap": wrapping[version] = SymmetricKey(data: bytes)
            case "index": index = SymmetricKey(data: bytes)
            default: throw .line(number + 1)
            }
        }
        guard let index, let current = wrapping.keys.max() else { throw .incomplete }
        (self.wrapping, self.index, currentVersion) = (wrapping, index, current)
    }

    func wrappingKey(_ version: Int) throws -> SymmetricKey {
        guard let key = wrapping[version] else { throw VaultProblem.wrappingKeyMissing(version) }
        return key
    }

    /// The same text always gives the same 32 bytes, which say nothing without the key.
    func blindIndex(_ text: String, of column: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(column)|\(text)".utf8), using: index))
    }
}

/// Why the key file cannot be used. Says nothing of its content.
enum KeyRingProblem: Error, CustomStringConvertible {
    case line(Int)
    case incomplete

    var description: String {
        switch self {
        case .line(let number): "line \(number) of the key file is not `wrap|index <version> <32 bytes in base64>`"
        case .incomplete: "the key file needs at least one `wrap` and one `index` line"
        }
    }
}

/// Why something stays closed. Says nothing of what is inside.
enum VaultProblem: Error {
    case wrappingKeyMissing(Int)
    case cannotOpen
}
