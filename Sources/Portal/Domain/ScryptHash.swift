import Foundation

/// A stored password: `$scrypt$ln=16,r=8,p=1$salt$hash`, both in Base64 without padding.
public struct ScryptHash: Sendable, Equatable {
    /// The cost as a power of two.
    public let log2Cost: Int
    public let blockSize: Int
    public let parallelism: Int
    public let salt: [UInt8]
    public let hash: [UInt8]

    public init(log2Cost: Int, blockSize: Int, parallelism: Int, salt: [UInt8], hash: [UInt8]) {
        (self.log2Cost, self.blockSize, self.parallelism) = (log2Cost, blockSize, parallelism)
        (self.salt, self.hash) = (salt, hash)
    }

    /// Nil for any other form, and for costs that would be an attack on the machine.
    public init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let match = parts[2].wholeMatch(of: #/ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})/#),
            let cost = Int(match.1), let block = Int(match.2), let parallelism = Int(match.3),
            (1...20).contains(cost), (1...16).contains(block), (1...8).contains(parallelism),
            let salt = Self.decode(parts[3]), let hash = Self.decode(parts[4]), !hash.isEmpty
        else { return nil }
        self.init(log2Cost: cost, blockSize: block, parallelism: parallelism, salt: salt, hash: hash)
    }

    public var text: String {
        "$scrypt$ln=\(log2Cost),r=\(blockSize),p=\(parallelism)$\(Self.encode(salt))$\(Self.encode(hash))"
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: String(padded)).map { Array($0) }
    }
}
