import Vocabulary

/// Each meal, each night and each kilometre is paid once, whatever the order of the decisions.
extension Assessor {
    /// What other claims were paid for the same expense is taken off; a line that is worth more gets the rest.
    mutating func takeOffWhatWasPaidBefore(_ work: inout Working) throws(Halt) {
        let line = work.trace.line
        guard line.track == .travel, work.trace.amount > .zero else { return }
        var taken = Money.zero
        for expense in facts.expenses(of: line, byFare: work.byFare) {
            guard let paid = facts.earlier.amounts[expense] else { continue }
            let left = paid - (counted.takenOff[expense] ?? .zero)
            let part = min(left, work.trace.amount - taken)
            guard part > .zero else { continue }
            counted.takenOff[expense, default: .zero] += part
            taken += part
        }
        guard taken > .zero, work.holds(.onePaymentPerExpense) else { return }
        var elsewhere = work.trace.elsewhere ?? PaidElsewhere()
        elsewhere.amount = taken
        work.trace.elsewhere = elsewhere
        guard taken < work.trace.amount else {
            // What is paid nothing brings nothing to the year, and takes nothing from what others brought.
            work.trace.elsewhere?.countedKilometres = 0
            throw .reason(.claimedElsewhere)
        }
        work.trace.amount = work.trace.amount - taken
        work.note(.less(taken))
        work.reduction = .partlyElsewhere
    }

    /// The kilometres of the journey that no other claim was paid for.
    mutating func kilometresLeft(_ count: Int, _ vehicle: Vehicle, _ work: inout Working) throws(Halt) -> Int {
        guard !facts.earlier.kilometres.isEmpty else { return count }
        let expense = SharedExpense.carByKilometre(facts.journey(on: work.day), vehicle)
        let left = (facts.earlier.kilometres[expense] ?? 0) - (counted.kilometresTakenOff[expense] ?? 0)
        let taken = min(left, count)
        guard taken > 0, work.holds(.onePaymentPerExpense) else { return count }
        counted.kilometresTakenOff[expense, default: 0] += taken
        work.trace.elsewhere = PaidElsewhere(kilometres: taken)
        work.note(.kilometresElsewhere(taken))
        guard taken < count else { throw .reason(.claimedElsewhere) }
        work.reduction = .partlyElsewhere
        return count - taken
    }

    /// How many of the kilometres that are paid now the year has counted for another vehicle of the same journey. Those
    /// that this claim drove by the same vehicle as others are theirs already, and leave so much less to share.
    mutating func countedElsewhere(_ count: Int, _ work: inout Working) -> Int {
        guard !facts.earlier.counted.isEmpty else { return 0 }
        let journey = CountedJourney(journey: facts.journey(on: work.day), year: work.day.year)
        guard let brought = facts.earlier.counted[journey], brought > 0 else { return 0 }
        var own: [Vehicle: Int] = [:]
        for line in facts.lines {
            guard case .kilometres(let driven, let vehicle) = line.fact, line.day.year == journey.year,
                facts.journey(on: line.day) == journey.journey
            else { continue }
            own[vehicle, default: 0] += driven
        }
        let same = own.reduce(0) { sum, entry in
            sum + min(entry.value, facts.earlier.kilometres[.carByKilometre(journey.journey, entry.key)] ?? 0)
        }
        let already = min(count, max(0, brought - same - (counted.countedElsewhere[journey] ?? 0)))
        guard already > 0 else { return 0 }
        counted.countedElsewhere[journey, default: 0] += already
        var elsewhere = work.trace.elsewhere ?? PaidElsewhere()
        elsewhere.countedKilometres = already
        work.trace.elsewhere = elsewhere
        return already
    }
}
