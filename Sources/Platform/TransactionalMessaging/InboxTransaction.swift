import Contracts
import Foundation
import Postgres

/// What happens to facts inside one transaction: remembered, put in order, applied, their effects kept.
struct InboxTransaction: Sendable {
    let binding: QueueBinding
    let now: Date

    private var queue: String { binding.queue }

    /// Takes what has arrived. What was taken before has no effect again.
    func take(_ arrivals: [Arrival], parking: [Unreadable], in connection: isolated Connection) throws {
        for message in parking { try park(message, in: connection) }
        let fresh = try remember(arrivals, in: connection)
        try apply(fresh, drainingEarly: true, in: connection)
    }

    /// Takes one alone, without those that waited for it: they are released, to be tried by themselves.
    func takeAlone(_ arrival: Arrival, in connection: isolated Connection) throws {
        let fresh = try remember([arrival], in: connection)
        try apply(fresh, drainingEarly: false, in: connection)
        try release(after: arrival, in: connection)
    }

    /// The facts that this queue has not seen. A known id with another body is an incident: parked.
    func remember(_ arrivals: [Arrival], in connection: isolated Connection) throws -> [Arrival] {
        var unique: [UUID: Arrival] = [:]
        var order: [UUID] = []
        for arrival in arrivals {
            if let first = unique[arrival.envelope.id] {
                if first.hash != arrival.hash { try park(arrival, Self.otherBody, in: connection) }
            } else {
                unique[arrival.envelope.id] = arrival
                order.append(arrival.envelope.id)
            }
        }
        guard !order.isEmpty else { return [] }
        let fresh = Set(try connection.run(InsertInbox(queue: queue, arrivals: order.compactMap { unique[$0] })))
        let known = order.filter { !fresh.contains($0) }
        if !known.isEmpty {
            for (id, hash) in try connection.run(SelectInboxHashes(queue: queue, ids: known)) {
                if let arrival = unique[id], arrival.hash != hash { try park(arrival, Self.otherBody, in: connection) }
            }
        }
        MessagingMetrics.duplicates(queue, arrivals.count - fresh.count)
        return order.filter(fresh.contains).compactMap { unique[$0] }
    }

    /// Applies what is next in its stream, holds what is early, parks what has been overtaken.
    func apply(
        _ arrivals: [Arrival], held: Set<UUID> = [], drainingEarly: Bool, in connection: isolated Connection
    ) throws {
        guard !arrivals.isEmpty else { return }
        let streams = Set(arrivals.map(\.stream)).sorted()
        let waiting = drainingEarly && binding.isOrdered ? try early(of: streams, in: connection) : []
        let plan =
            binding.isOrdered
            ? StreamGate.plan(positions: try positions(of: streams, in: connection), arrivals: arrivals + waiting)
            : StreamGate.plan(arrivals)
        let heldBefore = held.union(waiting.map(\.envelope.id))
        let effects = try run(plan, in: connection)
        for arrival in plan.superseded { try park(arrival, Self.overtaken, in: connection) }
        for arrival in plan.early where !waiting.contains(where: { $0.envelope.id == arrival.envelope.id }) {
            try connection.enqueue(InsertHeld(queue: queue, arrival: arrival, reason: "early"))
        }
        let done = (plan.rounds.joined() + plan.superseded).map(\.envelope.id).filter(heldBefore.contains)
        if !done.isEmpty { try connection.enqueue(DeleteHeld(queue: queue, ids: done)) }
        if !plan.positions.isEmpty {
            try connection.enqueue(KeepStreamPositions(queue: queue, positions: plan.positions))
        }
        try effects.write(at: now, in: connection)
    }

    private func positions(of streams: [String], in connection: isolated Connection) throws -> [String: Int64] {
        let known = try connection.run(SelectStreamPositions(queue: queue, streams: streams))
        return Dictionary(known.map { ($0.stream, $0.last) }, uniquingKeysWith: max)
    }

    private func run(_ plan: StreamGate.Plan, in connection: isolated Connection) throws -> Effects {
        var effects = Effects.none
        for round in plan.rounds {
            var byType: [MessageType: [Arrival]] = [:]
            var order: [MessageType] = []
            for arrival in round where arrival.handler != nil {
                if byType[arrival.envelope.type] == nil { order.append(arrival.envelope.type) }
                byType[arrival.envelope.type, default: []].append(arrival)
            }
            for type in order {
                let arrivals = byType[type] ?? []
                guard let handler = arrivals.first?.handler else { continue }
                effects += try handler.apply(arrivals.map(\.fact), in: connection)
                MessagingMetrics.handled(queue, type, arrivals.count)
            }
        }
        return effects
    }

    /// What waited in these streams; a body that can no longer be read is parked.
    private func early(of streams: [String], in connection: isolated Connection) throws -> [Arrival] {
        var readable: [Arrival] = []
        for held in try connection.run(SelectHeldOfStreams(queue: queue, streams: streams)) {
            do throws(Unreadable) {
                readable.append(try binding.read(held.body, type: nil))
            } catch {
                try park(error, in: connection)
                try connection.enqueue(DeleteHeld(queue: queue, ids: [held.messageID]))
            }
        }
        return readable
    }

    func release(after arrival: Arrival, in connection: isolated Connection) throws {
        try connection.enqueue(
            ReleaseHeld(queue: queue, stream: arrival.stream, number: arrival.number + 1))
    }

    func park(_ arrival: Arrival, _ reason: String, in connection: isolated Connection) throws {
        let message = Unreadable(
            messageID: arrival.envelope.id, type: "\(arrival.envelope.type)", body: arrival.body, hash: arrival.hash,
            reason: reason)
        try park(message, in: connection)
    }

    func park(_ message: Unreadable, in connection: isolated Connection) throws {
        try connection.enqueue(InsertParked(queue: queue, message: message))
        MessagingMetrics.parked(queue)
    }

    private static let otherBody = "another body came before under the same id: an incident at the sender"
    private static let overtaken = "another fact was applied before under this number of the stream"
}
