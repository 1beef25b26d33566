import Vocabulary

/// Meals and nights: lump sums for the windows that the mission covers wholly.
extension Assessor {
    mutating func meal(_ mealtime: Mealtime, _ place: MealPlace, _ work: inout Working) throws(Halt) -> Exact {
        let day = work.day
        let begins = try work.whole(mealtime == .noon ? .noonBegins : .eveningBegins)
        let ends = try work.whole(mealtime == .noon ? .noonEnds : .eveningEnds)
        let rate = try work.value(.meal(facts.mission.commune.zone))
        let share = place == .subsidised ? try work.value(.subsidisedShare) : .one
        try checkCovers(day, begins..<ends, worth: rate * share, &work)
        if place == .free, work.holds(.freeMealUnpaid) { throw .reason(.freeMeal) }
        if isElsewhere(.meal(day, mealtime), &work) { throw .reason(.claimedElsewhere) }
        let meal = Counted.Meal(day: day, mealtime: mealtime)
        if counted.meals.contains(meal), work.holds(.onePaymentPerExpense) { throw .reason(.claimedTwice) }
        counted.meals.append(meal)
        work.note(.rated(count: 1, .meals, rate: rate))
        guard place == .subsidised else { return rate }
        work.note(.times(share))
        work.reduction = .subsidisedMeal
        return rate * share
    }

    mutating func night(
        _ commune: CommuneCode, _ paid: Money, _ proven: Bool, _ work: inout Working
    ) throws(Halt) -> Exact {
        try work.check(paid, "paidCents")
        let next = work.day.adding(days: 1)
        let begins = try work.whole(.nightBegins)
        let ends = try work.whole(.nightEnds)
        let rate = try nightRate(commune, &work)
        try checkCovers(next, begins..<ends, worth: rate, &work)
        if paid == .zero, work.holds(.freeNightUnpaid) { throw .reason(.freeNight) }
        let place = commune == facts.mission.commune ? whereabouts.mission : facts.places.whole(commune)
        for residence in whereabouts.residences where residence.isHome && residence.commune == place {
            throw .reason(.nightAtHome(facts.places.named(place)))
        }
        if !proven, work.holds(.nightProof) { throw .reason(.unproven) }
        if isElsewhere(.night(work.day), &work) { throw .reason(.claimedElsewhere) }
        if counted.nights.contains(work.day), work.holds(.onePaymentPerExpense) { throw .reason(.claimedTwice) }
        counted.nights.append(work.day)
        work.note(.rated(count: 1, .nights, rate: rate))
        guard isCapped(&work), Exact(paid) < rate else { return rate }
        work.note(.atMost(paid))
        work.reduction = .cappedAtCost
        return Exact(paid)
    }

    private func isCapped(_ work: inout Working) -> Bool {
        let inForce = work.holds(.nightCappedAtCost)
        switch facts.settings.lodging {
        case .asInForce: return inForce
        case .flat: return false
        case .cappedAtCost: return true
        }
    }

    private func nightRate(_ commune: CommuneCode, _ work: inout Working) throws(Halt) -> Exact {
        let kind = try lodgingKind(commune, &work)
        work.note(.lodging(facts.places.named(commune), kind))
        return try work.value(.night(kind))
    }

    private func lodgingKind(_ commune: CommuneCode, _ work: inout Working) throws(Halt) -> LodgingKind {
        switch commune.zone {
        case .overseas: return .overseas
        case .pacific: return .pacific
        case .mainland: break
        }
        if facts.person.reducedMobility { return .reducedMobility }
        if commune.isParis { return .paris }
        if facts.places.grandParis != nil {
            work.note(.table("grand_paris.csv"))
            if facts.places.isInGrandParis(commune, on: work.day) { return .grandParis }
        } else if commune.isAroundParis {
            return try grandParisUnknown(&work)
        }
        guard let threshold = work.optionalValue(.largeTownPopulation) else { return .base }
        let inhabitants = facts.places.population(commune, on: work.day)
        if inhabitants != nil { work.note(.table(facts.places.populationTable(commune))) }
        return Exact(inhabitants ?? 0) >= threshold ? .largeTown : .base
    }

    private func grandParisUnknown(_ work: inout Working) throws(Halt) -> LodgingKind {
        let base = try work.value(.night(.base))
        let greater = try work.value(.night(.grandParis))
        if base == greater { return .base }
        switch facts.resolutions[work.trace.line.lineID] {
        case "base":
            work.note(.resolved("base"))
            return .base
        case "grand-paris":
            work.note(.resolved("grand-paris"))
            return .grandParis
        default:
            let rounding = facts.settings.rounding
            throw .question(
                OpenQuestion(
                    code: "grand-paris",
                    question: "La liste des communes de la Métropole du Grand Paris n'a pas été chargée",
                    options: [
                        .init(code: "base", label: "hors Métropole", amount: rounding.cents(base)),
                        .init(code: "grand-paris", label: "dans la Métropole", amount: rounding.cents(greater)),
                    ]))
        }
    }
}
