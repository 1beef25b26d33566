import Foundation
import Postgres
import ServiceRuntime
import TestServers
import Testing

/// What a service has done with one message.
struct Settlement: Equatable, Sendable {
    enum Place: String, Sendable { case applied, early, retry, parked, nowhere }
    var place: Place
    var reason: String?
}

/// What stood in each table at one moment.
struct Content: Sendable {
    struct Table: Sendable, Equatable {
        var name: String
        var rows: String
    }
    var tables: [Table]

    /// The tables whose rows are other ones now.
    func changes(since before: Content) -> [String] {
        zip(before.tables, tables).filter { $0 != $1 }.map { $1.name }
    }
}

/// The service's side of its queues, read as the auditor and as an administrator.
struct Inbox {
    let service: TestService
    let administrator: Connection

    init(_ service: TestService) async throws {
        self.service = service
        administrator = try await service.database.administrator()
    }

    /// Waits until the service remembers the message, whatever became of spoiled copies.
    func awaitTaken(_ id: UUID, in queue: String) async throws {
        try await eventually("\(queue) takes \(id)") {
            try await service.read(SelectIsRemembered(queue: queue, id: id)).first == true ? true : nil
        }
    }

    /// Where the message is once the service has taken it. A parked copy outweighs what happened to an earlier one.
    func settlement(of id: UUID, in queue: String) async throws -> Settlement {
        try await eventually("\(queue) settles \(id)") {
            let found = try await service.read(SelectSettlement(queue: queue, id: id)).first
            guard let found, found.place != .nowhere else { return nil }
            return found
        }
    }

    /// How many copies of a body were parked under this message id.
    func parkedReasons(_ id: UUID, in queue: String, count: Int) async throws -> [String] {
        try await eventually("\(queue) parks \(count) of \(id)") {
            let reasons = try await service.read(SelectParkedReasons(queue: queue, id: id))
            return reasons.count >= count ? reasons : nil
        }
    }

    /// The content of every table of the service, its outbox and its audit: equal before and after means no effect.
    func fingerprint() async throws -> Content {
        Content(tables: try await administrator.run(Fingerprint(schema: service.assembly.database)))
    }

    /// Nothing is left at the broker: neither waiting nor on its way.
    func awaitEmpty(_ queues: [String]) async throws {
        for queue in queues + queues.map({ "\($0).dead" }) {
            try await eventually("\(queue) is empty") {
                try await service.node.depth(of: queue, in: service.virtualHost) == 0 ? true : nil
            }
        }
    }
}

private struct SelectIsRemembered: Statement {
    static let sql = "SELECT EXISTS (SELECT FROM msg.inbox WHERE queue = $1 AND message_id = $2)"
    let queue: String
    let id: UUID
    var bindings: [SQLValue] { [.text(queue), .uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}

private struct SelectSettlement: Statement {
    static let sql = """
        SELECT CASE WHEN EXISTS (SELECT FROM msg.held WHERE queue = $1 AND message_id = $2)
                    THEN (SELECT reason FROM msg.held WHERE queue = $1 AND message_id = $2)
                    WHEN EXISTS (SELECT FROM msg.parked WHERE queue = $1 AND message_id = $2) THEN 'parked'
                    WHEN EXISTS (SELECT FROM msg.inbox WHERE queue = $1 AND message_id = $2) THEN 'applied'
                    ELSE 'nowhere' END,
               coalesce((SELECT last_error FROM msg.held WHERE queue = $1 AND message_id = $2),
                        (SELECT reason FROM msg.parked WHERE queue = $1 AND message_id = $2
                          ORDER BY parked_id DESC LIMIT 1))
        """
    let queue: String
    let id: UUID
    var bindings: [SQLValue] { [.text(queue), .uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Settlement {
        Settlement(place: Settlement.Place(rawValue: try row.text(0)) ?? .nowhere, reason: try row.optionalText(1))
    }
}

private struct SelectParkedReasons: Statement {
    static let sql = "SELECT reason FROM msg.parked WHERE queue = $1 AND message_id = $2 ORDER BY parked_id"
    let queue: String
    let id: UUID
    var bindings: [SQLValue] { [.text(queue), .uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

private struct Fingerprint: Statement {
    static let sql = """
        SELECT place, md5(query_to_xml(format('SELECT * FROM %s AS facts ORDER BY facts::text', place),
                                       true, false, '')::text)
          FROM (SELECT format('%I.%I', table_schema, table_name) AS place
                  FROM information_schema.tables
                 WHERE table_type = 'BASE TABLE'
                   AND (table_schema = $1 OR (table_schema, table_name) IN
                        (('audit', 'entry'), ('msg', 'outgoing_stream'), ('msg', 'stream_position')))) AS places
         ORDER BY place
        """
    let schema: String
    var bindings: [SQLValue] { [.text(schema)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Content.Table {
        Content.Table(name: try row.text(0), rows: try row.text(1))
    }
}
