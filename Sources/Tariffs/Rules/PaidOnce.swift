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
        guard taken < work.trace.amount else { throw .reason(.claimedElsewhere) }
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
}
