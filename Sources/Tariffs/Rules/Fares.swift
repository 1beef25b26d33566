import Vocabulary

/// Tickets, taxis, tolls and parking: paid at their cost.
extension Assessor {
    func fare(_ mode: FareMode, _ paid: Money, _ work: inout Working) throws(Halt) -> Exact {
        switch mode {
        case .taxi: return try taxi(tripTimes, paid, &work)
        case .hiredCar:
            if work.holds(.hiredCarAuthorised) { try require(.hiredCar, &work) }
            return try spent(paid, .ticketOnProof, &work)
        case .unknown(let code): throw .reason(.unknownFact(code))
        default: return try spent(paid, .ticketOnProof, &work)
        }
    }

    /// Second class, but with leave of the authority; else what the table of fares gives for the second class.
    func firstClass(_ mode: FareMode, _ paid: Money, _ work: inout Working) throws(Halt) -> Exact {
        guard work.holds(.secondClass) else { return try spent(paid, .ticketOnProof, &work) }
        if facts.authorisations.contains(.firstClass) {
            work.note(.authorised(.firstClass))
            _ = work.optionalValue(.firstClassHours)
            return try spent(paid, .ticketOnProof, &work)
        }
        guard let trip = facts.trip,
            let oneWay = facts.places.cheapestFare(Way(from: trip.from, to: trip.to), on: work.day)
        else { throw .reason(.notAuthorised(.firstClass)) }
        work.note(.table("fares.csv"))
        work.note(.cheapestFare(oneWay))
        work.reduction = .notAuthorised(.firstClass)
        return try spent(min(paid, oneWay), .ticketOnProof, &work)
    }

    /// Before 7 h and after 22 h as a matter of course, else on authorisation.
    func taxi(_ times: [LocalTime], _ paid: Money, _ work: inout Working) throws(Halt) -> Exact {
        let morning = try work.whole(.taxiMorning)
        let evening = try work.whole(.taxiEvening)
        let early = times.contains { $0.minutesSinceMidnight < morning || $0.minutesSinceMidnight > evening }
        if !early, work.holds(.taxiAuthorised) { try require(.taxi, &work) }
        return try spent(paid, .ticketOnProof, &work)
    }

    /// Tolls and the parking of a car need a car by necessity; parking at a station or an airport needs a ticket.
    func tollOrParking(_ paid: Money, byCar: Bool, _ work: inout Working) throws(Halt) -> Exact {
        if byCar, !hasHiredCar {
            _ = work.holds(.tollsOnProof)
            guard let authorised = facts.carAuthorised else { throw .reason(.carNotStated) }
            work.note(.carAuthorised(authorised))
            if !authorised, work.holds(.convenienceAtCheapestFare) { throw .reason(.carForConvenience) }
        }
        return try spent(paid, .tollsOnProof, &work)
    }

    private func spent(_ paid: Money, _ rule: Rule, _ work: inout Working) throws(Halt) -> Exact {
        try work.check(paid, "paidCents")
        if paid == .zero { throw .reason(.nothingDone) }
        _ = work.holds(rule)
        work.note(.spent(paid))
        return Exact(paid)
    }

    private func require(_ authorisation: Authorisation, _ work: inout Working) throws(Halt) {
        guard facts.authorisations.contains(authorisation) else { throw .reason(.notAuthorised(authorisation)) }
        work.note(.authorised(authorisation))
    }

    private var tripTimes: [LocalTime] { facts.trip.map { [$0.departs.time, $0.returns.time] } ?? [] }

    private var hasHiredCar: Bool {
        facts.lines.contains {
            if case .fare(.hiredCar, _) = $0.fact { return true }
            return false
        }
    }
}
