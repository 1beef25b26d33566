import ArgumentParser
import Contracts
import Foundation

/// How an operator names what waits: `claim-entry:12`, a parked message of a service, or `payroll.indemnities.dead`, a
/// queue of what the broker gave up delivering.
enum DeadLetterReference: Hashable, CustomStringConvertible {
    case parked(service: String, id: Int64)
    case queue(String)

    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, OperatorSettings.services.contains(String(parts[0])), let id = Int64(parts[1]) {
            self = .parked(service: String(parts[0]), id: id)
        } else if Self.deadQueues.contains(text) {
            self = .queue(text)
        } else {
            throw ValidationError(
                "« \(text) » ne désigne rien. Écrivez service:numéro (claim-entry:12) ou le nom d’une file "
                    + "\(MessageCatalog.deadLetterSuffix), comme « imagin dead-letters list » les montre.")
        }
    }

    static let deadQueues = MessageCatalog.queues.map { $0.name + MessageCatalog.deadLetterSuffix }

    var description: String {
        switch self {
        case .parked(let service, let id): "\(service):\(id)"
        case .queue(let name): name
        }
    }
}
