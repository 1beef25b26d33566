import Contracts
import Foundation

/// The folder `contracts/` as its readers find it.
enum PublishedContracts {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let messages = root.appending(path: "contracts/messages")
    static let exampleNames = ["example.json", "example-minimal.json"]

    /// Every example: two for each message, and more where fields were added after its release.
    static let examples: [(type: MessageType, name: String)] = MessageCatalog.messages.flatMap { message in
        let all =
            (try? FileManager.default.contentsOfDirectory(atPath: messages.appending(path: "\(message.type)").path))
            ?? []
        let names = Set(all.filter { $0.hasPrefix("example") }).union(exampleNames)
        return names.sorted().map { (message.type, $0) }
    }

    static func folders() throws -> Set<String> {
        let all = try FileManager.default.contentsOfDirectory(
            at: messages, includingPropertiesForKeys: [.isDirectoryKey])
        return Set(
            try all.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
                .map(\.lastPathComponent))
    }

    static func example(_ type: MessageType, _ name: String) throws -> Data {
        try Data(contentsOf: messages.appending(path: "\(type)/\(name)"))
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The same value always gives the same bytes: keys sorted, no white space.
    static func canonical(_ json: Data) throws -> String {
        let value = try JSONSerialization.jsonObject(with: json)
        let bytes = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads an example as the programs do and writes it again.
    static func reencoded<Payload: Message>(_ payload: Payload.Type, _ json: Data) throws -> Data {
        try JSONEncoder().encode(try JSONDecoder().decode(Event<Payload>.self, from: json))
    }
}
