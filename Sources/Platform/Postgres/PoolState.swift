/// The pool's bookkeeping, without I/O: who waits, what is idle, what is under way. Each step returns what to do next.
///
/// Fair: connections go to waiters in the order of their arrival. `Waiter` and `Resource` are opaque to it.
struct PoolState<Resource: Sendable, Waiter: Sendable>: Sendable {
    typealias Instant = ContinuousClock.Instant

    struct Waiting: Sendable {
        let id: UInt64
        let waiter: Waiter
        let deadline: Instant
    }

    enum Step: Sendable {
        /// The waiter has its resource.
        case lend(Resource, to: Waiter)
        case fail(Waiter, PoolRefusal)
        /// Open one more; after `failures` failures in a row, with a pause.
        case open(failures: Int)
        case discard(Resource)
        /// Call `expire` at this instant.
        case wakeAt(Instant)
        /// Closed, and everything is back.
        case drained
    }

    let size: Int
    private(set) var idle: [Resource] = []
    private(set) var leased = 0
    private(set) var opening = 0
    private(set) var isClosed = false
    private(set) var failures = 0
    private var waiting = FirstInFirstOut<Waiting>()

    init(size: Int) {
        precondition(size > 0, "a pool without connections lends nothing")
        self.size = size
    }

    var waitingCount: Int { waiting.count }

    /// The most recently used one is lent first: its caches are warm. `nil` if the caller must wait.
    mutating func lendIdle() -> Resource? {
        guard !isClosed, waiting.isEmpty, let resource = idle.popLast() else { return nil }
        leased += 1
        return resource
    }

    mutating func wait(_ id: UInt64, _ waiter: Waiter, until deadline: Instant) -> [Step] {
        guard !isClosed else { return [.fail(waiter, .closed)] }
        if let resource = lendIdle() { return [.lend(resource, to: waiter)] }
        waiting.append(Waiting(id: id, waiter: waiter, deadline: deadline))
        return (waiting.count == 1 ? [.wakeAt(deadline)] : []) + openIfUseful()
    }

    /// A resource comes back; one that is not `reusable` is thrown away, and replaced if somebody waits.
    mutating func giveBack(_ resource: Resource, reusable: Bool) -> [Step] {
        precondition(leased > 0, "more came back than was lent")
        leased -= 1
        if reusable, !isClosed { return settle(resource) }
        return [.discard(resource)] + (isClosed ? drainedIfEmpty() : openIfUseful())
    }

    mutating func opened(_ resource: Resource) -> [Step] {
        precondition(opening > 0, "opened more than was asked for")
        opening -= 1
        failures = 0
        return isClosed ? [.discard(resource)] + drainedIfEmpty() : settle(resource)
    }

    mutating func openFailed() -> [Step] {
        precondition(opening > 0, "more failed than was asked for")
        opening -= 1
        failures += 1
        return isClosed ? drainedIfEmpty() : openIfUseful()
    }

    /// Fails every waiter whose deadline has passed. All wait equally long, so the first deadline is the first waiter's.
    mutating func expire(at now: Instant) -> [Step] {
        var steps: [Step] = []
        while let first = waiting.first, first.deadline <= now {
            waiting.removeFirst()
            steps.append(.fail(first.waiter, .timeout))
        }
        if let next = waiting.first { steps.append(.wakeAt(next.deadline)) }
        return steps
    }

    mutating func cancel(_ id: UInt64) -> [Step] {
        guard let cancelled = waiting.remove(where: { $0.id == id }) else { return [] }
        return [.fail(cancelled.waiter, .cancelled)]
    }

    mutating func close() -> [Step] {
        guard !isClosed else { return [] }
        isClosed = true
        var steps: [Step] = idle.map { .discard($0) }
        idle = []
        while let first = waiting.first {
            waiting.removeFirst()
            steps.append(.fail(first.waiter, .closed))
        }
        return steps + drainedIfEmpty()
    }

    private mutating func settle(_ resource: Resource) -> [Step] {
        guard let first = waiting.first else {
            idle.append(resource)
            return []
        }
        waiting.removeFirst()
        leased += 1
        return [.lend(resource, to: first.waiter)]
    }

    /// One at a time after a failure: a server that is down is not stormed.
    private mutating func openIfUseful() -> [Step] {
        let limit = failures > 0 ? 1 : size
        let room = idle.count + leased + opening < size && opening < limit
        guard room, opening < waiting.count else { return [] }
        opening += 1
        return [.open(failures: failures)]
    }

    private func drainedIfEmpty() -> [Step] { leased == 0 && opening == 0 ? [.drained] : [] }
}

enum PoolRefusal: Sendable { case timeout, cancelled, closed }

/// A queue whose removal at the front does not move the rest each time.
struct FirstInFirstOut<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func removeFirst() {
        precondition(!isEmpty, "nothing waits")
        head += 1
        guard head > 64, head * 2 > elements.count else { return }
        elements.removeFirst(head)
        head = 0
    }

    mutating func remove(where matches: (Element) -> Bool) -> Element? {
        guard let index = elements[head...].firstIndex(where: matches) else { return nil }
        return elements.remove(at: index)
    }
}
