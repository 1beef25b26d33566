import LiquidationDomain
import Testing
import Vocabulary

struct PaymentStateTests {
    @Test func theStepsAreExactlyThese() {
        let possible = PaymentState.allCases.flatMap { state in
            PaymentStep.allCases.compactMap { step in state.after(step).map { "\(state) \(step) \($0)" } }
        }

        #expect(
            Set(possible) == [
                "blocked unblock ordered", "ordered block blocked", "ordered putInFile inFile",
                "inFile leaveFile ordered", "inFile release released", "released send sent", "unknown send sent",
                "released loseSight unknown",
                "released acknowledge sent", "unknown acknowledge sent", "sent acknowledge sent",
                "released settle settled", "unknown settle settled", "sent settle settled",
                "instructed settle settled", "released giveBack returned", "unknown giveBack returned",
                "sent giveBack returned", "instructed giveBack returned", "settled giveBack returned",
                "returned confirm settled",
            ])
    }

    @Test func onlyAReturnAllowsAnotherAttempt() {
        #expect(PaymentState.allCases.filter { !$0.excludesAnotherAttempt } == [.returned])
    }

    @Test func nothingLeavesAnUnknownStateButAnAnswerOrTheSameFile() {
        let steps = PaymentStep.allCases.filter { PaymentState.unknown.after($0) != nil }

        #expect(Set(steps) == [.send, .acknowledge, .settle, .giveBack])
    }

    /// Every path of at most seven steps, with its ledger: the account of the state carries the whole amount.
    @Test(arguments: [PaymentState.blocked, .ordered, .instructed])
    func onEveryPathTheLedgerAgreesWithTheState(first: PaymentState) throws {
        let amount = Money(cents: 12_345)
        let track: Track = first == .instructed ? .indemnity : .travel
        var paths = [
            (
                first,
                ledger(of: [
                    Posting.established(amount, on: track), .moved(amount, on: track, from: .ordered, to: first),
                ])
            )
        ]

        for _ in 0..<7 {
            paths = paths.flatMap { state, ledger in
                PaymentStep.allCases.compactMap { step in
                    state.after(step).map { next in
                        (next, self.ledger(of: [.moved(amount, on: track, from: state, to: next)], after: ledger))
                    }
                }
            }
            for (state, ledger) in paths {
                #expect(ledger.values.total() == .zero)
                #expect(ledger[Account(state.account, track)] == -amount)
                #expect(ledger[Account(.expense, track)] == amount)
            }
        }
    }

    private func ledger(of postings: [Posting?], after before: [Account: Money] = [:]) -> [Account: Money] {
        var ledger = before
        for posting in postings.compactMap(\.self) {
            #expect(posting.sum == .zero)
            for entry in posting.entries { ledger[entry.account, default: .zero] += entry.amount }
        }
        return ledger
    }
}

struct LedgerTests {
    @Test func aCauseWithoutMoneyIsNotWritten() {
        #expect(Posting.established(.zero, on: .travel) == nil)
        #expect(Posting.moved(Money(cents: 1), on: .travel, from: .released, to: .sent) == nil)
    }

    @Test func theCodesOfAccountsReadBack() {
        for account in Account.all { #expect(Account(code: account.description) == account) }
        #expect(Account(code: "cash.travel") == nil)
    }

    @Test func aMissingCentIsShownOnItsAccount() {
        let balance = Balance(
            accounts: [Account(.expense, .travel): Money(cents: 500), Account(.payable, .travel): Money(cents: -499)],
            payments: [.travel: [.ordered: Money(cents: 500)]])

        #expect(balance.ledgerSum == Money(cents: 1))
        #expect(balance.differences(owedAgain: [:]).map(\.kind) == [.payable])
    }

    @Test func aReturnThatWaitsForANewOrderIsOwedAgain() {
        let balance = Balance(
            accounts: [Account(.expense, .travel): Money(cents: 500), Account(.payable, .travel): Money(cents: -500)],
            payments: [.travel: [.returned: Money(cents: 500)]])

        #expect(balance.differences(owedAgain: [.travel: Money(cents: 500)]).isEmpty)
    }
}

struct PayrollEffectTests {
    private func effect(paid: Bool, state: PaymentState, cents: Int64 = 100, anew: Bool = false) -> PayrollEffect {
        PayrollEffect(
            paid: paid, reported: Money(cents: cents), ordered: Money(cents: 100), state: state, orderedAnew: anew)
    }

    @Test func reportsActOnceOnWhatWasInstructed() {
        #expect(effect(paid: true, state: .instructed) == .settle)
        #expect(effect(paid: false, state: .instructed) == .giveBack)
        #expect(effect(paid: true, state: .settled) == .alreadyKnown)
        #expect(effect(paid: false, state: .returned) == .alreadyKnown)
        #expect(effect(paid: false, state: .settled) == .giveBack)
    }

    @Test func anotherAmountIsLeftToAHuman() {
        #expect(
            effect(paid: true, state: .instructed, cents: 99)
                == .amountMismatch(ordered: Money(cents: 100), reported: Money(cents: 99)))
    }

    @Test func paidAfterAReturnIsKnownAsSuch() {
        #expect(effect(paid: true, state: .returned, anew: true) == .paidAfterReturn(orderedAnew: true))
    }
}

struct RedactionTests {
    @Test(arguments: [
        ("Compte FR76 3000 6000 0112 3456 7890 189 clos", "Compte [numéro masqué] clos"),
        ("NIR 2 69 05 49 588 157 80 inconnu", "NIR [numéro masqué] inconnu"),
        ("compte de76300060000112", "compte [numéro masqué]"),
        ("Numéro I000123 inconnu le 2026-07-15, motif 42", "Numéro I000123 inconnu le 2026-07-15, motif 42"),
        ("NIR 2 69 05 2A 588 157 80.", "NIR [numéro masqué]."),
    ])
    func accountAndRegisterNumbersAreMasked(_ text: String, _ shown: String) {
        #expect(Redaction.of(text) == shown)
    }
}
