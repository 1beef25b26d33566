public import Vocabulary

/// A change of the facts that would make a line due, or worth more: what a person or an officer could do or prove.
public enum NearestChange: Hashable, Codable, Sendable {
    /// Leave at this moment instead.
    case departure(LocalMoment)
    /// Return at this moment instead.
    case `return`(LocalMoment)
    case departureAndReturn(LocalMoment, LocalMoment)
    case proofOfNight
    case carByNecessity
    case authorisation(Authorisation)
    case claimedInTime(CalendarDay)
    case performed
}

/// The nearest changes of one line, all of them together, and what the line would then be worth.
public struct Advice: Hashable, Codable, Sendable {
    public let lineID: LineID
    /// Never empty; most lines lack one thing.
    public let changes: [NearestChange]
    public let amount: Money

    /// In French, for example `La ligne serait payée 20,00 € pour un départ au plus tard le 18 juin 2026 à 11 h 00 …`.
    public func sentence(_ trip: Trip?) -> String {
        let conditions = changes.map { $0.condition(trip) }.joined(separator: ", et ")
        return "La ligne serait payée \(French.money(amount)) \(conditions)."
    }
}

extension Tariffs {
    /// What would make each line that is not due, or not whole, due or worth more; lines that nothing would help are
    /// left out. Every answer was tried: the amount is that of the claim with the change.
    public func advice(_ facts: ClaimFacts, knownOn: CalendarDay) -> [Advice] {
        assess(facts, knownOn: knownOn).lines.compactMap { advice(on: $0, of: facts, knownOn: knownOn) }
    }

    /// One change after the other, as long as each new answer names what is still missing.
    private func advice(on line: AssessedLine, of facts: ClaimFacts, knownOn: CalendarDay) -> Advice? {
        var (tried, changes, reason) = (facts, [NearestChange](), line.trace.shortfall)
        while let change = reason?.change(tried), !changes.contains(change) {
            tried = tried.after(change, line: line.lineID)
            changes.append(change)
            let assessed = assess(tried, knownOn: knownOn).lines.first { $0.lineID == line.lineID }
            guard let assessed else { return nil }
            if assessed.amount > line.amount {
                return Advice(lineID: line.lineID, changes: changes, amount: assessed.amount)
            }
            reason = assessed.trace.shortfall
        }
        return nil
    }
}

extension Trace {
    /// Why less than asked is due.
    var shortfall: Reason? {
        switch outcome {
        case .reduced(let reason), .notDue(let reason): reason
        case .due, .undecided, .impossible: nil
        }
    }
}

extension Reason {
    /// What could be changed; nil where nothing could.
    fileprivate func change(_ facts: ClaimFacts) -> NearestChange? {
        switch self {
        case .outsideWindow(let window, let away): Reason.times(window, away, facts.trip)
        case .unproven: .proofOfNight
        case .carNotStated, .carForConvenience, .convenienceFare, .fareCoversJourney: .carByNecessity
        case .notAuthorised(let authorisation): .authorisation(authorisation)
        case .longerThanShortest: .authorisation(.fastestRoute)
        case .notPerformed: .performed
        case .prescribed(let lastDay): .claimedInTime(lastDay)
        default: nil
        }
    }

    /// The trip that covers the window exactly; margins of tickets stay as they are.
    private static func times(_ window: Span, _ away: Span, _ trip: Trip?) -> NearestChange? {
        guard let trip else { return nil }
        let late = away.from.minuteNumber - window.from.minuteNumber
        let early = window.to.minuteNumber - away.to.minuteNumber
        let departs = LocalMoment(minuteNumber: trip.departs.minuteNumber - max(late, 0))
        let returns = LocalMoment(minuteNumber: trip.returns.minuteNumber + max(early, 0))
        switch (late > 0, early > 0) {
        case (true, true): return .departureAndReturn(departs, returns)
        case (true, false): return .departure(departs)
        case (false, true): return .return(returns)
        case (false, false): return nil
        }
    }
}

extension ClaimFacts {
    /// The same claim with one thing changed.
    func after(_ change: NearestChange, line: LineID) -> ClaimFacts {
        var facts = self
        func move(_ departs: LocalMoment?, _ returns: LocalMoment?) {
            facts.trip = trip.map {
                Trip(departs: departs ?? $0.departs, returns: returns ?? $0.returns, from: $0.from, to: $0.to)
            }
        }
        switch change {
        case .departure(let departs): move(departs, nil)
        case .return(let returns): move(nil, returns)
        case .departureAndReturn(let departs, let returns): move(departs, returns)
        case .carByNecessity: facts.carAuthorised = true
        case .authorisation(let authorisation): facts.authorisations.insert(authorisation)
        case .claimedInTime(let day): facts.claimedOn = day
        case .performed: facts.mission.performed = true
        case .proofOfNight:
            facts.lines = lines.map { old in
                guard old.lineID == line, case .night(let commune, let paid, _) = old.fact else { return old }
                let fact = Fact.night(commune: commune, paid: paid, proven: true)
                return ClaimLine(lineID: old.lineID, track: old.track, day: old.day, fact: fact)
            }
        }
        return facts
    }
}

extension NearestChange {
    fileprivate func condition(_ trip: Trip?) -> String {
        func by(_ earlier: LocalMoment?, _ later: LocalMoment?) -> String {
            guard let earlier, let later else { return "" }
            return French.duration(later.minuteNumber - earlier.minuteNumber)
        }
        switch self {
        case .departure(let moment):
            return "pour un départ au plus tard le \(French.moment(moment)) (\(by(moment, trip?.departs)) plus tôt)"
        case .return(let moment):
            return "pour un retour au plus tôt le \(French.moment(moment)) (\(by(trip?.returns, moment)) plus tard)"
        case .departureAndReturn(let departs, let returns):
            return NearestChange.departure(departs).condition(trip)
                + " et" + NearestChange.return(returns).condition(trip).dropFirst(4)
        case .proofOfNight: return "avec la preuve de paiement de la nuit"
        case .carByNecessity: return "si la voiture était reconnue nécessaire faute de transport public adapté"
        case .authorisation(let authorisation): return "avec l'autorisation de \(authorisation.french)"
        case .claimedInTime(let day): return "pour une demande faite au plus tard le \(French.day(day))"
        case .performed: return "si la mission avait été effectuée"
        }
    }
}
