import Crypto
import Foundation

/// What the auditor read of one service.
struct AuditedService {
    let name: String
    let sent: [SentFact]
    let seen: [SeenMessage]
    let waiting: [String]
    let chain: [ChainEntry]
}

/// The invariants of messaging, checked on plain values. Shares no code with relay, dispatcher or handlers.
enum MessagingFindings {
    /// A queue of the catalogue, as far as the auditor needs it.
    struct Reader {
        let queue: String
        let consumer: String
        let types: Set<String>
    }

    static func all(_ services: [AuditedService], readers: [Reader]) -> [String] {
        var findings: [String] = []
        for service in services {
            findings += numbering(service)
            findings += unsent(service)
            findings += service.waiting.map { "en attente, \($0)" }
            findings += chain(service)
        }
        for reader in readers { findings += reading(reader, services) }
        return findings
    }

    /// Each stream is 1, 2, 3… without a hole.
    static func numbering(_ service: AuditedService) -> [String] {
        Dictionary(grouping: service.sent, by: \.stream).flatMap { stream, facts -> [String] in
            let numbers = facts.map(\.number).sorted()
            if numbers == Array(1...Int64(numbers.count)) { return [] }
            return ["\(service.name) : \(stream) a un trou, \(numbers)"]
        }.sorted()
    }

    static func unsent(_ service: AuditedService) -> [String] {
        let count = service.sent.count { !$0.confirmed }
        return count == 0 ? [] : ["\(service.name) : \(count) faits ne sont pas encore confirmés par RabbitMQ"]
    }

    /// Every confirmed fact was seen by each bound reader, with the same bytes, and nothing else was.
    static func reading(_ reader: Reader, _ services: [AuditedService]) -> [String] {
        guard let consumer = services.first(where: { $0.name == reader.consumer }) else { return [] }
        let sent = services.flatMap(\.sent).filter { reader.types.contains($0.type) && $0.confirmed }
        let seen = Dictionary(
            consumer.seen.filter { $0.queue == reader.queue }.map { ($0.id, $0.hash) },
            uniquingKeysWith: { first, _ in first })
        let lost = sent.count { seen[$0.id] == nil }
        let altered = sent.count { fact in seen[fact.id].map { $0 != fact.hash } ?? false }
        // Also what the queue was bound to at an earlier time.
        let known = Set(services.flatMap(\.sent).map(\.id))
        // Facts from outside (the payroll) have no outbox here.
        let producers = Set(services.map(\.name))
        let inside = reader.types.allSatisfy { type in producers.contains(String(type.prefix { $0 != "." })) }
        let foreign = inside ? seen.keys.count { !known.contains($0) } : 0
        return [("pas pris (en route ou perdus)", lost), ("altérés", altered), ("d’origine inconnue", foreign)]
            .compactMap { word, count in
                count == 0 ? nil : "\(reader.queue) : \(count) messages \(word)"
            }
    }

    /// The chain recomputes from its first link: nothing was changed, removed or put in between.
    static func chain(_ service: AuditedService) -> [String] {
        var previous: [UInt8] = [0]
        for (index, entry) in service.chain.enumerated() {
            guard entry.number == Int64(index + 1), entry.previous == previous, entry.hash == digest(entry) else {
                return ["\(service.name) : la chaîne d’audit est rompue au maillon \(entry.number)"]
            }
            previous = entry.hash
        }
        return []
    }

    static func digest(_ entry: ChainEntry) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: entry.previous)
        hash.update(data: bigEndian(entry.number))
        hash.update(data: bigEndian(entry.microseconds))
        for field in entry.fields {
            hash.update(data: bigEndian(Int32(field.utf8.count)))
            hash.update(data: Array(field.utf8))
        }
        return Array(hash.finalize())
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
