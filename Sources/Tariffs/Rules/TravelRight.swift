import Vocabulary

/// Whether a mission opens travel at all, and the order in which a travel line is looked at.
extension Assessor {
    mutating func travel(_ work: inout Working) throws(Halt) -> Exact {
        let fact = work.trace.line.fact
        if facts.mission.remote, work.holds(.remoteWithoutTravel) { throw .reason(.remote) }
        if let reason = closedByResidence(&work) {
            guard case .fare(.urban, _) = fact, paysLocalTransport(&work) else { throw .reason(reason) }
        }
        switch fact {
        case .meal(let mealtime, let place): return try meal(mealtime, place, &work)
        case .night(let commune, let paid, let proven): return try night(commune, paid, proven, &work)
        case .passenger(let count):
            try work.check(count, "count", Countable.bounds)
            if work.holds(.passengerUnpaid) { throw .reason(.passenger) }
            return .zero
        default: break
        }
        if isElsewhere(.journey(work.day), &work) { throw .reason(.claimedElsewhere) }
        switch fact {
        case .kilometres(let count, let vehicle): return try kilometres(count, vehicle, &work)
        case .fare(let mode, let paid): return try fare(mode, paid, &work)
        case .firstClass(let mode, let paid): return try firstClass(mode, paid, &work)
        case .taxi(let time, let paid): return try taxi([time], paid, &work)
        case .toll(let paid): return try tollOrParking(paid, byCar: true, &work)
        case .parking(let paid): return try tollOrParking(paid, byCar: !hasTicket, &work)
        default: throw .reason(.unknownFact(fact.kind))
        }
    }

    /// Why a residence closes the travel; nil when it is open.
    func closedByResidence(_ work: inout Working) -> Reason? {
        let (places, mission) = (facts.places, facts.places.whole(facts.mission.commune))
        guard work.holds(.travelOutsideResidences) else { return nil }
        for (residence, isHome) in [(facts.person.home, true), (facts.person.school, false)] {
            guard let residence = residence.map(places.whole) else { continue }
            if residence == mission { return .ownCommune(places.named(mission), home: isHome) }
        }
        guard work.holds(.adjoiningIsSameCommune) else { return nil }
        let needsTransport = work.holds(.adjoiningNeedsTransport)
        for (residence, isHome) in [(facts.person.home, true), (facts.person.school, false)] {
            guard let residence = residence.map(places.whole) else { continue }
            let served = places.isServedNeighbour(Way(from: residence, to: mission), on: work.day)
            if let served, served || !needsTransport {
                return .neighbour(places.named(mission), of: places.named(residence), home: isHome)
            }
        }
        return nil
    }

    private func paysLocalTransport(_ work: inout Working) -> Bool {
        work.holds(.localTransport) || facts.settings.paysLocalTransport
    }

    func isElsewhere(_ expense: ExpenseElsewhere, _ work: inout Working) -> Bool {
        guard !facts.elsewhere.isEmpty, facts.elsewhere.contains(expense) else { return false }
        return work.holds(.onePaymentPerExpense)
    }

    /// Whether the claim has a ticket of train, plane or boat.
    var hasTicket: Bool {
        facts.lines.contains {
            switch $0.fact {
            case .fare(.train, _), .fare(.plane, _), .fare(.boat, _), .firstClass: true
            default: false
            }
        }
    }
}
