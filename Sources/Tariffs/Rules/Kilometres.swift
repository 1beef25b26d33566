import Vocabulary

/// Kilometres by one's own vehicle.
extension Assessor {
    mutating func kilometres(_ count: Int, _ vehicle: Vehicle, _ work: inout Working) throws(Halt) -> Exact {
        try work.check(count, "count", Countable.bounds)
        if count == 0 { throw .reason(.nothingDone) }
        if work.holds(.carOnAuthorisation) {
            guard let authorised = facts.carAuthorised else { throw .reason(.carNotStated) }
            work.note(.carAuthorised(authorised))
            if !authorised, work.holds(.convenienceAtCheapestFare) { return try cheapestFare(&work) }
        }
        let paid = try kilometresLeft(try shortestRoute(count, &work), vehicle, &work)
        switch vehicle {
        case .moped, .lightMoped: return try moped(paid, vehicle, &work)
        case .motorcycle:
            addToYear(paid, vehicle, &work)
            return try work.rated(paid, .kilometres, .kilometre(.motorcycle))
        case .car(let power): return try car(paid, vehicle, power, &work)
        }
    }

    /// Each kilometre at the rate of its own bracket: the 2 000th is still in the first one.
    private mutating func car(
        _ count: Int, _ vehicle: Vehicle, _ power: FiscalPower, _ work: inout Working
    ) throws(Halt) -> Exact {
        let first = try work.whole(.firstBracketEnds)
        let second = try work.whole(.secondBracketEnds)
        let before = addToYear(count, vehicle, &work)
        let after = before + count
        var euros = Exact.zero
        func pay(from begins: Int, to ends: Int, _ bracket: Int) throws(Halt) {
            let kilometres = min(after, ends) - max(before, begins)
            guard kilometres > 0 else { return }
            euros = euros + (try work.rated(kilometres, .kilometres, .kilometre(power.rate(inBracket: bracket))))
        }
        try pay(from: 0, to: first, 0)
        try pay(from: first, to: second, 1)
        try pay(from: second, to: .max, 2)
        return euros
    }

    /// Adds to the counter of the year, and gives what stood there before.
    @discardableResult
    private mutating func addToYear(_ count: Int, _ vehicle: Vehicle, _ work: inout Working) -> Int {
        let year = work.day.year
        let key = Counted.Key(year: year, vehicle: facts.settings.counterScope == .vehicle ? vehicle : nil)
        let already = countedElsewhere(count, &work)
        let before =
            max(0, (facts.kilometresBefore[year] ?? 0) - already) + counted.add(count - already, to: key)
        work.note(.kilometresBefore(year: year, count: before))
        return before
    }

    /// The total of a month is raised to a lump sum; each trip gets what it adds to that total.
    private mutating func moped(_ count: Int, _ vehicle: Vehicle, _ work: inout Working) throws(Halt) -> Exact {
        addToYear(count, vehicle, &work)
        let month = CalendarMonth(work.day)
        let before = (facts.mopedKilometresBefore[month] ?? 0) + (counted.months[month] ?? 0)
        counted.months[month, default: 0] += count
        work.note(.monthBefore(month, count: before))
        let rate = try work.value(.kilometre(vehicle == .moped ? .moped : .lightMoped))
        work.note(.rated(count: count, .kilometres, rate: rate))
        guard let least = work.optionalValue(.mopedMonthlyMinimum) else { return Exact(count) * rate }
        let total = max(least, Exact(before + count) * rate)
        let already = before == 0 ? Exact.zero : max(least, Exact(before) * rate)
        if total - already != Exact(count) * rate { work.note(.raised(to: total, already: already)) }
        return total - already
    }

    /// No more than the shortest way there and back, where the table of distances knows it.
    private func shortestRoute(_ count: Int, _ work: inout Working) throws(Halt) -> Int {
        guard let trip = facts.trip, !facts.places.distances.isEmpty,
            let oneWay = facts.places.shortestKilometres(Way(from: trip.from, to: trip.to), on: work.day),
            count > 2 * oneWay
        else { return count }
        guard work.holds(.shortestRoute) else { return count }
        work.note(.table("distances.csv"))
        if facts.authorisations.contains(.fastestRoute) {
            work.note(.authorised(.fastestRoute))
            return count
        }
        work.note(.shortest(2 * oneWay))
        work.reduction = .longerThanShortest(2 * oneWay)
        return 2 * oneWay
    }

    /// A car for convenience is paid once, at the cheapest public fare there and back.
    private mutating func cheapestFare(_ work: inout Working) throws(Halt) -> Exact {
        if counted.fareGiven { throw .reason(.fareCoversJourney) }
        let found =
            facts.cheapestFare
            ?? facts.trip.flatMap { trip in
                facts.places.cheapestFare(Way(from: trip.from, to: trip.to), on: work.day)
                    .map { Money(cents: 2 * $0.cents) }
            }
        guard let fare = found else {
            throw .question(
                OpenQuestion(
                    code: "cheapest-fare",
                    question: "Voiture pour convenance personnelle: le tarif public le moins cher est à indiquer",
                    options: [.init(code: "fare", label: "tarif aller et retour", amount: nil)]))
        }
        try work.check(fare, "cheapestFareCents")
        if facts.cheapestFare == nil { work.note(.table("fares.csv")) }
        counted.fareGiven = true
        work.byFare = true
        work.note(.cheapestFare(fare))
        work.note(.spent(fare))
        work.reduction = .convenienceFare
        return Exact(fare)
    }
}

extension FiscalPower {
    /// The cell of its row: bracket 0, 1 or 2.
    func rate(inBracket bracket: Int) -> KilometreRate {
        switch (self, bracket) {
        case (.upTo5, 0): .smallCarFirst
        case (.upTo5, 1): .smallCarSecond
        case (.upTo5, _): .smallCarThird
        case (.sixOrSeven, 0): .middleCarFirst
        case (.sixOrSeven, 1): .middleCarSecond
        case (.sixOrSeven, _): .middleCarThird
        case (.eightOrMore, 0): .largeCarFirst
        case (.eightOrMore, 1): .largeCarSecond
        case (.eightOrMore, _): .largeCarThird
        }
    }
}
