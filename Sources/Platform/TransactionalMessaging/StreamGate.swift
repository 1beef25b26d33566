/// Decides, for the facts that a transaction has at hand, which may be applied now and in which order.
///
/// In each stream fact n follows fact n − 1. Pure: positions and facts in, a plan out.
struct StreamGate {
    struct Plan {
        /// Rounds of facts of different streams; within a round the order does not matter.
        var rounds: [[Arrival]] = []
        /// Their predecessors have not come yet.
        var early: [Arrival] = []
        /// Another fact already stands under their number.
        var superseded: [Arrival] = []
        /// The new last number of each stream that moved.
        var positions: [String: Int64] = [:]
    }

    /// - Parameters:
    ///   - positions: the last number applied of each stream; a stream that is not there has none.
    ///   - arrivals: new facts and, of the same streams, those that were held.
    static func plan(positions: [String: Int64], arrivals: [Arrival]) -> Plan {
        var plan = Plan()
        for (stream, facts) in byStream(arrivals) {
            var last = positions[stream] ?? 0
            var round = 0
            for fact in facts {
                if fact.number <= last {
                    plan.superseded.append(fact)
                } else if fact.number == last + 1 {
                    if plan.rounds.count == round { plan.rounds.append([]) }
                    plan.rounds[round].append(fact)
                    round += 1
                    last = fact.number
                } else {
                    plan.early.append(fact)
                }
            }
            if round > 0 { plan.positions[stream] = last }
        }
        return plan
    }

    /// The plan where the order means nothing: everything is applied, and no position is kept. What is at hand of one
    /// stream is still applied by its numbers, one in each round.
    static func plan(_ arrivals: [Arrival]) -> Plan {
        var plan = Plan()
        for (_, facts) in byStream(arrivals) {
            for (round, fact) in facts.enumerated() {
                if plan.rounds.count == round { plan.rounds.append([]) }
                plan.rounds[round].append(fact)
            }
        }
        return plan
    }

    /// Streams in the order of their first arrival, the facts of each by their numbers.
    private static func byStream(_ arrivals: [Arrival]) -> [(stream: String, facts: [Arrival])] {
        var byStream: [String: [Arrival]] = [:]
        var order: [String] = []
        for arrival in arrivals {
            if byStream[arrival.stream] == nil { order.append(arrival.stream) }
            byStream[arrival.stream, default: []].append(arrival)
        }
        return order.map { ($0, (byStream[$0] ?? []).sorted { $0.number < $1.number }) }
    }
}
