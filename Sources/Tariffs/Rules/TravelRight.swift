import Vocabulary

/// The communes that decide whether travel is open: looked up once for all lines of a claim.
struct Whereabouts {
    struct Residence {
        let commune: CommuneCode
        let isHome: Bool
        /// Whether public transport serves the mission's commune as its neighbour; empty when it is none.
        let served: [Dated<Bool>]
    }

    let mission: CommuneCode
    let residences: [Residence]

    init(_ facts: ClaimFacts) {
        let (places, mission) = (facts.places, facts.places.whole(facts.mission.commune))
        self.mission = mission
        var residences: [Residence] = []
        func add(_ commune: CommuneCode?, isHome: Bool) {
            guard let commune = commune.map(places.whole) else { return }
            let served = places.neighbourhood(Way(from: commune, to: mission))
            residences.append(Residence(commune: commune, isHome: isHome, served: served))
        }
        add(facts.person.home, isHome: true)
        if facts.person.school == facts.person.home, let home = residences.first {
            residences.append(Residence(commune: home.commune, isHome: false, served: home.served))
        } else {
            add(facts.person.school, isHome: false)
        }
        self.residences = residences
    }
}

/// Whether a mission opens travel at all, and the order in which a travel line is looked at.
extension Assessor {
    mutating func travel(_ work: inout Working) throws(Halt) -> Exact {
        let fact = work.trace.line.fact
        if facts.mission.remote, work.holds(.remoteWithoutTravel) { throw .reason(.remote) }
        if let reason = closed(&work) {
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

    /// The same for all lines of a day; a trace has what was read all the same.
    private mutating func closed(_ work: inout Working) -> Reason? {
        if traced { return closedByResidence(&work) }
        if let known = counted.closed, known.day == work.day { return known.reason }
        let reason = closedByResidence(&work)
        counted.closed = (work.day, reason)
        return reason
    }

    /// Why a residence closes the travel; nil when it is open.
    func closedByResidence(_ work: inout Working) -> Reason? {
        guard work.holds(.travelOutsideResidences) else { return nil }
        let mission = whereabouts.mission
        for residence in whereabouts.residences where residence.commune == mission {
            return .ownCommune(facts.places.named(mission), home: residence.isHome)
        }
        guard work.holds(.adjoiningIsSameCommune) else { return nil }
        let needsTransport = work.holds(.adjoiningNeedsTransport)
        for residence in whereabouts.residences {
            guard let served = residence.served.last(where: { $0.from <= work.day })?.value else { continue }
            work.note(.table("adjoining.csv"))
            guard served || !needsTransport else { continue }
            let (places, own) = (facts.places, residence.commune)
            return .neighbour(places.named(mission), of: places.named(own), home: residence.isHome)
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
